// operator new and delete that count the bytes that are held. For the one file of an executable of its own. Entries: held, most_held.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

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
