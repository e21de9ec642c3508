// YAML text to tree: the border behind which yaml-cpp stays. Entry: read. Refuses duplicate keys, anchors and
// aliases, merge keys, several documents, tags, invalid UTF-8, and what exceeds the limits, all with places.
#pragma once

#include <dutybound/limits.hpp>
#include <dutybound/result.hpp>

#include "yaml/node.hpp"

namespace dutybound::yaml {

/// The tree of the only document. Errors are all that one run can find; reading stops at what yaml-cpp cannot go beyond. The size
/// limit is `rule_file_bytes`: a reader of other documents sets that.
[[nodiscard]] Result<Node> read(const SourcePtr& source, const Limits& limits = {});

/// The trees of several files, and what is wrong with those that have none.
struct Documents {
  std::vector<Node> trees;
  Diagnostics diagnostics;
};
[[nodiscard]] Documents read_all(const std::vector<SourcePtr>& sources, const Limits& limits = {});

}  // namespace dutybound::yaml
