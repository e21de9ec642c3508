// What a text says of one finding besides its rule. Entry: each function by itself.
#pragma once

#include <string>

#include <dutybound/finding.hpp>

namespace dutybound::report {

/// Why an edition judged it that was not in force; empty where it was.
[[nodiscard]] std::string edition_note(const Finding& finding);
/// `3 working days late`, `on the last day`. Needs days and day_unit.
[[nodiscard]] std::string lateness(const Finding& finding);
/// When it began, when it ends, and how it stands.
[[nodiscard]] std::string clock_words(const Finding& finding);
/// What was read in the place of what nobody recorded.
[[nodiscard]] std::string assumed_words(const Finding& finding);

}  // namespace dutybound::report
