// Lines of a text report: indented, wrapped, coloured where asked. Knows nothing of findings.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <dutybound/report.hpp>

namespace dutybound::report {

enum class Ink : std::uint8_t { plain, bold, red, yellow, green };

class Page {
 public:
  explicit Page(const TextOptions& options) : options_(options) {}

  /// A line of its own after an empty one (none at the top of the page).
  void heading(std::string_view text, Ink ink = Ink::bold);
  /// `text` wrapped at the width; what does not fit goes on `hang` columns further in.
  void line(std::size_t indent, std::string_view text, Ink ink = Ink::plain, std::size_t hang = 2);
  /// `label`, then `text` wrapped in a column that begins `width` further in.
  void labelled(std::size_t indent, std::string_view label, std::size_t width, std::string_view text);
  /// What was written since the last call; the page goes on.
  [[nodiscard]] std::string take() { return std::exchange(text_, {}); }

 private:
  void put(std::size_t indent, std::string_view text, Ink ink);

  const TextOptions& options_;
  std::string text_;
  bool begun_ = false;
};

}  // namespace dutybound::report
