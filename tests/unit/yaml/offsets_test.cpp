// Every byte of a decoded scalar stands where it was written. A writer makes scalars of each style at random from pieces, and
// knows of each piece what it says and where it went; the reader has to find the same.
#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/diagnostics.hpp"
#include "yaml/read.hpp"

using namespace dutybound;

namespace {

/// What a stretch of source says.
struct Unit {
  std::string decoded;
  Span source;
};

class Page {
 public:
  explicit Page(unsigned seed) : random_(seed), newline_(below(3) == 0 ? "\r\n" : "\n") {
    if (below(4) == 0) text = "\xEF\xBB\xBF";
  }

  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }

  /// Source text that says nothing.
  void raw(const std::string& source) { text += source; }
  void spaces(std::size_t n) { text.append(n, ' '); }
  void end_line() { text += newline_; }
  /// Source text that says something.
  void says(const std::string& decoded, const std::string& source) {
    units.push_back({decoded, {text.size(), text.size() + source.size()}});
    text += source;
  }
  void literally(const std::string& source) {
    for (const char c : source) says(std::string(1, c), std::string(1, c));
  }
  void line_break(const std::string& decoded) {
    if (decoded.empty()) return end_line();
    says(decoded, newline_);
  }
  std::string word() {
    static const std::vector<std::string> letters = {
        "a", "Z", "9", "_", ".", "(", ")", ">", "=", "\xC2\xA3", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};
    std::string out = "w";
    for (std::size_t i = below(4); i > 0; --i) out += letters[below(letters.size())];
    return out;
  }

  std::string text;
  std::vector<Unit> units;

 private:
  std::mt19937 random_;
  std::string newline_;
};

/// A fold of flow text: white space, breaks, white space.
void flow_fold(Page& page, std::size_t indent, bool trailing) {
  if (trailing) page.raw(page.chance(3) ? " \t" : "");
  const std::size_t blank_lines = page.chance(3) ? page.below(3) : 0;
  page.line_break(blank_lines == 0 ? " " : "");
  for (std::size_t i = 0; i < blank_lines; ++i) {
    page.spaces(page.below(3));
    page.line_break("\n");
  }
  page.spaces(indent + page.below(3));
}

void escape(Page& page) {
  static const std::vector<std::pair<std::string, std::string>> escapes = {{"\n", "\\n"},
                                                                           {"\t", "\\t"},
                                                                           {"\"", "\\\""},
                                                                           {"\\", "\\\\"},
                                                                           {"A", "\\x41"},
                                                                           {"\xC3\xA9", "\\u00e9"},
                                                                           {"\xC3\xA9", "\\xE9"},
                                                                           {"\xF0\x9F\x98\x80", "\\U0001F600"},
                                                                           {"\xE2\x80\xA8", "\\L"},
                                                                           {" ", "\\ "},
                                                                           {"\xC2\xA0", "\\_"},
                                                                           {"/", "\\/"},
                                                                           {std::string(1, '\0'), "\\0"}};
  const auto& [decoded, source] = escapes[page.below(escapes.size())];
  page.says(decoded, source);
}

void flow_scalar(Page& page, char quote, std::size_t indent) {
  if (quote != '\0') page.raw(std::string(1, quote));
  page.literally(page.word());
  for (std::size_t i = page.below(8); i > 0; --i) {
    switch (page.below(quote == '\0' ? 2 : 4)) {
      case 0:
        page.literally(page.chance(4) ? "  " : " ");
        break;
      case 1:
        flow_fold(page, indent, true);
        break;
      case 2:
        if (quote == '\'') page.says("'", "''");
        if (quote == '"') escape(page);
        break;
      default:
        if (quote == '\'') page.literally("\"\\n");
        if (quote == '"') {
          page.raw("\\");
          page.end_line();
          page.spaces(indent + page.below(3));
        }
        break;
    }
    page.literally(page.word());
  }
  if (quote != '\0') page.raw(std::string(1, quote));
  page.end_line();
}

