// Decimal numbers over Intel's library. The only file that includes it.
// Its results are kept finite and without a negative zero; everything else becomes nothing.
#include "feel/decimal.hpp"

#include <cstdio>
#include <cstdlib>

extern "C" {
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>
}

namespace dutybound::feel {
namespace {

constexpr int half_even = 0;
constexpr _IDEC_flags invalid_flag = 0x01;
constexpr _IDEC_flags inexact_flag = 0x20;
constexpr std::size_t digits_kept = 34;

BID_UINT128 raw(Decimal d) {
  BID_UINT128 r;
  r.w[0] = d.words[0];
  r.w[1] = d.words[1];
  return r;
}

/// One zero for all zeros, so that no sign or exponent of zero leaks out.
Decimal finite(BID_UINT128 r) {
  if (__bid128_isZero(r)) return Decimal::from_integer(0);
  return {{r.w[0], r.w[1]}};
}

std::optional<Decimal> checked(BID_UINT128 r) {
  if (!__bid128_isFinite(r)) return std::nullopt;
  return finite(r);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whole powers by multiplying, which is exact as long as the result fits; the library's power may be off in the last digit.
std::optional<Decimal> whole_power(Decimal base, std::int64_t exponent) {
  std::optional<Decimal> result = Decimal::from_integer(1);
  for (std::int64_t left = exponent < 0 ? -exponent : exponent; left > 0;) {
    if (left % 2 != 0) result = multiply(*result, base);
    left /= 2;
    if (!result) return result;
    if (left == 0) break;
    const auto square = multiply(base, base);
    if (!square) return square;
    base = *square;
  }
  return exponent < 0 ? divide(Decimal::from_integer(1), *result) : result;
}

}  // namespace

Decimal Decimal::from_integer(std::int64_t value) {
  const BID_UINT128 r = __bid128_from_int64(value);
  return {{r.w[0], r.w[1]}};
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  std::size_t i = 0;
  std::size_t digits = 0;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
  for (; i < text.size() && is_digit(text[i]); ++i) ++digits;
  if (i < text.size() && text[i] == '.') {
    for (++i; i < text.size() && is_digit(text[i]); ++i) ++digits;
  }
  if (digits == 0) return std::nullopt;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    const std::size_t exponent = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    if (i == exponent || i - exponent > 6) return std::nullopt;
  }
  if (i != text.size()) return std::nullopt;
  std::string copy(text);
  _IDEC_flags flags = 0;
  return checked(__bid128_from_string(copy.data(), half_even, &flags));
}

std::string Decimal::to_string() const {
  char buffer[64];
  _IDEC_flags flags = 0;
  __bid128_to_string(buffer, raw(*this), &flags);  // sign, coefficient, E, exponent
  const std::string_view written(buffer);
  const std::size_t e = written.find('E');
  std::string digits(written.substr(1, e - 1));
  int exponent = std::atoi(buffer + e + 1);
  while (digits.size() > 1 && digits.back() == '0') {
    digits.pop_back();
    ++exponent;
  }
  if (digits == "0") return "0";
  const std::string sign = buffer[0] == '-' ? "-" : "";
  const auto count = static_cast<int>(digits.size());
  if (exponent >= 0 && count + exponent <= static_cast<int>(digits_kept)) {
    return sign + digits + std::string(static_cast<std::size_t>(exponent), '0');
  }
  if (exponent < 0 && -exponent <= static_cast<int>(digits_kept)) {
    if (count <= -exponent) digits.insert(0, static_cast<std::size_t>(-exponent - count + 1), '0');
    return sign + digits.insert(digits.size() - static_cast<std::size_t>(-exponent), ".");
  }
  exponent += count - 1;
  if (count > 1) digits.insert(1, ".");
  return sign + digits + "e" + std::to_string(exponent);
}

std::optional<std::int64_t> Decimal::to_integer() const {
  _IDEC_flags flags = 0;
  const std::int64_t value = __bid128_to_int64_xint(raw(*this), &flags);
  if (flags & (invalid_flag | inexact_flag)) return std::nullopt;
  return value;
}

std::optional<Decimal> add(Decimal a, Decimal b) {
  _IDEC_flags flags = 0;
  return checked(__bid128_add(raw(a), raw(b), half_even, &flags));
}

std::optional<Decimal> subtract(Decimal a, Decimal b) {
  _IDEC_flags flags = 0;
  return checked(__bid128_sub(raw(a), raw(b), half_even, &flags));
}

std::optional<Decimal> multiply(Decimal a, Decimal b) {
  _IDEC_flags flags = 0;
  return checked(__bid128_mul(raw(a), raw(b), half_even, &flags));
}

std::optional<Decimal> divide(Decimal a, Decimal b) {
  _IDEC_flags flags = 0;
  return checked(__bid128_div(raw(a), raw(b), half_even, &flags));
}

std::optional<Decimal> power(Decimal a, Decimal b) {
  constexpr std::int64_t by_multiplying = 1000;
  if (const auto whole = b.to_integer(); whole && *whole <= by_multiplying && *whole >= -by_multiplying) {
    return whole_power(a, *whole);
  }
  _IDEC_flags flags = 0;
  return checked(__bid128_pow(raw(a), raw(b), half_even, &flags));
}

Decimal negate(Decimal a) { return finite(__bid128_negate(raw(a))); }

std::strong_ordering compare(Decimal a, Decimal b) {
  _IDEC_flags flags = 0;
  if (__bid128_quiet_equal(raw(a), raw(b), &flags)) return std::strong_ordering::equal;
  return __bid128_quiet_less(raw(a), raw(b), &flags) ? std::strong_ordering::less : std::strong_ordering::greater;
}

Decimal floor(Decimal a) {
  _IDEC_flags flags = 0;
  return finite(__bid128_round_integral_negative(raw(a), &flags));
}

Decimal ceiling(Decimal a) {
  _IDEC_flags flags = 0;
  return finite(__bid128_round_integral_positive(raw(a), &flags));
}

std::optional<Decimal> round(Decimal a, std::int64_t scale) {
  if (scale < -6111 || scale > 6176) return std::nullopt;
  char unit[16];
  std::snprintf(unit, sizeof unit, "1E%d", static_cast<int>(-scale));
  _IDEC_flags flags = 0;
  const BID_UINT128 rounded = __bid128_quantize(raw(a), __bid128_from_string(unit, half_even, &flags), half_even, &flags);
  // More than 34 digits would be needed: then the number has no digit beyond `scale` anyway.
  if (!__bid128_isFinite(rounded)) return a;
  return finite(rounded);
}

}  // namespace dutybound::feel
