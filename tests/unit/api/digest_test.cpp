// The digest names exactly what judged: the same for the same, another for anything that changes an answer.
#include <map>
#include <string>

#include <dutybound/caseload_assessment.hpp>
#include <dutybound/report.hpp>

#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

LoadOptions as_loaded() {
  LoadOptions options;
  options.rules = small_files();
  return options;
}

const char* const local_protocol = R"(rulebook: ours
extends: small-2024
edition: "1"
title: Ours
version: 1.0.0
in_force: {from: 2024-03-01}
policy:
  - {parameter: visit-interval, value: 7, source: [{document: Protocol, section: '1', status: general_knowledge}]}
)";

std::string one_episode(const std::string& episode) { return R"({"child": {}, "episodes": [)" + episode + "]}"; }

std::string digest_of(const LoadOptions& options) { return Rulebook::load(options).value_or_throw().digest(); }

}  // namespace

TEST_CASE("the same record of what judged gives the same bytes", "[digest]") {
  const char* const facts = R"({"received_at": "2024-03-28", "decided_at": null})";
  std::string first;
  for (int round = 0; round < 2; ++round) {
    const Rulebook rulebook = Rulebook::load(as_loaded()).value_or_throw();
    const Assessment assessment = rulebook.assess(read(rulebook, one_episode(facts)), as_at("2024-04-10")).value();
    CHECK(assessment.digest != rulebook.digest());  // it takes the options in
    const std::string json = report::to_json(assessment);
    CHECK(json.find(assessment.digest) != std::string::npos);
    if (round == 0) first = json;
    CHECK(json == first);
  }
}

TEST_CASE("whatever is loaded otherwise changes the digest", "[digest]") {
  std::map<std::string, std::string> seen{{digest_of(as_loaded()), "as it is"}};
  const auto changed = [&](const char* what, const LoadOptions& options) {
    const auto [at, is_new] = seen.emplace(digest_of(options), what);
    INFO(what << " has the digest of: " << at->second);
    CHECK(is_new);
  };
  for (std::size_t i = 0; i < small_files().size(); ++i) {
    std::vector<RuleFile> files = small_files();
    files[i].text += "# one more line\n";
    const std::string name = files[i].name;
    LoadOptions options;
    options.rules = std::move(files);
    changed(name.c_str(), options);
  }
  LoadOptions options = as_loaded();
  options.closures = {{*Date::parse("2024-04-02"), "Closed"}};
  changed("a closure day", options);
  options.closures.front().name = "Shut";
  changed("a closure day's name", options);
  options = as_loaded();
  options.policy["visit-interval"] = 28;
  changed("a policy value", options);
  options.policy["visit-interval"] = 42;
  changed("another policy value", options);
  options = as_loaded();
  options.layers = {{"ours/protocol.yaml", local_protocol}};
  changed("a local protocol", options);
  for (const LimitInfo& limit : every_limit()) {
    options = as_loaded();
    options.limits.*limit.member -= 1;
    changed(limit.name.data(), options);
  }
}

TEST_CASE("whatever an assessment chooses otherwise changes its digest and facts and day do not", "[digest]") {
  const Rulebook rulebook = load(small_files());
  const Case facts = read(rulebook, one_episode("{}"));
  const auto of = [&](const AssessOptions& options) { return rulebook.assess(facts, options).value().digest; };
  const AssessOptions plain = as_at("2024-04-10");
  CHECK(of(plain) == of(as_at("2024-04-11")));
  CHECK(of(plain) == rulebook.assess(read(rulebook, one_episode(R"({"received_at": "2024-03-28"})")), plain).value().digest);
  std::map<std::string, int> seen{{of(plain), 0}};
  AssessOptions options = plain;
  options.carry_forward = true;
  ++seen[of(options)];
  options = plain;
  options.all_readings = true;
  ++seen[of(options)];
  options = plain;
  options.edition = rulebook.rulebooks().front().id;
  ++seen[of(options)];
  for (const char* assumed : {"true", "false"}) {
    options = plain;
    options.assume["episode.excuse"] = assumed;
    ++seen[of(options)];
  }
  CHECK(seen.size() == 6);

  const Caseload caseload = rulebook.read_caseload("c.json", R"({"id": "c"})", CaseFormat::json);
  CaseloadRun run = rulebook.assess(caseload, {.assess = plain}).value();
  CHECK(run.manifest().digest == of(plain));
  const auto of_rules = [&](std::vector<std::string> rules) {
    AssessOptions chosen = plain;
    chosen.rules = std::move(rules);
    const std::string digest = rulebook.assess(caseload, {.assess = chosen}).value().manifest().digest;
    CHECK(rulebook.assess(facts, chosen).value().digest == digest);
    return digest;
  };
  CHECK(of_rules({"visit"}) != of(plain));
  CHECK(of_rules({"visit", "decide"}) == of_rules({"decide", "visit"}));
  CHECK(of_rules({"visit"}) != of_rules({"decide"}));
}

TEST_CASE("how the sources are read changes the digest of an assessment", "[digest]") {
  const Rulebook rulebook = Rulebook::load({}).value_or_throw();
  const Case facts = read(rulebook, R"({"child": {}})");
  AssessOptions options = as_at("2024-04-10");
  std::map<std::string, int> seen{{rulebook.assess(facts, options).value().digest, 0}};
  std::size_t values = 1;
  for (const ReadingInfo& reading : rulebook.readings()) {
    for (const ReadingValue& value : reading.values) {
      options.readings = {{reading.id, value.value}};
      ++seen[rulebook.assess(facts, options).value().digest];
    }
    values += reading.values.size() - 1;  // one of them is the default
  }
  CHECK(seen.size() == values);
}
