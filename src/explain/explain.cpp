// Conditions as they were grouped, dates, and sentences of one finding.
#include "explain/explain.hpp"

#include <algorithm>
#include <set>

#include "explain/sentences.hpp"
#include "explain/words.hpp"
#include "findings/causes.hpp"

namespace dutybound::explain {
namespace {

using program::ConditionPlan;
using program::RulePlan;

class Explainer {
 public:
  Explainer(const program::Program& program, engine::Run& run, const engine::Facts& facts)
      : program_(program), run_(run), facts_(facts) {}

  void conditions(const RulePlan& plan, std::vector<ConditionReading>& into) {
    const RulePlan* national = plan.national ? &program_.rules[*plan.national] : nullptr;
    const auto theirs = national ? program::conditions_of(*national) : std::vector<program::ConditionOfRule>();
    for (const auto& [role, condition] : program::conditions_of(plan)) {
      into.push_back(read(role, *condition));
      if (plan.protected_when && condition == &*plan.protected_when) {
        into.back().because = with_day(std::move(into.back().because), cell_day_text(run_[plan.protected_on], false));
      }
      if (!national) continue;
      const ConditionPlan* same = nullptr;
      for (const program::ConditionOfRule& other : theirs) {
        if (other.role == role) same = other.condition;
      }
      tell_layer(plan, *national, same, into.back());
    }
  }

  void dates(const RulePlan& plan, std::vector<FactReading>& into) {
    for (const program::Register r : {plan.arises, plan.trigger, plan.done, plan.ends}) {
      if (r != program::no_register) add_facts(r, into);
    }
  }

 private:
  /// Which lines of a changed condition are the national rule's: those that stand there under the same role.
  void tell_layer(const RulePlan& plan, const RulePlan& national, const ConditionPlan* condition, ConditionReading& reading) {
    std::set<std::string> lines;
    if (condition) collect(*condition, lines);
    tell_layer(lines, program_.rulebooks[national.rulebook].id, program_.rulebooks[plan.rulebook].id, reading);
  }

  static void tell_layer(const std::set<std::string>& lines, const std::string& national, const std::string& local,
                         ConditionReading& reading) {
    reading.layer = lines.count(line(reading)) != 0 ? national : local;
    for (ConditionReading& member : reading.members) tell_layer(lines, national, local, member);
  }

  static std::string line(const ConditionReading& reading) {
    std::string text = reading.group == ConditionGroup::leaf ? reading.feel : std::string(to_string(reading.group)) + "(";
    for (const ConditionReading& member : reading.members) text += line(member) + ",";
    return text;
  }

  std::string collect(const ConditionPlan& condition, std::set<std::string>& lines) const {
    std::string text =
        condition.group == rulebook::Condition::Group::leaf ? condition.feel : std::string(to_string(condition.group)) + "(";
    for (const ConditionPlan& member : condition.members) text += collect(member, lines) + ",";
    lines.insert(text);
    return text;
  }

  ConditionReading read(std::string role, const ConditionPlan& condition) {
    ConditionReading reading;
    reading.role = std::move(role);
    reading.because = condition.because;
    reading.truth = truth(run_[condition.truth]);
    reading.group = condition.group;
    if (condition.group == rulebook::Condition::Group::leaf) {
      reading.feel = condition.feel;
      add_facts(condition.truth, reading.facts);
    }
    for (const ConditionPlan& member : condition.members) reading.members.push_back(read({}, member));
    return reading;
  }

  static Truth truth(const feel::Cell& cell) {
    if (cell.is_unknown()) return Truth::unknown;
    if (cell.is_null()) return Truth::null;
    return cell.is_true() ? Truth::true_ : Truth::false_;
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
  const findings::Standpoint from(program, options);
  const engine::AsAt& as_at = from.as_at();
  for (findings::Judged& judged : assessor.judge(run, facts, from, group, findings::Besides::valid_until)) {
    if (instance && judged.finding.instance != *instance) continue;
    const RulePlan& plan = program.rules[judged.rule];
    Explanation explanation;
    run.renew();  // each explanation has as much as the judging of the case
    const bool bound = !judged.instance.unrecorded && run.at(facts, as_at, judged.instance);
    const Subject subject{program, plan, judged.finding, bound ? &run : nullptr, as_at};
    explanation.summary = summary_text(subject);
    explanation.deadline = deadline_text(subject);
    explanation.edition = edition_text(subject);
    explanation.national = national_text(subject, from.editions());
    if (bound) {
      Explainer explainer(program, run, facts);
      try {
        explainer.conditions(plan, explanation.conditions);
        explainer.dates(plan, explanation.dates);
      } catch (const feel::Spent& spent) {
        run.note(spent);
      }
    }
    if (run.spent()) judged.finding.missing.push_back(findings::missing_limit(run.spent()));
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
