// Coverage of a small catalogue by small rules: what is whole, and each thing that can be missing.
#include <algorithm>

#include <dutybound/coverage.hpp>

#include "support/catch.hpp"
#include "support/diagnostics.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

constexpr const char* vocabulary = R"(vocabulary: small
title: Small
impossible_dates: {before: 1900-01-02, after: 2199-12-31}
subjects: [case]
entities:
  case:
    description: A case.
    attributes:
      visits: {type: list, of: visit, description: Visits.}
  visit:
    description: A visit.
    attributes:
      asked_at: {type: date, description: Asked for.}
      made_at: {type: date, description: Made.}
      urgent: {type: boolean, description: Urgent.}
      agreed: {type: boolean, description: Agreed.}
)";
constexpr const char* calendar = R"(calendar: small
title: Small
known: {from: 2020-01-01, to: 2030-12-31}
holidays:
  - {date: 2024-12-25, name: Christmas Day}
)";
constexpr const char* rulebook = R"(rulebook: small
edition: "1"
title: Small
version: 1.0.0
in_force: {from: 2024-01-01, to: 2024-12-31}
parameters:
  - {id: visit-limit, description: Days, unit: days, values: [{value: 5}]}
)";
constexpr const char* rules = R"(rules:
  - id: visit-soon
    kind: duty
    title: Visit soon
    modality: should
    source: [{document: Guide, status: read_in_seed}]
    for_each: visit
    applies_when:
      all: ['visit.urgent', 'visit.agreed']
    within: {days: visit-limit, after: visit.asked_at}
    done_at: visit.made_at
  - id: kindness
    kind: advisory
    title: Be kind
    modality: should
    source: [{document: Guide, status: read_in_seed}]
    reason: kindness is on no record
)";
constexpr const char* provisions = R"(provisions:
  - id: visit-soon
    title: Visits
    modality: should
    computable: 'yes'
    deadline: {kind: within, amount: 5, unit: days, anchor: the asking}
    documents: [{document: Guide, status: read_in_seed}]
  - id: kindness
    title: Kindness
    modality: should
    computable: 'no'
    documents: [{document: Guide, status: read_in_seed}]
)";
constexpr const char* document = R"(document: guide
title: Guide
edition: '1'
publisher: Nobody
statements:
  - {says: Visit within five days, provisions: [visit-soon]}
  - {says: Be kind, provisions: [kindness]}
  - {says: Buy the sequel, none: an advertisement}
)";

/// One scenario with one visit.
std::string scenario(const std::string& as_at, const std::string& visit, const std::string& expect) {
  return "  - {name: A visit, as_at: " + as_at + ", case: {visits: [" + visit + "]}, expect: [{rule: visit-soon, " + expect +
         "}]}\n";
}

const std::string agreed = "asked_at: 2024-06-03, urgent: true, agreed: true, ";
const std::string done_in_time = scenario("2024-06-20", "{" + agreed + "made_at: 2024-06-08}", "status: met, days: 0");
const std::string done_late = scenario("2024-06-20", "{" + agreed + "made_at: 2024-06-09}", "status: met_late");
const std::string open = scenario("2024-06-08", "{" + agreed + "made_at: null}", "status: due");
const std::string passed = scenario("2024-06-09", "{" + agreed + "made_at: null}", "status: overdue");
const std::string calm =
    scenario("2024-06-09", "{asked_at: 2024-06-03, urgent: false, agreed: true, made_at: null}", "status: not_applicable");
const std::string unsaid = scenario("2024-06-09", "{asked_at: 2024-06-03, agreed: true, made_at: null}", "status: indeterminate");
const std::string scenarios = "scenarios: small\nlist:\n" + done_in_time + done_late + open + passed + calm + unsaid;

std::vector<RuleFile> files() {
  return {{"vocabulary.yaml", vocabulary},           {"calendar.yaml", calendar},
          {"small/rulebook.yaml", rulebook},         {"small/rules.yaml", rules},
          {"small/rules.scenarios.yaml", scenarios}, {"provisions/all.yaml", provisions},
          {"provisions/guide.yaml", document}};
}

