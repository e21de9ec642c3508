// Arithmetic over numbers, dates, date_times and durations.
// Months keep the day of the month or take the month's last; hours move the instant, months the clock on the wall.
#include <limits>
#include <optional>

#include "feel/kernels.hpp"

namespace dutybound::feel {
namespace {

using Integer = std::optional<std::int64_t>;
constexpr std::int64_t day_seconds = 86'400;
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

Integer sum(std::int64_t a, std::int64_t b) {
  if (b > 0 ? a > largest - b : a < -largest - b) return std::nullopt;
  return a + b;
}

/// Cut towards zero.
Integer whole(std::optional<Decimal> value) {
  if (!value) return std::nullopt;
  const bool negative = compare(*value, Decimal::from_integer(0)) < 0;
  return (negative ? ceiling(*value) : floor(*value)).to_integer();
}

std::optional<Date> add_days(Date from, std::int64_t days) {
  constexpr std::int32_t first = -719'162;  // 0001-01-01
  constexpr std::int32_t last = 2'932'896;  // 9999-12-31
  const Integer number = sum(from.number(), days);
  if (!number || *number < first || *number > last) return std::nullopt;
  return Date::from_number(static_cast<std::int32_t>(*number));
}

std::int64_t floor_days(std::int64_t seconds) { return seconds / day_seconds - (seconds % day_seconds < 0 ? 1 : 0); }

/// How far local time is ahead of UTC on that day before and after 01:00 UTC, when clocks change if they do.
struct Offsets {
  std::int64_t change, before, after;
  explicit Offsets(Date day)
      : change(day.number() * day_seconds + 3600),
        before(day.number() * day_seconds - DateTime::start_of(day).seconds()),
        after((day.number() + 1) * day_seconds - DateTime::start_of(Date::from_number(day.number() + 1)).seconds()) {}
};

/// The same clock time `months` later; one that the spring change skips becomes the moment of the change.
Integer add_months_to_instant(std::int64_t seconds, std::int64_t months) {
  const Date from = DateTime::from_seconds(seconds).date();
  const auto to = add_months(from, months);
  if (!to) return std::nullopt;
  const Offsets here(from);
  const Offsets there(*to);
  const std::int64_t clock = seconds + (seconds < here.change ? here.before : here.after) - from.number() * day_seconds;
  const std::int64_t local = to->number() * day_seconds + clock;
  if (local - there.before < there.change) return local - there.before;
  return std::max(local - there.after, there.change);
}

bool in_years_1_to_9999(std::int64_t seconds) { return add_days(Date{}, floor_days(seconds)).has_value(); }

std::optional<Cell> shift_instant(Interval instant, const Cell& duration, std::int64_t amount) {
  const auto moved = [&](std::int64_t seconds) {
    return duration.kind == Kind::months_duration ? add_months_to_instant(seconds, amount) : sum(seconds, amount);
  };
  const Integer earliest = moved(instant.earliest);
  const Integer latest = moved(instant.latest);
  if (!earliest || !latest || !in_years_1_to_9999(*earliest) || !in_years_1_to_9999(*latest)) return std::nullopt;
  return Cell::date_time(Interval{*earliest, *latest});
}

/// A date or date_time moved by a duration, forwards (sign 1) or backwards (-1).
std::optional<Cell> shift(const Cell& from, const Cell& duration, std::int64_t sign) {
  const std::int64_t amount = sign * duration.payload.integer;
  if (from.kind == Kind::date_time) return shift_instant(from.payload.instant, duration, amount);
  const auto to =
      duration.kind == Kind::months_duration ? add_months(from.date(), amount) : add_days(from.date(), floor_days(amount));
  return to ? std::optional(Cell::date(*to)) : std::nullopt;
}

bool is_duration(Kind kind) { return kind == Kind::days_duration || kind == Kind::months_duration; }
bool is_moment(Kind kind) { return kind == Kind::date || kind == Kind::date_time; }

std::optional<Cell> with_integer(Kind kind, Integer value) {
  if (!value || *value < -largest) return std::nullopt;
  return kind == Kind::months_duration ? Cell::months_duration(*value) : Cell::days_duration(*value);
}

std::optional<Decimal> number_result(Arithmetic op, Decimal a, Decimal b) {
  switch (op) {
    case Arithmetic::add:
      return add(a, b);
    case Arithmetic::subtract:
      return subtract(a, b);
    case Arithmetic::multiply:
      return multiply(a, b);
    case Arithmetic::divide:
      return divide(a, b);
    case Arithmetic::power:
      return power(a, b);
  }
  return std::nullopt;
}

std::optional<Cell> number_cell(std::optional<Decimal> value) {
  return value ? std::optional(Cell::number(*value)) : std::nullopt;
}

/// Both known, and kind_of says that there is such an operation.
std::optional<Cell> result(Arithmetic op, const Cell& a, const Cell& b) {
  if (a.kind == Kind::number && b.kind == Kind::number) return number_cell(number_result(op, a.payload.number, b.payload.number));
  const std::int64_t sign = op == Arithmetic::subtract ? -1 : 1;
  if (is_moment(a.kind) && is_duration(b.kind)) return shift(a, b, sign);
  if (is_duration(a.kind) && is_moment(b.kind)) return shift(b, a, sign);
  if (a.kind == Kind::date) return Cell::days_duration((a.payload.integer - b.payload.integer) * day_seconds);
  if (a.kind == Kind::date_time) {
    const Interval x = a.payload.instant;
    const Interval y = b.payload.instant;
    if (x.earliest != x.latest || y.earliest != y.latest) return Cell::unknown(Kind::days_duration, true);
    return Cell::days_duration(x.earliest - y.earliest);
  }
  if (op == Arithmetic::add || op == Arithmetic::subtract) {
    return with_integer(a.kind, sum(a.payload.integer, sign * b.payload.integer));
  }
  if (a.kind == Kind::number) {
    return with_integer(b.kind, whole(multiply(a.payload.number, Decimal::from_integer(b.payload.integer))));
  }
  const Decimal amount = Decimal::from_integer(a.payload.integer);
  if (op == Arithmetic::multiply) return with_integer(a.kind, whole(multiply(amount, b.payload.number)));
  if (b.kind == Kind::number) return with_integer(a.kind, whole(divide(amount, b.payload.number)));
  return number_cell(divide(amount, Decimal::from_integer(b.payload.integer)));
}

}  // namespace

Kind kind_of(Arithmetic op, Kind a, Kind b) {
  if (a == Kind::number && b == Kind::number) return Kind::number;
  switch (op) {
    case Arithmetic::add:
      if (is_moment(a) && is_duration(b)) return a;
      if (is_duration(a) && is_moment(b)) return b;
      return is_duration(a) && a == b ? a : Kind::none;
    case Arithmetic::subtract:
      if (is_moment(a) && is_duration(b)) return a;
      if (is_moment(a) && a == b) return Kind::days_duration;
      return is_duration(a) && a == b ? a : Kind::none;
    case Arithmetic::multiply:
      if (is_duration(a) && b == Kind::number) return a;
      return a == Kind::number && is_duration(b) ? b : Kind::none;
    case Arithmetic::divide:
      if (is_duration(a) && b == Kind::number) return a;
      return is_duration(a) && a == b ? Kind::number : Kind::none;
    case Arithmetic::power:
      return Kind::none;
  }
  return Kind::none;
}

Cell compute(Arithmetic op, const Cell& a, const Cell& b) {
  const Kind kind = kind_of(op, a.kind, b.kind);
  if (!a.is_known() || !b.is_known()) return absent(a, b, kind);
  if (kind == Kind::none) return until(Cell::null(), sooner(a, b));
  return until(result(op, a, b).value_or(Cell::null(kind)), sooner(a, b));
}

Cell negate(const Cell& a) {
  if (!a.is_known()) return absent(a, a.kind);
  if (a.kind == Kind::number) return until(Cell::number(negate(a.payload.number)), a.valid_until);
  if (is_duration(a.kind)) {
    return until(
        a.kind == Kind::days_duration ? Cell::days_duration(-a.payload.integer) : Cell::months_duration(-a.payload.integer),
        a.valid_until);
  }
  return until(Cell::null(), a.valid_until);
}

Cell day_of(const Cell& a) {
  if (!a.is_known()) return absent(a, Kind::date);
  if (a.kind == Kind::date) return a;
  if (a.kind != Kind::date_time) return until(Cell::null(Kind::date), a.valid_until);
  const Date first = DateTime::from_seconds(a.payload.instant.earliest).date();
  const Date last = DateTime::from_seconds(a.payload.instant.latest).date();
  return until(first == last ? Cell::date(first) : Cell::unknown(Kind::date, true), a.valid_until);
}

}  // namespace dutybound::feel
