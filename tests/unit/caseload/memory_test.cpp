// The memory of a run does not grow with the number of cases: operator new counts the bytes that are held.
#include "support/counted_memory.hpp"
#include "support/small_rules.hpp"
#include "unit/caseload/cases.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

/// A few cases, again and again.
class Repeated : public ListOfCases {
 public:
  Repeated(std::vector<CaseDocument> cases, std::size_t size) : ListOfCases(std::move(cases)), size_(size) {}
  std::size_t size() const override { return size_; }
  CaseDocument at(std::size_t i) const override { return ListOfCases::at(i % ListOfCases::size()); }
  std::optional<std::string> case_id(std::size_t i) const override { return ListOfCases::case_id(i % ListOfCases::size()); }

 private:
  std::size_t size_;
};

}  // namespace

TEST_CASE("a hundred thousand cases take no more memory than a few thousand") {
  const Rulebook rulebook = load(small_files());
  std::vector<CaseDocument> cases;
  for (const char* text : {R"({"id": "1", "episodes": [{"received_at": "2024-03-28", "decided_at": null}]})",
                           R"({"id": "2", "episodes": [{"received_at": "2024-05-01"}, {"received_at": "2024-05-02"}]})",
                           R"({"id": "3", "child": {"date_of_birth": "2010-05-05"}, "episodes": []})"}) {
    rulebook.read_cases("m", text, CaseFormat::json, [&](CaseDocument document) {
      cases.push_back(std::move(document));
      return true;
    });
  }
  CaseloadOptions options{.assess = {.as_at = Date::parse("2024-06-30").value()}};
  options.batch_rows = 2000;
  options.threads = 3;
  std::size_t most_of[2] = {0, 0};
  std::size_t rows = 0;
  for (const std::size_t size : {std::size_t{3000}, std::size_t{100'000}}) {
    const std::size_t at_first = held;
    most_held = at_first;
    CaseloadRun run = run_over(rulebook, std::make_shared<Repeated>(cases, size), options);
    ArrowArray array;
    while (next_batch(run, &array)) {
      rows += static_cast<std::size_t>(array.length);
      array.release(&array);
    }
    CHECK(run.cases_done() == size);
    most_of[size > 3000 ? 1 : 0] = most_held - at_first;
  }
  CHECK(rows > 200'000);
  CHECK(most_of[1] < most_of[0] * 3 / 2);
  CHECK(most_of[1] < 8'000'000);
}
