// Placing values: a value stands in the block of the innermost loop or scope that it needs, so nothing is computed again
// inside a loop or a deeper record that does not change it.
#include "program/emit.hpp"

#include <algorithm>

namespace dutybound::program {

Emitter::Emitter(const Graph& graph, Program& program, std::vector<Block>& blocks, std::vector<BlockId>& scopes)
    : graph_(graph), program_(program), blocks_(blocks), scopes_(scopes) {
  scopes_.assign(program.vocabulary.entities.size(), no_block);
  blocks_.emplace_back();
}

BlockId Emitter::add_block(BlockId parent, EntityId entity) {
  const auto id = static_cast<BlockId>(blocks_.size());
  Block& block = blocks_.emplace_back();
  block.parent = parent;
  block.entity = entity;
  block.row = program_.register_count++;
  return id;
}

BlockId Emitter::scope(EntityId entity) {
  if (scopes_[entity] != no_block) return scopes_[entity];
  const EntityId parent = program_.vocabulary.entities[entity].parent;
  const BlockId around = parent != rulebook::no_entity ? scope(parent) : 0;
  return scopes_[entity] = add_block(around, entity);
}

BlockId Emitter::home(const Value& value) {
  for (auto loop = around_.rbegin(); loop != around_.rend(); ++loop) {
    if (std::binary_search(value.free.begin(), value.free.end(), loop->first)) return loop->second;
  }
  return value.scope == rulebook::no_entity ? 0 : scope(value.scope);
}

Register Emitter::emit(ValueId id) {
  const Value& value = graph_[id];
  const BlockId where = home(value);
  if (value.op == Op::row || value.op == Op::element) return blocks_[where].row;
  if (const auto found = written_.find({id, where}); found != written_.end()) return found->second;
  const bool is_loop = effect_of(value.op) == Effect::loop;
  const Register result = is_loop ? write_loop(id, where) : write(id, where);
  written_.emplace(std::pair{id, where}, result);
  return result;
}

Register Emitter::write(ValueId id, BlockId where) {
  const Value& value = graph_[id];
  Instruction instruction;
  instruction.op = value.op;
  instruction.kind = value.kind;
  instruction.immediate = value.immediate;
  std::vector<Register> registers;
  registers.reserve(value.operands.size());
  for (const ValueId operand : value.operands) registers.push_back(emit(operand));
  Register* const places[] = {&instruction.a, &instruction.b, &instruction.c};
  for (std::size_t i = 0; i < registers.size() && i < 3; ++i) *places[i] = registers[i];
  if (registers.size() > 3) {
    instruction.more = static_cast<std::uint32_t>(program_.operands.size());
    instruction.more_count = static_cast<std::uint32_t>(registers.size() - 3);
    program_.operands.insert(program_.operands.end(), registers.begin() + 3, registers.end());
  }
  instruction.result = program_.register_count++;
  blocks_[where].code.push_back(instruction);
  return instruction.result;
}

Register Emitter::write_loop(ValueId id, BlockId where) {
  const Value& value = graph_[id];
  Instruction instruction;
  instruction.op = value.op;
  instruction.kind = value.kind;
  instruction.a = emit(value.operands[0]);
  const BlockId body = add_block(where, rulebook::no_entity);
  instruction.immediate = body;
  around_.emplace_back(value.immediate, body);
  instruction.b = emit(value.operands[1]);
  around_.pop_back();
  instruction.result = program_.register_count++;
  blocks_[where].code.push_back(instruction);
  return instruction.result;
}

}  // namespace dutybound::program
