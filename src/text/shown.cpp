// Escapes and cuts. Entries: the functions of shown.hpp.
#include "text/shown.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace dutybound::text {
namespace {

/// Unicode's directional marks, embeddings, overrides and isolates, and its own separators of lines and paragraphs.
bool steers(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

void append_hex(std::string& out, char32_t value, int digits) {
  constexpr std::string_view hex = "0123456789abcdef";
  for (int digit = digits - 1; digit >= 0; --digit) out += hex[(value >> (4 * static_cast<unsigned>(digit))) & 0xFU];
}

void append_escape(std::string& out, char32_t value) {
  switch (value) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u";
      append_hex(out, value, 4);
  }
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

/// `keep`: characters that stay as they are although they steer.
std::string escaped(std::string_view text, std::string_view keep) {
  if (is_plain(text)) return std::string(text);
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (point.size == 0) {
      out += "\\x";
      append_hex(out, static_cast<unsigned char>(text.front()), 2);
      text.remove_prefix(1);
      continue;
    }
    if (steers(point.value) && keep.find(text.front()) == std::string_view::npos) {
      append_escape(out, point.value);
    } else {
      out += text.substr(0, point.size);
    }
    text.remove_prefix(point.size);
  }
  return out;
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string shown(std::string_view text) { return escaped(text, {}); }

std::string shown_lines(std::string_view text) {
  std::string lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    if (end < text.size() && line.ends_with('\r')) line.remove_suffix(1);
    lines += escaped(line, {});
    if (end < text.size()) lines += '\n';
    begin = end + 1;
  }
  return lines;
}

std::string shown_json(std::string json) { return escaped(json, "\n"); }

std::string cut(std::string_view text, std::size_t most) {
  std::size_t end = 0;
  for (std::size_t characters = 0; end < text.size(); ++characters) {
    if (characters == most) return std::string(text.substr(0, end)).append(cut_mark);
    end += std::max<std::size_t>(first_character_size(text.substr(end)), 1);
  }
  return std::string(text);
}

std::string_view beginning(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  for (int back = 0; back < 3 && bytes > 0 && continues(text[bytes]); ++back) --bytes;
  return text.substr(0, bytes);
}

std::string_view ending(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t begin = text.size() - bytes;
  for (int on = 0; on < 3 && begin < text.size() && continues(text[begin]); ++on) ++begin;
  return text.substr(begin);
}

}  // namespace dutybound::text
