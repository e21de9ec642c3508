// Cells on a line.
#include "findings/bounds.hpp"

#include <algorithm>

namespace dutybound::findings {

Bounds Line::of(const feel::Cell& cell) const {
  if (!cell.is_known()) return {};
  if (cell.kind == feel::Kind::date) {
    if (!seconds_) return {cell.payload.integer, cell.payload.integer};
    return {DateTime::start_of(cell.date()).seconds(), DateTime::end_of(cell.date()).seconds()};
  }
  if (cell.kind != feel::Kind::date_time) return {};
  const auto [earliest, latest] = cell.payload.instant;
  if (seconds_) return {earliest, latest};
  return {DateTime::from_seconds(earliest).date().number(), DateTime::from_seconds(latest).date().number()};
}

std::int32_t Line::day(std::int64_t point) const {
  return seconds_ ? DateTime::from_seconds(point).date().number() : static_cast<std::int32_t>(point);
}

std::optional<Date> civil_day(const feel::Cell& cell) {
  const Bounds days = Line(false).of(cell);
  if (!cell.is_known() || !days.exact()) return std::nullopt;
  return Date::from_number(static_cast<std::int32_t>(days.latest));
}

std::optional<std::int64_t> working_days_past(const Calendar* calendar, Date last, Date then) {
  if (!calendar) return std::nullopt;
  const bool late = then > last;
  const auto count = late ? calendar->count_working_days(last, then) : calendar->count_working_days(then, last);
  if (!count) return std::nullopt;
  return late ? std::max<std::int64_t>(*count, 1) : -*count;
}

std::optional<std::int64_t> distance(const Line& line, const Bounds& last, const Bounds& then, DayUnit unit,
                                     const Calendar* calendar) {
  if (line.seconds()) {
    const auto whole_hours = [](std::int64_t seconds) { return seconds > 0 ? (seconds + 3599) / 3600 : seconds / 3600; };
    const std::int64_t least = whole_hours(then.earliest - last.latest);
    if (least != whole_hours(then.latest - last.earliest)) return std::nullopt;
    return least;
  }
  if (!then.exact() || !last.exact()) return std::nullopt;
  if (unit != DayUnit::working_days) return then.latest - last.latest;
  return working_days_past(calendar, Date::from_number(static_cast<std::int32_t>(last.latest)),
                           Date::from_number(static_cast<std::int32_t>(then.latest)));
}

}  // namespace dutybound::findings
