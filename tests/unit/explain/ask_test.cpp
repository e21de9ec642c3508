// Which unknown facts are asked for, in which order, and what they would settle.
#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

std::vector<Question> ask(const Rulebook& rulebook, const std::string& json) {
  return rulebook.ask(read(rulebook, json), as_at("2024-04-10")).value();
}

const Question* question(const std::vector<Question>& questions, std::string_view path) {
  for (const Question& each : questions) {
    if (each.fact.path == path) return &each;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("questions are ranked by how many findings they could settle", "[ask]") {
  const std::vector<Question> questions = ask(load(small_files()), R"({"child": {"date_of_birth": "2010-05-05"}})");
  REQUIRE(questions.size() == 2);
  CHECK(questions[0].fact.path == "episodes");
  CHECK(questions[0].fact.description == "One for each referral.");
  CHECK(questions[0].findings == 3);
  CHECK(questions[0].settles_alone == 3);
  CHECK(questions[0].rules == std::vector<std::string>{"decide", "visit", "release"});
  CHECK(questions[1].fact.path == "child.disabled");
  CHECK(questions[1].settles_alone == 1);
}

TEST_CASE("a fact that needs others does not settle alone", "[ask]") {
  const std::vector<Question> questions =
      ask(load(small_files()), R"({"child": {"disabled": false}, "episodes": [{"received_at": "2024-01-08", "decided_at": null,
          "visits": [], "held_at": null}]})");
  const Question* birth = question(questions, "child.date_of_birth");
  REQUIRE(birth);
  CHECK(birth->settles_alone == 1);  // grown up: the duty does not apply
  const Question* excuse = question(questions, "episodes[0].excuse");
  REQUIRE(excuse);
  CHECK(excuse->findings == 1);
  CHECK(excuse->settles_alone == 0);
  const Question* policy = question(questions, "policy.visit-interval");
  REQUIRE(policy);
  CHECK(policy->settles_alone == 0);
  CHECK(questions.size() == 3);
}

TEST_CASE("a date settles what depends on it", "[ask]") {
  const std::vector<Question> questions = ask(
      load(small_files(), {{"visit-interval", 10}}),
      R"({"child": {"date_of_birth": "2010-05-05", "disabled": false}, "episodes": [{"received_at": "2024-03-28", "excuse": false,
          "visits": [], "held_at": "2024-04-01T10:00"}]})");
  REQUIRE(question(questions, "episodes[0].decided_at"));
  CHECK(question(questions, "episodes[0].decided_at")->settles_alone == 1);
  REQUIRE(question(questions, "episodes[0].released_at"));
  CHECK(question(questions, "episodes[0].released_at")->settles_alone == 1);
  CHECK(questions.size() == 2);
}

TEST_CASE("a fact that cannot change any finding is not asked for", "[ask]") {
  std::vector<RuleFile> files = small_files();
  files[3].text = R"(rules:
  - id: either
    kind: threshold
    title: Either
    modality: is
    actor: a
    requires: r
    source: [{document: d, status: general_knowledge}]
    for_each: episode
    levels:
      - level: a
        title: A
        when: |
          ((episode.excuse and child.disabled) or (not(episode.excuse) and child.disabled))
          and (every v in visits satisfies v.alone)
)";
  const Rulebook rulebook = load(files);
  const auto asked = [&](const char* visits) {
    return ask(rulebook, R"({"child": {}, "episodes": [{"visits": )" + std::string(visits) + "}]}");
  };
  REQUIRE(asked("[]").size() == 1);
  CHECK(asked("[]").front().fact.path == "child.disabled");
  // Six unknown booleans have 64 combinations, which are tried; seven have more, and the doubtful one is asked for.
  CHECK_FALSE(question(asked("[{}, {}, {}, {}]"), "episodes[0].excuse"));
  CHECK(asked("[{}, {}, {}, {}]").size() == 5);
  CHECK(question(asked("[{}, {}, {}, {}, {}]"), "episodes[0].excuse"));
}

TEST_CASE("nothing is asked of a case that is settled", "[ask]") {
  CHECK(ask(load(small_files()), R"({"child": {"disabled": true}, "episodes": []})").empty());
}

TEST_CASE("what is recorded and impossible is not asked for", "[ask]") {
  const std::vector<Question> questions =
      ask(load(small_files()),
          R"({"child": {"date_of_birth": "2010-05-05", "disabled": true}, "episodes": [{"received_at": "2024-03-28",
          "decided_at": "2024-03-01", "excuse": false, "visits": [], "held_at": null}]})");
  REQUIRE(questions.size() == 1);
  CHECK(questions.front().fact.path == "policy.visit-interval");
}

TEST_CASE("a time of day is asked for where hours depend on it", "[ask]") {
  const std::vector<Question> questions =
      ask(load(small_files(), {{"visit-interval", 10}}),
          R"({"child": {"date_of_birth": "2010-05-05", "disabled": true}, "episodes": [{"received_at": null, "decided_at": null,
          "visits": [], "held_at": "2024-04-01T10:00", "released_at": "2024-04-04"}]})");
  REQUIRE(questions.size() == 1);
  CHECK(questions.front().fact.path == "episodes[0].released_at (time of day)");
  CHECK(questions.front().settles_alone == 1);
}
