// The facts of a case with some of what is not recorded filled in. Entry: suppose.
#pragma once

#include <memory>
#include <vector>

#include "engine/run.hpp"

namespace dutybound::explain {

/// One thing filled in: a value, or that there are no such records.
struct Assumption {
  engine::Run::Dependency about;
  feel::Cell value;
};

/// A copy with the assumptions in place of what was unknown. Rows keep their numbers. More data errors than before show that an
/// assumption is impossible.
[[nodiscard]] engine::Facts suppose(std::shared_ptr<const program::Program> program, const engine::Facts& facts,
                                    const std::vector<Assumption>& assumptions);

/// The values that are tried for a fact of a boolean, an enumeration or none of either: all there are, or nothing. Dates are
/// ask.cpp's.
[[nodiscard]] std::vector<feel::Cell> all_values(const program::Program& program, const engine::Run::Dependency& about);

}  // namespace dutybound::explain
