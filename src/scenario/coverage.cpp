// Watches the registers of conditions over the records of each case.
#include "scenario/coverage.hpp"

namespace dutybound::scenario {
namespace {

std::string text_of(const program::ConditionPlan& plan) {
  switch (plan.group) {
    case rulebook::Condition::Group::leaf:
      return plan.feel;
    case rulebook::Condition::Group::all:
      return "all";
    case rulebook::Condition::Group::any:
      return "any";
    case rulebook::Condition::Group::none:
      return "none";
  }
  return {};
}

std::string_view condition_role(RuleKind kind) {
  if (kind == RuleKind::eligibility) return "eligible_when";
  return kind == RuleKind::permission ? "permitted_when" : "in_place_when";
}

}  // namespace

Coverage::Coverage(const program::Program& program) : program_(program), noted_(program.rules.size()) {
  for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
    const program::RulePlan& rule = program.rules[i];
    if (rule.applies) watch(i, "applies_when", *rule.applies);
    if (rule.exempt) watch(i, "exempt_when", *rule.exempt);
    if (rule.excused) watch(i, "excused_when", *rule.excused);
    if (rule.done_when) watch(i, "done_when", *rule.done_when);
    if (rule.condition) watch(i, std::string(condition_role(rule.kind)), *rule.condition);
    for (const program::RowPlan& row : rule.rows)
      watch(i, (rule.kind == RuleKind::threshold ? "level: " : "basis: ") + row.name, row.when);
  }
}

void Coverage::watch(std::uint32_t rule, const std::string& role, const program::ConditionPlan& plan) {
  watched_.push_back({rule, plan.truth, {program_.rules[rule].id, role, text_of(plan), false, false, false}});
  for (const program::ConditionPlan& member : plan.members) watch(rule, role, member);
}

void Coverage::note(engine::Run& run, const engine::Facts& facts, engine::AsAt as_at, const std::set<std::string>& rules) {
  for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
    if (rules.count(program_.rules[i].id) > 0) noted_[i] = true;
  }
  run.over(facts, as_at, [&](const engine::Instance& instance) {
    if (instance.unrecorded) return;
    for (Watched& watched : watched_) {
      const program::RulePlan& rule = program_.rules[watched.rule];
      if (rule.entity != instance.entity || rules.count(rule.id) == 0) continue;
      const feel::Cell& truth = run[watched.truth];
      if (truth.is_unknown())
        watched.seen.was_unknown = true;
      else
        (truth.is_true() ? watched.seen.was_true : watched.seen.was_false) = true;
    }
  });
}

std::vector<ConditionCoverage> Coverage::take() && {
  std::vector<ConditionCoverage> conditions;
  for (Watched& watched : watched_) {
    if (noted_[watched.rule]) conditions.push_back(std::move(watched.seen));
  }
  return conditions;
}

}  // namespace dutybound::scenario
