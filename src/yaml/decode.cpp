// Plain, quoted and block scalars by YAML 1.2, chapters 6.5 (folding), 7.3 (flow styles) and 8.1 (block styles). Entry: decode.
#include "yaml/decode.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "text/utf8.hpp"

namespace dutybound::yaml {
namespace {

using text::Fragment;
constexpr std::size_t npos = std::string_view::npos;

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_break(char c) { return c == '\n' || c == '\r'; }

/// Collects decoded bytes with the source bytes that they came from.
class Writer {
 public:
  explicit Writer(const SourcePtr& source) { fragment_.source = source; }

  /// `bytes` were written as the source's [begin, end).
  void put(std::string_view bytes, std::size_t begin, std::size_t end) {
    const std::size_t here = fragment_.text.size();
    if (here == 0 || begin != written_to_) {
      // INVARIANT(dropped-text): what lies between two marks with one `here` stands for nothing.
      if (here != 0) mark(written_to_);
      mark(begin);
    } else if (begin != implied_) {
      mark(begin);
    }
    fragment_.text += bytes;
    implied_ = begin + bytes.size();
    written_to_ = end;
  }
  /// Bytes that stand in the source as they are.
  void copy(std::size_t begin, std::size_t end) {
    if (begin < end) put(std::string_view(fragment_.source->text).substr(begin, end - begin), begin, end);
  }
  [[nodiscard]] std::size_t size() const { return fragment_.text.size(); }

  /// The fragment; `begin` is where an empty one stands.
  Fragment finish(std::size_t begin) {
    if (fragment_.text.empty()) {
      mark(begin);
    } else if (implied_ != written_to_) {
      mark(written_to_);
    }
    return std::move(fragment_);
  }

 private:
  void mark(std::size_t there) { fragment_.marks.push_back({fragment_.text.size(), there}); }

  Fragment fragment_;
  std::size_t implied_ = 0;     ///< where the next byte stands by the last mark
  std::size_t written_to_ = 0;  ///< where the source text of the last byte ends
};

std::size_t end_of_break(std::string_view text, std::size_t at) { return text.compare(at, 2, "\r\n") == 0 ? at + 2 : at + 1; }

/// One line break and the white space around it become a space; n + 1 breaks become n new lines. `at` is behind the last visible
/// character; returns where the next one stands. After an escaped break nothing stands for the first break.
std::size_t fold(Writer& out, std::string_view text, std::size_t at, bool escaped) {
  const std::size_t next = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
  std::size_t breaks = 0;
  std::size_t first = npos;
  for (std::size_t i = at; i < next; ++i) {
    if (!is_break(text[i])) continue;
    const std::size_t end = end_of_break(text, i);
    if (first == npos) first = i;
    if (++breaks > 1) out.put("\n", i, end);
    i = end - 1;
  }
  if (breaks == 1 && !escaped) out.put(" ", first, end_of_break(text, first));
  return next;
}

struct Escape {
  std::string bytes;
  std::size_t size = 2;  ///< of the escape in the source
};

/// The escape at the backslash text[at]. yaml-cpp has accepted it; what is none stands for its own character.
Escape read_escape(std::string_view text, std::size_t at) {
  const char c = at + 1 < text.size() ? text[at + 1] : '\\';
  const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
  Escape escape;
  if (digits > 0) {
    char32_t value = 0;
    for (const char digit : text.substr(std::min(at + 2, text.size()), digits)) {
      const int letter = digit >= 'a' ? digit - 'a' + 10 : digit >= 'A' ? digit - 'A' + 10 : digit - '0';
      value = value * 16 + static_cast<char32_t>(letter);
    }
    text::append_utf8(escape.bytes, value);
    escape.size = 2 + digits;
    return escape;
  }
  constexpr std::string_view names = "0abtnvfreN_LP";
  constexpr char32_t values[] = {0, 7, 8, 9, 10, 11, 12, 13, 27, 0x85, 0xA0, 0x2028, 0x2029};
  const std::size_t known = names.find(c);
  text::append_utf8(escape.bytes, known == npos ? static_cast<unsigned char>(c) : values[known]);
  return escape;
}

/// Plain and quoted text between `at` and the closing quote, or until a plain text has `plain_size` bytes. Returns its end.
std::size_t read_flow(Writer& out, std::string_view text, std::size_t at, char quote, std::size_t plain_size) {
  while (at < text.size()) {
    if (quote == '\0' && out.size() >= plain_size) break;
    const char c = text[at];
    if (quote == '\'' && text.compare(at, 2, "''") == 0) {
      out.put("'", at, at + 2);
      at += 2;
    } else if (quote != '\0' && c == quote) {
      break;
    } else if (quote == '"' && c == '\\' && at + 1 < text.size() && is_break(text[at + 1])) {
      at = fold(out, text, at + 1, true);
    } else if (quote == '"' && c == '\\') {
      const Escape escape = read_escape(text, at);
      out.put(escape.bytes, at, at + escape.size);
      at += escape.size;
    } else if (is_blank(c) || is_break(c)) {
      const std::size_t next = std::min(text.find_first_not_of(" \t", at), text.size());
      if (next < text.size() && is_break(text[next])) {
        at = fold(out, text, at, false);
      } else {
        out.copy(at, next);
        at = next;
      }
    } else {
      std::size_t next = std::min(text.find_first_of(" \t\r\n\\'\"", at + 1), text.size());
      if (quote == '\0') next = std::min(next, at + (plain_size - out.size()));
      out.copy(at, next);
      at = next;
    }
  }
  return at;
}

/// A line of a block: its text without the indentation, and its break.
struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t next = 0;  ///< after the break; `end` at the end of the file
  [[nodiscard]] bool empty() const { return begin == end; }
};

std::size_t end_of_line(std::string_view text, std::size_t at) { return std::min(text.find_first_of("\r\n", at), text.size()); }

std::size_t after_line(std::string_view text, std::size_t end) { return end == text.size() ? end : end_of_break(text, end); }

std::size_t count_spaces(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(' ', at), text.size()) - at;
}

