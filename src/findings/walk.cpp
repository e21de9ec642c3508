// Judging instance by instance, and the days on which answers change.
#include "findings/walk.hpp"

#include <algorithm>

#include "engine/value_text.hpp"
#include "findings/outcome.hpp"

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
  Walk(const Standpoint& standpoint, engine::Run& run, const engine::Facts& facts, Besides besides, Answers& answers)
      : from_(standpoint), program_(standpoint.program()), run_(run), facts_(facts), besides_(besides), answers_(answers) {}

  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;

  /// Whether there is a version of it to judge by.
  [[nodiscard]] bool has(std::uint32_t group) const { return !from_.versions().of(group).empty(); }

  /// The record is bound: judges one rule for it.
  void record(std::uint32_t group, const engine::Instance& instance) {
    run_.budget().findings(answers_.list.size() + 1);
    unfinished_ = answers_.list.size();
    const Choice choice = choose(from_.versions().of(group), from_.as_at());
    const RulePlan& plan = program_.rules[choice.rule];
    Answer& answer = add(choice.rule, instance);
    answer.status = choice.judgement.status;
    answer.judgement = choice.judgement;
    set_outcome(plan, choice.judgement, run_, facts_, answer.outcome);
    if (answer.status == Status::indeterminate) {
      undecided(answer, causes_of(from_.versions().of(group), choice, from_.as_at()));
      if (besides_ == Besides::passed_over) note_passed_over(group, answer);
    }
    for (const Standpoint::Other& other : others_of(answer)) {
      answers_.others.push_back(under(other));
      ++answer.others;
    }
    assumed(group, choice, answer);
    unfinished_.reset();
    if (besides_ != Besides::valid_until) return;
    // It is pending until it is settled, so that an end of the budget leaves it a lower bound.
    pending_.push_back({answers_.list.size() - 1, choice.judgement, from_.as_at(), 0});
    if (settled_by_dates(pending_.back())) pending_.pop_back();
  }

  /// Takes back the answer at which the budget was used up.
  void drop_unfinished() {
    if (!unfinished_ || *unfinished_ >= answers_.list.size()) return;
    const Answer& answer = answers_.list[*unfinished_];
    answers_.causes.resize(answer.first_cause);
    answers_.others.resize(answer.first_other);
    answers_.assumed.resize(answer.first_assumed);
    answers_.list.pop_back();
    unfinished_.reset();
  }

  /// Nobody says whether there are records: one undecided answer, or that no edition can cover the day that decides.
  void gap(std::uint32_t group, const engine::Instance& instance) {
    run_.budget().findings(answers_.list.size() + 1);
    const Gap now = gap_of(group, from_.as_at().day);
    Answer& answer = add(now.rule, instance);
    if (now.may_be_in_force) {
      const rulebook::Entity& gap = program_.vocabulary.entities[instance.gap];
      scratch_.assign(1, {engine::Run::Dependency::On::children, gap.parent, gap.parent_attribute, instance.row, 0});
      undecided(answer, scratch_);
    } else {
      answer.status = Status::not_in_force;
    }
    undecided_under_all(answer);
    if (besides_ != Besides::valid_until) return;
    for (Gap then = now; then.changes < last_day;) {
      const Date day = Date::from_number(then.changes);
      then = gap_of(group, day);
      if (then.rule == now.rule && then.may_be_in_force == now.may_be_in_force) continue;
      answer.valid_until = day;
      return;
    }
  }

  /// The budget was used up: what was not looked at is told, never left out.
  void cut_short(std::uint32_t group) {
    const std::uint32_t rule = without_record(group);
    Answer& answer = add(rule, {program_.rules[rule].entity, 0, true, program_.rules[rule].entity});
    answer.cut_short = true;
    undecided_under_all(answer);
    if (besides_ == Besides::valid_until) {
      answer.valid_until = Date::from_number(from_.as_at().day.number() + 1);
      answer.valid_until_at_least = true;
    }
  }

  /// Goes on to later days, an instance at a time, until every answer has changed or never will.
  void find_valid_until() {
    for (std::size_t begin = 0; begin < pending_.size();) {
      const engine::Instance instance = instance_of(pending_[begin]);
      std::size_t end = begin;
      while (end < pending_.size() && same(instance_of(pending_[end]), instance)) ++end;
      std::span<Pending> open(pending_.data() + begin, end - begin);
      try {
        while (!open.empty()) open = on_next_day(instance, open);
      } catch (const feel::Spent& spent) {
        run_.note(spent);
        for (const Pending& pending : open) {  // some are settled, or never change
          if (!answers_.list[pending.answer].valid_until && next(pending) <= last_day) settle(pending, next(pending), true);
        }
      }
      begin = end;
    }
  }

 private:
  /// An answer whose next change is not yet known: how it stood on the last day that was looked at.
  struct Pending {
    std::size_t answer = 0;
    Judgement judgement;
    AsAt as_at;
    int steps = 0;
  };

  [[nodiscard]] Choice choose(std::span<const std::uint32_t> versions, AsAt as_at) const {
    return findings::choose(program_, versions, cells_, from_.editions(), as_at);
  }

  /// What an undecided choice turns on, until the next call.
  const Causes& causes_of(std::span<const std::uint32_t> versions, const Choice& choice, AsAt as_at) {
    scratch_.clear();
    findings::causes_of(program_, versions, choice, cells_, from_.editions(), as_at, run_, scratch_);
    return scratch_;
  }

  /// What conditions of any version pass over, as far as it is not among the causes.
  void note_passed_over(std::uint32_t group, Answer& answer) {
    for (const std::uint32_t rule : from_.versions().of(group))
      for_each_register(program_.rules[rule], [&](program::Register r) { run_.passed_over(r, scratch_); });
    answer.passed_over = scratch_.size() - answer.causes;
    answers_.causes.insert(answers_.causes.end(), scratch_.begin() + static_cast<std::ptrdiff_t>(answer.causes), scratch_.end());
  }

  /// How a rule stands on a day where nobody says whether there are records.
  struct Gap {
    std::uint32_t rule = 0;
    bool may_be_in_force = false;
    std::int32_t changes = feel::forever;
  };

  [[nodiscard]] Gap gap_of(std::uint32_t group, Date day) const {
    Gap gap;
    gap.rule = in_force_or_first(program_, from_.versions().of(group), from_.editions(), day);
    for (const std::uint32_t rule : from_.versions().of(group)) {
      const Editions::Standing may = from_.editions().may_cover(program_.rules[rule], day);
      gap.may_be_in_force = gap.may_be_in_force || may.covers;
      gap.changes = std::min({gap.changes, may.changes, from_.editions().on(program_.rules[rule], day).changes});
    }
    return gap;
  }

  /// The version that stands for a rule where there is no record to judge.
  [[nodiscard]] std::uint32_t without_record(std::uint32_t group) const {
    return in_force_or_first(program_, from_.versions().of(group), from_.editions(), from_.as_at().day);
  }

  Answer& add(std::uint32_t rule, const engine::Instance& instance) {
    Answer& answer = answers_.list.emplace_back();
    answer.rule = rule;
    answer.instance = instance;
    answer.first_cause = answers_.causes.size();
    answer.first_other = answers_.others.size();
    answer.first_assumed = answers_.assumed.size();
    return answer;
  }

  /// Notes what it turns on, and whether an impossible value is among that.
  void undecided(Answer& answer, const Causes& causes) {
    answer.causes = causes.size();
    answers_.causes.insert(answers_.causes.end(), causes.begin(), causes.end());
    if (!impossible(facts_, causes)) return;
    answer.status = Status::data_error;
    answer.judgement.provisional.reset();
    answer.judgement.days.reset();
    answer.judgement.day_unit.reset();
  }

  /// Notes what the rule read that is not recorded and was assumed, by the caller or by the rule itself.
  void assumed(std::uint32_t group, const Choice& choice, Answer& answer) {
    readings_.clear();
    stand_ins_.clear();
    for (const std::uint32_t rule : from_.versions().of(group)) {
      if (rule != choice.rule && !choice.open) continue;
      const RulePlan& plan = program_.rules[rule];
      if (facts_.assumptions()) for_each_register(plan, [&](program::Register r) { run_.readings(r, readings_); });
      if (plan.takes_stand_ins) for_each_register(plan, [&](program::Register r) { run_.stand_ins(r, stand_ins_); });
    }
    for (const engine::Run::Reading& read : readings_) {
      if (!facts_.is_assumed(read.entity, read.attribute, read.row)) continue;
      const auto& attribute = program_.vocabulary.entities[read.entity].attributes[read.attribute];
      answers_.assumed.push_back(
          {{engine::Run::Dependency::On::fact, read.entity, read.attribute, read.row, 0},
           engine::assumed_text(facts_.value(read.entity, read.attribute, read.row), attribute, program_.vocabulary),
           false});
    }
    for (const engine::Run::StandIn& stand_in : stand_ins_) {
      const auto told = answers_.assumed.begin() + static_cast<std::ptrdiff_t>(answer.first_assumed);
      if (std::any_of(told, answers_.assumed.end(), [&](const Assumed& other) { return other.fact == stand_in.fact; })) continue;
      answers_.assumed.push_back({stand_in.fact, stand_in_text(stand_in, program_), true});
    }
    answer.assumed = answers_.assumed.size() - answer.first_assumed;
  }

  [[nodiscard]] std::span<const Standpoint::Other> others_of(const Answer& answer) const {
    return from_.all_readings() ? from_.others_of(answer.rule) : std::span<const Standpoint::Other>();
  }

  [[nodiscard]] OtherAnswer under(const Standpoint::Other& other) {
    const Choice choice = choose(other.versions, from_.as_at());
    const RulePlan& plan = program_.rules[choice.rule];
    OtherAnswer answer{&other.readings, choice.judgement.status, {}, choice.judgement.due, choice.judgement.provisional};
    if (answer.status == Status::indeterminate && impossible(facts_, causes_of(other.versions, choice, from_.as_at()))) {
      answer.status = Status::data_error;
      answer.provisional.reset();
    }
    set_outcome(plan, choice.judgement, run_, facts_, answer.outcome);
    return answer;
  }

  void undecided_under_all(Answer& answer) {
    for (const Standpoint::Other& other : others_of(answer)) {
      answers_.others.push_back({&other.readings, answer.status, {}, {}, {}});
      ++answer.others;
    }
  }

  [[nodiscard]] const engine::Instance& instance_of(const Pending& pending) const {
    return answers_.list[pending.answer].instance;
  }
  [[nodiscard]] Choice choose_again(const Pending& pending, AsAt as_at) const {
    return choose(from_.versions().of(program_.rules[answers_.list[pending.answer].rule].group), as_at);
  }
  static bool same(const engine::Instance& a, const engine::Instance& b) { return a.entity == b.entity && a.row == b.row; }

  /// Whether the answer is another one, or another version's; its registers are in the run.
  [[nodiscard]] bool changed(const Pending& pending, const Choice& choice, AsAt as_at) {
    const Answer& answer = answers_.list[pending.answer];
    if (choice.rule != answer.rule) return true;
    const Judgement& judgement = choice.judgement;
    if (judgement.status != pending.judgement.status) return true;
    const RulePlan& plan = program_.rules[choice.rule];
    if (judgement.status == Status::indeterminate && !facts_.data_errors().empty()) {
      const bool wrong = impossible(facts_, causes_of(from_.versions().of(plan.group), choice, as_at));
      if (wrong || answer.status == Status::data_error) return wrong != (answer.status == Status::data_error);
    }
    if (judgement.provisional != pending.judgement.provisional) return true;
    outcome_.clear();
    set_outcome(plan, judgement, run_, facts_, outcome_);
    return outcome_ != answer.outcome;
  }

  /// The next day on which it may change. A moment's assessment may change by the end of its own day.
  static std::int32_t next(const Pending& pending) {
    const std::int32_t day = std::min(pending.judgement.dates_until, pending.judgement.cells_until);
    return std::max(day, pending.as_at.day.number() + (pending.as_at.time ? 0 : 1));
  }

  void settle(const Pending& pending, std::int32_t day, bool at_least = false) {
    Answer& answer = answers_.list[pending.answer];
    answer.valid_until = Date::from_number(day);
    answer.valid_until_at_least = at_least;
  }

  /// Goes on by the rule's own dates as long as the registers hold. False: a later day's registers are needed.
  bool settled_by_dates(Pending& pending) {
    while (true) {
      const std::int32_t day = next(pending);
      if (day > last_day) return true;
      if (pending.steps == valid_until_steps) {
        settle(pending, day, true);
        return true;
      }
      if (pending.judgement.cells_until <= day) return false;
      const AsAt later{Date::from_number(day), std::nullopt, from_.as_at().edition};
      const Choice choice = choose_again(pending, later);
      if (choice.judgement.cells_until <= day) return false;
      if (changed(pending, choice, later)) {
        settle(pending, day);
        return true;
      }
      pending = {pending.answer, choice.judgement, later, pending.steps + 1};
    }
  }

  /// Goes on to the next day on which any of one record's answers may change; those still open after it are moved to the front.
  std::span<Pending> on_next_day(const engine::Instance& instance, std::span<Pending> open) {
    std::int32_t day = feel::forever;
    for (const Pending& pending : open) day = std::min(day, next(pending));
    const AsAt as_at{Date::from_number(day), std::nullopt, from_.as_at().edition};
    const bool ran = run_.at(facts_, as_at, instance);
    std::size_t still_open = 0;
    for (Pending& pending : open) {
      if (next(pending) <= day) {
        if (!ran) {
          settle(pending, day, true);
          continue;
        }
        const Choice choice = choose_again(pending, as_at);
        if (changed(pending, choice, as_at)) {
          settle(pending, day);
          continue;
        }
        pending = {pending.answer, choice.judgement, as_at, pending.steps + 1};
        if (settled_by_dates(pending)) continue;
      }
      open[still_open++] = pending;
    }
    return open.first(still_open);
  }

  const Standpoint& from_;
  const Program& program_;
  engine::Run& run_;
  const engine::Facts& facts_;
  Besides besides_;
  Answers& answers_;
  Cells cells_{run_};
  std::vector<Pending> pending_;
  std::optional<std::size_t> unfinished_;  ///< the answer that is at work
  Causes scratch_;
  std::vector<engine::Run::Reading> readings_;
  std::vector<engine::Run::StandIn> stand_ins_;
  std::string outcome_;
};

}  // namespace

