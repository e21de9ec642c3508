// Model to program. Entry: compile.
#pragma once

#include <memory>

#include "program/program.hpp"

namespace dutybound::program {

/// Lowers every rule, definition and constraint; equal computations share a register and stand in the outermost block
/// where they can. Total: what a reader let through compiles. Definitions form no cycle (the reader saw to it).
[[nodiscard]] std::shared_ptr<const Program> compile(const rulebook::RuleSet& rules);

}  // namespace dutybound::program
