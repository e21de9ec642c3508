// Readings and versions by the public way: what is told of them, chosen, checked, explained and asked.
#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

/// The small rules with a reading of their own, and a later edition that shares one of them.
Rulebook with_readings() {
  std::vector<RuleFile> files = small_files();
  files.push_back({"read/rulebook.yaml", R"(rulebook: read-2024
series: read
edition: "2024"
title: Guidance that can be read in two ways
version: 1.0.0
in_force: {from: 2024-01-01, to: 2024-05-31}
readings:
  - id: clock
    title: What starts the clock
    default: receipt
    values:
      - {value: receipt, title: The receipt, source: [{document: One, status: read_elsewhere}]}
      - {value: protection, title: Police protection, source: [{document: Two, section: '3', status: general_knowledge}]}
)"});
  files.push_back({"read/rules.yaml", R"(rules:
  - id: settle
    kind: duty
    title: Settle it
    modality: should
    source: [{document: Guidance, status: general_knowledge}]
    for_each: episode
    within: {working_days: 3, after: episode.received_at}
    done_at: episode.decided_at
    readings:
      - {when: {clock: protection}, within: {working_days: 3, after: episode.held_at, counting: inclusive}, applies_when: 'child.disabled'}
)"});
  files.push_back({"next/rulebook.yaml", R"(rulebook: read-2025
series: read
edition: "2025"
title: Its next edition
version: 1.0.0
in_force: {from: 2024-06-01}
shares:
  - {from: read-2024, rules: [settle], source: [{document: Next, status: general_knowledge}]}
)"});
  return load(files);
}

AssessOptions options(const char* as_at, std::map<std::string, std::string> readings = {}) {
  AssessOptions options{.as_at = *Date::parse(as_at)};
  options.readings = std::move(readings);
  return options;
}

}  // namespace

TEST_CASE("a rulebook tells its readings and each rule its alternatives", "[readings]") {
  const Rulebook rulebook = with_readings();
  REQUIRE(rulebook.readings().size() == 1);
  const ReadingInfo reading = rulebook.readings().front();
  CHECK(reading.id == "clock");
  CHECK(reading.rulebook == "read-2024");
  CHECK(reading.title == "What starts the clock");
  CHECK(reading.default_value == "receipt");
  REQUIRE(reading.values.size() == 2);
  CHECK(reading.values[1].title == "Police protection");
  CHECK(reading.values[1].sources.front().section == "3");

  std::vector<RuleInfo> settle;
  for (const RuleInfo& info : rulebook.rules()) {
    if (info.id == "settle") settle.push_back(info);
  }
  REQUIRE(settle.size() == 2);
  CHECK(settle[1].rulebook == "read-2025");
  CHECK(settle[1].sources.front().document == "Next");
  CHECK(settle[1].from == Date::parse("2024-06-01"));
  for (const RuleInfo& info : settle) {
    CHECK(info.deadline == "within 3 working days after episode.received_at");
    REQUIRE(info.alternatives.size() == 1);
    CHECK(info.alternatives[0].when == std::map<std::string, std::string>{{"clock", "protection"}});
    CHECK(info.alternatives[0].deadline == "within 3 working days after episode.held_at, counting its own day");
    CHECK(info.alternatives[0].conditions.front() == std::pair<std::string, std::string>{"applies_when", "child.disabled"});
  }
  CHECK(rulebook.rule("decide")->alternatives.empty());
}

TEST_CASE("options that name what is not loaded are told with the nearest name", "[readings]") {
  const Rulebook rulebook = with_readings();
  CHECK(rulebook.check(options("2024-05-01", {{"clock", "protection"}})).empty());
  AssessOptions wrong = options("2024-05-01", {{"clok", "receipt"}, {"clock", "reciept"}});
  wrong.edition = "read-2023";
  const Diagnostics mistakes = rulebook.check(wrong);
  REQUIRE(mistakes.size() == 3);
  CHECK(mistakes[0].code == "options.unknown-edition");
  CHECK(mistakes[1].code == "options.unknown-reading");
  CHECK(mistakes[1].hint == "did you mean `receipt`?");
  CHECK(mistakes[2].hint == "did you mean `clock`?");
}

TEST_CASE("an explanation tells the question and the answer that was chosen and reads that version", "[readings]") {
  const Rulebook rulebook = with_readings();
  const Case facts = read(rulebook, R"({"child": {"disabled": true}, "episodes": [{"received_at": "2024-03-04",
      "held_at": "2024-03-28T10:00", "decided_at": "2024-04-02"}]})");
  const auto under = [&](std::map<std::string, std::string> readings) {
    const std::vector<Explanation> all = rulebook.explain(facts, options("2024-05-01", std::move(readings)), "settle").value();
    REQUIRE(all.size() == 1);
    return all.front();
  };
  CHECK(under({}).finding.status == Status::met_late);
  CHECK(under({}).conditions.empty());
  REQUIRE(under({}).readings.size() == 1);
  CHECK(under({}).readings.front().value_title == "The receipt");
  const Explanation other = under({{"clock", "protection"}});
  CHECK(other.finding.status == Status::met);
  CHECK(other.finding.rulebook == "read-2024");
  CHECK(other.readings.front().title == "What starts the clock");
  CHECK(other.readings.front().sources.front().document == "Two");
  CHECK(other.conditions.size() == 1);
  // Day 1 is the anchor's own day.
  CHECK(other.deadline ==
        "3 working days from and including Thu 28 Mar 2024, skipping Good Friday 29 Mar and Easter Monday 1 Apr, is Wed 3 Apr "
        "2024");
}

TEST_CASE("an explanation is of the version that judged the record", "[readings]") {
  const Rulebook rulebook = with_readings();
  const Case facts =
      read(rulebook, R"({"child": {"disabled": true}, "episodes": [{"received_at": "2024-05-31", "decided_at": null},
      {"received_at": "2024-06-03", "decided_at": null}]})");
  const std::vector<Explanation> all = rulebook.explain(facts, options("2024-06-10"), "settle").value();
  REQUIRE(all.size() == 2);
  CHECK(all[0].finding.rulebook == "read-2024");
  CHECK(all[0].sources.front().document == "Guidance");
  CHECK(all[1].finding.rulebook == "read-2025");
  CHECK(all[1].sources.front().document == "Next");
}

TEST_CASE("only what the chosen versions lack is asked for", "[readings]") {
  const Rulebook rulebook = with_readings();
  const Case facts =
      read(rulebook, R"({"child": {}, "episodes": [{"received_at": "2024-04-29", "held_at": "2024-04-29T10:00"}]})");
  const auto rules_that_ask = [&](const char* path, std::map<std::string, std::string> readings) {
    for (const Question& question : rulebook.ask(facts, options("2024-05-08", std::move(readings))).value()) {
      if (question.fact.path == path) return question.rules;
    }
    return std::vector<std::string>{};
  };
  const auto asks = [](const std::vector<std::string>& rules) {
    return std::find(rules.begin(), rules.end(), "settle") != rules.end();
  };
  CHECK_FALSE(asks(rules_that_ask("child.disabled", {})));
  CHECK(asks(rules_that_ask("child.disabled", {{"clock", "protection"}})));
  CHECK(asks(rules_that_ask("episodes[0].decided_at", {})));
}
