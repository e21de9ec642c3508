// Making diagnostics: the one table of codes, and the nearest known name for a hint.
// Codes are declared in codes_*.def as DUTYBOUND_CODE(identifier, "stage.code", severity, "title"), one file per stage.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <dutybound/diagnostic.hpp>
#include <dutybound/limits.hpp>

namespace dutybound::text {

enum class Code : std::uint16_t {
#define DUTYBOUND_CODE(identifier, name, severity, title) identifier,
#include "text/codes.def"
#undef DUTYBOUND_CODE
};

struct CodeEntry {
  std::string_view name;
  Severity severity;
  std::string_view title;
};

/// The table's row.
[[nodiscard]] const CodeEntry& entry(Code code);
/// Every row, in the table's order, for documentation and for the test that each has a fixture.
[[nodiscard]] const std::vector<CodeEntry>& all_codes();

/// The title of the code with that name; of one that the table does not have `Something is wrong`.
[[nodiscard]] std::string_view title_of(std::string_view code);

/// Whatever message and hint quote is shown by text::shown.
[[nodiscard]] Diagnostic diagnose(Code code, SourcePtr source, Span span, std::string_view message, std::string_view hint = {});

/// The candidate nearest to `name` by edit distance (transpositions count one), or empty where none is near enough to offer.
[[nodiscard]] std::string_view nearest(std::string_view name, const std::vector<std::string_view>& candidates);

/// "did you mean `X`?" for the nearest candidate, or empty.
[[nodiscard]] std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& candidates);

/// Sorts by source and place, and drops exact repeats.
void arrange(Diagnostics& diagnostics);

/// A case met a limit, by its name in Limits.
[[nodiscard]] Diagnostic limit_met(std::string_view name, const Limits& limits);

/// So many mistakes of one text are told.
inline constexpr std::size_t most_told = 100;
/// Keeps as many, and one more that has the number of the rest.
void tell_the_first(Diagnostics& diagnostics);

}  // namespace dutybound::text
