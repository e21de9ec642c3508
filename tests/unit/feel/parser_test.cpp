// Parsing and printing: binding strength, names with spaces, recovery, limits.
#include "support/catch.hpp"
#include "support/diagnostics.hpp"
#include "unit/feel/support.hpp"

using namespace dutybound;
using namespace std::literals;
using testing::canonical;

TEST_CASE("operators bind as FEEL says", "[feel]") {
  CHECK(canonical("1+2*3") == "1 + 2 * 3");
  CHECK(canonical("(1+2)*3") == "(1 + 2) * 3");
  CHECK(canonical("1-(2-3)") == "1 - (2 - 3)");
  CHECK(canonical("(1-2)-3") == "1 - 2 - 3");
  CHECK(canonical("2 ** 3 ** 2") == "2 ** 3 ** 2");
  CHECK(canonical("2 ** (3 ** 2)") == "2 ** (3 ** 2)");
  CHECK(canonical("-2 ** 2") == "-2 ** 2");
  CHECK(canonical("-(2 ** 2)") == "-(2 ** 2)");
  CHECK(canonical("--2") == "--2");
  CHECK(canonical("a or b and c") == "a or b and c");
  CHECK(canonical("(a or b) and c") == "(a or b) and c");
  CHECK(canonical("a and (b and c)") == "a and (b and c)");
  CHECK(canonical("a between 1 and 2 and b") == "a between 1 and 2 and b");
  CHECK(canonical("(a = b) = c") == "(a = b) = c");
  CHECK(canonical("if a then b else c or d") == "if a then b else c or d");
  CHECK(canonical("(if a then b else c) or d") == "(if a then b else c) or d");
}

TEST_CASE("tests on the right of in", "[feel]") {
  CHECK(canonical("x in [1..5]") == "x in [1..5]");
  CHECK(canonical("x in (1..5]") == "x in (1..5]");
  CHECK(canonical("x in ]1..5[") == "x in (1..5)");
  CHECK(canonical("(x in ]1..5[) and y") == "x in (1..5) and y");
  CHECK(canonical("x in [1..xs[1]]") == "x in [1..xs[1]]");
  CHECK(canonical("x in < 3") == "x in (< 3)");
  CHECK(canonical("x in (>= 3)") == "x in (>= 3)");
  CHECK(canonical("x in (1, [2..3], < 0)") == "x in [1, [2..3], (< 0)]");
  CHECK(canonical("x in (f(a), f(b))") == "x in [f(a), f(b)]");
  CHECK(canonical("count(x in (xs), 2)") == "count(x in xs, 2)");
  CHECK(canonical("x in xs") == "x in xs");
}

TEST_CASE("names with spaces belong to functions only", "[feel]") {
  CHECK(canonical("working days between(a, b) > 3") == "working days between(a, b) > 3");
  CHECK(canonical("day of week (d)") == "day of week(d)");
  CHECK(canonical("days between (a) and (b)").find("feel.syntax") == std::string::npos);
  CHECK(canonical("is  working   day(d)") == "is working day(d)");
  CHECK(canonical("f(start position: 1, b: 2)") == "f(start position: 1, b: 2)");
  CHECK(canonical("days > 3 and weeks < 2") == "days > 3 and weeks < 2");
}

TEST_CASE("postfix forms chain", "[feel]") {
  CHECK(canonical("a.b[c = 1].d[1].e") == "a.b[c = 1].d[1].e");
  CHECK(canonical("xs[-1]") == "xs[-1]");
  CHECK(canonical("(a + b).c") == "(a + b).c");
  CHECK(canonical("some x in a, y in b satisfies x = y") == "some x in a satisfies some y in b satisfies x = y");
  CHECK(canonical("for x in a return x.b") == "for x in a return x.b");
  CHECK(canonical("@\"2024-03-28\" + @\"P3M\" // note") == "@\"2024-03-28\" + @\"P3M\"");
  CHECK(canonical("/* why */ \"a\\\"b\\u00e9\"") == "\"a\\\"b\xC3\xA9\"");
}

