// Sets of statuses that an answer can have: of one version of a rule (judge) and of several (versions).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include <dutybound/finding.hpp>

namespace dutybound::findings {

inline constexpr std::size_t status_count = static_cast<std::size_t>(Status::not_in_force) + 1;

using Statuses = std::uint32_t;

[[nodiscard]] constexpr Statuses one(Status status) { return 1U << static_cast<unsigned>(status); }

/// The status, where the set has one alone.
[[nodiscard]] inline std::optional<Status> the_only(Statuses statuses) {
  for (unsigned i = 0; i < status_count; ++i) {
    if (statuses == 1U << i) return static_cast<Status>(i);
  }
  return std::nullopt;
}

/// What is left without the excuse: a lateness or breach that nothing but an unknown exemption or excuse stands against. What
/// else is unknown cannot matter then: it would have added a status.
[[nodiscard]] inline std::optional<Status> unless_excused(Statuses statuses) {
  for (const Status status : {Status::met_late, Status::overdue, Status::breached}) {
    if (statuses == (one(status) | one(Status::exempt))) return status;
  }
  return std::nullopt;
}

}  // namespace dutybound::findings
