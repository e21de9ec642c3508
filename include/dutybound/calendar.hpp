// Working days: Monday to Friday less listed days, within the span of days that the list knows.
// Entry: Calendar. Reading one from YAML is the rulebook stage's.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/date.hpp>

namespace dutybound {

/// A day that is no working day though its weekday would make it one, and why.
struct Holiday {
  Date date;
  std::string name;
  bool closure = false;  ///< a local closure day: no bank holiday, so statutes that name bank holidays do not mean it
  friend bool operator==(const Holiday&, const Holiday&) = default;
};

/// A working-day calendar. Immutable after construction; safe to share between threads; copies are cheap.
/// All counting is exclusive of the starting day: the starting day is day 0 whether or not it is a working
/// day, and day 1 is the first working day after it.
class DUTYBOUND_API Calendar {
 public:
  /// Knows [first_known, last_known]; holidays outside it or twice on one day are the caller's mistake (the YAML reader
  /// diagnoses them). `weekend_holidays` are days that the law makes bank holidays though they fall on a weekend: they change
  /// no count. Cost: one entry a known day.
  Calendar(std::string name, Date first_known, Date last_known, std::vector<Holiday> holidays,
           std::vector<Holiday> weekend_holidays = {});

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] Date first_known() const;
  [[nodiscard]] Date last_known() const;
  /// In order of date, with local closure days if any were added.
  [[nodiscard]] const std::vector<Holiday>& holidays() const;
  /// In order of date.
  [[nodiscard]] const std::vector<Holiday>& weekend_holidays() const;
  /// The same calendar with further closure days (weekend days and days already listed change nothing).
  [[nodiscard]] Calendar with_closures(const std::vector<Holiday>& closures) const;

  [[nodiscard]] bool knows(Date day) const;
  /// Whether a day that the calendar knows is a bank holiday in law, on a weekday or at a weekend; a local closure day is none.
  [[nodiscard]] bool is_bank_holiday(Date day) const;
  /// Nothing beyond the calendar.
  [[nodiscard]] std::optional<bool> is_working_day(Date day) const;
  /// The n-th working day after `from` (n < 0: before it; n = 0: `from` itself). O(1). Nothing where `from` or the answer lies
  /// beyond the calendar.
  [[nodiscard]] std::optional<Date> add_working_days(Date from, std::int64_t n) const;
  /// How many working days lie after `from` up to and including `to`; negative if `to` is earlier (the working days from
  /// `to` up to, not including, `from`, so that add_working_days(from, n) with n < 0 counts back to n). O(1). Nothing
  /// where either lies beyond the calendar.
  [[nodiscard]] std::optional<std::int64_t> count_working_days(Date from, Date to) const;
  /// The weekday holidays in (from, to], for explanations.
  [[nodiscard]] std::vector<Holiday> skipped(Date from, Date to) const;

 private:
  struct DUTYBOUND_INNER Body;
  std::shared_ptr<const Body> body_;
};

}  // namespace dutybound
