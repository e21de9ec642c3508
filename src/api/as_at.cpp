// The day or moment that a text says an assessment looks from.
#include <dutybound/rulebook.hpp>

#include "text/diagnose.hpp"
#include "text/shown.hpp"

namespace dutybound {

Result<AsAt> parse_as_at(std::string_view text) {
  if (const auto day = Date::parse(text)) return AsAt(*day);
  if (const auto moment = DateTime::parse(text)) return AsAt(*moment);
  const std::string quoted = "`" + text::cut(text) + "`";
  const bool of_no_clock = DateTime::parse(std::string(text) + "Z").has_value();
  return Diagnostics{text::diagnose(
      text::Code::options_as_at, nullptr, {},
      of_no_clock ? quoted + " is a time that English clocks never showed, or of before 1996, when they changed on other days"
                  : quoted + " is no day",
      of_no_clock ? "give its offset from UTC with it, as in 2024-03-31T01:30Z" : "write it as 2024-04-22, or 2024-04-22T09:30")};
}

}  // namespace dutybound
