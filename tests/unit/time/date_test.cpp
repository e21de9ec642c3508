// Civil days, month ends, birthdays and ages.
#include <dutybound/date.hpp>

#include "dates.hpp"
#include "support/catch.hpp"

using namespace dutybound;
using dutybound::testing::day;

TEST_CASE("a date is read only in its one form and only if it exists", "[time]") {
  CHECK(Date::parse("1970-01-01")->number() == 0);
  CHECK(Date::parse("1969-12-31")->number() == -1);
  CHECK(Date::parse("2024-02-29").has_value());
  CHECK(Date::parse("2000-02-29").has_value());
  CHECK(Date::parse("0001-01-01").has_value());
  CHECK(Date::parse("9999-12-31").has_value());
  for (const char* text :
       {"2023-02-29",       "1900-02-29", "2024-04-31", "2024-00-10", "2024-13-01", "2024-01-00",  "2024-01-32",
        "0000-01-01",       "2024-1-1",   "24-01-01",   "2024/01/01", "01-01-2024", "2024-01-01 ", " 2024-01-01",
        "2024-01-01T00:00", "20240101",   "-024-01-01", "2024-+1-01", "",           "2024-01-0a"}) {
    INFO(text);
    CHECK_FALSE(Date::parse(text));
  }
}

TEST_CASE("every day of four centuries survives writing and reading", "[time]") {
  bool all = true;
  int weekday = day("1800-01-01").weekday();
  Date before = Date::from_number(day("1800-01-01").number() - 1);
  for (std::int32_t n = day("1800-01-01").number(); n <= day("2200-12-31").number(); ++n) {
    const Date date = Date::from_number(n);
    all = all && Date::parse(date.to_string()) == date && date > before && date.weekday() == weekday;
    weekday = (weekday + 1) % 7;
    before = date;
  }
  CHECK(all);
  CHECK(day("2024-03-28").weekday() == 3);  // a Thursday
  CHECK(day("2024-01-01").weekday() == 0);
  CHECK(day("0987-06-05").to_string() == "0987-06-05");
}

TEST_CASE("a month on is the corresponding day or the last of the month", "[time]") {
  CHECK(add_months(day("2024-01-31"), 1) == day("2024-02-29"));
  CHECK(add_months(day("2023-01-31"), 1) == day("2023-02-28"));
  CHECK(add_months(day("2024-01-30"), 1) == day("2024-02-29"));
  CHECK(add_months(day("2024-02-29"), 12) == day("2025-02-28"));
  CHECK(add_months(day("2024-02-29"), 48) == day("2028-02-29"));
  CHECK(add_months(day("2024-08-31"), 1) == day("2024-09-30"));
  CHECK(add_months(day("2024-02-28"), 1) == day("2024-03-28"));  // a month's last day is no anchor of its own
  CHECK(add_months(day("2023-02-28"), 1) == day("2023-03-28"));
  CHECK(add_months(day("2024-05-15"), 0) == day("2024-05-15"));
}

TEST_CASE("months are counted back over years", "[time]") {
  CHECK(add_months(day("2024-03-31"), -1) == day("2024-02-29"));
  CHECK(add_months(day("2024-01-15"), -1) == day("2023-12-15"));
  CHECK(add_months(day("2024-01-15"), -13) == day("2022-12-15"));
  CHECK(add_months(day("2024-12-31"), -10) == day("2024-02-29"));
  CHECK(add_months(day("2024-12-15"), 1) == day("2025-01-15"));
}

TEST_CASE("months beyond the years of the calendar are nothing", "[time]") {
  CHECK(add_months(day("9999-12-01"), 0) == day("9999-12-01"));
  CHECK_FALSE(add_months(day("9999-12-01"), 1));
  CHECK(add_months(day("0001-02-01"), -1) == day("0001-01-01"));
  CHECK_FALSE(add_months(day("0001-01-01"), -1));
  CHECK(add_months(day("0001-01-01"), 9998 * 12 + 11) == day("9999-12-01"));
  CHECK_FALSE(add_months(day("2024-01-01"), INT64_MAX));
  CHECK_FALSE(add_months(day("2024-01-01"), INT64_MIN));
}

TEST_CASE("a child of 29 February has its birthday on 1 March of a common year", "[time]") {
  CHECK(birthday(day("2008-02-29"), 18) == day("2026-03-01"));
  CHECK(birthday(day("2008-02-29"), 16) == day("2024-02-29"));
  CHECK(birthday(day("2008-02-28"), 18) == day("2026-02-28"));
  CHECK(birthday(day("2008-12-31"), 0) == day("2008-12-31"));
  CHECK_FALSE(birthday(day("2008-01-01"), 7992));
  CHECK(birthday(day("2008-01-01"), 7991) == day("9999-01-01"));
  CHECK_FALSE(birthday(day("2008-01-01"), INT64_MAX));
  CHECK_FALSE(birthday(day("2008-01-01"), INT64_MIN));
}

TEST_CASE("an age changes on the birthday", "[time]") {
  CHECK(age(day("2010-05-10"), day("2024-05-09")) == 13);
  CHECK(age(day("2010-05-10"), day("2024-05-10")) == 14);
  CHECK(age(day("2008-02-29"), day("2026-02-28")) == 17);
  CHECK(age(day("2008-02-29"), day("2026-03-01")) == 18);
  CHECK(age(day("2010-05-10"), day("2010-05-10")) == 0);
  CHECK(age(day("2010-05-10"), day("2010-05-09")) == -1);
  CHECK(age(day("2010-05-10"), day("2009-05-10")) == -1);
  CHECK(age(day("2010-05-10"), day("2009-05-09")) == -2);
}

TEST_CASE("an age is reached on its birthday and not the day before", "[time]") {
  bool agree = true;
  for (std::int32_t n = day("2007-12-25").number(); n <= day("2009-01-05").number(); ++n) {
    const Date birth = Date::from_number(n);
    for (std::int64_t years = 0; years <= 25; ++years) {
      const Date reached = birthday(birth, years).value();
      agree = agree && age(birth, reached) == years && age(birth, Date::from_number(reached.number() - 1)) == years - 1;
    }
  }
  CHECK(agree);
}
