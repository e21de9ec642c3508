// A slice computes what is needed, as the whole program does, and walks no further than it has to.
#include "unit/program/sample.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

std::size_t instructions(const std::vector<program::Block>& blocks) {
  std::size_t count = 0;
  for (const program::Block& block : blocks) count += block.code.size();
  return count;
}

const std::string rules =
    definition("case", "of_case", "count(visits)") +
    definition("episode", "of_episode", "some v in case.visits[minutes > 10] satisfies v.held_at > episode.opened_at") +
    definition("icpc", "of_icpc", "happened(icpc.held_at) and happened(episode.opened_at)");

/// What is needed for one definition.
std::shared_ptr<const engine::Slice> slice_of(const Program& program, std::string_view name, std::string_view entity) {
  std::vector<bool> judged(program.vocabulary.entities.size());
  judged[entity_of(program, entity)] = true;
  const program::Register needed[] = {value_of(program, name), program::no_register};
  return std::make_shared<const engine::Slice>(program, needed, judged);
}

Facts some_facts(const ProgramPtr& program) {
  CaseOf facts(program);
  facts.visits({"2024-01-01", "2024-03-01"});
  facts.set("visit", "minutes", Cell::integer(30), 1);
  const std::uint32_t first = facts.add("episode", 0, 0);
  facts.set("episode", "opened_at", on("2024-02-01"), first);
  facts.add("icpc", facts.add("enquiry", first, 0));
  facts.add("episode", 0, 1);
  return facts.build();
}

}  // namespace

TEST_CASE("a slice has the instructions that are needed and no others") {
  const ProgramPtr program = program_of(rules);
  const auto of_case = slice_of(*program, "of_case", "case");
  const auto of_episode = slice_of(*program, "of_episode", "episode");
  CHECK(instructions(of_case->blocks) > 0);
  CHECK(instructions(of_case->blocks) < instructions(of_episode->blocks));
  CHECK(instructions(of_episode->blocks) < instructions(program->blocks));
  CHECK(instructions(engine::Slice(*program).blocks) == instructions(program->blocks));
}

TEST_CASE("a slice gives the registers that the whole program gives and the same reasons") {
  const ProgramPtr program = program_of(rules);
  const Facts facts = some_facts(program);
  for (const auto& [name, entity] : {std::pair{"of_case", "case"}, {"of_episode", "episode"}, {"of_icpc", "icpc"}}) {
    INFO(name);
    const program::Register r = value_of(*program, name);
    Run whole(program);
    Run part(program, slice_of(*program, name, entity), {});
    const auto tell = [&, e = entity_of(*program, entity)](Run& run) {
      std::vector<std::string> all;
      REQUIRE(run.over(facts, as_at("2024-06-30"), [&](const Instance& i) {
        if (i.entity != e || i.unrecorded) return;
        std::vector<Run::Dependency> causes;
        run.unknowns(r, causes);
        all.push_back(facts.path(i.entity, i.row) + ' ' + std::to_string(static_cast<int>(run[r].state)) + ' ' +
                      std::to_string(run[r].valid_until) + (run[r].is_true() ? " true" : ""));
        for (const std::string& cause : words(*program, facts, causes)) all.push_back(cause);
      }));
      return all;
    };
    const std::vector<std::string> expected = tell(whole);
    REQUIRE_FALSE(expected.empty());
    CHECK(tell(part) == expected);
  }
}

TEST_CASE("a slice visits the records of its rules alone") {
  const ProgramPtr program = program_of(rules);
  const Facts facts = some_facts(program);
  const auto visited = [&](std::string_view name, std::string_view entity) {
    Run run(program, slice_of(*program, name, entity), {});
    std::vector<std::string> all;
    run.over(facts, as_at("2024-06-30"), [&](const Instance& i) {
      all.push_back(program->vocabulary.entities[i.entity].name + (i.unrecorded ? " gap" : ' ' + facts.path(i.entity, i.row)));
    });
    return all;
  };
  CHECK(visited("of_case", "case") == std::vector<std::string>{"case "});
  CHECK(visited("of_episode", "episode") == std::vector<std::string>{"episode episodes[0]", "episode episodes[1]"});
  CHECK(visited("of_icpc", "icpc") == std::vector<std::string>{"icpc episodes[0].enquiries[0].icpc", "icpc gap"});
}
