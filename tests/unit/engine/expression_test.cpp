// Expressions from text to cell: what the compiler and the driver make of each form.
#include "unit/program/sample.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

const auto nothing = [](CaseOf&) {};

std::int64_t number(const Cell& cell) {
  REQUIRE(cell.is_known());
  return cell.payload.number.to_integer().value();
}

/// Three visits: alone, not alone, nobody says; 10, 20, 30 minutes.
void three_visits(CaseOf& facts) {
  facts.visits({"2024-01-10", "2024-02-10", ""});
  facts.set("visit", "alone", Cell::boolean(true), 0).set("visit", "alone", Cell::boolean(false), 1);
  for (std::uint32_t n = 0; n < 3; ++n) facts.set("visit", "minutes", Cell::integer(10 * (n + 1)), n);
}

}  // namespace

TEST_CASE("arithmetic and comparison") {
  CHECK(number(evaluate("1 + 2 * 3 - 4 / 2 + 2 ** 3 - -1", nothing)) == 14);
  CHECK(evaluate("1 < 2 and 2 <= 2 and 3 > 2 and 3 >= 3 and 1 = 1 and 1 != 2", nothing).is_true());
  CHECK(evaluate("2 between 1 and 3", nothing).is_true());
  CHECK(evaluate("2 in [1..2]", nothing).is_true());
  CHECK(evaluate("2 in [1..2)", nothing).is_false());
  CHECK(evaluate("1 in (1..2]", nothing).is_false());
  CHECK(evaluate("2 in [1, 3]", nothing).is_false());
  CHECK(evaluate("2 in (< 3)", nothing).is_true());
  CHECK(evaluate("if 1 > 2 then 1 else 2", nothing).payload.number.to_integer() == 2);
}

TEST_CASE("records fields and events") {
  const auto fill = [](CaseOf& facts) {
    facts.set("child", "date_of_birth", on("2010-07-01"), facts.add("child"));
    facts.add("episode", 0, 0);
    facts.set("episode", "opened_at", on("2024-07-01")).set("episode", "outcome", Cell::enumeration(0));
  };
  CHECK(evaluate("child.date_of_birth", fill).date() == day("2010-07-01"));
  CHECK(evaluate("case.child.date_of_birth = child.date_of_birth", fill).is_true());
  CHECK(evaluate("happened(episodes[1].opened_at)", fill).is_false());
  CHECK(evaluate("happened(episodes[1].opened_at)", fill).valid_until == day("2024-07-01").number());
  CHECK(evaluate("episodes[1].outcome = \"help\"", fill).is_true());
  CHECK(evaluate("episodes[1].outcome in [\"no_further_action\"]", fill).is_false());
  CHECK(evaluate("known(child.disabled)", fill).is_false());
  CHECK(evaluate("episodes[1].referral.urgent", fill).is_unknown());
}

TEST_CASE("a field of a child that is known to be absent is null") {
  const auto fill = [](CaseOf& facts) { facts.none("child"); };
  CHECK(evaluate("child.disabled", fill).is_null());
  CHECK(evaluate("happened(child)", fill).is_false());
}

TEST_CASE("ages are compared until the birthday that decides") {
  const auto fill = [](CaseOf& facts) { facts.set("child", "date_of_birth", on("2010-07-01"), facts.add("child")); };
  const Cell minor = evaluate("age(child.date_of_birth, as_at) < 18", fill);
  CHECK(minor.is_true());
  CHECK(minor.valid_until == day("2028-07-01").number());
  CHECK(evaluate("18 > age(child.date_of_birth, as_at)", fill).valid_until == day("2028-07-01").number());
  CHECK(evaluate("age(child.date_of_birth, as_at) <= 17", fill).valid_until == day("2028-07-01").number());
  CHECK(evaluate("age(child.date_of_birth, as_at) >= parameter(\"adult\")", fill).valid_until == day("2028-07-01").number());
  CHECK(evaluate("age(child.date_of_birth, as_at) > 10", fill).valid_until == feel::forever);
  const Cell exact = evaluate("age(child.date_of_birth, as_at) = 13", fill);
  CHECK(exact.is_true());
  CHECK(exact.valid_until == day("2024-07-01").number());
  CHECK(evaluate("age(child.date_of_birth, as_at) between 13 and 15", fill).is_true());
  CHECK(evaluate("age(child.date_of_birth, as_at) in [14..15]", fill).is_false());
  CHECK(evaluate("age(child.date_of_birth, as_at) in [14..15]", fill).valid_until == day("2024-07-01").number());
  CHECK(number(evaluate("age(child.date_of_birth, as_at)", fill)) == 13);
  CHECK(evaluate("age(child.date_of_birth, as_at)", fill).valid_until == day("2024-07-01").number());
  CHECK(number(evaluate("age(child.date_of_birth, @\"2020-07-01\")", fill)) == 10);
}

