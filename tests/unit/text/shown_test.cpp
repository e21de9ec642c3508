// What a terminal may be given of a text that somebody else wrote, and where texts are cut.
#include "text/shown.hpp"

#include "support/catch.hpp"
#include "text/diagnose.hpp"
#include "text/utf8.hpp"

using namespace dutybound;
using namespace std::literals;

TEST_CASE("what steers a terminal is an escape and all else stays", "[text]") {
  CHECK(text::shown("plain \xC3\xA9 \xE5\xAD\x90 \xF0\x9F\x98\x80") == "plain \xC3\xA9 \xE5\xAD\x90 \xF0\x9F\x98\x80");
  CHECK(text::shown("\x1b[31mred\a\x7f") == "\\u001b[31mred\\u0007\\u007f");
  CHECK(text::shown("\xC2\x9B"
                    "31m\xC2\xA0") == "\\u009b31m\xC2\xA0");
  CHECK(text::shown("\xE2\x80\xAE"
                    "abc\xE2\x80\xAC \xE2\x81\xA6x\xE2\x81\xA9 \xE2\x80\x8F \xD8\x9C") ==
        "\\u202eabc\\u202c \\u2066x\\u2069 \\u200f \\u061c");
  CHECK(text::shown("a\nb\tc\rd\xE2\x80\xA8"
                    "e") == "a\\nb\\tc\\rd\\u2028e");
  CHECK(text::shown("\xFFz\xC3") == "\\xffz\\xc3");
  CHECK(text::shown("\0"sv) == "\\u0000");
}

TEST_CASE("lines keep their ends and nothing else that steers", "[text]") {
  CHECK(text::shown_lines("a\nb\x1b\r\nc\rd\n") == "a\nb\\u001b\nc\\rd\n");
  CHECK(text::shown_lines("").empty());
}

TEST_CASE("JSON is escaped by its own escapes", "[text]") {
  CHECK(text::shown_json("{\n  \"a\xE2\x80\xAE\": \"\x7f\xC2\x85\"}") == "{\n  \"a\\u202e\": \"\\u007f\\u0085\"}");
}

TEST_CASE("texts are cut between characters", "[text]") {
  CHECK(text::cut("\xC3\xA9\xC3\xA9\xC3\xA9", 2) == "\xC3\xA9\xC3\xA9...");
  CHECK(text::cut("\xC3\xA9\xC3\xA9", 2) == "\xC3\xA9\xC3\xA9");
  CHECK(text::cut("ab", 0) == "...");
  for (std::size_t bytes = 0; bytes < 12; ++bytes) {
    const std::string_view all = "a\xC3\xA9\xE5\xAD\x90\xF0\x9F\x98\x80";
    CHECK(!text::first_invalid_utf8(text::beginning(all, bytes)));
    CHECK(!text::first_invalid_utf8(text::ending(all, bytes)));
    CHECK(text::beginning(all, bytes).size() <= bytes);
    CHECK(text::ending(all, bytes).size() <= bytes);
  }
}

TEST_CASE("a diagnostic is one line and steers nothing whatever it quotes", "[text]") {
  const Diagnostic mistake = text::diagnose(text::Code::input_empty, nullptr, {}, "`a\n\x1b[2J`", "not \xE2\x80\xAE");
  CHECK(mistake.message == "`a\\n\\u001b[2J`");
  CHECK(mistake.hint == "not \\u202e");
}

TEST_CASE("of very many mistakes the first are told and the rest is counted", "[text]") {
  Diagnostics mistakes(text::most_told, text::diagnose(text::Code::input_empty, nullptr, {}, "wrong"));
  text::tell_the_first(mistakes);
  CHECK(mistakes.size() == text::most_told);
  mistakes.resize(text::most_told + 7, mistakes.front());
  text::tell_the_first(mistakes);
  REQUIRE(mistakes.size() == text::most_told + 1);
  CHECK(mistakes.back().message == "7 more mistakes are not shown");
}
