// Names of tables and columns as people write them: what counts as the same name.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace dutybound::input {

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
