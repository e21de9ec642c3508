// A program as text: blocks as they nest, then what each rule reads. Stable, so that a test can hold it.
#include <algorithm>
#include <string>

#include "program/instruction_text.hpp"

namespace dutybound::program {

namespace {

std::string name(Register r) { return r == no_register ? "-" : "r" + std::to_string(r); }

class Printer {
 public:
  explicit Printer(const Program& program) : program_(program) {}

  std::string print() {
    if (!program_.constraints.empty()) {
      line(0, "constraints");
      scopes(program_.constraint_blocks, 1);
      for (const ConstraintPlan& c : program_.constraints) {
        std::string text = "constraint " + c.id + " of " + entity(c.entity) + ": truth " + name(c.truth) + ", marks";
        for (const rulebook::Mark& mark : c.marks) {
          text += ' ' + entity(mark.entity) + '.' + program_.vocabulary.entities[mark.entity].attributes[mark.attribute].name;
        }
        line(1, text);
      }
    }
    line(0, "rules");
    scopes(program_.blocks, 1);
    for (const RulePlan& rule : program_.rules) plan(rule);
    return std::move(text_);
  }

 private:
  void line(std::size_t depth, std::string_view content) {
    text_.append(2 * depth, ' ');
    text_ += content;
    text_ += '\n';
  }

  const std::string& entity(EntityId id) const { return program_.vocabulary.entities[id].name; }

  void scopes(const std::vector<Block>& blocks, std::size_t depth) {
    for (const Block& block : blocks) {
      if (&block != blocks.data() && block.entity == rulebook::no_entity) continue;  // a loop's: stands at its instruction
      line(depth, &block == blocks.data() ? "once" : "each " + entity(block.entity) + ' ' + name(block.row));
      code(blocks, block, depth + 1);
    }
  }

  void code(const std::vector<Block>& blocks, const Block& block, std::size_t depth) {
    for (const Instruction& i : block.code) {
      std::string text = name(i.result) + " : " + std::string(to_text(i.kind)) + " = " + std::string(entry(i.op).name);
      text += subject_text(program_, blocks, i);
      if (effect_of(i.op) == Effect::loop) {
        const Block& body = blocks[i.immediate];
        line(depth, text + ' ' + name(i.a) + " each " + name(body.row) + " gives " + name(i.b));
        code(blocks, body, depth + 1);
        continue;
      }
      for (std::uint32_t n = 0; n < operand_count(i); ++n) text += ' ' + name(operand(program_, i, n));
      line(depth, text);
    }
  }

  void condition(std::string_view role, const ConditionPlan& plan, std::size_t depth) {
    std::string text = std::string(role) + ' ' + name(plan.truth) + ' ';
    text += plan.group == rulebook::Condition::Group::leaf ? plan.feel : to_string(plan.group);
    line(depth, text);
    for (const ConditionPlan& member : plan.members) condition("-", member, depth + 1);
  }

  void plan(const RulePlan& rule) {
    line(0, "rule " + rule.id + " (" + std::string(to_string(rule.kind)) + ") each " + entity(rule.entity));
    const RuleGroup& group = program_.groups[rule.group];
    if (group.plans.size() > 1) {
      const auto place = std::find(group.plans.begin(), group.plans.end(), &rule - program_.rules.data()) - group.plans.begin();
      line(1, "version " + std::to_string(place + 1) + " of " + std::to_string(group.plans.size()) + ", " +
                  program_.rulebooks[rule.rulebook].id);
    }
    if (rule.national) line(1, "changes that of " + program_.rulebooks[program_.rules[*rule.national].rulebook].id);
    for (const auto& [reading, value] : rule.readings) line(1, "reading " + reading + ' ' + value);
    if (rule.protected_when) condition("protects " + rule.protects, *rule.protected_when, 1);
    if (rule.applies) condition("applies", *rule.applies, 1);
    if (rule.exempt) condition("exempt", *rule.exempt, 1);
    if (rule.excused) condition("excused", *rule.excused, 1);
    if (rule.done_when) condition("done when", *rule.done_when, 1);
    if (rule.condition) condition("condition", *rule.condition, 1);
    for (const RowPlan& row : rule.rows) condition("row " + row.name, row.when, 1);
    const std::pair<std::string_view, Register> registers[] = {{"protected on", rule.protected_on},
                                                               {"arises", rule.arises},
                                                               {"trigger", rule.trigger},
                                                               {"amount", rule.amount},
                                                               {"due", rule.due},
                                                               {"done", rule.done},
                                                               {"ends", rule.ends},
                                                               {"value", rule.value}};
    for (const auto& [role, r] : registers) {
      if (r != no_register) line(1, std::string(role) + ' ' + name(r));
    }
  }

  const Program& program_;
  std::string text_;
};

}  // namespace

std::string dump(const Program& program) { return Printer(program).print(); }

}  // namespace dutybound::program
