// English local time: the hour that spring skips, the hour that autumn repeats, and the day an instant belongs to.
#include <dutybound/date.hpp>

#include "dates.hpp"
#include "support/catch.hpp"

using namespace dutybound;
using dutybound::testing::day;

namespace {

std::int64_t utc(std::string_view text) { return DateTime::parse(std::string(text) + "Z")->seconds(); }

std::optional<std::int64_t> local(std::string_view text) {
  const auto parsed = DateTime::parse(text);
  return parsed ? std::optional(parsed->seconds()) : std::nullopt;
}

}  // namespace

TEST_CASE("an instant is read with a zone or in local time", "[time]") {
  CHECK(utc("1970-01-01T00:00") == 0);
  CHECK(utc("2024-01-15T09:30:15") == 1'705'311'015);
  CHECK(local("2024-01-15T09:30") == utc("2024-01-15T09:30"));  // winter
  CHECK(local("2024-07-15T09:30") == utc("2024-07-15T08:30"));  // summer
  CHECK(local("2024-07-15T09:30+01:00") == utc("2024-07-15T08:30"));
  CHECK(local("2024-07-15T09:30-05:30") == utc("2024-07-15T15:00"));
  CHECK(local("2024-01-01T00:30+01:00") == utc("2023-12-31T23:30"));
}

TEST_CASE("what is no instant is nothing", "[time]") {
  for (const char* text : {"2024-01-15",
                           "2024-01-15 09:30",
                           "2024-01-15T9:30",
                           "2024-01-15T24:00",
                           "2024-01-15T09:60",
                           "2024-01-15T09:30:60",
                           "2024-01-15T09:30:5",
                           "2024-01-15T0930",
                           "2024-02-30T09:30",
                           "2024-01-15T09:30z",
                           "2024-01-15T09:30+1:00",
                           "2024-01-15T09:30+0100",
                           "2024-01-15T09:30+24:00",
                           "2024-01-15T09:30+01:00:00",
                           "2024-01-15T09:30Z ",
                           "2024-01-15T09:30:15.5",
                           "",
                           "T",
                           "2024-01-15T",
                           "0001-01-01T00:00+01:00",
                           "9999-12-31T23:30-01:00"}) {
    INFO(text);
    CHECK_FALSE(DateTime::parse(text));
  }
}

TEST_CASE("the hour that spring skips is nothing", "[time]") {
  CHECK(local("2024-03-31T00:59:59") == utc("2024-03-31T00:59:59"));
  CHECK_FALSE(local("2024-03-31T01:00"));
  CHECK_FALSE(local("2024-03-31T01:59:59"));
  CHECK(local("2024-03-31T02:00") == utc("2024-03-31T01:00"));
}

TEST_CASE("of the hour that autumn repeats the earlier is meant", "[time]") {
  CHECK(local("2024-10-27T00:59:59") == utc("2024-10-26T23:59:59"));
  CHECK(local("2024-10-27T01:00") == utc("2024-10-27T00:00"));
  CHECK(local("2024-10-27T01:59:59") == utc("2024-10-27T00:59:59"));
  CHECK(local("2024-10-27T02:00") == utc("2024-10-27T02:00"));
  // both instants are shown alike
  CHECK(DateTime::from_seconds(utc("2024-10-27T00:30")).to_string() == "2024-10-27T01:30:00");
  CHECK(DateTime::from_seconds(utc("2024-10-27T01:30")).to_string() == "2024-10-27T01:30:00");
}

TEST_CASE("clocks change on the last Sundays of March and October", "[time]") {
  // the days that were published for these years
  for (const auto& [spring, autumn] : std::vector<std::pair<std::string, std::string>>{{"1996-03-31", "1996-10-27"},
                                                                                       {"2018-03-25", "2018-10-28"},
                                                                                       {"2019-03-31", "2019-10-27"},
                                                                                       {"2020-03-29", "2020-10-25"},
                                                                                       {"2021-03-28", "2021-10-31"},
                                                                                       {"2022-03-27", "2022-10-30"},
                                                                                       {"2025-03-30", "2025-10-26"},
                                                                                       {"2028-03-26", "2028-10-29"}}) {
    INFO(spring);
    CHECK(DateTime::from_seconds(utc(spring + "T00:59:59")).to_string() == spring + "T00:59:59");
    CHECK(DateTime::from_seconds(utc(spring + "T01:00:00")).to_string() == spring + "T02:00:00");
    CHECK(DateTime::from_seconds(utc(autumn + "T00:59:59")).to_string() == autumn + "T01:59:59");
    CHECK(DateTime::from_seconds(utc(autumn + "T01:00:00")).to_string() == autumn + "T01:00:00");
  }
}

TEST_CASE("local text before the present rule began is nothing", "[time]") {
  CHECK_FALSE(local("1995-12-31T23:59"));
  CHECK(local("1996-01-01T00:00") == utc("1996-01-01T00:00"));
  CHECK(local("1995-07-01T12:00Z").has_value());
  CHECK(DateTime::from_seconds(utc("1995-07-01T12:00")).to_string() == "1995-07-01T12:00:00");
}

TEST_CASE("an instant belongs to its local day", "[time]") {
  CHECK(DateTime::from_seconds(utc("2024-07-14T23:30")).date() == day("2024-07-15"));
  CHECK(DateTime::from_seconds(utc("2024-01-14T23:30")).date() == day("2024-01-14"));
  CHECK(DateTime::from_seconds(-1).date() == day("1969-12-31"));
  CHECK(DateTime::from_seconds(-86'400).date() == day("1969-12-31"));
  CHECK(DateTime::from_seconds(-86'401).date() == day("1969-12-30"));
}

TEST_CASE("a day begins and ends at local midnight and has 23 to 25 hours", "[time]") {
  const auto hours = [](const char* iso) {
    return (DateTime::end_of(day(iso)).seconds() + 1 - DateTime::start_of(day(iso)).seconds()) / 3600;
  };
  CHECK(hours("2024-03-30") == 24);
  CHECK(hours("2024-03-31") == 23);
  CHECK(hours("2024-10-27") == 25);
  CHECK(DateTime::start_of(day("2024-07-15")).seconds() == utc("2024-07-14T23:00"));
  CHECK(DateTime::end_of(day("2024-07-15")).seconds() == utc("2024-07-15T22:59:59"));
  CHECK(DateTime::start_of(day("1900-07-15")).seconds() == utc("1900-07-15T00:00"));
}

TEST_CASE("every half hour of a year survives writing and reading but for the repeated hour", "[time]") {
  bool all = true;
  for (std::int64_t at = utc("2024-01-01T00:00"); at < utc("2025-01-01T00:00"); at += 1800) {
    const DateTime instant = DateTime::from_seconds(at);
    const std::int64_t back = local(instant.to_string()).value();
    const bool second_time = at >= utc("2024-10-27T01:00") && at < utc("2024-10-27T02:00");
    all = all && back == (second_time ? at - 3600 : at) && instant >= DateTime::start_of(instant.date()) &&
          instant <= DateTime::end_of(instant.date());
  }
  CHECK(all);
}
