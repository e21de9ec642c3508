// A small vocabulary for FEEL tests, and short ways to parse and check against it.
#pragma once

#include <string>
#include <string_view>

#include "feel/check.hpp"

namespace dutybound::testing {

/// A case with a child, reviews and a conference; as_at; outcome an enumeration.
struct World {
  feel::TypeTable types;
  feel::Environment environment;
  World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;
};

/// What parsing and checking said; the expression if it parsed.
struct Checked {
  feel::Expression expression;
  Diagnostics diagnostics;
  bool sound = false;
};
[[nodiscard]] Checked check_text(World& world, std::string_view text, std::optional<feel::Type> expected = std::nullopt);

/// Canonical text, or the diagnostics.
[[nodiscard]] std::string canonical(std::string_view text);

/// The type's description, or the diagnostics.
[[nodiscard]] std::string type_of(World& world, std::string_view text);

}  // namespace dutybound::testing
