// Conditions as they were grouped, dates, and sentences of one finding.
#include "explain/explain.hpp"

#include <algorithm>

#include "explain/sentences.hpp"
#include "explain/words.hpp"

namespace dutybound::explain {
namespace {

using program::ConditionPlan;
using program::RulePlan;

class Explainer {
 public:
  Explainer(const program::Program& program, engine::Run& run, const engine::Facts& facts)
      : program_(program), run_(run), facts_(facts) {}

  void conditions(const RulePlan& plan, std::vector<ConditionReading>& into) {
    add("applies_when", plan.applies, into);
    add("exempt_when", plan.exempt, into);
    add("excused_when", plan.excused, into);
    add("done_when", plan.done_when, into);
    add(condition_role(plan.kind), plan.condition, into);
    for (const program::RowPlan& row : plan.rows) into.push_back(read(row_role(plan.kind, row.name), row.when));
  }

  void dates(const RulePlan& plan, std::vector<FactReading>& into) {
    for (const program::Register r : {plan.arises, plan.trigger, plan.done, plan.ends}) {
      if (r != program::no_register) add_facts(r, into);
    }
  }

 private:
  void add(const std::string& role, const std::optional<ConditionPlan>& condition, std::vector<ConditionReading>& into) {
    if (condition) into.push_back(read(role, *condition));
  }

  ConditionReading read(std::string role, const ConditionPlan& condition) {
    ConditionReading reading;
    reading.role = std::move(role);
    reading.because = condition.because;
    reading.truth = truth(run_[condition.truth]);
    switch (condition.group) {
      case rulebook::Condition::Group::leaf:
        reading.group = "leaf";
        reading.feel = condition.feel;
        add_facts(condition.truth, reading.facts);
        break;
      case rulebook::Condition::Group::all:
        reading.group = "all";
        break;
      case rulebook::Condition::Group::any:
        reading.group = "any";
        break;
      case rulebook::Condition::Group::none:
        reading.group = "none";
        break;
    }
    for (const ConditionPlan& member : condition.members) reading.members.push_back(read({}, member));
    return reading;
  }

  static std::string truth(const feel::Cell& cell) {
    if (cell.is_unknown()) return "unknown";
    if (cell.is_null()) return "null";
    return cell.is_true() ? "true" : "false";
  }

  void add_facts(program::Register r, std::vector<FactReading>& into) {
    std::vector<engine::Run::Reading> readings;
    run_.readings(r, readings);
    for (const auto& reading : readings) {
      if (is_recorded_child(reading)) continue;  // what is read of it says so
      FactReading fact = fact_reading(program_, facts_, reading);
      const bool told = std::any_of(into.begin(), into.end(), [&](const FactReading& other) { return other.path == fact.path; });
      if (!told) into.push_back(std::move(fact));
    }
  }

  [[nodiscard]] bool is_recorded_child(const engine::Run::Reading& reading) const {
    const rulebook::Attribute& attribute = program_.vocabulary.entities[reading.entity].attributes[reading.attribute];
    return attribute.kind == rulebook::AttributeKind::entity && facts_.children(attribute.entity, reading.row).count > 0;
  }

  const program::Program& program_;
  engine::Run& run_;
  const engine::Facts& facts_;
};

std::vector<ReadingChoice> choices(const program::Program& program, const std::map<std::string, std::string>& readings) {
  std::vector<ReadingChoice> choices;
  for (const rulebook::Reading& reading : program.readings) {
    const auto chosen = readings.find(reading.id);
    if (chosen == readings.end()) continue;
    for (const rulebook::Reading::Value& value : reading.values) {
      if (value.value == chosen->second)
        choices.push_back({reading.id, reading.title, value.value, value.title, sources_of(value.source)});
    }
  }
  return choices;
}

}  // namespace

std::vector<Explanation> explain(const findings::Assessor& assessor, engine::Run& run, const engine::Facts& facts,
                                 const AssessOptions& options, std::string_view rule, std::optional<std::string_view> instance) {
  std::vector<Explanation> explanations;
  const auto group = assessor.find(rule);
  if (!group) return explanations;
  const program::Program& program = assessor.program();
  const engine::AsAt as_at = findings::looks_from(program, options);
  for (findings::Judged& judged : assessor.judge(run, facts, options, group, true)) {
    if (instance && judged.finding.instance != *instance) continue;
    const RulePlan& plan = program.rules[judged.rule];
    Explanation explanation;
    const bool bound = !judged.instance.unrecorded && run.at(facts, as_at, judged.instance);
    const Subject subject{program, plan, judged.finding, bound ? &run : nullptr, as_at};
    explanation.summary = summary_text(subject);
    explanation.deadline = deadline_text(subject);
    explanation.edition = edition_text(subject);
    if (bound) {
      Explainer explainer(program, run, facts);
      explainer.conditions(plan, explanation.conditions);
      explainer.dates(plan, explanation.dates);
    }
    explanation.title = plan.title;
    explanation.requires_text = plan.requires_text;
    explanation.sources = sources_of(plan.source);
    explanation.interpretation = plan.interpretation;
    explanation.record = plan.record;
    explanation.readings = choices(program, judged.finding.readings);
    explanation.finding = std::move(judged.finding);
    explanations.push_back(std::move(explanation));
  }
  return explanations;
}

}  // namespace dutybound::explain
