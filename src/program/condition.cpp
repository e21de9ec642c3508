// The conditions of a rule's plan, in the order in which people read them, and what each is to the rule. Entry: conditions_of.
#include "program/program.hpp"

namespace dutybound::program {

std::vector<ConditionOfRule> conditions_of(const RulePlan& rule) {
  std::vector<ConditionOfRule> conditions = own_conditions_of(rule);
  if (rule.protected_when) conditions.insert(conditions.begin(), {"protects", &*rule.protected_when});
  return conditions;
}

std::vector<ConditionOfRule> own_conditions_of(const RulePlan& rule) {
  std::vector<ConditionOfRule> conditions;
  const auto add = [&](std::string_view role, const std::optional<ConditionPlan>& condition) {
    if (condition) conditions.push_back({std::string(role), &*condition});
  };
  add("applies_when", rule.applies);
  add("exempt_when", rule.exempt);
  add("excused_when", rule.excused);
  add("done_when", rule.done_when);
  add(to_string(rulebook::condition_role(rule.kind)), rule.condition);
  for (const RowPlan& row : rule.rows) conditions.push_back({rulebook::row_role(rule.kind, row.name), &row.when});
  return conditions;
}

}  // namespace dutybound::program
