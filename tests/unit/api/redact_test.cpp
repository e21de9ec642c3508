// What a vendor may log: whatever a document holds, its redacted diagnostics hold nothing of it.
#include "support/arrow_tables.hpp"
#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

const std::string secret = "S3CR3T";

struct Bad {
  CaseFormat format;
  std::string text;
};

/// A value, a key, a line or an element with the secret, in every kind of mistake.
std::vector<Bad> bad_documents() {
  return {
      {CaseFormat::json, R"({"child": {"disabled": )" + secret + "}}"},
      {CaseFormat::json, R"({")" + secret + R"(": 1, ")" + secret + R"(": 2, "child": {}})"},
      {CaseFormat::json, R"({"subject": ")" + secret + R"(", "child": {}})"},
      {CaseFormat::json, R"({")" + secret + R"(": 1})"},
      {CaseFormat::json, "[\"" + secret + "\"]"},
      {CaseFormat::json, secret + " \xFF"},
      {CaseFormat::json, std::string(70, '[') + '"' + secret + '"' + std::string(70, ']')},
      {CaseFormat::json, R"({"child": {"date_of_birth": "2001-01-01"} )" + secret},
      {CaseFormat::json_lines, R"({"child": )" + secret + "}\n{\"" + secret + "\": 1}\n"},
      {CaseFormat::yaml, "child: !" + secret + " {}\n"},
      {CaseFormat::yaml, secret + ": 1\n" + secret + ": 2\n"},
      {CaseFormat::yaml, "child: [" + secret + "\n"},
      {CaseFormat::yaml, "child: *" + secret + "\n"},
      {CaseFormat::cin_census, "<" + secret + "/>"},
      {CaseFormat::cin_census, "<Message><Children><Child><Id>" + secret + "</Children></Message>"},
      {CaseFormat::cin_census, "<!DOCTYPE " + secret + "><Message/>"},
      {CaseFormat::cin_census, "<Message><" + secret + ">1</" + secret + "><Children/></Message>"},
  };
}

std::string redacted(const Diagnostics& diagnostics) {
  report::TextOptions options;
  options.redact = true;
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) text += report::to_text(diagnostic, options);
  return text;
}

/// Redacted they are without the secret, one line each with the code; in full at least one has it, or the test would show nothing.
void check_redacted(const Diagnostics& diagnostics) {
  REQUIRE_FALSE(diagnostics.empty());
  const std::string text = redacted(diagnostics);
  INFO(text);
  CHECK(text.find(secret) == std::string::npos);
  CHECK(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) == diagnostics.size());
  for (const Diagnostic& diagnostic : diagnostics) CHECK(text.find("[" + diagnostic.code + "]: ") != std::string::npos);
  std::string full;
  for (const Diagnostic& diagnostic : diagnostics) full += report::to_text(diagnostic);
  INFO(full);
  CHECK(full.find(secret) != std::string::npos);
}

std::vector<RuleFile> files_with_a_census() {
  std::vector<RuleFile> files = small_files();
  files.push_back({"mappings/census.yaml",
                   "mapping: small-census\ntitle: A small census\nformat: cin_census\nroot: Message\neach: Children/Child\ncalled: child\n"
                   "subject: case\ntrue_words: ['true']\nfalse_words: ['false']\nid: Id\nattributes: {episodes: {from: Episode, attributes: "
                   "{received_at: Received}}}\n"});
  return files;
}

}  // namespace

TEST_CASE("redacted diagnostics of documents have nothing that the documents hold") {
  const Rulebook rulebook = load(files_with_a_census());
  for (const Bad& bad : bad_documents()) {
    INFO(bad.text);
    std::vector<CaseDocument> unread;
    Diagnostics all;
    rulebook.read_cases("cases", bad.text, bad.format, [&](CaseDocument document) {
      all.insert(all.end(), document.diagnostics.begin(), document.diagnostics.end());
      unread.push_back(std::move(document));
      return true;
    });
    check_redacted(all);
    CHECK(report::unread_to_text(unread, 0, {}, true).find(secret) == std::string::npos);
  }
}

TEST_CASE("redacted diagnostics of tables and ids have nothing that the tables hold") {
  const Rulebook rulebook = load(small_files());
  const auto cells = read_csv("cells.csv", "a,b\n\"" + secret + "\"x,1\n");
  check_redacted(cells.diagnostics());
  check_redacted(read_csv("cells.csv", "a,b\n\"" + secret).diagnostics());
  check_redacted(check_ids({{"case", secret}, {"case", secret}}));
  const auto alike = stream_of({{texts("id", {secret, secret, "0" + secret})}});
  check_redacted(rulebook.read_tables({{"case", alike.get()}}, {}).diagnostics());
  const auto unread = stream_of({{texts("id", {"1"}), texts(secret, {"1"})}});
  check_redacted(rulebook.read_tables({{"case", unread.get()}}, {}).diagnostics());
}

TEST_CASE("a case that was read in part is counted and not named where that is redacted") {
  const Rulebook rulebook = load(small_files());
  const Case facts = read(rulebook, R"({"child": {}, ")" + secret + R"(": 1})");
  const std::vector<report::ReadInPart> in_part{{secret, facts.unread_names()}};
  CHECK(report::unread_to_text({}, 1, in_part, true) == "1 case was read in part: some of what it holds was not read.\n");
  CHECK(report::unread_to_text({}, 1, in_part).find(secret) != std::string::npos);
}
