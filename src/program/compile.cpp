// The whole way: model to values to blocks, rule by rule.
#include "program/compile.hpp"

#include <algorithm>
#include <utility>

#include "feel/builtins.hpp"
#include "program/emit.hpp"
#include "program/lower.hpp"

namespace dutybound::program {

using rulebook::Condition;
using rulebook::LocalWay;

namespace {

/// The vocabulary without expressions.
rulebook::Vocabulary describe(const rulebook::Vocabulary& from) {
  rulebook::Vocabulary vocabulary;
  vocabulary.id = from.id;
  vocabulary.title = from.title;
  vocabulary.source = from.source;
  vocabulary.subjects = from.subjects;
  for (const rulebook::Protects& p : from.protects)
    vocabulary.protects.push_back({p.word, p.title, p.of, {}, p.because, p.interpretation});
  vocabulary.types = from.types;
  vocabulary.earliest = from.earliest;
  vocabulary.latest = from.latest;
  for (const rulebook::Entity& e : from.entities) {
    rulebook::Entity& entity = vocabulary.entities.emplace_back();
    entity.name = e.name;
    entity.description = e.description;
    entity.parent = e.parent;
    entity.parent_attribute = e.parent_attribute;
    entity.many = e.many;
    entity.attributes = e.attributes;
  }
  return vocabulary;
}

std::string text_of(const feel::Expression& expression) { return expression ? feel::to_text(expression) : std::string{}; }

/// Compiles rules one after the other into one graph and one set of blocks.
class RuleCompiler {
 public:
  RuleCompiler(const rulebook::RuleSet& rules, Program& program)
      : rules_(rules),
        graph_(program),
        lowering_(rules, program, graph_, Lowering::Reads::seen),
        emitter_(graph_, program, program.blocks, program.scopes) {}

  RulePlan plan(const rulebook::Rule& rule, std::uint32_t rulebook) {
    RulePlan plan;
    plan.id = rule.id;
    plan.rulebook = rulebook;
    plan.kind = rule.kind;
    plan.modality = rule.modality;
    plan.title = rule.title;
    plan.actor = rule.actor;
    plan.requires_text = rule.requires_text;
    plan.family = rule.family;
    plan.reason = rule.reason;
    plan.source = rule.source;
    plan.interpretation = rule.interpretation;
    plan.notes = rule.notes;
    plan.record = rule.record;
    plan.entity = rule.for_each;
    plan.in_force = rule.in_force;
    plan.own_end = rule.own_end;
    plan.defines = rule.defines;
    plan.readings = rule.readings;
    plan.protects = rule.protects;
    if (rule.kind == RuleKind::advisory) return plan;  // nothing to compute
    emitter_.scope(rule.for_each);
    const rulebook::Rule* national = rule.changes ? &rules_.rulebooks[*rule.changes].rules[rule.changed_rule] : nullptr;
    const auto part = [&](std::optional<Condition> rulebook::Rule::*of, LocalWay way) -> std::optional<ConditionPlan> {
      if (!(rule.*of)) return std::nullopt;
      auto [made, truth] = condition(*(rule.*of), rule.for_each);
      if (national) {
        const bool unsaid = of == &rulebook::Rule::applies_when;
        const ValueId bound =
            national->*of ? truth_of(*(national->*of), rule.for_each) : graph_.constant(feel::Cell::boolean(unsaid));
        made.truth = emitter_.emit(held_to(bound, truth, way));
      }
      return std::move(made);
    };
    if (const rulebook::Protects* protects = asked_by(rule, rules_.vocabulary)) {
      const ValueId day = lowering_.deciding_day(rule);
      plan.protected_on = emitter_.emit(day);
      plan.protected_when = ConditionPlan{Condition::Group::leaf,
                                          emitter_.emit(lowering_.protects(protects->that, rule.for_each, day)),
                                          text_of(protects->that),
                                          protects->because,
                                          {}};
    }
    plan.applies = part(&rulebook::Rule::applies_when, rulebook::way_of_applies(rule.kind));
    plan.exempt = part(&rulebook::Rule::exempt_when, LocalWay::narrower);
    plan.excused = part(&rulebook::Rule::excused_when, LocalWay::narrower);
    plan.done_when = part(&rulebook::Rule::done_when, rulebook::way_of_done(rule.modality));
    plan.condition = part(&rulebook::Rule::condition, LocalWay::narrower);
    for (const rulebook::Row& row : rule.rows) {
      auto [made, truth] = condition(row.when, rule.for_each);
      for (std::size_t i = 0; national && i < national->rows.size(); ++i) {
        if (national->rows[i].name == row.name)
          made.truth = emitter_.emit(held_to(truth_of(national->rows[i].when, rule.for_each), truth, LocalWay::narrower));
      }
      plan.rows.push_back({row.name, row.title, std::move(made)});
    }
    plan.arises = day(rule.arises_at, rule.for_each);
    if (rule.clock) clock(*rule.clock, plan);
    if (rule.done_at) {
      const bool in_hours = plan.has_clock && plan.unit == DayUnit::hours;
      plan.done = in_hours ? emitter_.emit(lowering_.expression(rule.done_at, rule.for_each)) : day(rule.done_at, rule.for_each);
      plan.done_feel = text_of(rule.done_at);
    }
    plan.ends = day(rule.ends_at, rule.for_each);
    plan.ends_feel = text_of(rule.ends_at);
    if (rule.value) {
      plan.value = emitter_.emit(lowering_.expression(rule.value, rule.for_each));
      plan.value_type = rule.value.type();
      plan.value_feel = text_of(rule.value);
    }
    return plan;
  }

