// Wrapping and colour. Entry: Page.
#include "report/page.hpp"

#include <algorithm>

#include "text/shown.hpp"

namespace dutybound::report {
namespace {

std::string_view escape(Ink ink) {
  switch (ink) {
    case Ink::plain:
      return "";
    case Ink::bold:
      return "\x1b[1m";
    case Ink::red:
      return "\x1b[1;31m";
    case Ink::yellow:
      return "\x1b[1;33m";
    case Ink::green:
      return "\x1b[1;32m";
  }
  return "";
}

/// Columns of UTF-8 text, one a code point.
std::size_t columns(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) width += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return width;
}

}  // namespace

void Page::heading(std::string_view text, Ink ink) {
  if (begun_) text_ += '\n';
  put(0, text::shown(text), ink);
}

void Page::line(std::size_t indent, std::string_view given, Ink ink, std::size_t hang) {
  // What people recorded is quoted here: no byte of it may steer a terminal.
  const std::string text = text::shown_lines(given);
  std::size_t here = indent;
  std::string row;
  std::size_t used = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
    const std::string_view word = std::string_view(text).substr(begin, end - begin);
    const std::size_t width = columns(word);
    if (!row.empty() && here + used + 1 + width > options_.width) {
      put(here, row, ink);
      row.clear();
      used = 0;
      here = indent + hang;
    }
    if (!word.empty()) {
      if (!row.empty()) {
        row += ' ';
        ++used;
      }
      row += word;
      used += width;
    }
    begin = end + 1;
  }
  if (!row.empty()) put(here, row, ink);
}

void Page::labelled(std::size_t indent, std::string_view label, std::size_t width, std::string_view text) {
  const std::size_t begin = text_.size();
  line(indent + width, text, Ink::plain, 0);
  if (text_.size() == begin) put(indent, "", Ink::plain);
  text_.replace(begin + indent, std::min(label.size(), width), label);
}

void Page::put(std::size_t indent, std::string_view text, Ink ink) {
  begun_ = true;
  text_.append(indent, ' ');
  const bool coloured = options_.colour && ink != Ink::plain;
  if (coloured) text_ += escape(ink);
  text_ += text;
  if (coloured) text_ += "\x1b[0m";
  text_ += '\n';
}

}  // namespace dutybound::report
