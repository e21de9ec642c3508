// `15 working days after Thu 28 Mar 2024, skipping Good Friday 29 Mar and Easter Monday 1 Apr, is Mon 22 Apr 2024`.
#include "explain/sentences.hpp"
#include "explain/words.hpp"
#include "findings/bounds.hpp"

namespace dutybound::explain {
namespace {

using feel::Cell;
using rulebook::ClockKind;

bool counts_back(const program::RulePlan& plan) { return plan.clock == ClockKind::before_target; }

/// The weekday holidays that a count in working days passed over.
std::string skipping(const program::Program& program, const program::RulePlan& plan, Date anchor, Date due) {
  if (plan.unit != DayUnit::working_days || !program.calendar) return {};
  const auto holidays = counts_back(plan) ? program.calendar->skipped(due, Date::from_number(anchor.number() - 1))
                                          : program.calendar->skipped(anchor, due);
  std::vector<std::string> items;
  for (const Holiday& holiday : holidays) items.push_back(holiday.name + " " + short_day_text(holiday.date));
  return items.empty() ? "" : ", skipping " + list_text(items) + ",";
}

/// The last day before it was moved on (`roll`).
std::optional<Date> without_roll(const program::Program& program, const program::RulePlan& plan, Date anchor,
                                 std::int64_t amount) {
  const std::int64_t steps = counts_back(plan) ? -amount : amount;
  const std::int32_t nearer = !plan.inclusive ? 0 : counts_back(plan) ? 1 : -1;
  const auto shift = [](std::optional<Date> day, std::int64_t by) -> std::optional<Date> {
    if (!day) return day;
    return Date::from_number(static_cast<std::int32_t>(day->number() + by));
  };
  switch (plan.unit) {
    case DayUnit::working_days:
      return program.calendar ? program.calendar->add_working_days(anchor, steps + nearer) : std::nullopt;
    case DayUnit::days:
      return shift(anchor, steps + nearer);
    case DayUnit::weeks:
      return shift(anchor, 7 * steps + nearer);
    case DayUnit::months:
      return shift(add_months(anchor, steps), nearer);
    case DayUnit::hours:
      break;
  }
  return std::nullopt;
}

std::string months_end(const program::RulePlan& plan, Date anchor, std::int64_t amount) {
  if (plan.unit != DayUnit::months || plan.inclusive) return {};
  const auto day = add_months(anchor, counts_back(plan) ? -amount : amount);
  return day && day->ymd().day() != anchor.ymd().day() ? ", the month's last day" : "";
}

/// Who decided on the period, where it is not the national rulebook.
std::string set_by(const program::Program& program, const program::RulePlan& plan, std::optional<Date> anchor) {
  if (plan.national && program.rules[*plan.national].due != plan.due)
    return "; the period is set by " + program.rulebooks[plan.rulebook].id;
  if (plan.parameter >= program.parameters.size() || !anchor) return {};
  const rulebook::Parameter::Row* in_force = nullptr;
  for (const rulebook::Parameter::Row& row : program.parameters[plan.parameter].rows) {
    if (!row.from || *row.from <= *anchor) in_force = &row;
  }
  return in_force && in_force->local ? "; the period is set by " + program.rulebooks[*in_force->local].id : "";
}

std::string arithmetic(const Subject& subject) {
  const program::RulePlan& plan = subject.plan;
  const program::Program& program = subject.program;
  if (!plan.has_clock || !subject.run) return {};
  const engine::Run& run = *subject.run;
  const Cell& trigger = run[plan.trigger];
  const Cell& due = run[plan.due];
  const bool fixed = plan.clock == ClockKind::fixed_date;
  if (trigger.is_null()) return counts_back(plan) || fixed ? "there is no day to count from" : "the clock has not started";
  if (trigger.is_unknown()) return "the day to count from is not known (" + plan.trigger_feel + ")";

  const bool hours = plan.unit == DayUnit::hours;
  const auto anchor = findings::civil_day(trigger);
  const auto last = findings::civil_day(due);
  if (fixed) return last ? "the last day is " + day_text(*last) : "";

  const Cell& amount_cell = run[plan.amount];
  std::optional<std::int64_t> number;
  if (amount_cell.is_known()) number = amount_cell.payload.number.to_integer();
  const std::string from = (counts_back(plan) ? " before "
                            : plan.inclusive  ? " from and including "
                                              : " after ") +
                           cell_day_text(trigger, hours);
  if (!number) {
    std::string text = "the number of " + unit_text(plan.unit, true) + from + " is not set";
    if (plan.parameter < program.parameters.size()) text += " (" + program.parameters[plan.parameter].id + ")";
    return text;
  }
  const std::int64_t amount = number.value_or(0);  // GCC 12 takes *number for uninitialised
  const std::string start = count_text(amount, plan.unit) + from;
  if (!due.is_known()) {
    if (plan.unit != DayUnit::working_days || !program.calendar) return start + " is not known";
    return start + " lies outside the days that the calendar " + program.calendar->name() + " knows, " +
           day_text(program.calendar->first_known()) + " to " + day_text(program.calendar->last_known());
  }
  if (!anchor || !last || hours) return start + " is " + cell_day_text(due, hours);

  const auto base = without_roll(program, plan, *anchor, amount);
  if (base && *base != *last) {
    return start + skipping(program, plan, *anchor, *base) + " is " + day_text(*base) +
           (plan.roll == rulebook::Roll::up_to_working_day ? ", and the day before the next working day is "
                                                           : ", which is no ordinary day, so the last day is ") +
           day_text(*last);
  }
  return start + skipping(program, plan, *anchor, *last) + " is " + day_text(*last) + months_end(plan, *anchor, amount);
}

}  // namespace

std::string deadline_text(const Subject& subject) {
  const std::string text = arithmetic(subject);
  if (text.empty()) return text;
  return text + set_by(subject.program, subject.plan, findings::civil_day((*subject.run)[subject.plan.trigger]));
}

}  // namespace dutybound::explain
