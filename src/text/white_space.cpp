// The characters of Unicode's property White_Space, and those without width that copying leaves behind.
#include "text/white_space.hpp"

namespace dutybound::text {
namespace {

unsigned byte(std::string_view text, std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0; }

/// Of U+2000 to U+206F, in its third byte's place.
bool is_general_space(unsigned second, unsigned third) {
  if (second == 0x80)  // spaces of every width to U+200B, marks of direction, separators of lines and paragraphs, U+202F
    return (third >= 0x80 && third <= 0x8B) || third == 0x8E || third == 0x8F || third == 0xA8 || third == 0xA9 || third == 0xAF;
  return second == 0x81 && (third == 0x9F || third == 0xA0);  // mathematical space, word joiner
}

/// The first byte of a character that ends just before `end`.
std::size_t start_of_character(std::string_view text, std::size_t end) {
  std::size_t at = end - 1;
  while (at > 0 && end - at < 3 && (byte(text, at) & 0xC0U) == 0x80U) --at;
  return at;
}

}  // namespace

std::size_t white_space_size(std::string_view text) {
  const unsigned first = byte(text, 0);
  if (first == ' ' || (first >= '\t' && first <= '\r')) return 1;
  if (first < 0x80) return 0;
  const unsigned second = byte(text, 1);
  if (first == 0xC2) return second == 0x85 || second == 0xA0 ? 2 : 0;  // next line, no-break space
  const unsigned third = byte(text, 2);
  if (first == 0xE1) return second == 0x9A && third == 0x80 ? 3 : 0;  // ogham space
  if (first == 0xE2) return is_general_space(second, third) ? 3 : 0;
  if (first == 0xE3) return second == 0x80 && third == 0x80 ? 3 : 0;  // ideographic space
  return first == 0xEF && second == 0xBB && third == 0xBF ? 3 : 0;    // byte-order mark
}

std::string_view trimmed(std::string_view text) {
  while (const std::size_t size = white_space_size(text)) text.remove_prefix(size);
  while (!text.empty()) {
    const std::size_t last = start_of_character(text, text.size());
    if (white_space_size(text.substr(last)) != text.size() - last) break;
    text.remove_suffix(text.size() - last);
  }
  return text;
}

std::string single_spaced(std::string_view text) {
  text = trimmed(text);
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    if (std::size_t size = white_space_size(text)) {
      plain += ' ';
      for (; size > 0; size = white_space_size(text)) text.remove_prefix(size);
    } else {
      plain += text.front();
      text.remove_prefix(1);
    }
  }
  return plain;
}

}  // namespace dutybound::text