 private:
  std::pair<ConditionPlan, ValueId> condition(const Condition& from, EntityId entity) {
    ConditionPlan plan;
    plan.group = from.group;
    plan.because = from.because;
    ValueId truth = 0;
    if (from.group == Condition::Group::leaf) {
      plan.feel = text_of(from.that);
      truth = lowering_.expression(from.that, entity);
    } else {
      std::vector<ValueId> truths;
      for (const Condition& member : from.members) {
        auto [member_plan, member_truth] = condition(member, entity);
        plan.members.push_back(std::move(member_plan));
        truths.push_back(member_truth);
      }
      truth = from.group == Condition::Group::all ? lowering_.conjunction(std::move(truths))
                                                  : lowering_.disjunction(std::move(truths));
      if (from.group == Condition::Group::none) truth = lowering_.negation(truth);
    }
    plan.truth = emitter_.emit(truth);
    return {std::move(plan), truth};
  }

  /// A local protocol's truth beside the national one is never weaker than that, whatever is not known: what is shown to ask for
  /// no less where everything is known could still be unknown where the national rule is not.
  ValueId held_to(ValueId national, ValueId truth, LocalWay way) {
    if (national == truth) return truth;
    switch (way) {
      case LocalWay::wider:
        return lowering_.disjunction({holds(national), holds(truth)});
      case LocalWay::narrower:
        return lowering_.conjunction({holds(national), holds(truth)});
      case LocalWay::same:
        break;
    }
    return national;
  }

  ValueId truth_of(const Condition& condition, EntityId entity) {
    if (condition.group == Condition::Group::leaf) return lowering_.expression(condition.that, entity);
    std::vector<ValueId> truths;
    for (const Condition& member : condition.members) truths.push_back(truth_of(member, entity));
    if (condition.group == Condition::Group::all) return lowering_.conjunction(std::move(truths));
    const ValueId any = lowering_.disjunction(std::move(truths));
    return condition.group == Condition::Group::none ? lowering_.negation(any) : any;
  }

  /// Null does not hold.
  ValueId holds(ValueId truth) {
    const ValueId yes = graph_.constant(feel::Cell::boolean(true));
    return graph_.make(Op::conditional, feel::Kind::boolean, {truth, yes, graph_.constant(feel::Cell::boolean(false))});
  }

