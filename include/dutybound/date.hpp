// Civil dates and instants. Entry: Date, DateTime, AsAt. Working days are calendar.hpp's.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <dutybound/export.h>

namespace dutybound {

/// A day of the proleptic Gregorian calendar, years 1 to 9999. A day number: cheap to copy and to compare.
class DUTYBOUND_API Date {
 public:
  constexpr Date() = default;
  /// The day with that number of days after 1970-01-01 (negative: before).
  static constexpr Date from_number(std::int32_t number) noexcept { return Date(number); }
  /// Nothing if there is no such day or the year is not 1 to 9999.
  static std::optional<Date> from_ymd(int year, unsigned month, unsigned day) noexcept;
  /// Reads exactly `YYYY-MM-DD`; anything else is nothing.
  static std::optional<Date> parse(std::string_view iso) noexcept;

  [[nodiscard]] constexpr std::int32_t number() const noexcept { return number_; }
  [[nodiscard]] std::chrono::year_month_day ymd() const { return std::chrono::sys_days{std::chrono::days{number_}}; }
  /// 0 Monday to 6 Sunday.
  [[nodiscard]] int weekday() const noexcept;
  /// `YYYY-MM-DD`.
  [[nodiscard]] std::string to_string() const;

  friend constexpr auto operator<=>(Date, Date) = default;

 private:
  explicit constexpr Date(std::int32_t number) : number_(number) {}
  std::int32_t number_ = 0;
};

/// The day `months` calendar months on (negative: back): the corresponding day, or that month's last
/// day where there is none (the corresponding-date rule). Nothing outside years 1 to 9999.
[[nodiscard]] DUTYBOUND_API std::optional<Date> add_months(Date from, std::int64_t months);

/// The day on which somebody born on `birth` attains `years`: 29 February births attain it on 1 March of a
/// common year. Nothing outside years 1 to 9999.
[[nodiscard]] DUTYBOUND_API std::optional<Date> birthday(Date birth, std::int64_t years);

/// Completed years of age on a day; negative before birth.
[[nodiscard]] DUTYBOUND_API std::int64_t age(Date birth, Date on);

/// An instant, kept as seconds since 1970-01-01T00:00Z and read and written in English local time (Summer Time
/// Act 1972: clocks change at 01:00 UTC on the last Sundays of March and October; local text is
/// understood from 1996 on, when that rule began).
class DUTYBOUND_API DateTime {
 public:
  constexpr DateTime() = default;
  static constexpr DateTime from_seconds(std::int64_t seconds) noexcept { return DateTime(seconds); }
  /// Reads `YYYY-MM-DDThh:mm[:ss]` as local time, or with `Z` or `+hh:mm`. A local time that the spring change skips is
  /// nothing; one that the autumn change repeats is the earlier.
  static std::optional<DateTime> parse(std::string_view iso);
  /// 00:00 local time on that day.
  static DateTime start_of(Date day);
  /// The last second of that day, local time.
  static DateTime end_of(Date day);

  [[nodiscard]] constexpr std::int64_t seconds() const noexcept { return seconds_; }
  /// The civil day in English local time.
  [[nodiscard]] Date date() const;
  /// `YYYY-MM-DDThh:mm:ss` in local time.
  [[nodiscard]] std::string to_string() const;

  friend constexpr auto operator<=>(DateTime, DateTime) = default;

 private:
  explicit constexpr DateTime(std::int64_t seconds) : seconds_(seconds) {}
  std::int64_t seconds_ = 0;
};

/// From where an assessment looks: a day (its end), or a moment of one. Has no default, so that nobody looks from 1970 by
/// accident.
class AsAt {
 public:
  AsAt(Date day) : day_(day) {}                            // NOLINT(google-explicit-constructor): a day is an AsAt
  AsAt(DateTime time) : day_(time.date()), time_(time) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] Date day() const noexcept { return day_; }
  /// Nothing: the end of the day.
  [[nodiscard]] const std::optional<DateTime>& time() const noexcept { return time_; }
  /// As Date or DateTime write it.
  [[nodiscard]] std::string to_string() const { return time_ ? time_->to_string() : day_.to_string(); }

 private:
  Date day_;
  std::optional<DateTime> time_;
};

}  // namespace dutybound
