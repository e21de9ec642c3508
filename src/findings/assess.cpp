// The walk over a case's records, the days on which findings change, and the manifest.
#include "findings/assess.hpp"

#include <algorithm>

#include <dutybound/version.hpp>

#include "findings/causes.hpp"
#include "findings/value_text.hpp"
#include "findings/versions.hpp"

namespace dutybound::findings {
namespace {

using engine::AsAt;
using program::Program;
using program::RulePlan;

/// 9999-12-31.
constexpr std::int32_t last_day = 2932896;

/// One case's way through the rules.
class Walk {
 public:
  Walk(const Program& program, engine::Run& run, const engine::Facts& facts, const AssessOptions& options, bool look_ahead)
      : program_(program),
        run_(run),
        facts_(facts),
        as_at_(looks_from(program, options)),
        editions_(program, options.carry_forward, options.edition),
        versions_(program, editions_, options.readings),
        look_ahead_(look_ahead),
        all_readings_(options.all_readings) {}

  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;

  /// Whether there is a version of it to judge by.
  [[nodiscard]] bool has(std::uint32_t group) const { return !versions_.of(group).empty(); }
  [[nodiscard]] std::vector<Judged>& results() { return results_; }

  /// The record is bound: judges one rule for it.
  void record(std::uint32_t group, const engine::Instance& instance) {
    const Choice choice = choose(versions_.of(group), as_at_);
    const RulePlan& plan = program_.rules[choice.rule];
    const Judgement& judgement = choice.judgement;
    Judged judged = blank(choice.rule, instance);
    Finding& finding = judged.finding;
    finding.instance = facts_.path(instance.entity, instance.row);
    finding.record = facts_.id(instance.entity, instance.row);
    finding.status = judgement.status;
    finding.outcome = outcome(plan, judgement);
    finding.trigger = judgement.trigger;
    finding.due = judgement.due;
    finding.done = judgement.done;
    finding.due_at = judgement.due_at;
    finding.days = judgement.days;
    finding.day_unit = judgement.day_unit;
    finding.edition_policy = judgement.edition_policy;
    if (judgement.status == Status::indeterminate) {
      judged.causes = causes_of(plan, judgement, run_);
      tell(program_, facts_, judged.causes, finding);
    }
    if (all_readings_) compare_readings(finding, [&](const Choices& readings) { return judged_under(group, readings); });
    results_.push_back(std::move(judged));
    Pending pending{results_.size() - 1, judgement, as_at_, 0};
    if (look_ahead_ && !settled_by_dates(pending)) pending_.push_back(pending);
  }

  /// Nobody says whether there are records: one undecided finding.
  void gap(std::uint32_t group, const engine::Instance& instance) {
    Judged judged = blank(without_record(group), instance);
    const rulebook::Entity& gap = program_.vocabulary.entities[instance.gap];
    judged.causes.push_back({engine::Run::Dependency::On::children, gap.parent, gap.parent_attribute, instance.row, 0});
    judged.finding.instance = facts_.path_of(gap.parent, gap.parent_attribute, instance.row);
    tell(program_, facts_, judged.causes, judged.finding);
    undecided_under_all(judged.finding);
    results_.push_back(std::move(judged));
  }

  /// The step limit was reached: what was not looked at is told, never left out.
  void cut_short(std::uint32_t group) {
    const std::uint32_t rule = without_record(group);
    Judged judged = blank(rule, {program_.rules[rule].entity, 0, true, program_.rules[rule].entity});
    judged.finding.missing.push_back(
        {"limits.steps_per_case", "The case is too large for this limit; not every record was judged."});
    undecided_under_all(judged.finding);
    results_.push_back(std::move(judged));
  }

  /// Goes on to later days, an instance at a time, until every finding has changed or never will.
  void find_valid_until() {
    for (std::size_t begin = 0; begin < pending_.size();) {
      const engine::Instance instance = instance_of(pending_[begin]);
      std::vector<Pending> open;
      for (; begin < pending_.size() && same(instance_of(pending_[begin]), instance); ++begin) open.push_back(pending_[begin]);
      while (!open.empty()) open = on_next_day(instance, open);
    }
  }