/// How far the block is indented: as much as its first line that is not empty has lost. Without one, nothing is content.
std::size_t indentation(std::string_view text, std::size_t at, std::string_view meaning) {
  const std::size_t visible = meaning.find_first_not_of(" \n");
  if (visible == npos) return std::numeric_limits<std::size_t>::max();
  const std::size_t line = meaning.rfind('\n', visible);
  const std::size_t kept = visible - (line == npos ? 0 : line + 1);
  while (at < text.size()) {
    const std::size_t spaces = count_spaces(text, at);
    const std::size_t end = end_of_line(text, at);
    if (at + spaces != end) return spaces - std::min(kept, spaces);
    at = after_line(text, end);
  }
  return 0;
}

std::vector<Line> block_lines(std::string_view text, std::size_t at, std::size_t indent) {
  std::vector<Line> lines;
  while (at < text.size()) {
    const std::size_t spaces = count_spaces(text, at);
    const std::size_t end = end_of_line(text, at);
    if (at + spaces != end && spaces < indent) break;
    lines.push_back({at + std::min(spaces, indent), end, after_line(text, end)});
    at = lines.back().next;
  }
  return lines;
}

/// Writes the lines of a block. A folded one joins neighbours, unless one of them begins with white space of its own.
void put_lines(Writer& out, std::string_view text, const std::vector<Line>& lines, bool folded, char chomping) {
  std::size_t last = lines.size();
  while (last > 0 && lines[last - 1].empty()) --last;
  const auto spaced = [&](const Line& line) { return is_blank(text[line.begin]); };
  const auto put_break = [&](const Line& line, std::string_view as) {
    if (line.next > line.end) out.put(as, line.end, line.next);
  };
  bool begun = false;  // a line that is not empty has been written
  for (std::size_t i = 0; i < last; ++i) {
    const Line& line = lines[i];
    out.copy(line.begin, line.end);
    begun = begun || !line.empty();
    if (i + 1 == last) break;
    if (!folded || !begun || line.empty()) {
      put_break(line, "\n");
      continue;
    }
    // This line is not empty: its own break is kept, becomes a space, or gives way to the empty lines that follow it.
    std::size_t following = i + 1;
    while (lines[following].empty()) ++following;
    if (spaced(line) || spaced(lines[following])) {
      put_break(line, "\n");
    } else if (following == i + 1) {
      put_break(line, " ");
    }
  }
  if (chomping == '-') return;
  if (last > 0) put_break(lines[last - 1], "\n");
  for (std::size_t i = last; chomping == '+' && i < lines.size(); ++i) put_break(lines[i], "\n");
}

Decoded decode_block(const SourcePtr& source, std::size_t begin, std::string_view meaning) {
  const std::string_view text = source->text;
  const std::size_t end_of_header = end_of_line(text, begin);
  const std::string_view indicators = text.substr(begin, std::min(text.find_first_of(" \t\r\n", begin), text.size()) - begin);
  const char chomping = indicators.find('-') != npos ? '-' : indicators.find('+') != npos ? '+' : ' ';
  const std::size_t first = after_line(text, end_of_header);
  const std::vector<Line> lines = block_lines(text, first, indentation(text, first, meaning));
  Writer out(source);
  put_lines(out, text, lines, text[begin] == '>', chomping);
  std::size_t end = begin + indicators.size();
  for (const Line& line : lines) {
    if (!line.empty()) end = line.end;
  }
  return {out.finish(first), false, end};
}

}  // namespace

Decoded decode(const SourcePtr& source, std::size_t begin, std::string_view meaning) {
  const std::string_view text = source->text;
  const char first = begin < text.size() ? text[begin] : '\0';
  if (first == '|' || first == '>') return decode_block(source, begin, meaning);
  const bool quoted = first == '"' || first == '\'';
  Writer out(source);
  const std::size_t content = quoted ? begin + 1 : begin;
  const std::size_t end = read_flow(out, text, content, quoted ? first : '\0', meaning.size());
  return {out.finish(content), !quoted, std::min(quoted ? end + 1 : end, text.size())};
}

std::size_t end_of_quoted(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      if (quote == '"' || text.compare(at, 2, "''") != 0) return at + 1;
      ++at;
    }
  }
  return npos;
}

}  // namespace dutybound::yaml
