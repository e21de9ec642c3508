#include "unit/program/sample.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

using Words = std::vector<std::string>;

/// Computes the expression over a case, and calls `ask` with the run, the program and the facts where it stands.
template <class Ask>
void over_answer(std::string_view feel, const std::function<void(CaseOf&)>& fill, Ask&& ask,
                 const engine::AsAt& when = as_at("2024-06-30"), std::string_view entity = "case") {
  const ProgramPtr program = program_of(definition(entity, "answer", feel));
  CaseOf facts(program);
  fill(facts);
  const Facts built = facts.build();
  Run run(program);
  run.over(built, when, [&](const Instance&) { ask(run, *program, built); });
}

/// Why the expression is unknown.
Words why(std::string_view feel, const std::function<void(CaseOf&)>& fill, const engine::AsAt& when = as_at("2024-06-30"),
          std::string_view entity = "case") {
  Words all;
  std::vector<Run::Dependency> dependencies;
  over_answer(
      feel, fill,
      [&](Run& run, const Program& program, const Facts& facts) {
        run.unknowns(value_of(program, "answer"), dependencies);
        run.unknowns(value_of(program, "answer"), dependencies);  // asked twice, each is there once
        all = words(program, facts, dependencies);
      },
      when, entity);
  return all;
}

Words read_by(std::string_view feel, const std::function<void(CaseOf&)>& fill) {
  Words all;
  over_answer(feel, fill, [&](Run& run, const Program& program, const Facts& facts) {
    std::vector<Run::Reading> readings;
    run.readings(value_of(program, "answer"), readings);
    for (const Run::Reading& r : readings)
      all.push_back(facts.path_of(r.entity, r.attribute, r.row) + (r.cell.is_known()  ? ""
                                                                   : r.cell.is_null() ? " null"
                                                                                      : " unknown"));
  });
  return all;
}

/// What its value was computed without.
Words passed_over(std::string_view feel, const std::function<void(CaseOf&)>& fill) {
  Words all;
  over_answer(feel, fill, [&](Run& run, const Program& program, const Facts& facts) {
    std::vector<Run::Dependency> dependencies;
    run.passed_over(value_of(program, "answer"), dependencies);
    all = words(program, facts, dependencies);
  });
  return all;
}

/// What something else was taken for, and what.
Words stands_in(std::string_view feel, const std::function<void(CaseOf&)>& fill) {
  Words all;
  over_answer(feel, fill, [&](Run& run, const Program& program, const Facts& facts) {
    std::vector<Run::StandIn> found;
    run.stand_ins(value_of(program, "answer"), found);
    for (const Run::StandIn& each : found)
      all.push_back(facts.path_of(each.fact.entity, each.fact.attribute, each.fact.row) + " = " + each.value.date().to_string());
  });
  return all;
}

void two_visits(CaseOf& facts) {
  facts.add("child");
  facts.visits({"2024-01-10", ""});
  facts.set("visit", "alone", Cell::boolean(true), 0)
      .set("visit", "minutes", Cell::integer(10), 0)
      .set("visit", "minutes", Cell::integer(20), 1);
}

}  // namespace

TEST_CASE("a known answer depends on nothing unknown") {
  CHECK(why("child.disabled or true", two_visits).empty());
  CHECK(why("some v in visits satisfies v.alone", two_visits).empty());
}

TEST_CASE("of an unknown and or or the unknown operands are named") {
  CHECK(why("child.disabled and visits[1].alone", two_visits) == Words{"fact child.disabled"});
  CHECK(why("child.disabled or visits[2].alone", two_visits) == Words{"fact child.disabled", "fact visits[1].alone"});
  CHECK(why("child.date_of_birth < visits[1].held_at", two_visits) == Words{"fact child.date_of_birth"});
}

TEST_CASE("a collection or child that nobody speaks of is named itself") {
  CHECK(why("count(episodes) > 0", two_visits) == Words{"children episodes"});
  CHECK(why("child.disabled", [](CaseOf&) {}) == Words{"children child"});
  CHECK(why("some e in episodes satisfies e.referral.urgent", [](CaseOf& f) {
          f.add("episode", 0, 0);
          f.add("episode", 0, 1);
        }) == Words{"children episodes[0].referral", "children episodes[1].referral"});
}

