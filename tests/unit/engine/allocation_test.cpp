// A run that has seen a case of a size allocates nothing for the next: operator new is counted.
#include "unit/program/sample.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> allocations{0};

void* counted(std::size_t size) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}

}  // namespace

// All of them, so that a sanitizer never sees one kind allocate and another release.
void* operator new(std::size_t size) {
  if (void* memory = counted(size)) return memory;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return counted(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

using namespace dutybound;
using namespace dutybound::testing;

TEST_CASE("a warm run allocates nothing") {
  const ProgramPtr program = program_of(
      definition("case", "lists", "sum(for v in visits[alone] return v.minutes)") +
      definition("case", "texts", "upper case(string(count(visits)))") +
      definition("episode", "inner", "some q in enquiries satisfies (some v in case.visits satisfies v.held_at > q.started_at)") +
      rule_head("clock", "duty", "enquiry") +
      "    within: {days: limit, after: enquiry.started_at}\n    done_at: icpc.held_at\n");
  CaseOf facts(program);
  std::vector<std::string> days(300, "2024-03-01");
  facts.visits(days);
  for (std::uint32_t n = 0; n < 300; ++n)
    facts.set("visit", "alone", Cell::boolean(n % 2 == 0), n).set("visit", "minutes", Cell::integer(n), n);
  for (std::uint32_t n = 0; n < 10; ++n) {
    const std::uint32_t episode = facts.add("episode", 0, n);
    for (std::uint32_t k = 0; k < 5; ++k) facts.set("enquiry", "started_at", on("2024-03-05"), facts.add("enquiry", episode, k));
  }
  const Facts built = facts.build();
  Run run(program);
  std::size_t visits = 0;
  const auto once = [&] { return run.over(built, as_at("2024-06-30"), [&](const Instance&) { ++visits; }); };
  REQUIRE(once());
  const std::size_t before = allocations;
  const bool finished = once();
  const std::size_t after = allocations;
  CHECK(finished);
  CHECK(after == before);
  CHECK(before > 0);
  CHECK(visits == 2 * (1 + 10 + 50));
}
