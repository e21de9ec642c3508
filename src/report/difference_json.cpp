// What differs between two rulebooks, as JSON. What is absent is null, never left out.
#include <dutybound/difference.hpp>
#include <dutybound/report.hpp>

#include "report/formats.hpp"
#include "report/json_value.hpp"

namespace dutybound::report {

std::string to_json(const Difference& difference, int indent) {
  Json rules = Json::array();
  for (const RuleDifference& rule : difference.rules) {
    Json parts = Json::array();
    for (const PartDifference& part : rule.parts) {
      parts.push_back({{"part", part.part},
                       {"before", text_or_null(part.before)},
                       {"after", text_or_null(part.after)},
                       {"same_meaning", part.same_meaning}});
    }
    Json outcomes = Json::array();
    for (const OutcomeDifference& o : rule.outcomes) {
      outcomes.push_back({{"file", o.file},
                          {"line", o.line},
                          {"scenario", o.scenario},
                          {"instance", o.instance},
                          {"before", o.before},
                          {"after", o.after}});
    }
    rules.push_back({{"rule", rule.rule},
                     {"change", to_string(rule.change)},
                     {"title", rule.title},
                     {"parts", std::move(parts)},
                     {"outcomes", std::move(outcomes)}});
  }
  Json parameters = Json::array();
  for (const ParameterDifference& p : difference.parameters) {
    parameters.push_back({{"parameter", p.parameter},
                          {"change", to_string(p.change)},
                          {"before", text_or_null(p.before)},
                          {"after", text_or_null(p.after)}});
  }
  const Json object{{"format", formats::difference},    {"engine", DUTYBOUND_VERSION}, {"before", difference.before},
                    {"after", difference.after},        {"rules", std::move(rules)},   {"parameters", std::move(parameters)},
                    {"unchanged", difference.unchanged}};
  return dump(object, indent);
}

}  // namespace dutybound::report
