// A tree as short YAML for people to read. Entry: write. What the reader saw, with places, is print.hpp's.
#pragma once

#include <string>

#include "yaml/node.hpp"

namespace dutybound::yaml {

/// A collection that fits on one line of `width` columns stands on it in braces or brackets; any other has a line for each
/// member. Reads back as the same tree.
[[nodiscard]] std::string write(const Node& root, std::size_t width = 80);

}  // namespace dutybound::yaml
