// Local protocols through the public door: what they change, for which days, and that nothing gets weaker.
#include <algorithm>

#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

const char* const national_more = R"(rules:
  - id: tell
    kind: duty
    title: Tell the family
    modality: should
    source: [{document: Guidance, section: '5', status: general_knowledge}]
    for_each: episode
    applies_when: 'episode.outcome = "assessment"'
    exempt_when: 'episode.decided_at > @"2024-02-01"'
    within: {days: 20, after: episode.received_at}
    done_at: 'min(visits.made_at)'
  - id: meet
    kind: eligibility
    title: Who may meet the child
    modality: may
    source: [{document: Guidance, section: '6', status: general_knowledge}]
    for_each: episode
    eligible_when: 'episode.decided_at > @"2024-02-01"'
)";

const char* const book = R"(rulebook: exampleshire
extends: small-2024
edition: "1"
title: Exampleshire protocol
version: 1.0.0
in_force: {from: 2024-03-01}
policy:
  - {parameter: visit-interval, value: 7, source: [{document: Protocol, section: '1', status: general_knowledge}]}
)";

const char* const changes = R"(rules:
  - changes: decide
    within: {working_days: 10, after: episode.received_at}
    record: [Who decided]
    source: [{document: Protocol, section: '2', status: general_knowledge}]
  - changes: tell
    applies_when:
      any:
        - 'episode.outcome = "assessment"'
        - 'child.disabled'
    exempt_when:
      all:
        - 'episode.decided_at > @"2024-02-01"'
        - 'episode.excuse'
  - changes: meet
    eligible_when: 'episode.decided_at > @"2024-02-01" and not(episode.excuse)'
  - id: ex-note
    kind: duty
    title: Note it
    modality: should
    source: [{document: Protocol, section: '3', status: general_knowledge}]
    for_each: episode
    within: {days: 2, after: episode.received_at}
    done_at: episode.decided_at
)";

std::vector<RuleFile> national_files() {
  std::vector<RuleFile> files = small_files();
  files.push_back({"small-2024/more.yaml", national_more});
  return files;
}

Result<Rulebook> load_layer(const std::string& rulebook, const std::string& rules) {
  LoadOptions options;
  options.rules = national_files();
  options.layers = {{"ex/rulebook.yaml", rulebook}, {"ex/rules.yaml", rules}};
  return Rulebook::load(options);
}

Rulebook exampleshire(const std::string& rulebook = book) {
  const auto loaded = load_layer(rulebook, changes);
  INFO(list(loaded.diagnostics()));
  REQUIRE(loaded.ok());
  return loaded.value();
}

Finding of(const Rulebook& rulebook, const std::string& json, const AssessOptions& options, const char* rule) {
  return finding(rulebook.assess(read(rulebook, json), options).value(), rule, "episodes[0]");
}

std::string episode(const std::string& members) {
  return R"({"child": {"date_of_birth": "2015-01-01"}, "episodes": [{)" + members + "}]}";
}

}  // namespace

TEST_CASE("a changed rule judges in the days of its protocol and the national rule outside them", "[layers]") {
  const Rulebook rulebook = exampleshire();
  const auto options = as_at("2024-06-28");
  const Finding within = of(rulebook, episode(R"("received_at": "2024-03-04", "decided_at": "2024-03-19")"), options, "decide");
  CHECK(within.rulebook == "exampleshire");
  CHECK(within.due == Date::parse("2024-03-18"));
  const Finding before = of(rulebook, episode(R"("received_at": "2024-02-26", "decided_at": "2024-03-18")"), options, "decide");
  CHECK(before.rulebook == "small-2024");
  CHECK(before.due == Date::parse("2024-03-18"));
  CHECK(before.status == Status::met);
}

