// Working days by two tables, one of how many there are up to each day and one of which they are, so that adding and counting
// are look-ups. Entry: Calendar.
#include <dutybound/calendar.hpp>

#include <algorithm>
#include <utility>

namespace dutybound {
namespace {

bool at_weekend(Date day) { return day.weekday() >= 5; }

bool earlier(const Holiday& a, const Holiday& b) { return a.date < b.date; }

/// The holidays of (from, to], of an ordered list.
std::pair<std::vector<Holiday>::const_iterator, std::vector<Holiday>::const_iterator> between(
    const std::vector<Holiday>& holidays, Date from, Date to) {
  return {std::upper_bound(holidays.begin(), holidays.end(), Holiday{from, {}}, earlier),
          std::upper_bound(holidays.begin(), holidays.end(), Holiday{to, {}}, earlier)};
}

}  // namespace

struct Calendar::Body {
  std::string name;
  Date first;
  Date last;
  std::vector<Holiday> holidays;
  std::vector<Holiday> weekend_holidays;
  /// up_to[i]: working days in [first, first + i - 1]; one more entry than there are known days.
  std::vector<std::int32_t> up_to;
  std::vector<Date> working_days;

  [[nodiscard]] std::size_t index(Date day) const { return static_cast<std::size_t>(day.number() - first.number()); }
  [[nodiscard]] std::int64_t before(Date day) const { return up_to[index(day)]; }
  [[nodiscard]] std::int64_t through(Date day) const { return up_to[index(day) + 1]; }
};

Calendar::Calendar(std::string name, Date first_known, Date last_known, std::vector<Holiday> holidays,
                   std::vector<Holiday> weekend_holidays) {
  std::stable_sort(holidays.begin(), holidays.end(), earlier);
  std::stable_sort(weekend_holidays.begin(), weekend_holidays.end(), earlier);
  auto body = std::make_shared<Body>();
  body->name = std::move(name);
  body->first = first_known;
  body->last = last_known;
  body->holidays = std::move(holidays);
  body->weekend_holidays = std::move(weekend_holidays);
  body->up_to.push_back(0);
  auto holiday = body->holidays.begin();
  for (std::int32_t number = first_known.number(); number <= last_known.number(); ++number) {
    const Date day = Date::from_number(number);
    while (holiday != body->holidays.end() && holiday->date < day) ++holiday;
    const bool listed = holiday != body->holidays.end() && holiday->date == day;
    if (!listed && !at_weekend(day)) body->working_days.push_back(day);
    body->up_to.push_back(static_cast<std::int32_t>(body->working_days.size()));
  }
  body_ = std::move(body);
}

const std::string& Calendar::name() const { return body_->name; }
Date Calendar::first_known() const { return body_->first; }
Date Calendar::last_known() const { return body_->last; }
const std::vector<Holiday>& Calendar::holidays() const { return body_->holidays; }
const std::vector<Holiday>& Calendar::weekend_holidays() const { return body_->weekend_holidays; }

Calendar Calendar::with_closures(const std::vector<Holiday>& closures) const {
  std::vector<Holiday> all = body_->holidays;
  for (const Holiday& closure : closures) {
    const bool listed = std::any_of(all.begin(), all.end(), [&](const Holiday& holiday) { return holiday.date == closure.date; });
    if (!listed && !at_weekend(closure.date)) all.push_back({closure.date, closure.name, true});
  }
  return {body_->name, body_->first, body_->last, std::move(all), body_->weekend_holidays};
}

bool Calendar::knows(Date day) const { return day >= body_->first && day <= body_->last; }

bool Calendar::is_bank_holiday(Date day) const {
  const auto lists = [&](const std::vector<Holiday>& holidays) {
    const auto listed = std::lower_bound(holidays.begin(), holidays.end(), Holiday{day, {}}, earlier);
    return listed != holidays.end() && listed->date == day && !listed->closure;
  };
  return lists(body_->holidays) || lists(body_->weekend_holidays);
}

std::optional<bool> Calendar::is_working_day(Date day) const {
  if (!knows(day)) return std::nullopt;
  return body_->through(day) > body_->before(day);
}

std::optional<Date> Calendar::add_working_days(Date from, std::int64_t n) const {
  if (!knows(from)) return std::nullopt;
  if (n == 0) return from;
  const auto total = static_cast<std::int64_t>(body_->working_days.size());
  if (n > total || n < -total) return std::nullopt;
  const std::int64_t index = n > 0 ? body_->through(from) + n - 1 : body_->before(from) + n;
  if (index < 0 || index >= total) return std::nullopt;
  return body_->working_days[static_cast<std::size_t>(index)];
}

std::optional<std::int64_t> Calendar::count_working_days(Date from, Date to) const {
  if (!knows(from) || !knows(to)) return std::nullopt;
  return to >= from ? body_->through(to) - body_->through(from) : body_->before(to) - body_->before(from);
}

std::vector<Holiday> Calendar::skipped(Date from, Date to) const {
  const auto [begin, end] = between(body_->holidays, from, to);
  std::vector<Holiday> weekday_holidays;
  for (auto holiday = begin; holiday < end; ++holiday) {
    if (!at_weekend(holiday->date)) weekday_holidays.push_back(*holiday);
  }
  return weekday_holidays;
}

}  // namespace dutybound
