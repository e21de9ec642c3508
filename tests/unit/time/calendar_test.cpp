// Working days: examples that a practitioner can check by hand.
#include <dutybound/calendar.hpp>

#include "dates.hpp"
#include "support/catch.hpp"

using namespace dutybound;
using dutybound::testing::calendar;
using dutybound::testing::day;

namespace {

/// Easter 2024 to New Year 2025, as in England.
Calendar easter() {
  return calendar(
      "2024-03-01", "2025-01-31",
      {"2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26", "2025-01-01"});
}

}  // namespace

TEST_CASE("fifteen working days after Maundy Thursday skip Easter", "[calendar]") {
  CHECK(easter().add_working_days(day("2024-03-28"), 15) == day("2024-04-22"));
  CHECK(easter().count_working_days(day("2024-03-28"), day("2024-04-22")) == 15);
  const std::vector<Holiday> skipped = easter().skipped(day("2024-03-28"), day("2024-04-22"));
  REQUIRE(skipped.size() == 2);
  CHECK(skipped[0].date == day("2024-03-29"));
  CHECK(skipped[1].date == day("2024-04-01"));
}

TEST_CASE("a count that starts at a weekend or on a holiday begins on the next working day", "[calendar]") {
  CHECK(easter().add_working_days(day("2024-04-06"), 1) == day("2024-04-08"));  // Saturday
  CHECK(easter().add_working_days(day("2024-04-07"), 1) == day("2024-04-08"));  // Sunday
  CHECK(easter().add_working_days(day("2024-04-01"), 1) == day("2024-04-02"));  // Easter Monday
  CHECK(easter().add_working_days(day("2024-04-05"), 1) == day("2024-04-08"));  // Friday
  CHECK(easter().count_working_days(day("2024-04-05"), day("2024-04-07")) == 0);
}

TEST_CASE("no working days on is the day itself whatever it is", "[calendar]") {
  CHECK(easter().add_working_days(day("2024-03-29"), 0) == day("2024-03-29"));
  CHECK(easter().add_working_days(day("2024-04-06"), 0) == day("2024-04-06"));
  CHECK(easter().count_working_days(day("2024-04-06"), day("2024-04-06")) == 0);
}

TEST_CASE("working days are counted back from a target that is not counted itself", "[calendar]") {
  CHECK(easter().add_working_days(day("2024-04-09"), -1) == day("2024-04-08"));
  CHECK(easter().add_working_days(day("2024-04-08"), -1) == day("2024-04-05"));
  CHECK(easter().add_working_days(day("2024-04-07"), -1) == day("2024-04-05"));  // Sunday
  CHECK(easter().add_working_days(day("2024-04-02"), -1) == day("2024-03-28"));
  CHECK(easter().add_working_days(day("2024-04-02"), -7) == day("2024-03-20"));
  CHECK(easter().count_working_days(day("2024-04-02"), day("2024-03-20")) == -7);
  CHECK(easter().count_working_days(day("2024-04-07"), day("2024-04-06")) == 0);
}

TEST_CASE("a day is a working day or not or nobody knows", "[calendar]") {
  CHECK(easter().is_working_day(day("2024-03-28")) == true);
  CHECK(easter().is_working_day(day("2024-03-29")) == false);
  CHECK(easter().is_working_day(day("2024-03-30")) == false);
  CHECK_FALSE(easter().is_working_day(day("2024-02-29")));
  CHECK_FALSE(easter().is_working_day(day("2025-02-01")));
  CHECK(easter().knows(day("2024-03-01")));
  CHECK(easter().knows(day("2025-01-31")));
}

TEST_CASE("beyond the calendar there is no answer at either end", "[calendar]") {
  const Calendar c = easter();
  CHECK(c.add_working_days(day("2025-01-30"), 1) == day("2025-01-31"));
  CHECK_FALSE(c.add_working_days(day("2025-01-30"), 2));
  CHECK_FALSE(c.add_working_days(day("2025-01-31"), 1));
  CHECK(c.add_working_days(day("2024-03-04"), -1) == day("2024-03-01"));
  CHECK_FALSE(c.add_working_days(day("2024-03-04"), -2));
  CHECK_FALSE(c.add_working_days(day("2024-03-01"), -1));
  CHECK_FALSE(c.add_working_days(day("2024-02-29"), 1));
  CHECK_FALSE(c.add_working_days(day("2024-02-29"), 0));
  CHECK_FALSE(c.add_working_days(day("2025-02-01"), -1));
  CHECK_FALSE(c.count_working_days(day("2024-02-29"), day("2024-03-04")));
  CHECK_FALSE(c.count_working_days(day("2024-03-04"), day("2025-02-01")));
  CHECK_FALSE(c.add_working_days(day("2024-06-03"), INT64_MAX));
  CHECK_FALSE(c.add_working_days(day("2024-06-03"), INT64_MIN));
}

TEST_CASE("local closure days are no working days", "[calendar]") {
  const Calendar plain = easter();
  const Calendar closed = plain.with_closures({{day("2024-12-27"), "Office closed"},
                                               {day("2024-12-28"), "A Saturday"},
                                               {day("2024-12-25"), "Listed already"},
                                               {day("2024-12-27"), "Twice"}});
  CHECK(plain.add_working_days(day("2024-12-24"), 1) == day("2024-12-27"));
  CHECK(closed.add_working_days(day("2024-12-24"), 1) == day("2024-12-30"));
  CHECK(closed.holidays().size() == plain.holidays().size() + 1);
  CHECK(closed.name() == plain.name());
  CHECK(closed.first_known() == plain.first_known());
  CHECK(closed.last_known() == plain.last_known());
  const std::vector<Holiday> skipped = closed.skipped(day("2024-12-24"), day("2024-12-30"));
  REQUIRE(skipped.size() == 3);
  CHECK(skipped[0].name == "2024-12-25");
  CHECK(skipped[2].name == "Office closed");
}

TEST_CASE("holidays are in order and those on weekends are never skipped over", "[calendar]") {
  const Calendar c = calendar("2021-12-01", "2022-01-31", {"2022-01-03", "2021-12-25", "2021-12-28", "2021-12-27"});
  REQUIRE(c.holidays().size() == 4);
  CHECK(c.holidays().front().date == day("2021-12-25"));
  CHECK(c.holidays().back().date == day("2022-01-03"));
  CHECK(c.skipped(day("2021-12-24"), day("2021-12-31")).size() == 2);  // not Saturday 25 December
  CHECK(c.skipped(day("2021-12-27"), day("2021-12-28")).size() == 1);  // the first day does not count
  CHECK(c.skipped(day("2021-12-28"), day("2021-12-27")).empty());
  CHECK(c.add_working_days(day("2021-12-24"), 1) == day("2021-12-29"));
}

TEST_CASE("a calendar of one day knows that day", "[calendar]") {
  const Calendar c = calendar("2024-06-03", "2024-06-03", {});
  CHECK(c.is_working_day(day("2024-06-03")) == true);
  CHECK(c.add_working_days(day("2024-06-03"), 0) == day("2024-06-03"));
  CHECK_FALSE(c.add_working_days(day("2024-06-03"), 1));
  CHECK(c.count_working_days(day("2024-06-03"), day("2024-06-03")) == 0);
}
