// What writing a large case holds: operator new counts the bytes.
#include "support/counted_memory.hpp"
#include "support/small_rules.hpp"

#include <dutybound/report_parts.hpp>

#include "findings/walk.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

Case case_of_episodes(const Rulebook& rulebook, std::size_t episodes) {
  std::string text = R"({"id": "1", "child": {}, "episodes": [{})";
  for (std::size_t i = 1; i < episodes; ++i) text += ",{}";
  text += "]}";
  std::optional<Case> facts;
  rulebook.read_cases("case.json", text, CaseFormat::json, [&](CaseDocument document) {
    facts = std::move(document.facts);
    return true;
  });
  REQUIRE(facts);
  return *facts;
}

struct Written {
  std::size_t bytes = 0;  ///< of the report
  std::size_t held = 0;   ///< most at once while it was written, beyond the answers
};

template <class Write>
Written written(const JudgedCase& judged, Write write) {
  Written all;
  const std::size_t at_first = held;
  most_held = at_first;
  write(judged, [&](std::string_view part) { all.bytes += part.size(); });
  all.held = most_held - at_first;
  CHECK(held == at_first);
  return all;
}

}  // namespace

TEST_CASE("writing ten times as many findings holds no more of their words") {
  const Rulebook rulebook = load(small_files());
  const JudgedCase few = judge(rulebook, case_of_episodes(rulebook, 500), as_at("2024-06-30")).value_or_throw();
  const JudgedCase many = judge(rulebook, case_of_episodes(rulebook, 5000), as_at("2024-06-30")).value_or_throw();
  const auto json = [](const JudgedCase& judged, const report::Sink& sink) { report::write_json(judged, sink); };
  for (const auto& write : std::initializer_list<std::function<void(const JudgedCase&, const report::Sink&)>>{
           json, report::write_json_lines, report::write_csv}) {
    const Written less = written(few, write);
    const Written more = written(many, write);
    CHECK(more.bytes > less.bytes * 9);
    CHECK(more.held < less.held + 2000);
    CHECK(more.held < 100'000);
  }
}

TEST_CASE("text of many findings holds what it groups them by and not their words") {
  const Rulebook rulebook = load(small_files());
  const Case facts = case_of_episodes(rulebook, 5000);
  const JudgedCase many = judge(rulebook, facts, as_at("2024-06-30")).value_or_throw();
  const std::size_t before_words = held;
  const std::size_t words = [&] {
    const Assessment whole = rulebook.assess(facts, as_at("2024-06-30")).value_or_throw();
    return held - before_words;
  }();
  const Written text = written(many, [](const JudgedCase& judged, const report::Sink& sink) { report::write_text(judged, sink); });
  CHECK(text.held * 2 < words);
}

TEST_CASE("answers that are used again keep little of a large case") {
  findings::Answers answers;
  answers.list.resize(100'000);
  answers.causes.resize(100'000);
  answers.others.resize(100'000);
  answers.assumed.resize(100'000);
  const std::size_t large = held;
  answers.clear();
  CHECK(held + 10'000'000 < large);
  CHECK(answers.list.capacity() <= findings::Answers::most_kept);
  CHECK(answers.causes.capacity() <= findings::Answers::most_kept);
}

TEST_CASE("memory returns after a large case") {
  const Rulebook rulebook = load(small_files());
  const auto judge_one = [&](std::size_t episodes) {
    (void)judge(rulebook, case_of_episodes(rulebook, episodes), as_at("2024-06-30")).value_or_throw();
  };
  judge_one(1);
  const std::size_t at_first = held;
  judge_one(15'000);
  CHECK(held < at_first + 100'000);
}