TEST_CASE("every rewriting of an age agrees with the age itself around each birthday") {
  const auto fill = [](CaseOf& facts) { facts.set("child", "date_of_birth", on("2008-02-29"), facts.add("child")); };
  for (const std::string when : {"2024-02-28", "2024-02-29", "2025-02-28", "2025-03-01", "2026-02-28", "2026-03-01"}) {
    for (const std::string years : {"15", "16", "17", "18"}) {
      for (const std::string op : {"<", "<=", ">", ">=", "=", "!="}) {
        const std::string direct = "age(child.date_of_birth, as_at) " + op + " " + years;
        const std::string general = "abs(age(child.date_of_birth, as_at)) " + op + " " + years;
        INFO(direct << " as at " << when);
        CHECK(evaluate(direct, fill, when).is_true() == evaluate(general, fill, when).is_true());
      }
    }
  }
}

TEST_CASE("parameters are those of the day") {
  CHECK(number(evaluate("parameter(\"limit\")", nothing)) == 10);
  CHECK(number(evaluate("parameter(\"limit\")", nothing, "2024-05-31")) == 5);
  CHECK(evaluate("parameter(\"limit\")", nothing, "2024-05-31").valid_until == day("2024-06-01").number());
  CHECK(number(evaluate("parameter(\"limit\", @\"2024-02-01\")", nothing)) == 5);
  CHECK(evaluate("parameter(\"local-limit\")", nothing).is_unknown());
  CHECK(evaluate("parameter(\"limit\")", nothing, "2023-05-31").is_unknown());
}

TEST_CASE("some and every are Kleene over what is recorded") {
  CHECK(evaluate("some v in visits satisfies v.alone", three_visits).is_true());
  CHECK(evaluate("every v in visits satisfies v.alone", three_visits).is_false());
  CHECK(evaluate("some v in visits satisfies v.minutes > 25 and v.alone", three_visits).is_unknown());
  CHECK(evaluate("every v in visits satisfies v.minutes > 5", three_visits).is_true());
  CHECK(evaluate("some v in visits satisfies v.alone", nothing).is_unknown());
  CHECK(evaluate("some v in visits satisfies v.alone", [](CaseOf& f) { f.none("visit"); }).is_false());
  CHECK(evaluate("every v in visits satisfies v.alone", [](CaseOf& f) { f.none("visit"); }).is_true());
}

TEST_CASE("filters keep what nobody knows apart") {
  CHECK(evaluate("count(visits[alone])", three_visits).is_unknown());
  CHECK(number(evaluate("count(visits[minutes >= 20])", three_visits)) == 2);
  CHECK(number(evaluate("count(visits[item.minutes >= 20 and item.minutes < 30])", three_visits)) == 1);
  CHECK(evaluate("some v in visits[alone] satisfies v.minutes = 10", three_visits).is_true());
  CHECK(evaluate("some v in visits[alone] satisfies v.minutes = 30", three_visits).is_unknown());
  CHECK(evaluate("every v in visits[alone] satisfies v.minutes < 40", three_visits).is_true());
  CHECK(evaluate("count(visits[alone])", nothing).is_unknown());
}

