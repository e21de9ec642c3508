// What an undecided finding turns on, in the case's own paths. Entries: causes_of, tell.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run.hpp"
#include "findings/judge.hpp"

namespace dutybound::findings {

using Causes = std::vector<engine::Run::Dependency>;

/// What the parts that decide depend on, each once, in the order of the parts, after what `into` has.
void causes_of(const program::RulePlan& plan, const Judgement& judgement, engine::Run& run, Causes& into);

/// Appends `policy.ID`, `calendar.NAME`, `episodes[0].referral.received_at`.
void append_path(const program::Program& program, const engine::Facts& facts, const engine::Run::Dependency& cause,
                 std::string& path);
/// The path, and the vocabulary's words.
[[nodiscard]] MissingFact missing_fact(const program::Program& program, const engine::Facts& facts,
                                       const engine::Run::Dependency& cause);

/// `limits.NAME`, for a limit of Limits.
[[nodiscard]] std::string limit_path(std::string_view name);
/// The same with words: not every record was judged, because it was met.
[[nodiscard]] MissingFact missing_limit(std::string_view name);

/// Index in Facts::data_errors of what is wrong with the recorded value that is the cause, if something is.
[[nodiscard]] std::optional<std::size_t> data_error(const engine::Facts& facts, const engine::Run::Dependency& cause);

/// Whether an impossible value is among them.
[[nodiscard]] bool impossible(const engine::Facts& facts, std::span<const engine::Run::Dependency> causes);

/// Puts the causes into the finding: impossible values as data errors, the rest as missing.
void tell(const program::Program& program, const engine::Facts& facts, std::span<const engine::Run::Dependency> causes,
          Finding& finding);

}  // namespace dutybound::findings
