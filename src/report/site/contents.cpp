// Looking things up, and addresses. Entry: contents.hpp.
#include "report/site/contents.hpp"

#include <algorithm>

#include "report/site/html.hpp"
#include "report/site/plain_words.hpp"

namespace dutybound::report::site {

Contents::Contents(const Rulebook& rulebook, const std::vector<ScenarioRun>& examples)
    : infos(rulebook.rules()),
      editions(rulebook.editions()),
      facts(rulebook.facts()),
      parameters(rulebook.parameters()),
      readings(rulebook.readings()),
      calendar(rulebook.calendar()) {
  for (const RuleInfo& info : infos) {
    const auto [place, fresh] = rule_of_.emplace(info.id, rules.size());
    if (fresh) {
      rules.emplace_back();
      rules.back().id = info.id;
    }
    rules[place->second].versions.push_back(&info);
  }
  for (const FactInfo& info : facts) {
    const std::string name = info.entity + "." + info.attribute;
    fact_of_.emplace(name, &info);
    for (const std::string& id : info.rules) {
      const auto place = rule_of_.find(id);
      if (place != rule_of_.end()) rules[place->second].facts.push_back(name);
    }
  }
  for (const ScenarioRun& run : examples) {
    std::map<std::size_t, Example> by_rule;
    for (const Explanation& found : run.found) {
      const auto place = rule_of_.find(found.finding.rule);
      if (place == rule_of_.end()) continue;
      Example& example = by_rule[place->second];
      example.run = &run;
      example.found.push_back(&found);
    }
    for (auto& [rule, example] : by_rule) rules[rule].examples.push_back(std::move(example));
  }
}

const RuleEntry* Contents::rule(std::string_view id) const {
  const auto place = rule_of_.find(id);
  return place == rule_of_.end() ? nullptr : &rules[place->second];
}

const FactInfo* Contents::fact(const std::string& name) const {
  const auto place = fact_of_.find(name);
  return place == fact_of_.end() ? nullptr : place->second;
}

const ParameterInfo* Contents::parameter(const std::string& id) const {
  const auto place = std::find_if(parameters.begin(), parameters.end(), [&](const ParameterInfo& p) { return p.id == id; });
  return place == parameters.end() ? nullptr : &*place;
}

const ReadingInfo* Contents::reading(const std::string& id) const {
  const auto place = std::find_if(readings.begin(), readings.end(), [&](const ReadingInfo& r) { return r.id == id; });
  return place == readings.end() ? nullptr : &*place;
}

const EditionInfo* Contents::edition(const std::string& id) const {
  const auto place = std::find_if(editions.begin(), editions.end(), [&](const EditionInfo& e) { return e.id == id; });
  return place == editions.end() ? nullptr : &*place;
}

std::string rule_page(std::string_view id) { return "rules/" + safe_name(id) + ".html"; }

std::string rule_address(const std::string& root, std::string_view id, std::string_view rulebook) {
  return root + rule_page(id) + (rulebook.empty() ? "" : "#" + rulebook_anchor(rulebook));
}

std::string rulebook_anchor(std::string_view rulebook) { return "book-" + safe_name(rulebook); }
std::string fact_anchor(std::string_view name) { return "fact-" + safe_name(name); }
std::string parameter_anchor(std::string_view id) { return "parameter-" + safe_name(id); }
std::string reading_anchor(std::string_view id) { return "reading-" + safe_name(id); }
std::string actor_anchor(std::string_view actor) { return "actor-" + safe_name(actor); }

std::string value_title(const ReadingInfo& reading, const std::string& value) {
  for (const ReadingValue& candidate : reading.values) {
    if (candidate.value == value) return candidate.title.empty() ? value : candidate.title;
  }
  return value;
}

std::string chapter_of(const RuleInfo& rule) {
  std::string name = rule.file.substr(rule.file.rfind('/') + 1);
  name = name.substr(0, name.rfind('.'));
  std::replace(name.begin(), name.end(), '-', ' ');
  return sentence(name.empty() ? rule.family : name);
}

}  // namespace dutybound::report::site
