// Where a diagnostic stands, and Error.
#include <dutybound/diagnostic.hpp>
#include <dutybound/result.hpp>

#include "support/catch.hpp"

using namespace dutybound;

namespace {

Diagnostic at(std::string text, std::size_t begin, std::size_t end) {
  Diagnostic d;
  d.code = "test.code";
  d.source = std::make_shared<const Source>(Source{"file.yaml", std::move(text)});
  d.span = {begin, end};
  d.message = "something is wrong";
  return d;
}

}  // namespace

TEST_CASE("lines and columns count from one", "[text]") {
  CHECK(at("abc", 0, 1).line() == 1);
  CHECK(at("abc", 0, 1).column() == 1);
  CHECK(at("a\nbc\n", 3, 4).line() == 2);
  CHECK(at("a\nbc\n", 3, 4).column() == 2);
  CHECK(at("a\nbc\n", 5, 5).line() == 3);
  CHECK(at("a\nbc\n", 5, 5).column() == 1);
  CHECK(at("a\nb", 1, 2).line() == 1);  // the line break belongs to the line that it ends
}

TEST_CASE("every kind of line end ends a line once", "[text]") {
  CHECK(at("a\r\nb", 3, 4).line() == 2);
  CHECK(at("a\r\nb", 3, 4).column() == 1);
  CHECK(at("a\r\nb", 2, 3).line() == 1);
  CHECK(at("a\rb\rc", 4, 5).line() == 3);
  CHECK(at("a\r\rb", 3, 4).line() == 3);
}

TEST_CASE("columns are code points and do not count a byte-order mark", "[text]") {
  CHECK(at("\xC3\xA9\xC3\xA9x", 4, 5).column() == 3);
  CHECK(at("\xEF\xBB\xBFx", 3, 4).column() == 1);
  CHECK(at("\xEF\xBB\xBFx", 3, 4).line() == 1);
}

TEST_CASE("a diagnostic without a source stands nowhere", "[text]") {
  const Diagnostic d;
  CHECK(d.line() == 0);
  CHECK(d.column() == 0);
  CHECK(d.underlined().empty());
}

TEST_CASE("what is underlined ends with its first line", "[text]") {
  CHECK(at("one two", 4, 7).underlined() == "two");
  CHECK(at("one\ntwo", 0, 7).underlined() == "one");
  CHECK(at("one\r\ntwo", 0, 8).underlined() == "one");
  CHECK(at("one", 2, 99).underlined() == "e");
  CHECK(at("one", 3, 3).underlined().empty());
  CHECK(at("one", 99, 100).underlined().empty());
}

TEST_CASE("warnings alone are no errors", "[text]") {
  Diagnostic warning = at("a", 0, 1);
  warning.severity = Severity::warning;
  CHECK_FALSE(has_errors({}));
  CHECK_FALSE(has_errors({warning}));
  CHECK(has_errors({warning, at("a", 0, 1)}));
}

TEST_CASE("an Error says the first mistake and how many there are", "[text]") {
  CHECK(std::string(Error({at("\n a", 2, 3)}).what()) == "file.yaml:2:2: something is wrong");
  CHECK(std::string(Error({at("a", 0, 1), at("a", 0, 1), at("a", 0, 1)}).what()) ==
        "file.yaml:1:1: something is wrong (and 2 more)");
  Diagnostic nowhere;
  nowhere.message = "no such file";
  const Error error({nowhere});
  CHECK(std::string(error.what()) == "no such file");
  CHECK(error.diagnostics().size() == 1);
  CHECK_THROWS_AS(Result<int>(Diagnostics{nowhere}).value_or_throw(), Error);
  CHECK(Result<int>(7).value_or_throw() == 7);
}
