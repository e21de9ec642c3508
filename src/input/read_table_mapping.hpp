// A mapping file of `format: tables` to a TableMapping. Used by read_mappings, and for a mapping of the caller's own.
#pragma once

#include "input/table_mapping.hpp"
#include "yaml/node.hpp"

namespace dutybound::input {

[[nodiscard]] TableMapping read_table_mapping(const yaml::Node& root, const rulebook::Vocabulary& vocabulary,
                                              Diagnostics& diagnostics);

}  // namespace dutybound::input
