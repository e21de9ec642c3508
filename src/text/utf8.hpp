// UTF-8: is it, how many characters, how wide on a screen. Bytes stay the unit
// of every offset. Entries: the functions below.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dutybound::text {

/// The offset of the first byte that is no part of well-formed UTF-8 (overlong forms and surrogates are not), or nothing.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);

struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;  ///< bytes; 0: not UTF-8
};
/// What the text begins with.
[[nodiscard]] CodePoint first_code_point(std::string_view text);

/// How many bytes the first character takes; 0 if the text does not begin with well-formed UTF-8.
[[nodiscard]] std::size_t first_character_size(std::string_view text);

/// How many code points; bytes that are no UTF-8 count one each.
[[nodiscard]] std::size_t code_points(std::string_view text);

/// Columns on a terminal: combining marks none, wide East Asian characters and emoji two. A tab counts one.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Writes a code point.
void append_utf8(std::string& out, char32_t value);

/// The byte-order mark that some editors put before UTF-8 text.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace dutybound::text