TEST_CASE("in a gap the missing collection is named") {
  CHECK(why(
            "happened(icpc.held_at)", [](CaseOf& f) { f.add("episode"); }, as_at("2024-06-30"), "icpc") ==
        Words{"children episodes[0].enquiries"});
  CHECK(why(
            "happened(icpc.held_at)", [](CaseOf&) {}, as_at("2024-06-30"), "icpc") == Words{"children episodes"});
}

TEST_CASE("of an if the unknown condition and branches are named") {
  CHECK(why("if child.disabled then visits[2].alone else visits[1].alone", two_visits) ==
        Words{"fact child.disabled", "fact visits[1].alone"});
  CHECK(why("if visits[1].alone then visits[2].alone else child.disabled", two_visits) == Words{"fact visits[1].alone"});
  CHECK(why("if visits[1].alone then 1 else parameter(\"local-limit\")", two_visits).empty());
}

TEST_CASE("of a loop the elements that leave it open are named") {
  CHECK(why("every v in visits satisfies v.alone", two_visits) == Words{"fact visits[1].alone"});
  CHECK(why("some v in visits satisfies v.minutes > 15 and v.alone", two_visits) == Words{"fact visits[1].alone"});
  CHECK(why("count(visits[alone])", two_visits) == Words{"fact visits[1].alone"});
  CHECK(why("max(visits.held_at)", two_visits) == Words{"fact visits[1].held_at"});
  CHECK(why("some v in visits[alone] satisfies v.minutes = 20", two_visits) == Words{"fact visits[1].alone"});
  CHECK(why("some v in visits satisfies some w in visits satisfies w.minutes > v.minutes and w.alone", two_visits) ==
        Words{"fact visits[1].alone"});
}

TEST_CASE("parameters and calendars are named") {
  CHECK(why("count(visits) > parameter(\"local-limit\")", two_visits) == Words{"parameter local-limit"});
  CHECK(why("parameter(\"limit\", visits[2].held_at)", two_visits) == Words{"fact visits[1].held_at"});
  CHECK(why("parameter(\"limit\", @\"2020-01-01\")", two_visits) == Words{"parameter limit"});
  CHECK(why("add working days(@\"2025-12-31\", 1) > @\"2025-01-01\"", two_visits) == Words{"calendar"});
  CHECK(why("add working days(visits[2].held_at, 1)", two_visits) == Words{"fact visits[1].held_at"});
}

TEST_CASE("a time of day that nobody recorded is named where it matters") {
  const auto two_referrals = [](CaseOf& facts) {
    for (std::uint32_t n = 0; n < 2; ++n)
      facts.set("referral", "received_at", some_time_on("2024-06-30"), facts.add("referral", facts.add("episode", 0, n)));
  };
  CHECK(why("episodes[1].referral.received_at < episodes[2].referral.received_at", two_referrals) ==
        Words{"time of day of episodes[0].referral.received_at", "time of day of episodes[1].referral.received_at"});
  CHECK(why("happened(episodes[1].referral.received_at)", two_referrals,
            {day("2024-06-30"), DateTime::parse("2024-06-30T12:00")}) ==
        Words{"time of day of episodes[0].referral.received_at"});
  CHECK(why("episodes[1].referral.received_at + @\"PT24H\"", two_referrals) ==
        Words{"time of day of episodes[0].referral.received_at"});
  CHECK(why("date(episodes[1].referral.received_at)", two_referrals).empty());
}

