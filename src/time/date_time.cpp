// Instants in English local time, by the rule of the Summer Time Act 1972 as it stands since 1996. Entry: DateTime.
// Before 1996 local text is refused and instants are shown in Greenwich time: the changes then fell on other days.
#include <dutybound/date.hpp>

#include "time/digits.hpp"

namespace dutybound {
namespace {

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t whole_day = 24 * hour;
constexpr int first_summer = 1996;

std::int64_t midnight(Date day) { return std::int64_t{day.number()} * whole_day; }

/// The civil day of a count of seconds, in whatever zone they count.
Date day_of(std::int64_t seconds) {
  const std::int64_t down = seconds >= 0 ? seconds / whole_day : -((-seconds + whole_day - 1) / whole_day);
  return Date::from_number(static_cast<std::int32_t>(down));
}

/// 01:00 UTC on the last Sunday of a month.
std::int64_t change(std::chrono::year year, std::chrono::month month) {
  const std::chrono::sys_days last_sunday{year / month / std::chrono::Sunday[std::chrono::last]};
  return std::int64_t{last_sunday.time_since_epoch().count()} * whole_day + hour;
}

/// How far local time is ahead of UTC at that instant.
std::int64_t offset_at(std::int64_t seconds) {
  const std::chrono::year year = day_of(seconds).ymd().year();
  if (static_cast<int>(year) < first_summer) return 0;
  return seconds >= change(year, std::chrono::March) && seconds < change(year, std::chrono::October) ? hour : 0;
}

/// The earliest instant at which English clocks show that count of seconds.
std::optional<std::int64_t> from_local(std::int64_t local) {
  if (static_cast<int>(day_of(local).ymd().year()) < first_summer) return std::nullopt;
  for (const std::int64_t offset : {hour, std::int64_t{0}}) {
    if (offset_at(local - offset) == offset) return local - offset;
  }
  return std::nullopt;
}

/// The seconds of `hh:mm` or `hh:mm:ss`.
std::optional<std::int64_t> read_clock(std::string_view text) {
  if ((text.size() != 5 && text.size() != 8) || text[2] != ':' || (text.size() == 8 && text[5] != ':')) return std::nullopt;
  const auto hours = time::read_digits(text.substr(0, 2));
  const auto minutes = time::read_digits(text.substr(3, 2));
  const auto seconds = text.size() == 8 ? time::read_digits(text.substr(6, 2)) : 0U;
  if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
  return *hours * hour + *minutes * minute + *seconds;
}

}  // namespace

std::optional<DateTime> DateTime::parse(std::string_view iso) {
  if (iso.size() < 16 || iso[10] != 'T') return std::nullopt;
  const auto day = Date::parse(iso.substr(0, 10));
  const std::string_view rest = iso.substr(11);
  const std::size_t clock_ends = rest.find_first_of("Z+-");
  const auto clock = read_clock(rest.substr(0, clock_ends));
  if (!day || !clock) return std::nullopt;
  const std::int64_t shown = midnight(*day) + *clock;
  if (clock_ends == std::string_view::npos) {
    const auto instant = from_local(shown);
    return instant ? std::optional(DateTime(*instant)) : std::nullopt;
  }
  const std::string_view zone = rest.substr(clock_ends);
  if (zone == "Z") return DateTime(shown);
  if (zone.size() != 6) return std::nullopt;
  const auto offset = read_clock(zone.substr(1));
  if (!offset) return std::nullopt;
  const DateTime instant(zone[0] == '+' ? shown - *offset : shown + *offset);
  const int year = static_cast<int>(instant.date().ymd().year());
  return year >= 1 && year <= 9999 ? std::optional(instant) : std::nullopt;
}

DateTime DateTime::start_of(Date day) {
  const std::int64_t local = midnight(day);
  // Clocks change at 01:00 UTC, so a midnight is never skipped or repeated; only years before 1996 are not local text.
  return DateTime(from_local(local).value_or(local));
}

DateTime DateTime::end_of(Date day) { return DateTime(start_of(Date::from_number(day.number() + 1)).seconds() - 1); }

Date DateTime::date() const { return day_of(seconds_ + offset_at(seconds_)); }

std::string DateTime::to_string() const {
  const std::int64_t local = seconds_ + offset_at(seconds_);
  const Date day = day_of(local);
  const auto of_day = static_cast<unsigned>(local - midnight(day));
  std::string text = day.to_string() + 'T';
  time::write_digits(text, of_day / 3600, 2);
  text += ':';
  time::write_digits(text, of_day / 60 % 60, 2);
  text += ':';
  time::write_digits(text, of_day % 60, 2);
  return text;
}

}  // namespace dutybound
