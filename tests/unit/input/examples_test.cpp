// The documents in examples/ are what they say: well-formed, known to the vocabulary, impossible only where they mean to be.
#include <dutybound/rulebook.hpp>

#include "shipped.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

std::vector<CaseDocument> example(const std::string& name) {
  const std::string text = file_text("examples/" + name);
  const auto documents = shipped_desk().read(text, input::guess_format(name, text), name);
  for (const CaseDocument& document : documents) {
    INFO(document.where << "\n" << list(document.diagnostics));
    REQUIRE(document.facts);
  }
  return documents;
}

/// The statuses of a rule's findings, in order, for each case of an example.
std::vector<std::string> statuses(const std::string& name, const char* as_at, std::string_view rule) {
  static const Rulebook rulebook = Rulebook::load().value_or_throw();
  const std::string text = file_text("examples/" + name);
  std::vector<std::string> lines;
  AssessOptions options{.as_at = *Date::parse(as_at)};
  rulebook.read_cases(name, text, Rulebook::guess_format(name, text), [&](const CaseDocument& document) {
    REQUIRE(document.facts);
    std::string line;
    for (const Finding& finding : rulebook.assess(*document.facts, options).value().findings) {
      if (finding.rule == rule) line += (line.empty() ? "" : " ") + status_word(finding);
    }
    lines.push_back(std::move(line));
    return true;
  });
  return lines;
}
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("the example case has something of every kind") {
  const char* day = "2024-07-15";
  CHECK(statuses("case.json", day, "wt23-icpc-15wd") == Lines{"met"});
  CHECK(statuses("case.json", day, "wt23-assess-45wd") == Lines{"met_late"});
  CHECK(statuses("case.json", day, "wt23-rcpc-first-3m") == Lines{"due"});
  CHECK(statuses("case.json", day, "wt23-referral-acknowledge-1wd") == Lines{"overdue"});
  CHECK(statuses("case.json", day, "wt23-cpp-visits-first") == Lines{"indeterminate"});
}

TEST_CASE("a census return proves what is late and nothing that it does not carry") {
  const char* day = "2025-03-31";
  CHECK(statuses("cin_census.xml", day, "wt23-icpc-15wd") ==
        Lines{"met", "met_late", "", "data_error", "indeterminate not_applicable", ""});
  // The fourth child has a birth date that cannot be.
  CHECK(statuses("cin_census.xml", day, "wt23-referral-decision-1wd") ==
        Lines{"indeterminate", "indeterminate indeterminate", "indeterminate", "data_error", "indeterminate", "indeterminate"});
  CHECK(statuses("cin_census.xml", day, "wt23-rcpc-first-3m") == Lines{"met", "", "overdue", "", "", ""});
}

TEST_CASE("the example cases have no data errors but those on purpose") {
  for (const char* name : {"case.json", "case.yaml", "partnership.yaml", "agency.yaml"}) {
    const auto documents = example(name);
    REQUIRE(documents.size() == 1);
    INFO(name);
    CHECK(errors(*documents.front().facts).empty());
  }
  const auto lines = example("cases.jsonl");
  REQUIRE(lines.size() == 6);
  for (const CaseDocument& document : lines) {
    INFO(errors(*document.facts));
    CHECK(document.facts->data_errors().empty() == (document.facts->id() != "case-1005"));
  }
}

TEST_CASE("the example return has six children and one of impossible dates") {
  const auto children = example("cin_census.xml");
  REQUIRE(children.size() == 6);
  CHECK(children.front().where == "cin_census.xml: child MEADOW001");
  for (const CaseDocument& document : children) {
    INFO(errors(*document.facts));
    CHECK(document.facts->data_errors().empty() == (document.facts->id() != "MEADOW004"));
  }
  CHECK(errors(*children[3].facts) ==
        "Child/ChildIdentifiers/text() unread_text PersonBirthDate\n"
        "child.date_of_birth impossible_date 1900-01-01\n"
        "episodes[0].assessments[0].started_at assessment-order 2028-04-28\n"
        "episodes[0].assessments[0].completed_at assessment-order 2020-09-19\n"
        "episodes[0].assessments[0].completed_at assessment-before-referral 2020-09-19\n"
        "episodes[0].section_47_enquiries[0].icpc.held_at icpc-before-section-47 2024-10-21\n");
}
