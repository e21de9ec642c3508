// The parts of a rule that a judgement reads. Entry: register_of.
#pragma once

#include <cstdint>

#include "program/program.hpp"

namespace dutybound::findings {

/// What of a rule an answer can turn on, in the order in which missing facts are told.
enum class Part : std::uint8_t {
  arises,
  trigger,
  protects,
  applies,
  due,
  done,
  done_when,
  exempt,
  ends,
  excused,
  condition,
  rows,
  value
};
inline constexpr unsigned part_count = 13;

/// A set of parts.
using Parts = std::uint32_t;
[[nodiscard]] constexpr Parts bit(Part part) { return 1U << static_cast<unsigned>(part); }

/// The register of a part, or no_register (also for Part::rows, which has several).
[[nodiscard]] program::Register register_of(const program::RulePlan& plan, Part part);

/// Every register that a judgement of the rule reads.
template <class Visit>
void for_each_register(const program::RulePlan& plan, Visit visit) {
  for (unsigned part = 0; part < part_count; ++part) {
    if (const program::Register r = register_of(plan, static_cast<Part>(part)); r != program::no_register) visit(r);
  }
  for (const program::RowPlan& row : plan.rows) visit(row.when.truth);
}

}  // namespace dutybound::findings
