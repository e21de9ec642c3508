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

/// What is assumed of a fact: the same, and `null` or `[]` where it is that nothing happened or that there is no such record.
[[nodiscard]] std::string assumed_text(const Cell& cell, const rulebook::Attribute& attribute,
                                       const rulebook::Vocabulary& vocabulary);

}  // namespace dutybound::engine
