// What an answer says in words of the rulebook: the level, the value, what is permitted; and what stood in for a fact.
// Entries: set_outcome, stand_in_text. Statuses and dates are judge.hpp's.
#pragma once

#include <string>

#include "engine/run.hpp"
#include "findings/judge.hpp"

namespace dutybound::findings {

/// Appends the outcome of a judgement whose record is bound in the run; `text` is empty before, and stays so where there is none.
void set_outcome(const program::RulePlan& plan, const Judgement& judgement, const engine::Run& run, const engine::Facts& facts,
                 std::string& text);

/// The value that was taken in place of a fact, as its attribute would have it.
[[nodiscard]] std::string stand_in_text(const engine::Run::StandIn& stand_in, const program::Program& program);

}  // namespace dutybound::findings