std::vector<RuleFile> changed(std::size_t file, const std::string& from, const std::string& to) {
  std::vector<RuleFile> all = files();
  std::string& text = all[file].text;
  REQUIRE(text.find(from) != std::string::npos);
  text.replace(text.find(from), from.size(), to);
  return all;
}
enum File : std::size_t { of_rules = 3, of_scenarios, of_provisions, of_document };

Coverage cover_files(const std::vector<RuleFile>& all) {
  LoadOptions options;
  options.rules = all;
  const auto loaded = Rulebook::load(options);
  INFO(list(loaded.diagnostics()));
  REQUIRE(loaded.ok());
  const auto covered = cover(loaded.value(), all);
  INFO(list(covered.diagnostics()));
  REQUIRE(covered.ok());
  return covered.value();
}

}  // namespace

TEST_CASE("a catalogue that rules and scenarios cover has nothing missing") {
  const Coverage coverage = cover_files(files());
  INFO(report::to_text(coverage));
  CHECK(coverage.count_missing() == 0);
  REQUIRE(coverage.provisions.size() == 2);
  CHECK(coverage.provisions[0].deadline == "within 5 days");
  REQUIRE(coverage.provisions[0].rules.size() == 1);
  CHECK(coverage.provisions[0].rules[0].clock == "within 5 days");
  CHECK(coverage.provisions[1].rules.at(0).reason == "kindness is on no record");
  REQUIRE(coverage.rules.size() == 1);
  CHECK(coverage.rules[0].scenarios == 6);
  REQUIRE(coverage.documents.size() == 1);
  CHECK(coverage.documents[0].statements[2].none == "an advertisement");
}

TEST_CASE("a leaf decides where the answer would be another without it") {
  const Coverage coverage = cover_files(files());
  REQUIRE(coverage.rules.at(0).decisions.size() == 2);
  const LeafDecision& urgent = coverage.rules[0].decisions[0];
  CHECK(urgent.feel == "visit.urgent");
  CHECK(urgent.when_true);
  CHECK(urgent.when_false);
  CHECK(urgent.when_unknown);
  const LeafDecision& was_agreed = coverage.rules[0].decisions[1];
  CHECK(was_agreed.when_true);
  CHECK_FALSE(was_agreed.when_false);
  CHECK_FALSE(was_agreed.when_unknown);
}

TEST_CASE("a provision without its rule is missing and a rule without its provision too") {
  const Coverage coverage = cover_files(changed(of_rules, "id: kindness", "id: goodness"));
  CHECK(coverage.provisions[1].missing == std::vector<std::string>{"there is no rule `kindness`"});
  CHECK(coverage.missing == std::vector<std::string>{"the rule `goodness` belongs to no provision"});
  CHECK(coverage.count_missing() == 2);
}

TEST_CASE("a rule is as strong as its source unless a note says why") {
  const Coverage coverage = cover_files(changed(of_rules, "modality: should", "modality: must"));
  CHECK(coverage.provisions[0].missing == std::vector<std::string>{"the rule `visit-soon` says `must`, the source `should`"});
  const Coverage told =
      cover_files(changed(of_rules, "modality: should", "modality: must\n    notes: ['Modality: a later statute says must.']"));
  CHECK(told.count_missing() == 0);
}

TEST_CASE("a deadline is the source's in kind and number and unit and counting") {
  const char* const from = "{kind: within, amount: 5, unit: days, anchor: the asking}";
  for (const char* to : {"{kind: within, amount: 6, unit: days, anchor: the asking}",
                         "{kind: within, amount: 5, unit: working_days, anchor: the asking}",
                         "{kind: recurring, amount: 5, unit: days, anchor: the asking}",
                         "{kind: within, amount: 5, unit: days, counting: inclusive, anchor: the asking}",
                         "{kind: fixed_date, anchor: the asking}"}) {
    INFO(to);
    CHECK(cover_files(changed(of_provisions, from, to)).provisions[0].missing.size() == 1);
  }
  const Coverage none = cover_files(changed(of_provisions, std::string("    deadline: ") + from + "\n", ""));
  CHECK(none.provisions[0].missing ==
        std::vector<std::string>{"the rule `visit-soon` has a deadline (within 5 days), the source none"});
}

