#include "unit/program/sample.hpp"

using namespace dutybound;
using namespace dutybound::testing;
using program::Op;

namespace {

/// What verify says after a change to a sound program.
template <class Change>
std::string after(Change change) {
  const ProgramPtr sound = program_of(definition("case", "answer", "some v in visits satisfies v.alone and v.minutes > 10"));
  Program& program = *std::const_pointer_cast<Program>(sound);
  change(program);
  const std::vector<std::string> broken = program::verify(program);
  return broken.empty() ? "" : broken.front();
}

bool says(const std::string& broken, std::string_view what) {
  INFO(broken);
  return broken.find(what) != std::string::npos;
}

program::Block& loop_body(Program& program) { return program.blocks.back(); }

}  // namespace

TEST_CASE("a compiled program is sound") {
  CHECK(after([](Program&) {}).empty());
}

TEST_CASE("a register that is read too early is found") {
  CHECK(says(after([](Program& p) { std::swap(loop_body(p).code.front(), loop_body(p).code.back()); }), "before it is written"));
}

TEST_CASE("a register that a loop does not let out is found") {
  CHECK(says(after([](Program& p) { p.rules[0].value = loop_body(p).code.front().result; }), "does not see"));
}

TEST_CASE("a register written twice is found") {
  CHECK(says(after([](Program& p) { loop_body(p).code[1].result = loop_body(p).code[0].result; }), "written twice"));
}

TEST_CASE("an operand of the wrong kind is found") {
  CHECK(says(after([](Program& p) { loop_body(p).code[0].kind = Kind::number; }), "wrong kind"));
}

TEST_CASE("an operation with the wrong number of operands is found") {
  CHECK(says(after([](Program& p) { loop_body(p).code[0].a = program::no_register; }), "wrong number of operands"));
}

TEST_CASE("an immediate out of range is found") {
  CHECK(says(after([](Program& p) { p.blocks[0].code[0].immediate = 99; }), "immediate out of range"));
}

TEST_CASE("a block that stands before its parent is found") {
  CHECK(says(after([](Program& p) { p.blocks[1].parent = 7; }), "before its parent"));
}

TEST_CASE("a body that no loop enters is found") {
  CHECK(says(after([](Program& p) { p.blocks.emplace_back().parent = 0; }), "entered 0 times"));
}

TEST_CASE("a constraint that reads as_at is found") {
  CHECK(says(after([](Program& p) {
               p.constraint_blocks[0].code.push_back({Op::as_at, Kind::date, 0});
             }),
             "as_at in a constraint"));
}
