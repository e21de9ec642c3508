// Plays scenarios one after the other and says where what was found differs from what was expected.
#include "scenario/run.hpp"

#include <algorithm>
#include <set>

#include "explain/explain.hpp"
#include "findings/assess.hpp"
#include "input/assumptions.hpp"
#include "input/case_body.hpp"
#include "input/document.hpp"
#include "program/compile.hpp"
#include "scenario/coverage.hpp"
#include "scenario/decisions.hpp"
#include "scenario/model.hpp"
#include "text/diagnose.hpp"
#include "text/inside.hpp"
#include "yaml/write.hpp"

namespace dutybound::scenario {
namespace {

std::string date_text(const std::optional<Date>& date) { return date ? date->to_string() : std::string(); }

/// What a finding says under a key of `expect`; nothing where it says nothing.
std::vector<std::string> found(const Finding& finding, const std::string& key) {
  std::vector<std::string> texts;
  if (key == "missing") {
    for (const MissingFact& fact : finding.missing) texts.push_back(fact.path);
    std::sort(texts.begin(), texts.end());
    return texts;
  }
  if (key == "data_errors") {
    for (const DataError& error : finding.data_errors) texts.push_back(error.path);
    std::sort(texts.begin(), texts.end());
    return texts;
  }
  if (key == "assumed") {
    for (const AssumedFact& fact : finding.assumed) texts.push_back(fact.path);
    std::sort(texts.begin(), texts.end());
    return texts;
  }
  if (key == "unless") {
    texts = finding.unless;
    std::sort(texts.begin(), texts.end());
    return texts;
  }
  std::string text;
  if (key == "status")
    text = to_string(finding.status);
  else if (key == "provisional")
    text = finding.provisional ? to_string(*finding.provisional) : std::string_view();
  else if (key == "due")
    text = date_text(finding.due);
  else if (key == "trigger")
    text = date_text(finding.trigger);
  else if (key == "done")
    text = date_text(finding.done);
  else if (key == "days")
    text = finding.days ? std::to_string(*finding.days) : std::string();
  else if (key == "outcome")
    text = finding.outcome;
  else if (key == "valid_until")
    text = date_text(finding.valid_until);
  else if (key == "valid_until_at_least")
    text = finding.valid_until_at_least ? "true" : "false";
  else if (key == "rulebook")
    text = finding.rulebook;
  else if (key == "edition_policy")
    text = to_string(finding.edition_policy);
  else if (key == "same_under_all_readings" && finding.same_under_all_readings)
    text = *finding.same_under_all_readings ? "true" : "false";
  if (!text.empty()) texts.push_back(std::move(text));
  return texts;
}

bool agrees(const Finding& finding, const Expected& expected) {
  const std::vector<std::string> texts = found(finding, expected.key);
  if (texts == expected.texts) return true;
  // A level or a value may be expected as the status that it stands for.
  return expected.key == "status" && expected.texts.size() == 1 && expected.texts.front() == status_word(finding);
}

std::string joined(const std::vector<std::string>& texts) {
  if (texts.empty()) return "nothing";
  std::string line;
  for (const std::string& text : texts) line += (line.empty() ? "`" : ", `") + text + "`";
  return line;
}

std::string described(const Finding& finding) {
  std::string text = "`" + status_word(finding) + "`";
  if (!finding.instance.empty()) text += " at " + finding.instance;
  if (finding.provisional) text += ", provisional `" + std::string(to_string(*finding.provisional)) + "`";
  if (!finding.missing.empty()) text += ", missing " + joined(found(finding, "missing"));
  if (!finding.data_errors.empty()) text += ", data errors " + joined(found(finding, "data_errors"));
  return text;
}

class Runner {
 public:
  Runner(const std::shared_ptr<const program::Program>& program, const ScenarioOptions& options, const Limits& limits)
      : program_(program), options_(options), limits_(limits), coverage_(*program), run_(program, limits), assessor_(program) {
    if (options.decisions) decisions_.emplace(*program);
  }

  void play(const Scenario& scenario, Diagnostics& diagnostics) {
    ++report_.scenarios;
    if (scenario.policy.empty()) {
      judge(scenario, program_, assessor_, run_, diagnostics);
      return;
    }
    const auto changed = program::with_policy(program_, scenario.policy);
    engine::Run run(changed, limits_);
    judge(scenario, changed, findings::Assessor(changed), run, diagnostics);
  }