TEST_CASE("a protocol ends where its base ends and is carried forward with it unless it ends by itself", "[layers]") {
  auto options = as_at("2024-08-30");
  const std::string late = episode(R"("received_at": "2024-07-08", "decided_at": null, "excuse": false)");
  CHECK(of(exampleshire(), late, options, "decide").status == Status::not_in_force);
  options.carry_forward = true;
  const Finding carried = of(exampleshire(), late, options, "ex-note");
  CHECK(carried.edition_policy == EditionPolicy::carried_forward);
  std::string ended = book;
  ended.replace(ended.find("{from: 2024-03-01}"), 18, "{from: 2024-03-01, to: 2024-05-31}");
  CHECK(of(exampleshire(ended), late, options, "decide").rulebook == "small-2024");
  CHECK(of(exampleshire(ended), late, options, "ex-note").status == Status::not_in_force);
  options.carry_forward = false;
  options.edition = "small-2024";
  CHECK(of(exampleshire(), late, options, "tell").rulebook == "exampleshire");
  CHECK(of(exampleshire(ended), late, options, "tell").rulebook == "small-2024");
  // From July on the national number is smaller than the protocol's.
  CHECK(of(exampleshire(), late, options, "decide").rulebook == "small-2024");
}

TEST_CASE("what is left to local policy has the value of the protocol in its days", "[layers]") {
  std::string ended = book;
  ended.replace(ended.find("{from: 2024-03-01}"), 18, "{from: 2024-03-01, to: 2024-05-31}");
  const Rulebook rulebook = exampleshire(ended);
  CHECK_FALSE(rulebook.parameter("visit-interval", Date::parse("2024-02-29").value()));
  CHECK(rulebook.parameter("visit-interval", Date::parse("2024-03-01").value()) == 7);
  CHECK(rulebook.parameter("visit-interval", Date::parse("2024-05-31").value()) == 7);
  CHECK_FALSE(rulebook.parameter("visit-interval", Date::parse("2024-06-01").value()));
}

TEST_CASE("the manifest counts a changed rule once", "[layers]") {
  const Rulebook national = load(national_files());
  const Rulebook local = exampleshire();
  const std::string facts = episode(R"("received_at": "2024-03-04")");
  const Manifest alone = national.assess(read(national, facts), as_at("2024-06-28")).value().manifest;
  const Manifest with = local.assess(read(local, facts), as_at("2024-06-28")).value().manifest;
  CHECK(with.rules == alone.rules + 1);
  CHECK(with.findings == alone.findings + 1);
}

TEST_CASE("no fact that is missing makes a changed rule weaker than the national one", "[layers]") {
  const Rulebook national = load(national_files());
  const Rulebook local = exampleshire();
  const auto options = as_at("2024-06-28");
  const auto member = [](const char* name, const char* value) {
    return *value == '\0' ? std::string() : ", \"" + std::string(name) + "\": " + value;
  };
  const auto binds = [](Status status) {
    return status == Status::due || status == Status::overdue || status == Status::met_late;
  };
  int bound = 0;
  for (const char* outcome : {"", "\"assessment\"", "\"no_action\""}) {
    for (const char* decided : {"", "null", "\"2024-03-20\"", "\"2024-03-06\""}) {
      for (const char* excuse : {"", "true", "false"}) {
        for (const char* disabled : {"", "true", "false"}) {
          const std::string facts = R"({"child": {"date_of_birth": "2015-01-01")" + member("disabled", disabled) +
                                    R"(}, "episodes": [{"received_at": "2024-03-04", "visits": [])" + member("outcome", outcome) +
                                    member("decided_at", decided) + member("excuse", excuse) + "}]}";
          INFO(facts);
          const Finding duty = of(national, facts, options, "tell");
          if (binds(duty.status)) {
            CHECK(binds(of(local, facts, options, "tell").status));
            ++bound;
          }
          const Status may = of(local, facts, options, "meet").status;
          if (of(national, facts, options, "meet").status == Status::not_eligible) CHECK(may == Status::not_eligible);
          if (may == Status::eligible) CHECK(of(national, facts, options, "meet").status == Status::eligible);
        }
      }
    }
  }
  CHECK(bound > 0);
}

