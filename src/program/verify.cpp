// The invariants of program.hpp, checked by walking every block in the order in which it would run.
#include <algorithm>
#include <string>

#include "feel/builtins.hpp"
#include "program/program.hpp"

namespace dutybound::program {

namespace {

using feel::Kind;

class Verifier {
 public:
  explicit Verifier(const Program& program)
      : program_(program),
        kinds_(program.register_count, Kind::none),
        written_(program.register_count),
        visible_(program.register_count) {}

  std::vector<std::string> verify() {
    if (!program_.constraint_blocks.empty()) {
      blocks(program_.constraint_blocks, program_.constraint_scopes, true);
      for (const ConstraintPlan& c : program_.constraints) {
        const BlockId scope = program_.constraint_scopes[c.entity];
        if (scope == no_block) {
          broken("constraint " + c.id + " has no scope");
        } else {
          reads(program_.constraint_blocks, scope, c.truth, {Kind::boolean}, "constraint " + c.id);
        }
      }
    }
    blocks(program_.blocks, program_.scopes, false);
    for (const RulePlan& rule : program_.rules) plan(rule);
    groups();
    for (Register r = 0; r < program_.register_count; ++r) {
      if (!written_[r]) broken("r" + std::to_string(r) + " is never written");
    }
    return std::move(broken_);
  }

 private:
  void broken(std::string what) { broken_.push_back(std::move(what)); }

  void blocks(const std::vector<Block>& blocks, const std::vector<BlockId>& scopes, bool constraints) {
    in_constraints_ = constraints;
    entered_.assign(blocks.size(), 0);
    if (blocks.empty() || blocks[0].parent != no_block || blocks[0].row != no_register ||
        blocks[0].entity != rulebook::no_entity) {
      return broken("block 0 is not the outermost");
    }
    for (BlockId b = 1; b < blocks.size(); ++b) {
      if (blocks[b].parent >= b) return broken("block " + std::to_string(b) + " stands before its parent");
      const EntityId e = blocks[b].entity;
      if (e == rulebook::no_entity) continue;
      if (scopes[e] != b) broken("block " + std::to_string(b) + " is not its entity's scope");
      const EntityId parent = program_.vocabulary.entities[e].parent;
      if (blocks[b].parent != (parent == rulebook::no_entity ? 0 : scopes[parent]))
        broken("a scope does not stand in its parent's");
    }
    scope(blocks, 0);
    for (BlockId b = 0; b < blocks.size(); ++b) {
      if (entered_[b] != 1) broken("block " + std::to_string(b) + " is entered " + std::to_string(entered_[b]) + " times");
    }
  }

  void scope(const std::vector<Block>& blocks, BlockId b) {
    std::vector<Register> defined;
    code(blocks, b, defined);
    for (BlockId inner = b + 1; inner < blocks.size(); ++inner) {
      if (blocks[inner].parent == b && blocks[inner].entity != rulebook::no_entity) scope(blocks, inner);
    }
    for (const Register r : defined) visible_[r] = false;
  }

  void define(Register r, Kind kind, std::vector<Register>& defined) {
    if (r >= program_.register_count) return broken("r" + std::to_string(r) + " is out of range");
    if (written_[r]) broken("r" + std::to_string(r) + " is written twice");
    if (in_constraints_ != (r < program_.constraint_registers))
      broken("r" + std::to_string(r) + " is numbered on the wrong side");
    written_[r] = visible_[r] = true;
    kinds_[r] = kind;
    defined.push_back(r);
  }

  void code(const std::vector<Block>& blocks, BlockId b, std::vector<Register>& defined) {
    const Block& block = blocks[b];
    ++entered_[b];
    if (b != 0) define(block.row, block.entity == rulebook::no_entity ? Kind::none : Kind::record, defined);
    for (const Instruction& i : block.code) {
      if (effect_of(i.op) == Effect::loop) {
        operand_is(i, 0, {is_turning(i.op) ? Kind::date : Kind::list});
        if (i.immediate >= blocks.size() || blocks[i.immediate].parent != b ||
            blocks[i.immediate].entity != rulebook::no_entity) {
          broken(where(i) + " has no body of its own");
        } else {
          std::vector<Register> inner;
          code(blocks, i.immediate, inner);
          if (i.op == Op::for_each) {
            operand_is(i, 1, {});
          } else {
            operand_is(i, 1, {Kind::boolean});
          }
          for (const Register r : inner) visible_[r] = false;
        }
      } else {
        instruction(i);
      }
      define(i.result, i.kind, defined);
    }
  }

  void instruction(const Instruction& i) {
    const OpEntry& op = entry(i.op);
    const std::uint32_t count = operand_count(i);
    if (op.effect == Effect::bound) return broken(where(i) + " is no instruction");
    if (op.arity != many && count != static_cast<std::uint32_t>(op.arity)) broken(where(i) + " has the wrong number of operands");
    if (in_constraints_ && op.effect == Effect::clock) broken(where(i) + " reads as_at in a constraint");
    if (i.more + i.more_count > program_.operands.size()) return broken(where(i) + " has operands out of range");
    for (std::uint32_t n = 0; n < count; ++n) operand_is(i, n, operand_kinds(i.op, n));
    if (i.immediate >= immediates(i.op)) broken(where(i) + " has an immediate out of range");
  }