 private:
  /// A finding whose next change is not yet known: how it stood on the last day that was looked at.
  struct Pending {
    std::size_t result = 0;
    Judgement judgement;
    AsAt as_at;
    int steps = 0;
  };

  [[nodiscard]] Choice choose(std::span<const std::uint32_t> versions, AsAt as_at) const {
    return findings::choose(program_, versions, cells_, editions_, as_at);
  }

  /// The version that stands for a rule where there is no record to judge.
  [[nodiscard]] std::uint32_t without_record(std::uint32_t group) const {
    return in_force_or_first(program_, versions_.of(group), editions_, as_at_.day);
  }

  [[nodiscard]] Judged blank(std::uint32_t rule, const engine::Instance& instance) const {
    const RulePlan& plan = program_.rules[rule];
    Judged judged;
    judged.rule = rule;
    judged.instance = instance;
    judged.finding.rule = plan.id;
    judged.finding.rulebook = program_.rulebooks[plan.rulebook].id;
    judged.finding.kind = plan.kind;
    judged.finding.modality = plan.modality;
    judged.finding.actor = plan.actor;
    // What versions before it turn on, it turns on too: under other readings they might have judged.
    for (const std::uint32_t version : versions_.of(plan.group)) {
      const RulePlan& before = program_.rules[version];
      judged.finding.readings.insert(before.readings.begin(), before.readings.end());
      if (version == rule) break;
    }
    return judged;
  }

  /// `judged_under`: the outcome under readings that stand in place of the chosen ones.
  template <class JudgedUnder>
  void compare_readings(Finding& finding, JudgedUnder judged_under) const {
    if (finding.readings.empty()) return;
    finding.same_under_all_readings = true;
    for (Choices& readings : versions_.others(finding.readings)) {
      ReadingOutcome other = judged_under(readings);
      if (other.status != finding.status || other.outcome != finding.outcome) finding.same_under_all_readings = false;
      other.readings = std::move(readings);
      finding.other_readings.push_back(std::move(other));
    }
  }

  [[nodiscard]] ReadingOutcome judged_under(std::uint32_t group, const Choices& readings) const {
    const Choice choice = choose(versions_.of(group, readings), as_at_);
    const RulePlan& plan = program_.rules[choice.rule];
    Status status = choice.judgement.status;
    if (status == Status::indeterminate && impossible(facts_, causes_of(plan, choice.judgement, run_)))
      status = Status::data_error;
    return {{}, status, outcome(plan, choice.judgement), choice.judgement.due};
  }

  void undecided_under_all(Finding& finding) const {
    if (all_readings_) compare_readings(finding, [&](const Choices&) { return ReadingOutcome{{}, finding.status, {}, {}}; });
  }

  [[nodiscard]] std::string outcome(const RulePlan& plan, const Judgement& judgement) const {
    switch (judgement.status) {
      case Status::level:
        return plan.rows[judgement.row].name;
      case Status::value:
        return value_text(run_[plan.value], plan.value_type, *program_.vocabulary.types, facts_);
      case Status::permitted:
        break;
      default:
        return {};
    }
    std::string bases;
    for (const program::RowPlan& row : plan.rows) {
      if (!run_[row.when.truth].is_true()) continue;
      if (!bases.empty()) bases += ", ";
      bases += row.name;
    }
    return bases;
  }

  [[nodiscard]] const engine::Instance& instance_of(const Pending& pending) const { return results_[pending.result].instance; }
  [[nodiscard]] Choice choose_again(const Pending& pending, AsAt as_at) const {
    return choose(versions_.of(program_.rules[results_[pending.result].rule].group), as_at);
  }
  static bool same(const engine::Instance& a, const engine::Instance& b) { return a.entity == b.entity && a.row == b.row; }

