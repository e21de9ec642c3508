// The tables of the calendar against walking from day to day, over the whole published calendar.
#include <dutybound/calendar.hpp>

#include <fstream>
#include <random>
#include <set>
#include <string>

#include "dates.hpp"
#include "support/catch.hpp"

using namespace dutybound;
using dutybound::testing::day;

namespace {

/// The published calendar's holidays, on weekdays or at weekends, read line by line without the library's own reader.
std::vector<Holiday> published(bool weekends = false) {
  std::ifstream file(std::string(DUTYBOUND_SOURCE_DIR) + "/rules/calendars/england-and-wales.yaml");
  std::vector<Holiday> holidays;
  const std::string lead = "  - {date: ";
  for (std::string line; std::getline(file, line);) {
    if (line == "weekend_holidays:" && !weekends) break;
    if (line == "weekend_holidays:") holidays.clear();
    if (line.compare(0, lead.size(), lead) == 0) holidays.push_back({day(line.substr(lead.size(), 10)), line});
  }
  return holidays;
}

const Date first = day("2012-01-01");
const Date last = day("2028-12-31");

/// The same calendar, slow and plain.
class Walker {
 public:
  explicit Walker(const std::vector<Holiday>& holidays) {
    for (const Holiday& holiday : holidays) off_.insert(holiday.date);
  }
  [[nodiscard]] bool works(Date date) const { return date.weekday() < 5 && off_.count(date) == 0; }
  [[nodiscard]] std::optional<Date> add(Date from, std::int64_t n) const {
    const std::int32_t step = n < 0 ? -1 : 1;
    Date at = from;
    for (std::int64_t left = n < 0 ? -n : n; left > 0;) {
      at = Date::from_number(at.number() + step);
      if (at < first || at > last) return std::nullopt;
      if (works(at)) --left;
    }
    return at;
  }
  [[nodiscard]] std::int64_t count(Date from, Date to) const {
    std::int64_t days = 0;
    for (Date at = from; at < to;) {
      at = Date::from_number(at.number() + 1);
      if (works(at)) ++days;
    }
    for (Date at = to; at < from; at = Date::from_number(at.number() + 1)) {
      if (works(at)) --days;
    }
    return days;
  }

 private:
  std::set<Date> off_;
};

}  // namespace

TEST_CASE("the published calendar has its bank holidays on weekdays and each once", "[calendar]") {
  const std::vector<Holiday> holidays = published();
  CHECK(holidays.size() == 140);
  std::set<Date> dates;
  for (const Holiday& holiday : holidays) {
    INFO(holiday.name);
    CHECK(holiday.date.weekday() < 5);
    CHECK(dates.insert(holiday.date).second);
  }
}

TEST_CASE("the published calendar lists each 26 December that is a Saturday and no other weekend day", "[calendar]") {
  std::vector<Date> boxing_days;
  for (int year = 2012; year <= 2028; ++year) {
    const Date boxing_day = day(std::to_string(year) + "-12-26");
    if (boxing_day.weekday() == 5) boxing_days.push_back(boxing_day);
  }
  std::vector<Date> listed;
  for (const Holiday& holiday : published(true)) listed.push_back(holiday.date);
  CHECK(listed == boxing_days);
}

TEST_CASE("adding working days agrees with walking from day to day", "[calendar]") {
  const std::vector<Holiday> holidays = published();
  const Calendar calendar("published", first, last, holidays);
  const Walker walker(holidays);
  std::size_t wrong = 0;
  std::string example;
  for (std::int32_t n = first.number(); n <= last.number(); ++n) {
    const Date from = Date::from_number(n);
    if (calendar.is_working_day(from) != walker.works(from)) ++wrong;
    for (const std::int64_t days : {-50, -45, -15, -10, -7, -5, -3, -2, -1, 0, 1, 2, 3, 5, 7, 10, 15, 20, 35, 45, 50}) {
      if (calendar.add_working_days(from, days) == walker.add(from, days)) continue;
      ++wrong;
      example = from.to_string() + " " + std::to_string(days);
    }
  }
  INFO(example);
  CHECK(wrong == 0);
}

TEST_CASE("counting working days agrees with walking and undoes adding", "[calendar]") {
  const std::vector<Holiday> holidays = published();
  const Calendar calendar("published", first, last, holidays);
  const Walker walker(holidays);
  std::mt19937 random(2023);
  std::uniform_int_distribution<std::int32_t> any(first.number(), last.number());
  std::uniform_int_distribution<std::int32_t> near(-40, 40);
  for (int i = 0; i < 4000; ++i) {
    const Date from = Date::from_number(any(random));
    const Date to = Date::from_number(i % 8 == 0 ? any(random) : from.number() + near(random));
    if (!calendar.knows(to)) continue;
    INFO(from.to_string() << " to " << to.to_string());
    const std::int64_t days = walker.count(from, to);
    REQUIRE(calendar.count_working_days(from, to) == days);
    // Counting n days on from the same day arrives on `to`, if it is a working day, or on the last one that the count passed.
    const Date reached = calendar.add_working_days(from, days).value();
    if (walker.works(to)) REQUIRE(reached == to);
    if (days != 0) REQUIRE(calendar.count_working_days(from, reached) == days);
  }
}
