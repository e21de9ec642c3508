// Inputs that are no cases: each is said where it is wrong, and none stops the program.
#include <set>

#include "desk.hpp"
#include "text/diagnose.hpp"
#include "text/utf8.hpp"

using namespace dutybound;
using namespace dutybound::testing;
using namespace std::literals;

namespace {

/// A mapping for XML that takes any vocabulary with a case.
constexpr std::string_view xml_mapping = R"(
mapping: test
title: Test
format: cin_census
root: Message
each: Child
called: child
subject: case
attributes: {}
)";

struct Bad {
  std::string name;
  std::string text;
  CaseFormat format;
  std::string expected;  ///< code and the text that is underlined
};

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

std::vector<Bad> bad_inputs() {
  const CaseFormat json = CaseFormat::json, yaml = CaseFormat::yaml, xml = CaseFormat::cin_census, lines = CaseFormat::json_lines;
  return {
      {"nothing", "", json, "input.empty "},
      {"white space", " \n\t ", lines, "input.empty "},
      {"no case in a batch", "[]", json, "input.empty "},
      {"a number", "42", json, "input.not-a-record 42"},
      {"a text in YAML", "hello", yaml, "input.not-a-record hello"},
      {"truncated", R"({"id": "a", "episodes": [)", json, "input.json-syntax ["},
      {"a comma too many", R"({"id": "a",})", json, "input.json-syntax }"},
      {"not a number", R"({"id": NaN})", json, "input.json-syntax N"},
      {"infinity", R"({"id": 1e999})", json, "input.json-syntax 9"},
      {"a comment", "{} // done", json, "input.json-syntax /"},
      {"single quotes", "{'id': 1}", json, "input.json-syntax '"},
      {"a control character", "{\"id\": \"a\x01\"}", json, "input.json-syntax \x01"},
      {"half a surrogate pair", R"({"id": "\ud800"})", json, "input.json-syntax \""},
      {"a truncated UTF-8 sequence", "{\"id\": \"\xC3\"}", json, "input.not-utf8 \xC3"},
      {"Windows characters", "id: caf\xE9\n", yaml, "input.not-utf8 \xE9"},
      {"UTF-16 cut in the middle of a character", "\xFF\xFE{\0}\0x"s, json, "input.not-utf8 "},
      {"UTF-16 with half of a pair", "\xFF\xFE\"\0\x00\xD8\"\0"s, json, "input.not-utf8 "},
      {"UTF-32", "\xFF\xFE\0\0{\0\0\0"s, json, "input.not-utf8 "},
      {"a key twice", R"({"child": {"disabled": true, "disabled": false}})", json, "input.duplicate-key \"disabled\""},
      {"a key twice in YAML", "id: a\nid: b\n", yaml, "yaml.duplicate-key id"},
      {"nested without end", repeated("[", 100'000), json, "input.too-deep ["},
      {"nested objects", repeated("{\"a\":", 100'000), lines, "input.too-deep {"},
      {"too many values", "{\"episodes\": [" + repeated("0,", 120) + "0]}", json, "input.too-many-values 0"},
      {"too many records", "{\"episodes\": [" + repeated("{},", 30) + "{}]}", json, "input.too-many-records "},
      {"cases under a name of their own", R"({"cases": [{"id": "a"}]})", json, "input.nothing-known \"cases\""},
      {"a name in capitals", R"({"Episodes": [{"id": "a"}]})", lines, "input.nothing-known \"Episodes\""},
      {"a document of something else", "colour: red\nsize: 7\n", yaml, "input.nothing-known colour"},
      {"Windows characters in a line", "{\"id\": \"caf\xE9\"}", lines, "input.not-utf8 \xE9"},
      {"an unknown subject", R"({"subject": "partnersip"})", json, "input.unknown-subject \"partnersip\""},
      {"a subject that is no text", R"({"subject": 7})", json, "input.unknown-subject 7"},
      {"XML cut short", "<Message><Child>", xml, "input.xml-syntax >"},
      {"XML with a wrong end", "<Message></Child>", xml, "input.xml-syntax C"},
      {"a zero byte in XML", "<Message/>\0<x/>"s, xml, "input.xml-syntax \0"s},
      {"an entity bomb", "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Message>&b;</Message>", xml,
       "input.xml-doctype <!DOCTYPE"},
      {"an external entity", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><Message/>", xml, "input.xml-doctype <!DOCTYPE"},
      {"two roots", "<Message/><Message/>", xml, "input.xml-syntax <"},
      {"another root", "<Return/>", xml, "input.xml-root Return"},
      {"no root", "<!-- nothing -->", xml, "input.xml-syntax >"},
      {"nested XML", "<Message>" + repeated("<a>", 2000) + repeated("</a>", 2000) + "</Message>", xml, "input.too-deep a"},
      {"text after the return", "<Message/>rubbish", xml, "input.xml-syntax r"},
      {"a reference to the zero character", "<Message><Child>A&#0;B</Child></Message>", xml, "input.xml-syntax &"},
      {"a reference to a control character", "<Message><Child>A&#x1F;B</Child></Message>", xml, "input.xml-syntax &"},
      {"a control character in XML", "<Message><Child>A\x02</Child></Message>", xml, "input.xml-syntax \x02"},
      {"a bare ampersand", "<Message><Child>A &; B</Child></Message>", xml, "input.xml-syntax ;"},
      {"an entity that nobody declared", "<Message><Child>&nbsp;</Child></Message>", xml, "input.xml-syntax &"},
      {"an attribute twice", "<Message a='1' a='2'/>", xml, "input.xml-syntax a"},
      {"an encoding that is not read", "<?xml version='1.0' encoding='EBCDIC-CP-US'?><Message/>", xml, "input.not-utf8 "},
      {"Latin-1 without a declaration", "<Message>\xE9</Message>", xml, "input.not-utf8 \xE9"},
      {"a web page", " <!DOCTYPE html><html>", xml, "input.wrong-format "},
      {"a web page in place of JSON", "<HTML><body>Sign in", json, "input.wrong-format "},
      {"XML in place of JSON", "<Message/>", json, "input.wrong-format "},
      {"JSON in place of XML", "{}", xml, "input.wrong-format "},
      {"a workbook", "PK\x03\x04zip"s, xml, "input.wrong-format "},
      {"a document and rubbish", "{\"id\": 1} rubbish", json, "input.json-syntax r"},
      {"two documents in one line", "{\"id\": 1}{\"id\": 2}", json, "input.json-syntax {"},
      {"two documents in one of the lines", "{\"id\": 1} {\"id\": 2}", lines, "input.json-syntax {"},
      {"a zero byte after a document", "{\"id\": 1}\0{\"id\": 2}"s, json,
       "input.json-syntax \0"s},
      {"two documents in YAML, one of them bad", "id: a\n---\nid: [\n", yaml, "yaml.several-documents "},
      {"an element outside the records", "<Message><child/></Message>", xml, "input.xml-unread child"},
      {"a return without children", "<Message/>", xml, "input.empty "},
  };
}

}  // namespace

TEST_CASE("every kind of bad input is refused where it is wrong") {
  Desk desk;
  desk.limits.nodes = 100;
  desk.limits.records_per_case = 20;
  desk.mappings = input::read_mappings(trees({source("test.yaml", std::string(xml_mapping))}), desk.program->vocabulary).value();
  for (const Bad& bad : bad_inputs()) {
    INFO(bad.name);
    const auto documents = desk.read(bad.text, bad.format);
    REQUIRE(documents.size() >= 1);
    const CaseDocument& last = documents.back();
    INFO(list(last.diagnostics));
    CHECK(!last.facts);
    REQUIRE(last.diagnostics.size() == 1);
    const Diagnostic& diagnostic = last.diagnostics.front();
    const std::string said = diagnostic.code + " " + std::string(diagnostic.underlined());
    if (bad.expected.back() == ' ') {
      CHECK(diagnostic.code + " " == bad.expected);
    } else {
      CHECK(said == bad.expected);
    }
    CHECK(diagnostic.message.find('\n') == std::string::npos);
  }
}

TEST_CASE("limits hold at the limit and not one past it") {
  Desk desk;
  desk.limits.nesting = 3;
  CHECK(desk.read(R"({"id": [[]]})", CaseFormat::json).front().facts);
  CHECK(desk.refusal(R"({"id": [[[]]]})") == "input.too-deep [");
  desk.limits.nodes = 3;
  CHECK(desk.read(R"({"id": [1]})", CaseFormat::json).front().facts);
  CHECK(desk.refusal(R"({"id": [1, 2]})") == "input.too-many-values 2");
  desk.limits.records_per_case = 3;
  desk.limits.nodes = 100;
  CHECK(desk.read(R"({"episodes": [{}, {}]})", CaseFormat::json).front().facts);
  CHECK(desk.read(R"({"episodes": [{}, {}, {}]})", CaseFormat::json).front().diagnostics.front().code ==
        "input.too-many-records");
  desk.limits.file_bytes = 10;
  CHECK(desk.read("{\"id\": 123}", CaseFormat::json).front().diagnostics.front().code == "input.too-large");
  CHECK(desk.read("{\"id\": 12}", CaseFormat::json).front().facts);
  const auto lines = desk.read("{\"id\": 12}\n{\"id\": 123}\n{\"id\": 34}", CaseFormat::json_lines);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].facts);
  CHECK(lines[1].diagnostics.front().code == "input.too-large");
  CHECK(lines[2].facts);
}

TEST_CASE("a YAML file of cases has the limit of cases and not that of rules") {
  Desk desk;
  desk.limits.rule_file_bytes = 5;
  desk.limits.file_bytes = 20;
  CHECK(desk.read("id: a long enough id", CaseFormat::yaml).front().facts);
  CHECK(desk.read("id: a too long name..", CaseFormat::yaml).front().diagnostics.front().code == "input.too-large");
}

TEST_CASE("a great many unknown attributes are all listed and the first of them with a hint") {
  const Desk desk;
  std::string text = "{";
  for (int i = 0; i < 150; ++i) text += "\"episode" + std::to_string(i) + "\": 1, ";
  const Case facts = desk.one(text + "\"id\": 1}");
  REQUIRE(facts.data_errors().size() == 151);  // `episodes` itself is in doubt
  CHECK(facts.data_errors().front().reason.find("`episodes`") != std::string::npos);
  CHECK(facts.data_errors().back().reason.find("did you mean") == std::string::npos);
}

TEST_CASE("XML nesting holds at the limit and not one past it") {
  Desk desk;
  desk.limits.nesting = 3;
  desk.mappings = input::read_mappings(trees({source("test.yaml", std::string(xml_mapping))}), desk.program->vocabulary).value();
  CHECK(desk.read("<Message><Child><a/></Child></Message>", CaseFormat::cin_census).front().diagnostics.front().code ==
        "input.nothing-known");
  CHECK(desk.refusal("<Message><Child><a><b/></a></Child></Message>", CaseFormat::cin_census) == "input.too-deep b");
  desk.limits.nodes = 2;
  CHECK(desk.read("<Message><Child><a/><b/></Child></Message>", CaseFormat::cin_census).front().diagnostics.front().code ==
        "input.nothing-known");
  const auto documents = desk.read("<Message><Child><a/><b/><c/></Child><Child/></Message>", CaseFormat::cin_census);
  REQUIRE(documents.size() == 2);
  CHECK(documents[0].diagnostics.front().code == "input.too-many-values");
  CHECK(documents[1].facts);
}

TEST_CASE("a document of which no name is known is refused with what to do") {
  const Desk desk;
  const auto hint = [&](std::string_view text) { return desk.read(text, CaseFormat::json).front().diagnostics.front().hint; };
  CHECK(hint(R"({"cases": [{"id": "a"}]})") ==
        "give each case as a document of its own: in a list without a name around it, or one a line (JSON Lines)");
  CHECK(hint(R"({"colour": 1, "epsiodes": []})") == "did you mean `episodes`?");
  CHECK(hint(R"({"colour": 1})") == "a case has `child`, `episodes`, `conference`");
  CHECK(desk.one("{}").unread_names().count == 0);
}

TEST_CASE("a case of which some names are known says how many are not and the first") {
  const Desk desk;
  const Case facts = desk.one(R"({"id": "a", "epsiodes": [], "episodes": [{"colour": 1}]})");
  CHECK(facts.unread_names().count == 2);
  REQUIRE(facts.unread_names().first);
  CHECK(facts.unread_names().first->path == "epsiodes");
  CHECK(desk.one(R"({"id": "a", "episodes": [{"started_at": 7}]})").unread_names().count == 0);
}

TEST_CASE("of a thousand keys that stand twice a hundred are told and the rest is counted") {
  const Desk desk;
  std::string text = "{\"id\": 1";
  for (int i = 0; i < 1000; ++i) text += ", \"k" + std::to_string(i) + "\": 1, \"k" + std::to_string(i) + "\": 2";
  for (const CaseFormat format : {CaseFormat::json, CaseFormat::yaml}) {
    const auto documents = desk.read(text + "}", format);
    REQUIRE(documents.size() == 1);
    const Diagnostics& mistakes = documents.front().diagnostics;
    REQUIRE(mistakes.size() == 101);
    CHECK(mistakes.back().message == "900 more mistakes are not shown");
  }
}

TEST_CASE("what a mistake quotes is cut between characters") {
  const Desk desk;
  std::string name;
  for (int i = 0; i < 200; ++i) name += "\xC3\xA9";
  const std::string subject = desk.read("{\"subject\": \"x" + name + "\"}", CaseFormat::json).front().diagnostics.front().message;
  CHECK(!text::first_invalid_utf8(subject));
  CHECK(subject.find("...") != std::string::npos);
}

TEST_CASE("a line in another encoding says how to save it") {
  const Desk desk;
  const auto documents = desk.read("{\"id\": \"a\"}\n{\"id\": \"caf\xE9\"}\n", CaseFormat::json_lines);
  REQUIRE(documents.size() == 2);
  CHECK(documents[0].facts);
  CHECK(documents[1].diagnostics.front().hint == "save the file as UTF-8");
  CHECK(documents[1].diagnostics.front().line() == 2);
}

TEST_CASE("a census return without a mapping is refused") {
  const Desk desk;
  CHECK(desk.read("<Message/>", CaseFormat::cin_census).front().diagnostics.front().code == "input.no-mapping");
}

TEST_CASE("a case cut off at any byte is refused and never half read") {
  const Desk desk;
  const std::string text =
      R"({"id": "a\u00e9", "child": {"disabled": false}, "episodes": [{"started_at": "2024-03-28", "visits": [{"count": -1.5e3}]}]})";
  for (std::size_t size = 1; size < text.size(); ++size) {
    const auto documents = desk.read(text.substr(0, size), CaseFormat::json);
    REQUIRE(documents.size() == 1);
    CHECK(!documents.front().facts);
    CHECK(documents.front().diagnostics.size() == 1);
  }
  CHECK(desk.read(text, CaseFormat::json).front().facts);
}

TEST_CASE("a case with any byte replaced is read or refused") {
  const Desk desk;
  const std::string text = R"({"id": "a", "child": {"disabled": false}, "episodes": [{"started_at": "2024-03-28"}]})";
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char byte : {'\0', '"', '{', '}', '[', ']', ',', '\\', '9', '\x80', '\xFF'}) {
      std::string changed = text;
      changed[at] = byte;
      for (const CaseFormat format : {CaseFormat::json, CaseFormat::yaml}) {
        for (const CaseDocument& document : desk.read(changed, format))
          CHECK(document.facts.has_value() == document.diagnostics.empty());
      }
    }
  }
}

