// The words of the model: how a file of rules names clocks, groups and the roles of conditions; and its numbers by name.
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

std::string_view to_string(ClockKind kind) {
  switch (kind) {
    case ClockKind::within:
      return "within";
    case ClockKind::recurring:
      return "recurring";
    case ClockKind::maximum_duration:
      return "maximum_duration";
    case ClockKind::minimum_retention:
      return "minimum_retention";
    case ClockKind::before_target:
      return "before_target";
    case ClockKind::fixed_date:
      break;
  }
  return "fixed_date";
}

std::string_view to_string(Condition::Group group) {
  switch (group) {
    case Condition::Group::all:
      return "all";
    case Condition::Group::any:
      return "any";
    case Condition::Group::none:
      return "none";
    case Condition::Group::leaf:
      break;
  }
  return "leaf";
}

std::string_view condition_role(RuleKind kind) {
  switch (kind) {
    case RuleKind::eligibility:
      return "eligible_when";
    case RuleKind::permission:
      return "permitted_when";
    default:
      return "in_place_when";
  }
}

std::string row_role(RuleKind kind, const std::string& name) {
  return (kind == RuleKind::permission ? "basis: " : "level: ") + name;
}

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
