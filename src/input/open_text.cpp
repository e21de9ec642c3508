// Encodings and forms that are told by a text's first bytes.
#include "input/open_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <variant>

#include "input/names.hpp"
#include "text/diagnose.hpp"
#include "text/shown.hpp"
#include "text/utf8.hpp"

namespace dutybound::input {
namespace {

using text::Code;

constexpr std::string_view blanks = " \t\r\n";

enum class Encoding : std::uint8_t { utf8, utf16_little, utf16_big, windows_1252 };

struct Problem {
  Code code;
  std::string message, hint;
};

bool begins(std::string_view bytes, std::string_view with) { return bytes.substr(0, with.size()) == with; }

/// Files that people take for a return or a document, though they are none.
std::optional<Problem> other_file(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (begins(bytes, "PK\x03\x04"sv))
    return Problem{Code::input_wrong_format, "this is an archive or a workbook (zip), not a text of cases",
                   "unpack it; a workbook of Annex A is read by read_annex_a"};
  if (begins(bytes, "\xD0\xCF\x11\xE0"sv))
    return Problem{Code::input_wrong_format, "this is an old or protected Office file, not a text of cases",
                   "save what is in it as XML, JSON or an unprotected .xlsx"};
  if (begins(bytes, "\x1F\x8B"sv))
    return Problem{Code::input_wrong_format, "this is compressed (gzip), not a text of cases", "unpack it"};
  if (begins(bytes, "%PDF"sv))
    return Problem{Code::input_wrong_format, "this is a PDF, not a text of cases", "export the data itself"};
  if (begins(bytes, "\xFF\xFE\0\0"sv) || begins(bytes, "\0\0\xFE\xFF"sv))
    return Problem{Code::input_not_utf8, "this is UTF-32 text", std::string(save_as_utf8)};
  return std::nullopt;
}

/// The encoding that an XML declaration names; empty without one.
std::string declared_encoding(std::string_view text) {
  if (!begins(text, "<?xml")) return {};
  const std::string_view declaration = text.substr(0, std::min(text.find("?>"), std::size_t{400}));
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_not_of(" \t\r\n=", at + 8);
  if (at == std::string_view::npos || (declaration[at] != '"' && declaration[at] != '\'')) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  return end == std::string_view::npos ? std::string() : std::string(declaration.substr(at + 1, end - at - 1));
}

/// Nothing where a surrogate stands alone or a byte is missing.
std::optional<std::string> from_utf16(std::string_view bytes, bool little) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<std::uint32_t>(little ? second << 8U | first : first << 8U | second);
  };
  std::string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    std::uint32_t point = unit(at);
    if (at == 0 && point == 0xFEFFU) continue;
    if (point >= 0xD800U && point < 0xE000U) {
      if (point >= 0xDC00U || at + 2 >= bytes.size()) return std::nullopt;
      const std::uint32_t low = unit(at + 2);
      if (low < 0xDC00U || low >= 0xE000U) return std::nullopt;
      point = 0x10000U + ((point - 0xD800U) << 10U) + (low - 0xDC00U);
      at += 2;
    }
    text::append_utf8(text, point);
  }
  return text;
}

/// As the WHATWG Encoding Standard has it; five bytes that mean nothing stay control characters.
std::string from_windows_1252(std::string_view bytes) {
  constexpr std::array<std::uint16_t, 32> upper{0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                                0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char byte : bytes) {
    const auto code = static_cast<unsigned char>(byte);
    text::append_utf8(text, code >= 0x80U && code < 0xA0U ? upper[code - 0x80U] : code);
  }
  return text;
}

/// By the byte-order mark, else by the zero bytes of text that begins with plain characters, else by an XML declaration.
std::variant<Encoding, Problem> encoding_of(std::string_view bytes, CaseFormat format) {
  if (begins(bytes, "\xFF\xFE")) return Encoding::utf16_little;
  if (begins(bytes, "\xFE\xFF")) return Encoding::utf16_big;
  if (bytes.size() >= 4) {
    const bool first = bytes[0] == 0 && bytes[2] == 0, second = bytes[1] == 0 && bytes[3] == 0;
    if (second && !first) return Encoding::utf16_little;
    if (first && !second) return Encoding::utf16_big;
  }
  if (format != CaseFormat::cin_census || begins(bytes, text::byte_order_mark)) return Encoding::utf8;
  const std::string declared = declared_encoding(bytes);
  // A declaration in single bytes that names UTF-16 was left behind when the file was saved anew.
  for (const std::string_view unicode : {"", "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", "unicode"}) {
    if (same_word(declared, unicode)) return Encoding::utf8;
  }
  for (const std::string_view western :
       {"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "windows-1252", "cp1252"}) {
    if (same_word(declared, western)) return Encoding::windows_1252;
  }
  return Problem{Code::input_not_utf8, "the encoding `" + text::cut(declared, 40) + "` cannot be read",
                 "save the file as UTF-8; UTF-16, ISO-8859-1 and Windows-1252 are read too"};
}

/// A web page, or a document of another format than the one that is to be read.
std::optional<Problem> other_format(std::string_view text, CaseFormat format) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return std::nullopt;
  text.remove_prefix(first);
  if (same_word(text.substr(0, 14), "<!doctype html") || same_word(text.substr(0, 5), "<html"))
    return Problem{Code::input_wrong_format, "this is a web page, not a text of cases",
                   "it may be a login or error page: sign in and download the file again"};
  const bool xml = format == CaseFormat::cin_census;
  if (!xml && text.front() == '<')
    return Problem{Code::input_wrong_format, "this is XML, which is read as a census return only",
                   "say that it is `cin-census`, or give the file a name that ends in .xml"};
  if (xml && (text.front() == '{' || text.front() == '['))
    return Problem{Code::input_wrong_format, "this is JSON, not a census return", "say that it is `json` or `jsonl`"};
  return std::nullopt;
}