  /// Whether the answer is another one, or another version's; its registers are in the run.
  [[nodiscard]] bool changed(const Pending& pending, const Choice& choice) {
    if (choice.rule != results_[pending.result].rule) return true;
    const Judgement& judgement = choice.judgement;
    if (judgement.status != pending.judgement.status) return true;
    const Finding& finding = results_[pending.result].finding;
    const RulePlan& plan = program_.rules[choice.rule];
    if (judgement.status == Status::indeterminate && !facts_.data_errors().empty()) {
      return impossible(facts_, causes_of(plan, judgement, run_)) != (finding.status == Status::data_error);
    }
    return outcome(plan, judgement) != finding.outcome;
  }

  /// The next day on which it may change. A moment's assessment may change by the end of its own day.
  static std::int32_t next(const Pending& pending) {
    const std::int32_t day = std::min(pending.judgement.dates_until, pending.judgement.cells_until);
    return std::max(day, pending.as_at.day.number() + (pending.as_at.time ? 0 : 1));
  }

  void settle(const Pending& pending, std::int32_t day) { results_[pending.result].finding.valid_until = Date::from_number(day); }

  /// Goes on by the rule's own dates as long as the registers hold. False: a later day's registers are needed.
  bool settled_by_dates(Pending& pending) {
    while (true) {
      const std::int32_t day = next(pending);
      if (day > last_day) return true;
      if (pending.steps == valid_until_steps) {
        settle(pending, day);
        return true;
      }
      if (pending.judgement.cells_until <= day) return false;
      const AsAt later{Date::from_number(day), std::nullopt};
      const Choice choice = choose_again(pending, later);
      if (choice.judgement.cells_until <= day) return false;
      if (changed(pending, choice)) {
        settle(pending, day);
        return true;
      }
      pending = {pending.result, choice.judgement, later, pending.steps + 1};
    }
  }

  /// Those of one record's findings that are still open after the next day on which any of them may change.
  std::vector<Pending> on_next_day(const engine::Instance& instance, const std::vector<Pending>& open) {
    std::int32_t day = feel::forever;
    for (const Pending& pending : open) day = std::min(day, next(pending));
    const AsAt as_at{Date::from_number(day), std::nullopt, as_at_.edition};
    const bool ran = run_.at(facts_, as_at, instance);
    std::vector<Pending> still_open;
    for (Pending pending : open) {
      if (next(pending) > day) {
        still_open.push_back(pending);
        continue;
      }
      const Choice choice = choose_again(pending, as_at);
      if (!ran || changed(pending, choice)) {
        settle(pending, day);
        continue;
      }
      pending = {pending.result, choice.judgement, as_at, pending.steps + 1};
      if (!settled_by_dates(pending)) still_open.push_back(pending);
    }
    return still_open;
  }

