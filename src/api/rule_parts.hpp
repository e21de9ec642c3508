// The structure of rules, the facts of the vocabulary and the rulebooks, told without a case.
#pragma once

#include <string>
#include <vector>

#include <dutybound/rulebook.hpp>

#include "rulebook/model.hpp"

namespace dutybound {

/// The condition of a word of the vocabulary's `protects` in plain words, without a case.
[[nodiscard]] std::string on_the_deciding_day(const rulebook::Protects& protects);
/// Conditions, dates and value, in the order in which they are judged.
[[nodiscard]] std::vector<RulePart> parts_of(const rulebook::RuleSet& rules, const rulebook::Rule& rule);
/// In the vocabulary's order, each with the rules that read it, in the rulebooks' order.
[[nodiscard]] std::vector<FactInfo> describe_facts(const rulebook::RuleSet& rules);
[[nodiscard]] std::vector<EditionInfo> describe_editions(const rulebook::RuleSet& rules);

}  // namespace dutybound
