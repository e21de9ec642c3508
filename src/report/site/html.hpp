// HTML as it is written: every text is escaped, every element is closed. Knows nothing of rules. Entry: Html.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dutybound::report::site {

/// Text for elements and quoted attributes. Control characters, which no browser shows, become `?`.
[[nodiscard]] std::string escape(std::string_view text);

/// A name as part of an id, an address or a file's name: letters, digits, `.`, `-` and `_`; any other byte as `~` and two
/// hexadecimal digits.
[[nodiscard]] std::string safe_name(std::string_view name);

class Html {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  Html& open(std::string_view tag, Attributes attributes = {});
  /// Closes the innermost element.
  Html& close();
  Html& text(std::string_view text);
  /// An element that holds a text.
  Html& element(std::string_view tag, std::string_view text, Attributes attributes = {});
  /// An element without an end (`meta`, `link`, `input`).
  Html& lone(std::string_view tag, Attributes attributes);
  Html& link(std::string_view address, std::string_view text);
  /// What is HTML already.
  Html& raw(std::string_view html);
  /// Everything that is open is closed.
  [[nodiscard]] std::string take();

 private:
  void begin(std::string_view tag, Attributes attributes);

  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace dutybound::report::site
