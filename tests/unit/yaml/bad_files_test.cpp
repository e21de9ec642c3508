// One file for each kind of mistake: the code, the very text that is underlined, and the whole diagnostic as people see it.
#include <map>
#include <vector>

#include <dutybound/report.hpp>

#include "files.hpp"
#include "support/catch.hpp"
#include "support/diagnostics.hpp"
#include "text/diagnose.hpp"
#include "yaml/read.hpp"

using namespace dutybound;

namespace {

struct Mistake {
  std::string code;
  std::string underlined;
};

struct Fixture {
  std::vector<Mistake> mistakes;
  Limits limits = {};
};

Limits small_file() {
  Limits limits;
  limits.rule_file_bytes = 18;
  return limits;
}

Limits few_values() {
  Limits limits;
  limits.nodes = 5;
  return limits;
}

const std::map<std::string, Fixture> fixtures = {
    {"alias", {{{"yaml.anchor", "&first"}, {"yaml.alias", "*first"}, {"yaml.alias", "*first"}}}},
    {"alias-bomb",
     {{{"yaml.anchor", "&a"},
       {"yaml.anchor", "&b"},
       {"yaml.alias", "*a"},
       {"yaml.alias", "*a"},
       {"yaml.anchor", "&c"},
       {"yaml.alias", "*b"},
       {"yaml.alias", "*b"},
       {"yaml.alias", "*c"},
       {"yaml.alias", "*c"}}}},
    {"alias-cycle", {{{"yaml.anchor", "&loop"}, {"yaml.alias", "*loop"}}}},
    {"alias-unknown", {{{"yaml.alias", "*count"}}}},
    {"anchor", {{{"yaml.anchor", "&first"}, {"yaml.anchor", "&second"}, {"yaml.anchor", "&third"}}}},
    {"block-indented-by-zero", {{{"yaml.syntax", "|0"}}}},
    {"block-text-on-the-header-line", {{{"yaml.syntax", "Early"}}}},
    {"brace-not-closed", {{{"yaml.syntax", "{"}}}},
    {"bracket-never-opened", {{{"yaml.syntax", "]"}}}},
    {"bracket-not-closed", {{{"yaml.syntax", "["}}}},
    {"carriage-return-alone", {{{"yaml.control-character", ""}}}},
    {"colon-in-plain-text", {{{"yaml.syntax", ":"}}}},
    {"comma-missing-in-braces", {{{"yaml.syntax", "status:"}}}},
    {"control-character", {{{"yaml.control-character", "\x04"}}}},
    {"control-character-above-ascii", {{{"yaml.control-character", "\xC2\x90"}}}},
    {"document-ends-in-quotes", {{{"yaml.syntax", "---"}}}},
    {"encoding-surrogate", {{{"yaml.encoding", "\xED"}}}},
    {"encoding-utf-16", {{{"yaml.encoding", "\xFF"}}}},
    {"encoding-windows-1252", {{{"yaml.encoding", "\xE9"}}}},
    {"escape-half-a-surrogate-pair", {{{"yaml.syntax", "\\ud83d"}}}},
    {"escape-not-hexadecimal", {{{"yaml.syntax", "\\xq1"}}}},
    {"escape-unknown", {{{"yaml.syntax", "\\%"}}}},
    {"expression-begins-with-a-bracket", {{{"yaml.syntax", "contains"}}}},
    {"expression-begins-with-a-greater-sign", {{{"yaml.syntax", "10"}}}},
    {"expression-begins-with-a-quote", {{{"yaml.syntax", "in"}}}},
    {"expression-begins-with-an-at-sign", {{{"yaml.syntax", "@\"2024-03-28\""}}}},
    {"file-empty", {{{"yaml.empty", ""}}}},
    {"file-of-comments", {{{"yaml.empty", ""}}}},
    {"file-of-null", {{{"yaml.empty", ""}}}},
    {"file-too-large", {{{"yaml.too-large", ""}}, small_file()}},
    {"key-empty", {{{"yaml.key-not-text", ":"}}}},
    {"key-indented-less-than-its-neighbours", {{{"yaml.syntax", "title:"}}}},
    {"key-indented-more-than-its-neighbours", {{{"yaml.syntax", ":"}}}},
    {"key-is-a-list", {{{"yaml.key-not-text", "[a, b]"}}}},
    {"key-is-a-mapping",
     {{{"yaml.key-not-text", "{{ child }}"}, {"yaml.key-not-text", "{ child }"}, {"yaml.key-without-colon", "child"}}}},
    {"key-null", {{{"yaml.key-not-text", "~"}}}},
    {"key-twice", {{{"yaml.duplicate-key", "\"title\""}, {"yaml.duplicate-key", "id"}}}},
    {"key-twice-in-braces", {{{"yaml.duplicate-key", "document"}}}},
    {"key-without-colon", {{{"yaml.key-without-colon", "title"}}}},
    {"key-without-colon-in-braces", {{{"yaml.key-without-colon", "status"}}}},
    {"key-without-space", {{{"yaml.key-without-colon", "title:b"}}}},
    {"list-item-after-a-key", {{{"yaml.syntax", "-"}}}},
    {"list-item-in-a-mapping", {{{"yaml.syntax", "-"}}}},
    {"mapping-after-a-list", {{{"yaml.syntax", "id:"}}}},
    {"merge-key", {{{"yaml.merge-key", "<<"}}}},
    {"nesting-too-deep", {{{"yaml.too-deep", "["}}}},
    {"quote-inside-text", {{{"yaml.syntax", "s"}}}},
    {"quote-not-closed", {{{"yaml.syntax", "\"Early"}}}},
    {"quote-not-closed-before-another", {{{"yaml.syntax", "duty'"}}}},
    {"several-documents", {{{"yaml.several-documents", "---"}}}},
    {"several-mistakes",
     {{{"yaml.duplicate-key", "id"},
       {"yaml.anchor", "&x"},
       {"yaml.key-without-colon", "c"},
       {"yaml.tag", "!y"},
       {"yaml.merge-key", "<<"}}}},
    {"tab-indents", {{{"yaml.syntax", "\t"}}}},
    {"tag",
     {{{"yaml.tag", "!!str"}, {"yaml.tag", "!duty"}, {"yaml.tag", "!<tag:example>"}, {"yaml.tag", "!"}, {"yaml.tag", "!!null"}}}},
    {"too-many-values", {{{"yaml.too-many-values", "3"}}, few_values()}},
};

}  // namespace

