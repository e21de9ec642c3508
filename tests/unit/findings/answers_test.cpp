// The memory of answers from case to case.
#include "findings/walk.hpp"

#include "support/catch.hpp"

using namespace dutybound;

TEST_CASE("answers that are used again keep what a case needed and let go what a large one did") {
  findings::Answers answers;
  answers.list.resize(10);
  answers.clear();
  CHECK(answers.kept() >= 10 * sizeof(findings::Answer));
  answers.list.resize(findings::Answers::most_kept / sizeof(findings::Answer) + 1);
  CHECK(answers.kept() > findings::Answers::most_kept);
  answers.clear();
  CHECK(answers.kept() == 0);
}
