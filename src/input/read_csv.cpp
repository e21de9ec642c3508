// CSV by the grammar of RFC 4180, which PEGTL runs; the only file that includes it. Entry: read_csv (csv.hpp).
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <dutybound/csv.hpp>
#include <tao/pegtl.hpp>

#include "text/diagnose.hpp"
#include "text/utf8.hpp"

namespace dutybound {
namespace {

namespace pegtl = tao::pegtl;
using text::Code;

// The grammar. Where a `must` fails the text is no CSV, and the rule that was expected says why.

struct RowEnd : pegtl::sor<pegtl::string<'\r', '\n'>, pegtl::one<'\n', '\r'>> {};
struct Quote : pegtl::one<'"'> {};
struct TwoQuotes : pegtl::string<'"', '"'> {};
struct Piece : pegtl::plus<pegtl::not_one<'"'>> {};
struct ClosingQuote : Quote {};
struct Quoted : pegtl::if_must<Quote, pegtl::star<pegtl::sor<Piece, TwoQuotes>>, ClosingQuote> {};
template <char separator>
struct Bare : pegtl::star<pegtl::not_one<separator, '"', '\r', '\n'>> {};
template <char separator>
struct CellEnd : pegtl::at<pegtl::sor<pegtl::one<separator>, RowEnd, pegtl::eof>> {};
template <char separator>
struct Cell : pegtl::seq<pegtl::sor<Quoted, Bare<separator>>, pegtl::must<CellEnd<separator>>> {};
template <char separator>
struct Row : pegtl::list<Cell<separator>, pegtl::one<separator>> {};
template <char separator>
struct Text : pegtl::until<pegtl::eof, Row<separator>, pegtl::sor<RowEnd, pegtl::eof>> {};

/// What a parse fills.
struct Parsed {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> begins;  ///< offset of each row
  std::string cell;
  std::vector<std::string> row;
  std::size_t opened = 0;     ///< offset of the last quote that opened a cell
  std::size_t most_rows = 0;  ///< 0: all
};

struct Enough {};  ///< thrown when as many rows as were asked for are read

template <class Rule>
struct Action : pegtl::nothing<Rule> {};
template <>
struct Action<Quote> {
  template <class Input>
  static void apply(const Input& in, Parsed& parsed) {
    parsed.opened = in.position().byte;
  }
};
template <>
struct Action<Piece> {
  template <class Input>
  static void apply(const Input& in, Parsed& parsed) {
    parsed.cell.append(in.begin(), in.end());
  }
};
template <>
struct Action<TwoQuotes> {
  static void apply0(Parsed& parsed) { parsed.cell.push_back('"'); }
};
template <char separator>
struct Action<Bare<separator>> : Action<Piece> {};
template <char separator>
struct Action<Cell<separator>> {
  static void apply0(Parsed& parsed) { parsed.row.push_back(std::exchange(parsed.cell, {})); }
};
template <char separator>
struct Action<Row<separator>> {
  template <class Input>
  static void apply(const Input& in, Parsed& parsed) {
    parsed.begins.push_back(in.position().byte);
    parsed.rows.push_back(std::exchange(parsed.row, {}));
    if (parsed.rows.size() == parsed.most_rows) throw Enough();
  }
};

struct Fault {
  bool unclosed = false;
  std::size_t at = 0;
};

/// Reads until the end, a fault, or as many rows as `parsed` wants.
template <char separator>
std::optional<Fault> parse(std::string_view text, Parsed& parsed) {
  pegtl::memory_input<pegtl::tracking_mode::eager, pegtl::eol::lf> in(text.data(), text.data() + text.size(), "");
  try {
    pegtl::parse<Text<separator>, Action>(in, parsed);
  } catch (const Enough&) {
  } catch (const pegtl::parse_error& error) {
    const std::size_t at = error.positions().front().byte;
    if (at >= text.size()) return Fault{true, parsed.opened};
    return Fault{false, at};
  }
  return std::nullopt;
}

using Parse = std::optional<Fault> (*)(std::string_view, Parsed&);
struct Separator {
  char sign;
  Parse parse;
};
constexpr std::array<Separator, 3> separators{{{',', &parse<','>}, {';', &parse<';'>}, {'\t', &parse<'\t'>}}};
constexpr std::size_t sampled_rows = 50;

/// How many of the first rows have the width that most of them have, and that width.
std::pair<std::size_t, std::size_t> agreement(const Separator& separator, std::string_view text) {
  Parsed parsed;
  parsed.most_rows = sampled_rows;
  separator.parse(text, parsed);  // of a text with a fault the rows before it count
  std::map<std::size_t, std::size_t> widths;
  for (const auto& row : parsed.rows) ++widths[row.size()];
  std::pair<std::size_t, std::size_t> best{0, 1};
  for (const auto& [width, count] : widths) {
    if (width > 1) best = std::max(best, {count, width});
  }
  return best;
}

const Separator& likely(std::string_view text) {
  const Separator* best = &separators.front();
  std::pair<std::size_t, std::size_t> most{0, 0};
  for (const Separator& each : separators) {
    const auto agreed = agreement(each, text);
    if (agreed > most) {
      most = agreed;
      best = &each;
    }
  }
  return *best;
}

/// Excel's own first line: `sep=;`. What it says, and where the text begins after it.
struct Declared {
  std::string_view sign;
  std::size_t end = 0;
};
std::optional<Declared> declared(std::string_view text) {
  if (text.size() < 4 || (text.substr(0, 4) != "sep=" && text.substr(0, 4) != "SEP=")) return std::nullopt;
  const std::size_t end = std::min(text.find_first_of("\r\n", 4), text.size());
  const std::size_t after = text.substr(end, 2) == "\r\n" ? end + 2 : std::min(end + 1, text.size());
  return Declared{text.substr(4, end - 4), after};
}

}  // namespace

Result<CsvRows> read_csv(std::string name, std::string_view text) {
  if (text.substr(0, text::byte_order_mark.size()) == text::byte_order_mark) text.remove_prefix(text::byte_order_mark.size());
  const auto refuse = [&](Code code, Span span, std::string message, std::string hint) {
    return Diagnostics{text::diagnose(code, std::make_shared<const Source>(Source{std::move(name), std::string(text)}), span,
                                      std::move(message), std::move(hint))};
  };
  if (const auto at = text::first_invalid_utf8(text))
    return refuse(Code::input_not_utf8, {*at, *at + 1}, "not UTF-8 text", "save the file as CSV UTF-8");
  if (const std::size_t at = text.find('\0'); at != std::string_view::npos)
    return refuse(Code::input_csv_zero_byte, {at, at + 1}, "a zero byte", "save the file as CSV UTF-8: this is no text");

  CsvRows read;
  std::size_t begin = 0;
  const Separator* separator = nullptr;
  if (const auto said = declared(text)) {
    for (const Separator& each : separators) {
      if (said->sign.size() == 1 && said->sign[0] == each.sign) separator = &each;
    }
    if (!separator)
      return refuse(Code::input_csv_separator, {0, 4 + said->sign.size()}, "`" + std::string(said->sign) + "` separates no cells",
                    "a comma, a semicolon or a tab does");
    begin = said->end;
  }
  const std::string_view rows = text.substr(begin);
  if (!separator) separator = &likely(rows);
  Parsed parsed;
  if (const auto fault = separator->parse(rows, parsed)) {
    const std::size_t at = begin + fault->at;
    if (fault->unclosed)
      return refuse(Code::input_csv_open_quote, {at, at + 1}, "this quote is never closed",
                    "close the cell with a quote before its end; a quote inside of a quoted cell is written twice");
    return refuse(Code::input_csv_stray_quote, {at, at + 1}, "a quote begins or ends in the middle of this cell",
                  "put the whole cell into quotes, and write each quote inside of it twice");
  }
  read.separator = separator->sign;
  read.cells = std::move(parsed.rows);
  std::size_t line = 1;
  std::size_t at = 0;
  for (const std::size_t row : parsed.begins) {
    for (; at < begin + row; ++at) {
      if (text[at] == '\n' || (text[at] == '\r' && text.substr(at, 2) != "\r\n")) ++line;
    }
    read.lines.push_back(line);
  }
  return read;
}

}  // namespace dutybound