void walk(const Standpoint& standpoint, std::optional<std::uint32_t> only, engine::Run& run, const engine::Facts& facts,
          Besides besides, Answers& answers) {
  const Agenda& agenda = standpoint.agenda();
  Walk walk(standpoint, run, facts, besides, answers);
  const auto wanted = [&](std::uint32_t group) { return (!only || *only == group) && walk.has(group); };
  const bool whole = run.over(facts, standpoint.as_at(), [&](const engine::Instance& instance) {
    for (const std::uint32_t group : agenda.of(instance.entity)) {
      if (!wanted(group)) continue;
      if (instance.unrecorded) {
        walk.gap(group, instance);
      } else {
        walk.record(group, instance);
      }
    }
  });
  if (!whole) answers.spent = run.spent();  // before the look ahead, which may meet another
  walk.drop_unfinished();
  walk.find_valid_until();
  if (whole) return;
  const auto& entities = standpoint.program().vocabulary.entities;
  for (rulebook::EntityId entity = 0; entity < entities.size(); ++entity) {
    rulebook::EntityId subject = entity;
    while (entities[subject].parent != rulebook::no_entity) subject = entities[subject].parent;
    if (subject != facts.subject()) continue;
    for (const std::uint32_t group : agenda.of(entity)) {
      if (wanted(group)) walk.cut_short(group);
    }
  }
}

const engine::Origin* origin_of(const Program& program, const engine::Facts& facts, const Answer& answer) {
  if (answer.cut_short) return nullptr;
  const engine::Instance& instance = answer.instance;
  const rulebook::EntityId entity = instance.unrecorded ? program.vocabulary.entities[instance.gap].parent : instance.entity;
  return &facts.origin(entity, instance.row);
}

void answer_at(const Standpoint& standpoint, std::uint32_t group, engine::Run& run, const engine::Facts& facts,
               const engine::Instance& instance, Answers& answers) {
  Walk walk(standpoint, run, facts, Besides::nothing, answers);
  try {
    if (instance.unrecorded) return walk.gap(group, instance);
    if (run.at(facts, standpoint.as_at(), instance)) return walk.record(group, instance);
  } catch (const feel::Spent& spent) {
    run.note(spent);
    walk.drop_unfinished();
  }
  answers.spent = run.spent();
  walk.cut_short(group);
}

}  // namespace dutybound::findings
