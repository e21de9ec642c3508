// What holds of every case: learning more never flips what was settled, and nothing changes before the day that valid_until says.
#include <map>
#include <random>

#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

using Facts = std::map<std::string, std::string>;  // name -> JSON; a name that is missing is unknown

/// A case that says everything.
Facts random_facts(std::mt19937& random) {
  const auto pick = [&](std::initializer_list<const char*> values) {
    return std::string(*(values.begin() + random() % values.size()));
  };
  return {{"date_of_birth", pick({"\"2010-05-05\"", "\"2006-04-20\"", "\"2001-01-01\""})},
          {"disabled", pick({"true", "false"})},
          {"received_at", pick({"null", "\"2024-03-28\"", "\"2024-04-02\"", "\"2024-04-12\""})},
          {"decided_at", pick({"null", "\"2024-04-15\"", "\"2024-04-30\"", "\"2024-05-20\""})},
          {"excuse", pick({"true", "false"})},
          {"held_at", pick({"null", "\"2024-04-01T10:00\"", "\"2024-04-20T23:30\""})},
          {"released_at", pick({"null", "\"2024-04-22T09:00\"", "\"2024-04-24T10:00\""})},
          {"visits",
           pick({"[]", "[{\"made_at\": \"2024-04-16\"}]", "[{\"made_at\": \"2024-05-01\"}, {\"made_at\": \"2024-04-20\"}]"})}};
}

std::string document(const Facts& facts) {
  std::string child, episode;
  for (const auto& [name, value] : facts) {
    std::string& record = name == "date_of_birth" || name == "disabled" ? child : episode;
    record += (record.empty() ? "\"" : ", \"") + name + "\": " + value;
  }
  return "{\"child\": {" + child + "}, \"episodes\": [{" + episode + "}]}";
}

bool settled(const Finding& finding) { return finding.status != Status::indeterminate && finding.status != Status::data_error; }

}  // namespace

TEST_CASE("more facts never flip a settled finding", "[properties]") {
  const Rulebook rulebook = load(small_files(), {{"visit-interval", 14}});
  std::mt19937 random(20240328);
  std::size_t compared = 0;
  for (int round = 0; round < 150; ++round) {
    const Facts all = random_facts(random);
    Facts some = all;
    for (const auto& [name, value] : all) {
      if (random() % 2 == 0) some.erase(name);
    }
    const AssessOptions options = as_at(random() % 2 == 0 ? "2024-04-18" : "2024-05-10");
    const Assessment before = rulebook.assess(read(rulebook, document(some)), options).value();
    const Assessment after = rulebook.assess(read(rulebook, document(all)), options).value();
    check_sums(before);
    REQUIRE(before.findings.size() == after.findings.size());
    for (std::size_t i = 0; i < before.findings.size(); ++i) {
      // What is learnt may be impossible, or lie before any edition.
      if (!settled(before.findings[i]) || after.findings[i].status == Status::data_error) continue;
      INFO(document(some) << " then " << document(all) << ": " << before.findings[i].rule);
      REQUIRE(after.findings[i].status == before.findings[i].status);
      REQUIRE(after.findings[i].outcome == before.findings[i].outcome);
      ++compared;
    }
  }
  CHECK(compared > 100);
}

TEST_CASE("a finding changes on its valid_until and not before", "[properties]") {
  const Rulebook rulebook = load(small_files(), {{"visit-interval", 14}});
  std::mt19937 random(20240422);
  std::size_t changes = 0;
  for (int round = 0; round < 25; ++round) {
    Facts facts = random_facts(random);
    if (round % 3 == 0) facts.erase("excuse");
    const Case recorded = read(rulebook, document(facts));
    const Assessment now = rulebook.assess(recorded, as_at("2024-04-10")).value();
    std::vector<Assessment> later;
    for (std::int32_t day = 1; day <= 60; ++day) {
      AssessOptions options{.as_at = Date::from_number(as_at("2024-04-10").as_at.day().number() + day)};
      later.push_back(rulebook.assess(recorded, options).value());
    }
    for (std::size_t i = 0; i < now.findings.size(); ++i) {
      const Finding& finding = now.findings[i];
      std::optional<Date> changed;
      for (std::size_t day = 0; day < later.size() && !changed; ++day) {
        const Finding& then = later[day].findings[i];
        if (then.status != finding.status || then.outcome != finding.outcome) {
          changed = Date::from_number(as_at("2024-04-10").as_at.day().number() + static_cast<std::int32_t>(day) + 1);
        }
      }
      INFO(document(facts) << ": " << finding.rule << " " << to_string(finding.status));
      if (changed) {
        REQUIRE(finding.valid_until == changed);
        ++changes;
      } else if (finding.valid_until) {
        REQUIRE(*finding.valid_until > Date::from_number(as_at("2024-04-10").as_at.day().number() + 60));
      }
    }
  }
  CHECK(changes > 15);
}
