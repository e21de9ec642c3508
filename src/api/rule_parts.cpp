// Rules, facts and rulebooks to their descriptions. Entry: rule_parts.hpp.
#include "api/rule_parts.hpp"

#include <algorithm>
#include <map>

#include "api/facts_read.hpp"
#include "explain/words.hpp"

namespace dutybound {
namespace {

using rulebook::Condition;

std::string fact_name(const rulebook::RuleSet& rules, const FactId& fact) {
  const rulebook::Entity& entity = rules.vocabulary.entities[fact.first];
  return entity.name + "." + entity.attributes[fact.second].name;
}

RulePart leaf(const rulebook::RuleSet& rules, std::optional<PartRole> role, const feel::Expression& expression) {
  RulePart part;
  part.role = role;
  part.feel = feel::to_text(expression);
  FactsRead read(rules);
  read.add(expression);
  for (const FactId& fact : read.facts()) part.facts.push_back(fact_name(rules, fact));
  return part;
}

RulePart part_of(const rulebook::RuleSet& rules, std::optional<PartRole> role, const Condition& condition) {
  RulePart part;
  if (condition.group == ConditionGroup::leaf) {
    part = leaf(rules, role, condition.that);
  } else {
    part.role = role;
    part.group = condition.group;
    for (const Condition& member : condition.members) part.members.push_back(part_of(rules, std::nullopt, member));
  }
  part.because = condition.because;
  return part;
}

std::string type_word(const rulebook::Vocabulary& vocabulary, const rulebook::Attribute& attribute) {
  using Kind = rulebook::AttributeKind;
  switch (attribute.kind) {
    case Kind::entity:
      return "record of " + vocabulary.entities[attribute.entity].name;
    case Kind::list_of_entity:
      return "list of " + vocabulary.entities[attribute.entity].name;
    case Kind::enumeration:
      return "enumeration";
    case Kind::list_of_values: {
      const feel::Type element = vocabulary.types->element_of(attribute.type);
      return "list of " +
             (element.kind == feel::Kind::enumeration ? std::string("enumeration") : vocabulary.types->describe(element));
    }
    default:
      return vocabulary.types->describe(attribute.type);
  }
}

std::vector<std::string> values_of(const rulebook::Vocabulary& vocabulary, const rulebook::Attribute& attribute) {
  feel::Type type = attribute.type;
  if (attribute.kind == rulebook::AttributeKind::list_of_values) type = vocabulary.types->element_of(type);
  if (type.kind != feel::Kind::enumeration) return {};
  return vocabulary.types->enumerations[type.detail].values;
}

}  // namespace

std::string on_the_deciding_day(const rulebook::Protects& protects) {
  return explain::with_day(protects.because, "the day that decides the rule");
}

std::vector<RulePart> parts_of(const rulebook::RuleSet& rules, const rulebook::Rule& rule) {
  std::vector<RulePart> parts;
  const auto condition = [&](PartRole role, const std::optional<Condition>& written) {
    if (written) parts.push_back(part_of(rules, role, *written));
  };
  const auto date = [&](PartRole role, const feel::Expression& written) {
    if (written) parts.push_back(leaf(rules, role, written));
  };
  if (const rulebook::Protects* protects = asked_by(rule, rules.vocabulary)) {
    parts.push_back(leaf(rules, PartRole::protects, protects->that));
    parts.back().because = on_the_deciding_day(*protects);
  }
  condition(PartRole::applies_when, rule.applies_when);
  condition(PartRole::exempt_when, rule.exempt_when);
  condition(PartRole::excused_when, rule.excused_when);
  if (rule.clock) date(PartRole::clock, rule.clock->anchor);
  date(PartRole::done_at, rule.done_at);
  condition(PartRole::done_when, rule.done_when);
  condition(rulebook::condition_role(rule.kind), rule.condition);
  for (const rulebook::Row& row : rule.rows) {
    parts.push_back(part_of(rules, rulebook::row_role(rule.kind), row.when));
    parts.back().name = row.name;
    parts.back().title = row.title;
  }
  date(PartRole::ends_at, rule.ends_at);
  date(PartRole::arises_at, rule.arises_at);
  date(PartRole::value, rule.value);
  return parts;
}

std::vector<FactInfo> describe_facts(const rulebook::RuleSet& rules) {
  std::map<FactId, std::vector<std::string>> readers;
  for (const rulebook::RulebookModel& book : rules.rulebooks) {
    for (const rulebook::Rule& rule : book.rules) {
      FactsRead read(rules);
      read.add(rule);
      for (const FactId& fact : read.facts()) {
        std::vector<std::string>& ids = readers[fact];
        if (std::find(ids.begin(), ids.end(), rule.id) == ids.end()) ids.push_back(rule.id);
      }
    }
  }
  std::vector<FactInfo> infos;
  for (rulebook::EntityId id = 0; id < rules.vocabulary.entities.size(); ++id) {
    const rulebook::Entity& entity = rules.vocabulary.entities[id];
    for (rulebook::AttributeId a = 0; a < entity.attributes.size(); ++a) {
      const rulebook::Attribute& attribute = entity.attributes[a];
      FactInfo info;
      info.entity = entity.name;
      info.attribute = attribute.name;
      info.type = type_word(rules.vocabulary, attribute);
      info.description = attribute.description;
      info.unit = attribute.unit;
      info.values = values_of(rules.vocabulary, attribute);
      info.event = attribute.event;
      info.begins = attribute.begins;
      info.data_sets = attribute.data_sets;
      info.rules = readers[{id, a}];
      infos.push_back(std::move(info));
    }
  }
  return infos;
}

std::vector<EditionInfo> describe_editions(const rulebook::RuleSet& rules) {
  std::vector<EditionInfo> infos;
  for (const rulebook::RulebookModel& book : rules.rulebooks) {
    EditionInfo info;
    info.id = book.id;
    info.series = book.series;
    info.edition = book.edition;
    info.title = book.title;
    info.version = book.version;
    info.digest = book.digest;
    info.jurisdiction = book.jurisdiction;
    info.extends = book.extends;
    info.from = book.in_force.from;
    info.to = book.in_force.to;
    infos.push_back(std::move(info));
  }
  return infos;
}

}  // namespace dutybound