TEST_CASE("printing what was parsed and parsing it again gives the same text", "[feel]") {
  const char* texts[] = {
      "if some x in xs satisfies x > 1 then [1, 2, \"a\"] else []",
      "not(a in [1, (2..3), (< 4)]) or -x ** 2 between 1 and 2 * (3 + 4)",
      "every r in reviews[held_at < as_at] satisfies (r.a = 1) = (r.b = 2)",
      "parameter(id: \"icpc-limit\", on: 3)",
      "(for x in xs return x)[1] + (if a then 1 else 2)",
      "a - (b + c) - -d / (e / f)",
  };
  for (const char* text : texts) {
    const std::string once = canonical(text);
    CHECK(canonical(once) == once);
  }
}

TEST_CASE("several syntax mistakes are reported in one run", "[feel]") {
  const auto parsed = feel::parse(text::whole("<test>", "(1 + ) = 2 and x == 3 and [4, and null"));
  REQUIRE_FALSE(parsed.ok());
  CHECK(parsed.diagnostics().size() >= 3);
}

TEST_CASE("no text makes the parser hang or fall", "[feel]") {
  const std::string pieces[] = {"(", ")", "[",  "]", "..", ",", "if ",   "then ", "else ", "some ", "in ",
                                "x", "1", "\"", "@", "{",  "}", " and ", "not",   "-",     ".",     "date and time("};
  std::uint32_t state = 12345;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) {
      state = state * 1664525U + 1013904223U;
      text += pieces[(state >> 16U) % std::size(pieces)];
    }
    INFO(text);
    const std::string printed = canonical(text);
    REQUIRE_FALSE(printed.empty());
    if (printed.find("feel.") == std::string::npos) CHECK(canonical(printed) == printed);
  }
}

TEST_CASE("the nesting limit holds at it and past it", "[feel]") {
  Limits limits;
  limits.nesting = 10;
  const auto nested = [&](std::size_t levels) {
    return feel::parse(text::whole("<test>", std::string(levels, '(') + "1" + std::string(levels, ')')), limits);
  };
  CHECK(nested(9).ok());
  REQUIRE_FALSE(nested(10).ok());
  CHECK(nested(10).diagnostics().front().code == "feel.too-deep");
  const auto added = [&](std::size_t terms) {
    std::string text = "1";
    for (std::size_t i = 1; i < terms; ++i) text += "+1";
    return feel::parse(text::whole("<test>", text), limits);
  };
  CHECK(added(10).ok());
  CHECK_FALSE(added(11).ok());
  CHECK(feel::parse(text::whole("<test>", std::string(100000, '('))).diagnostics().size() == 1);
  std::string minuses(5000, '-');
  CHECK(feel::parse(text::whole("<test>", minuses + "1")).diagnostics().front().code == "feel.too-deep");
}

TEST_CASE("the length limit holds at it and past it", "[feel]") {
  Limits limits;
  limits.expression_bytes = 5;
  CHECK(feel::parse(text::whole("<test>", "1 + 2"), limits).ok());
  const auto parsed = feel::parse(text::whole("<test>", "1 + 22"), limits);
  REQUIRE_FALSE(parsed.ok());
  CHECK(parsed.diagnostics().front().code == "feel.too-long");
}

TEST_CASE("control characters and what is not UTF-8 are refused", "[feel]") {
  const auto code = [](std::string text) {
    const auto parsed = feel::parse(text::whole("<test>", std::move(text)));
    return parsed.ok() ? std::string("fine") : parsed.diagnostics().front().code;
  };
  CHECK(code("1 +\0 2"s) == "feel.character");
  CHECK(code("1 + \x01 2") == "feel.character");
  CHECK(code("a\xFF = 1") == "feel.character");
  CHECK(code("\"\xC3\" = 1") == "feel.character");
  CHECK(code("\xC3\xA9t\xC3\xA9 = 1") == "fine");
}
