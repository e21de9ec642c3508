// Rules in words: clocks, conditions, the parameters they use.
#include "api/rule_info.hpp"

#include <algorithm>

#include "api/rule_parts.hpp"
#include "explain/words.hpp"

namespace dutybound {
namespace {

using rulebook::Condition;
using rulebook::Rule;
using rulebook::RuleSet;

/// The number that is in force at the end of the rule's own days.
std::string amount_text(const RuleSet& rules, const Rule& rule) {
  const rulebook::Clock& clock = *rule.clock;
  if (clock.amount.parameter.empty()) return explain::count_text(clock.amount.literal, clock.unit);
  std::optional<std::int64_t> number;
  if (const rulebook::Parameter* parameter = find_parameter(rules, clock.amount.parameter)) {
    for (const auto& row : parameter->rows) {
      if (!row.from || !rule.in_force.to || *row.from <= *rule.in_force.to)
        number = row.ends ? std::nullopt : std::optional(row.value);
    }
  }
  if (!number)
    return "as many " + explain::unit_text(clock.unit, true) + " as local policy says (" + clock.amount.parameter + ")";
  return explain::count_text(*number, clock.unit) + " (" + clock.amount.parameter + ")";
}

std::string deadline_text(const RuleSet& rules, const Rule& rule) {
  const rulebook::Clock& clock = *rule.clock;
  const std::string anchor = feel::to_text(clock.anchor);
  const std::string amount = clock.kind == rulebook::ClockKind::fixed_date ? "" : amount_text(rules, rule);
  std::string text;
  switch (clock.kind) {
    case rulebook::ClockKind::within:
      text = "within " + amount + " after " + anchor;
      break;
    case rulebook::ClockKind::recurring:
      text = "again within " + amount + " after " + anchor;
      break;
    case rulebook::ClockKind::maximum_duration:
      text = "no longer than " + amount + " from " + anchor;
      break;
    case rulebook::ClockKind::minimum_retention:
      text = "kept for at least " + amount + " from " + anchor;
      break;
    case rulebook::ClockKind::before_target:
      text = "at least " + amount + " before " + anchor;
      break;
    case rulebook::ClockKind::fixed_date:
      text = "on or before " + anchor;
      break;
  }
  if (clock.inclusive) text += ", counting its own day";
  if (clock.roll == rulebook::Roll::ordinary_day)
    text += "; a last day that is a holiday or a Sunday moves on to the next ordinary day";
  if (clock.roll == rulebook::Roll::up_to_working_day) text += "; days after it that are no working days still count as in time";
  return text;
}

class ConditionLines {
 public:
  using Lines = std::vector<std::pair<std::string, std::string>>;
  explicit ConditionLines(Lines& lines) : lines_(lines) {}

  void add(const std::string& role, const std::optional<Condition>& condition) {
    if (condition) add(role, *condition, 0);
  }

  void add(const std::string& role, const Condition& condition, std::size_t depth) {
    const std::string indent(2 * depth, ' ');
    if (condition.group == Condition::Group::leaf) {
      const std::string feel = feel::to_text(condition.that);
      lines_.emplace_back(role, indent + (condition.because.empty() ? feel : condition.because + " (" + feel + ")"));
      return;
    }
    lines_.emplace_back(role, indent + std::string(to_string(condition.group)) + " of:");
    for (const Condition& member : condition.members) add(role, member, depth + 1);
  }

 private:
  Lines& lines_;
};

/// The parameters that a rule uses, each once.
class ParameterNames {
 public:
  void add(std::string id) {
    if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }
  void add(const feel::Expression& expression) {
    if (expression) add(*expression.root);
  }
  void add(const std::optional<Condition>& condition) {
    if (condition) add(*condition);
  }
  void add(const Condition& condition) {
    add(condition.that);
    for (const Condition& member : condition.members) add(member);
  }

  std::vector<std::string> ids;

