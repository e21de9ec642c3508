// A tree as bytes: what the build makes of the embedded rules, so that loading them does not parse YAML. Entries: pack, unpack.
#pragma once

#include <string>
#include <string_view>

#include "yaml/node.hpp"

namespace dutybound::yaml {

/// The tree without its source's text, which `unpack` is given again. The same on every machine.
[[nodiscard]] std::string pack(const Node& root);

/// The tree that was packed from a source of this text. PRECONDITION(packed): `bytes` came from pack, of a tree of that text.
[[nodiscard]] Node unpack(std::string_view bytes, const SourcePtr& source);

}  // namespace dutybound::yaml