TEST_CASE("a text of ten megabytes is a value like any other") {
  const Desk desk;
  const Case facts = desk.one("{\"episodes\": [{\"worker\": \"" + std::string(10'000'000, 'x') + "\", \"started_at\": \"" +
                              std::string(10'000'000, '1') + "\"}]}");
  CHECK(desk.cell(facts, "episode", "worker").text().size() == 10'000'000);
  CHECK(facts.data_errors().front().value.size() == 83);
}

TEST_CASE("every code of this stage is shown by a test of it") {
  std::set<std::string> shown{
      "input.too-large", "input.no-mapping", "input.mapping-key", "input.mapping-attribute", "input.mapping-word",
      // tables_test.cpp
      "input.mapping-unknown", "input.table-option", "input.table-unreadable", "input.table-unknown", "input.stopped",
      "input.table-twice", "input.table-missing", "input.column-missing", "input.column-unmatched", "input.column-ambiguous",
      "input.column-type", "input.table-not-given", "input.ids-alike",
      "input.ids-repeated",  // caseload_test.cpp
      "input.columns-unknown", "input.column-unread", "input.reference-date", "input.table-empty", "input.rows-contradict", "input.rows-unmatched",
      // csv_test.cpp
      "input.csv-open-quote", "input.csv-stray-quote", "input.csv-separator", "input.csv-zero-byte"};
  for (const Bad& bad : bad_inputs()) shown.insert(bad.expected.substr(0, bad.expected.find(' ')));
  for (const text::CodeEntry& entry : text::all_codes()) {
    if (entry.name.substr(0, 6) == "input.") CHECK(shown.count(std::string(entry.name)) == 1);
  }
}
