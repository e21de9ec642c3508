// The memory of a run does not grow with the number of cases: operator new counts the bytes that are held.
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

#include "support/small_rules.hpp"
#include "unit/caseload/cases.hpp"

namespace {

std::atomic<std::size_t> held{0};
std::atomic<std::size_t> most_held{0};

/// The size stands before what is given out.
constexpr std::size_t before = alignof(std::max_align_t);

void* give(std::size_t size) noexcept {
  void* memory = std::malloc(size + before);
  if (!memory) return nullptr;
  *static_cast<std::size_t*>(memory) = size;
  const std::size_t now = held += size;
  std::size_t most = most_held;
  while (now > most && !most_held.compare_exchange_weak(most, now)) {
  }
  return static_cast<std::byte*>(memory) + before;
}

void take(void* memory) noexcept {
  if (!memory) return;
  void* whole = static_cast<std::byte*>(memory) - before;
  held -= *static_cast<std::size_t*>(whole);
  std::free(whole);
}

}  // namespace

// All of them, so that a sanitizer never sees one kind allocate and another release.
void* operator new(std::size_t size) {
  if (void* memory = give(size)) return memory;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return give(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return give(size); }
void operator delete(void* memory) noexcept { take(memory); }
void operator delete[](void* memory) noexcept { take(memory); }
void operator delete(void* memory, std::size_t) noexcept { take(memory); }
void operator delete[](void* memory, std::size_t) noexcept { take(memory); }

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
