// Scenarios against a small rulebook of their own: what passes, what fails and how, what is a mistake in the file.
#include <set>

#include <dutybound/scenario.hpp>

#include "support/catch.hpp"
#include "support/diagnostics.hpp"
#include "text/diagnose.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

constexpr const char* vocabulary = R"(
vocabulary: small
title: Small
impossible_dates: {before: 1900-01-02, after: 2199-12-31}
subjects: [case, partnership]
entities:
  case:
    description: A case.
    attributes:
      visits: {type: list, of: visit, description: Visits.}
      level_of_worry: {type: number, description: Worry.}
  visit:
    description: A visit.
    attributes:
      asked_at: {type: date, description: Asked for.}
      made_at: {type: date, description: Made.}
      urgent: {type: boolean, description: Urgent.}
    constraints:
      - {id: order, that: 'made_at >= asked_at', because: A visit cannot be made before it was asked for., marks: [made_at]}
  partnership:
    description: A partnership.
    attributes:
      published_at: {type: date, description: Day.}
)";
constexpr const char* calendar = R"(
calendar: small
title: Small
source: [{document: none, status: general_knowledge}]
known: {from: 2020-01-01, to: 2030-12-31}
holidays:
  - {date: 2024-12-25, name: Christmas Day}
)";
constexpr const char* rulebook_file = R"(
rulebook: small
series: small
edition: "1"
title: Small
version: 1.0.0
jurisdiction: England
in_force: {from: 2024-01-01, to: 2024-12-31}
parameters:
  - {id: visit-limit, description: Days, unit: days, policy: true}
readings:
  - {id: first-day, title: Which day is day 1, default: next, values: [{value: next, title: The next}, {value: own, title: Its own}]}
)";
constexpr const char* rules_file = R"(
rules:
  - id: visit-soon
    kind: duty
    title: Visit soon
    modality: should
    actor: a worker
    family: timescale
    requires: Make the visit in time.
    source: [{document: none, status: general_knowledge}]
    for_each: visit
    applies_when:
      any:
        - {that: visit.urgent, because: It is urgent}
        - {that: 'case.level_of_worry > 3', because: There is worry}
    within: {days: visit-limit, after: visit.asked_at}
    done_at: visit.made_at
    readings:
      - {when: {first-day: own}, counting: inclusive}
  - id: worry
    kind: threshold
    title: Worry
    modality: is
    actor: a worker
    family: threshold
    requires: Say how much worry there is.
    source: [{document: none, status: general_knowledge}]
    for_each: case
    levels:
      - {level: high, title: High, when: 'case.level_of_worry > 3'}
      - {level: low, title: Low, when: 'case.level_of_worry <= 3'}
  - id: publish
    kind: duty
    title: Publish
    modality: must
    actor: partners
    family: governance
    requires: Publish.
    source: [{document: none, status: general_knowledge}]
    for_each: partnership
    done_at: partnership.published_at
)";

const Rulebook& rulebook() {
  static const Rulebook loaded = [] {
    LoadOptions options;
    options.rules = std::vector<RuleFile>{{"vocabulary.yaml", vocabulary},
                     {"calendar.yaml", calendar},
                     {"small/rulebook.yaml", rulebook_file},
                     {"small/rules.yaml", rules_file}};
    const auto made = Rulebook::load(options);
    INFO(list(made.diagnostics()));
    REQUIRE(made.ok());
    return made.value();
  }();
  return loaded;
}

ScenarioReport play(const std::string& scenarios) {
  const auto report = run_scenarios(
      rulebook(), {{"small/small.scenarios.yaml", "scenarios: small\nlist:\n" + scenarios}, {"a.yaml", "mapping: other\n"}});
  INFO(list(report.diagnostics()));
  REQUIRE(report.ok());
  return report.value();
}

/// Codes and what is underlined.
std::string mistakes(const std::string& file) {
  const auto report = run_scenarios(rulebook(), {{"small.scenarios.yaml", file}});
  CHECK(!report.ok());
  std::string text;
  for (const Diagnostic& diagnostic : report.diagnostics())
    text += diagnostic.code + " " + std::string(diagnostic.underlined()) + "\n";
  return text;
}

const std::string worry_case = "as_at: 2024-02-01, case: {level_of_worry: 5}";
const std::string good_row = "expect: [{rule: worry, status: high}]";

struct Mistake {
  std::string file, expected;
};

