// What an undecided finding turns on, in the case's own paths. Entries: causes_of, tell.
#pragma once

#include <vector>

#include "engine/run.hpp"
#include "findings/judge.hpp"

namespace dutybound::findings {

using Causes = std::vector<engine::Run::Dependency>;

/// What the parts that decide depend on, each once, in the order of the parts.
[[nodiscard]] Causes causes_of(const program::RulePlan& plan, const Judgement& judgement, engine::Run& run);

/// `policy.ID`, `calendar.NAME`, `episodes[0].referral.received_at`, and the vocabulary's words.
[[nodiscard]] MissingFact missing_fact(const program::Program& program, const engine::Facts& facts,
                                       const engine::Run::Dependency& cause);

/// Whether an impossible value is among them.
[[nodiscard]] bool impossible(const engine::Facts& facts, const Causes& causes);

/// Puts the causes into the finding: impossible values as data errors (its status then says so), the rest as missing.
void tell(const program::Program& program, const engine::Facts& facts, const Causes& causes, Finding& finding);

}  // namespace dutybound::findings
