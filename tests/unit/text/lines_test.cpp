// Lines of a text, and that many diagnostics of one text cost no more than the text and they themselves.
#include "text/lines.hpp"

#include <dutybound/report.hpp>

#include "support/catch.hpp"

using namespace dutybound;

namespace {

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

/// Bytes looked at to say line and column of a mistake at every hundredth byte.
std::size_t work(std::string text) {
  const auto source = std::make_shared<const Source>(Source{"f", std::move(text)});
  std::size_t last = 0;
  for (std::size_t at = 0; at < source->text.size(); at += 100) {
    Diagnostic mistake;
    mistake.source = source;
    mistake.span = {at, at + 1};
    CHECK(mistake.line() >= last);
    last = mistake.line();
    CHECK(mistake.column() >= 1);
  }
  return source->lines.of(source->text).looked_at();
}

}  // namespace

TEST_CASE("every byte has the line and column that counting from the start gives", "[text]") {
  for (const std::string& text :
       {std::string("a\r\nb\rc\n\nd"), std::string("\xEF\xBB\xBF\xC3\xA9x\n\xE5\xAD\x90y"), std::string(), std::string("\n"),
        std::string("\r"), repeated("\xC3\xA9", 3000) + "\n" + repeated("ab", 2000)}) {
    const TextLines lines(text);
    std::size_t line = 1;
    std::size_t column = 1;
    for (std::size_t at = text.starts_with("\xEF") ? 3 : 0; at <= text.size(); ++at) {
      CHECK(lines.at(at).number == line);
      if (at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) {
        CHECK(lines.column(at) == column);
        ++column;
      }
      if (at == text.size()) break;
      if (text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n'))) {
        ++line;
        column = 1;
      }
    }
  }
}

TEST_CASE("a line is without its break", "[text]") {
  const std::string text = "ab\r\n\ncd";
  const TextLines lines(text);
  CHECK(lines.at(1).span == Span{0, 2});
  CHECK(lines.at(3).span == Span{0, 2});
  CHECK(lines.at(4).span == Span{4, 4});
  CHECK(lines.at(6).span == Span{5, 7});
  CHECK(lines.at(99).span == Span{5, 7});
}

TEST_CASE("a copy of a source finds its own lines", "[text]") {
  const Source one{"f", "a\nb"};
  CHECK(one.lines.of(one.text).at(2).number == 2);
  Source other = one;
  other.text = "abc";
  CHECK(other.lines.of(other.text).at(2).number == 1);
}

TEST_CASE("the work of placing mistakes grows as the text does on many lines and on one", "[text]") {
  for (const std::string_view piece : {std::string_view("{\"id\": 1,,}\n"), std::string_view("\"k\\u00e9\": 1, \"k\": 2, ")}) {
    const std::size_t once = work(repeated(piece, 1000));
    CHECK(work(repeated(piece, 4000)) < once * 5);
    CHECK(work(repeated(piece, 16000)) < once * 20);
  }
}

TEST_CASE("what is shown of a mistake is as long whatever the line is", "[report]") {
  std::vector<std::size_t> sizes;
  for (const std::size_t times : {1000U, 4000U, 16000U}) {
    Diagnostic mistake;
    mistake.code = "test.code";
    mistake.source = std::make_shared<const Source>(Source{"f", repeated("\xC3\xA9 \t", times)});
    mistake.span = {2000, 3500};
    sizes.push_back(report::to_text(mistake).size());
  }
  CHECK(sizes[0] == sizes[1]);
  CHECK(sizes[1] == sizes[2]);
  CHECK(sizes[0] < 500);
}
