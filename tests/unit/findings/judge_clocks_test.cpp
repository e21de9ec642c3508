// Every kind of clock in every unit: boundary days, and how many days early or late.
#include "bench.hpp"

using namespace dutybound;
using namespace dutybound::testing;
using rulebook::ClockKind;

TEST_CASE("working days late and early are counted by the calendar", "[judge][clock]") {
  const auto bench = [](Cell done) {
    Bench b = Bench::clock(ClockKind::within, DayUnit::working_days, on("2024-03-07"), on("2024-03-28"));
    b.set(Part::done, done);
    return b;
  };
  CHECK(bench(on("2024-03-28")).judge("2024-05-01").days == 0);
  CHECK(bench(on("2024-03-26")).judge("2024-05-01").days == -2);
  CHECK(bench(on("2024-04-02")).judge("2024-05-01").days == 1);  // Good Friday, a weekend, Easter Monday
  CHECK(bench(not_happened()).judge("2024-03-28").days == 0);
  CHECK(bench(not_happened()).judge("2024-03-22").days == -4);
  CHECK(bench(not_happened()).judge("2024-04-04").days == 3);
  CHECK(bench(not_happened()).judge("2024-04-04").day_unit == DayUnit::working_days);
  // The duty is late on a day off all the same: by one working day, never by none, which would read as in time.
  CHECK(bench(not_happened()).judge("2024-03-29").status == Status::overdue);
  CHECK(bench(not_happened()).judge("2024-03-29").days == 1);
  CHECK(bench(on("2024-03-30")).judge("2024-05-01").days == 1);
  CHECK(bench(on("2024-04-06")).judge("2024-05-01").days == 4);  // a Saturday: Tuesday to Friday have gone
  // On a day off before the last day, that day is still to come.
  CHECK(bench(not_happened()).judge("2024-03-24").days == -4);
  CHECK(bench(on("2024-03-24")).judge("2024-05-01").days == -4);
  // Beyond the calendar's last day the count is not known.
  CHECK(bench(not_happened()).judge("2025-02-01").status == Status::overdue);
  CHECK_FALSE(bench(not_happened()).judge("2025-02-01").days);
}

TEST_CASE("months and weeks and days are counted in calendar days", "[judge][clock]") {
  const DayUnit unit = GENERATE(DayUnit::days, DayUnit::weeks, DayUnit::months);
  Bench bench = Bench::clock(ClockKind::recurring, unit, on("2024-03-01"), on("2024-05-31"));
  CHECK(bench.judge("2024-06-03").days == 3);
  CHECK(bench.judge("2024-06-03").day_unit == DayUnit::days);
  CHECK(bench.judge("2024-05-30").days == -1);
}

TEST_CASE("a target is kept if the act came early enough before it", "[judge][clock]") {
  Bench bench = Bench::clock(ClockKind::before_target, DayUnit::working_days, on("2024-06-14"), on("2024-06-05"));
  CHECK(bench.status("2024-06-05") == Status::due);
  CHECK(bench.status("2024-06-06") == Status::overdue);
  CHECK(bench.set(Part::done, on("2024-06-06")).status("2024-06-20") == Status::met_late);
  CHECK(bench.judge("2024-06-20").trigger == day("2024-06-14"));
}

TEST_CASE("a fixed date and a maximum duration are deadlines", "[judge][clock]") {
  const ClockKind kind = GENERATE(ClockKind::fixed_date, ClockKind::maximum_duration);
  Bench bench = Bench::clock(kind, DayUnit::days, on("2024-06-05"), on("2024-06-05"));
  CHECK(bench.status("2024-06-05") == Status::due);
  CHECK(bench.status("2024-06-06") == Status::overdue);
  CHECK(bench.set(Part::done, on("2024-06-05")).status("2024-06-20") == Status::met);
}

TEST_CASE("what has to be kept is due until its day and met from then on", "[judge][clock]") {
  Bench bench = Bench::clock(ClockKind::minimum_retention, DayUnit::months, on("2014-06-05"), on("2024-06-05"));
  CHECK(bench.status("2024-06-04") == Status::due);
  CHECK(bench.judge("2024-06-04").dates_until == day("2024-06-05").number());
  CHECK(bench.status("2024-06-05") == Status::met);
  CHECK_FALSE(bench.judge("2024-06-05").days);
  CHECK(bench.set(Part::done, on("2024-06-04")).status("2024-07-01") == Status::breached);
  CHECK(bench.judge("2024-07-01").days == -1);
  CHECK(bench.set(Part::exempt, yes()).status("2024-07-01") == Status::exempt);
  CHECK(bench.set(Part::done, on("2024-06-05")).status("2024-07-01") == Status::met);
}

