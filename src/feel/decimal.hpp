// Exact decimal numbers: IEEE 754 decimal128 (34 digits), by Intel's library, round half to even.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dutybound::feel {

/// A finite decimal number; trivially copyable. What overflows or is undefined is nothing.
struct Decimal {
  std::uint64_t words[2];

  static Decimal from_integer(std::int64_t value);
  /// Digits with optional sign, point and exponent.
  static std::optional<Decimal> parse(std::string_view text);
  [[nodiscard]] std::string to_string() const;  ///< plain digits, no needless zeros; an exponent only past 34 digits
  [[nodiscard]] std::optional<std::int64_t> to_integer() const;  ///< nothing unless whole and in range
};

[[nodiscard]] std::optional<Decimal> add(Decimal a, Decimal b);
[[nodiscard]] std::optional<Decimal> subtract(Decimal a, Decimal b);
[[nodiscard]] std::optional<Decimal> multiply(Decimal a, Decimal b);
[[nodiscard]] std::optional<Decimal> divide(Decimal a, Decimal b);
[[nodiscard]] std::optional<Decimal> power(Decimal a, Decimal b);
[[nodiscard]] Decimal negate(Decimal a);
[[nodiscard]] std::strong_ordering compare(Decimal a, Decimal b);
[[nodiscard]] Decimal floor(Decimal a);
[[nodiscard]] Decimal ceiling(Decimal a);
/// Rounds half to even at `scale` digits after the point.
[[nodiscard]] std::optional<Decimal> round(Decimal a, std::int64_t scale);

}  // namespace dutybound::feel
