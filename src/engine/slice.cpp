// The backward closure over instructions.
#include "engine/slice.hpp"

namespace dutybound::engine {

using program::Block;
using program::Instruction;
using program::Register;

namespace {

/// By register: whether one of those needed is computed from it.
std::vector<bool> closure(const program::Program& program, std::span<const Register> needed) {
  std::vector<bool> in(program.register_count);
  std::vector<Register> open;
  const auto need = [&](Register r) {
    if (r == program::no_register || in[r]) return;
    in[r] = true;
    open.push_back(r);
  };
  for (const Register r : needed) need(r);
  while (!open.empty()) {
    const program::Origin origin = program.origins[open.back()];
    open.pop_back();
    if (origin.index == program::Origin::row) continue;  // bound by the walk, or by a loop that is needed for its result
    const Instruction& i = program.blocks[origin.block].code[origin.index];
    for (std::uint32_t n = 0; n < program::operand_count(i); ++n) need(program::operand(program, i, n));
  }
  return in;
}

}  // namespace

Slice::Slice(const program::Program& program, std::span<const Register> needed, std::vector<bool> judged)
    : blocks(program.blocks.size()), scopes(program.scopes.size(), program::no_block), visits(std::move(judged)) {
  const std::vector<bool> in = closure(program, needed);
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const Block& whole = program.blocks[b];
    blocks[b] = {whole.parent, whole.entity, whole.row, {}};
    for (const Instruction& i : whole.code) {
      if (in[i.result]) blocks[b].code.push_back(i);
    }
  }
  for (program::EntityId entity = 0; entity < scopes.size(); ++entity) {
    if (!visits[entity]) continue;
    for (program::EntityId above = entity; above != rulebook::no_entity; above = program.vocabulary.entities[above].parent)
      scopes[above] = program.scopes[above];
  }
}

Slice::Slice(const program::Program& program)
    : blocks(program.blocks), scopes(program.scopes), visits(program.vocabulary.entities.size()), gaps(true) {
  for (const program::RulePlan& rule : program.rules) {
    if (rule.kind != RuleKind::advisory) visits[rule.entity] = true;
  }
}

}  // namespace dutybound::engine