std::vector<Mistake> one_mistake_each() {
  const auto in = [](const std::string& scenario) { return "scenarios: small\nlist:\n  - {name: N, " + scenario + "}\n"; };
  return {
      {in("as_at: 2024-02-01, cas: {}, case: {}, " + good_row), "scenario.unknown-key cas\n"},
      {in("case: {}, as_at: soon, " + good_row), "scenario.form soon\n"},
      {in(worry_case + ", expect: []"), "scenario.form []\n"},
      {in(worry_case + ", expect: [{rule: worry}]"), "scenario.form {rule: worry}\n"},
      {in(worry_case + ", carry_forward: maybe, " + good_row), "scenario.form maybe\n"},
      {in(worry_case + ", policy: {visit-limit: many}, " + good_row), "scenario.form many\n"},
      {in(worry_case + ", expect: [{rule: wory, status: met}]"), "scenario.unknown-rule wory\n"},
      {in(worry_case + ", edition: smal, " + good_row), "scenario.unknown-rulebook smal\n"},
      {"scenarios: other\nlist: [{name: N, " + worry_case + ", " + good_row + "}]\n", "scenario.unknown-rulebook other\n"},
      {in(worry_case + ", expect: [{rule: visit-soon, status: overdo}]"), "scenario.unknown-status overdo\n"},
      {in(worry_case + ", policy: {visit-limt: 3}, " + good_row), "scenario.unknown-policy visit-limt\n"},
      {in(worry_case + ", readings: {first-dy: own}, " + good_row), "scenario.unknown-reading first-dy\n"},
      {in(worry_case + ", readings: {first-day: won}, " + good_row), "scenario.unknown-reading won\n"},
      {in(worry_case + ", readings: own, " + good_row), "scenario.form own\n"},
      {in(worry_case + ", assume: {visit.urgnt: true}, " + good_row), "scenario.assumption visit.urgnt\n"},
      {in(worry_case + ", assume: {visit.urgent: soon}, " + good_row), "scenario.assumption visit.urgent\n"},
      {in(worry_case + ", assume: true, " + good_row), "scenario.form true\n"},
      {in("as_at: 2024-02-01, case: 7, " + good_row), "input.not-a-record 7\n"},
      {in(worry_case + ", subject: agency, " + good_row), "input.unknown-subject {level_of_worry: 5}\n"},
      {"scenarios: small\nlist: 7\n", "scenario.form 7\n"},
      {"scenarios: small\nlist: [7]\n", "scenario.form 7\n"},
      {"scenarios: small\nlist:\n  - name: N\n    as_at: 2024-02-01\n    case: {}\n", "scenario.form name: N\n"},
  };
}

}  // namespace

TEST_CASE("expectations that hold leave no failure") {
  const ScenarioReport report = play(R"(
  - name: In time
    as_at: 2024-02-10
    policy: {visit-limit: 5}
    case: {visits: [{id: v1, asked_at: 2024-02-01, made_at: 2024-02-06, urgent: true}, {asked_at: 2024-02-01, made_at: null, urgent: true}]}
    expect:
      - {rule: visit-soon, record: v1, status: met, trigger: 2024-02-01, due: 2024-02-06, done: 2024-02-06, days: 0, edition_policy: in_force}
      - {rule: visit-soon, instance: 'visits[1]', status: overdue, days: 4, done: ~}
  - name: Not in time
    as_at: 2024-02-10
    policy: {visit-limit: 4}
    case: {visits: [{asked_at: 2024-02-01, made_at: 2024-02-06, urgent: true}]}
    expect: [{rule: visit-soon, status: met_late, days: 1}]
  - name: Nobody says
    as_at: 2024-02-10
    case: {level_of_worry: 2, visits: [{asked_at: 2024-02-01, made_at: 2024-02-06}]}
    expect:
      - {rule: visit-soon, status: indeterminate, missing: ['visits[0].urgent', policy.visit-limit]}
      - {rule: worry, status: level, outcome: low}
      - {rule: worry, status: low}
  - name: Impossible
    as_at: 2024-02-10
    policy: {visit-limit: 4}
    case: {visits: [{asked_at: 2024-02-01, made_at: 2024-01-06, urgent: true}]}
    expect: [{rule: visit-soon, status: data_error, data_errors: ['visits[0].made_at']}]
  - name: Taken to be so of those that do not say it
    as_at: 2024-02-10
    policy: {visit-limit: 5}
    assume: {visit.urgent: true, visit.made_at: ~}
    case: {visits: [{id: v1, asked_at: 2024-02-01}, {id: v2, asked_at: 2024-02-01, made_at: 2024-02-02, urgent: true}]}
    expect:
      - {rule: visit-soon, record: v1, status: overdue, assumed: ['visits[0].urgent', 'visits[0].made_at']}
      - {rule: visit-soon, record: v2, status: met, assumed: []}
  - name: After its time
    as_at: 2025-02-10
    policy: {visit-limit: 5}
    carry_forward: true
    case: {visits: [{asked_at: 2025-02-01, made_at: null, urgent: true}]}
    expect: [{rule: visit-soon, status: overdue, rulebook: small, edition_policy: carried_forward}]
  - name: Before its time
    as_at: 2023-02-10
    policy: {visit-limit: 5}
    edition: small
    case: {visits: [{asked_at: 2023-02-01, made_at: null, urgent: true}]}
    expect: [{rule: visit-soon, status: overdue, edition_policy: chosen}]
  - name: Another subject
    subject: partnership
    as_at: 2024-02-10T12:00
    case: {published_at: 2024-02-09}
    expect: [{rule: publish, status: met}]
)");
  std::string failures;
  for (const ScenarioFailure& failure : report.failures) failures += failure.scenario + ": " + failure.message + "\n";
  CHECK(failures.empty());
  INFO(failures);
  CHECK(report.scenarios == 8);
  CHECK(report.expectations == 12);
}

