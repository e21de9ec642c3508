// Where a run keeps the lists and texts that it computes: memory given out in order and taken back all at once.
// Entry: Arena. Single-threaded; what it gave out lives until reset().
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "feel/value.hpp"

namespace dutybound::feel {

/// Chunked bump allocator. reset() keeps the chunks, so a second run of the same size allocates nothing.
class Arena {
 public:
  explicit Arena(std::size_t chunk_bytes = 16U << 10U) : chunk_bytes_(chunk_bytes) {}

  /// `count` null cells.
  [[nodiscard]] std::span<Cell> cells(std::size_t count) {
    if (count == 0) return {};
    auto* first = reinterpret_cast<Cell*>(take(count * sizeof(Cell)));
    std::uninitialized_default_construct_n(first, count);
    return {first, count};
  }

  /// `count` bytes to write a text into.
  [[nodiscard]] char* bytes(std::size_t count) { return reinterpret_cast<char*>(take(count)); }

  /// A copy of a text.
  [[nodiscard]] std::string_view text(std::string_view source) {
    if (source.empty()) return {};
    char* copy = bytes(source.size());
    std::memcpy(copy, source.data(), source.size());
    return {copy, source.size()};
  }

  /// Takes everything back and keeps the memory.
  void reset() {
    current_ = 0;
    used_ = 0;
  }

  /// A point to go back to: restore() takes back what was given out since.
  struct Mark {
    std::size_t chunk = 0;
    std::size_t used = 0;
  };
  [[nodiscard]] Mark mark() const { return {current_, used_}; }
  void restore(Mark mark) {
    current_ = mark.chunk;
    used_ = mark.used;
  }

  /// Bytes held, given out or not.
  [[nodiscard]] std::size_t capacity() const {
    std::size_t total = 0;
    for (const Chunk& chunk : chunks_) total += chunk.size;
    return total;
  }

 private:
  struct Chunk {
    std::unique_ptr<std::byte[]> memory;
    std::size_t size = 0;
  };

  std::byte* take(std::size_t bytes) {
    constexpr std::size_t alignment = alignof(std::max_align_t);
    bytes = (bytes + alignment - 1) / alignment * alignment;
    while (current_ < chunks_.size() && used_ + bytes > chunks_[current_].size) {
      ++current_;
      used_ = 0;
    }
    if (current_ == chunks_.size()) {
      const std::size_t size = std::max(bytes, chunk_bytes_);
      chunks_.push_back({std::make_unique<std::byte[]>(size), size});
    }
    std::byte* place = chunks_[current_].memory.get() + used_;
    used_ += bytes;
    return place;
  }

  std::vector<Chunk> chunks_;
  std::size_t chunk_bytes_;
  std::size_t current_ = 0;
  std::size_t used_ = 0;
};

}  // namespace dutybound::feel
