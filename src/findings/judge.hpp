// What the registers of a rule make of one instance: docs/rule-format.md, "Duty, in this order". Entry: judge, a pure function
// without allocation, to be called for one case or for each row of a table. Paths, words and missing facts are assess.cpp's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "engine/run.hpp"
#include "findings/cells.hpp"
#include "findings/editions.hpp"
#include "findings/parts.hpp"
#include "findings/statuses.hpp"

namespace dutybound::findings {

/// Whether the rule's edition covers the day that decides. `no_day`: there is none, because its clock has not started; `open`: it
/// is not known.
enum class Coverage : std::uint8_t { no, yes, no_day, open };

struct Judgement {
  Status status = Status::indeterminate;
  EditionPolicy edition_policy = EditionPolicy::in_force;
  Coverage coverage = Coverage::no;
  Statuses possible = 0;  ///< where its edition covers that day
  std::size_t row = 0;    ///< level: which
  std::optional<Date> trigger, due, done;
  std::optional<DateTime> due_at;
  std::optional<std::int64_t> days;
  std::optional<DayUnit> day_unit;
  /// Of an indeterminate one: what it is but for an exemption or an excuse of which nobody knows, where that is a lateness or
  /// breach.
  std::optional<Status> provisional;
  /// What an indeterminate answer turns on: cells that are unknown, or date_times known by their day only.
  Parts undecided = 0;
  std::size_t rows_read = 0;  ///< Part::rows: the first so many
  /// Days (numbers) before which time alone changes neither status nor outcome, though it may change nothing then either: by the
  /// passing of the rule's own dates, and by the cells that were read.
  std::int32_t dates_until = feel::forever;
  std::int32_t cells_until = feel::forever;
};

/// What several versions of a rule come to together.
struct Settled {
  Status status = Status::indeterminate;
  std::optional<Status> provisional;
};

/// Every status that some completion of the unknowns leads to is weighed; one alone is the answer, unless it is `settled` already.
/// `cells` are the rule's registers as seen from `as_at`.
[[nodiscard]] Judgement judge(const program::RulePlan& plan, const Calendar* calendar, const Cells& cells,
                              const Editions& editions, engine::AsAt as_at, const Settled* settled = nullptr);

}  // namespace dutybound::findings
