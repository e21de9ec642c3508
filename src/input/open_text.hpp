// The bytes of a file to the text that a reader takes. Entry: OpenText. Every reader of documents begins here, so that an
// encoding or a file that is something else is told in one way.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <dutybound/case.hpp>

#include "input/document.hpp"

namespace dutybound::input {

/// What is said of a text, or of a line of one, in an encoding that is not read.
inline constexpr std::string_view said_of_encoding = "not UTF-8 text";
inline constexpr std::string_view save_as_utf8 = "save the file as UTF-8";

/// UTF-8 text without a byte-order mark, or why there is none. UTF-16 is read, with a byte-order mark or without; XML also in the
/// encodings that its declaration may name (US-ASCII, ISO-8859-1 and Windows-1252, which are read as one, as browsers do).
class OpenText {
 public:
  /// The bytes have to outlive it.
  OpenText(const std::string& name, std::string_view bytes, CaseFormat format, const Mapping* mapping, const Limits& limits);
  OpenText(const OpenText&) = delete;
  OpenText& operator=(const OpenText&) = delete;

  [[nodiscard]] const Diagnostics& wrong() const { return wrong_; }
  [[nodiscard]] std::string_view text() const { return recoded_ ? std::string_view(*recoded_) : plain_; }
  /// JSON whose lines are a record each is JSON Lines.
  [[nodiscard]] CaseFormat format() const { return format_; }

 private:
  Diagnostics open(const std::string& name, std::string_view bytes, const Mapping* mapping, const Limits& limits);
  std::string_view plain_;
  std::optional<std::string> recoded_;
  CaseFormat format_;
  Diagnostics wrong_;
};

/// The first character of a text that is no white space, in whatever encoding; 0 without one.
[[nodiscard]] char first_character(std::string_view bytes);

}  // namespace dutybound::input
