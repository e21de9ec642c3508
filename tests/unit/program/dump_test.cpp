// The dump of a small rulebook is held in tests/golden/program; DUTYBOUND_ACCEPT=1 rewrites it.
#include "unit/program/sample.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace dutybound;
using namespace dutybound::testing;

TEST_CASE("the dump of a small rulebook is as agreed") {
  const std::string rules =
      definition("child", "is_child", "age(child.date_of_birth, as_at) < parameter(\"adult\")") +
      definition("episode", "is_open", "not(happened(episode.closed_at))") + rule_head("conference", "duty", "enquiry") +
      "    applies_when:\n      all:\n        - that: 'happened(enquiry.started_at)'\n          because: It started\n"
      "        - 'child.is_child and episode.is_open'\n"
      "    exempt_when: 'episode.outcome in [\"help\", \"no_further_action\"]'\n"
      "    within: {days: limit, after: enquiry.strategy_at}\n    done_at: icpc.held_at\n" +
      rule_head("seen", "duty", "case") +
      "    applies_when: 'count(episodes[is_open]) > 0'\n"
      "    done_when: 'some v in visits satisfies v.alone and v.held_at > max(for e in episodes return e.opened_at)'\n";
  const std::string actual = program::dump(*program_of(rules));
  const std::string path = std::string(DUTYBOUND_SOURCE_DIR) + "/tests/golden/program/sample.txt";
  if (std::getenv("DUTYBOUND_ACCEPT") != nullptr) std::ofstream(path, std::ios::binary) << actual;
  std::ifstream file(path, std::ios::binary);
  std::stringstream expected;
  expected << file.rdbuf();
  CHECK(actual == expected.str());
}

TEST_CASE("two compilations of the same rules give the same program") {
  const std::string rules = definition("case", "answer", "count(visits[alone]) > 2");
  CHECK(program::dump(*program_of(rules)) == program::dump(*program_of(rules)));
}
