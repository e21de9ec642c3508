#include "unit/program/sample.hpp"

#include "feel/builtins.hpp"
#include "feel/kernels.hpp"
#include "program/apply.hpp"

using namespace dutybound;
using namespace dutybound::testing;
using program::Op;

namespace {

Cell over(Op op, std::initializer_list<Cell> operands, std::string_view when = "2024-06-30", std::uint32_t immediate = 0) {
  Program program;
  program.calendar = std::make_shared<const Calendar>(
      "test", day("2024-01-01"), day("2024-12-31"),
      std::vector<Holiday>{{day("2024-03-29"), "Good Friday"}, {day("2024-04-01"), "Easter Monday"}});
  program.constants = {Cell::integer(7)};
  rulebook::Parameter changing;
  changing.rows = {{day("2024-01-01"), 5, {}}, {day("2024-06-01"), 10, {}}};
  program.parameters = {changing, rulebook::Parameter{}};
  feel::Arena arena;
  program::Instruction i;
  i.op = op;
  i.immediate = immediate;
  const std::vector<Cell> cells(operands);
  return program::apply(i, cells, {program, {day(when), DateTime::end_of(day(when))}, arena});
}

}  // namespace

TEST_CASE("a comparison with as_at says until when it holds") {
  const Cell x = on("2024-06-30");
  const auto truth = [&](Op op, std::string_view when) {
    const Cell c = over(op, {x}, when);
    REQUIRE(c.is_known());
    return std::pair{c.is_true(), c.valid_until};
  };
  const std::int32_t that_day = day("2024-06-30").number();
  const std::int32_t next_day = that_day + 1;
  CHECK(truth(Op::as_at_less, "2024-06-29") == std::pair{true, that_day});
  CHECK(truth(Op::as_at_less, "2024-06-30") == std::pair{false, feel::forever});
  CHECK(truth(Op::as_at_less_or_equal, "2024-06-30") == std::pair{true, next_day});
  CHECK(truth(Op::as_at_less_or_equal, "2024-07-01") == std::pair{false, feel::forever});
  CHECK(truth(Op::as_at_greater, "2024-06-30") == std::pair{false, next_day});
  CHECK(truth(Op::as_at_greater, "2024-07-01") == std::pair{true, feel::forever});
  CHECK(truth(Op::as_at_greater_or_equal, "2024-06-29") == std::pair{false, that_day});
  CHECK(truth(Op::as_at_greater_or_equal, "2024-06-30") == std::pair{true, feel::forever});
  CHECK(truth(Op::as_at_equal, "2024-06-29") == std::pair{false, that_day});
  CHECK(truth(Op::as_at_equal, "2024-06-30") == std::pair{true, next_day});
  CHECK(truth(Op::as_at_equal, "2024-07-01") == std::pair{false, feel::forever});
}

TEST_CASE("a comparison of as_at changes no later than what it is compared with") {
  const Cell soon = feel::until(on("2024-12-31"), day("2024-07-02").number());
  CHECK(over(Op::as_at_less, {soon}).valid_until == day("2024-07-02").number());
  CHECK(over(Op::as_at_less, {feel::until(Cell::null(Kind::date), 7)}).is_null());
  CHECK(over(Op::as_at_less, {feel::until(Cell::null(Kind::date), 7)}).valid_until == 7);
  CHECK(over(Op::as_at_less, {Cell::unknown(Kind::date)}).is_unknown());
}

TEST_CASE("as_at itself changes every day") {
  CHECK(over(Op::as_at, {}).date() == day("2024-06-30"));
  CHECK(over(Op::as_at, {}).valid_until == day("2024-07-01").number());
}

TEST_CASE("an age at as_at holds until the next birthday") {
  const Cell before = over(Op::age_now, {on("2010-07-01")});
  CHECK(before.payload.number.to_integer() == 13);
  CHECK(before.valid_until == day("2024-07-01").number());
  const Cell after = over(Op::age_now, {on("2010-07-01")}, "2024-07-01");
  CHECK(after.payload.number.to_integer() == 14);
  CHECK(after.valid_until == day("2025-07-01").number());
  CHECK(over(Op::age_now, {Cell::null(Kind::date)}).is_null());
}

TEST_CASE("a parameter is the one in force on the day") {
  CHECK(over(Op::parameter, {on("2024-05-31")}).payload.number.to_integer() == 5);
  CHECK(over(Op::parameter, {on("2024-06-01")}).payload.number.to_integer() == 10);
  CHECK(over(Op::parameter, {on("2023-12-31")}).is_unknown());
  CHECK(over(Op::parameter, {Cell::null(Kind::date)}).is_null());
  CHECK(over(Op::parameter, {on("2024-06-01")}, "2024-06-30", 1).is_unknown());
  const Cell now = over(Op::parameter_now, {}, "2024-03-01");
  CHECK(now.payload.number.to_integer() == 5);
  CHECK(now.valid_until == day("2024-06-01").number());
  CHECK(over(Op::parameter_now, {}, "2024-06-01").valid_until == feel::forever);
  CHECK(over(Op::parameter_now, {}, "2023-12-01").valid_until == day("2024-01-01").number());
}

