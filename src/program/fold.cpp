// Making operations: what depends on constants alone is computed here and now, by the same code that would run it.
#include <algorithm>

#include "program/apply.hpp"
#include "program/lower.hpp"

namespace dutybound::program {

using feel::Cell;
using feel::Kind;

ValueId Lowering::pure(Op op, Kind kind, std::vector<ValueId> operands, std::uint32_t immediate) {
  std::vector<Cell> cells;
  for (const ValueId operand : operands) {
    if (const Cell* constant = graph_.constant_of(operand)) cells.push_back(*constant);
  }
  if (cells.size() == operands.size() && kind != Kind::list) {
    Instruction instruction;
    instruction.op = op;
    instruction.kind = kind;
    instruction.immediate = immediate;
    // What is not known stays an operation: who asks why finds the calendar there. So does what is too large.
    arena_.reset();
    budget_.renew();
    try {
      const Cell result = apply(instruction, cells, {program_, {}, arena_});
      if (result.is_known()) return graph_.constant(result);
    } catch (const feel::Spent&) {
      // It stays an operation, and is charged to whoever runs it.
    }
  }
  const ValueId made = graph_.make(op, kind, std::move(operands), immediate);
  return kind == Kind::boolean ? turning(made) : made;
}

ValueId Lowering::call(feel::Builtin builtin, Kind kind, std::vector<ValueId> operands) {
  return pure(Op::call, kind, std::move(operands), static_cast<std::uint32_t>(builtin));
}

ValueId Lowering::number(std::int64_t value) { return graph_.constant(Cell::integer(value)); }

}  // namespace dutybound::program
