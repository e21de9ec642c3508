// CSV: what is a row and a cell, and what is refused rather than guessed at.
#include <dutybound/csv.hpp>

#include "support/catch.hpp"
#include "support/diagnostics.hpp"

using namespace dutybound;
using namespace std::literals;
using Rows = std::vector<std::vector<std::string>>;
using Lines = std::vector<std::size_t>;

static CsvRows read(std::string_view text) {
  Result<CsvRows> rows = read_csv("list.csv", text);
  INFO(testing::list(rows.diagnostics()));
  REQUIRE(rows.ok());
  return rows.value();
}

/// Code, line and column of the one error.
static std::string refused(std::string_view text) {
  const Result<CsvRows> rows = read_csv("list.csv", text);
  if (rows.ok() || rows.diagnostics().size() != 1) return "not one error";
  const Diagnostic& wrong = rows.diagnostics().front();
  CHECK(wrong.source->name == "list.csv");
  CHECK_FALSE(wrong.hint.empty());
  return wrong.code + " " + std::to_string(wrong.line()) + ":" + std::to_string(wrong.column());
}

TEST_CASE("Cells are what stands between separators, and quotes hold separators, line ends and doubled quotes") {
  const CsvRows rows = read("id,note\r\n1,\"a, b\"\r\n2,\"two\r\nlines\"\r\n3,\"she said \"\"no\"\"\"\r\n4,\"\"\r\n5,\r\n");
  CHECK(rows.cells == Rows{{"id", "note"}, {"1", "a, b"}, {"2", "two\r\nlines"}, {"3", "she said \"no\""}, {"4", ""}, {"5", ""}});
  CHECK(rows.lines == Lines{1, 2, 3, 5, 6, 7});
}

TEST_CASE("A row ends with a line end of any system, and with no other character that breaks lines") {
  CHECK(read("a,b\n1,2\n").cells == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(read("a,b\r1,2").cells == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(read("a,b\r1,2\r3,4").lines == Lines{1, 2, 3});
  for (const std::string_view breaks : {"\v", "\f", "\x1c", "\x1d", "\x1e", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"}) {
    const std::string cell = "one" + std::string(breaks) + "two";
    CHECK(read("a,b\n" + cell + ",2\n").cells == Rows{{"a", "b"}, {cell, "2"}});
  }
}

TEST_CASE("Blank rows are rows of one empty cell and an empty text has none") {
  CHECK(read("").cells.empty());
  CHECK(read("a,b\n\n1,2\n\n").cells == Rows{{"a", "b"}, {""}, {"1", "2"}, {""}});
  CHECK(read("\xEF\xBB\xBF"
             "a,b\n")
            .cells == Rows{{"a", "b"}});
}

TEST_CASE("The separator is the one that makes the first rows equally wide") {
  CHECK(read("id;note\n1;a, b, c, d\n2;e\n").cells == Rows{{"id", "note"}, {"1", "a, b, c, d"}, {"2", "e"}});
  CHECK(read("id\tnote\n1\ta, b; c\n").separator == '\t');
  CHECK(read("A list; of children\nid,note\n1,a\n2,b\n").separator == ',');
  CHECK(read("id;\"a, note\"\n1;\"x, y\"\n").cells == Rows{{"id", "a, note"}, {"1", "x, y"}});
  CHECK(read("id\n1\n2\n").cells == Rows{{"id"}, {"1"}, {"2"}});
}

TEST_CASE("The first line may say the separator as Excel writes it, and is no row then") {
  const CsvRows rows = read("sep=;\r\nid;a,b,c\r\n1;x,y,z\r\n");
  CHECK(rows.cells == Rows{{"id", "a,b,c"}, {"1", "x,y,z"}});
  CHECK(rows.lines == Lines{2, 3});
  CHECK(refused("sep=|\nid|b\n") == "input.csv-separator 1:1");
}

TEST_CASE("A quote that is never closed or stands in the middle of a cell is an error where it stands") {
  CHECK(refused("id,note\n1,\"open\n2,b\n3,c\n") == "input.csv-open-quote 2:3");
  CHECK(refused("id,note\n1,5\" nail\n2,b\n") == "input.csv-stray-quote 2:4");
  CHECK(refused("id,note\n1,\"quoted\" and more\n") == "input.csv-stray-quote 2:11");
  CHECK(refused("id,note\n1, \"after a space\"\n") == "input.csv-stray-quote 2:4");
  CHECK(refused("sep=,\nid,note\n1,\"open") == "input.csv-open-quote 3:3");
}

TEST_CASE("Bytes that are no text are refused") {
  CHECK(refused("id,name\n1,Zo\xEB\n") == "input.not-utf8 2:5");
  CHECK(refused("i\0d\0"sv) == "input.csv-zero-byte 1:2");
}
