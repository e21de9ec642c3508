// The built-ins' bodies, by subject: functions_calendar, functions_list, functions_text, functions_number. Entry: the table in
// builtins.hpp.
#pragma once

#include <algorithm>
#include <array>
#include <optional>

#include "feel/builtins.hpp"
#include "feel/kernels.hpp"

namespace dutybound::feel::functions {

using Arguments = std::span<const Cell>;

/// Answers for arguments that are not all known, and until when; otherwise what `body` says, null where it says nothing. Where
/// `body` is unknown though the arguments are known, what is recorded does not tell: it says so.
template <class Body>
Cell strict(Arguments arguments, Kind kind, Body body) {
  bool unknown = false;
  bool null = false;
  bool unclear = false;
  std::int32_t valid_until = forever;
  for (const Cell& argument : arguments) {
    unknown = unknown || argument.is_unknown();
    null = null || argument.is_null();
    unclear = unclear || argument.is_unclear();
    valid_until = std::min(valid_until, argument.valid_until);
  }
  if (unknown) return until(Cell::unknown(kind, unclear), valid_until);
  if (null) return until(Cell::null(kind), valid_until);
  const std::optional<Cell> result = body();
  return result ? until(*result, std::min(valid_until, result->valid_until)) : until(Cell::null(kind), valid_until);
}

[[nodiscard]] inline std::optional<Cell> number_or_null(std::optional<Decimal> value) {
  return value ? std::optional(Cell::number(*value)) : std::nullopt;
}

#define DUTYBOUND_FUNCTION(name) Cell name(Arguments arguments, Context& context);
DUTYBOUND_FUNCTION(age_on)
DUTYBOUND_FUNCTION(birthday_of)
DUTYBOUND_FUNCTION(add_working_days)
DUTYBOUND_FUNCTION(working_days_between)
DUTYBOUND_FUNCTION(is_working_day)
DUTYBOUND_FUNCTION(add_months_to)
DUTYBOUND_FUNCTION(date_from)
DUTYBOUND_FUNCTION(date_from_parts)
DUTYBOUND_FUNCTION(months_between)
DUTYBOUND_FUNCTION(days_between)
DUTYBOUND_FUNCTION(weeks_between)
DUTYBOUND_FUNCTION(day_of_week)
DUTYBOUND_FUNCTION(month_of_year)
DUTYBOUND_FUNCTION(day_of_year)
DUTYBOUND_FUNCTION(week_of_year)

DUTYBOUND_FUNCTION(first_recorded)
DUTYBOUND_FUNCTION(count)
DUTYBOUND_FUNCTION(minimum)
DUTYBOUND_FUNCTION(maximum)
DUTYBOUND_FUNCTION(sum)
DUTYBOUND_FUNCTION(mean)
DUTYBOUND_FUNCTION(all)
DUTYBOUND_FUNCTION(any)
DUTYBOUND_FUNCTION(list_contains)
DUTYBOUND_FUNCTION(distinct_values)
DUTYBOUND_FUNCTION(reverse)
DUTYBOUND_FUNCTION(sort)
DUTYBOUND_FUNCTION(concatenate)
DUTYBOUND_FUNCTION(append)
DUTYBOUND_FUNCTION(sublist)
DUTYBOUND_FUNCTION(flatten)
DUTYBOUND_FUNCTION(index_of)

DUTYBOUND_FUNCTION(string_length)
DUTYBOUND_FUNCTION(upper_case)
DUTYBOUND_FUNCTION(lower_case)
DUTYBOUND_FUNCTION(contains_text)
DUTYBOUND_FUNCTION(starts_with)
DUTYBOUND_FUNCTION(ends_with)
DUTYBOUND_FUNCTION(substring)
DUTYBOUND_FUNCTION(substring_before)
DUTYBOUND_FUNCTION(substring_after)
DUTYBOUND_FUNCTION(string_from)

DUTYBOUND_FUNCTION(number_from)
DUTYBOUND_FUNCTION(absolute)
DUTYBOUND_FUNCTION(floor_to)
DUTYBOUND_FUNCTION(ceiling_to)
DUTYBOUND_FUNCTION(round_half_even)
DUTYBOUND_FUNCTION(modulo)
DUTYBOUND_FUNCTION(odd)
DUTYBOUND_FUNCTION(even)
#undef DUTYBOUND_FUNCTION

}  // namespace dutybound::feel::functions
