// Which edition judges: dates, and the two policies.
#include "bench.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

/// Two editions of a series with a gap between them, and the rule is the first's.
Bench two_editions(const char* trigger) {
  Bench bench = Bench::clock(rulebook::ClockKind::within, DayUnit::days, on(trigger), on("2030-01-01"));
  bench.program.rulebooks.resize(3);
  bench.program.rulebooks[0] = {"old", "series", "1", "", "", "", "", {day("2020-01-01"), day("2022-12-31")}};
  bench.program.rulebooks[1] = {"new", "series", "2", "", "", "", "", {day("2023-06-01"), std::nullopt}};
  bench.program.rulebooks[2] = {"other", "", "", "", "", "", "", {}};
  bench.plan.rulebook = 0;
  bench.plan.in_force = bench.program.rulebooks[0].in_force;
  return bench;
}

const char* const today = "2025-01-01";

}  // namespace

TEST_CASE("a duty is judged by the edition in force when its clock started", "[editions]") {
  CHECK(two_editions("2019-12-31").status(today) == Status::not_in_force);
  CHECK(two_editions("2020-01-01").status(today) == Status::due);
  CHECK(two_editions("2022-12-31").status(today) == Status::due);
  CHECK(two_editions("2023-01-01").status(today) == Status::not_in_force);
}

TEST_CASE("an edition carried forward goes on until the next begins", "[editions]") {
  Bench bench = two_editions("2023-05-31");
  bench.carry_forward = true;
  CHECK(bench.status(today) == Status::due);
  CHECK(bench.judge(today).edition_policy == EditionPolicy::carried_forward);
  CHECK(bench.set(Part::trigger, on("2023-06-01")).status(today) == Status::not_in_force);
  CHECK(bench.set(Part::trigger, on("2022-12-31")).judge(today).edition_policy == EditionPolicy::in_force);
  bench.plan.own_end = true;
  CHECK(bench.set(Part::trigger, on("2023-05-31")).status(today) == Status::not_in_force);
}

TEST_CASE("a chosen edition judges every day and leaves out the others of its series", "[editions]") {
  Bench bench = two_editions("2024-06-01");
  bench.edition = "old";
  CHECK(bench.status(today) == Status::due);
  CHECK(bench.judge(today).edition_policy == EditionPolicy::chosen);
  CHECK(bench.set(Part::trigger, on("2021-06-01")).judge(today).edition_policy == EditionPolicy::in_force);
  CHECK(bench.set(Part::trigger, on("2010-06-01")).judge(today).edition_policy == EditionPolicy::chosen);
  const findings::Editions editions(bench.program, false, "old");
  CHECK_FALSE(editions.left_out(0));
  CHECK(editions.left_out(1));
  CHECK_FALSE(editions.left_out(2));
}

TEST_CASE("an edition that is not loaded judges nothing", "[editions]") {
  Bench bench = two_editions("2021-06-01");
  bench.edition = "missing";
  CHECK(bench.status(today) == Status::not_in_force);
}

TEST_CASE("the day on which a rule arises decides before its clock does", "[editions]") {
  Bench bench = two_editions("2021-06-01");
  CHECK(bench.set(Part::arises, on("2019-06-01")).status(today) == Status::not_in_force);
  CHECK(bench.set(Part::arises, not_happened()).status(today) == Status::due);
  CHECK(bench.set(Part::arises, unknown_day()).status(today) == Status::indeterminate);
  CHECK((bench.judge(today).undecided & findings::bit(Part::arises)) != 0);
  CHECK(bench.set(Part::applies, no()).status(today) == Status::not_applicable);
}

TEST_CASE("a deciding day that goes along with the assessment changes nothing but at an edition's own days", "[editions]") {
  Bench bench = two_editions("2021-06-01");
  bench.plan.has_clock = false;
  bench.plan.trigger = program::no_register;
  bench.plan.kind = RuleKind::expectation;
  bench.set(Part::condition, yes());
  Cell as_at = on("2021-06-01");
  as_at.valid_until = day("2021-06-02").number();
  bench.set(Part::arises, as_at);
  CHECK(bench.status("2021-06-01") == Status::in_place);
  CHECK(bench.judge("2021-06-01").cells_until == feel::forever);
  CHECK(bench.judge("2021-06-01").dates_until == day("2023-01-01").number());
}

TEST_CASE("a rule without a clock is judged by the edition in force at the assessment", "[editions]") {
  Bench bench = two_editions("2021-06-01");
  bench.plan.has_clock = false;
  bench.plan.trigger = program::no_register;
  bench.plan.kind = RuleKind::expectation;
  bench.set(Part::condition, yes());
  CHECK(bench.status("2019-06-01") == Status::not_in_force);
  CHECK(bench.judge("2019-06-01").dates_until == day("2020-01-01").number());
  CHECK(bench.status("2022-12-31") == Status::in_place);
  CHECK(bench.judge("2022-12-31").dates_until == day("2023-01-01").number());
  CHECK(bench.status("2023-01-01") == Status::not_in_force);
}

TEST_CASE("an unknown day does not matter to a rule that is always in force", "[editions]") {
  Bench bench = two_editions("2021-06-01");
  bench.plan.in_force = {};
  bench.plan.kind = RuleKind::expectation;
  bench.plan.has_clock = false;
  bench.set(Part::arises, unknown_day()).set(Part::condition, yes());
  CHECK(bench.status(today) == Status::in_place);
}