TEST_CASE("an event after as_at has not happened yet and will on its day") {
  const program::Moment noon{day("2024-06-30"), DateTime::parse("2024-06-30T12:00").value()};
  const program::Moment whole_day{day("2024-06-30"), DateTime::end_of(day("2024-06-30"))};
  CHECK(program::seen(on("2024-06-30"), noon).is_known());
  const Cell tomorrow = program::seen(on("2024-07-01"), noon);
  CHECK(tomorrow.is_null());
  CHECK(tomorrow.valid_until == day("2024-07-01").number());
  CHECK(program::seen(at("2024-06-30T12:00"), noon).is_known());
  const Cell later = program::seen(at("2024-06-30T12:01"), noon);
  CHECK(later.is_null());
  CHECK(later.valid_until == day("2024-06-30").number());
  CHECK(program::seen(at("2024-06-30T23:59"), whole_day).is_known());
  CHECK(program::seen(at("2024-07-01T00:00"), whole_day).is_null());
}

TEST_CASE("an event of an unrecorded time on the day of as_at may have happened") {
  const program::Moment noon{day("2024-06-30"), DateTime::parse("2024-06-30T12:00").value()};
  const program::Moment whole_day{day("2024-06-30"), DateTime::end_of(day("2024-06-30"))};
  CHECK(program::seen(some_time_on("2024-06-30"), noon).is_unknown());
  CHECK(program::seen(some_time_on("2024-06-30"), whole_day).is_known());
  CHECK(program::seen(some_time_on("2024-06-29"), noon).is_known());
  CHECK(program::seen(some_time_on("2024-07-01"), noon).is_null());
  CHECK(program::seen(Cell::null(Kind::date_time), noon).is_null());
  CHECK(program::seen(Cell::unknown(Kind::date_time), noon).is_unknown());
}

TEST_CASE("a local closure day is an ordinary day of statute") {
  const Calendar calendar("closed", day("2024-12-01"), day("2024-12-31"), {{day("2024-12-26"), "Boxing Day"}});
  const Calendar closed = calendar.with_closures({{day("2024-12-27"), "Office closed"}});
  CHECK(program::ordinary_day(on("2024-12-25"), closed).date() == day("2024-12-27"));
}

TEST_CASE("a bank holiday at a weekend is no ordinary day of statute and changes no count") {
  const Calendar calendar("of 2026", day("2026-12-01"), day("2026-12-31"),
                          {{day("2026-12-25"), "Christmas Day"}, {day("2026-12-28"), "Boxing Day (substitute)"}},
                          {{day("2026-12-26"), "Boxing Day (Saturday)"}});
  CHECK(program::ordinary_day(on("2026-12-26"), calendar).date() == day("2026-12-29"));
  CHECK(program::ordinary_day(on("2026-12-19"), calendar).date() == day("2026-12-19"));
  CHECK(calendar.add_working_days(day("2026-12-24"), 1) == day("2026-12-29"));
  CHECK(calendar.skipped(day("2026-12-24"), day("2026-12-29")).size() == 2);
  CHECK(calendar.with_closures({{day("2026-12-24"), "Closed"}}).is_bank_holiday(day("2026-12-26")));
}

TEST_CASE("a day that is not ordinary moves on to the next that is") {
  const auto moved = [](std::string_view from) { return over(Op::ordinary_day, {on(from)}).date(); };
  CHECK(moved("2024-03-28") == day("2024-03-28"));
  CHECK(moved("2024-03-29") == day("2024-03-30"));  // Good Friday; a Saturday is ordinary
  CHECK(moved("2024-03-31") == day("2024-04-02"));  // Easter Sunday, then the Monday
  CHECK(moved("2024-12-25") == day("2024-12-26"));  // Christmas Day although this list lacks it
  CHECK(over(Op::ordinary_day, {on("2025-01-01")}).is_unknown());
  CHECK(over(Op::ordinary_day, {Cell::null(Kind::date)}).is_null());
}

TEST_CASE("operations on values are the kernels of FEEL") {
  const Cell yes = Cell::boolean(true);
  const Cell no = Cell::boolean(false);
  const Cell nobody_says = Cell::unknown(Kind::boolean);
  CHECK(over(Op::constant, {}).payload.number.to_integer() == 7);
  CHECK(over(Op::conjunction, {yes, nobody_says, no, yes}).is_false());
  CHECK(over(Op::conjunction, {yes, nobody_says, Cell::null()}).is_unknown());
  CHECK(over(Op::disjunction, {no, nobody_says, no, yes}).is_true());
  CHECK(over(Op::negation, {no}).is_true());
  CHECK(over(Op::conditional, {nobody_says, Cell::integer(1), Cell::integer(1)}).payload.number.to_integer() == 1);
  CHECK(over(Op::equal, {Cell::integer(2), Cell::integer(2)}).is_true());
  CHECK(over(Op::less, {Cell::integer(1), Cell::integer(2)}).is_true());
  CHECK(over(Op::less_or_equal, {Cell::integer(2), Cell::integer(2)}).is_true());
  CHECK(over(Op::add, {Cell::integer(1), Cell::integer(2)}).payload.number.to_integer() == 3);
  CHECK(over(Op::subtract, {Cell::integer(1), Cell::integer(2)}).payload.number.to_integer() == -1);
  CHECK(over(Op::multiply, {Cell::integer(3), Cell::integer(2)}).payload.number.to_integer() == 6);
  CHECK(over(Op::divide, {Cell::integer(6), Cell::integer(2)}).payload.number.to_integer() == 3);
  CHECK(over(Op::power, {Cell::integer(3), Cell::integer(2)}).payload.number.to_integer() == 9);
  CHECK(over(Op::negate, {Cell::integer(3)}).payload.number.to_integer() == -3);
  CHECK(over(Op::day_of, {at("2024-06-30T23:30")}).date() == day("2024-06-30"));
  CHECK(over(Op::call, {on("2024-03-28"), Cell::integer(1)}, "2024-06-30",
             static_cast<std::uint32_t>(feel::Builtin::add_working_days))
            .date() == day("2024-04-02"));
}
