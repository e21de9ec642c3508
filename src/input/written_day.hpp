// Days and times as people and systems write them: the one place that reads them, for documents and tables alike. Only what can
// mean one day alone is read without being asked for. Whether the vocabulary takes that day is typed_value's to say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <dutybound/date.hpp>

#include "input/document.hpp"

namespace dutybound::input {

/// Ways in which a source may say a day, besides those that can mean one day only.
struct DateForms {
  bool day_month_year = false;  ///< `dd/mm/yyyy`: where day and month could stand either way, the day stands first
  bool two_digit_year = false;  ///< `dd/mm/yy`: so do years of two digits, 69 to 99 for 1969 to 1999, else for 2000 to 2068
  bool excel = false;           ///< numbers are days as Excel counts them from 1900
  bool excel_1904 = false;      ///< ...or from 1904, which goes before `excel`
};

/// Adds a way by its word; false if there is no such word.
[[nodiscard]] bool add_date_form(std::string_view word, DateForms& forms);
inline constexpr std::string_view date_form_words = "write `dd/mm/yyyy`, `dd/mm/yy`, `excel` or `excel_1904`";

/// A day, with the time of day if the source says one.
struct WrittenDay {
  Date day;
  std::optional<std::int32_t> clock;   ///< seconds after midnight. Midnight without an offset is no time of day, but that day
  std::optional<std::int32_t> offset;  ///< seconds by which those clocks are ahead of Greenwich; nothing: English clocks
};

/// The day that a text says, or why it says none. White space around it does not matter. An offset after a day alone (xs:date)
/// does not move that day.
[[nodiscard]] std::variant<WrittenDay, const Fault*> read_day(std::string_view text, const DateForms& forms);

/// The civil day of such a text, on English clocks, in a way that needs no declaring; nothing if it says none.
[[nodiscard]] std::optional<Date> day_in(std::string_view text);

/// The day by a number of Excel's, written as digits, with its time of day to the second: one function for every reader.
/// 60 (29 February 1900) is no day, and 1900 to 2199 is a year that somebody wrote for a day.
[[nodiscard]] std::variant<WrittenDay, const Fault*> read_serial(std::string_view digits, const DateForms& forms);

/// A text or number that stands for a day as a value: a day; a moment, where an offset says which; a text
/// `YYYY-MM-DDThh:mm:ss` of English clocks; or refused.
[[nodiscard]] Value day_value(Value value, const DateForms& forms);

/// 1900-01-01, which systems write where no day is known.
inline constexpr std::int64_t no_day = -25'567;

}  // namespace dutybound::input
