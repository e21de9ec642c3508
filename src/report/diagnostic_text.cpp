// A diagnostic for people: where, what, the line with the mistake underlined, what to do. Entry: to_text(Diagnostic).
#include <fmt/format.h>

#include <algorithm>

#include <dutybound/report.hpp>

#include "text/diagnose.hpp"
#include "text/lines.hpp"
#include "text/shown.hpp"
#include "text/utf8.hpp"

namespace dutybound::report {
namespace {

/// The text as a terminal shows it, with tabs as spaces.
std::string shown(std::string_view text) {
  std::string out;
  for (std::size_t tab = text.find('\t'); tab != std::string_view::npos; tab = text.find('\t')) {
    out += text::shown(text.substr(0, tab)) + "    ";
    text.remove_prefix(tab + 1);
  }
  return out + text::shown(text);
}

/// Where the first `width` columns of a text end.
std::size_t end_of_columns(std::string_view text, std::size_t width) {
  std::size_t end = 0;
  for (std::size_t used = 0; end < text.size();) {
    const std::string_view character = text.substr(end, text::first_character_size(text.substr(end)));
    used += text::display_width(character);
    if (used > width) break;
    end += character.size();
  }
  return end;
}

/// A piece of the source's line, and whether more of it was left out already.
struct Piece {
  std::string text;
  bool more = false;
};

/// The end of the text, of at most that width, after a sign that the beginning is left out.
std::string end_of(const Piece& piece, std::size_t width) {
  const std::size_t wide = text::display_width(piece.text);
  if (wide <= width && !piece.more) return piece.text;
  const std::size_t room = width > text::cut_mark.size() ? width - text::cut_mark.size() : 0;
  std::size_t begin = wide > room ? end_of_columns(piece.text, wide - room) : 0;
  // A wide character may stand across the place.
  while (text::display_width(std::string_view(piece.text).substr(begin)) > room)
    begin += text::first_character_size(std::string_view(piece.text).substr(begin));
  return std::string(text::cut_mark) + piece.text.substr(begin);
}

/// The beginning of the text likewise.
std::string beginning_of(const Piece& piece, std::size_t width) {
  if (text::display_width(piece.text) <= width && !piece.more) return piece.text;
  const std::size_t room = width > text::cut_mark.size() ? width - text::cut_mark.size() : 0;
  return piece.text.substr(0, end_of_columns(piece.text, room)) + std::string(text::cut_mark);
}

/// The line of the source in three parts: before the span, under it, after it.
struct Excerpt {
  std::string before;
  std::string under;
  std::string after;
};

Excerpt excerpt(const Diagnostic& diagnostic, std::size_t width) {
  const std::string_view text = diagnostic.source->text;
  const std::size_t at = std::min(diagnostic.span.begin, text.size());
  Span line = diagnostic.source->lines.of(text).at(at).span;
  line = {std::min(line.begin, at), std::max(line.end, at)};
  const std::size_t size = diagnostic.underlined().size();
  // Of a long line no more is looked at than could be shown: a character has at most four bytes, and a mark above it.
  const std::size_t most = width * 8;
  const auto first = [&](std::string_view part) {
    const std::string_view some = text::beginning(part, most);
    return Piece{shown(some), some.size() < part.size()};
  };
  const std::string_view all_before = text.substr(line.begin, at - line.begin);
  const std::string_view some_before = text::ending(all_before, most);
  const Piece before{shown(some_before), some_before.size() < all_before.size()};
  const Piece after = first(text.substr(at + size, line.end - at - size));
  // A long line gives up its end first, then its beginning, then what is underlined.
  Excerpt parts;
  parts.under = beginning_of(first(text.substr(at, size)), width * 2 / 3);
  const std::size_t left = width - text::display_width(parts.under);
  const std::size_t before_width = text::display_width(before.text);
  const std::size_t room_after =
      std::min(text::display_width(after.text), std::max(left / 3, left - std::min(left, before_width)));
  parts.before = end_of(before, left - room_after);
  parts.after = beginning_of(after, room_after);
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
  const std::string place =
      diagnostic.source ? fmt::format("{}:{}:{}: ", text::shown(diagnostic.source->name), diagnostic.line(), diagnostic.column())
                        : std::string();
  // Made anew from the table of codes: nothing has to be found and taken out of what quotes the author.
  if (options.redact) return fmt::format("{}{}: {}\n", place, what, text::title_of(diagnostic.code));
  if (!diagnostic.source) {
    std::string text = fmt::format("{}: {}\n", what, text::shown(diagnostic.message));
    if (!diagnostic.hint.empty()) text += fmt::format("  hint: {}\n", text::shown(diagnostic.hint));
    return text;
  }
  const std::string line = std::to_string(diagnostic.line());
  const std::size_t gutter = line.size() + 5;
  const Excerpt parts = excerpt(diagnostic, std::max<std::size_t>(options.width, gutter + 30) - gutter);
  const std::string carets(std::max<std::size_t>(text::display_width(parts.under), 1), '^');
  std::string text = fmt::format("{}{}: {}\n", place, what, text::shown(diagnostic.message));
  text += fmt::format("  {} | {}{}{}\n", line, parts.before, parts.under, parts.after);
  text += fmt::format("  {:{}} | {:{}}{}\n", "", line.size(), "", text::display_width(parts.before), coloured(alarm, carets));
  if (!diagnostic.hint.empty()) text += fmt::format("  {:{}} hint: {}\n", "", line.size(), text::shown(diagnostic.hint));
  return text;
}

}  // namespace dutybound::report
