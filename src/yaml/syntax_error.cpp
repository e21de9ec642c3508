// A table from the beginnings of yaml-cpp's messages (0.7 to 0.9) to ours. Entry: explain_syntax.
#include "yaml/syntax_error.hpp"

#include <algorithm>
#include <array>

#include "text/diagnose.hpp"
#include "yaml/decode.hpp"
#include "yaml/skip.hpp"

namespace dutybound::yaml {
namespace {

struct Row {
  text::Code code;
  std::string_view complaint;  ///< how yaml-cpp's message begins
  std::string_view message;
  std::string_view hint;
};

constexpr std::size_t npos = std::string_view::npos;
constexpr std::string_view unclosed = "illegal EOF in scalar";
constexpr std::string_view tab_indents = "illegal tab";
constexpr std::string_view after_value = "text after a value";        // yaml-cpp calls it the missing end of a collection
constexpr std::string_view unclosed_bracket = "bracket without end";  // likewise

constexpr std::string_view quote_it = "put text that holds `: ` in quotes or after `|`, and indent the keys of one mapping alike";
constexpr std::string_view align_it = "indent the lines of one list or mapping alike";

constexpr std::array rows = {
    Row{text::Code::yaml_syntax, "illegal map value", "this `:` begins a value where none can stand", quote_it},
    Row{text::Code::yaml_syntax, "illegal map key", "this `?` begins a key where none can stand", quote_it},
    Row{text::Code::yaml_syntax, "illegal block entry", "this `-` begins a list item where none can stand", align_it},
    Row{text::Code::yaml_syntax, "end of map not found", "this does not belong to the mapping that it stands in", align_it},
    Row{text::Code::yaml_syntax, "end of sequence not found", "this does not belong to the list that it stands in", align_it},
    Row{text::Code::yaml_syntax, "end of map flow not found", "a `,` or the closing `}` is missing before this",
        "close every `{`, and put text that holds `,`, `{` or `}` in quotes"},
    Row{text::Code::yaml_syntax, "end of sequence flow not found", "a `,` or the closing `]` is missing before this",
        "close every `[`, and put text that holds `,`, `[` or `]` in quotes"},
    Row{text::Code::yaml_syntax, "illegal flow end", "this bracket closes none that is open",
        "put text that holds brackets in quotes"},
    Row{text::Code::yaml_syntax, unclosed_bracket, "this bracket is never closed",
        "close it; put text that begins with a bracket in quotes"},
    Row{text::Code::yaml_syntax, unclosed, "this quote is never closed",
        "close the quote; a `'` in single quotes is written twice"},
    Row{text::Code::yaml_syntax, "illegal document indicator", "a document ends inside this quoted text",
        "close the quote before it"},
    Row{text::Code::yaml_syntax, tab_indents, "a tab indents this line", "indent with spaces"},
    Row{text::Code::yaml_syntax, after_value, "text goes on after the value has ended",
        "put the whole text in single quotes, with every `'` in it twice, or after `|`"},
    Row{text::Code::yaml_syntax, "unknown token", "plain text cannot begin with this character",
        "put the text in quotes or after `|`"},
    Row{text::Code::yaml_syntax, "unknown escape", "this is no escape of double-quoted text",
        "write a backslash twice, or use single quotes, in which it is an ordinary character"},
    Row{text::Code::yaml_syntax, "bad character found while scanning hex", "this is no hexadecimal digit",
        "an escape is `\\x` with 2, `\\u` with 4 or `\\U` with 8 hexadecimal digits"},
    Row{text::Code::yaml_syntax, "invalid unicode", "this escape names no character", "write the character itself"},
    Row{text::Code::yaml_syntax, "unexpected character in block scalar", "text after `|` or `>` begins on the next line",
        "move the text to the next line and indent it"},
    Row{text::Code::yaml_syntax, "cannot set zero indentation", "a block of text is indented by at least one space",
        "leave the 0 out"},
    Row{text::Code::yaml_alias, "the referenced anchor", "alias without an anchor", "put text that begins with `*` in quotes"},
    Row{text::Code::yaml_alias, "alias not found", "alias without a name", "put text that begins with `*` in quotes"},
    Row{text::Code::yaml_alias, "illegal character found while scanning alias", "alias with a character that no name has",
        "put text that begins with `*` in quotes"},
    Row{text::Code::yaml_anchor, "anchor not found", "anchor without a name", "put text that begins with `&` in quotes"},
    Row{text::Code::yaml_anchor, "illegal character found while scanning anchor", "anchor with a character that no name has",
        "put text that begins with `&` in quotes"},
    Row{text::Code::yaml_too_deep, "bad file", "values are nested too deep", "make the nesting flatter"},
};

bool is_quote(char c) { return c == '"' || c == '\''; }

std::size_t begin_of_line(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? npos : text.find_last_of("\r\n", at - 1);
  return before == npos ? 0 : before + 1;
}

/// The word at `at`; at the end of a line, which shows nothing, the word before it.
Span word_at(std::string_view text, std::size_t line, std::size_t at) {
  if (at < text.size() && text[at] != '\r' && text[at] != '\n') return {at, end_of_word(text, at)};
  std::size_t begin = at;
  while (begin > line && text[begin - 1] != ' ' && text[begin - 1] != '\t') --begin;
  return {begin, at};
}

/// The first quote after `from` that is never closed; yaml-cpp tells only that the file ended.
std::size_t unclosed_quote(std::string_view text, std::size_t from) {
  constexpr std::string_view before_quote = " \t\r\n[{,:";
  for (std::size_t at = from; at < text.size(); ++at) {
    at = skip_blank(text, at);
    if (at == text.size()) break;
    if (!is_quote(text[at]) || (at > 0 && before_quote.find(text[at - 1]) == npos)) continue;
    const std::size_t end = end_of_quoted(text, at);
    if (end == npos) return at;
    at = end - 1;
  }
  return text.size();
}

}  // namespace

Diagnostic explain_syntax(const SourcePtr& source, std::string_view complaint, std::size_t at, std::size_t understood,
                          std::size_t open_bracket) {
  const std::string_view text = source->text;
  if (complaint.starts_with(unclosed)) at = unclosed_quote(text, understood);
  const std::size_t line = begin_of_line(text, at);
  Span span = word_at(text, line, at);
  const std::size_t visible = std::min(text.find_first_not_of(" \t", line), text.size());
  const std::size_t tab = text.find('\t', line);
  const std::size_t before = text.find_last_not_of(" \t", at == 0 ? 0 : at - 1);
  // Versions differ in how they put it.
  const bool stray =
      (complaint.starts_with("end of") && complaint.find("flow") == npos) || complaint.starts_with("unknown token");
  if (complaint.find("escape") != npos || complaint.find("hex") != npos || complaint.starts_with("invalid unicode")) {
    // yaml-cpp has read the escape before it complains of it.
    span = {std::min(text.rfind('\\', at == 0 ? 0 : at - 1), at), at};
  } else if (complaint.find("flow not found") != npos && skip_blank(text, at) == text.size()) {
    complaint = unclosed_bracket;
    span = {open_bracket, open_bracket + 1};
  } else if (tab < visible && visible <= at) {
    complaint = tab_indents;
    span = {tab, tab + 1};
  } else if (stray && before != npos && before >= line && before < at && std::string_view("\"']}").find(text[before]) != npos) {
    complaint = after_value;
  }
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return complaint.starts_with(r.complaint); });
  if (row == rows.end()) {
    return text::diagnose(text::Code::yaml_syntax, source, span, "this is not YAML: " + std::string(complaint));
  }
  return text::diagnose(row->code, source, span, std::string(row->message), std::string(row->hint));
}

Diagnostic unclosed_quote_at(const SourcePtr& source, std::size_t at) { return explain_syntax(source, unclosed, at, at, at); }

}  // namespace dutybound::yaml
