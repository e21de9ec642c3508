// Escaping and elements. Entry: html.hpp.
#include "report/site/html.hpp"

#include <algorithm>
#include <array>

namespace dutybound::report::site {
namespace {

/// After whose end a line ends, so that pages can be compared line by line.
bool ends_line(std::string_view tag) {
  static constexpr std::array<std::string_view, 10> inside{"a",       "code", "strong", "em",   "span",
                                                           "summary", "time", "button", "text", "small"};
  return std::find(inside.begin(), inside.end(), tag) == inside.end();
}

}  // namespace

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += (static_cast<unsigned char>(c) < 0x20U && c != '\n' && c != '\t') || c == '\x7f' ? '?' : c;
    }
  }
  return out;
}

std::string safe_name(std::string_view name) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || c == '-' || c == '_' || (c == '.' && !out.empty())) {
      out += c;
      continue;
    }
    out += '~';
    out += digits[static_cast<unsigned char>(c) >> 4U];
    out += digits[static_cast<unsigned char>(c) & 15U];
  }
  return out;
}

void Html::begin(std::string_view tag, Attributes attributes) {
  out_ += '<';
  out_ += tag;
  for (const auto& [name, value] : attributes) {
    out_ += ' ';
    out_ += name;
    if (value.empty() && name != "alt" && name != "value") continue;
    out_ += "=\"";
    out_ += escape(value);
    out_ += '"';
  }
  out_ += '>';
}

Html& Html::open(std::string_view tag, Attributes attributes) {
  begin(tag, attributes);
  open_.emplace_back(tag);
  return *this;
}

Html& Html::close() {
  out_ += "</" + open_.back() + ">";
  if (ends_line(open_.back())) out_ += '\n';
  open_.pop_back();
  return *this;
}

Html& Html::text(std::string_view text) {
  out_ += escape(text);
  return *this;
}

Html& Html::element(std::string_view tag, std::string_view text, Attributes attributes) {
  return open(tag, attributes).text(text).close();
}

Html& Html::lone(std::string_view tag, Attributes attributes) {
  begin(tag, attributes);
  out_ += '\n';
  return *this;
}

Html& Html::link(std::string_view address, std::string_view text) { return element("a", text, {{"href", address}}); }

Html& Html::raw(std::string_view html) {
  out_ += html;
  return *this;
}

std::string Html::take() {
  while (!open_.empty()) close();
  return std::move(out_);
}

}  // namespace dutybound::report::site