/// Whether a line ends a record and the next begins one: no single JSON value does that.
bool is_json_lines(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos || text[first] != '{') return false;
  const std::size_t end = text.find('\n', first);
  if (end == std::string_view::npos || text[text.find_last_not_of(blanks, end)] != '}') return false;
  const std::size_t next = text.find_first_not_of(blanks, end);
  return next != std::string_view::npos && text[next] == '{';
}

}  // namespace

OpenText::OpenText(const std::string& name, std::string_view bytes, CaseFormat format, const Mapping* mapping,
                   const Limits& limits)
    : plain_(bytes), format_(format), wrong_(open(name, bytes, mapping, limits)) {}

Diagnostics OpenText::open(const std::string& name, std::string_view bytes, const Mapping* mapping, const Limits& limits) {
  const auto refuse = [](Problem problem, SourcePtr source = nullptr, Span span = {}) {
    return Diagnostics{text::diagnose(problem.code, std::move(source), span, problem.message, problem.hint)};
  };
  // What cannot be shown as text, or is too large to keep, is not quoted.
  if (bytes.size() > limits.file_bytes && format_ != CaseFormat::json_lines) {
    return refuse({Code::input_too_large, "more than " + std::to_string(limits.file_bytes) + " bytes",
                   "raise the limit (`--input-limit`, `input_limit`), split the file, or write one case a line (JSON Lines)"});
  }
  if (auto problem = other_file(bytes)) return refuse(*std::move(problem));
  const auto encoding = encoding_of(bytes, format_);
  if (const auto* problem = std::get_if<Problem>(&encoding)) return refuse(*problem);
  switch (std::get<Encoding>(encoding)) {
    case Encoding::utf8:
      if (begins(plain_, text::byte_order_mark)) plain_.remove_prefix(text::byte_order_mark.size());
      break;
    case Encoding::utf16_little:
    case Encoding::utf16_big:
      recoded_ = from_utf16(bytes, std::get<Encoding>(encoding) == Encoding::utf16_little);
      if (!recoded_)
        return refuse({Code::input_not_utf8, "this looks like UTF-16 text and is damaged", std::string(save_as_utf8)});
      break;
    case Encoding::windows_1252:
      recoded_ = from_windows_1252(bytes);
      break;
  }
  const InputText input(name, text());
  // Of lines, each is judged by itself.
  if (const auto at = format_ == CaseFormat::json_lines ? std::nullopt : text::first_invalid_utf8(text())) {
    std::string hint = std::string(save_as_utf8);
    if (format_ == CaseFormat::cin_census) hint += ", or name its encoding in the XML declaration";
    return refuse({Code::input_not_utf8, std::string(said_of_encoding), std::move(hint)}, input.source(), {*at, *at + 1});
  }
  if (text().find_first_not_of(blanks) == std::string_view::npos)
    return refuse({Code::input_empty, "nothing in it", "write at least one case"}, input.source());
  if (auto problem = other_format(text(), format_)) return refuse(*std::move(problem), input.source());
  if (format_ == CaseFormat::cin_census && !mapping) {
    return refuse({Code::input_no_mapping, "no mapping for a census return is loaded",
                   "load rules/mappings/cin-census.yaml with the rules"},
                  input.source());
  }
  if (format_ == CaseFormat::json && is_json_lines(text())) format_ = CaseFormat::json_lines;
  return {};
}

char first_character(std::string_view bytes) {
  if (begins(bytes, text::byte_order_mark)) bytes.remove_prefix(text::byte_order_mark.size());
  if (begins(bytes, "\xFF\xFE") || begins(bytes, "\xFE\xFF")) bytes.remove_prefix(2);
  for (const char c : bytes) {
    if (c != '\0' && blanks.find(c) == std::string_view::npos) return c;
  }
  return '\0';
}

}  // namespace dutybound::input
