// One Rulebook in several threads at once, and rules that are loaded anew while others judge.
#include <atomic>
#include <mutex>
#include <thread>

#include <dutybound/report.hpp>

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

namespace {

/// The same rules with one more attribute before all others of a child, so that places of attributes differ.
std::vector<RuleFile> with_another_attribute() {
  std::vector<RuleFile> files = small_files();
  std::string& vocabulary = files.front().text;
  const std::string before = "date_of_birth: {";
  vocabulary.insert(vocabulary.find(before), "another: {type: boolean, description: Another.}\n      ");
  return files;
}

}  // namespace

TEST_CASE("rules are loaded anew under load and no case is judged by rules that did not read it", "[threads]") {
  const std::string text = R"({"child": {"date_of_birth": "2010-05-05"}, "episodes": [{"received_at": "2024-03-28", "decided_at": null}]})";
  std::mutex guard;
  Rulebook current = load(small_files());
  const auto snapshot = [&] {
    const std::lock_guard lock(guard);
    return current;
  };
  const auto judged = [&](const Rulebook& rulebook, const Case& facts) { return rulebook.assess(facts, as_at("2024-06-30")); };
  std::map<std::string, std::string> expected;  // by the rules' digest
  for (const auto& files : {small_files(), with_another_attribute()}) {
    const Rulebook rulebook = load(files);
    expected[rulebook.digest()] = report::to_json(judged(rulebook, read(rulebook, text)).value());
  }
  REQUIRE(expected.size() == 2);
  std::atomic<bool> done = false;
  std::atomic<int> wrong = 0, refused = 0, right = 0;
  std::vector<std::thread> readers;
  for (int n = 0; n < 3; ++n) {
    readers.emplace_back([&] {
      std::optional<Case> before;
      std::optional<Rulebook> reader_of_it;
      while (!done) {
        const Rulebook rulebook = snapshot();  // holds its rules for as long as it is in hand
        std::optional<Case> facts;
        rulebook.read_cases("c", text, CaseFormat::json, [&](CaseDocument document) {
          facts = std::move(document.facts);
          return true;
        });
        if (!facts) {
          ++wrong;
          continue;
        }
        const auto known = expected.find(rulebook.digest());
        known != expected.end() && report::to_json(judged(rulebook, *facts).value()) == known->second ? ++right : ++wrong;
        if (before) {  // of the rules that may have been replaced: by those it is still judged, by others refused
          const auto by_new = judged(rulebook, *before);
          if (!by_new.ok()) by_new.diagnostics().front().code == "options.other-rulebook" ? ++refused : ++wrong;
          if (report::to_json(judged(*reader_of_it, *before).value()) != expected.find(reader_of_it->digest())->second) ++wrong;
        }
        before = std::move(facts);
        reader_of_it = rulebook;
      }
    });
  }
  for (int round = 0; round < 20 || (refused == 0 && round < 2000); ++round) {
    Rulebook next = load(round % 2 == 0 ? with_another_attribute() : small_files());
    const std::lock_guard lock(guard);
    current = std::move(next);
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  CHECK(wrong == 0);
  CHECK(right > 0);
  CHECK(refused > 0);
}
