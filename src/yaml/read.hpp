// YAML text to tree: the border behind which yaml-cpp stays. Entry: read. Refuses duplicate keys, anchors and
// aliases, merge keys, several documents, tags, invalid UTF-8, and what exceeds the limits, all with places.
#pragma once

#include <dutybound/limits.hpp>
#include <dutybound/result.hpp>

#include "yaml/node.hpp"

namespace dutybound::yaml {

[[nodiscard]] Result<Node> read(SourcePtr source, const Limits& limits = {});

}  // namespace dutybound::yaml