TEST_CASE("a scenario chooses readings or asks whether all of them agree") {
  const std::string facts =
      "    as_at: 2024-02-10\n    policy: {visit-limit: 5}\n"
      "    case: {visits: [{urgent: true, asked_at: 2024-02-01, made_at: 2024-02-06}], level_of_worry: 1}\n";
  const ScenarioReport report =
      play("  - name: Default\n" + facts +
           "    expect: [{rule: visit-soon, status: met, due: 2024-02-06, same_under_all_readings: false}]\n"
           "  - name: Other\n" +
           facts +
           "    readings: {first-day: own}\n"
           "    expect: [{rule: visit-soon, status: met_late, due: 2024-02-05}]\n"
           "  - name: Wrong\n" +
           facts + "    expect: [{rule: visit-soon, same_under_all_readings: true}]\n");
  REQUIRE(report.failures.size() == 1);
  CHECK(report.failures[0].scenario == "Wrong");
  CHECK(report.failures[0].message.find("same_under_all_readings: expected `true`, found `false`") != std::string::npos);
  // Both versions say the conditions in the same words: they are told once.
  CHECK(report.conditions.size() == 3);
}

TEST_CASE("a failure names file and line and what was expected and found") {
  const ScenarioReport report = play(R"(  - name: Wrong
    as_at: 2024-02-10
    case: {level_of_worry: 5, visits: [], wory: 1}
    expect:
      - {rule: worry, status: low, outcome: low}
      - {rule: visit-soon, status: met}
)");
  REQUIRE(report.failures.size() == 3);
  CHECK(report.failures[0].message.find("`wory`") != std::string::npos);
  CHECK(report.failures[0].line == 3);
  CHECK(report.failures[1].file == "small/small.scenarios.yaml");
  CHECK(report.failures[1].scenario == "Wrong");
  CHECK(report.failures[1].line == 7);
  CHECK(report.failures[1].message ==
        "worry: status: expected `low`, found `level`; outcome: expected `low`, found `high` (the finding is `high`)");
  CHECK(report.failures[2].message == "visit-soon: expected one finding, found none");
}

TEST_CASE("a row that fits several findings or none fails and shows what there is") {
  const ScenarioReport report = play(R"(
  - name: Several
    as_at: 2024-02-10
    case: {visits: [{id: a, urgent: false}, {id: b, urgent: false}], level_of_worry: 1}
    expect:
      - {rule: visit-soon, status: not_applicable}
      - {rule: visit-soon, record: c, status: not_applicable}
)");
  REQUIRE(report.failures.size() == 2);
  CHECK(report.failures[0].message.find("expected one finding, found 2") != std::string::npos);
  CHECK(report.failures[1].message.find("of record `c`, found none (there is `not_applicable` at visits[0]; ") !=
        std::string::npos);
}

