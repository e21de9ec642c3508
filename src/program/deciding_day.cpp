// Which days can decide the edition of a rule, read off the instructions that compute the day. Entry: deciding_day.
#include "program/compile.hpp"

#include <algorithm>

#include "feel/builtins.hpp"

namespace dutybound::program {
namespace {

bool never_later_than_as_at(const Program& program, Register r);

bool are_never_later(const Program& program, const Instruction& i, std::uint32_t first) {
  for (std::uint32_t n = first; n < operand_count(i); ++n) {
    if (!never_later_than_as_at(program, operand(program, i, n))) return false;
  }
  return true;
}

/// Whether a day, or each of a list, is one that has come wherever it is known: events as as_at sees them, as_at, and choices
/// between such.
bool never_later_than_as_at(const Program& program, Register r) {
  const Origin origin = program.origins[r];
  const Block& block = program.blocks[origin.block];
  if (origin.index == Origin::row) {  // an element: of the list that its loop goes through
    for (const Instruction& i : program.blocks[block.parent].code) {
      if (effect_of(i.op) == Effect::loop && i.immediate == origin.block) return never_later_than_as_at(program, i.a);
    }
    return false;
  }
  const Instruction& i = block.code[origin.index];
  switch (i.op) {
    case Op::seen:
    case Op::as_at:
      return true;
    case Op::constant:
      return !program.constants[i.immediate].is_known();
    case Op::day_of:
    case Op::list:
      return are_never_later(program, i, 0);
    case Op::conditional:
      return are_never_later(program, i, 1);
    case Op::filter:
    case Op::index:
      return never_later_than_as_at(program, i.a);
    case Op::for_each:
      return never_later_than_as_at(program, i.b);
    case Op::call: {
      const auto builtin = static_cast<feel::Builtin>(i.immediate);
      const bool picks = builtin == feel::Builtin::min || builtin == feel::Builtin::max || builtin == feel::Builtin::date ||
                         builtin == feel::Builtin::first_recorded;
      return picks && are_never_later(program, i, 0);
    }
    default:
      return false;
  }
}

}  // namespace

DecidingDay deciding_day(const Program& program, const RulePlan& rule) {
  if (rule.kind == RuleKind::advisory) return DecidingDay::any;
  if (rule.arises == no_register && !rule.has_clock) return DecidingDay::as_at;
  if (rule.arises != no_register) {
    const Origin origin = program.origins[rule.arises];
    if (origin.index != Origin::row && program.blocks[origin.block].code[origin.index].op == Op::as_at) return DecidingDay::as_at;
    if (!never_later_than_as_at(program, rule.arises)) return DecidingDay::any;
  }
  return !rule.has_clock || never_later_than_as_at(program, rule.trigger) ? DecidingDay::past : DecidingDay::any;
}

}  // namespace dutybound::program
