// The arithmetic of every kind of clock in words.
#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

/// Of a rule with that clock, for an episode whose `attribute` is that.
std::string deadline(const std::string& clock, const std::string& value, const std::string& attribute = "received_at") {
  std::vector<RuleFile> files = small_files();
  const bool hours = clock.find("hours") != std::string::npos;
  files[3].text =
      "rules:\n  - id: r\n    kind: duty\n    title: t\n    modality: must\n    actor: a\n    requires: r\n"
      "    source: [{document: d, status: general_knowledge}]\n    for_each: episode\n    " +
      clock + "\n    done_at: " + (hours ? "episode.released_at" : "episode.decided_at") + "\n";
  const Rulebook rulebook = load(files);
  const Case facts = read(rulebook, R"({"episodes": [{")" + attribute + R"(": )" + value + "}]}");
  AssessOptions options = as_at("2024-05-01");
  options.edition = "small-2024";
  const std::vector<Explanation> all = rulebook.explain(facts, options, "r").value();
  REQUIRE(all.size() == 1);
  return all.front().deadline;
}

}  // namespace

TEST_CASE("deadlines are told with their arithmetic", "[explain]") {
  CHECK(deadline("within: {months: 3, after: episode.received_at}", R"("2021-08-31")") ==
        "3 months after Tue 31 Aug 2021 is Tue 30 Nov 2021, the month's last day");
  CHECK(deadline("within: {months: 1, after: episode.received_at}", R"("2024-03-30")") ==
        "1 month after Sat 30 Mar 2024 is Tue 30 Apr 2024");
  CHECK(deadline("within: {days: 7, after: episode.received_at, counting: inclusive}", R"("2024-03-04")") ==
        "7 days from and including Mon 4 Mar 2024 is Sun 10 Mar 2024");
  CHECK(deadline("within: {days: 8, after: episode.received_at, roll: ordinary_day}", R"("2024-03-21")") ==
        "8 days after Thu 21 Mar 2024 is Fri 29 Mar 2024, which is no ordinary day, so the last day is Sat 30 Mar 2024");
  CHECK(deadline("within: {working_days: 3, after: episode.received_at, roll: up_to_working_day}", R"("2024-03-25")") ==
        "3 working days after Mon 25 Mar 2024 is Thu 28 Mar 2024, and the day before the next working day is Mon 1 Apr 2024");
  CHECK(deadline("before_target: {working_days: 3, target: episode.received_at}", R"("2024-04-03")") ==
        "3 working days before Wed 3 Apr 2024, skipping Good Friday 29 Mar and Easter Monday 1 Apr, is Wed 27 Mar 2024");
  CHECK(deadline("fixed_date: {on: episode.received_at}", R"("2024-04-03")") == "the last day is Wed 3 Apr 2024");
  CHECK(deadline("minimum_retention: {weeks: 2, from: episode.received_at}", R"("2024-04-03")") ==
        "2 weeks after Wed 3 Apr 2024 is Wed 17 Apr 2024");
}

TEST_CASE("deadlines in hours are told with the time of day", "[explain]") {
  CHECK(deadline("maximum_duration: {hours: 72, from: episode.held_at}", R"("2024-03-30T10:00")", "held_at") ==
        "72 hours after Sat 30 Mar 2024 10:00 is Tue 2 Apr 2024 11:00");  // clocks went forward
  CHECK(deadline("maximum_duration: {hours: 72, from: episode.held_at}", R"("2024-04-05")", "held_at") ==
        "72 hours after Fri 5 Apr 2024 at a time that is not recorded is Mon 8 Apr 2024 at a time that is not recorded");
}

TEST_CASE("a deadline that cannot be told says why", "[explain]") {
  CHECK(deadline("within: {working_days: 300, after: episode.received_at}", R"("2024-03-28")") ==
        "300 working days after Thu 28 Mar 2024 lies outside the days that the calendar england-and-wales knows, Mon 1 Jan 2024 "
        "to Tue 31 Dec 2024");
  CHECK(deadline("within: {days: visit-interval, after: episode.received_at}", R"("2024-03-28")") ==
        "the number of days after Thu 28 Mar 2024 is not set (visit-interval)");
  CHECK(deadline("within: {days: 5, after: episode.received_at}", "null") == "the clock has not started");
  CHECK(deadline("within: {days: 5, after: episode.received_at}", "true", "excuse") ==
        "the day to count from is not known (episode.received_at)");
}
