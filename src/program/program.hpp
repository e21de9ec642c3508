// The compiled form: one immutable, typed, deduplicated program for all loaded rulebooks. An engine needs nothing else.
// Entry: compile (compile.hpp). dump() prints it; verify() proves its invariants.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/calendar.hpp>
#include <dutybound/finding.hpp>

#include "feel/type.hpp"
#include "rulebook/model.hpp"

namespace dutybound::program {

using rulebook::AttributeId;
using rulebook::EntityId;

/// A slot that one instruction writes. Numbered over the whole program.
using Register = std::uint32_t;
using BlockId = std::uint32_t;
inline constexpr Register no_register = 0xFFFFFFFFU;
inline constexpr BlockId no_block = 0xFFFFFFFFU;

enum class Op : std::uint8_t {
#define DUTYBOUND_OP(name, arity, effect) name,
#include "program/ops.def"
#undef DUTYBOUND_OP
};

/// What an operation needs beside its operands; ops.def says what each means.
enum class Effect : std::uint8_t { bound, pure, calendar, clock, fact, loop };
inline constexpr int many = -1;
/// Whether it is a truth about as_at, computed as a function of the day.
[[nodiscard]] constexpr bool is_turning(Op op) { return op == Op::turns || op == Op::turns_once; }

struct OpEntry {
  std::string_view name;
  int arity = 0;  ///< or `many`
  Effect effect{};
};

inline constexpr OpEntry op_table[] = {
#define DUTYBOUND_OP(name, arity, effect) {#name, arity, Effect::effect},
#include "program/ops.def"
#undef DUTYBOUND_OP
};

/// The table's row.
[[nodiscard]] constexpr const OpEntry& entry(Op op) { return op_table[static_cast<std::size_t>(op)]; }
[[nodiscard]] constexpr Effect effect_of(Op op) { return entry(op).effect; }

/// result = op(a, b, c, ...). Operands beyond three stand in Program::operands at [more, more + more_count).
struct Instruction {
  Op op{};
  feel::Kind kind{};  ///< of the result
  Register result = no_register;
  Register a = no_register;
  Register b = no_register;
  Register c = no_register;
  std::uint32_t immediate = 0;  ///< constant, attribute, parameter, built-in, or block, as the op says
  std::uint32_t more = 0;
  std::uint32_t more_count = 0;
};

/// Straight-line code over one bound record. A scope block runs once for each row of its entity, inside its
/// parent's; a loop block runs for each element of a list, from a loop instruction.
/// INVARIANT(defined-before-use): a register is read only after it was written in the same block or in one that encloses it.
struct Block {
  BlockId parent = no_block;
  EntityId entity = rulebook::no_entity;  ///< scope block: its entity
  Register row = no_register;             ///< holds the bound record (or element)
  std::vector<Instruction> code;
};

/// A condition as the author grouped it, with the register of its truth.
struct ConditionPlan {
  rulebook::Condition::Group group{};
  Register truth = no_register;
  std::string feel;  ///< canonical text of a leaf
  std::string because;
  std::vector<ConditionPlan> members;
};

struct RowPlan {
  std::string name;
  std::string title;
  ConditionPlan when;
};

/// The day that decides which edition judges: that of the assessment, one that has come by then (where there is one), or any.
enum class DecidingDay : std::uint8_t { as_at, past, any };

/// A rule, ready to be judged: metadata for people and registers for the engine.
struct RulePlan {
  std::string id;
  std::uint32_t rulebook = 0;  ///< index in Program::rulebooks
  RuleKind kind{};
  Modality modality{};
  std::string title, actor, requires_text, family, reason;
  std::vector<rulebook::Citation> source;
  std::vector<std::string> interpretation, notes, record;
  EntityId entity = 0;
  rulebook::InForce in_force;
  bool own_end = false;
  std::string protects;  ///< the vocabulary's word; empty if the rule does not say
  std::optional<ConditionPlan> protected_when;
  Register protected_on = no_register;  ///< the day of `protected_when`
  std::optional<ConditionPlan> applies, exempt, excused, done_when, condition;
  std::vector<RowPlan> rows;
  bool has_clock = false;
  rulebook::ClockKind clock{};
  DayUnit unit{};
  bool inclusive = false;
  rulebook::Roll roll = rulebook::Roll::none;
  std::uint32_t parameter = 0xFFFFFFFFU;  ///< index in Program::parameters if the amount is one
  Register amount = no_register;          ///< number of units
  Register arises = no_register;          ///< the day that decides the edition; none: the trigger, else as_at
  DecidingDay deciding_day = DecidingDay::any;
  Register trigger = no_register;  ///< date; clocks in hours: date_time
  Register due = no_register;      ///< date; clocks in hours: date_time
  Register done = no_register;
  Register ends = no_register;
  Register value = no_register;
  bool takes_stand_ins = false;  ///< something of it is computed with `first recorded`
  feel::Type value_type;
  std::string trigger_feel, done_feel, ends_feel, value_feel, defines;
  std::map<std::string, std::string> readings;  ///< as rulebook::Rule::readings
  std::uint32_t group = 0;                      ///< index in Program::groups
  /// Where a local protocol changes the rule: the national version that it changes (index in Program::rules).
  std::optional<std::uint32_t> national;
};

/// A whole condition of a rule, and what it is to the rule: `applies_when`, `permitted_when`, `level: NAME`, ...
struct ConditionOfRule {
  std::string role;
  const ConditionPlan* condition = nullptr;
};
/// Those that the rule has. They point into it.
[[nodiscard]] std::vector<ConditionOfRule> conditions_of(const RulePlan& rule);
/// Those that the rule itself states: without that of the people whom it protects, which is the vocabulary's for all rules.
[[nodiscard]] std::vector<ConditionOfRule> own_conditions_of(const RulePlan& rule);

/// All versions of one rule, which share its id: those of local protocols, of editions, and of readings. An assessment judges
/// each record by one of them: of those under the chosen readings the first, in this order, whose rulebook is in force on the day
/// that decides; if none is, the first.
struct RuleGroup {
  std::string id;
  std::vector<std::uint32_t> plans;  ///< local protocols before what they extend, later editions before earlier ones
};

struct RulebookInfo {
  std::string id, series, edition, title, version, digest, extends;
  rulebook::InForce in_force;
};

struct ConstraintPlan {
  EntityId entity = 0;
  std::string id;
  std::string because;
  Register truth = no_register;
  std::vector<rulebook::Mark> marks;
};

/// Where a register is written: by an instruction, or (no index) by the binding of its block's row.
struct Origin {
  static constexpr std::uint32_t row = 0xFFFFFFFFU;
  BlockId block = no_block;
  std::uint32_t index = row;
};

struct Program {
  std::string digest;               ///< of all that it was compiled from
  rulebook::Vocabulary vocabulary;  ///< without its constraints' and definitions' expressions
  std::shared_ptr<const Calendar> calendar;
  std::vector<RulebookInfo> rulebooks;
  std::vector<rulebook::Parameter> parameters;
  std::vector<feel::Cell> constants;
  std::deque<std::string> texts;  ///< what text constants point into
  std::vector<Register> operands;
  std::vector<Block> blocks;             ///< parents before children
  std::vector<BlockId> scopes;           ///< by entity: its scope block, or no_block
  std::vector<Block> constraint_blocks;  ///< by entity, run once over facts before any rule
  std::vector<BlockId> constraint_scopes;
  std::vector<ConstraintPlan> constraints;  ///< in the order of entities
  std::vector<RulePlan> rules;              ///< in the rulebooks' order
  std::vector<RuleGroup> groups;            ///< in the order of their first rule
  std::vector<rulebook::Reading> readings;
  std::vector<Origin> origins;        ///< by register
  Register constraint_registers = 0;  ///< constraints' registers are those below this
  Register register_count = 0;
};

/// How many operands, and the n-th.
[[nodiscard]] inline std::uint32_t operand_count(const Instruction& i) {
  const std::uint32_t first = i.a == no_register ? 0U : i.b == no_register ? 1U : i.c == no_register ? 2U : 3U;
  return first + i.more_count;
}
[[nodiscard]] inline Register operand(const Program& program, const Instruction& i, std::uint32_t n) {
  switch (n) {
    case 0:
      return i.a;
    case 1:
      return i.b;
    case 2:
      return i.c;
    default:
      return program.operands[i.more + n - 3];
  }
}

/// By register: whether that instruction, or one that it is computed from, is such a one.
template <class Such>
[[nodiscard]] std::vector<bool> computed_from(const Program& program, Such such) {
  std::vector<bool> found(program.register_count);
  for (bool more = true; more;) {  // a loop's body stands in a later block than the loop
    more = false;
    for (const Block& block : program.blocks) {
      for (const Instruction& i : block.code) {
        if (found[i.result]) continue;
        bool is_found = such(i);
        for (std::uint32_t n = 0; n < operand_count(i); ++n) is_found = is_found || found[operand(program, i, n)];
        found[i.result] = is_found;
        more = more || is_found;
      }
    }
  }
  return found;
}

/// Readable text of a program, stable: for golden tests and for people.
[[nodiscard]] std::string dump(const Program& program);

/// Checks every invariant; returns the broken ones in words (empty: sound).
[[nodiscard]] std::vector<std::string> verify(const Program& program);

}  // namespace dutybound::program
