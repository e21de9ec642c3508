// What an assessment takes for granted, out of its options. Entry: read_assumptions.
#pragma once

#include <map>
#include <memory>
#include <string>

#include <dutybound/diagnostic.hpp>

#include "engine/facts.hpp"

namespace dutybound::input {

/// Types AssessOptions::assume by the vocabulary; null where there is nothing to assume. Facts that are not in it, and values
/// that they cannot have, go to `diagnostics` and are left aside.
[[nodiscard]] std::shared_ptr<const engine::Assumptions> read_assumptions(const program::Program& program,
                                                                          const std::map<std::string, std::string>& assume,
                                                                          Diagnostics& diagnostics);

}  // namespace dutybound::input
