// What there is to say about rules, readings and parameters without a case. Entries: describe_rules, describe_readings, describe_parameters.
#pragma once

#include <vector>

#include <dutybound/rulebook.hpp>

#include "program/program.hpp"

namespace dutybound {

/// In the model's order, one for each rule of each rulebook.
[[nodiscard]] std::vector<RuleInfo> describe_rules(const rulebook::RuleSet& rules, const program::Program& program);
[[nodiscard]] std::vector<ReadingInfo> describe_readings(const rulebook::RuleSet& rules);
[[nodiscard]] std::vector<ParameterInfo> describe_parameters(const rulebook::RuleSet& rules);

}  // namespace dutybound
