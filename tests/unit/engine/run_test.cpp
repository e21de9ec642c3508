#include "unit/program/sample.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

/// Visits as words: `episode episodes[0]`, `enquiry gap enquiries of episodes[1]`.
std::vector<std::string> visits(const Program& program, Run& run, const Facts& facts) {
  std::vector<std::string> all;
  run.over(facts, as_at("2024-06-30"), [&](const Instance& i) {
    std::string text = program.vocabulary.entities[i.entity].name + ' ';
    if (i.unrecorded) {
      const rulebook::Entity& gap = program.vocabulary.entities[i.gap];
      text += "gap " + facts.path_of(gap.parent, gap.parent_attribute, i.row);
    } else {
      text += facts.path(i.entity, i.row);
    }
    all.push_back(text);
  });
  return all;
}

const std::string three_levels = definition("case", "of_case", "count(visits)") +
                                 definition("episode", "of_episode", "happened(episode.opened_at)") +
                                 definition("icpc", "of_icpc", "happened(icpc.held_at) and happened(episode.opened_at)");

}  // namespace

TEST_CASE("every record with rules is visited parents first") {
  const ProgramPtr program = program_of(three_levels);
  CaseOf facts(program);
  const std::uint32_t a = facts.add("episode", 0, 0);
  const std::uint32_t b = facts.add("episode", 0, 1);
  facts.add("icpc", facts.add("enquiry", a, 0));
  facts.none("icpc", facts.add("enquiry", a, 1));
  facts.none("enquiry", b);
  const Facts built = facts.build();
  Run run(program);
  CHECK(visits(*program, run, built) ==
        std::vector<std::string>{"case ", "episode episodes[0]", "icpc episodes[0].enquiries[0].icpc", "episode episodes[1]"});
}

TEST_CASE("a collection that nobody speaks of is visited as one gap for each entity below it") {
  const ProgramPtr program = program_of(three_levels);
  CaseOf none(program);
  const Facts nothing = none.build();
  Run run(program);
  CHECK(visits(*program, run, nothing) == std::vector<std::string>{"case ", "episode gap episodes", "icpc gap episodes"});

  CaseOf some(program);
  some.add("enquiry", some.add("episode", 0, 0));
  some.add("episode", 0, 1);
  const Facts built = some.build();
  CHECK(visits(*program, run, built) == std::vector<std::string>{"case ", "episode episodes[0]",
                                                                 "icpc gap episodes[0].enquiries[0].icpc", "episode episodes[1]",
                                                                 "icpc gap episodes[1].enquiries"});
}

TEST_CASE("in a gap everything about the missing record is unknown") {
  const ProgramPtr program = program_of(three_levels);
  CaseOf facts(program);
  facts.add("enquiry", facts.add("episode"));
  facts.set("episode", "opened_at", on("2024-01-01"));
  const Facts built = facts.build();
  Run run(program);
  int seen = 0;
  run.over(built, as_at("2024-06-30"), [&](const Instance& i) {
    if (!i.unrecorded) return;
    ++seen;
    CHECK(run[value_of(*program, "of_icpc")].is_unknown());
    CHECK(run[value_of(*program, "of_episode")].is_true());
  });
  CHECK(seen == 1);
}

TEST_CASE("one instance alone has the values of the walk") {
  const ProgramPtr program = program_of(three_levels + definition("episode", "number", "count(enquiries) + count(case.visits)"));
  CaseOf facts(program);
  facts.visits({"2024-01-01", "2024-01-02"});
  for (std::uint32_t n = 0; n < 3; ++n) {
    const std::uint32_t e = facts.add("episode", 0, n);
    for (std::uint32_t k = 0; k < n; ++k) facts.add("enquiry", e, k);
    if (n == 0) facts.none("enquiry", e);
  }
  const Facts built = facts.build();
  Run run(program);
  Run other(program);
  int compared = 0;
  run.over(built, as_at("2024-06-30"), [&](const Instance& i) {
    REQUIRE(other.at(built, as_at("2024-06-30"), i));
    for (const char* name : {"of_case", "number", "of_episode", "of_icpc"}) {
      if (i.entity == entity_of(*program, "case") && std::string_view(name) != "of_case") continue;
      if (i.entity == entity_of(*program, "episode") && std::string_view(name) == "of_icpc") continue;
      const Cell& a = run[value_of(*program, name)];
      const Cell& b = other[value_of(*program, name)];
      CHECK(a.state == b.state);
      CHECK(a.valid_until == b.valid_until);
      CHECK((!a.is_known() || feel::equal(a, b).is_true()));
      ++compared;
    }
  });
  CHECK(compared > 10);
}

