// Scenarios over a program. Entry: run. The public run_scenarios is src/api's.
#pragma once

#include <memory>
#include <vector>

#include <dutybound/scenario.hpp>

#include "program/program.hpp"

namespace dutybound::scenario {

/// Every scenario of files whose first key is `scenarios`: case by the ordinary way, assessed, compared.
[[nodiscard]] Result<ScenarioReport> run(const std::shared_ptr<const program::Program>& program,
                                         const std::vector<RuleFile>& files, const ScenarioOptions& options,
                                         const Limits& limits);

}  // namespace dutybound::scenario
