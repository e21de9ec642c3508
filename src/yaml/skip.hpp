// Small steps over YAML text that need no context.
#pragma once

#include <cstddef>
#include <string_view>

namespace dutybound::yaml {

/// The offset of the next character at or after `at` that is neither white space nor in a comment.
[[nodiscard]] inline std::size_t skip_blank(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const std::size_t next = text.find_first_not_of(" \t\r\n", at);
    if (next == std::string_view::npos) return text.size();
    // A `#` begins a comment only after white space or at a line's beginning.
    if (text[next] != '#' || (next == at && at > 0 && std::string_view(" \t\r\n").find(text[at - 1]) == std::string_view::npos))
      return next;
    at = text.find_first_of("\r\n", next);
  }
  return text.size();
}

/// The end of the word at `at`: up to white space, a comma or a closing bracket, but at least one character.
[[nodiscard]] inline std::size_t end_of_word(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  const std::size_t end = text.find_first_of(" \t\r\n,]}", at + 1);
  return end == std::string_view::npos ? text.size() : end;
}

/// The end of a plain `~` or `null` at `at`, or `at` if none stands there.
[[nodiscard]] inline std::size_t end_of_null(std::string_view text, std::size_t at) {
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    const std::size_t end = at + word.size();
    if (text.substr(at < text.size() ? at : text.size(), word.size()) != word) continue;
    if (end == text.size() || std::string_view(" \t\r\n,]}:").find(text[end]) != std::string_view::npos) return end;
  }
  return at;
}

}  // namespace dutybound::yaml
