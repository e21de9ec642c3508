// Scenarios: rules' own tests, in YAML beside them. Entry: run_scenarios. The same runner serves engine and law authors.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/result.hpp>
#include <dutybound/rulebook.hpp>

namespace dutybound {

/// One expectation that did not come out.
struct ScenarioFailure {
  std::string file;
  std::size_t line = 0;
  std::string scenario;
  std::string message;  ///< what was expected and what was found
};

/// What scenarios made of one condition (leaf or whole) of a rule.
struct ConditionCoverage {
  std::string rule;
  std::string role;  ///< as ConditionReading::role
  std::string feel;
  bool was_true = false;
  bool was_false = false;  ///< or null
  bool was_unknown = false;
};

/// Whether a leaf of a condition has decided, in all scenarios that expect something of its rule: the rule would have answered
/// otherwise (status, level, bases), had that leaf alone had another truth. Of a true leaf: had it been false; of a false or null
/// one: had it been true; of an unknown one: had it been true, or had it been false.
struct LeafDecision {
  std::string rule;
  std::string role;  ///< as ConditionReading::role
  std::string feel;
  bool when_true = false;
  bool when_false = false;
  bool when_unknown = false;
};

/// A finding that a scenario expected to have its status or outcome, and that had it.
struct ShownFinding {
  std::string rule;
  std::size_t scenario = 0;  ///< number of the scenario, from 1
  Status status{};
  std::string outcome;
  std::optional<std::int64_t> days;
};

/// A scenario as it came out, for those who show rules by example.
struct ScenarioRun {
  std::string file;
  std::size_t line = 0;
  std::string name;
  std::string as_at;                 ///< date, or date and time
  std::string subject;               ///< `case`, `partnership`, ...
  std::vector<std::string> options;  ///< what else was chosen: `policy.NAME: 42`, `carry_forward: true`, `edition: ID`
  std::string facts;                 ///< the case as YAML
  std::vector<Explanation> found;    ///< of each finding that the scenario expects something of, in its order
};

struct ScenarioOptions {
  bool keep_runs = false;  ///< fill ScenarioReport::runs, which takes an explanation of every expected finding
  /// Only what is expected of these rules; empty: of all. What a file says of rules, rulebooks and parameters that are not loaded
  /// is then passed over, so that scenarios of other rules may be played.
  std::set<std::string> rules;
  std::optional<std::string> edition;  ///< in place of the scenarios' own AssessOptions::edition
  bool decisions = false;              ///< fill ScenarioReport::decisions, which judges every rule again for each of its leaves
};

struct ScenarioReport {
  std::size_t scenarios = 0;
  std::size_t expectations = 0;
  std::vector<ScenarioFailure> failures;
  std::vector<ConditionCoverage> conditions;
  std::vector<LeafDecision> decisions;  ///< where they were asked for; only of rules that scenarios expect something of
  std::vector<ShownFinding> shown;
  std::map<std::string, std::map<std::string, std::size_t>>
      statuses;                   ///< rule -> status word -> how many findings of scenarios about it
  std::vector<ScenarioRun> runs;  ///< in the files' order, where they were asked for
};

/// Runs every scenario of files whose first key is `scenarios`. Mistakes in the files are diagnostics; failures are in the
/// report.
[[nodiscard]] DUTYBOUND_API Result<ScenarioReport> run_scenarios(const Rulebook& rulebook, const std::vector<RuleFile>& files,
                                                                 const ScenarioOptions& options = {});

}  // namespace dutybound
