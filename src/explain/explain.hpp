// Reasons of findings, from the same program and facts that gave them. Entry: explain.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <dutybound/explanation.hpp>

#include "findings/assess.hpp"

namespace dutybound::explain {

/// One for each finding of `rule`, or of the one at `instance`; none for a rule that does not exist or gives no findings here.
[[nodiscard]] std::vector<Explanation> explain(const findings::Assessor& assessor, engine::Run& run, const engine::Facts& facts,
                                               const AssessOptions& options, std::string_view rule,
                                               std::optional<std::string_view> instance);

}  // namespace dutybound::explain
