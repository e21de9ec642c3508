// The words of the model: the roles of conditions, and its numbers by name.
#include "rulebook/model.hpp"

namespace dutybound::rulebook {

std::string_view to_string(Roll roll) {
  switch (roll) {
    case Roll::none:
      return "none";
    case Roll::ordinary_day:
      return "ordinary_day";
    case Roll::up_to_working_day:
      return "up_to_working_day";
  }
  return {};
}

PartRole condition_role(RuleKind kind) {
  switch (kind) {
    case RuleKind::eligibility:
      return PartRole::eligible_when;
    case RuleKind::permission:
      return PartRole::permitted_when;
    default:
      return PartRole::in_place_when;
  }
}

PartRole row_role(RuleKind kind) { return kind == RuleKind::permission ? PartRole::basis : PartRole::level; }

std::string row_role(RuleKind kind, const std::string& name) { return std::string(to_string(row_role(kind))) + ": " + name; }

const Protects* find_protects(const Vocabulary& vocabulary, std::string_view word) {
  for (const Protects& protects : vocabulary.protects) {
    if (protects.word == word) return &protects;
  }
  return nullptr;
}

const Protects* asked_by(const Rule& rule, const Vocabulary& vocabulary) {
  const Protects* protects = rule.kind == RuleKind::advisory ? nullptr : find_protects(vocabulary, rule.protects);
  return protects && protects->that ? protects : nullptr;
}

const Parameter* find_parameter(const RuleSet& rules, std::string_view id) {
  for (const RulebookModel& rulebook : rules.rulebooks) {
    for (const Parameter& parameter : rulebook.parameters) {
      if (parameter.id == id) return &parameter;
    }
  }
  return nullptr;
}

}  // namespace dutybound::rulebook
