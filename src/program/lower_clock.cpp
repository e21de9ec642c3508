// Clocks to values: the trigger, the number of units, the last day.
#include "program/lower.hpp"

namespace dutybound::program {

using feel::Cell;
using feel::Kind;
using rulebook::ClockKind;

ValueId Lowering::deciding_day(const rulebook::Rule& rule) {
  if (rule.clock) return as_day(expression(rule.clock->anchor, rule.for_each));
  const ValueId as_at = graph_.make(Op::as_at, Kind::date, {});
  if (!rule.arises_at) return as_at;
  const ValueId arises = expression(rule.arises_at, rule.for_each);
  const ValueId happened = call(feel::Builtin::happened, Kind::boolean, {arises});
  return pure(Op::conditional, Kind::date, {happened, as_day(arises), as_at});
}

ClockValues Lowering::clock(const rulebook::Clock& clock, EntityId entity) {
  ClockValues values;
  const ValueId anchor = expression(clock.anchor, entity);
  if (clock.kind == ClockKind::fixed_date) {
    const ValueId day = as_day(anchor);
    return {day, number(0), rolled(clock.roll, day)};
  }
  const bool in_hours = clock.unit == DayUnit::hours;
  values.trigger = in_hours ? anchor : as_day(anchor);
  values.amount = clock.amount.parameter.empty() ? number(clock.amount.literal)
                                                 : graph_.make(Op::parameter, Kind::number, {as_day(values.trigger)},
                                                               parameter_index(clock.amount.parameter));

  constexpr std::int64_t hour = 3600;
  constexpr std::int64_t day = 24 * hour;
  const bool back = clock.kind == ClockKind::before_target;
  const ValueId steps = back ? pure(Op::negate, Kind::number, {values.amount}) : values.amount;
  const auto later_by = [&](std::int64_t seconds) {
    const ValueId width = pure(Op::multiply, Kind::days_duration, {steps, graph_.constant(Cell::days_duration(seconds))});
    return pure(Op::add, graph_[values.trigger].kind, {values.trigger, width});
  };
  switch (clock.unit) {
    case DayUnit::working_days: {
      // Where the anchor's own day is day 1, whatever day it is, one fewer lies after it.
      const ValueId others = clock.inclusive ? pure(back ? Op::add : Op::subtract, Kind::number, {steps, number(1)}) : steps;
      values.due = call(feel::Builtin::add_working_days, Kind::date, {values.trigger, others});
      break;
    }
    case DayUnit::days:
      values.due = later_by(day);
      break;
    case DayUnit::weeks:
      values.due = later_by(7 * day);
      break;
    case DayUnit::hours:
      values.due = later_by(hour);
      break;
    case DayUnit::months:
      values.due = call(feel::Builtin::add_months, Kind::date, {values.trigger, steps});
      break;
  }
  const bool counts_whole_days = clock.unit == DayUnit::days || clock.unit == DayUnit::weeks || clock.unit == DayUnit::months;
  if (clock.inclusive && counts_whole_days) {  // the anchor's own day is day 1: the last day is one nearer to it
    values.due = pure(back ? Op::add : Op::subtract, Kind::date, {values.due, graph_.constant(Cell::days_duration(day))});
  }
  if (!in_hours) values.due = rolled(clock.roll, values.due);
  return values;
}

ValueId Lowering::rolled(rulebook::Roll roll, ValueId last) {
  switch (roll) {
    case rulebook::Roll::none:
      return last;
    case rulebook::Roll::ordinary_day:
      return graph_.make(Op::ordinary_day, Kind::date, {last});
    case rulebook::Roll::up_to_working_day: {
      constexpr std::int64_t day = 24 * 3600;
      const ValueId next = call(feel::Builtin::add_working_days, Kind::date, {last, number(1)});
      return pure(Op::subtract, Kind::date, {next, graph_.constant(Cell::days_duration(day))});
    }
  }
  return last;
}

ValueId Lowering::as_day(ValueId value) {
  return graph_[value].kind == Kind::date_time ? pure(Op::day_of, Kind::date, {value}) : value;
}

}  // namespace dutybound::program