TEST_CASE("what was given up before its keeper's duty ended is breached", "[judge][clock]") {
  Bench bench = Bench::clock(ClockKind::minimum_retention, DayUnit::months, on("2014-06-05"), on("2024-06-05"));
  bench.set(Part::done, on("2024-03-01"));
  CHECK(bench.set(Part::ends, on("2024-02-01")).status("2024-07-01") == Status::not_applicable);
  CHECK(bench.set(Part::ends, on("2024-04-01")).status("2024-07-01") == Status::breached);
}

TEST_CASE("hours are whole and rounded up when late", "[judge][clock]") {
  const auto bench = [](Cell done) {
    Bench b = Bench::clock(ClockKind::within, DayUnit::hours, at("2024-06-03T10:00"), at("2024-06-06T10:00"));
    b.set(Part::done, done);
    return b;
  };
  CHECK(bench(at("2024-06-06T10:00")).status("2024-06-10") == Status::met);
  CHECK(bench(at("2024-06-06T10:00")).judge("2024-06-10").days == 0);
  CHECK(bench(at("2024-06-06T10:01")).status("2024-06-10") == Status::met_late);
  CHECK(bench(at("2024-06-06T10:01")).judge("2024-06-10").days == 1);
  CHECK(bench(at("2024-06-06T08:30")).judge("2024-06-10").days == -1);
  CHECK(bench(at("2024-06-06T08:30")).judge("2024-06-10").due_at == DateTime::parse("2024-06-06T10:00"));
  CHECK(bench(not_happened()).status("2024-06-05") == Status::due);
  CHECK(bench(not_happened()).status("2024-06-06") == Status::overdue);  // at the day's end
  CHECK(bench(not_happened()).judge("2024-06-05").dates_until == day("2024-06-06").number());
  const auto moment = [](const char* time) { return engine::AsAt{day("2024-06-06"), DateTime::parse(time)}; };
  CHECK(bench(not_happened()).judge(moment("2024-06-06T10:00")).status == Status::due);
  CHECK(bench(not_happened()).judge(moment("2024-06-06T10:00")).dates_until == day("2024-06-06").number());
  CHECK(bench(not_happened()).judge(moment("2024-06-06T10:01")).status == Status::overdue);
}

TEST_CASE("a day without its time decides hours only where any time of it would", "[judge][clock]") {
  const auto bench = [](Cell due, Cell done) {
    Bench b = Bench::clock(ClockKind::within, DayUnit::hours, at("2024-06-03T10:00"), due);
    b.set(Part::done, done);
    return b;
  };
  CHECK(bench(at("2024-06-06T10:00"), some_time_on("2024-06-05")).status("2024-06-10") == Status::met);
  CHECK(bench(at("2024-06-06T10:00"), some_time_on("2024-06-07")).status("2024-06-10") == Status::met_late);
  const findings::Judgement open = bench(at("2024-06-06T10:00"), some_time_on("2024-06-06")).judge("2024-06-10");
  CHECK(open.status == Status::indeterminate);
  CHECK((open.undecided & findings::bit(Part::done)) != 0);
  CHECK(open.done == day("2024-06-06"));
  CHECK(bench(some_time_on("2024-06-06"), at("2024-06-06T10:00")).status("2024-06-10") == Status::indeterminate);
  CHECK(bench(some_time_on("2024-06-06"), not_happened()).status("2024-06-06") == Status::indeterminate);
  CHECK(bench(some_time_on("2024-06-06"), not_happened()).status("2024-06-07") == Status::overdue);
  CHECK(bench(some_time_on("2024-06-06"), not_happened()).status("2024-06-05") == Status::due);
  CHECK_FALSE(bench(some_time_on("2024-06-06"), not_happened()).judge("2024-06-05").due_at);
  // A date on its own is a day of unknown time too.
  CHECK(bench(at("2024-06-06T10:00"), on("2024-06-06")).status("2024-06-10") == Status::indeterminate);
}

TEST_CASE("a clock in days takes the civil day of an instant", "[judge][clock]") {
  Bench bench = Bench::clock(ClockKind::within, DayUnit::days, at("2024-06-03T10:00"), on("2024-06-06"));
  CHECK(bench.set(Part::done, at("2024-06-06T23:59")).status("2024-06-10") == Status::met);
  CHECK(bench.judge("2024-06-10").done == day("2024-06-06"));
  CHECK(bench.set(Part::done, at("2024-06-07T00:00")).status("2024-06-10") == Status::met_late);
}

TEST_CASE("dates are not told of a duty that does not apply", "[judge][clock]") {
  Bench bench = Bench::clock(ClockKind::within, DayUnit::days, on("2024-06-03"), on("2024-06-06"));
  const findings::Judgement judgement = bench.set(Part::applies, no()).judge("2024-06-10");
  CHECK(judgement.trigger == day("2024-06-03"));
  CHECK_FALSE(judgement.due);
  CHECK_FALSE(judgement.days);
  CHECK_FALSE(judgement.day_unit);
}
