// Texts of dates, date_times and durations: `@"..."` to a cell, and any cell back to the text that FEEL writes.
// Entry: parse_temporal, to_text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "feel/type.hpp"

namespace dutybound::feel {

/// A known date, date_time, days or months duration; nothing if the text is none of them or there is no such day.
[[nodiscard]] std::optional<Cell> parse_temporal(std::string_view text);

/// Whether the text is a time of day (`08:30`, `08:30:00Z`), which the statutory profile has no type for.
[[nodiscard]] bool looks_like_time(std::string_view text);

/// `P1DT2H`, `P1Y6M`: normalised, `PT0S` and `P0M` for nothing.
[[nodiscard]] std::string duration_text(const Cell& duration);

/// A value as FEEL writes it: `"late"`, `12.5`, `@"2024-03-28"`, `[1, 2]`; an enumeration's value quoted; `null`, `unknown`; a
/// date_time whose time of day is not recorded as its day.
[[nodiscard]] std::string to_text(const Cell& cell, Type type, const TypeTable& types);

/// A text literal with its quotes and escapes.
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace dutybound::feel
