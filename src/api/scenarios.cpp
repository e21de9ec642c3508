// The public entry to scenarios.
#include <dutybound/scenario.hpp>

#include "api/rulebook_body.hpp"
#include "scenario/run.hpp"
#include "text/inside.hpp"

namespace dutybound {

Result<ScenarioReport> run_scenarios(const Rulebook& rulebook, const std::vector<RuleFile>& files,
                                     const ScenarioOptions& options) {
  return scenario::run(body_of(rulebook).program, files, options, body_of(rulebook).limits);
}

}  // namespace dutybound
