// The table of operations, and reading an instruction's operands.
#include "program/program.hpp"

#include <iterator>

namespace dutybound::program {

const OpEntry& entry(Op op) {
  static constexpr OpEntry table[] = {
#define DUTYBOUND_OP(name, arity, effect) {#name, arity, Effect::effect},
#include "program/ops.def"
#undef DUTYBOUND_OP
  };
  return table[static_cast<std::size_t>(op)];
}

std::uint32_t operand_count(const Instruction& i) {
  const std::uint32_t first = i.a == no_register ? 0U : i.b == no_register ? 1U : i.c == no_register ? 2U : 3U;
  return first + i.more_count;
}

Register operand(const Program& program, const Instruction& i, std::uint32_t n) {
  switch (n) {
    case 0: return i.a;
    case 1: return i.b;
    case 2: return i.c;
    default: return program.operands[i.more + n - 3];
  }
}

}  // namespace dutybound::program
