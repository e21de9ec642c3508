// The tree as text, for tests and for people who wonder what the reader saw. Entry: print.
#pragma once

#include <string>

#include "yaml/node.hpp"

namespace dutybound::yaml {

/// One line a value: its key, kind, text and where it stands (`line:column-line:column`, the end being the first place after it).
[[nodiscard]] std::string print(const Node& root);

}  // namespace dutybound::yaml
