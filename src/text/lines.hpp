// Where the lines of a text begin, found once for all diagnostics of it. Entry: TextLines; a Source keeps its own (LineIndex).
// Lines end with LF, CR LF or CR, as in YAML; the break belongs to the line that it ends.
#pragma once

#include <atomic>
#include <cstddef>
#include <string_view>
#include <vector>

#include <dutybound/diagnostic.hpp>

namespace dutybound {

/// The text has to outlive it. Safe to ask from several threads at once.
class TextLines {
 public:
  /// Linear in the text.
  explicit TextLines(std::string_view text);

  struct Line {
    std::size_t number = 1;  ///< from 1
    Span span;               ///< without its break, and without a byte-order mark, which nobody sees
  };
  /// The line on which that byte stands. Logarithmic in the lines.
  [[nodiscard]] Line at(std::size_t offset) const;
  /// From 1, in code points. Looks at a bounded part of the text.
  [[nodiscard]] std::size_t column(std::size_t offset) const;

  /// Bytes looked at so far, for tests that hold the work to be linear.
  [[nodiscard]] std::size_t looked_at() const { return looked_at_; }

 private:
  struct Mark {
    std::size_t offset;       ///< where a character begins
    std::size_t code_points;  ///< before it
  };
  [[nodiscard]] std::size_t code_points_before(std::size_t offset) const;

  std::string_view text_;
  std::vector<std::size_t> starts_;  ///< of lines
  std::vector<Mark> marks_;          ///< at most `apart` and a character from one to the next
  mutable std::atomic<std::size_t> looked_at_;
};

}  // namespace dutybound
