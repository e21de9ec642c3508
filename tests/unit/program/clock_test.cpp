#include "unit/program/sample.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

/// The last day of a clock for an enquiry started (and its strategy discussion held) then.
Cell due(std::string_view clock, std::string_view started, Cell strategy = Cell::unknown(Kind::date_time)) {
  const std::string done = clock.find("hours:") != std::string_view::npos ? "enquiry.strategy_at" : "icpc.held_at";
  const ProgramPtr program =
      program_of(rule_head("clock", "duty", "enquiry") + "    " + std::string(clock) + "\n    done_at: " + done + "\n");
  CaseOf facts(program);
  facts.add("enquiry", facts.add("episode"));
  if (!started.empty()) facts.set("enquiry", "started_at", on(started));
  facts.set("enquiry", "strategy_at", strategy);
  const Facts built = facts.build();
  Run run(program);
  const program::RulePlan& rule = rule_of(*program, "clock");
  Cell answer;
  REQUIRE(run.over(built, as_at("2025-06-30"), [&](const Instance&) { answer = run[rule.due]; }));
  return answer;
}

std::string due_day(std::string_view clock, std::string_view started) {
  const Cell cell = due(clock, started);
  REQUIRE(cell.is_known());
  return cell.date().to_string();
}

}  // namespace

TEST_CASE("a clock in working days skips weekends and holidays") {
  CHECK(due_day("within: {working_days: 15, after: enquiry.started_at}", "2024-03-28") == "2024-04-22");
  CHECK(due_day("recurring: {working_days: 1, after: enquiry.started_at}", "2024-03-28") == "2024-04-02");
}

TEST_CASE("a clock in days weeks or months counts from the day after its trigger") {
  CHECK(due_day("within: {days: 7, after: enquiry.started_at}", "2024-03-28") == "2024-04-04");
  CHECK(due_day("within: {weeks: 2, after: enquiry.started_at}", "2024-03-28") == "2024-04-11");
  CHECK(due_day("within: {months: 1, after: enquiry.started_at}", "2024-01-31") == "2024-02-29");
  CHECK(due_day("maximum_duration: {days: 8, from: enquiry.started_at}", "2024-03-01") == "2024-03-09");
  CHECK(due_day("minimum_retention: {months: 12, from: enquiry.started_at}", "2024-03-01") == "2025-03-01");
}

TEST_CASE("an inclusive clock counts its trigger as day one") {
  CHECK(due_day("within: {days: 7, after: enquiry.started_at, counting: inclusive}", "2024-03-28") == "2024-04-03");
  CHECK(due_day("within: {weeks: 2, after: enquiry.started_at, counting: inclusive}", "2024-03-28") == "2024-04-10");
  CHECK(due_day("within: {months: 1, after: enquiry.started_at, counting: inclusive}", "2024-03-15") == "2024-04-14");
}

TEST_CASE("a clock before a target counts back") {
  CHECK(due_day("before_target: {working_days: 2, target: enquiry.started_at}", "2024-04-02") == "2024-03-27");
  CHECK(due_day("before_target: {days: 2, target: enquiry.started_at}", "2024-04-02") == "2024-03-31");
  CHECK(due_day("before_target: {months: 1, target: enquiry.started_at}", "2024-03-31") == "2024-02-29");
}

TEST_CASE("a fixed date is its own last day") {
  CHECK(due_day("fixed_date: {on: '@\"2024-07-31\"'}", "2024-04-02") == "2024-07-31");
}

TEST_CASE("a last day that goes on up to the next working day takes in the weekend and bank holidays") {
  const auto due = [](const char* anchor) {
    return due_day("within: {working_days: 15, after: enquiry.started_at, roll: up_to_working_day}", anchor);
  };
  CHECK(due("2024-06-14") == "2024-07-07");  // Friday 5 July is the fifteenth
  CHECK(due("2024-06-13") == "2024-07-04");
  CHECK(due("2024-03-07") == "2024-04-01");  // Thursday 28 March is the fifteenth, before Good Friday
}

TEST_CASE("a rolled last day is an ordinary day") {
  CHECK(due_day("within: {days: 1, after: enquiry.started_at, roll: ordinary_day}", "2024-03-28") == "2024-03-30");
  CHECK(due_day("within: {days: 4, after: enquiry.started_at, roll: ordinary_day}", "2024-03-28") == "2024-04-02");
}

TEST_CASE("a clock in hours gives an instant") {
  const Cell exact = due("within: {hours: 48, after: enquiry.strategy_at}", "2024-03-28", at("2024-03-30T12:00"));
  CHECK(DateTime::from_seconds(exact.payload.instant.earliest).to_string() == "2024-04-01T13:00:00");  // summer time began
  const Cell wide = due("within: {hours: 24, after: enquiry.strategy_at}", "2024-03-28", some_time_on("2024-04-10"));
  CHECK(wide.payload.instant.earliest == DateTime::start_of(day("2024-04-11")).seconds());
  CHECK(wide.payload.instant.latest == DateTime::end_of(day("2024-04-11")).seconds());
}

TEST_CASE("a clock in days takes the day of a recorded time") {
  CHECK(due("within: {days: 1, after: enquiry.strategy_at}", "2024-03-28", at("2024-04-10T23:30")).date() == day("2024-04-11"));
  CHECK(due("within: {days: 1, after: enquiry.strategy_at}", "2024-03-28", some_time_on("2024-04-10")).date() ==
        day("2024-04-11"));
}

TEST_CASE("an amount that is a parameter is the one of the day of the trigger") {
  CHECK(due_day("within: {days: limit, after: enquiry.started_at}", "2024-05-31") == "2024-06-05");
  CHECK(due_day("within: {days: limit, after: enquiry.started_at}", "2024-06-01") == "2024-06-11");
  CHECK(due("within: {days: limit, after: enquiry.started_at}", "2023-06-01").is_unknown());
  CHECK(due("within: {days: local-limit, after: enquiry.started_at}", "2024-06-01").is_unknown());
}

TEST_CASE("a clock that has not started has no last day") {
  CHECK(due("within: {working_days: 15, after: enquiry.started_at}", "").is_unknown());
  const Cell later = due("within: {working_days: 15, after: enquiry.started_at}", "2025-07-01");
  CHECK(later.is_null());
  CHECK(later.valid_until == day("2025-07-01").number());
}

TEST_CASE("a last day beyond the calendar is unknown") {
  CHECK(due("within: {working_days: 5, after: enquiry.strategy_at}", "2025-06-01", at("2022-12-01T10:00")).is_unknown());
}
