// What there is to say about rules and parameters without a case. Entries: describe_rules, describe_parameters.
#pragma once

#include <vector>

#include <dutybound/rulebook.hpp>

#include "program/program.hpp"

namespace dutybound {

/// In the program's order, which is the model's.
[[nodiscard]] std::vector<RuleInfo> describe_rules(const rulebook::RuleSet& rules, const program::Program& program);
[[nodiscard]] std::vector<ParameterInfo> describe_parameters(const rulebook::RuleSet& rules);

}  // namespace dutybound
