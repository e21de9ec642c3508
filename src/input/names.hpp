// Names of tables and columns, and ids, as people and systems write them: what counts as the same.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/csv.hpp>

#include "text/white_space.hpp"

namespace dutybound::input {

/// An id as it is compared and shown: without white space around it, and whole where a spreadsheet or a column of numbers wrote
/// `12345.0` for it.
[[nodiscard]] inline std::string_view plain_id(std::string_view text) {
  text = text::trimmed(text);
  const std::size_t whole = std::min(text.find_first_not_of("0123456789", text.substr(0, 1) == "-" ? 1 : 0), text.size());
  const bool digits = whole > 0 && text[whole - 1] != '-';
  const bool only_zeros =
      whole + 1 < text.size() && text[whole] == '.' && text.find_first_not_of('0', whole + 1) == std::string_view::npos;
  return digits && only_zeros ? text.substr(0, whole) : text;
}

/// The id that a text holds; nothing where it is blank or an error that a spreadsheet left in its place.
[[nodiscard]] inline std::optional<std::string> id_in(std::string_view text) {
  text = plain_id(text);
  return text.empty() || is_spreadsheet_error(text) ? std::nullopt : std::optional(std::string(text));
}

/// Ids that agree in this are likely to be one: without capitals, leading zeros and white space.
[[nodiscard]] inline std::string alike_id(std::string_view id) {
  std::string plain;
  plain.reserve(id.size());
  while (!id.empty()) {
    if (const std::size_t space = text::white_space_size(id)) {
      id.remove_prefix(space);
      continue;
    }
    const char c = id.front();
    if (c != '0' || !plain.empty()) plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    id.remove_prefix(1);
  }
  return plain;
}

/// Lower case, without spaces, underscores and punctuation.
[[nodiscard]] inline std::string folded(std::string_view name) {
  std::string plain;
  plain.reserve(name.size());
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      plain += static_cast<char>(c | 0x20);
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0) {
      plain += c;
    }
  }
  return plain;
}

/// The same word, in capitals or not.
[[nodiscard]] inline bool same_word(std::string_view a, std::string_view b) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return small(x) == small(y); });
}

[[nodiscard]] inline bool is_among(const std::vector<std::string>& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& each) { return same_word(each, word); });
}

}  // namespace dutybound::input
