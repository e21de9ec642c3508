// Truth tables of every kind of rule: what each reading of its conditions makes of it.
#include "bench.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

const char* const today = "2024-06-03";

Bench deadline(Cell done) {
  Bench bench = Bench::clock(rulebook::ClockKind::within, DayUnit::days, on("2024-05-01"), on("2024-05-31"));
  bench.set(Part::done, done);
  return bench;
}

}  // namespace

TEST_CASE("a duty does not apply before its clock has started", "[judge]") {
  Bench bench = deadline(not_happened());
  bench.set(Part::trigger, not_happened()).set(Part::due, not_happened());
  CHECK(bench.status(today) == Status::not_applicable);
  bench.set(Part::applies, nobody_says());
  CHECK(bench.status(today) == Status::not_applicable);
}

TEST_CASE("a duty applies where its condition is true and not where it is false or null", "[judge]") {
  CHECK(deadline(on("2024-05-31")).set(Part::applies, yes()).status(today) == Status::met);
  CHECK(deadline(on("2024-05-31")).set(Part::applies, no()).status(today) == Status::not_applicable);
  CHECK(deadline(on("2024-05-31")).set(Part::applies, Cell::null(feel::Kind::boolean)).status(today) == Status::not_applicable);
  const findings::Judgement open = deadline(on("2024-05-31")).set(Part::applies, nobody_says()).judge(today);
  CHECK(open.status == Status::indeterminate);
  CHECK(open.undecided == findings::bit(Part::applies));
}

TEST_CASE("an unknown clock settles nothing unless the duty does not apply", "[judge]") {
  Bench bench = deadline(on("2024-05-31"));
  bench.set(Part::trigger, unknown_day()).set(Part::due, unknown_day());
  CHECK(bench.status(today) == Status::indeterminate);
  CHECK(bench.set(Part::applies, nobody_says()).status(today) == Status::indeterminate);
  CHECK(bench.set(Part::applies, no()).status(today) == Status::not_applicable);
}

TEST_CASE("a deadline is met on its last day and late on the next", "[judge]") {
  CHECK(deadline(on("2024-05-31")).status(today) == Status::met);
  CHECK(deadline(on("2024-06-01")).status(today) == Status::met_late);
  CHECK(deadline(not_happened()).status("2024-05-31") == Status::due);
  CHECK(deadline(not_happened()).status("2024-06-01") == Status::overdue);
}

TEST_CASE("an act dated after the assessment has not happened yet", "[judge]") {
  const findings::Judgement early = deadline(on("2024-05-30")).judge("2024-05-20");
  CHECK(early.status == Status::due);
  CHECK_FALSE(early.done);
  CHECK(early.dates_until == day("2024-05-30").number());
}

TEST_CASE("an act of which nobody says whether it was done leaves the duty open", "[judge]") {
  const findings::Judgement before = deadline(unknown_day()).judge("2024-05-20");
  CHECK(before.status == Status::indeterminate);
  CHECK(before.undecided == findings::bit(Part::done));
  CHECK(deadline(unknown_day()).status(today) == Status::indeterminate);
}

TEST_CASE("an exemption counts where the duty was not met in time", "[judge]") {
  CHECK(deadline(on("2024-05-31")).set(Part::exempt, yes()).status(today) == Status::met);
  CHECK(deadline(on("2024-06-01")).set(Part::exempt, yes()).status(today) == Status::exempt);
  CHECK(deadline(not_happened()).set(Part::exempt, yes()).status("2024-05-20") == Status::exempt);
  CHECK(deadline(not_happened()).set(Part::exempt, nobody_says()).status("2024-05-20") == Status::indeterminate);
  CHECK(deadline(on("2024-05-31")).set(Part::exempt, nobody_says()).status(today) == Status::met);
  CHECK(deadline(unknown_day()).set(Part::exempt, yes()).status(today) == Status::indeterminate);
}

