// Says exactly what a diagnostic has to be: its code, the very text that is underlined, and what it offers.
#pragma once

#include <string>
#include <string_view>

#include <dutybound/diagnostic.hpp>

namespace dutybound::testing {

/// The only diagnostic with that code, or null and a failing message from the caller's REQUIRE.
inline const Diagnostic* find(const Diagnostics& diagnostics, std::string_view code) {
  const Diagnostic* found = nullptr;
  for (const Diagnostic& d : diagnostics) {
    if (d.code != code) continue;
    if (found) return nullptr;
    found = &d;
  }
  return found;
}

/// Codes, underlined texts and messages, one a line: what a failing test prints.
inline std::string list(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& d : diagnostics) {
    text += d.code + " `" + std::string(d.underlined()) + "` " + d.message + " | " + d.hint + "\n";
  }
  return text;
}

}  // namespace dutybound::testing
