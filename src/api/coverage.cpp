// The public entry to coverage: the catalogue and the scenarios among the files, against a loaded Rulebook.
#include <dutybound/coverage.hpp>

#include "api/rulebook_body.hpp"
#include "catalogue/cover.hpp"
#include "catalogue/read_catalogue.hpp"
#include "scenario/run.hpp"
#include "text/inside.hpp"

namespace dutybound {

std::size_t Coverage::count_missing() const {
  std::size_t count = missing.size();
  for (const ProvisionCoverage& provision : provisions) count += provision.missing.size();
  for (const DocumentCoverage& document : documents) {
    count += document.missing.size();
    for (const StatementCoverage& statement : document.statements) count += statement.missing.size();
  }
  for (const RuleCoverage& rule : rules) count += rule.missing.size();
  return count;
}

Result<Coverage> cover(const Rulebook& rulebook, const std::vector<RuleFile>& files) {
  const auto catalogue = catalogue::read_catalogue(files, body_of(rulebook).limits);
  ScenarioOptions options;
  options.decisions = true;
  const auto scenarios = run_scenarios(rulebook, files, options);
  Diagnostics diagnostics = catalogue.diagnostics();
  diagnostics.insert(diagnostics.end(), scenarios.diagnostics().begin(), scenarios.diagnostics().end());
  if (!catalogue.ok() || !scenarios.ok()) return diagnostics;
  std::set<std::string> reading;
  for (const FactInfo& fact : rulebook.facts()) reading.insert(fact.rules.begin(), fact.rules.end());
  return Result<Coverage>(catalogue::cover(catalogue.value(), *body_of(rulebook).program, scenarios.value(), reading),
                          std::move(diagnostics));
}

}  // namespace dutybound
