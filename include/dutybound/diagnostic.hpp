// What is wrong with something that a person wrote: code, place, message, hint.
// Entry: Diagnostic, Diagnostics. Rendering with the underlined line is report.hpp's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/export.h>

namespace dutybound {

class TextLines;

/// Where the lines of a Source begin: found when the first diagnostic asks for its line, and kept for all the others.
class DUTYBOUND_API LineIndex {
 public:
  LineIndex() = default;
  /// A copy belongs to another text and finds out for itself.
  LineIndex(const LineIndex& other);
  LineIndex& operator=(const LineIndex& other);
  ~LineIndex() = default;
  [[nodiscard]] const TextLines& of(std::string_view text) const;

 private:
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const TextLines> lines_;
};

/// A piece of text that somebody wrote, with the name it goes by (a file's path or `<input>`).
/// Immutable and shared, so that every later stage can quote it.
struct Source {
  std::string name;
  std::string text;
  LineIndex lines = {};  ///< of `text`
};
using SourcePtr = std::shared_ptr<const Source>;

/// Bytes [begin, end) of a Source's text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

enum class Severity : std::uint8_t { error = 0, warning = 1 };

/// One mistake. `code` is stable and documented (`dutybound` never reuses one); `message` is one line without control characters
/// that starts in lower case, quotes the author's text in backticks and has no final stop; `hint` says what to do.
struct DUTYBOUND_API Diagnostic {
  std::string code;
  Severity severity = Severity::error;
  SourcePtr source;  ///< null where no text is to blame (a file that cannot be opened)
  Span span;         ///< what is underlined
  std::string message;
  std::string hint;

  /// The 1-based line of span.begin; 0 without a source. Linear in the text for its first diagnostic, logarithmic for the others.
  [[nodiscard]] std::size_t line() const;
  /// The 1-based column of span.begin, in code points; 0 without a source.
  [[nodiscard]] std::size_t column() const;
  /// The very text that is underlined (the span, cut at the end of its first line).
  [[nodiscard]] std::string_view underlined() const;
};

using Diagnostics = std::vector<Diagnostic>;

/// Whether any of them is an error (warnings may travel with success).
[[nodiscard]] DUTYBOUND_API bool has_errors(const Diagnostics& diagnostics);

}  // namespace dutybound
