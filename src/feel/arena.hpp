// Where a run keeps the lists and texts that it computes: memory given out in order and taken back all at once.
// Entry: Arena. Single-threaded; what it gave out lives until reset().
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "feel/budget.hpp"
#include "feel/value.hpp"

namespace dutybound::feel {

/// Chunked bump allocator. reset() keeps chunks of ordinary size, so a second run of the same size allocates nothing, and gives
/// back what a large case needed. Throws Spent where the budget has no room.
class Arena {
 public:
  /// Without a budget it is bounded by what it is used for.
  explicit Arena(std::size_t chunk_bytes = 16U << 10U, Budget* budget = nullptr) : budget_(budget), chunk_bytes_(chunk_bytes) {}

  /// Work that grows faster than what it is given and gives out charges itself.
  void charge(std::size_t steps) {
    if (budget_) budget_->steps(steps);
  }

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

  /// Takes everything back.
  void reset() {
    current_ = 0;
    used_ = 0;
    given_ = 0;
    while (capacity_ > most_kept && !chunks_.empty()) {
      capacity_ -= chunks_.back().size;
      chunks_.pop_back();
    }
  }

  /// A point to go back to: restore() takes back what was given out since.
  struct Mark {
    std::size_t chunk = 0;
    std::size_t used = 0;
    std::size_t given = 0;
  };
  [[nodiscard]] Mark mark() const { return {current_, used_, given_}; }
  void restore(Mark mark) {
    current_ = mark.chunk;
    used_ = mark.used;
    given_ = mark.given;
  }

  /// Bytes held, given out or not.
  [[nodiscard]] std::size_t capacity() const { return capacity_; }

 private:
  static constexpr std::size_t most_kept = std::size_t{1} << 20U;
  static constexpr std::size_t bytes_a_step = 64;
  struct Chunk {
    std::unique_ptr<std::byte[]> memory;
    std::size_t size = 0;
  };

  std::byte* take(std::size_t bytes) {
    constexpr std::size_t alignment = alignof(std::max_align_t);
    bytes = (bytes + alignment - 1) / alignment * alignment;
    charge(bytes / bytes_a_step);
    if (budget_) budget_->bytes(given_ + bytes);
    while (current_ < chunks_.size() && used_ + bytes > chunks_[current_].size) {
      ++current_;
      used_ = 0;
    }
    if (current_ == chunks_.size()) {
      const std::size_t size = std::max(bytes, chunk_bytes_);
      capacity_ += size;
      chunks_.push_back({std::make_unique<std::byte[]>(size), size});
    }
    std::byte* place = chunks_[current_].memory.get() + used_;
    used_ += bytes;
    given_ += bytes;
    return place;
  }

  Budget* budget_;
  std::vector<Chunk> chunks_;
  std::size_t capacity_ = 0;
  std::size_t chunk_bytes_;
  std::size_t current_ = 0;
  std::size_t used_ = 0;   ///< of the current chunk
  std::size_t given_ = 0;  ///< in all: the same for a case whatever chunks were there before it
};

}  // namespace dutybound::feel
