// The switch over operations. Logic, comparison, arithmetic and lists are feel's kernels; what knows of as_at, of parameters and
// of ordinary days is here.
#include "program/apply.hpp"

#include <algorithm>

#include "feel/builtins.hpp"
#include "feel/kernels.hpp"

namespace dutybound::program {

using feel::Cell;
using feel::Kind;

namespace {

/// How as_at stands to a date, and until when it does.
Cell compare_as_at(Op op, Date as_at, const Cell& with) {
  if (!with.is_known()) return feel::absent(with, Kind::boolean);
  const std::int32_t now = as_at.number();
  const auto day = static_cast<std::int32_t>(with.payload.integer);
  const auto answer = [&](bool truth, std::int32_t changes) {
    return feel::until(Cell::boolean(truth), std::min(with.valid_until, changes > now ? changes : feel::forever));
  };
  switch (op) {
    case Op::as_at_less:
      return answer(now < day, day);
    case Op::as_at_less_or_equal:
      return answer(now <= day, day + 1);
    case Op::as_at_greater:
      return answer(now > day, day + 1);
    case Op::as_at_greater_or_equal:
      return answer(now >= day, day);
    default:
      return answer(now == day, now < day ? day : day + 1);
  }
}

Cell age_now(const Cell& birth, Date as_at) {
  if (!birth.is_known()) return feel::absent(birth, Kind::number);
  const std::int64_t years = age(birth.date(), as_at);
  const std::optional<Date> next = birthday(birth.date(), years + 1);
  return feel::until(Cell::integer(years), std::min(birth.valid_until, next ? next->number() : feel::forever));
}

/// The day on which a parameter is looked up: a chosen edition's numbers are taken from the days it was in force.
Date looked_up(const rulebook::Parameter& parameter, Date day, const Surroundings& with) {
  if (!with.as_at.edition) return day;
  // What editions share, a number of another edition of the series too, is looked up in the days of the chosen one.
  const RulebookInfo& chosen = with.program.rulebooks[*with.as_at.edition];
  const RulebookInfo& home = with.program.rulebooks[parameter.rulebook];
  if (chosen.id != home.id && (chosen.series.empty() || chosen.series != home.series)) return day;
  const rulebook::InForce& days = chosen.in_force;
  if (days.from && day < *days.from) return *days.from;
  return days.to && day > *days.to ? *days.to : day;
}

Cell parameter_now(const rulebook::Parameter& parameter, Date as_at) {
  std::int32_t changes = feel::forever;
  for (const rulebook::Parameter::Row& row : parameter.rows) {
    if (row.from && *row.from > as_at) changes = std::min(changes, row.from->number());
  }
  return feel::until(parameter_on(parameter, as_at), changes);
}

template <class Step>
Cell fold(std::span<const Cell> operands, Step step) {
  Cell result = operands[0];
  for (const Cell& operand : operands.subspan(1)) result = step(result, operand);
  return result;
}

Cell list_of(std::span<const Cell> items, feel::Arena& arena) {
  const auto kept = arena.cells(items.size());
  std::copy(items.begin(), items.end(), kept.begin());
  return Cell::list(kept.data(), kept.size());
}

}  // namespace

Cell seen(const Cell& recorded, const Moment& as_at) {
  if (!recorded.is_known()) return recorded;
  if (recorded.kind == Kind::date) {
    return recorded.date() <= as_at.day ? recorded : feel::until(Cell::null(Kind::date), recorded.date().number());
  }
  const feel::Interval when = recorded.payload.instant;
  const std::int64_t now = as_at.instant.seconds();
  if (when.latest <= now) return recorded;
  const std::int32_t day = DateTime::from_seconds(when.earliest).date().number();
  return feel::until(when.earliest > now ? Cell::null(Kind::date_time) : Cell::unknown(Kind::date_time, true), day);
}

Cell parameter_on(const rulebook::Parameter& parameter, Date day) {
  const rulebook::Parameter::Row* in_force = nullptr;
  for (const rulebook::Parameter::Row& row : parameter.rows) {
    if (!row.from || *row.from <= day) in_force = &row;
  }
  return in_force && !in_force->ends ? Cell::integer(in_force->value) : Cell::unknown(Kind::number);
}

Cell ordinary_day(const Cell& from, const Calendar& calendar) {
  if (!from.is_known()) return feel::absent(from, Kind::date);
  Date day = from.date();
  const auto is_ordinary = [&] {
    const std::chrono::year_month_day ymd = day.ymd();
    return day.weekday() != 6 && !(ymd.month() == std::chrono::December && ymd.day() == std::chrono::day{25}) &&
           !calendar.is_bank_holiday(day);
  };
  while (calendar.knows(day)) {
    if (is_ordinary()) return feel::until(Cell::date(day), from.valid_until);
    day = Date::from_number(day.number() + 1);
  }
  return feel::until(Cell::unknown(Kind::date, true), from.valid_until);
}

Cell apply(const Instruction& i, std::span<const Cell> x, const Surroundings& with) {
  switch (i.op) {
    case Op::constant:
      return with.program.constants[i.immediate];
    case Op::as_at:
      return feel::until(Cell::date(with.as_at.day), with.as_at.day.number() + 1);
    case Op::parameter: {
      const Cell& day = x[0];
      if (!day.is_known()) return feel::absent(day, Kind::number);
      const rulebook::Parameter& parameter = with.program.parameters[i.immediate];
      return feel::until(parameter_on(parameter, looked_up(parameter, day.date(), with)), day.valid_until);
    }
    case Op::parameter_now: {
      const rulebook::Parameter& parameter = with.program.parameters[i.immediate];
      return parameter_now(parameter, looked_up(parameter, with.as_at.day, with));
    }
    case Op::as_at_equal:
    case Op::as_at_less:
    case Op::as_at_less_or_equal:
    case Op::as_at_greater:
    case Op::as_at_greater_or_equal:
      return compare_as_at(i.op, with.as_at.day, x[0]);
    case Op::age_now:
      return age_now(x[0], with.as_at.day);
    case Op::equal:
      return feel::equal(x[0], x[1]);
    case Op::less:
      return feel::less(x[0], x[1]);
    case Op::less_or_equal:
      return feel::less_or_equal(x[0], x[1]);
    case Op::negation:
      return feel::negation(x[0]);
    case Op::conjunction:
      return fold(x, [](const Cell& a, const Cell& b) { return feel::conjunction(a, b); });
    case Op::disjunction:
      return fold(x, [](const Cell& a, const Cell& b) { return feel::disjunction(a, b); });
    case Op::conditional:
      return feel::conditional(x[0], x[1], x[2]);
    case Op::add:
      return feel::add(x[0], x[1]);
    case Op::subtract:
      return feel::subtract(x[0], x[1]);
    case Op::multiply:
      return feel::multiply(x[0], x[1]);
    case Op::divide:
      return feel::divide(x[0], x[1]);
    case Op::power:
      return feel::power(x[0], x[1]);
    case Op::negate:
      return feel::negate(x[0]);
    case Op::day_of:
      return feel::day_of(x[0]);
    case Op::list:
      return list_of(x, with.arena);
    case Op::index:
      return feel::index(x[0], x[1], i.kind);
    case Op::contains:
      return feel::contains(x[0], x[1]);
    case Op::call: {
      feel::Context context{with.program.calendar.get(), &with.arena};
      return feel::builtins()[i.immediate].evaluate(x, context);
    }
    case Op::ordinary_day:
      return ordinary_day(x[0], *with.program.calendar);
    default:
      return Cell::unknown(i.kind);  // facts and loops are the driver's: verify() keeps them out of here
  }
}

}  // namespace dutybound::program