TEST_CASE("an explanation says what the protocol adds and what the national rule alone says", "[layers]") {
  const Rulebook rulebook = exampleshire();
  const Case facts = read(rulebook, episode(R"("received_at": "2024-03-04", "decided_at": "2024-03-19", "excuse": false,
                                              "outcome": "assessment", "visits": [])"));
  const auto decide = rulebook.explain(facts, as_at("2024-06-28"), "decide").value();
  REQUIRE(decide.size() == 1);
  CHECK(decide[0].finding.status == Status::met_late);
  CHECK(decide[0].deadline == "10 working days after Mon 4 Mar 2024 is Mon 18 Mar 2024; the period is set by exampleshire");
  CHECK(decide[0].national == "By small-2024 alone: met, and the last day is Mon 25 Mar 2024.");
  CHECK(decide[0].record == std::vector<std::string>{"The decision", "Who decided"});
  CHECK(decide[0].sources.size() == 2);
  CHECK(decide[0].conditions.at(0).layer == "small-2024");

  const auto tell = rulebook.explain(facts, as_at("2024-06-28"), "tell").value();
  REQUIRE(tell.size() == 1);
  const ConditionReading& exempt = tell[0].conditions.at(1);
  CHECK(exempt.role == "exempt_when");
  CHECK(exempt.layer == "exampleshire");
  REQUIRE(exempt.members.size() == 2);
  CHECK(exempt.members[0].layer == "small-2024");
  CHECK(exempt.members[1].layer == "exampleshire");
  CHECK(tell[0].national == "By small-2024 alone: exempt, and the last day is Sun 24 Mar 2024.");
  CHECK(report::to_text(tell[0]).find("By small-2024 alone") != std::string::npos);
  CHECK(report::to_json(tell[0]).find("\"layer\":\"exampleshire\"") != std::string::npos);

  const auto visit = rulebook.explain(facts, as_at("2024-06-28"), "visit").value();
  REQUIRE(visit.size() == 1);
  CHECK(visit[0].deadline == "7 days after Mon 4 Mar 2024 is Mon 11 Mar 2024; the period is set by exampleshire");
  CHECK(visit[0].national.empty());
}

TEST_CASE("a changed rule tells what it changes", "[layers]") {
  const Rulebook rulebook = exampleshire();
  int changed = 0;
  for (const RuleInfo& rule : rulebook.rules()) {
    if (rule.rulebook == "exampleshire" && rule.id != "ex-note") {
      CHECK(rule.changes == "small-2024");
      ++changed;
    } else {
      CHECK(rule.changes.empty());
    }
  }
  CHECK(changed == 3);
}

TEST_CASE("a layer that extends nothing is refused", "[layers]") {
  const auto loaded = load_layer("rulebook: loose\nedition: '1'\ntitle: Loose\nversion: 1.0.0\nin_force: {from: 2024-03-01}\n",
                                 "rules:\n  - {changes: decide, modality: must}\n");
  CHECK_FALSE(loaded.ok());
  CHECK(std::count_if(loaded.diagnostics().begin(), loaded.diagnostics().end(),
                      [](const Diagnostic& d) { return d.code == "rulebook.layer-base"; }) == 2);
}

TEST_CASE("a clock may be added only where it has always started", "[layers]") {
  const char* const meeting = R"(rules:
  - id: gather
    kind: duty
    title: Gather
    modality: should
    source: [{document: Guidance, section: '7', status: general_knowledge}]
    for_each: episode
    applies_when: 'happened(episode.received_at)'
    done_at: episode.decided_at
)";
  LoadOptions options;
  std::vector<RuleFile> files = national_files();
  files.push_back({"small-2024/gather.yaml", meeting});
  options.rules = std::move(files);
  options.layers = {{"ex/rulebook.yaml", book},
                    {"ex/rules.yaml", "rules:\n  - changes: gather\n    within: {days: 5, after: episode.received_at}\n"}};
  CHECK(Rulebook::load(options).ok());
  options.layers[1].text = "rules:\n  - changes: gather\n    within: {days: 5, after: 'min(visits.made_at)'}\n";
  const auto refused = Rulebook::load(options);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.diagnostics().front().code == "rulebook.layer-relaxes");
}
