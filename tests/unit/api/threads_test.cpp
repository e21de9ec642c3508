// One Rulebook in several threads at once.
#include <thread>

#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

TEST_CASE("several threads get the answers that one gets", "[threads]") {
  const Rulebook rulebook = load(small_files());
  const Case facts = read(rulebook, R"({"child": {"date_of_birth": "2010-05-05"}, "episodes": [
      {"received_at": "2024-03-28", "decided_at": null, "excuse": false}, {"received_at": "2024-03-01"}]})");
  const std::vector<const char*> days{"2024-03-01", "2024-04-10", "2024-04-23", "2024-06-30", "2029-01-01"};
  const auto everything = [&] {
    std::string text;
    for (const char* day : days) {
      text += report::to_json(rulebook.assess(facts, as_at(day)).value());
      text += report::to_json(rulebook.ask(facts, as_at(day)).value());
      for (const Explanation& why : rulebook.explain(facts, as_at(day), "decide").value()) text += report::to_json(why);
      rulebook.read_cases("c", R"({"child": {}})", CaseFormat::json, [&](CaseDocument document) {
        if (document.facts) text += report::to_json(rulebook.assess(*document.facts, as_at(day)).value());
        return true;
      });
    }
    return text;
  };
  const std::string expected = everything();
  std::vector<std::string> results(4);
  std::vector<std::thread> threads;
  for (std::string& result : results) {
    threads.emplace_back([&] {
      for (int round = 0; round < 5; ++round) result = everything();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& result : results) CHECK(result == expected);
}
