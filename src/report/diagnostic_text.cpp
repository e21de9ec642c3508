// A diagnostic for people: where, what, the line with the mistake underlined, what to do. Entry: to_text(Diagnostic).
#include <fmt/format.h>

#include <algorithm>

#include <dutybound/report.hpp>

#include "text/utf8.hpp"

namespace dutybound::report {
namespace {

constexpr std::string_view tab = "    ";
constexpr std::string_view unreadable = "\xEF\xBF\xBD";  // the replacement character
constexpr std::string_view cut = "...";

/// The text as a terminal shows it: tabs as spaces, a mark for control characters and bytes that are no text.
std::string shown(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = text::first_character_size(text);
    const auto first = static_cast<unsigned char>(text.front());
    const bool above_ascii = size == 2 && first == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0;
    if (first == '\t') {
      out += tab;
    } else if (size == 0 || first < 0x20 || first == 0x7F || above_ascii) {
      out += unreadable;
    } else {
      out += text.substr(0, size);
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out;
}

/// As many whole characters from the beginning as fit.
std::string_view fitting(std::string_view text, std::size_t width) {
  std::size_t end = 0;
  while (end < text.size()) {
    const std::size_t next = end + text::first_character_size(text.substr(end));
    if (text::display_width(text.substr(0, next)) > width) break;
    end = next;
  }
  return text.substr(0, end);
}

/// The end of the text, of at most that width, after a sign that the beginning is left out.
std::string end_of(std::string_view text, std::size_t width) {
  if (text::display_width(text) <= width) return std::string(text);
  const std::size_t room = width > cut.size() ? width - cut.size() : 0;
  while (!text.empty() && text::display_width(text) > room) text.remove_prefix(text::first_character_size(text));
  return std::string(cut) + std::string(text);
}

/// The beginning of the text likewise.
std::string beginning_of(std::string_view text, std::size_t width) {
  if (text::display_width(text) <= width) return std::string(text);
  return std::string(fitting(text, width > cut.size() ? width - cut.size() : 0)) + std::string(cut);
}

/// The line of the source in three parts: before the span, under it, after it.
struct Excerpt {
  std::string before;
  std::string under;
  std::string after;
};

Excerpt excerpt(const Diagnostic& diagnostic, std::size_t width) {
  std::string_view text = diagnostic.source->text;
  const std::size_t at = std::min(diagnostic.span.begin, text.size());
  const std::size_t break_before = at == 0 ? std::string_view::npos : text.find_last_of("\r\n", at - 1);
  std::size_t begin = break_before == std::string_view::npos ? 0 : break_before + 1;
  if (begin == 0 && at >= text::byte_order_mark.size() && text.starts_with(text::byte_order_mark))
    begin = text::byte_order_mark.size();
  const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
  const std::size_t size = diagnostic.underlined().size();
  Excerpt parts{shown(text.substr(begin, at - begin)), shown(text.substr(at, size)),
                shown(text.substr(at + size, end - at - size))};
  // A long line gives up its end first, then its beginning, then what is underlined.
  parts.under = beginning_of(parts.under, width * 2 / 3);
  const std::size_t left = width - text::display_width(parts.under);
  const std::size_t after =
      std::min(text::display_width(parts.after), std::max(left / 3, left - std::min(left, text::display_width(parts.before))));
  parts.before = end_of(parts.before, left - after);
  parts.after = beginning_of(parts.after, after);
  return parts;
}

}  // namespace

std::string to_text(const Diagnostic& diagnostic, const TextOptions& options) {
  const bool error = diagnostic.severity == Severity::error;
  const auto coloured = [&](std::string_view colour, std::string_view text) {
    return options.colour ? fmt::format("\x1b[{}m{}\x1b[0m", colour, text) : std::string(text);
  };
  const std::string_view alarm = error ? "1;31" : "1;33";
  const std::string what = coloured(alarm, fmt::format("{}[{}]", error ? "error" : "warning", diagnostic.code));
  if (!diagnostic.source) {
    std::string text = fmt::format("{}: {}\n", what, diagnostic.message);
    if (!diagnostic.hint.empty()) text += fmt::format("  hint: {}\n", diagnostic.hint);
    return text;
  }
  const std::string line = std::to_string(diagnostic.line());
  const std::size_t gutter = line.size() + 5;
  const Excerpt parts = excerpt(diagnostic, std::max<std::size_t>(options.width, gutter + 30) - gutter);
  const std::string carets(std::max<std::size_t>(text::display_width(parts.under), 1), '^');
  std::string text =
      fmt::format("{}:{}:{}: {}: {}\n", diagnostic.source->name, line, diagnostic.column(), what, diagnostic.message);
  text += fmt::format("  {} | {}{}{}\n", line, parts.before, parts.under, parts.after);
  text += fmt::format("  {:{}} | {:{}}{}\n", "", line.size(), "", text::display_width(parts.before), coloured(alarm, carets));
  if (!diagnostic.hint.empty()) text += fmt::format("  {:{}} hint: {}\n", "", line.size(), diagnostic.hint);
  return text;
}

}  // namespace dutybound::report