TEST_CASE("an excuse is looked at only when the duty is late", "[judge]") {
  CHECK(deadline(not_happened()).set(Part::excused, yes()).status("2024-05-31") == Status::due);
  CHECK(deadline(not_happened()).set(Part::excused, nobody_says()).status("2024-05-31") == Status::due);
  CHECK(deadline(not_happened()).set(Part::excused, yes()).status(today) == Status::exempt);
  CHECK(deadline(on("2024-06-01")).set(Part::excused, yes()).status(today) == Status::exempt);
  CHECK(deadline(on("2024-06-01")).set(Part::excused, no()).status(today) == Status::met_late);
  const findings::Judgement open = deadline(on("2024-06-01")).set(Part::excused, nobody_says()).judge(today);
  CHECK(open.status == Status::indeterminate);
  CHECK(open.undecided == findings::bit(Part::excused));
}

TEST_CASE("what is late but for an unknown excuse or exemption says so", "[judge]") {
  for (const Part part : {Part::excused, Part::exempt}) {
    const findings::Judgement late = deadline(on("2024-06-03")).set(part, nobody_says()).judge(today);
    CHECK(late.status == Status::indeterminate);
    CHECK(late.provisional == Status::met_late);
    CHECK(late.days == 3);
    const findings::Judgement overdue = deadline(not_happened()).set(part, nobody_says()).judge(today);
    CHECK(overdue.provisional == Status::overdue);
    CHECK(overdue.days == deadline(not_happened()).judge(today).days);
    CHECK_FALSE(deadline(on("2024-05-31")).set(part, nobody_says()).judge(today).provisional);
    CHECK_FALSE(deadline(not_happened()).set(part, nobody_says()).judge("2024-05-31").provisional);
    CHECK_FALSE(deadline(not_happened()).set(part, no()).judge(today).provisional);
    CHECK_FALSE(deadline(not_happened()).set(part, yes()).judge(today).provisional);
    // Nothing else may be open: whether it was done, when, or whether it lapsed.
    CHECK_FALSE(deadline(unknown_day()).set(part, nobody_says()).judge(today).provisional);
    CHECK_FALSE(deadline(not_happened()).set(part, nobody_says()).set(Part::ends, unknown_day()).judge(today).provisional);
    CHECK_FALSE(deadline(not_happened()).set(part, nobody_says()).set(Part::due, unknown_day()).judge(today).provisional);
    CHECK_FALSE(deadline(not_happened()).set(part, nobody_says()).set(Part::applies, nobody_says()).judge(today).provisional);
  }
  CHECK(deadline(on("2024-06-01")).set(Part::exempt, nobody_says()).set(Part::excused, nobody_says()).judge(today).provisional ==
        Status::met_late);
  CHECK(deadline(on("2024-06-01")).set(Part::exempt, nobody_says()).set(Part::excused, yes()).judge(today).status ==
        Status::exempt);
}

TEST_CASE("a duty that ends after its last day was missed and is not overdue for ever", "[judge]") {
  const auto ended = [](const char* day) {
    Bench bench = deadline(not_happened());
    bench.set(Part::ends, on(day));
    return bench;
  };
  CHECK(ended("2024-06-01").status(today) == Status::breached);
  CHECK(ended("2024-06-01").judge(today).days == 1);
  CHECK(ended("2024-06-01").judge("2026-06-01").days == 1);
  CHECK(ended("2024-06-01").judge(today).dates_until == feel::forever);
  CHECK(ended("2024-06-20").status("2024-06-19") == Status::overdue);  // a planned end is no end
  CHECK(ended("2024-06-20").status("2024-06-20") == Status::breached);
  CHECK(ended("2024-06-20").set(Part::excused, yes()).status(today) == Status::exempt);
  CHECK(deadline(on("2024-06-02")).set(Part::ends, on("2024-06-03")).status(today) == Status::met_late);
}

