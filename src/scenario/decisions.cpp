// Judges a rule once more for every leaf of its conditions, with that leaf's truth exchanged, and compares the answers.
#include "scenario/decisions.hpp"

#include <algorithm>

#include "feel/kernels.hpp"
#include "findings/assess.hpp"

namespace dutybound::scenario {
namespace {

using feel::Cell;
using program::ConditionPlan;
using program::RulePlan;
using Group = rulebook::Condition::Group;

/// A run's registers, but for one.
struct Exchanged {
  const engine::Run& run;
  program::Register at;
  Cell cell;
  const Cell& operator[](program::Register r) const { return r == at ? cell : run[r]; }
};

/// A condition's truth with that of one leaf exchanged, by the rules that the program goes by.
Cell truth_with(const ConditionPlan& plan, const ConditionPlan* leaf, const Cell& instead, const engine::Run& run) {
  if (&plan == leaf) return instead;
  if (plan.group == Group::leaf) return run[plan.truth];
  Cell truth = truth_with(plan.members.front(), leaf, instead, run);
  for (std::size_t i = 1; i < plan.members.size(); ++i) {
    const Cell member = truth_with(plan.members[i], leaf, instead, run);
    truth = plan.group == Group::all ? feel::conjunction(truth, member) : feel::disjunction(truth, member);
  }
  return plan.group == Group::none ? feel::negation(truth) : truth;
}

/// What a judgement tells a reader who asks for no dates.
struct Answer {
  Status status{};
  std::size_t level = 0;
  std::vector<bool> bases;
  friend bool operator==(const Answer&, const Answer&) = default;
};

template <class Registers>
Answer answer(const RulePlan& plan, const program::Program& program, const Registers& registers,
              const findings::Editions& editions, engine::AsAt as_at) {
  const findings::Judgement judged = findings::judge(plan, program.calendar.get(), findings::Cells(registers), editions, as_at);
  Answer answer{judged.status, judged.status == Status::level ? judged.row : 0, {}};
  if (judged.status != Status::permitted) return answer;
  for (const program::RowPlan& row : plan.rows) answer.bases.push_back(registers[row.when.truth].is_true());
  return answer;
}

/// Whether this version of the rule is the one that gave the finding.
bool gave(const RulePlan& plan, const program::Program& program, const Finding& finding) {
  return finding.rule == plan.id && finding.rulebook == program.rulebooks[plan.rulebook].id &&
         std::includes(finding.readings.begin(), finding.readings.end(), plan.readings.begin(), plan.readings.end());
}

}  // namespace

Decisions::Decisions(const program::Program& program) : program_(program) {
  for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
    for (const auto& [role, condition] : program::own_conditions_of(program.rules[i])) watch(i, role, *condition, *condition);
  }
}

void Decisions::watch(std::uint32_t rule, const std::string& role, const ConditionPlan& whole, const ConditionPlan& plan) {
  for (const ConditionPlan& member : plan.members) watch(rule, role, whole, member);
  if (plan.group != Group::leaf) return;
  const std::string& id = program_.rules[rule].id;
  const auto same = [&](const LeafDecision& seen) { return seen.rule == id && seen.role == role && seen.feel == plan.feel; };
  const auto found = std::find_if(seen_.begin(), seen_.end(), same);
  of_rule_.emplace(id, watched_.size());
  watched_.push_back({rule, &whole, &plan, static_cast<std::size_t>(found - seen_.begin())});
  if (found == seen_.end()) seen_.push_back({id, role, plan.feel, false, false, false});
}

void Decisions::note(engine::Run& run, const engine::Facts& facts, const AssessOptions& options,
                     const std::vector<Finding>& findings, const std::set<std::string>& rules) {
  noted_.insert(rules.begin(), rules.end());
  std::vector<const Watched*> watched_here;
  for (const std::string& rule : rules) {
    for (auto [at, end] = of_rule_.equal_range(rule); at != end; ++at) watched_here.push_back(&watched_[at->second]);
  }
  std::vector<const Finding*> findings_here;
  for (const Finding& finding : findings) {
    if (rules.count(finding.rule) > 0) findings_here.push_back(&finding);
  }
  const findings::Editions editions(program_, options.carry_forward, options.edition);
  const engine::AsAt as_at = findings::looks_from(program_, options);
  run.over(facts, as_at, [&](const engine::Instance& instance) {
    if (instance.unrecorded) return;
    for (const Watched* watched : watched_here) {
      const RulePlan& plan = program_.rules[watched->rule];
      if (plan.entity != instance.entity) continue;
      const std::string path = facts.path(instance.entity, instance.row);
      const auto judged = [&](const Finding* f) { return f->instance == path && gave(plan, program_, *f); };
      if (std::none_of(findings_here.begin(), findings_here.end(), judged)) continue;
      const Answer as_is = answer(plan, program_, run, editions, as_at);
      const auto decides = [&](bool truth) {
        const Exchanged otherwise{run, watched->whole->truth,
                                  truth_with(*watched->whole, watched->leaf, Cell::boolean(truth), run)};
        return answer(plan, program_, otherwise, editions, as_at) != as_is;
      };
      LeafDecision& seen = seen_[watched->seen];
      const Cell& truth = run[watched->leaf->truth];
      if (truth.is_unknown())
        seen.when_unknown = seen.when_unknown || decides(true) || decides(false);
      else if (truth.is_true())
        seen.when_true = seen.when_true || decides(false);
      else
        seen.when_false = seen.when_false || decides(true);
    }
  });
}

std::vector<LeafDecision> Decisions::take() && {
  std::vector<LeafDecision> noted;
  for (LeafDecision& seen : seen_) {
    if (noted_.count(seen.rule) > 0) noted.push_back(std::move(seen));
  }
  return noted;
}

}  // namespace dutybound::scenario
