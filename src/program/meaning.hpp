// What the parts of rules compute, so that rules of several programs can be compared however they were written. Entry: Meanings.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "program/program.hpp"

namespace dutybound::program {

/// Numbers computations of any number of programs: equal numbers are equal computations. The order of what `and`, `or` and `=`
/// join makes no difference; a parameter is the same if it has the same id.
class Meanings {
 public:
  /// Role (`applies_when`, `clock`, `done_at`, `level: NAME`, ...) and what it computes, in a fixed order of roles.
  using Parts = std::vector<std::pair<std::string, std::vector<std::uint32_t>>>;
  [[nodiscard]] Parts of(const Program& program, const RulePlan& rule);

 private:
  using Known = std::map<Register, std::uint32_t>;
  std::uint32_t number(const std::string& computation);
  std::uint32_t number(const Program& program, Known& known, Register r);

  std::map<std::string, std::uint32_t> numbers_;
};

}  // namespace dutybound::program
