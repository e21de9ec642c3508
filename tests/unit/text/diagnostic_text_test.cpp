// A diagnostic as people see it: the carets stand under exactly what is underlined. The golden YAML files show many more.
#include <dutybound/report.hpp>

#include "support/catch.hpp"

using namespace dutybound;

namespace {

Diagnostic diagnostic(std::string text, std::size_t begin, std::size_t end) {
  Diagnostic d;
  d.code = "test.code";
  d.source = std::make_shared<const Source>(Source{"rules/a.yaml", std::move(text)});
  d.span = {begin, end};
  d.message = "something is wrong";
  d.hint = "put it right";
  return d;
}

}  // namespace

TEST_CASE("a diagnostic shows place and line and carets and hint", "[report]") {
  CHECK(report::to_text(diagnostic("id: a\nkind: dutty\n", 12, 17)) ==
        "rules/a.yaml:2:7: error[test.code]: something is wrong\n"
        "  2 | kind: dutty\n"
        "    |       ^^^^^\n"
        "    hint: put it right\n");
}

TEST_CASE("without a hint or a source those lines are left out", "[report]") {
  Diagnostic d = diagnostic("abc", 0, 1);
  d.hint.clear();
  d.severity = Severity::warning;
  CHECK(report::to_text(d) ==
        "rules/a.yaml:1:1: warning[test.code]: something is wrong\n"
        "  1 | abc\n"
        "    | ^\n");
  d.source = nullptr;
  CHECK(report::to_text(d) == "warning[test.code]: something is wrong\n");
  d.hint = "look for the file";
  CHECK(report::to_text(d) == "warning[test.code]: something is wrong\n  hint: look for the file\n");
}

TEST_CASE("tabs and wide and combining characters keep the carets in place", "[report]") {
  CHECK(report::to_text(diagnostic("\ta\tbad", 3, 6)) ==
        "rules/a.yaml:1:4: error[test.code]: something is wrong\n"
        "  1 |     a    bad\n"
        "    |          ^^^\n"
        "    hint: put it right\n");
  CHECK(report::to_text(diagnostic("\xE5\xAD\x90 e\xCC\x81 b\xC3\xA9x", 8, 11)) ==
        "rules/a.yaml:1:6: error[test.code]: something is wrong\n"
        "  1 | \xE5\xAD\x90 e\xCC\x81 b\xC3\xA9x\n"
        "    |      ^^\n"
        "    hint: put it right\n");
}

TEST_CASE("a span over several lines is underlined to the end of its first", "[report]") {
  CHECK(report::to_text(diagnostic("a: |\n  one\n  two\n", 3, 16)) ==
        "rules/a.yaml:1:4: error[test.code]: something is wrong\n"
        "  1 | a: |\n"
        "    |    ^\n"
        "    hint: put it right\n");
}

TEST_CASE("an empty span has one caret", "[report]") {
  CHECK(report::to_text(diagnostic("ab", 2, 2)) ==
        "rules/a.yaml:1:3: error[test.code]: something is wrong\n"
        "  1 | ab\n"
        "    |   ^\n"
        "    hint: put it right\n");
}

TEST_CASE("a long line is cut around what is underlined", "[report]") {
  const std::string text = std::string(200, 'a') + " bad " + std::string(200, 'z');
  report::TextOptions options;
  options.width = 50;
  CHECK(report::to_text(diagnostic(text, 201, 204), options) ==
        "rules/a.yaml:1:202: error[test.code]: something is wrong\n"
        "  1 | ...aaaaaaaaaaaaaaaaaaaaaaaa bad zzzzzzzzz...\n"
        "    |                             ^^^\n"
        "    hint: put it right\n");
  CHECK(report::to_text(diagnostic(text, 0, 400), options) ==
        "rules/a.yaml:1:1: error[test.code]: something is wrong\n"
        "  1 | aaaaaaaaaaaaaaaaaaaaaaaaaa...zzzzz\n"
        "    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "    hint: put it right\n");
}

TEST_CASE("colour marks the code and the carets and nothing else", "[report]") {
  report::TextOptions options;
  options.colour = true;
  CHECK(report::to_text(diagnostic("ab", 0, 1), options) ==
        "rules/a.yaml:1:1: \x1b[1;31merror[test.code]\x1b[0m: something is wrong\n"
        "  1 | ab\n"
        "    | \x1b[1;31m^\x1b[0m\n"
        "    hint: put it right\n");
}