TEST_CASE("an instance can be looked at from another day") {
  const ProgramPtr program = program_of(definition("episode", "opened", "happened(episode.opened_at)"));
  CaseOf facts(program);
  facts.add("episode");
  facts.set("episode", "opened_at", on("2024-02-01"));
  const Facts built = facts.build();
  Run run(program);
  const Instance instance{entity_of(*program, "episode"), 0, false, 0};
  REQUIRE(run.at(built, as_at("2024-01-31"), instance));
  CHECK(run[value_of(*program, "opened")].is_false());
  CHECK(run[value_of(*program, "opened")].valid_until == day("2024-02-01").number());
  REQUIRE(run.at(built, as_at("2024-02-01"), instance));
  CHECK(run[value_of(*program, "opened")].is_true());
  CHECK(run[value_of(*program, "opened")].valid_until == feel::forever);
}

TEST_CASE("a day without time stands for its end and a time cuts the day") {
  const ProgramPtr program = program_of(definition("referral", "received", "happened(referral.received_at)"));
  CaseOf facts(program);
  facts.add("referral", facts.add("episode"));
  facts.set("referral", "received_at", at("2024-02-01T15:00"));
  const Facts built = facts.build();
  Run run(program);
  const Instance instance{entity_of(*program, "referral"), 0, false, 0};
  const auto received = [&](engine::AsAt when) {
    REQUIRE(run.at(built, when, instance));
    return run[value_of(*program, "received")].is_true();
  };
  CHECK(received(as_at("2024-02-01")));
  CHECK_FALSE(received({day("2024-02-01"), DateTime::parse("2024-02-01T14:59")}));
  CHECK(received({day("2024-02-01"), DateTime::parse("2024-02-01T15:00")}));
}

TEST_CASE("a run stops at its limit of steps and not one before") {
  const ProgramPtr program = program_of(definition("case", "answer", "some v in visits satisfies v.alone and v.minutes > 10") +
                                        definition("visit", "long", "visit.minutes > 5"));
  CaseOf facts(program);
  facts.visits({"2024-01-01", "2024-01-02", "2024-01-03"});
  const Facts built = facts.build();
  const auto finishes = [&](std::size_t steps) {
    Limits limits;
    limits.steps_per_case = steps;
    Run run(program, limits);
    return run.over(built, as_at("2024-06-30"), [](const Instance&) {});
  };
  std::size_t once = 0;
  std::size_t body = 0;
  for (const program::Block& block : program->blocks) {
    const bool is_visit = block.entity == entity_of(*program, "visit");
    const bool is_loop = block.parent != program::no_block && block.entity == rulebook::no_entity;
    (is_visit || is_loop ? body : once) += block.code.size();
  }
  const std::size_t needed = once + 3 * body;
  CHECK(finishes(needed));
  CHECK_FALSE(finishes(needed - 1));
  CHECK_FALSE(finishes(0));
}

TEST_CASE("the visits before the limit stand") {
  const ProgramPtr program = program_of(definition("episode", "answer", "some q in enquiries satisfies happened(q.started_at)"));
  CaseOf facts(program);
  facts.none("enquiry", facts.add("episode", 0, 0));
  const std::uint32_t second = facts.add("episode", 0, 1);
  for (std::uint32_t n = 0; n < 1000; ++n) facts.add("enquiry", second, n);
  const Facts built = facts.build();
  Limits limits;
  limits.steps_per_case = 100;
  Run run(program, limits);
  int seen = 0;
  CHECK_FALSE(run.over(built, as_at("2024-06-30"), [&](const Instance&) { ++seen; }));
  CHECK(seen == 1);
  Instance first{entity_of(*program, "episode"), 0, false, 0};
  CHECK_FALSE(run.at(built, as_at("2024-06-30"), first));  // nothing is left
  run.renew();
  CHECK(run.at(built, as_at("2024-06-30"), first));
  first.row = 1;
  CHECK_FALSE(run.at(built, as_at("2024-06-30"), first));
}