TEST_CASE("paths and for over lists give lists") {
  CHECK(number(evaluate("sum(visits.minutes)", three_visits)) == 60);
  CHECK(number(evaluate("max(for v in visits return v.minutes + 1)", three_visits)) == 31);
  CHECK(number(evaluate("visits[-1].minutes", three_visits)) == 30);
  CHECK(evaluate("min(visits.held_at)", three_visits).is_unknown());
  CHECK(evaluate("visits[4].minutes", three_visits).is_null());
  CHECK(number(evaluate("count(for v in visits return (for w in visits return v.minutes + w.minutes))", three_visits)) == 3);
  CHECK(number(evaluate("max(flatten(for v in visits return (for w in visits return v.minutes * w.minutes)))", three_visits)) ==
        900);
  CHECK(evaluate("20 in visits.minutes", three_visits).is_true());
  CHECK(evaluate("list contains(visits.minutes, 25)", three_visits).is_false());
}

TEST_CASE("loops stand in loops over the same list") {
  CHECK(number(evaluate("count(visits[some v in visits satisfies v.minutes > item.minutes])", three_visits)) == 2);
  CHECK(evaluate("every v in visits satisfies some w in visits satisfies w.minutes >= v.minutes", three_visits).is_true());
}

TEST_CASE("a condition over many rows is a loop over them") {
  const auto many = [](CaseOf& facts) {
    for (std::uint32_t n = 0; n < 5000; ++n) facts.set("visit", "minutes", Cell::integer(n), facts.add("visit", 0, n));
  };
  CHECK(number(evaluate("count(visits[minutes < 1000])", many)) == 1000);
  CHECK(number(evaluate("sum(for v in visits return v.minutes)", many)) == 12497500);
  CHECK(evaluate("some v in visits satisfies v.minutes = 4999", many).is_true());
}

TEST_CASE("events of a list are seen from as_at one by one") {
  const auto fill = [](CaseOf& facts) { facts.visits({"2024-06-01", "2024-07-15", "2024-08-01"}); };
  CHECK(number(evaluate("count(visits[happened(held_at)])", fill)) == 1);
  CHECK(evaluate("count(visits[happened(held_at)])", fill).valid_until == day("2024-07-15").number());
  CHECK(number(evaluate("count(visits[happened(held_at)])", fill, "2024-07-15")) == 2);
  CHECK(evaluate("every v in visits satisfies happened(v.held_at)", fill).valid_until == day("2024-08-01").number());
}

TEST_CASE("the driver gives what the kernels give") {
  // Every pair of truths, through facts, registers and instructions and by the kernels themselves.
  const std::vector<Cell> truths{Cell::boolean(true), Cell::boolean(false), Cell::null(Kind::boolean),
                                 Cell::unknown(Kind::boolean)};
  const ProgramPtr program = program_of(definition("case", "both", "visits[1].alone and visits[2].alone") +
                                        definition("case", "either", "visits[1].alone or visits[2].alone") +
                                        definition("case", "choice", "if visits[1].alone then visits[2].alone else false") +
                                        definition("case", "same", "visits[1].alone = visits[2].alone"));
  Run run(program);
  for (const Cell& a : truths) {
    for (const Cell& b : truths) {
      CaseOf facts(program);
      facts.visits({"2024-01-01", "2024-01-02"}).set("visit", "alone", a, 0).set("visit", "alone", b, 1);
      const Facts built = facts.build();
      const auto agrees = [&](std::string_view name, const Cell& expected) {
        const Cell& actual = run[value_of(*program, name)];
        return actual.state == expected.state && actual.is_true() == expected.is_true();
      };
      run.over(built, as_at("2024-06-30"), [&](const Instance&) {
        CHECK(agrees("both", feel::conjunction(a, b)));
        CHECK(agrees("either", feel::disjunction(a, b)));
        CHECK(agrees("choice", feel::conditional(a, b, Cell::boolean(false))));
        CHECK(agrees("same", feel::equal(a, b)));
      });
    }
  }
}
