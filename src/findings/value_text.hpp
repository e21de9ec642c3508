// Values as FEEL writes them, for findings, explanations and answers. Entry: value_text.
#pragma once

#include <string>

#include "engine/facts.hpp"

namespace dutybound::findings {

/// `true`, `12.5`, `2024-03-28`, `2024-03-28T10:00:00`, `P3M`, `[1, 2]`; texts as they are, quoted within lists; records by their
/// path; `null`, `unknown`. An instant known by its day alone is that day. `type` gives enumerations their words.
[[nodiscard]] std::string value_text(const feel::Cell& cell, feel::Type type, const feel::TypeTable& types,
                                     const engine::Facts& facts);

/// The same with quotes about a text by itself too: what FEEL would read back.
[[nodiscard]] std::string literal_text(const feel::Cell& cell, feel::Type type, const feel::TypeTable& types,
                                       const engine::Facts& facts);

}  // namespace dutybound::findings
