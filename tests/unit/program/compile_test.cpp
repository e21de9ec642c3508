#include "unit/program/sample.hpp"

#include <algorithm>

using namespace dutybound;
using namespace dutybound::testing;
using program::Block;
using program::BlockId;
using program::Instruction;
using program::Op;
using program::Register;

namespace {

std::size_t count(const Program& program, Op op) {
  std::size_t n = 0;
  for (const Block& block : program.blocks) {
    n += static_cast<std::size_t>(
        std::count_if(block.code.begin(), block.code.end(), [&](const Instruction& i) { return i.op == op; }));
  }
  return n;
}

const Instruction& origin_of(const Program& program, Register r) {
  const program::Origin origin = program.origins[r];
  REQUIRE(origin.index != program::Origin::row);
  return program.blocks[origin.block].code[origin.index];
}

std::string home_of(const Program& program, Register r) {
  const Block& block = program.blocks[program.origins[r].block];
  if (block.parent == program::no_block) return "once";
  return block.entity == rulebook::no_entity ? "loop" : program.vocabulary.entities[block.entity].name;
}

}  // namespace

TEST_CASE("equal computations of different rules share a register") {
  const ProgramPtr program =
      program_of(definition("case", "one", "count(visits) > 2") + definition("case", "two", "2 < count(visits)") +
                 definition("episode", "three", "count(case.visits) > 2 and happened(episode.opened_at)"));
  CHECK(value_of(*program, "one") == value_of(*program, "two"));
  CHECK(count(*program, Op::children) == 1);
  CHECK(count(*program, Op::conjunction) == 1);
}

TEST_CASE("an equality is one computation whichever side is written first") {
  const ProgramPtr program =
      program_of(definition("case", "one", "child.disabled = true") + definition("case", "two", "true = child.disabled"));
  CHECK(value_of(*program, "one") == value_of(*program, "two"));
}

TEST_CASE("a computation stands in the outermost scope that has what it needs") {
  const ProgramPtr program = program_of(
      definition("enquiry", "outer", "count(case.visits)") + definition("enquiry", "middle", "happened(episode.opened_at)") +
      definition("enquiry", "inner", "happened(enquiry.started_at)") + definition("enquiry", "today", "add months(as_at, 1)"));
  CHECK(home_of(*program, value_of(*program, "outer")) == "case");
  CHECK(home_of(*program, value_of(*program, "middle")) == "episode");
  CHECK(home_of(*program, value_of(*program, "inner")) == "enquiry");
  CHECK(home_of(*program, value_of(*program, "today")) == "once");
}

TEST_CASE("a rule about a to-one child shares with a rule about its parent") {
  const ProgramPtr program =
      program_of(definition("icpc", "one", "happened(icpc.held_at)") + definition("enquiry", "two", "happened(icpc.held_at)"));
  CHECK(value_of(*program, "one") == value_of(*program, "two"));
}

TEST_CASE("what does not depend on the element stands outside the loop") {
  const ProgramPtr program =
      program_of(definition("case", "any", "some v in visits satisfies v.held_at < child.date_of_birth and v.alone"));
  const Instruction& some = origin_of(*program, value_of(*program, "any"));
  REQUIRE(some.op == Op::some);
  for (const Instruction& i : program->blocks[some.immediate].code) CHECK(i.op != Op::child);
  CHECK(home_of(*program, some.b) == "loop");
  CHECK(program->blocks[some.immediate].code.size() == 4);  // two reads, less, conjunction
}

TEST_CASE("equal loops are one loop and a loop within itself is another") {
  const ProgramPtr program =
      program_of(definition("case", "one", "some v in visits satisfies v.alone") +
                 definition("case", "two", "some w in visits satisfies w.alone") +
                 definition("case", "pair", "some v in visits satisfies some w in visits satisfies w.held_at > v.held_at"));
  CHECK(value_of(*program, "one") == value_of(*program, "two"));
  CHECK(count(*program, Op::some) == 3);
}

TEST_CASE("an inner loop that does not need the outer element is hoisted out of it") {
  const ProgramPtr program = program_of(definition(
      "case", "answer", "some v in visits satisfies v.alone and (some e in episodes satisfies happened(e.opened_at))"));
  for (const Block& block : program->blocks) {
    for (const Instruction& i : block.code) {
      if (i.op == Op::some) CHECK(block.entity == entity_of(*program, "case"));
    }
  }
}

TEST_CASE("constants are computed while compiling") {
  const ProgramPtr program =
      program_of(definition("case", "number", "(2 + 3) * 4") + definition("case", "duty", "if 1 < 2 then \"a\" else \"b\"") +
                 definition("case", "date", "add months(@\"2024-01-31\", 1)"));
  for (const std::string_view name : {"number", "duty", "date"})
    CHECK(origin_of(*program, value_of(*program, name)).op == Op::constant);
  const auto constant = [&](std::string_view name) {
    return program->constants[origin_of(*program, value_of(*program, name)).immediate];
  };
  CHECK(constant("number").payload.number.to_integer() == 20);
  CHECK(constant("duty").text() == "a");
  CHECK(constant("date").date() == day("2024-02-29"));
}

TEST_CASE("what is unknown beyond the calendar is not computed while compiling") {
  const ProgramPtr program = program_of(definition("case", "answer", "add working days(@\"2030-01-31\", 1)"));
  CHECK(origin_of(*program, value_of(*program, "answer")).op == Op::call);
}