TEST_CASE("each mistake has its code and underlines the text that is wrong", "[yaml][golden]") {
  for (const auto& [name, fixture] : fixtures) {
    INFO(name);
    const auto path = testing::golden("bad") / (name + ".yaml");
    const Result<yaml::Node> result = yaml::read(testing::load(path), fixture.limits);
    REQUIRE_FALSE(result.ok());
    INFO(testing::list(result.diagnostics()));
    REQUIRE(result.diagnostics().size() == fixture.mistakes.size());
    std::string shown;
    for (std::size_t i = 0; i < fixture.mistakes.size(); ++i) {
      const Diagnostic& d = result.diagnostics()[i];
      CHECK(d.code == fixture.mistakes[i].code);
      CHECK(std::string(d.underlined()) == fixture.mistakes[i].underlined);
      CHECK(d.severity == Severity::error);
      shown += report::to_text(d);
    }
    CHECK(shown == testing::expected(path, shown));
  }
}

TEST_CASE("every file of mistakes is listed and every code has one", "[yaml][golden]") {
  std::set<std::string> listed;
  std::set<std::string> codes;
  for (const auto& [name, fixture] : fixtures) {
    listed.insert(name);
    for (const Mistake& mistake : fixture.mistakes) codes.insert(mistake.code);
  }
  CHECK(listed == testing::names("bad"));
  for (const text::CodeEntry& row : text::all_codes()) {
    if (row.name.substr(0, 5) != "yaml.") continue;
    INFO(row.name);
    CHECK(codes.count(std::string(row.name)) == 1);
  }
}
