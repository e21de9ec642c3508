// A calendar's known span and holidays, each checked; local closures added.
#include "rulebook/parts.hpp"

namespace dutybound::rulebook {

using text::Code;
using yaml::Node;

namespace {

void check_order(const std::vector<Holiday>& before, const Holiday& holiday, const Node& at, Context& context) {
  if (before.empty() || before.back().date < holiday.date) return;
  const bool twice = before.back().date == holiday.date;
  report(context.diagnostics, Code::rulebook_holiday_order, at,
         twice ? holiday.date.to_string() + " is listed already"
               : holiday.date.to_string() + " comes after " + before.back().date.to_string(),
         twice ? "list each day once" : "list the days in order");
}

}  // namespace

std::shared_ptr<const Calendar> read_calendar(const Node& node, const std::vector<Holiday>& closures, Context& context) {
  const Node& known = get_element(node, "known");
  const auto first = get_date(known, "from");
  const auto last = get_date(known, "to");
  if (!first || !last) return nullptr;
  if (*last < *first) {
    report(context.diagnostics, Code::rulebook_empty_period, known,
           "the calendar knows no day: it ends on " + last->to_string() + " and begins on " + first->to_string());
    return nullptr;
  }
  const auto outside = [&](Date day) { return day < *first || *last < day; };
  const std::string span = first->to_string() + " to " + last->to_string();

  const auto list = [&](std::string_view key, bool at_weekend) {
    std::vector<Holiday> holidays;
    for (const Node& item : get_items(node, key)) {
      const auto date = get_date(item, "date");
      if (!date) continue;
      const Node& at = get_element(item, "date");
      const Holiday holiday{*date, get_text(item, "name")};
      if (outside(*date)) {
        report(context.diagnostics, Code::rulebook_holiday_outside, at,
               date->to_string() + " lies outside the known days, " + span, "widen `known`, or remove it");
      }
      if ((date->weekday() >= 5) != at_weekend) {
        report(context.diagnostics, Code::rulebook_holiday_weekend, at,
               date->to_string() + (at_weekend ? " is no weekend day" : " is a weekend day, and so no working day anyway"),
               at_weekend ? "list it in `holidays`"
                          : "list the day on which the holiday is taken; if the law makes this very day a bank holiday, list it "
                            "in `weekend_holidays` too");
      }
      check_order(holidays, holiday, at, context);
      holidays.push_back(holiday);
    }
    return holidays;
  };
  std::vector<Holiday> holidays = list("holidays", false);
  std::vector<Holiday> weekend_holidays = list("weekend_holidays", true);
  for (const Holiday& closure : closures) {
    if (!outside(closure.date)) continue;
    context.diagnostics.push_back(
        text::diagnose(Code::rulebook_holiday_outside, nullptr, {},
                       "the closure day " + closure.date.to_string() + " lies outside the calendar's known days, " + span));
  }
  if (has_errors(context.diagnostics)) {
    holidays.clear();
    weekend_holidays.clear();
  }
  const Calendar calendar(get_text(node, "calendar"), *first, *last, std::move(holidays), std::move(weekend_holidays));
  return std::make_shared<const Calendar>(calendar.with_closures(closures));
}

}  // namespace dutybound::rulebook
