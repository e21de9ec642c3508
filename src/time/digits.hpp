// Fixed-width decimal digits, as ISO 8601 writes them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dutybound::time {

/// The number that exactly these digits write; nothing if one is no digit.
[[nodiscard]] inline std::optional<unsigned> read_digits(std::string_view digits) {
  unsigned number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<unsigned>(c - '0');
  }
  return number;
}

/// Appends at least `width` digits.
inline void write_digits(std::string& text, unsigned number, std::size_t width) {
  const std::string digits = std::to_string(number);
  if (digits.size() < width) text.append(width - digits.size(), '0');
  text += digits;
}

}  // namespace dutybound::time
