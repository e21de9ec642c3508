// Built-ins over days. A date_time counts as its day in English local time, and is unknown if that is not settled.
#include "feel/functions.hpp"
#include "feel/temporal.hpp"

namespace dutybound::feel::functions {
namespace {

constexpr std::string_view weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::string_view months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};

std::optional<Cell> date_or_null(std::optional<Date> date) { return date ? std::optional(Cell::date(*date)) : std::nullopt; }

Date new_year(Date day) { return *Date::from_ymd(static_cast<int>(day.ymd().year()), 1, 1); }

/// strict() with date_times turned into their days: `body` gets dates and numbers.
template <class Body>
Cell over_days(Arguments arguments, Kind kind, Body body) {
  std::array<Cell, 3> days;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    days[i] = arguments[i].kind == Kind::date_time ? day_of(arguments[i]) : arguments[i];
  }
  return strict(Arguments(days).first(arguments.size()), kind, [&] { return body(days); });
}

/// A function of two days to a number.
template <class Body>
Cell between_days(Arguments arguments, Body body) {
  return over_days(arguments, Kind::number,
                   [&](const auto& days) -> std::optional<Cell> { return Cell::integer(body(days[0].date(), days[1].date())); });
}

/// Whole months, cut towards zero: complete when the day of the month is reached again.
std::int64_t whole_months(Date from, Date to) {
  const auto a = from.ymd();
  const auto b = to.ymd();
  const auto month_number = [](std::chrono::year_month_day day) {
    return static_cast<std::int64_t>(static_cast<int>(day.year())) * 12 + static_cast<unsigned>(day.month());
  };
  const std::int64_t difference = month_number(b) - month_number(a);
  if (difference > 0 && b.day() < a.day()) return difference - 1;
  if (difference < 0 && b.day() > a.day()) return difference + 1;
  return difference;
}

}  // namespace

Cell age_on(Arguments arguments, Context&) {
  return between_days(arguments, [](Date birth, Date on) { return age(birth, on); });
}

Cell birthday_of(Arguments arguments, Context&) {
  return over_days(arguments, Kind::date, [](const auto& days) -> std::optional<Cell> {
    const auto years = days[1].payload.number.to_integer();
    return years ? date_or_null(birthday(days[0].date(), *years)) : std::nullopt;
  });
}

Cell add_working_days(Arguments arguments, Context& context) {
  return over_days(arguments, Kind::date, [&](const auto& days) -> std::optional<Cell> {
    const auto n = days[1].payload.number.to_integer();
    if (!n) return std::nullopt;
    const auto day = context.calendar ? context.calendar->add_working_days(days[0].date(), *n) : std::nullopt;
    return day ? Cell::date(*day) : Cell::unknown(Kind::date, true);
  });
}

Cell working_days_between(Arguments arguments, Context& context) {
  return over_days(arguments, Kind::number, [&](const auto& days) -> std::optional<Cell> {
    const auto n = context.calendar ? context.calendar->count_working_days(days[0].date(), days[1].date()) : std::nullopt;
    return n ? Cell::integer(*n) : Cell::unknown(Kind::number, true);
  });
}

Cell is_working_day(Arguments arguments, Context& context) {
  return over_days(arguments, Kind::boolean, [&](const auto& days) -> std::optional<Cell> {
    const auto works = context.calendar ? context.calendar->is_working_day(days[0].date()) : std::nullopt;
    return works ? Cell::boolean(*works) : Cell::unknown(Kind::boolean, true);
  });
}

Cell add_months_to(Arguments arguments, Context&) {
  return over_days(arguments, Kind::date, [](const auto& days) -> std::optional<Cell> {
    const auto n = days[1].payload.number.to_integer();
    return n ? date_or_null(add_months(days[0].date(), *n)) : std::nullopt;
  });
}

Cell date_from(Arguments arguments, Context&) {
  return over_days(arguments, Kind::date, [](const auto& days) -> std::optional<Cell> {
    return days[0].kind == Kind::text ? date_or_null(Date::parse(days[0].text())) : std::optional(days[0]);
  });
}

Cell date_from_parts(Arguments arguments, Context&) {
  return strict(arguments, Kind::date, [&]() -> std::optional<Cell> {
    const auto year = arguments[0].payload.number.to_integer();
    const auto month = arguments[1].payload.number.to_integer();
    const auto day = arguments[2].payload.number.to_integer();
    if (!year || !month || !day || *year < 1 || *year > 9999 || *month < 1 || *month > 12 || *day < 1 || *day > 31)
      return std::nullopt;
    return date_or_null(Date::from_ymd(static_cast<int>(*year), static_cast<unsigned>(*month), static_cast<unsigned>(*day)));
  });
}

Cell months_between(Arguments arguments, Context&) {
  return over_days(arguments, Kind::months_duration, [](const auto& days) -> std::optional<Cell> {
    return Cell::months_duration(whole_months(days[0].date(), days[1].date()));
  });
}

Cell days_between(Arguments arguments, Context&) {
  return between_days(arguments, [](Date from, Date to) { return to.number() - from.number(); });
}

Cell weeks_between(Arguments arguments, Context&) {
  return between_days(arguments, [](Date from, Date to) { return (to.number() - from.number()) / 7; });
}

Cell day_of_week(Arguments arguments, Context&) {
  return over_days(arguments, Kind::text, [](const auto& days) -> std::optional<Cell> {
    return Cell::text(weekdays[static_cast<std::size_t>(days[0].date().weekday())]);
  });
}

Cell month_of_year(Arguments arguments, Context&) {
  return over_days(arguments, Kind::text, [](const auto& days) -> std::optional<Cell> {
    return Cell::text(months[static_cast<unsigned>(days[0].date().ymd().month()) - 1]);
  });
}

Cell day_of_year(Arguments arguments, Context&) {
  return over_days(arguments, Kind::number, [](const auto& days) -> std::optional<Cell> {
    return Cell::integer(days[0].date().number() - new_year(days[0].date()).number() + 1);
  });
}

Cell week_of_year(Arguments arguments, Context&) {
  return over_days(arguments, Kind::number, [](const auto& days) -> std::optional<Cell> {
    // ISO 8601: a week belongs to the year of its Thursday.
    const Date thursday = Date::from_number(days[0].date().number() - days[0].date().weekday() + 3);
    return Cell::integer((thursday.number() - new_year(thursday).number()) / 7 + 1);
  });
}

}  // namespace dutybound::feel::functions
