// Days and instants on one line of whole numbers, so that clocks in days and in hours are judged by the same comparisons.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include <dutybound/calendar.hpp>

#include "engine/run.hpp"

namespace dutybound::findings {

/// Something that lies between two points, both included: day numbers, or seconds.
struct Bounds {
  std::int64_t earliest = std::numeric_limits<std::int64_t>::min();
  std::int64_t latest = std::numeric_limits<std::int64_t>::max();
  [[nodiscard]] bool exact() const { return earliest == latest; }
};

/// The line of one clock.
class Line {
 public:
  explicit Line(bool seconds) : seconds_(seconds) {}

  [[nodiscard]] bool seconds() const { return seconds_; }
  [[nodiscard]] std::int64_t now(const engine::AsAt& as_at) const {
    return seconds_ ? as_at.instant().seconds() : as_at.day.number();
  }
  /// Of a date or date_time that is known; anything else lies anywhere.
  [[nodiscard]] Bounds of(const feel::Cell& cell) const;
  /// The first day (number) whose end is not before that point.
  [[nodiscard]] std::int32_t day(std::int64_t point) const;

 private:
  bool seconds_;
};

/// The civil day of a date or date_time, where it is known and one.
[[nodiscard]] std::optional<Date> civil_day(const feel::Cell& cell);

/// Left or early, negative: the working days that were still to come, the last day among them. Late: those that have gone since
/// it, and at least one, for a Saturday after a last Friday is not in time. Nothing beyond the calendar.
[[nodiscard]] std::optional<std::int64_t> working_days_past(const Calendar* calendar, Date last, Date then);

/// From a last day to another: late positive, in working days, hours (whole ones, rounded up where late) or else days. Nothing where
/// either is not exact enough to tell.
[[nodiscard]] std::optional<std::int64_t> distance(const Line& line, const Bounds& last, const Bounds& then, DayUnit unit,
                                                   const Calendar* calendar);

/// Whether the date is as_at itself, which tomorrow is tomorrow.
[[nodiscard]] inline bool is_as_at(const feel::Cell& cell, Date as_at) {
  return cell.is_known() && cell.kind == feel::Kind::date && cell.date() == as_at && cell.valid_until == as_at.number() + 1;
}

}  // namespace dutybound::findings