TEST_CASE("an impossible value is a fact that is missing and knows its error") {
  const ProgramPtr program = program_of(definition("episode", "answer", "episode.closed_at > @\"2024-01-01\""));
  CaseOf facts(program);
  facts.add("episode");
  facts.set("episode", "opened_at", on("2024-03-01")).set("episode", "closed_at", on("2024-02-01"));
  const Facts built = facts.build();
  Run run(program);
  std::vector<Run::Dependency> dependencies;
  run.over(built, as_at("2024-06-30"), [&](const Instance&) { run.unknowns(value_of(*program, "answer"), dependencies); });
  REQUIRE(words(*program, built, dependencies) == Words{"fact episodes[0].closed_at"});
  const auto error = built.data_error(dependencies[0].entity, dependencies[0].attribute, dependencies[0].row);
  REQUIRE(error.has_value());
  CHECK(built.data_errors()[*error].code == "closed-after-opened");
}

TEST_CASE("known of an impossible value is unknown and the value its cause") {
  const auto impossible = [](CaseOf& f) {
    f.add("episode");
    f.set("episode", "opened_at", on("2024-03-01")).set("episode", "closed_at", on("2024-02-01"));
  };
  const auto unrecorded = [](CaseOf& f) {
    f.add("episode");
    f.set("episode", "opened_at", on("2024-03-01"));
  };
  CHECK(evaluate("known(episodes[1].closed_at)", unrecorded).is_false());
  CHECK(evaluate("known(episodes[1].closed_at)", impossible).is_unclear());
  CHECK(why("known(episodes[1].closed_at)", impossible) == Words{"fact episodes[0].closed_at"});
  const std::string_view fallback = "if known(episodes[1].closed_at) then episodes[1].closed_at else episodes[1].opened_at";
  CHECK(evaluate(fallback, unrecorded).date() == *Date::parse("2024-03-01"));
  CHECK(evaluate(fallback, impossible).is_unclear());
  CHECK(why(fallback, impossible) == Words{"fact episodes[0].closed_at"});
  CHECK(evaluate("known(some e in episodes satisfies happened(e.closed_at))", impossible).is_unclear());
  CHECK(evaluate("known(count(episodes[closed_at > opened_at]))", impossible).is_unclear());
  CHECK(evaluate("known(count(episodes[closed_at > opened_at]))", unrecorded).is_false());
  CHECK(evaluate("known(min(episodes.closed_at))", impossible).is_unclear());
}

TEST_CASE("known of a collection that cannot be read is unknown, and of what would be below it") {
  const auto fill = [](CaseOf& f) {
    const rulebook::EntityId whole = entity_of(f.program(), "case");
    f.builder().set_error(whole, attribute_of(f.program(), whole, "visits"), 0, {"visits", "seven", "No list.", "wrong_type"});
    f.builder().set_error(whole, attribute_of(f.program(), whole, "child"), 0, {"child", "none", "No record.", "wrong_type"});
  };
  CHECK(evaluate("known(visits)", fill).is_unclear());
  CHECK(evaluate("known(visits[1].held_at)", fill).is_unclear());
  CHECK(evaluate("known(child.disabled)", fill).is_unclear());
  CHECK(evaluate("known(episodes)", fill).is_false());
  CHECK(why("known(child.disabled)", fill) == Words{"children child"});
}

TEST_CASE("known of what the time of day or the calendar leaves open is unknown and says so") {
  const auto referral = [](CaseOf& f) {
    f.set("referral", "received_at", some_time_on("2024-06-30"), f.add("referral", f.add("episode")));
  };
  const engine::AsAt noon{day("2024-06-30"), DateTime::parse("2024-06-30T12:00")};
  CHECK(why("known(episodes[1].referral.received_at)", referral, noon) ==
        Words{"time of day of episodes[0].referral.received_at"});
  CHECK(why("known(add working days(@\"2025-12-31\", 1))", [](CaseOf&) {}) == Words{"calendar"});
  CHECK(evaluate("known(parameter(\"local-limit\"))", [](CaseOf&) {}).is_false());
}

TEST_CASE("what known missed is named where its other branch is unknown too") {
  const auto visits = [](CaseOf& f) {
    f.add("child");
    f.visits({"2024-01-10"});
  };
  CHECK(why("if known(child.disabled) then child.disabled else visits[1].alone", visits) ==
        Words{"fact child.disabled", "fact visits[0].alone"});
  CHECK(why("if known(child.disabled) then child.disabled else true", visits).empty());
}

