// The public bodies of diagnostic.hpp and result.hpp: where a diagnostic stands, and Error.
#include <dutybound/diagnostic.hpp>

#include <algorithm>

#include <dutybound/result.hpp>

#include "text/lines.hpp"
#include "text/shown.hpp"

namespace dutybound {
namespace {

std::string summary(const Diagnostics& diagnostics) {
  if (diagnostics.empty()) return "no value";
  const Diagnostic& first = diagnostics.front();
  std::string text;
  if (first.source) {
    text = text::shown(first.source->name) + ":" + std::to_string(first.line()) + ":" + std::to_string(first.column()) + ": ";
  }
  text += first.message;
  if (diagnostics.size() > 1) text += " (and " + std::to_string(diagnostics.size() - 1) + " more)";
  return text;
}

}  // namespace

std::size_t Diagnostic::line() const { return source ? source->lines.of(source->text).at(span.begin).number : 0; }

std::size_t Diagnostic::column() const { return source ? source->lines.of(source->text).column(span.begin) : 0; }

std::string_view Diagnostic::underlined() const {
  if (!source || span.begin >= source->text.size() || span.end <= span.begin) return {};
  const std::size_t end = std::min(span.end, source->lines.of(source->text).at(span.begin).span.end);
  return end <= span.begin ? std::string_view() : std::string_view(source->text).substr(span.begin, end - span.begin);
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
}

Error::Error(Diagnostics diagnostics) : std::runtime_error(summary(diagnostics)), diagnostics_(std::move(diagnostics)) {}

void throw_error(Diagnostics diagnostics) { throw Error(std::move(diagnostics)); }

}  // namespace dutybound
