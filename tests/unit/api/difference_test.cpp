// Comparing rules: what changed in words, what in computation, and which scenarios come out otherwise.
#include <dutybound/difference.hpp>

#include "support/catch.hpp"
#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

constexpr const char* scenarios = R"(scenarios: small-2024
list:
  - name: Decided on the fifteenth working day
    as_at: 2024-05-31
    case: {child: {date_of_birth: 2015-01-01}, episodes: [{received_at: 2024-03-28, decided_at: 2024-04-22, excuse: false}]}
    expect:
      - {rule: decide, status: met}
  - name: Visited
    as_at: 2024-05-31
    case: {child: {date_of_birth: 2015-01-01}, episodes: [{received_at: 2024-03-28, visits: []}]}
    expect:
      - {rule: visit, status: indeterminate}
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

ComparedRules rules_of(const std::string& book, const std::string& rules, const std::string& name = "scenarios.yaml") {
  LoadOptions options;
  options.rules = std::vector<RuleFile>{{"vocabulary.yaml", small_vocabulary},
                   {"calendar.yaml", small_calendar},
                   {"small/rulebook.yaml", book},
                   {"small/rules.yaml", rules}};
  return {Rulebook::load(options).value_or_throw(), "", {{name, scenarios}}};
}

Difference compare(const ComparedRules& before, const ComparedRules& after) {
  const Result<Difference> difference = compare_rules(before, after);
  INFO(list(difference.diagnostics()));
  REQUIRE(difference.ok());
  return difference.value();
}

const RuleDifference* find(const Difference& difference, const std::string& rule) {
  for (const RuleDifference& each : difference.rules) {
    if (each.rule == rule) return &each;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("rules that are the same do not differ") {
  const Difference difference = compare(rules_of(small_book, small_rules), rules_of(small_book, small_rules));
  CHECK(difference.rules.empty());
  CHECK(difference.parameters.empty());
  CHECK(difference.unchanged > 0);
}

TEST_CASE("a condition that is written otherwise and computes the same is told so") {
  const std::string turned = replaced(small_rules,
                                      "        - that: 'age(child.date_of_birth, as_at) < 18'\n          because: The child is "
                                      "under 18\n        - 'happened(episode.received_at)'\n",
                                      "        - 'happened(episode.received_at)'\n        - that: '18 > age(child.date_of_birth, "
                                      "as_at)'\n          because: The child is under 18\n");
  const Difference difference = compare(rules_of(small_book, small_rules), rules_of(small_book, turned));
  REQUIRE(difference.rules.size() == 1);
  const RuleDifference* rule = find(difference, "small-2024/decide");
  REQUIRE(rule);
  REQUIRE(rule->parts.size() == 1);
  CHECK(rule->parts.front().part == "applies_when");
  CHECK(rule->parts.front().before != rule->parts.front().after);
  CHECK(rule->parts.front().same_meaning);
  CHECK(rule->outcomes.empty());
}

TEST_CASE("a number that changed brings out the scenarios that it decides") {
  const std::string shorter = replaced(small_book, "value: 15", "value: 14");
  const Difference difference = compare(rules_of(small_book, small_rules), rules_of(shorter, small_rules));
  REQUIRE(difference.parameters.size() == 1);
  CHECK(difference.parameters.front().parameter == "decision-limit");
  const RuleDifference* rule = find(difference, "small-2024/decide");
  REQUIRE(rule);
  REQUIRE(rule->outcomes.size() == 1);
  CHECK(rule->outcomes.front().scenario == "Decided on the fifteenth working day");
  CHECK(rule->outcomes.front().before == "met, due 2024-04-22");
  CHECK(rule->outcomes.front().after == "met_late, due 2024-04-19");
}

TEST_CASE("rules that only one side has came or went") {
  const std::string fewer = std::string(small_rules).substr(0, std::string(small_rules).find("  - id: visit"));
  const Difference went = compare(rules_of(small_book, small_rules), rules_of(small_book, fewer));
  const RuleDifference* rule = find(went, "small-2024/visit");
  REQUIRE(rule);
  CHECK(rule->change == Change::went);
  const Difference came = compare(rules_of(small_book, fewer), rules_of(small_book, small_rules));
  rule = find(came, "small-2024/visit");
  REQUIRE(rule);
  CHECK(rule->change == Change::came);
}

TEST_CASE("words that changed play no scenario") {
  const std::string renamed = replaced(small_rules, "Decide the next step in time", "Decide in time");
  const Difference difference = compare(rules_of(small_book, small_rules), rules_of(small_book, renamed));
  const RuleDifference* rule = find(difference, "small-2024/decide");
  REQUIRE(rule);
  REQUIRE(rule->parts.size() == 1);
  CHECK(rule->parts.front().part == "title");
  CHECK_FALSE(rule->parts.front().same_meaning);
  CHECK(rule->outcomes.empty());
}

TEST_CASE("editions of one series are compared rule by rule under one name") {
  const std::string next_book = replaced(replaced(replaced(small_book, "rulebook: small-2024", "rulebook: small-2025"),
                                                  "{from: 2024-01-01, to: 2024-06-30}", "{from: 2024-07-01}"),
                                         "decision-limit", "next-decision-limit");
  const std::string without_visits =
      replaced(next_book, "  - id: visit-interval\n    description: Days between visits\n    unit: days\n    policy: true\n", "");
  LoadOptions options;
  options.rules = std::vector<RuleFile>{{"vocabulary.yaml", small_vocabulary},
                   {"calendar.yaml", small_calendar},
                   {"small/rulebook.yaml", small_book},
                   {"small/rules.yaml", small_rules},
                   {"next/rulebook.yaml", without_visits},
                   {"next/rules.yaml", replaced(small_rules, "decision-limit", "next-decision-limit")}};
  const Rulebook both = Rulebook::load(options).value_or_throw();
  const Difference difference = compare({both, "small-2024", {{"s.yaml", scenarios}}}, {both, "small-2025", {}});
  CHECK(difference.before == "small-2024");
  const RuleDifference* rule = find(difference, "decide");
  REQUIRE(rule);
  CHECK(rule->change == Change::changed);
  REQUIRE(rule->outcomes.size() == 1);  // the later edition's number is its own day's: five
  CHECK(rule->outcomes.front().after == "met_late, due 2024-04-08");
}
