// Watches the registers of conditions over the records of each case.
#include "scenario/coverage.hpp"

#include <algorithm>

namespace dutybound::scenario {
namespace {

std::string text_of(const program::ConditionPlan& plan) {
  return plan.group == rulebook::Condition::Group::leaf ? plan.feel : std::string(to_string(plan.group));
}

}  // namespace

Coverage::Coverage(const program::Program& program) : program_(program), noted_(program.groups.size()) {
  for (std::uint32_t group = 0; group < program.groups.size(); ++group) {
    group_begins_ = watched_.size();
    for (const std::uint32_t version : program.groups[group].plans) {
      const program::RulePlan& rule = program.rules[version];
      met_.clear();
      for (const auto& [role, condition] : program::own_conditions_of(rule)) watch(rule, role, *condition);
    }
  }
}

void Coverage::watch(const program::RulePlan& rule, const std::string& role, const program::ConditionPlan& plan) {
  const std::string text = text_of(plan);
  std::size_t at = group_begins_;
  // What another version says in the same words in the same place is one condition; what one version says twice is two.
  const auto same = [&](std::size_t i) {
    return watched_[i].seen.role == role && watched_[i].seen.feel == text && std::count(met_.begin(), met_.end(), i) == 0;
  };
  while (at < watched_.size() && !same(at)) ++at;
  if (at == watched_.size()) watched_.push_back({rule.group, {}, {rule.id, role, text, false, false, false}});
  met_.push_back(at);
  watched_[at].truths.insert(plan.truth);
  for (const program::ConditionPlan& member : plan.members) watch(rule, role, member);
}

void Coverage::note(engine::Run& run, const engine::Facts& facts, engine::AsAt as_at, const std::set<std::string>& rules) {
  for (std::uint32_t i = 0; i < program_.groups.size(); ++i) {
    if (rules.count(program_.groups[i].id) > 0) noted_[i] = true;
  }
  run.over(facts, as_at, [&](const engine::Instance& instance) {
    if (instance.unrecorded) return;
    for (Watched& watched : watched_) {
      const program::RuleGroup& group = program_.groups[watched.group];
      if (program_.rules[group.plans.front()].entity != instance.entity || rules.count(group.id) == 0) continue;
      for (const program::Register r : watched.truths) {
        const feel::Cell& truth = run[r];
        if (truth.is_unknown())
          watched.seen.was_unknown = true;
        else
          (truth.is_true() ? watched.seen.was_true : watched.seen.was_false) = true;
      }
    }
  });
}

std::vector<ConditionCoverage> Coverage::take() && {
  std::vector<ConditionCoverage> conditions;
  for (Watched& watched : watched_) {
    if (noted_[watched.group]) conditions.push_back(std::move(watched.seen));
  }
  return conditions;
}

}  // namespace dutybound::scenario
