// A computation's number is looked up by its operation and the numbers of its operands.
#include "program/meaning.hpp"

#include <algorithm>

#include "program/instruction_text.hpp"

namespace dutybound::program {
namespace {

/// How many loops a loop's block stands in.
std::size_t depth(const Program& program, BlockId block) {
  std::size_t depth = 0;
  while (program.blocks[block].entity == rulebook::no_entity && program.blocks[block].parent != no_block) {
    block = program.blocks[block].parent;
    ++depth;
  }
  return depth;
}

/// Those of an enumeration or of a list of them, in their order.
std::string values_of(const Program& program, feel::Type type) {
  const feel::TypeTable& types = *program.vocabulary.types;
  if (type.kind == feel::Kind::list) type = types.element_of(type);
  std::string text;
  if (type.kind != feel::Kind::enumeration) return text;
  for (const std::string& value : types.enumerations[type.detail].values) text += (text.empty() ? " of " : "|") + value;
  return text;
}

bool joins_in_any_order(Op op) { return op == Op::conjunction || op == Op::disjunction || op == Op::equal; }

}  // namespace

std::uint32_t Meanings::number(const std::string& computation) {
  return numbers_.try_emplace(computation, static_cast<std::uint32_t>(numbers_.size())).first->second;
}

std::uint32_t Meanings::number(const Program& program, Known& known, Register r) {
  const auto found = known.find(r);
  if (found != known.end()) return found->second;
  const Origin origin = program.origins[r];
  const Block& block = program.blocks[origin.block];
  std::string computation;
  if (origin.index == Origin::row) {
    computation = block.entity == rulebook::no_entity ? "element " + std::to_string(depth(program, origin.block))
                                                      : "record " + program.vocabulary.entities[block.entity].name;
  } else {
    const Instruction& i = block.code[origin.index];
    std::vector<std::uint32_t> operands;
    for (std::uint32_t n = 0; n < operand_count(i); ++n) operands.push_back(number(program, known, operand(program, i, n)));
    if (joins_in_any_order(i.op)) std::sort(operands.begin(), operands.end());
    computation = std::string(to_text(i.kind)) + " " + std::string(entry(i.op).name) + subject_text(program, program.blocks, i);
    // Enumerations' constants go by their index, which means something only beside the values.
    if (const auto* attribute = attribute_of(program, program.blocks, i)) computation += values_of(program, attribute->type);
    for (const std::uint32_t operand : operands) computation += " #" + std::to_string(operand);
  }
  return known[r] = number(computation);
}

Meanings::Parts Meanings::of(const Program& program, const RulePlan& rule) {
  Parts parts;
  Known known;
  const auto add = [&](std::string role, Register r) {
    if (r != no_register) parts.push_back({std::move(role), {number(program, known, r)}});
  };
  for (auto& [role, condition] : conditions_of(rule)) add(std::move(role), condition->truth);
  if (rule.has_clock) {
    std::string clock = "clock " + std::to_string(static_cast<int>(rule.clock)) + " " + std::string(to_string(rule.unit));
    if (rule.inclusive) clock += " inclusive";
    if (rule.roll != rulebook::Roll::none) clock += " " + std::string(to_string(rule.roll));
    std::vector<std::uint32_t> numbers{number(clock)};
    for (const Register r : {rule.amount, rule.trigger}) {
      if (r != no_register) numbers.push_back(number(program, known, r));
    }
    parts.emplace_back("clock", std::move(numbers));
  }
  add("done_at", rule.done);
  add("ends_at", rule.ends);
  add("arises_at", rule.arises);
  add("value", rule.value);
  return parts;
}

}  // namespace dutybound::program