TEST_CASE("a statement names provisions that there are and a provision stands in the documents that it cites") {
  const Coverage coverage = cover_files(changed(of_document, "[kindness]", "[goodness]"));
  CHECK(coverage.documents[0].statements[1].missing == std::vector<std::string>{"there is no provision `goodness`"});
  CHECK(coverage.documents[0].missing ==
        std::vector<std::string>{"the provision `kindness` cites the document, but is in none of its statements"});
}

TEST_CASE("every case that a rule has to be shown in needs a scenario") {
  for (const auto& [gone, name] : {std::pair<std::string, std::string>{done_in_time, "met on the last day"},
                                   {open, "due"},
                                   {passed, "overdue"},
                                   {calm, "not_applicable"},
                                   {unsaid, "indeterminate"}}) {
    const Coverage coverage = cover_files(changed(of_scenarios, gone, ""));
    INFO(name);
    const std::vector<std::string>& missing = coverage.rules.at(0).missing;
    CHECK(std::count(missing.begin(), missing.end(), "no scenario shows it: " + name) == 1);
  }
}

TEST_CASE("a scenario that fails is missing and shows nothing") {
  const Coverage coverage = cover_files(changed(of_scenarios, "status: due", "status: met"));
  CHECK(coverage.missing.size() == 1);
  CHECK(coverage.rules.at(0).missing == std::vector<std::string>{"no scenario shows it: due"});
}

TEST_CASE("a local protocol needs scenarios of its own rules and no provisions") {
  LoadOptions options;
  options.rules = files();
  options.layers = {{"town/rulebook.yaml",
                     "rulebook: town\nextends: small\nedition: '1'\ntitle: Town\nversion: 1.0.0\n"
                     "in_force: {from: 2024-01-01, to: 2024-12-31}\n"},
                    {"town/rules.yaml",
                     "rules:\n  - id: town-agreement\n    kind: expectation\n    title: Agree\n    modality: should\n"
                     "    source: [{document: Town, status: read_elsewhere}]\n    for_each: visit\n"
                     "    in_place_when: 'visit.agreed'\n"}};
  const auto loaded = Rulebook::load(options);
  INFO(list(loaded.diagnostics()));
  REQUIRE(loaded.ok());
  const auto covered = cover(loaded.value(), {files()[of_provisions], files()[of_document]});
  REQUIRE(covered.ok());
  REQUIRE(covered.value().rules.size() == 1);
  CHECK(covered.value().rules[0].rule == "town-agreement");
  CHECK(covered.value().count_missing() == 3);
}

TEST_CASE("mistakes in the catalogue are told with their places") {
  const std::vector<RuleFile> all = changed(of_provisions, "amount: 5, ", "");
  LoadOptions options;
  options.rules = all;
  const auto loaded = Rulebook::load(options);
  REQUIRE(loaded.ok());
  const auto covered = cover(loaded.value(), all);
  REQUIRE_FALSE(covered.ok());
  CHECK(find(covered.diagnostics(), "rulebook.missing-key"));
}

TEST_CASE("coverage is told as text and JSON and CSV") {
  const Coverage coverage = cover_files(changed(of_rules, "id: kindness", "id: goodness"));
  const std::string text = report::to_text(coverage);
  CHECK(text.find("MISSING: there is no rule `kindness`") != std::string::npos);
  CHECK(text.find("has not decided when false, unknown") != std::string::npos);
  CHECK(report::to_json(coverage).find(R"("count_missing":2)") != std::string::npos);
  const std::string csv = report::to_csv(coverage);
  CHECK(csv.find("provision,Guide,kindness,Kindness,,there is no rule `kindness`\r\n") != std::string::npos);
  CHECK(csv.find("statement,Guide,3,Buy the sequel,no provision: an advertisement,\r\n") != std::string::npos);
}
