// Built-ins over numbers.
#include "feel/functions.hpp"

namespace dutybound::feel::functions {
namespace {

template <class Body>
Cell over_number(Arguments arguments, Body body) {
  return strict(arguments, Kind::number, [&] { return number_or_null(body(arguments[0].payload.number)); });
}

/// `scale` cut to a whole number; nothing if the argument is far out of range. Zero if there is none.
std::optional<std::int64_t> scale_of(Arguments arguments) {
  if (arguments.size() < 2) return 0;
  const Decimal scale = arguments[1].payload.number;
  return (compare(scale, Decimal::from_integer(0)) < 0 ? ceiling(scale) : floor(scale)).to_integer();
}

/// floor or ceiling at a scale: shift the point, round, shift back.
template <class Round>
Cell at_scale(Arguments arguments, Round round_whole) {
  return over_number(arguments, [&](Decimal n) -> std::optional<Decimal> {
    const auto scale = scale_of(arguments);
    if (!scale || *scale < -6111 || *scale > 6176) return std::nullopt;
    if (*scale == 0) return round_whole(n);
    const auto unit = power(Decimal::from_integer(10), Decimal::from_integer(*scale));
    const auto shifted = unit ? multiply(n, *unit) : std::nullopt;
    return shifted ? divide(round_whole(*shifted), *unit) : std::nullopt;
  });
}

std::optional<Decimal> remainder(Decimal dividend, Decimal divisor) {
  const auto quotient = divide(dividend, divisor);
  const auto whole = quotient ? multiply(divisor, floor(*quotient)) : std::nullopt;
  return whole ? subtract(dividend, *whole) : std::nullopt;
}

Cell has_parity(Arguments arguments, bool wanted_odd) {
  return strict(arguments, Kind::boolean, [&]() -> std::optional<Cell> {
    const Decimal n = arguments[0].payload.number;
    if (compare(n, floor(n)) != 0) return std::nullopt;
    const auto rest = remainder(n, Decimal::from_integer(2));
    if (!rest) return std::nullopt;
    return Cell::boolean((compare(*rest, Decimal::from_integer(0)) != 0) == wanted_odd);
  });
}

}  // namespace

Cell number_from(Arguments arguments, Context&) {
  return strict(arguments, Kind::number, [&] { return number_or_null(Decimal::parse(arguments[0].text())); });
}

Cell absolute(Arguments arguments, Context&) {
  const Kind kind = arguments[0].kind;
  return strict(arguments, kind, [&]() -> std::optional<Cell> {
    const bool negative = kind == Kind::number ? compare(arguments[0].payload.number, Decimal::from_integer(0)) < 0
                                               : arguments[0].payload.integer < 0;
    return negative ? negate(arguments[0]) : arguments[0];
  });
}

Cell floor_to(Arguments arguments, Context&) {
  return at_scale(arguments, [](Decimal n) { return floor(n); });
}

Cell ceiling_to(Arguments arguments, Context&) {
  return at_scale(arguments, [](Decimal n) { return ceiling(n); });
}

Cell round_half_even(Arguments arguments, Context&) {
  return over_number(arguments, [&](Decimal n) -> std::optional<Decimal> {
    const auto scale = scale_of(arguments);
    return scale ? round(n, *scale) : std::nullopt;
  });
}

Cell modulo(Arguments arguments, Context&) {
  return over_number(arguments, [&](Decimal dividend) { return remainder(dividend, arguments[1].payload.number); });
}

Cell odd(Arguments arguments, Context&) { return has_parity(arguments, true); }
Cell even(Arguments arguments, Context&) { return has_parity(arguments, false); }

}  // namespace dutybound::feel::functions