  static std::vector<Kind> operand_kinds(Op op, std::uint32_t n) {
    switch (op) {
      case Op::recorded:
      case Op::seen:
      case Op::child:
      case Op::children:
      case Op::parent:
        return {Kind::record};
      case Op::parameter:
      case Op::as_at_equal:
      case Op::as_at_less:
      case Op::as_at_less_or_equal:
      case Op::as_at_greater:
      case Op::as_at_greater_or_equal:
      case Op::age_now:
      case Op::ordinary_day:
        return {Kind::date};
      case Op::negation:
      case Op::conjunction:
      case Op::disjunction:
        return {Kind::boolean};
      case Op::conditional:
        return n == 0 ? std::vector{Kind::boolean} : std::vector<Kind>{};
      case Op::day_of:
        return {Kind::date_time};
      case Op::index:
      case Op::contains:
        return n == 0 ? std::vector{Kind::list} : std::vector<Kind>{};
      default:
        return {};
    }
  }

  std::size_t immediates(Op op) const {
    switch (op) {
      case Op::constant:
        return program_.constants.size();
      case Op::parameter:
      case Op::parameter_now:
        return program_.parameters.size();
      case Op::child:
      case Op::children:
      case Op::parent:
        return program_.vocabulary.entities.size();
      case Op::call:
        return feel::builtins().size();
      default:
        return static_cast<std::size_t>(-1);
    }
  }

  void operand_is(const Instruction& i, std::uint32_t n, const std::vector<Kind>& wanted) {
    const Register r = operand(program_, i, n);
    if (r >= program_.register_count || !visible_[r])
      return broken(where(i) + " reads r" + std::to_string(r) + " before it is written");
    if (!matches(kinds_[r], wanted)) broken(where(i) + " has an operand of the wrong kind");
  }

  static bool matches(Kind kind, const std::vector<Kind>& wanted) {
    return wanted.empty() || kind == Kind::none || std::find(wanted.begin(), wanted.end(), kind) != wanted.end();
  }

  static std::string where(const Instruction& i) {
    return "r" + std::to_string(i.result) + " (" + std::string(entry(i.op).name) + ')';
  }

  /// A plan's register stands in its scope's block or in one around it.
  void reads(const std::vector<Block>& blocks, BlockId scope, Register r, const std::vector<Kind>& wanted,
             const std::string& who) {
    if (r >= program_.register_count || r >= program_.origins.size()) return broken(who + " reads a register out of range");
    const Origin origin = program_.origins[r];
    BlockId b = scope;
    while (b != origin.block && b != 0) b = blocks[b].parent;
    if (b != origin.block) broken(who + " reads r" + std::to_string(r) + " which its scope does not see");
    if (!matches(kinds_[r], wanted)) broken(who + " reads r" + std::to_string(r) + " of the wrong kind");
  }

  void plan(const RulePlan& rule) {
    if (rule.kind == RuleKind::advisory) return;
    const BlockId scope = program_.scopes[rule.entity];
    if (scope == no_block) return broken(rule.id + " has no scope");
    const auto truths = [&](const ConditionPlan& plan, const auto& self) -> void {
      reads(program_.blocks, scope, plan.truth, {Kind::boolean}, rule.id);
      for (const ConditionPlan& member : plan.members) self(member, self);
    };
    for (const ConditionOfRule& part : conditions_of(rule)) truths(*part.condition, truths);
    const bool in_hours = rule.has_clock && rule.unit == DayUnit::hours;
    const std::vector<Kind> clock_kind = in_hours ? std::vector{Kind::date_time} : std::vector{Kind::date};
    const auto optional = [&](Register r, const std::vector<Kind>& wanted) {
      if (r != no_register) reads(program_.blocks, scope, r, wanted, rule.id);
    };
    optional(rule.arises, {Kind::date});
    optional(rule.trigger, clock_kind);
    optional(rule.due, clock_kind);
    optional(rule.done, clock_kind);
    optional(rule.ends, {Kind::date});
    optional(rule.amount, {Kind::number});
    optional(rule.value, {});
    if (rule.has_clock && (rule.trigger == no_register || rule.due == no_register)) broken(rule.id + " has a clock without days");
  }

  /// Every rule is a version of one group, and those of a group have what a finding needs in common.
  void groups() {
    std::size_t versions = 0;
    for (std::uint32_t g = 0; g < program_.groups.size(); ++g) {
      const RuleGroup& group = program_.groups[g];
      versions += group.plans.size();
      if (group.plans.empty()) broken("group " + group.id + " is empty");
      for (const std::uint32_t i : group.plans) {
        if (i >= program_.rules.size()) return broken("group " + group.id + " has a rule out of range");
        const RulePlan& rule = program_.rules[i];
        const RulePlan& first = program_.rules[group.plans.front()];
        if (rule.group != g || rule.id != group.id) broken(rule.id + " is in another's group");
        if (rule.kind != first.kind || rule.entity != first.entity) broken("versions of " + rule.id + " differ");
        if (rule.national && (*rule.national >= program_.rules.size() || program_.rules[*rule.national].group != g ||
                              program_.rules[*rule.national].rulebook == rule.rulebook))
          broken(rule.id + " changes no national rule of its group");
        for (const auto& [reading, value] : rule.readings) {
          if (!has(reading, value)) broken(rule.id + " turns on a reading that is not loaded");
        }
      }
    }
    if (versions != program_.rules.size()) broken("a rule is in no group");
  }

  [[nodiscard]] bool has(const std::string& reading, const std::string& value) const {
    for (const rulebook::Reading& each : program_.readings) {
      if (each.id != reading) continue;
      return std::any_of(each.values.begin(), each.values.end(), [&](const auto& v) { return v.value == value; });
    }
    return false;
  }

  const Program& program_;
  std::vector<Kind> kinds_;
  std::vector<bool> written_, visible_;
  std::vector<int> entered_;
  bool in_constraints_ = false;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> verify(const Program& program) { return Verifier(program).verify(); }

}  // namespace dutybound::program