TEST_CASE("coverage tells what each condition came to and only of rules that were expected") {
  const ScenarioReport report = play(R"(
  - name: One
    as_at: 2024-02-10
    case: {visits: [{id: a, urgent: true}, {id: b, urgent: false}], level_of_worry: 1}
    expect: [{rule: visit-soon, record: b, status: not_applicable}]
  - name: Two
    as_at: 2024-02-10
    case: {visits: [{urgent: false}]}
    expect: [{rule: visit-soon, status: indeterminate}]
)");
  REQUIRE(report.conditions.size() == 3);
  CHECK(report.conditions[0].role == "applies_when");
  CHECK(report.conditions[0].feel == "any");
  CHECK(report.conditions[0].was_true);
  CHECK(report.conditions[0].was_false);
  CHECK(report.conditions[0].was_unknown);
  CHECK(report.conditions[1].feel == "visit.urgent");
  CHECK(!report.conditions[1].was_unknown);
  CHECK(!report.conditions[2].was_true);
  CHECK(report.statuses.at("visit-soon").at("not_applicable") == 1);
  CHECK(report.statuses.at("visit-soon").at("indeterminate") == 2);
  CHECK(report.statuses.count("worry") == 0);
}

TEST_CASE("what leaves decide is worked out where it is asked for") {
  const std::vector<RuleFile> files{{"small/small.scenarios.yaml", R"(scenarios: small
list:
  - name: One
    as_at: 2024-02-10
    case: {visits: [{urgent: false}], level_of_worry: 1}
    expect: [{rule: visit-soon, status: not_applicable}]
)"}};
  CHECK(run_scenarios(rulebook(), files).value().decisions.empty());
  ScenarioOptions options;
  options.decisions = true;
  const auto report = run_scenarios(rulebook(), files, options);
  REQUIRE(report.ok());
  REQUIRE(report.value().decisions.size() == 2);
  CHECK(report.value().decisions[0].role == "applies_when");
  CHECK(report.value().decisions[0].feel == "visit.urgent");
  CHECK(report.value().decisions[0].when_false);
  CHECK(!report.value().decisions[0].when_true);
}

TEST_CASE("a mistake in a scenario file is said where it is") {
  for (const Mistake& mistake : one_mistake_each()) {
    INFO(mistake.file);
    CHECK(mistakes(mistake.file) == mistake.expected);
  }
  CHECK(mistakes("scenarios: [\n").substr(0, 5) == "yaml.");
}

TEST_CASE("mistakes offer the nearest name") {
  const auto report = run_scenarios(rulebook(), {{"s.yaml", one_mistake_each()[6].file}});
  REQUIRE(report.diagnostics().size() == 1);
  CHECK(report.diagnostics().front().hint.find("worry") != std::string::npos);
}

TEST_CASE("every code of the scenario stage is shown by a mistake") {
  std::set<std::string> shown;
  for (const Mistake& mistake : one_mistake_each()) shown.insert(mistake.expected.substr(0, mistake.expected.find(' ')));
  for (const text::CodeEntry& entry : text::all_codes()) {
    if (entry.name.substr(0, 9) == "scenario.") CHECK(shown.count(std::string(entry.name)) == 1);
  }
}

TEST_CASE("runs are kept where they are asked for", "[scenario]") {
  const std::string file =
      "scenarios: small\nlist:\n"
      "  - name: Much worry\n"
      "    as_at: 2024-02-01\n"
      "    policy: {visit-limit: 3}\n"
      "    case: {level_of_worry: 5, visits: [{asked_at: 2024-01-29, made_at: null, urgent: true}]}\n"
      "    expect:\n"
      "      - {rule: visit-soon, status: due}\n"
      "      - {rule: worry, status: low}\n";
  const std::vector<RuleFile> files{{"small/small.scenarios.yaml", file}};
  CHECK(run_scenarios(rulebook(), files).value().runs.empty());
  const auto report = run_scenarios(rulebook(), files, ScenarioOptions{true});
  REQUIRE(report.ok());
  CHECK(report.value().failures.size() == 1);
  REQUIRE(report.value().runs.size() == 1);
  const ScenarioRun& run = report.value().runs.front();
  CHECK(run.name == "Much worry");
  CHECK(run.as_at == "2024-02-01");
  CHECK(run.subject == "case");
  CHECK(run.file == "small/small.scenarios.yaml");
  CHECK(run.line == 3);
  CHECK(run.options == std::vector<std::string>{"policy.visit-limit: 3"});
  CHECK(run.facts == "level_of_worry: 5\nvisits: [{asked_at: 2024-01-29, made_at: null, urgent: true}]\n");
  // What was found, whether it was what was expected or not.
  REQUIRE(run.found.size() == 2);
  CHECK(run.found[0].finding.status == Status::due);
  CHECK(run.found[0].summary == "To be done by Thu 1 Feb 2024.");
  CHECK(run.found[1].finding.outcome == "high");
}