 private:
  void add(const feel::Node& node) {
    if (node.kind == feel::NodeKind::call && node.text == "parameter" && !node.children.empty()) add(node.children.front()->text);
    for (const auto& child : node.children) {
      if (child) add(*child);
    }
  }
};

std::vector<std::string> parameters_of(const Rule& rule) {
  ParameterNames names;
  if (rule.clock) {
    names.add(rule.clock->amount.parameter);
    names.add(rule.clock->anchor);
  }
  for (const auto* expression : {&rule.arises_at, &rule.done_at, &rule.ends_at, &rule.value}) names.add(*expression);
  for (const auto* condition : {&rule.applies_when, &rule.exempt_when, &rule.excused_when, &rule.done_when, &rule.condition})
    names.add(*condition);
  for (const rulebook::Row& row : rule.rows) names.add(row.when);
  return names.ids;
}

ConditionLines::Lines conditions_of(const RuleSet& rules, const Rule& rule) {
  ConditionLines::Lines all;
  ConditionLines lines(all);
  if (const rulebook::Protects* protects = asked_by(rule, rules.vocabulary))
    all.emplace_back("protects", on_the_deciding_day(*protects) + " (" + feel::to_text(protects->that) + ")");
  lines.add("applies_when", rule.applies_when);
  lines.add("exempt_when", rule.exempt_when);
  lines.add("excused_when", rule.excused_when);
  lines.add("done_when", rule.done_when);
  lines.add(std::string(to_string(rulebook::condition_role(rule.kind))), rule.condition);
  for (const rulebook::Row& row : rule.rows) lines.add(rulebook::row_role(rule.kind, row.name), row.when, 0);
  if (rule.done_at) all.emplace_back("done_at", feel::to_text(rule.done_at));
  if (rule.ends_at) all.emplace_back("ends_at", feel::to_text(rule.ends_at));
  if (rule.arises_at) all.emplace_back("arises_at", feel::to_text(rule.arises_at));
  if (rule.value) all.emplace_back("value", feel::to_text(rule.value));
  return all;
}

RuleInfo describe(const RuleSet& rules, const rulebook::RulebookModel& book, const Rule& rule, const program::Program& program) {
  RuleInfo info;
  info.id = rule.id;
  info.rulebook = book.id;
  info.title = rule.title;
  info.kind = rule.kind;
  info.modality = rule.modality;
  info.actor = rule.actor;
  info.requires_text = rule.requires_text;
  info.for_each = program.vocabulary.entities[rule.for_each].name;
  info.family = rule.family;
  info.protects = rule.protects;
  if (const auto* protects = find_protects(rules.vocabulary, rule.protects)) info.protects_title = protects->title;
  info.reason = rule.reason;
  if (rule.clock) info.deadline = deadline_text(rules, rule);
  info.sources = explain::sources_of(rule.source);
  info.interpretation = rule.interpretation;
  info.notes = rule.notes;
  info.record = rule.record;
  info.parameters = parameters_of(rule);
  info.conditions = conditions_of(rules, rule);
  info.parts = parts_of(rules, rule);
  if (rule.clock) info.clock = rule.clock->kind;
  info.file = rule.file ? rule.file->name : "";
  info.from = rule.in_force.from;
  info.to = rule.in_force.to;
  if (rule.changes) info.changes = rules.rulebooks[*rule.changes].id;
  return info;
}

/// Another version of the same rule of the same rulebook.
void add_alternative(const RuleSet& rules, const Rule& rule, RuleInfo& info) {
  info.alternatives.push_back(
      {rule.readings, rule.clock ? deadline_text(rules, rule) : std::string(), conditions_of(rules, rule)});
  for (std::string& parameter : parameters_of(rule)) {
    if (std::find(info.parameters.begin(), info.parameters.end(), parameter) == info.parameters.end())
      info.parameters.push_back(std::move(parameter));
  }
}

}  // namespace

std::vector<RuleInfo> describe_rules(const RuleSet& rules, const program::Program& program) {
  std::vector<RuleInfo> infos;
  for (const rulebook::RulebookModel& book : rules.rulebooks) {
    const Rule* before = nullptr;
    for (const Rule& rule : book.rules) {  // versions stand together, that of the defaults first
      if (before && before->id == rule.id) {
        add_alternative(rules, rule, infos.back());
      } else {
        infos.push_back(describe(rules, book, rule, program));
      }
      before = &rule;
    }
  }
  return infos;
}

std::vector<ReadingInfo> describe_readings(const RuleSet& rules) {
  std::vector<ReadingInfo> infos;
  for (const rulebook::RulebookModel& book : rules.rulebooks) {
    for (const rulebook::Reading& reading : book.readings) {
      ReadingInfo info{reading.id, book.id, reading.title, reading.default_value, {}};
      for (const auto& value : reading.values)
        info.values.push_back({value.value, value.title, explain::sources_of(value.source)});
      infos.push_back(std::move(info));
    }
  }
  return infos;
}

std::vector<ParameterInfo> describe_parameters(const RuleSet& rules) {
  std::vector<ParameterInfo> infos;
  for (const rulebook::RulebookModel& book : rules.rulebooks) {
    for (const rulebook::Parameter& parameter : book.parameters) {
      ParameterInfo info{parameter.id, book.id, parameter.description, parameter.unit, parameter.policy, {}, {}};
      for (const auto& row : parameter.rows) {
        if (row.ends) continue;
        info.rows.emplace_back(row.from, row.value);
        info.row_sources.push_back(explain::sources_of(row.source));
      }
      infos.push_back(std::move(info));
    }
  }
  return infos;
}

}  // namespace dutybound