TEST_CASE("what first recorded passed over is named where nothing after it is recorded") {
  CHECK(why("first recorded(child.date_of_birth, min(visits.held_at))", [](CaseOf& f) {
          f.add("child");
          f.visits({});
        }) == Words{"fact child.date_of_birth"});
  CHECK(why("first recorded(child.date_of_birth, min(visits.held_at))", [](CaseOf& f) {
          f.add("child");
          f.visits({"2024-01-10"});
        }).empty());
}

TEST_CASE("what a condition passes over though it is not recorded is named where the condition is known too") {
  const auto visits = [](CaseOf& f) {
    f.add("child");
    f.visits({"2024-01-10", ""});
  };
  CHECK(passed_over("if known(child.disabled) then child.disabled else true", visits) == Words{"fact child.disabled"});
  CHECK(passed_over("first recorded(child.date_of_birth, visits[1].held_at)", visits) == Words{"fact child.date_of_birth"});
  CHECK(passed_over("some v in visits satisfies known(v.held_at) and v.held_at > child.date_of_birth", visits) ==
        Words{"fact visits[1].held_at"});
  CHECK(passed_over("visits[1].held_at > child.date_of_birth or child.disabled", visits).empty());
}

TEST_CASE("what first recorded takes in the place of what is not recorded is told with its value") {
  const auto visits = [](CaseOf& f) {
    f.add("child");
    f.visits({"", "2024-01-10", ""});
  };
  CHECK(stands_in("first recorded(child.date_of_birth, visits[2].held_at)", visits) == Words{"child.date_of_birth = 2024-01-10"});
  CHECK(stands_in("child.disabled and days between(first recorded(child.date_of_birth, visits[2].held_at), as_at) > 3", visits) ==
        Words{"child.date_of_birth = 2024-01-10"});
  CHECK(stands_in("first recorded(visits.held_at)", visits) == Words{"visits[0].held_at = 2024-01-10"});
  // Nothing stands in; or it is not asked for; or it is recorded that it has not happened.
  CHECK(stands_in("first recorded(child.date_of_birth, visits[1].held_at)", visits).empty());
  CHECK(stands_in("if 1 = 1 then visits[2].held_at else first recorded(visits[1].held_at, visits[2].held_at)", visits).empty());
  CHECK(stands_in("first recorded(visits[1].held_at, visits[2].held_at)", [](CaseOf& f) {
          f.visits({"", "2024-01-10"});
          f.set("visit", "held_at", Cell::null(feel::Kind::date), 0);
        }).empty());
}

TEST_CASE("looking back changes nothing that the visitor reads") {
  const ProgramPtr program = program_of(definition("case", "answer", "count(visits[alone]) > 1") +
                                        definition("case", "list", "sum(for v in visits[minutes > 10] return v.minutes)"));
  CaseOf facts(program);
  two_visits(facts);
  const Facts built = facts.build();
  Run run(program);
  run.over(built, as_at("2024-06-30"), [&](const Instance&) {
    std::vector<Run::Dependency> dependencies;
    run.unknowns(value_of(*program, "answer"), dependencies);
    CHECK(run[value_of(*program, "answer")].is_unknown());
    CHECK(run[value_of(*program, "list")].payload.number.to_integer() == 20);
    run.unknowns(value_of(*program, "answer"), dependencies);
    CHECK(dependencies.size() == 1);
  });
}

TEST_CASE("readings are every fact that was used each once in order") {
  CHECK(read_by("child.disabled and visits[1].alone", two_visits) ==
        Words{"child", "child.disabled unknown", "visits", "visits[0].alone"});
  CHECK(read_by("some v in visits satisfies happened(v.held_at)", two_visits) ==
        Words{"visits", "visits[0].held_at", "visits[1].held_at unknown"});
  CHECK(read_by("if visits[1].alone then visits[1].minutes else visits[2].minutes", two_visits) ==
        Words{"visits", "visits[0].alone", "visits[0].minutes"});
  CHECK(read_by("1 + 1", two_visits).empty());
}
