// Coverage as one JSON object. Entry: to_json.
#include <dutybound/coverage.hpp>

#include "report/formats.hpp"
#include "report/json_value.hpp"

namespace dutybound::report {
namespace {

Json rule_json(const CoveringRule& rule) {
  return Json{{"rule", rule.id},
              {"rulebook", rule.rulebook},
              {"kind", to_string(rule.kind)},
              {"modality", to_string(rule.modality)},
              {"clock", text_or_null(rule.clock)},
              {"reason", text_or_null(rule.reason)}};
}

Json provision_json(const ProvisionCoverage& provision) {
  return Json{{"provision", provision.id},
              {"title", provision.title},
              {"modality", to_string(provision.modality)},
              {"computable", provision.computable},
              {"deadline", text_or_null(provision.deadline)},
              {"documents", provision.documents},
              {"rules", list(provision.rules, rule_json)},
              {"missing", provision.missing}};
}

Json statement_json(const StatementCoverage& statement) {
  return Json{{"says", statement.says},
              {"provisions", statement.provisions},
              {"none", text_or_null(statement.none)},
              {"error", text_or_null(statement.error)},
              {"missing", statement.missing}};
}

Json document_json(const DocumentCoverage& document) {
  return Json{{"document", document.title},
              {"edition", document.edition},
              {"publisher", document.publisher},
              {"statements", list(document.statements, statement_json)},
              {"missing", document.missing}};
}

Json condition_json(const ConditionCoverage& condition) {
  return Json{{"role", condition.role},
              {"feel", condition.feel},
              {"was_true", condition.was_true},
              {"was_false", condition.was_false},
              {"was_unknown", condition.was_unknown}};
}

Json decision_json(const LeafDecision& leaf) {
  return Json{{"role", leaf.role},
              {"feel", leaf.feel},
              {"decided_when_true", leaf.when_true},
              {"decided_when_false", leaf.when_false},
              {"decided_when_unknown", leaf.when_unknown}};
}

Json covered_json(const RuleCoverage& rule) {
  Json shown = Json::object();
  for (const auto& [name, number] : rule.shown) shown[name] = number;
  return Json{{"rule", rule.rule},
              {"kind", to_string(rule.kind)},
              {"scenarios", rule.scenarios},
              {"shown", std::move(shown)},
              {"conditions", list(rule.conditions, condition_json)},
              {"decisions", list(rule.decisions, decision_json)},
              {"missing", rule.missing}};
}

}  // namespace

std::string to_json(const Coverage& coverage, int indent) {
  const Json json{{"format", formats::coverage},
                  {"engine", DUTYBOUND_VERSION},
                  {"provisions", list(coverage.provisions, provision_json)},
                  {"documents", list(coverage.documents, document_json)},
                  {"rules", list(coverage.rules, covered_json)},
                  {"missing", coverage.missing},
                  {"count_missing", coverage.count_missing()}};
  return dump(json, indent);
}

}  // namespace dutybound::report
