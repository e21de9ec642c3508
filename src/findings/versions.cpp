// Versions filtered by readings and editions, and the one that judges.
#include "findings/versions.hpp"

#include <algorithm>

#include "feel/kernels.hpp"

namespace dutybound::findings {
namespace {

/// What the versions that may judge have in common.
class Weighed {
 public:
  Weighed(const program::Program& program, const Cells& cells) : program_(program), cells_(cells) {}

  void add(const Choice& choice) {
    if (choice.judgement.coverage == Coverage::no) return;
    covered_ = covered_ || choice.judgement.coverage != Coverage::open;
    if (possible_ != 0 && possible_ == choice.judgement.possible) differ_ = differ_ || !same_outcome(first_, choice);
    if (possible_ == 0) first_ = choice;
    possible_ |= choice.judgement.possible;
  }

  /// Where none has to judge, none may; but what does not apply under any that could does not apply.
  [[nodiscard]] Settled settled() const {
    const bool none = !covered_ && possible_ != one(Status::not_applicable);
    if (differ_ || none) return {};
    return {the_only(possible_).value_or(Status::indeterminate), unless_excused(possible_)};
  }

 private:
  /// Of two whose only possible status is the same.
  [[nodiscard]] bool same_outcome(const Choice& a, const Choice& b) const {
    const program::RulePlan& plan_a = program_.rules[a.rule];
    const program::RulePlan& plan_b = program_.rules[b.rule];
    switch (the_only(a.judgement.possible).value_or(Status::indeterminate)) {
      case Status::level:
        return plan_a.rows[a.judgement.row].name == plan_b.rows[b.judgement.row].name;
      case Status::value: {
        const feel::Cell& value_a = cells_[plan_a.value];
        const feel::Cell& value_b = cells_[plan_b.value];
        return plan_a.value == plan_b.value || (value_a.is_null() && value_b.is_null()) ||
               feel::equal(value_a, value_b).is_true();
      }
      case Status::permitted:
        return std::equal(plan_a.rows.begin(), plan_a.rows.end(), plan_b.rows.begin(), plan_b.rows.end(),
                          [&](const program::RowPlan& row_a, const program::RowPlan& row_b) {
                            return row_a.name == row_b.name &&
                                   cells_[row_a.when.truth].is_true() == cells_[row_b.when.truth].is_true();
                          });
      default:
        return true;
    }
  }

