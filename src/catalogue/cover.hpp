// The catalogue against the rules and what scenarios showed of them. Entry: cover. The public one is src/api's.
#pragma once

#include <set>
#include <string>

#include <dutybound/coverage.hpp>

#include "catalogue/model.hpp"
#include "program/program.hpp"

namespace dutybound::catalogue {

/// `reading`: ids of the rules that read facts. Where local protocols are loaded, the rules that they wrote or changed need
/// scenarios, and no others; they need no provision.
[[nodiscard]] Coverage cover(const Catalogue& catalogue, const program::Program& program, const ScenarioReport& scenarios,
                             const std::set<std::string>& reading);

}  // namespace dutybound::catalogue