  const Program& program_;
  engine::Run& run_;
  const engine::Facts& facts_;
  AsAt as_at_;
  Editions editions_;
  Versions versions_;
  bool look_ahead_;
  bool all_readings_;
  Cells cells_{run_};
  std::vector<Judged> results_;
  std::vector<Pending> pending_;
};

std::string status_key(Status status) { return std::string(to_string(status)); }

}  // namespace

Assessor::Assessor(std::shared_ptr<const Program> program)
    : program_(std::move(program)),
      groups_of_(program_->vocabulary.entities.size()),
      subject_of_(program_->vocabulary.entities.size()) {
  const auto& entities = program_->vocabulary.entities;
  for (rulebook::EntityId i = 0; i < entities.size(); ++i) {
    subject_of_[i] = entities[i].parent == rulebook::no_entity ? i : subject_of_[entities[i].parent];
  }
  for (std::uint32_t i = 0; i < program_->groups.size(); ++i) {
    const RulePlan& plan = program_->rules[program_->groups[i].plans.front()];
    if (plan.kind != RuleKind::advisory) groups_of_[plan.entity].push_back(i);
  }
}

AsAt looks_from(const Program& program, const AssessOptions& options) {
  AsAt as_at{options.as_at, options.as_at_time};
  for (std::uint32_t i = 0; options.edition && i < program.rulebooks.size(); ++i) {
    if (program.rulebooks[i].id == *options.edition) as_at.edition = base_of(program, i).value_or(i);
  }
  return as_at;
}

std::optional<std::uint32_t> Assessor::find(std::string_view rule) const {
  for (std::uint32_t i = 0; i < program_->groups.size(); ++i) {
    if (program_->groups[i].id == rule) return i;
  }
  return std::nullopt;
}

std::vector<Judged> Assessor::judge(engine::Run& run, const engine::Facts& facts, const AssessOptions& options,
                                    std::optional<std::uint32_t> only, bool look_ahead) const {
  Walk walk(*program_, run, facts, options, look_ahead);
  const auto wanted = [&](std::uint32_t group) { return (!only || *only == group) && walk.has(group); };
  const bool whole = run.over(facts, looks_from(*program_, options), [&](const engine::Instance& instance) {
    for (const std::uint32_t group : groups_of_[instance.entity]) {
      if (!wanted(group)) continue;
      if (instance.unrecorded) {
        walk.gap(group, instance);
      } else {
        walk.record(group, instance);
      }
    }
  });
  walk.find_valid_until();
  if (!whole) {
    for (rulebook::EntityId entity = 0; entity < groups_of_.size(); ++entity) {
      if (subject_of_[entity] != facts.subject()) continue;
      for (const std::uint32_t group : groups_of_[entity]) {
        if (wanted(group)) walk.cut_short(group);
      }
    }
  }
  return std::move(walk.results());
}

Judged Assessor::judge_at(engine::Run& run, const engine::Facts& facts, const AssessOptions& options, std::uint32_t rule,
                          const engine::Instance& instance) const {
  Walk walk(*program_, run, facts, options, false);
  const std::uint32_t group = program_->rules[rule].group;
  if (instance.unrecorded) {
    walk.gap(group, instance);
  } else if (run.at(facts, looks_from(*program_, options), instance)) {
    walk.record(group, instance);
  } else {
    walk.cut_short(group);
  }
  return std::move(walk.results().front());
}

Assessment Assessor::assess(engine::Run& run, const engine::Facts& facts, const AssessOptions& options) const {
  const Editions editions(*program_, options.carry_forward, options.edition);
  Assessment assessment;
  assessment.engine = DUTYBOUND_VERSION;
  for (std::uint32_t i = 0; i < program_->rulebooks.size(); ++i) {
    const program::RulebookInfo& info = program_->rulebooks[i];
    if (!editions.left_out(i)) assessment.rulebooks.push_back({info.id, info.edition, info.version, info.digest});
  }
  assessment.as_at = options.as_at_time ? options.as_at_time->to_string() : options.as_at.to_string();
  assessment.subject = program_->vocabulary.entities[facts.subject()].name;
  assessment.case_id = facts.id(facts.subject(), 0);
  assessment.data_errors = facts.data_errors();
  const Versions versions(*program_, editions, options.readings);
  assessment.readings = versions.chosen();

  Manifest& manifest = assessment.manifest;
  std::vector<bool> found(program_->groups.size(), false);
  for (Judged& judged : judge(run, facts, options, std::nullopt, true)) {
    found[program_->rules[judged.rule].group] = true;
    ++manifest.by_status[status_key(judged.finding.status)];
    assessment.findings.push_back(std::move(judged.finding));
  }
  manifest.instances = manifest.findings = assessment.findings.size();
  for (std::uint32_t i = 0; i < program_->groups.size(); ++i) {
    const RulePlan& plan = program_->rules[program_->groups[i].plans.front()];
    if (versions.of(i).empty()) {
      ++manifest.other_edition;
    } else if (plan.kind == RuleKind::advisory) {
      ++manifest.advisory;
    } else if (subject_of_[plan.entity] != facts.subject()) {
      ++manifest.other_subject;
    } else {
      ++manifest.rules;
      if (!found[i]) ++manifest.without_instances;
    }
  }
  return assessment;
}

}  // namespace dutybound::findings
