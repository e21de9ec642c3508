// A recorded value in words: dates as YYYY-MM-DD, an enumeration by its word. Entry: value_text.
#pragma once

#include <string>

#include "engine/facts.hpp"

namespace dutybound::engine {

/// Empty where nothing is recorded; `2 records` for a collection.
[[nodiscard]] std::string value_text(const Facts& facts, const rulebook::Vocabulary& vocabulary, EntityId entity,
                                     AttributeId attribute, std::uint32_t row);
/// A cell of that type.
[[nodiscard]] std::string value_text(const Cell& cell, feel::Type type, const feel::TypeTable& types);

}  // namespace dutybound::engine
