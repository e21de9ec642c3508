// Civil days, months and ages over <chrono>'s Gregorian calendar. Entry: Date and the functions of date.hpp about days.
#include <dutybound/date.hpp>

#include "time/digits.hpp"

namespace dutybound {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::int64_t first_year = 1;
constexpr std::int64_t last_year = 9999;
/// More months or years than lie between the first day and the last.
constexpr std::int64_t any_number_of_months = 12 * (last_year + 1);

Date from_valid(const year_month_day& ymd) {
  return Date::from_number(static_cast<std::int32_t>(sys_days{ymd}.time_since_epoch().count()));
}

}  // namespace

std::optional<Date> Date::from_ymd(int y, unsigned m, unsigned d) noexcept {
  if (y < first_year || y > last_year || m > 12 || d > 31) return std::nullopt;
  const year_month_day ymd{year{y}, month{m}, day{d}};
  if (!ymd.ok()) return std::nullopt;
  return from_valid(ymd);
}

std::optional<Date> Date::parse(std::string_view iso) noexcept {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto y = time::read_digits(iso.substr(0, 4));
  const auto m = time::read_digits(iso.substr(5, 2));
  const auto d = time::read_digits(iso.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  return from_ymd(static_cast<int>(*y), *m, *d);
}

int Date::weekday() const noexcept { return static_cast<int>(std::chrono::weekday{sys_days{days{number_}}}.iso_encoding()) - 1; }

std::string Date::to_string() const {
  const year_month_day day_of_year = ymd();
  std::string text;
  time::write_digits(text, static_cast<unsigned>(static_cast<int>(day_of_year.year())), 4);
  text += '-';
  time::write_digits(text, static_cast<unsigned>(day_of_year.month()), 2);
  text += '-';
  time::write_digits(text, static_cast<unsigned>(day_of_year.day()), 2);
  return text;
}

std::optional<Date> add_months(Date from, std::int64_t months) {
  if (months > any_number_of_months || months < -any_number_of_months) return std::nullopt;
  const year_month_day start = from.ymd();
  // Months since January of year 0, so that division rounds the right way wherever the answer is in range.
  const std::int64_t total =
      std::int64_t{static_cast<int>(start.year())} * 12 + static_cast<unsigned>(start.month()) - 1 + months;
  if (total < first_year * 12 || total >= (last_year + 1) * 12) return std::nullopt;
  const year y{static_cast<int>(total / 12)};
  const month m{static_cast<unsigned>(total % 12) + 1};
  const year_month_day corresponding{y, m, start.day()};
  return from_valid(corresponding.ok() ? corresponding : year_month_day{y / m / std::chrono::last});
}

std::optional<Date> birthday(Date birth, std::int64_t years) {
  if (years > last_year || years < -last_year) return std::nullopt;
  const year_month_day born = birth.ymd();
  const std::int64_t y = static_cast<int>(born.year()) + years;
  if (y < first_year || y > last_year) return std::nullopt;
  const year_month_day same{year{static_cast<int>(y)}, born.month(), born.day()};
  return from_valid(same.ok() ? same : year_month_day{same.year(), std::chrono::March, day{1}});
}

std::int64_t age(Date birth, Date on) {
  const year_month_day born = birth.ymd();
  const year_month_day then = on.ymd();
  // Month and day compare as the birthday does: in a common year 28 February is before 29 February, 1 March after it.
  const bool reached = std::chrono::month_day{then.month(), then.day()} >= std::chrono::month_day{born.month(), born.day()};
  return std::int64_t{static_cast<int>(then.year())} - static_cast<int>(born.year()) - (reached ? 0 : 1);
}

}  // namespace dutybound