  [[nodiscard]] ScenarioReport report() && {
    report_.conditions = std::move(coverage_).take();
    if (decisions_) report_.decisions = std::move(*decisions_).take();
    return std::move(report_);
  }

 private:
  void judge(const Scenario& scenario, const std::shared_ptr<const program::Program>& program, const findings::Assessor& assessor,
             engine::Run& run, Diagnostics& diagnostics) {
    const input::InputText text(scenario.facts.source);
    const auto facts =
        input::facts_from_document(program, input::from_yaml(scenario.facts), text, scenario.subject, {}, limits_, diagnostics);
    if (!facts) return;
    for (const DataError& error : facts->data_errors()) {
      if (error.code == "unknown_attribute") fail(scenario, scenario.line, "the case has `" + error.path + "`: " + error.reason);
    }
    Diagnostics ignored;  // told when the scenario was read
    const auto assumptions = input::read_assumptions(*program, scenario.options.assume, ignored);
    std::optional<engine::Facts> assumed;
    try {
      if (assumptions) assumed = body_of(*facts).facts.assuming(assumptions);
    } catch (const feel::Spent& spent) {
      return fail(scenario, scenario.line, text::limit_met(spent.limit, limits_).message);
    }
    const engine::Facts& known = assumed ? *assumed : body_of(*facts).facts;
    const Assessment assessment = assessor.assess(run, known, scenario.options);
    std::set<std::string> rules;
    for (const Expectation& row : scenario.expect) {
      rules.insert(row.rule);
      ++report_.expectations;
      compare(scenario, row, assessment);
    }
    if (options_.keep_runs) keep(scenario, assessor, run, known, assessment);
    for (const Finding& finding : assessment.findings) {
      if (rules.count(finding.rule) == 0) continue;
      // Values have no end of words; levels are worth counting one by one.
      ++report_
            .statuses[finding.rule][finding.status == Status::level ? finding.outcome : std::string(to_string(finding.status))];
    }
    run.renew();
    if (decisions_) decisions_->note(run, known, scenario.options, assessment.findings, rules);
    run.renew();
    coverage_.note(run, known, {scenario.options.as_at.day(), scenario.options.as_at.time()}, rules);
    if (run.spent()) fail(scenario, scenario.line, text::limit_met(run.spent(), limits_).message);
  }

  void keep(const Scenario& scenario, const findings::Assessor& assessor, engine::Run& run, const engine::Facts& facts,
            const Assessment& assessment) {
    ScenarioRun kept;
    kept.file = scenario.file;
    kept.line = scenario.line;
    kept.name = scenario.name;
    kept.as_at = assessment.as_at;
    kept.subject = scenario.subject;
    if (scenario.options.carry_forward) kept.options.emplace_back("carry_forward: true");
    if (scenario.options.edition) kept.options.push_back("edition: " + *scenario.options.edition);
    for (const auto& [name, value] : scenario.policy) kept.options.push_back("policy." + name + ": " + std::to_string(value));
    for (const auto& [name, value] : scenario.options.readings) kept.options.push_back("reading." + name + ": " + value);
    for (const auto& [name, value] : scenario.options.assume) kept.options.push_back("assume." + name + ": " + value);
    kept.facts = yaml::write(scenario.facts);
    for (const Expectation& row : scenario.expect) {
      const std::vector<const Finding*> meant = candidates(row, assessment);
      if (meant.size() != 1) continue;  // told as a failure
      run.renew();
      for (Explanation& explanation :
           explain::explain(assessor, run, facts, scenario.options, row.rule, std::string_view(meant.front()->instance)))
        kept.found.push_back(std::move(explanation));
    }
    report_.runs.push_back(std::move(kept));
  }

  /// The findings that a row may mean: there should be one.
  static std::vector<const Finding*> candidates(const Expectation& row, const Assessment& assessment) {
    std::vector<const Finding*> found;
    for (const Finding& finding : assessment.findings) {
      if (finding.rule != row.rule || (row.record && finding.record != row.record)) continue;
      if (!row.instance || finding.instance == *row.instance) found.push_back(&finding);
    }
    return found;
  }