TEST_CASE("a duty lapses if it ends on or before its last day", "[judge]") {
  CHECK(deadline(not_happened()).set(Part::ends, on("2024-05-31")).status(today) == Status::not_applicable);
  CHECK(deadline(not_happened()).set(Part::ends, on("2024-06-01")).status("2024-05-31") == Status::due);
  CHECK(deadline(not_happened()).set(Part::ends, not_happened()).status(today) == Status::overdue);
  CHECK(deadline(not_happened()).set(Part::ends, on("2024-05-31")).status("2024-05-20") == Status::due);
  CHECK(deadline(not_happened()).set(Part::ends, unknown_day()).status(today) == Status::indeterminate);
  CHECK(deadline(on("2024-05-02")).set(Part::ends, unknown_day()).status(today) == Status::met);
}

TEST_CASE("an unknown last day leaves open whether it has passed", "[judge]") {
  Bench bench = deadline(not_happened());
  bench.set(Part::due, unknown_day());
  const findings::Judgement open = bench.judge(today);
  CHECK(open.status == Status::indeterminate);
  CHECK(open.undecided == findings::bit(Part::due));
  CHECK(bench.set(Part::exempt, yes()).status(today) == Status::exempt);
}

TEST_CASE("a duty without a clock is due until it is done", "[judge]") {
  Bench bench;
  bench.set(Part::done_when, no());
  CHECK(bench.status(today) == Status::due);
  CHECK(bench.judge(today).dates_until == feel::forever);
  CHECK(bench.set(Part::done_when, yes()).status(today) == Status::met);
  CHECK(bench.set(Part::done_when, nobody_says()).status(today) == Status::indeterminate);
  CHECK(bench.set(Part::done, on("2024-05-01")).status(today) == Status::met);
  CHECK(bench.judge(today).done == day("2024-05-01"));
  CHECK(bench.set(Part::done, not_happened()).set(Part::done_when, no()).set(Part::ends, on("2024-05-01")).status(today) ==
        Status::not_applicable);
  CHECK(bench.set(Part::ends, not_happened()).set(Part::exempt, yes()).status(today) == Status::exempt);
}

TEST_CASE("a prohibition is breached by what it forbids and met otherwise", "[judge]") {
  Bench bench;
  bench.plan.modality = Modality::must_not;
  bench.set(Part::done, not_happened());
  CHECK(bench.status(today) == Status::met);
  CHECK(bench.set(Part::done, on("2024-05-01")).status(today) == Status::breached);
  CHECK(bench.set(Part::exempt, yes()).status(today) == Status::exempt);
  CHECK(bench.set(Part::done, unknown_day()).status(today) == Status::indeterminate);
}

TEST_CASE("a threshold takes the first level that holds", "[judge]") {
  const auto threshold = [](Cell first, Cell second, const char* second_name = "b") {
    Bench bench;
    bench.plan.kind = RuleKind::threshold;
    bench.row("a", first).row(second_name, second);
    return bench.judge(today);
  };
  CHECK(threshold(yes(), yes()).row == 0);
  CHECK(threshold(yes(), nobody_says()).status == Status::level);
  CHECK(threshold(no(), yes()).row == 1);
  CHECK(threshold(no(), no()).status == Status::none);
  CHECK(threshold(Cell::null(feel::Kind::boolean), no()).status == Status::none);
  CHECK(threshold(nobody_says(), yes()).status == Status::indeterminate);
  CHECK(threshold(nobody_says(), yes()).undecided == findings::bit(Part::rows));
  CHECK(threshold(no(), nobody_says()).status == Status::indeterminate);
  CHECK(threshold(nobody_says(), yes(), "a").status == Status::level);
}

