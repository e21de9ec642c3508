// Which names FEEL has in a rule and in a constraint.
#include <algorithm>

#include "rulebook/parts.hpp"

namespace dutybound::rulebook {

namespace {

bool is_known(const std::vector<feel::Variable>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](const feel::Variable& v) { return v.name == name; });
}

bool leads_to_records(const Attribute& attribute) {
  return attribute.kind == AttributeKind::entity || attribute.kind == AttributeKind::list_of_entity;
}

feel::Variable variable(const Attribute& attribute, EntityId entity, AttributeId number) {
  return {attribute.name, attribute.type, encode({Name::Of::attribute, entity, number}),
          attribute.event || attribute.kind == AttributeKind::entity};
}

}  // namespace

std::vector<feel::Variable> names_of_rule(const Vocabulary& vocabulary, EntityId entity) {
  std::vector<EntityId> chain;
  for (EntityId at = entity; at != no_entity; at = vocabulary.entities[at].parent) chain.push_back(at);

  std::vector<feel::Variable> names{{"as_at", {feel::Kind::date, 0}, encode({Name::Of::as_at, 0, 0}), false}};
  for (const EntityId id : chain) {
    names.push_back({vocabulary.entities[id].name, {feel::Kind::record, id}, encode({Name::Of::entity, id, 0}), false});
  }
  const std::size_t own = names.size();
  std::vector<std::string_view> ambiguous;
  for (const EntityId id : chain) {
    const auto& attributes = vocabulary.entities[id].attributes;
    for (AttributeId number = 0; number < attributes.size(); ++number) {
      const Attribute& attribute = attributes[number];
      if (!leads_to_records(attribute)) continue;
      if (!is_known(names, attribute.name)) {
        names.push_back(variable(attribute, id, number));
      } else {
        ambiguous.push_back(attribute.name);
      }
    }
  }
  // An entity's name stays what it is; an attribute's that two entities have is nobody's.
  names.erase(std::remove_if(names.begin() + static_cast<std::ptrdiff_t>(own), names.end(),
                             [&](const feel::Variable& v) {
                               return std::find(ambiguous.begin(), ambiguous.end(), v.name) != ambiguous.end();
                             }),
              names.end());
  return names;
}

std::vector<feel::Variable> names_of_constraint(const Vocabulary& vocabulary, EntityId entity) {
  std::vector<feel::Variable> names;
  const auto& attributes = vocabulary.entities[entity].attributes;
  for (AttributeId number = 0; number < attributes.size(); ++number)
    names.push_back(variable(attributes[number], entity, number));
  for (feel::Variable& name : names_of_rule(vocabulary, entity)) {
    if (decode(name.id).of != Name::Of::as_at && !is_known(names, name.name)) names.push_back(std::move(name));
  }
  return names;
}

feel::Environment environment_of(const RuleSet& rules, EntityId entity) {
  feel::Environment environment;
  if (entity == no_entity) return environment;
  environment.types = rules.vocabulary.types.get();
  environment.variables = names_of_rule(rules.vocabulary, entity);
  for (const RulebookModel& rulebook : rules.rulebooks) {
    for (const Parameter& parameter : rulebook.parameters) environment.parameters.push_back(parameter.id);
  }
  return environment;
}

}  // namespace dutybound::rulebook
