// Counts every request for memory of the whole program; the array and nothrow forms come here by way of the library's defaults.
// A file of its own, so that no compiler sees through the pair of malloc and free.
#include "allocations.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> requests{0};

}  // namespace

void* operator new(std::size_t size) {
  requests.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace dutybound::benchmarks {

std::size_t allocations() { return requests.load(); }

}  // namespace dutybound::benchmarks