  const program::Program& program_;
  const Cells& cells_;
  Choice first_;
  Statuses possible_ = 0;
  bool covered_ = false;
  bool differ_ = false;
};

}  // namespace

Versions::Versions(const program::Program& program, const Editions& editions, const Choices& readings)
    : program_(program), editions_(editions) {
  for (const rulebook::Reading& reading : program.readings) {
    const auto wanted = readings.find(reading.id);
    const bool loaded = wanted != readings.end() && std::any_of(reading.values.begin(), reading.values.end(),
                                                                [&](const auto& v) { return v.value == wanted->second; });
    chosen_[reading.id] = loaded ? wanted->second : reading.default_value;
  }
  versions_.reserve(program.rules.size());
  begins_.reserve(program.groups.size() + 1);
  for (std::uint32_t group = 0; group < program.groups.size(); ++group) {
    begins_.push_back(versions_.size());
    append(group, {}, versions_);
  }
  begins_.push_back(versions_.size());
}

std::span<const std::uint32_t> Versions::of(std::uint32_t group) const {
  return std::span(versions_).subspan(begins_[group], begins_[group + 1] - begins_[group]);
}

std::vector<std::uint32_t> Versions::of(std::uint32_t group, const Choices& instead) const {
  std::vector<std::uint32_t> versions;
  append(group, instead, versions);
  return versions;
}

void Versions::append(std::uint32_t group, const Choices& instead, std::vector<std::uint32_t>& into) const {
  const auto holds = [&](const auto& reading) {
    const auto other = instead.find(reading.first);
    return (other == instead.end() ? chosen_.at(reading.first) : other->second) == reading.second;
  };
  for (const std::uint32_t rule : program_.groups[group].plans) {
    const program::RulePlan& plan = program_.rules[rule];
    if (!editions_.left_out(plan.rulebook) && std::all_of(plan.readings.begin(), plan.readings.end(), holds))
      into.push_back(rule);
  }
}

std::vector<Choices> Versions::others(const Choices& of) const {
  std::vector<Choices> combinations{{}};
  for (const rulebook::Reading& reading : program_.readings) {
    if (of.count(reading.id) == 0) continue;
    std::vector<Choices> more;
    for (const Choices& combination : combinations) {
      for (const rulebook::Reading::Value& value : reading.values) {
        more.push_back(combination);
        more.back()[reading.id] = value.value;
      }
    }
    combinations = std::move(more);
  }
  combinations.erase(std::remove(combinations.begin(), combinations.end(), of), combinations.end());
  return combinations;
}

Choice choose(const program::Program& program, std::span<const std::uint32_t> versions, const Cells& cells,
              const Editions& editions, engine::AsAt as_at) {
  const auto judged = [&](std::uint32_t rule) {
    return Choice{rule, judge(program.rules[rule], program.calendar.get(), cells, editions, as_at)};
  };
  if (versions.size() == 1) return judged(versions.front());
  std::optional<Choice> judging, open, not_started, not_in_force;
  bool open_today = false;
  std::int32_t dates_until = feel::forever;
  std::int32_t cells_until = feel::forever;
  Weighed weighed(program, cells);
  for (std::size_t n = 0; n < versions.size() && !judging; ++n) {
    const Choice choice = judged(versions[n]);
    dates_until = std::min(dates_until, choice.judgement.dates_until);
    cells_until = std::min(cells_until, choice.judgement.cells_until);
    switch (choice.judgement.coverage) {
      case Coverage::yes:
        judging = choice;
        break;
      case Coverage::no_day:
        if (!not_started) not_started = choice;
        break;
      case Coverage::no:
        if (!not_in_force) not_in_force = choice;
        break;
      case Coverage::open: {
        weighed.add(choice);
        const Editions::Standing today = editions.on(program.rules[choice.rule], as_at.day);
        dates_until = std::min(dates_until, today.changes);
        if (!open || (!open_today && today.covers)) open = choice;
        open_today = open_today || today.covers;
        break;
      }
    }
  }
  if (!judging) judging = not_started ? not_started : not_in_force;
  if (open) {
    if (judging) weighed.add(*judging);
    Choice told = !open_today && judging && judging->judgement.coverage == Coverage::yes ? *judging : *open;
    told.open = true;
    const Settled settled = weighed.settled();
    told.judgement = judge(program.rules[told.rule], program.calendar.get(), cells, editions, as_at, &settled);
    judging = told;
  }
  judging->judgement.dates_until = dates_until;
  judging->judgement.cells_until = cells_until;
  return *std::move(judging);
}

void causes_of(const program::Program& program, std::span<const std::uint32_t> versions, const Choice& choice, const Cells& cells,
               const Editions& editions, engine::AsAt as_at, engine::Run& run, Causes& into) {
  causes_of(program.rules[choice.rule], choice.judgement, run, into);
  if (!choice.open) return;
  for (const std::uint32_t rule : versions) {
    const program::RulePlan& plan = program.rules[rule];
    Judgement judgement = judge(plan, program.calendar.get(), cells, editions, as_at);
    if (judgement.coverage != Coverage::open && judgement.coverage != Coverage::yes) continue;
    if (the_only(judgement.possible)) judgement.undecided &= bit(Part::arises) | bit(Part::trigger);
    causes_of(plan, judgement, run, into);
    if (judgement.coverage == Coverage::yes) return;
  }
}

std::uint32_t in_force_or_first(const program::Program& program, std::span<const std::uint32_t> versions,
                                const Editions& editions, Date day) {
  for (const std::uint32_t rule : versions) {
    if (editions.on(program.rules[rule], day).covers) return rule;
  }
  return versions.front();
}

}  // namespace dutybound::findings