TEST_CASE("a program takes other values of policy parameters even on a constant day") {
  const ProgramPtr program =
      program_of(definition("case", "answer", "parameter(\"local-limit\", @\"2024-01-01\") + parameter(\"limit\")"));
  const auto answer = [](const ProgramPtr& p) {
    CaseOf facts(p);
    const Facts built = facts.build();
    Run run(p);
    Cell cell;
    run.over(built, as_at("2024-06-30"), [&](const Instance&) { cell = run[value_of(*p, "answer")]; });
    return cell;
  };
  CHECK(answer(program).is_unknown());
  const ProgramPtr seven = program::with_policy(program, {{"local-limit", 7}, {"limit", 1000}});
  CHECK(answer(seven).payload.number.to_integer() == 17);  // `limit` is no policy
  CHECK(answer(program::with_policy(seven, {{"local-limit", 8}})).payload.number.to_integer() == 18);
  CHECK(program::verify(*seven).empty());
}

TEST_CASE("comparisons with as_at and with ages at as_at are comparisons of as_at") {
  const ProgramPtr program = program_of(definition("case", "one", "as_at < child.date_of_birth") +
                                        definition("case", "two", "child.date_of_birth > as_at") +
                                        definition("child", "minor", "age(child.date_of_birth, as_at) < parameter(\"adult\")") +
                                        definition("child", "teen", "age(child.date_of_birth, as_at) in [13..19]"));
  CHECK(value_of(*program, "one") == value_of(*program, "two"));
  CHECK(origin_of(*program, value_of(*program, "one")).op == Op::as_at_less);
  CHECK(origin_of(*program, value_of(*program, "minor")).op == Op::as_at_less);
  CHECK(count(*program, Op::age_now) == 0);
  CHECK(count(*program, Op::less) == 0);
}

TEST_CASE("a definition is computed once for the scope and again for another record") {
  const ProgramPtr program = program_of(definition("episode", "is_open", "not(happened(episode.closed_at))") +
                                        definition("episode", "same", "episode.is_open") +
                                        definition("case", "open_episodes", "count(episodes[item.is_open])") +
                                        definition("case", "also_open", "count(episodes[is_open])"));
  CHECK(value_of(*program, "is_open") == value_of(*program, "same"));
  CHECK(value_of(*program, "open_episodes") == value_of(*program, "also_open"));
  CHECK(count(*program, Op::filter) == 1);
}

TEST_CASE("a definition about a listed record finds the records above it") {
  const ProgramPtr program =
      program_of(definition("enquiry", "late", "enquiry.started_at > episode.opened_at") +
                 definition("case", "any_late", "some e in episodes satisfies some q in e.enquiries satisfies q.late"));
  CHECK(count(*program, Op::parent) == 0);  // the list says whose children they are
  CaseOf facts(program);
  const std::uint32_t first = facts.add("episode", 0, 0);
  const std::uint32_t second = facts.add("episode", 0, 1);
  facts.set("episode", "opened_at", on("2024-01-10"), first).set("episode", "opened_at", on("2024-02-10"), second);
  facts.none("enquiry", first).set("enquiry", "started_at", on("2024-02-11"), facts.add("enquiry", second));
  const Facts built = facts.build();
  Run run(program);
  std::vector<bool> seen;
  run.over(built, as_at("2024-06-30"), [&](const Instance& i) {
    if (i.entity == 0) seen.push_back(run[value_of(*program, "any_late")].is_true());
  });
  CHECK(seen == std::vector<bool>{true});
}

TEST_CASE("a record that an index picks out finds the record above it") {
  const ProgramPtr program = program_of(definition("enquiry", "late", "enquiry.started_at > episode.opened_at") +
                                        definition("episode", "last_late", "enquiries[-1].late"));
  CHECK(count(*program, Op::parent) == 1);
}

TEST_CASE("definitions of definitions do not multiply") {
  std::string rules = definition("case", "d0", "count(visits) > 0");
  for (int n = 1; n < 40; ++n) {
    const std::string before = "case.d" + std::to_string(n - 1);
    rules += definition("case", "d" + std::to_string(n),
                        "(" + before + " and child.disabled) or (" + before + " and not(child.disabled))");
  }
  CHECK(program_of(rules)->register_count < 400);
}

TEST_CASE("conditions keep the author grouping") {
  const ProgramPtr program = program_of(
      rule_head("grouped", "duty", "episode") +
      "    applies_when:\n      any:\n        - that: 'happened(episode.opened_at)'\n          because: It was opened\n"
      "        - none: ['episode.outcome = \"help\"']\n"
      "    done_when: 'happened(episode.closed_at)'\n");
  const program::RulePlan& rule = rule_of(*program, "grouped");
  REQUIRE(rule.applies);
  CHECK(rule.applies->group == rulebook::Condition::Group::any);
  REQUIRE(rule.applies->members.size() == 2);
  CHECK(rule.applies->members[0].because == "It was opened");
  CHECK(rule.applies->members[0].feel == "happened(episode.opened_at)");
  CHECK(rule.applies->members[1].group == rulebook::Condition::Group::none);
  CHECK(origin_of(*program, rule.applies->members[1].truth).op == Op::negation);
  CHECK(rule.done_when->group == rulebook::Condition::Group::leaf);
}