  Register day(const feel::Expression& expression, EntityId entity) {
    return expression ? emitter_.emit(lowering_.as_day(lowering_.expression(expression, entity))) : no_register;
  }

  void clock(const rulebook::Clock& from, RulePlan& plan) {
    const bool is_fixed = from.kind == rulebook::ClockKind::fixed_date;
    plan.has_clock = true;
    plan.clock = from.kind;
    plan.unit = is_fixed ? DayUnit::days : from.unit;
    plan.inclusive = from.inclusive;
    plan.roll = from.roll;
    plan.trigger_feel = text_of(from.anchor);
    if (!from.amount.parameter.empty()) plan.parameter = lowering_.parameter_index(from.amount.parameter);
    const ClockValues values = lowering_.clock(from, plan.entity);
    plan.trigger = emitter_.emit(values.trigger);
    if (!is_fixed) plan.amount = emitter_.emit(values.amount);
    plan.due = emitter_.emit(values.due);
  }

  const rulebook::RuleSet& rules_;
  Graph graph_;
  Lowering lowering_;
  Emitter emitter_;
};

void compile_constraints(const rulebook::RuleSet& rules, Program& program) {
  Graph graph(program);
  Lowering lowering(rules, program, graph, Lowering::Reads::recorded);
  Emitter emitter(graph, program, program.constraint_blocks, program.constraint_scopes);
  for (EntityId entity = 0; entity < rules.vocabulary.entities.size(); ++entity) {
    for (const rulebook::Constraint& constraint : rules.vocabulary.entities[entity].constraints) {
      emitter.scope(entity);
      const Register truth = emitter.emit(lowering.expression(constraint.that, entity));
      program.constraints.push_back({entity, constraint.id, constraint.because, truth, constraint.marks});
    }
  }
  program.constraint_registers = program.register_count;
}

void find_origins(const std::vector<Block>& blocks, std::vector<Origin>& origins) {
  for (BlockId b = 0; b < blocks.size(); ++b) {
    if (blocks[b].row != no_register) origins[blocks[b].row] = {b, Origin::row};
    for (std::uint32_t i = 0; i < blocks[b].code.size(); ++i) origins[blocks[b].code[i].result] = {b, i};
  }
}

/// Marks the rules of which something is computed with `first recorded`.
void find_stand_ins(Program& program) {
  const std::vector<bool> found = computed_from(program, [](const Instruction& i) {
    return i.op == Op::call && static_cast<feel::Builtin>(i.immediate) == feel::Builtin::first_recorded;
  });
  for (RulePlan& rule : program.rules) {
    const auto is_found = [&](Register r) { return r != no_register && found[r]; };
    const std::vector<ConditionOfRule> conditions = conditions_of(rule);
    rule.takes_stand_ins = is_found(rule.arises) || is_found(rule.trigger) || is_found(rule.due) || is_found(rule.done) ||
                           is_found(rule.ends) || is_found(rule.value) ||
                           std::any_of(conditions.begin(), conditions.end(),
                                       [&](const ConditionOfRule& each) { return is_found(each.condition->truth); });
  }
}

/// How many rulebooks a local protocol stands on.
std::size_t layers_below(const Program& program, std::uint32_t rulebook) {
  const auto& books = program.rulebooks;
  std::size_t depth = 0;
  for (const RulebookInfo* book = &books[rulebook]; !book->extends.empty() && depth < books.size(); ++depth) {
    const auto base = std::find_if(books.begin(), books.end(), [&](const RulebookInfo& b) { return b.id == book->extends; });
    if (base == books.end()) break;
    book = &*base;
  }
  return depth;
}

void gather_versions(Program& program) {
  std::map<std::string_view, std::uint32_t> known;
  for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
    RulePlan& plan = program.rules[i];
    const auto [place, added] = known.try_emplace(plan.id, static_cast<std::uint32_t>(program.groups.size()));
    if (added) program.groups.push_back({plan.id, {}});
    plan.group = place->second;
    program.groups[plan.group].plans.push_back(i);
  }
  const auto stands_before = [&](std::uint32_t a, std::uint32_t b) {
    const std::uint32_t book_a = program.rules[a].rulebook;
    const std::uint32_t book_b = program.rules[b].rulebook;
    if (book_a == book_b) return false;
    const std::size_t layers_a = layers_below(program, book_a);
    const std::size_t layers_b = layers_below(program, book_b);
    if (layers_a != layers_b) return layers_a > layers_b;
    return program.rulebooks[book_a].in_force.from > program.rulebooks[book_b].in_force.from;  // nothing is the earliest
  };
  for (RuleGroup& group : program.groups) std::stable_sort(group.plans.begin(), group.plans.end(), stands_before);
}

}  // namespace