  void compare(const Scenario& scenario, const Expectation& row, const Assessment& assessment) {
    const std::vector<const Finding*> meant = candidates(row, assessment);
    if (meant.size() != 1) {
      std::string message = row.rule + ": expected one finding";
      if (row.record) message += " of record `" + *row.record + "`";
      if (row.instance) message += " at `" + *row.instance + "`";
      message += ", found " + (meant.empty() ? std::string("none") : std::to_string(meant.size()));
      std::string there;
      for (const Finding& finding : assessment.findings) {
        if (finding.rule == row.rule) there += (there.empty() ? "" : "; ") + described(finding);
      }
      fail(scenario, row.line, message + (there.empty() ? "" : " (there is " + there + ")"));
      return;
    }
    std::string wrong;
    for (const Expected& expected : row.wanted) {
      if (agrees(*meant.front(), expected)) continue;
      wrong += (wrong.empty() ? "" : "; ") + expected.key + ": expected " + joined(expected.texts) + ", found " +
               joined(found(*meant.front(), expected.key));
    }
    const auto answer = [](const Expected& expected) { return expected.key == "status" || expected.key == "outcome"; };
    const Finding& shown = *meant.front();
    if (wrong.empty() && std::any_of(row.wanted.begin(), row.wanted.end(), answer))
      report_.shown.push_back({shown.rule, report_.scenarios, shown.status, shown.outcome, shown.days});
    if (!wrong.empty()) fail(scenario, row.line, row.rule + ": " + wrong + " (the finding is " + described(*meant.front()) + ")");
  }

  void fail(const Scenario& scenario, std::size_t line, std::string message) {
    report_.failures.push_back({scenario.file, line, scenario.name, std::move(message)});
  }

  std::shared_ptr<const program::Program> program_;
  const ScenarioOptions& options_;
  const Limits& limits_;
  Coverage coverage_;
  std::optional<Decisions> decisions_;  ///< where they are asked for
  engine::Run run_;
  findings::Assessor assessor_;
  ScenarioReport report_;
};

/// Leaves what is expected of the chosen rules, as far as they are loaded.
void choose(const ScenarioOptions& options, const program::Program& program, std::vector<Scenario>& scenarios,
            Diagnostics& diagnostics) {
  const auto wanted = [&](const Expectation& row) {
    return options.rules.count(row.rule) > 0 &&
           std::any_of(program.rules.begin(), program.rules.end(), [&](const auto& plan) { return plan.id == row.rule; });
  };
  for (Scenario& scenario : scenarios) {
    auto& rows = scenario.expect;
    rows.erase(std::remove_if(rows.begin(), rows.end(), [&](const Expectation& row) { return !wanted(row); }), rows.end());
  }
  scenarios.erase(std::remove_if(scenarios.begin(), scenarios.end(), [](const Scenario& s) { return s.expect.empty(); }),
                  scenarios.end());
  const auto foreign = [](const Diagnostic& d) { return d.code.rfind("scenario.unknown-", 0) == 0; };
  diagnostics.erase(std::remove_if(diagnostics.begin(), diagnostics.end(), foreign), diagnostics.end());
}

}  // namespace

Result<ScenarioReport> run(const std::shared_ptr<const program::Program>& program, const std::vector<RuleFile>& files,
                           const ScenarioOptions& options, const Limits& limits) {
  Diagnostics diagnostics;
  std::vector<Scenario> scenarios;
  for (const RuleFile& file : files) {
    const auto source = std::make_shared<const Source>(Source{file.name, file.text});
    for (Scenario& scenario : read_scenarios(source, *program, limits, diagnostics)) scenarios.push_back(std::move(scenario));
  }
  if (!options.rules.empty()) choose(options, *program, scenarios, diagnostics);
  if (has_errors(diagnostics)) return diagnostics;
  for (Scenario& scenario : scenarios) {
    if (options.edition) scenario.options.edition = options.edition;
  }
  Runner runner(program, options, limits);
  for (const Scenario& scenario : scenarios) runner.play(scenario, diagnostics);
  if (has_errors(diagnostics)) return diagnostics;
  return Result<ScenarioReport>(std::move(runner).report(), std::move(diagnostics));
}

}  // namespace dutybound::scenario
