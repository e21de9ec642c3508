// Reasons of single findings, whole.
#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

Explanation explain(const std::string& episode, const AssessOptions& options) {
  const Rulebook rulebook = load(small_files());
  const Case facts = read(rulebook, R"({"child": {"date_of_birth": "2010-05-05"}, "episodes": [)" + episode + "]}");
  const std::vector<Explanation> all = rulebook.explain(facts, options, "decide").value();
  REQUIRE(all.size() == 1);
  return all.front();
}

/// A condition and its members, one a line.
std::string lines(const ConditionReading& condition, const std::string& indent = "") {
  std::string text = indent + condition.role + "|" + std::string(to_string(condition.group)) + "|" +
                     std::string(to_string(condition.truth)) + "|" + condition.because + "|" + condition.feel;
  for (const FactReading& fact : condition.facts) text += "|" + fact.path + ": " + fact.value;
  text += "\n";
  for (const ConditionReading& member : condition.members) text += lines(member, indent + "  ");
  return text;
}

}  // namespace

TEST_CASE("an explanation has the answer and the arithmetic and the law", "[explain]") {
  const Explanation why =
      explain(R"({"received_at": "2024-03-28", "decided_at": "2024-04-23", "excuse": false})", as_at("2024-05-01"));
  CHECK(why.finding.status == Status::met_late);
  CHECK(why.title == "Decide the next step in time");
  CHECK(why.requires_text == "Decide within the limit.");
  CHECK(why.summary == "Done late, on Tue 23 Apr 2024, 1 working day after Mon 22 Apr 2024.");
  CHECK(why.deadline ==
        "15 working days after Thu 28 Mar 2024, skipping Good Friday 29 Mar and Easter Monday 1 Apr, is Mon 22 Apr 2024");
  CHECK(why.edition ==
        "Judged by Small guidance 2024, in force from Mon 1 Jan 2024 to Sun 30 Jun 2024: the clock started on Thu 28 Mar 2024.");
  REQUIRE(why.conditions.size() == 2);
  CHECK(lines(why.conditions[0]) ==
        "applies_when|all|true||\n"
        "  |leaf|true|The child is under 18|age(child.date_of_birth, as_at) < 18|child.date_of_birth: 2010-05-05\n"
        "  |leaf|true||happened(episode.received_at)|episodes[0].received_at: 2024-03-28\n");
  CHECK(lines(why.conditions[1]) == "excused_when|leaf|false||episode.excuse|episodes[0].excuse: false\n");
  REQUIRE(why.dates.size() == 2);
  CHECK(why.dates[0].path == "episodes[0].received_at");
  CHECK(why.dates[1].value == "2024-04-23");
  REQUIRE(why.sources.size() == 1);
  CHECK(why.sources.front().document == "Guidance");
  CHECK(why.interpretation == std::vector<std::string>{"The day of the referral is day 0."});
  CHECK(why.record == std::vector<std::string>{"The decision"});
}

TEST_CASE("an explanation says how facts were read", "[explain]") {
  const Explanation why = explain(R"({"received_at": "2024-03-28", "decided_at": "2024-04-23"})", as_at("2024-04-10"));
  CHECK(why.summary == "To be done by Mon 22 Apr 2024: 8 working days left.");
  CHECK(why.dates[1].value == "not happened yet (2024-04-23)");
  CHECK(why.conditions[1].facts.front().value == "not recorded");
  const Explanation wrong = explain(R"({"received_at": "2024-03-28", "decided_at": "2024-03-01"})", as_at("2024-04-10"));
  CHECK(wrong.dates[1].value == "impossible");
  CHECK(wrong.summary == "Cannot be decided: episodes[0].decided_at is impossible.");
  const Explanation open = explain(R"({"decided_at": null, "excuse": false})", as_at("2024-04-10"));
  CHECK(open.summary == "Cannot be decided: episodes[0].received_at is not known.");
  CHECK(open.dates[1].value == "not happened");
}

TEST_CASE("an explanation says why a duty does not apply", "[explain]") {
  CHECK(explain(R"({"received_at": null})", as_at("2024-04-10")).summary == "Does not apply: its clock has not started.");
  CHECK(explain(R"({"received_at": "2024-03-28", "decided_at": null})", as_at("2030-04-10")).summary ==
        "Does not apply: its conditions do not hold.");
}

TEST_CASE("an explanation says which edition judged and why", "[explain]") {
  const std::string episode = R"({"received_at": "2024-07-01", "decided_at": null})";
  CHECK(
      explain(episode, as_at("2024-07-10")).edition ==
      "Not judged by Small guidance 2024, in force from Mon 1 Jan 2024 to Sun 30 Jun 2024: the clock started on Mon 1 Jul 2024.");
  AssessOptions carried = as_at("2024-07-10");
  carried.carry_forward = true;
  CHECK(explain(episode, carried).edition ==
        "Judged by Small guidance 2024, in force from Mon 1 Jan 2024 to Sun 30 Jun 2024 and carried forward because no later "
        "edition is "
        "loaded: the clock started on Mon 1 Jul 2024.");
  AssessOptions chosen = as_at("2024-07-10");
  chosen.edition = "small-2024";
  CHECK(explain(episode, chosen).edition ==
        "Judged by Small guidance 2024, in force from Mon 1 Jan 2024 to Sun 30 Jun 2024, because it was chosen for every day: "
        "the clock "
        "started on Mon 1 Jul 2024.");
}

TEST_CASE("an explanation of records that nobody speaks of says so", "[explain]") {
  const Rulebook rulebook = load(small_files());
  const Case facts = read(rulebook, R"({"child": {"disabled": true}})");
  const std::vector<Explanation> all = rulebook.explain(facts, as_at("2024-04-10"), "decide").value();
  REQUIRE(all.size() == 1);
  CHECK(all.front().summary == "Cannot be decided: episodes is not known.");
  CHECK(all.front().conditions.empty());
  CHECK(all.front().deadline.empty());
  CHECK(rulebook.explain(facts, as_at("2024-04-10"), "need", "child").value().front().summary ==
        "The level is section_17: Child in need.");
  CHECK(rulebook.explain(facts, as_at("2024-04-10"), "need", "episodes[3]").value().empty());
  CHECK(rulebook.explain(facts, as_at("2024-04-10"), "no-such-rule").value().empty());
}
