// The public entry to scenarios.
#include <dutybound/scenario.hpp>

#include "api/rulebook_body.hpp"
#include "scenario/run.hpp"

namespace dutybound {

Result<ScenarioReport> run_scenarios(const Rulebook& rulebook, const std::vector<RuleFile>& files,
                                     const ScenarioOptions& options) {
  return scenario::run(rulebook.body().program, files, options, rulebook.body().limits);
}

}  // namespace dutybound
