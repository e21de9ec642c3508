// Runs with several threads: their order, cancelling, and leaving early.
#include <thread>

#include "support/small_rules.hpp"
#include "unit/caseload/cases.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

/// The same case under many numbers, made anew each time that it is asked for.
class Generated : public caseload::Source {
 public:
  Generated(const Rulebook& rulebook, std::size_t size) : rulebook_(rulebook), size_(size) {}
  std::size_t size() const override { return size_; }
  CaseDocument at(std::size_t i) const override {
    CaseDocument read;
    const std::string day = std::to_string(10 + i % 20);
    rulebook_.read_cases("g",
                         R"({"id": ")" + std::to_string(i) + R"(", "episodes": [{"received_at": "2024-03-)" + day +
                             R"(", "decided_at": "2024-03-)" + std::to_string(10 + i % 7) + R"("}]})",
                         CaseFormat::json, [&](CaseDocument document) {
                           read = std::move(document);
                           return false;
                         });
    return read;
  }
  std::optional<std::string> case_id(std::size_t i) const override { return std::to_string(i); }
  std::vector<PlacedError> place(std::size_t i, const CaseDocument& document) const override {
    std::vector<PlacedError> errors(document.facts->data_errors().size());
    for (PlacedError& error : errors) error.case_id = case_id(i);
    return errors;
  }
  const std::vector<std::string>& source_tables() const override {
    static const std::vector<std::string> none;
    return none;
  }
  const engine::Assumptions* assumptions() const override { return nullptr; }
  const std::string& reading() const override {
    static const std::string none;
    return none;
  }
  bool integer_ids() const override { return true; }

 private:
  const Rulebook& rulebook_;
  std::size_t size_;
};

CaseloadOptions with_threads(unsigned threads) {
  CaseloadOptions options{.assess = {.as_at = Date::parse("2024-06-30").value()}};
  options.threads = threads;
  options.batch_rows = 200;
  return options;
}

}  // namespace

TEST_CASE("the order of the rows is that of the cases whatever the threads", "[threads]") {
  const Rulebook rulebook = load(small_files());
  const auto source = std::make_shared<Generated>(rulebook, 700);
  const Pulled alone = pull_all(run_over(rulebook, source, with_threads(1)));
  REQUIRE(alone.manifest.data_errors > 0);
  for (const unsigned threads : {2U, 5U}) {
    const Pulled together = pull_all(run_over(rulebook, source, with_threads(threads)));
    CHECK((together.case_ids == alone.case_ids));
    REQUIRE(together.findings.size() == alone.findings.size());
    for (std::size_t i = 0; i < alone.findings.size(); ++i) {
      if (together.findings[i].status != alone.findings[i].status) FAIL(i);
    }
    CHECK((together.manifest.by_rule == alone.manifest.by_rule));
    REQUIRE(together.errors.size() == alone.errors.size());
    for (std::size_t i = 0; i < alone.errors.size(); ++i) {
      if (together.errors[i].case_id != alone.errors[i].case_id) FAIL(i);
    }
  }
}

TEST_CASE("a run is cancelled from another thread", "[threads]") {
  const Rulebook rulebook = load(small_files());
  CaseloadRun run = run_over(rulebook, std::make_shared<Generated>(rulebook, 1'000'000'000), with_threads(3));
  std::thread other([&] {
    while (run.cases_done() < 100) std::this_thread::yield();
    run.cancel();
  });
  ArrowArray array;
  auto pulled = run.next(&array);
  for (; pulled.ok() && pulled.value() == CaseloadRun::Pull::batch; pulled = run.next(&array)) array.release(&array);
  other.join();
  REQUIRE(pulled.ok());
  CHECK(pulled.value() == CaseloadRun::Pull::cancelled);
  CHECK(run.cases_done() >= 100);
  CHECK(run.cases_done() < 1'000'000'000);
  CHECK(run.manifest().cases == run.cases_done());
}

TEST_CASE("a run that nobody pulls to its end leaves no thread behind", "[threads]") {
  const Rulebook rulebook = load(small_files());
  const auto source = std::make_shared<Generated>(rulebook, 1'000'000'000);
  ArrowArray array;
  {
    CaseloadRun run = run_over(rulebook, source, with_threads(3));
    REQUIRE(next_batch(run, &array));
    CaseloadRun moved = std::move(run);
    CHECK(moved.cases_done() > 0);
  }
  CHECK(source.use_count() == 1);
  CHECK(array.length >= 200);
  array.release(&array);
}
