// Tables that use the vocabulary's own names: the mapping that they come without. Entry: mapping_by_vocabulary.
#pragma once

#include <memory>

#include "arrow/table.hpp"
#include "input/table_mapping.hpp"

namespace dutybound::input {

/// One entry for each table, a source for each column that is an attribute's.
[[nodiscard]] TableMapping mapping_by_vocabulary(const std::vector<std::shared_ptr<const arrow::Table>>& tables,
                                                 rulebook::EntityId subject, const rulebook::Vocabulary& vocabulary,
                                                 Diagnostics& diagnostics);

}  // namespace dutybound::input
