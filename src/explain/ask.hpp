// Which unknown facts to find out first. Entry: ask.
#pragma once

#include <vector>

#include <dutybound/explanation.hpp>

#include "findings/assess.hpp"

namespace dutybound::explain {

/// How many combinations of answers are tried to show that a fact cannot change a finding; where there are more, it is asked for.
inline constexpr std::size_t combinations_per_finding = 64;
/// How many supposed cases one call judges at most, fewer where a case has many records; from there on facts are asked for
/// without being tried.
inline constexpr std::size_t suppositions = 4096;
inline constexpr std::size_t supposed_records = 1'000'000;

/// By how many undecided findings each could settle or help to settle, most first; among equals by how many alone, then in the
/// case's order. Asked for is what the findings' conditions depend on as computed: facts that they lack, and those that they pass
/// over because they are not recorded (`known(x)`). A fact is left out of a finding only where it is shown that none of its
/// values can change it: where the other facts that it lacks are booleans and enumerations of not too many combinations. What
/// settles alone is found out by trying: booleans and enumerations with every value, dates with none, the assessment's day, days
/// long before it, and the days about the findings' own dates, collections with emptiness; numbers, texts and policies are not
/// tried.
[[nodiscard]] std::vector<Question> ask(const findings::Assessor& assessor, engine::Run& run, const engine::Facts& facts,
                                        const AssessOptions& options);

}  // namespace dutybound::explain