std::shared_ptr<const Program> compile(const rulebook::RuleSet& rules) {
  const auto made = std::make_shared<Program>();
  Program& program = *made;
  program.digest = rules.digest;
  program.vocabulary = describe(rules.vocabulary);
  program.calendar = rules.calendar;
  for (const rulebook::RulebookModel& book : rules.rulebooks) {
    program.rulebooks.push_back(
        {book.id, book.series, book.edition, book.title, book.version, book.digest, book.extends, book.in_force});
    for (rulebook::Parameter parameter : book.parameters) {
      parameter.rulebook = static_cast<std::uint32_t>(program.rulebooks.size() - 1);
      program.parameters.push_back(std::move(parameter));
    }
    for (rulebook::Reading reading : book.readings) {
      reading.rulebook = static_cast<std::uint32_t>(program.rulebooks.size() - 1);
      program.readings.push_back(std::move(reading));
    }
  }
  compile_constraints(rules, program);
  RuleCompiler compiler(rules, program);
  std::vector<std::uint32_t> firsts;  // by rulebook: which of the program's rules is its first
  for (std::uint32_t b = 0; b < rules.rulebooks.size(); ++b) {
    firsts.push_back(static_cast<std::uint32_t>(program.rules.size()));
    for (const rulebook::Rule& rule : rules.rulebooks[b].rules) program.rules.push_back(compiler.plan(rule, b));
  }
  for (std::uint32_t b = 0; b < rules.rulebooks.size(); ++b) {
    for (std::uint32_t r = 0; r < rules.rulebooks[b].rules.size(); ++r) {
      const rulebook::Rule& rule = rules.rulebooks[b].rules[r];
      if (rule.changes)
        program.rules[firsts[b] + r].national = firsts[*rule.changes] + static_cast<std::uint32_t>(rule.changed_rule);
    }
  }
  gather_versions(program);
  program.origins.resize(program.register_count);
  find_origins(program.constraint_blocks, program.origins);
  find_origins(program.blocks, program.origins);
  for (RulePlan& rule : program.rules) rule.deciding_day = deciding_day(program, rule);
  find_stand_ins(program);
  return made;
}

std::shared_ptr<const Program> with_policy(const std::shared_ptr<const Program>& program,
                                           const std::map<std::string, std::int64_t>& values) {
  const Program& from = *program;
  const std::shared_ptr<Program> made(new Program, [program](const Program* done) { delete done; });
  made->vocabulary = describe(from.vocabulary);
  made->calendar = from.calendar;
  made->rulebooks = from.rulebooks;
  made->parameters = from.parameters;
  made->constants = from.constants;  // texts stay where they are, in the original
  made->operands = from.operands;
  made->blocks = from.blocks;
  made->scopes = from.scopes;
  made->constraint_blocks = from.constraint_blocks;
  made->constraint_scopes = from.constraint_scopes;
  made->constraints = from.constraints;
  made->rules = from.rules;
  made->groups = from.groups;
  made->readings = from.readings;
  made->origins = from.origins;
  made->constraint_registers = from.constraint_registers;
  made->register_count = from.register_count;
  for (rulebook::Parameter& parameter : made->parameters) {
    const auto value = values.find(parameter.id);
    if (parameter.policy && value != values.end()) parameter.rows = {{std::nullopt, value->second, {}}};
  }
  return made;
}

}  // namespace dutybound::program