TEST_CASE("a condition answers eligibility and permission and expectation", "[judge]") {
  struct Row {
    RuleKind kind;
    Status yes, no;
  };
  const Row row = GENERATE(Row{RuleKind::eligibility, Status::eligible, Status::not_eligible},
                           Row{RuleKind::permission, Status::permitted, Status::not_established},
                           Row{RuleKind::expectation, Status::in_place, Status::not_in_place});
  Bench bench;
  bench.plan.kind = row.kind;
  CHECK(bench.set(Part::condition, yes()).status(today) == row.yes);
  CHECK(bench.set(Part::condition, no()).status(today) == row.no);
  CHECK(bench.set(Part::condition, Cell::null(feel::Kind::boolean)).status(today) == row.no);
  CHECK(bench.set(Part::condition, nobody_says()).status(today) == Status::indeterminate);
  CHECK(bench.set(Part::applies, no()).status(today) == Status::not_applicable);
}

TEST_CASE("a definition gives its value unless it is unknown", "[judge]") {
  Bench bench;
  bench.plan.kind = RuleKind::definition;
  CHECK(bench.set(Part::value, Cell::integer(3)).status(today) == Status::value);
  CHECK(bench.set(Part::value, Cell::null(feel::Kind::date)).status(today) == Status::value);
  CHECK(bench.set(Part::value, Cell::unknown(feel::Kind::number)).status(today) == Status::indeterminate);
}

TEST_CASE("cells that were read bound how long an answer holds", "[judge]") {
  Cell soon = no();
  soon.valid_until = day("2024-07-01").number();
  CHECK(deadline(not_happened()).set(Part::exempt, soon).judge(today).cells_until == soon.valid_until);
  CHECK(deadline(on("2024-05-31")).set(Part::exempt, soon).judge(today).cells_until == feel::forever);
}

TEST_CASE("settling an unknown never flips a settled status", "[judge]") {
  // Every combination of readings of a deadline; each unknown is then replaced by each of its readings.
  const std::vector<Cell> truths{yes(), no(), nobody_says()};
  const std::vector<Cell> dones{not_happened(), on("2024-05-20"), on("2024-06-02"), unknown_day()};
  const std::vector<Cell> ends{not_happened(), on("2024-05-25"), on("2024-06-02"), unknown_day()};
  const std::vector<Cell> dues{on("2024-05-31"), on("2024-06-20"), unknown_day()};
  const std::vector<rulebook::ClockKind> clocks{rulebook::ClockKind::within, rulebook::ClockKind::minimum_retention};
  std::size_t settled = 0;
  for (const auto clock : clocks) {
    const auto status = [&](std::size_t applies, std::size_t exempt, std::size_t excused, std::size_t done, std::size_t end,
                            std::size_t due) {
      Bench bench = Bench::clock(clock, DayUnit::days, on("2024-05-01"), dues[due]);
      return bench.set(Part::applies, truths[applies])
          .set(Part::exempt, truths[exempt])
          .set(Part::excused, truths[excused])
          .set(Part::done, dones[done])
          .set(Part::ends, ends[end])
          .status(today);
    };
    for (std::size_t i = 0; i < 3 * 3 * 3 * 4 * 4 * 3; ++i) {
      const std::size_t a = i % 3, x = i / 3 % 3, u = i / 9 % 3, d = i / 27 % 4, e = i / 108 % 4, l = i / 432;
      const Status before = status(a, x, u, d, e, l);
      if (before == Status::indeterminate) continue;
      ++settled;
      bool same = true;
      for (std::size_t n = 0; n < 3; ++n) {
        if (a == 2) same = same && status(n, x, u, d, e, l) == before;
        if (x == 2) same = same && status(a, n, u, d, e, l) == before;
        if (u == 2) same = same && status(a, x, n, d, e, l) == before;
        if (d == 3) same = same && status(a, x, u, n, e, l) == before;
        if (e == 3) same = same && status(a, x, u, d, n, l) == before;
        if (l == 2) same = same && status(a, x, u, d, e, n) == before;
      }
      INFO("combination " << i);
      REQUIRE(same);
    }
  }
  CHECK(settled > 500);
}
