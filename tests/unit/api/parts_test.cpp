// What a rulebook tells of itself beside its rules' words: their structure, the facts that they read, the editions.
#include <algorithm>

#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

FactInfo fact(const Rulebook& rulebook, std::string_view entity, std::string_view attribute) {
  for (const FactInfo& info : rulebook.facts()) {
    if (info.entity == entity && info.attribute == attribute) return info;
  }
  FAIL("no such fact");
  return {};
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a fact knows the rules that read it", "[api][facts]") {
  const Rulebook rulebook = load(small_files());
  CHECK(rulebook.facts().front().entity == "case");
  const FactInfo received = fact(rulebook, "episode", "received_at");
  CHECK(received.type == "date");
  CHECK(received.event);
  CHECK(received.description == "When the referral came.");
  CHECK(received.rules == Names{"decide", "visit"});
  CHECK(fact(rulebook, "visit", "made_at").rules == Names{"visit"});
  CHECK(fact(rulebook, "episode", "visits").rules == Names{"visit"});
  CHECK(fact(rulebook, "episode", "visits").type == "list of visit");
  CHECK(fact(rulebook, "visit", "alone").rules.empty());
  CHECK(fact(rulebook, "child", "disabled").rules == Names{"need"});
  const FactInfo outcome = fact(rulebook, "episode", "outcome");
  CHECK(outcome.type == "enumeration");
  CHECK(outcome.values == Names{"assessment", "no_action"});
  CHECK_FALSE(outcome.event);
}

TEST_CASE("facts are found in filters and loops and behind definitions", "[api][facts]") {
  std::vector<RuleFile> files = small_files();
  files.push_back({"small-2024/more.yaml", R"(rules:
  - id: young
    kind: definition
    title: Young
    modality: is
    actor: anyone
    requires: Says who is young.
    source: [{document: Guidance, section: '5', status: general_knowledge}]
    for_each: child
    defines: is_young
    value: 'age(child.date_of_birth, as_at) < 5'
  - id: seen-alone
    kind: duty
    title: See the child alone
    modality: should
    actor: social worker
    requires: See the child alone.
    source: [{document: Guidance, section: '6', status: general_knowledge}]
    for_each: episode
    applies_when: 'child.is_young'
    done_when:
      any:
        - 'count(visits[alone]) > 0'
        - {that: 'some v in visits satisfies v.alone and happened(v.made_at)', because: A visit was made alone}
)"});
  const Rulebook rulebook = load(files);
  CHECK(fact(rulebook, "child", "date_of_birth").rules == Names{"decide", "young", "seen-alone"});
  CHECK(fact(rulebook, "visit", "alone").rules == Names{"seen-alone"});
  const std::vector<RulePart> parts = rulebook.rule("seen-alone")->parts;
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].role == PartRole::applies_when);
  CHECK(parts[0].facts == Names{"case.child", "child.date_of_birth"});
  CHECK(parts[1].role == PartRole::done_when);
  CHECK(parts[1].group == ConditionGroup::any);
  REQUIRE(parts[1].members.size() == 2);
  CHECK(parts[1].members[0].facts == Names{"episode.visits", "visit.alone"});
  CHECK(parts[1].members[1].facts == Names{"episode.visits", "visit.made_at", "visit.alone"});
  CHECK(parts[1].members[1].because == "A visit was made alone");
}

TEST_CASE("a rule tells its parts its clock and its file", "[api]") {
  const Rulebook rulebook = load(small_files());
  const RuleInfo decide = *rulebook.rule("decide");
  std::vector<PartRole> roles;
  for (const RulePart& part : decide.parts) roles.push_back(part.role.value());
  CHECK((roles == std::vector{PartRole::applies_when, PartRole::excused_when, PartRole::clock, PartRole::done_at}));
  CHECK(decide.parts[2].feel == "episode.received_at");
  CHECK(decide.clock == ClockKind::within);
  CHECK(decide.file == "small-2024/rules.yaml");
  const RuleInfo need = *rulebook.rule("need");
  REQUIRE(need.parts.size() == 1);
  CHECK(need.parts[0].role == PartRole::level);
  CHECK(need.parts[0].name == "section_17");
  CHECK(need.parts[0].title == "Child in need");
  CHECK_FALSE(need.clock.has_value());
}

TEST_CASE("an edition tells its title dates and place", "[api]") {
  const Rulebook rulebook = load(small_files());
  const std::vector<EditionInfo>& editions = rulebook.editions();
  REQUIRE(editions.size() == 1);
  CHECK(editions[0].title == "Small guidance 2024");
  CHECK(editions[0].series == "small");
  CHECK(editions[0].jurisdiction == "England");
  CHECK(editions[0].from == Date::parse("2024-01-01"));
  CHECK(editions[0].to == Date::parse("2024-06-30"));
  CHECK(editions[0].extends.empty());
  CHECK(editions[0].digest.size() == 64);
}
