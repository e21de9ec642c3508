// The public bodies of diagnostic.hpp and result.hpp: where a diagnostic stands, and Error.
// Lines end with LF, CR LF or CR, as in YAML.
#include <dutybound/diagnostic.hpp>

#include <algorithm>

#include <dutybound/result.hpp>

#include "text/utf8.hpp"

namespace dutybound {
namespace {

/// The text before the span, without a byte-order mark, which nobody sees.
std::string_view text_before(const Source& source, std::size_t offset) {
  std::string_view text = std::string_view(source.text).substr(0, offset);
  if (text.starts_with(text::byte_order_mark)) text.remove_prefix(text::byte_order_mark.size());
  return text;
}

char byte_at(const Source& source, std::size_t offset) { return offset < source.text.size() ? source.text[offset] : '\0'; }

std::string summary(const Diagnostics& diagnostics) {
  if (diagnostics.empty()) return "no value";
  const Diagnostic& first = diagnostics.front();
  std::string text;
  if (first.source) {
    text = first.source->name + ":" + std::to_string(first.line()) + ":" + std::to_string(first.column()) + ": ";
  }
  text += first.message;
  if (diagnostics.size() > 1) text += " (and " + std::to_string(diagnostics.size() - 1) + " more)";
  return text;
}

}  // namespace

std::size_t Diagnostic::line() const {
  if (!source) return 0;
  const std::string_view before = text_before(*source, span.begin);
  std::size_t line = 1;
  for (std::size_t i = 0; i < before.size(); ++i) {
    // A CR directly before the span may be half of a CR LF; the span then stands on the line that they end.
    const bool half = before[i] == '\r' && (i + 1 == before.size() ? byte_at(*source, span.begin) : before[i + 1]) == '\n';
    if (before[i] == '\n' || (before[i] == '\r' && !half)) ++line;
  }
  return line;
}

std::size_t Diagnostic::column() const {
  if (!source) return 0;
  std::string_view before = text_before(*source, span.begin);
  const std::size_t end_of_line = before.find_last_of("\r\n");
  if (end_of_line != std::string_view::npos) before.remove_prefix(end_of_line + 1);
  return text::code_points(before) + 1;
}

std::string_view Diagnostic::underlined() const {
  if (!source || span.begin >= source->text.size() || span.end <= span.begin) return {};
  const std::string_view whole = std::string_view(source->text).substr(span.begin, span.end - span.begin);
  return whole.substr(0, whole.find_first_of("\r\n"));
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
}

Error::Error(Diagnostics diagnostics) : std::runtime_error(summary(diagnostics)), diagnostics_(std::move(diagnostics)) {}

}  // namespace dutybound
