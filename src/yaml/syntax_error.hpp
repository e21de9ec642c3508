// yaml-cpp's complaints in an author's words. Entries: explain_syntax, unclosed_quote_at.
#pragma once

#include <string>
#include <string_view>

#include <dutybound/diagnostic.hpp>

namespace dutybound::yaml {

/// A diagnostic for the complaint that yaml-cpp has at offset `at`; `understood` is how far the text was read before it,
/// `open_bracket` the innermost bracket that is still open.
[[nodiscard]] Diagnostic explain_syntax(const SourcePtr& source, std::string_view complaint, std::size_t at,
                                        std::size_t understood, std::size_t open_bracket);

/// The diagnostic for a quote at `at` that is never closed. yaml-cpp lets one pass where the file ends in a line break.
[[nodiscard]] Diagnostic unclosed_quote_at(const SourcePtr& source, std::size_t at);

}  // namespace dutybound::yaml