/// A literal or folded block; `parent` is the column of the key that it belongs to.
void block_scalar(Page& page, bool folded, std::size_t parent) {
  const std::size_t depth = 1 + page.below(4);
  const std::size_t indent = parent + depth;
  const bool stated = page.chance(2);
  const std::size_t chomping = page.below(3);  // clip, strip, keep
  std::string header(1, folded ? '>' : '|');
  if (stated) header += std::to_string(depth);
  if (chomping > 0) header += chomping == 1 ? '-' : '+';
  page.raw(header + (page.chance(3) ? " # why" : ""));
  page.end_line();

  // Lines: empty, or text that may begin with white space of its own. The first text shows the indentation unless it is stated.
  struct Line {
    std::string text;
    bool spaced = false;
  };
  std::vector<Line> lines;
  bool begun = stated;
  for (std::size_t i = 1 + page.below(7); i > 0; --i) {
    Line line;
    if (!page.chance(3)) {
      line.spaced = begun && page.chance(4);
      line.text = (line.spaced ? (page.chance(2) ? "\t" : "  ") : "") + page.word() + (page.chance(3) ? " " + page.word() : "") +
                  (page.chance(5) ? "  " : "");
      begun = true;
    }
    lines.push_back(std::move(line));
  }
  if (!begun || lines.back().text.empty()) lines.push_back({"end", false});
  const std::size_t trailing = page.below(3);

  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].text.empty()) {
      page.spaces(indent);
      page.literally(lines[i].text);
    } else {
      page.spaces(page.below(depth));
    }
    if (i + 1 == lines.size()) break;
    // The text before and the text after this break, for folding.
    std::size_t before = i;
    while (before > 0 && lines[before].text.empty()) --before;
    std::size_t after = i + 1;
    while (lines[after].text.empty()) ++after;
    const bool leading = lines[before].text.empty();
    const bool apart = leading || lines[before].spaced || lines[after].spaced;
    if (!folded || apart || lines[i].text.empty()) {
      page.line_break("\n");
    } else {
      page.line_break(after == i + 1 ? " " : "");
    }
  }
  page.line_break(chomping == 1 ? "" : "\n");
  for (std::size_t i = 0; i < trailing; ++i) page.line_break(chomping == 2 ? "\n" : "");
}

/// The scalar `key` of a page that holds one scalar between others.
void check(unsigned seed, int style) {
  Page page(seed);
  std::size_t indent = 0;
  if (page.chance(2)) {
    page.raw("before: [a, {b: c}] # comment");
    page.end_line();
  }
  const bool nested = page.chance(2);
  if (nested) {
    page.raw("outer:");
    page.end_line();
    page.raw("  - ");
    indent = 4;
  }
  page.raw("key: ");
  switch (style) {
    case 0:
      flow_scalar(page, '\0', indent + 1);
      break;
    case 1:
      flow_scalar(page, '\'', indent + 1);
      break;
    case 2:
      flow_scalar(page, '"', indent + 1);
      break;
    default:
      block_scalar(page, style == 4, indent);
      break;
  }
  page.spaces(indent);
  page.raw("after: 'x'");
  page.end_line();

  std::string text;
  for (const Unit& unit : page.units) text += unit.decoded;
  INFO("seed " << seed << " style " << style << "\n" << page.text);
  const auto result = yaml::read(std::make_shared<const Source>(Source{"f", page.text}));
  INFO(testing::list(result.diagnostics()));
  REQUIRE(result.ok());
  const yaml::Node* holder = &result.value();
  if (nested) holder = &holder->find("outer")->items.at(0);
  const yaml::Node* node = holder->find("key");
  REQUIRE(node != nullptr);
  REQUIRE(node->fragment.text == text);
  REQUIRE(node->plain == (style == 0));
  REQUIRE(holder->find("after")->fragment.text == "x");

  std::size_t here = 0;
  for (const Unit& unit : page.units) {
    const std::size_t end = here + unit.decoded.size();
    const Span span = node->fragment.at(here, end);
    INFO("bytes " << here << " to " << end);
    REQUIRE(span == unit.source);
    for (std::size_t i = here; i < end; ++i) {
      const std::size_t begin = node->fragment.at(i, i + 1).begin;
      const bool within = begin >= unit.source.begin &&
                          begin < unit.source.begin + std::max(unit.decoded.size(), unit.source.end - unit.source.begin);
      REQUIRE(within);
    }
    here = end;
  }
  if (!page.units.empty())
    REQUIRE(node->fragment.at(0, text.size()) == Span{page.units.front().source.begin, page.units.back().source.end});
}

}  // namespace

TEST_CASE("each byte of a plain scalar stands where it was written", "[yaml]") {
  for (unsigned seed = 0; seed < 1500; ++seed) check(seed, 0);
}

TEST_CASE("each byte of a single-quoted scalar stands where it was written", "[yaml]") {
  for (unsigned seed = 0; seed < 1500; ++seed) check(seed, 1);
}

TEST_CASE("each byte of a double-quoted scalar stands where it was written", "[yaml]") {
  for (unsigned seed = 0; seed < 1500; ++seed) check(seed, 2);
}

TEST_CASE("each byte of a literal block stands where it was written", "[yaml]") {
  for (unsigned seed = 0; seed < 1500; ++seed) check(seed, 3);
}

TEST_CASE("each byte of a folded block stands where it was written", "[yaml]") {
  for (unsigned seed = 0; seed < 1500; ++seed) check(seed, 4);
}

TEST_CASE("an error in an expression of a block is underlined in the file", "[yaml]") {
  const auto result =
      yaml::read(std::make_shared<const Source>(Source{"f", "rule:\n  when: |\n    count(visits) > 3\n    and happened(x)\n"}));
  REQUIRE(result.ok());
  const yaml::Node* when = result.value().find("rule")->find("when");
  const std::size_t here = when->fragment.text.find("happened");
  Diagnostic d;
  d.source = when->source;
  d.span = when->fragment.at(here, here + 8);
  CHECK(d.underlined() == "happened");
  CHECK(d.line() == 4);
  CHECK(d.column() == 9);
}
