// Which keys of joins are days. Entry: note_days.
#pragma once

#include "input/bind_tables.hpp"

namespace dutybound::input {

/// Fills TablePlan::days. A key of a join is a day where one of its two columns is read as one: days are the same however the two
/// tables write them.
void note_days(TablePlan& plan, const rulebook::Vocabulary& vocabulary);

}  // namespace dutybound::input
