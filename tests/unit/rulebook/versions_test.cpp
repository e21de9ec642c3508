// What editions share, and what rules are under other readings of their sources.
#include "support/catch.hpp"
#include "support/diagnostics.hpp"
#include "unit/rulebook/fixture.hpp"

using namespace dutybound;
using namespace dutybound::rulebook;
using namespace dutybound::testing;

namespace {

RuleSet read_with(const Texts& more) {
  auto result = read(base_with(more));
  INFO(list(result.diagnostics()));
  REQUIRE(result.ok());
  REQUIRE(result.diagnostics().empty());
  return std::move(result.value());
}

const RulebookModel& book(const RuleSet& rules, std::string_view id) {
  for (const RulebookModel& each : rules.rulebooks) {
    if (each.id == id) return each;
  }
  FAIL("no rulebook " << id);
  return rules.rulebooks.front();
}

std::vector<const Rule*> versions(const RulebookModel& rulebook, std::string_view id) {
  std::vector<const Rule*> all;
  for (const Rule& rule : rulebook.rules) {
    if (rule.id == id) all.push_back(&rule);
  }
  return all;
}

const char* const next_edition = R"(rulebook: working-together-2026
series: working-together
edition: "2026"
title: Next
version: 1.0.0
in_force: {from: 2026-03-18}
shares:
  - from: working-together-2023
    rules: [icpc-15wd, child]
    source: [{document: Next edition, edition: '2026', status: general_knowledge}]
    interpretation: [Carried over unread.]
  - {from: working-together-2023, rules: [visits]}
)";

const char* const last_edition = R"(rulebook: working-together-2030
series: working-together
edition: "2030"
title: Last
version: 1.0.0
in_force: {from: 2030-01-01}
shares:
  - {from: working-together-2026, rules: [icpc-15wd]}
)";

const char* const readings = R"(rulebook: other
edition: "1"
title: Other
version: 1.0.0
in_force: {from: 2020-01-01}
readings:
  - id: clock
    title: Which event starts it
    default: last
    values:
      - {value: first, title: The first, source: [{document: One, status: read_elsewhere}]}
      - {value: last, title: The last}
  - id: count
    title: Which day is day 1
    default: next
    values: [{value: next, title: The next}, {value: own, title: Its own}]
)";

const char* const rules_with_readings = R"(rules:
  - id: r
    kind: duty
    title: A rule
    modality: should
    requires: Do it.
    source: [{document: D, status: general_knowledge}]
    for_each: section_47_enquiry
    within: {working_days: 2, after: section_47_enquiry.started_at}
    done_at: icpc.held_at
    readings:
      - when: {count: own}
        counting: inclusive
        interpretation: [Its own day is day 1.]
      - when: {clock: first}
        requires: Do it sooner.
        before_target: {days: 3, target: section_47_enquiry.started_at}
      - when: {clock: first, count: own}
        within: {days: 4, after: section_47_enquiry.started_at}
        done_at: section_47_enquiry.started_at
)";

}  // namespace

TEST_CASE("a shared rule is the other edition's within its own days", "[rulebook]") {
  // A rule's own days, its sources where others are given, and nothing else, stay behind.
  const RuleSet rules = read_with({{"wt26/rulebook.yaml", next_edition}});
  const RulebookModel& next = book(rules, "working-together-2026");
  REQUIRE(next.rules.size() == 3);
  const Rule& icpc = *versions(next, "icpc-15wd").front();
  CHECK(icpc.in_force.from->to_string() == "2026-03-18");
  CHECK_FALSE(icpc.in_force.to);
  CHECK_FALSE(icpc.own_end);
  CHECK(icpc.source.front().document == "Next edition");
  CHECK(icpc.interpretation == std::vector<std::string>{"The trigger's own day is day 0.", "Carried over unread."});
  CHECK(icpc.clock->amount.parameter == "icpc-limit");
  CHECK(versions(next, "visits").front()->source.front().document == "Working Together");
  // What is changed there changes what judges here.
  Texts changed = base();
  changed["wt/rules.yaml"] += "# a word more\n";
  changed["wt26/rulebook.yaml"] = next_edition;
  CHECK(book(read(files_of(changed)).value(), "working-together-2026").digest != next.digest);
  // It leads to the definition that this edition shares too.
  const std::size_t attributes = rules.vocabulary.entities[1].attributes.size();
  const Definition& leads_to = rules.definitions[icpc.exempt_when->that.root->field - attributes];
  CHECK(leads_to.name == "is_adult");
  CHECK(rules.rulebooks[leads_to.rulebook].id == "working-together-2026");
}

TEST_CASE("an edition may share what another shares", "[rulebook]") {
  const RuleSet rules = read_with(
      {{"a/rulebook.yaml", last_edition},
       {"wt26/rulebook.yaml",
        std::string(next_edition).replace(std::string(next_edition).find("2026-03-18"), 10, "2026-03-18, to: 2029-12-31")}});
  const RulebookModel& last = book(rules, "working-together-2030");
  REQUIRE(last.rules.size() == 1);
  CHECK(last.rules.front().source.front().document == "Next edition");
  CHECK(last.rules.front().in_force.from->to_string() == "2030-01-01");
}

TEST_CASE("a rule has a version for each combination of the readings it names and the defaults come first", "[rulebook]") {
  const RuleSet rules = read_with({{"other/rulebook.yaml", readings}, {"other/rules.yaml", rules_with_readings}});
  const RulebookModel& other = book(rules, "other");
  REQUIRE(other.readings.size() == 2);
  CHECK(other.readings[0].default_value == "last");
  CHECK(other.readings[0].values[0].value == "first");
  CHECK(other.readings[0].values[0].source.front().document == "One");
  const auto all = versions(other, "r");
  REQUIRE(all.size() == 4);
  const auto under = [&](const char* clock, const char* count) -> const Rule& {
    for (const Rule* rule : all) {
      if (rule->readings == std::map<std::string, std::string>{{"clock", clock}, {"count", count}}) return *rule;
    }
    FAIL("no version");
    return *all.front();
  };
  CHECK(all.front() == &under("last", "next"));
  CHECK(all.front()->clock->kind == ClockKind::within);
  CHECK_FALSE(all.front()->clock->inclusive);
  CHECK(under("last", "own").clock->inclusive);
  CHECK(under("last", "own").clock->amount.literal == 2);
  CHECK(under("last", "own").interpretation.size() == 1);
  CHECK(under("first", "next").clock->kind == ClockKind::before_target);
  CHECK(under("first", "next").requires_text == "Do it sooner.");
  CHECK(all.front()->requires_text == "Do it.");
  // The more particular entry wins, and the counting is of the clock that it gives.
  CHECK(under("first", "own").clock->kind == ClockKind::within);
  CHECK(under("first", "own").clock->unit == DayUnit::days);
  CHECK(under("first", "own").clock->inclusive);
}
