// What stands in columns that nothing reads is lost: who gave them is told. Used by bind_tables.cpp, when all columns are found.
#pragma once

#include <set>

#include "input/bind_tables.hpp"

namespace dutybound::input {

/// A warning for columns that nothing reads and that the mapping does not name as such, of the misspelt ones with the nearest
/// name; an error for a table of which no column is known. `given`: by table of the mapping, which of the plan it is; `told`:
/// columns, with their table, that were taken for misspelt already.
void tell_of_unread_columns(const TablePlan& plan, const std::vector<std::optional<std::size_t>>& given,
                            const std::set<std::pair<std::size_t, std::string>>& told, Diagnostics& diagnostics);

}  // namespace dutybound::input
