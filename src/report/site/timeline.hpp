// The days of a finding as a drawing, with the same in words for those who do not see it. Entry: timeline.
#pragma once

#include <optional>
#include <string>

#include <dutybound/calendar.hpp>
#include <dutybound/explanation.hpp>

namespace dutybound::report::site {

/// Inline SVG; empty where the finding has no last day. `clock` is RuleInfo::clock.
[[nodiscard]] std::string timeline(const Explanation& explanation, std::optional<ClockKind> clock, Date as_at,
                                   const Calendar& calendar);

}  // namespace dutybound::report::site
