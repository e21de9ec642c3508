// Every budget in one struct. Each is honoured by the stage that it names and has a test at it and one past it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <dutybound/export.h>

namespace dutybound {

/// What bounds time and memory, whatever the input. The members, their defaults and what they bound: limits.def.
struct Limits {
#define DUTYBOUND_LIMIT(name, fallback, bounds) std::size_t name = fallback;
#include <dutybound/limits.def>
};

/// One of them, by name.
struct LimitInfo {
  std::string_view name;
  std::size_t Limits::*member;
  std::string_view bounds;  ///< in words
};

/// All, in the order of their declaration.
[[nodiscard]] DUTYBOUND_API const std::vector<LimitInfo>& every_limit();
/// The one of that name, or null.
[[nodiscard]] DUTYBOUND_API const LimitInfo* find_limit(std::string_view name);

}  // namespace dutybound
