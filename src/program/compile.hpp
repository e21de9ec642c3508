// Model to program. Entry: compile.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "program/program.hpp"

namespace dutybound::program {

/// Lowers every rule, definition and constraint; equal computations share a register and stand in the outermost block
/// where they can. Total: what a reader let through compiles. Definitions form no cycle (the reader saw to it).
[[nodiscard]] std::shared_ptr<const Program> compile(const rulebook::RuleSet& rules);

/// The same program with other values of policy parameters (ids that are none are passed over). Keeps the original alive, because
/// constants point into it.
[[nodiscard]] std::shared_ptr<const Program> with_policy(const std::shared_ptr<const Program>& program,
                                                         const std::map<std::string, std::int64_t>& values);

/// Which days can decide the edition of a rule. Needs the origins.
[[nodiscard]] DecidingDay deciding_day(const Program& program, const RulePlan& rule);

}  // namespace dutybound::program
