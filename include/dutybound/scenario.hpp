// Scenarios: rules' own tests, in YAML beside them. Entry: run_scenarios. The same runner serves engine and law authors.
#pragma once

#include <map>
#include <string>
#include <vector>

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

struct ScenarioReport {
  std::size_t scenarios = 0;
  std::size_t expectations = 0;
  std::vector<ScenarioFailure> failures;
  std::vector<ConditionCoverage> conditions;
  std::map<std::string, std::map<std::string, std::size_t>>
      statuses;  ///< rule -> status word -> how many findings of scenarios about it
};

/// Runs every scenario of files whose first key is `scenarios`. Mistakes in the files are diagnostics; failures are in the
/// report.
[[nodiscard]] Result<ScenarioReport> run_scenarios(const Rulebook& rulebook, const std::vector<RuleFile>& files);

}  // namespace dutybound
