// What expressions compute with. A Cell is a value or the reason that there is none, and how long it holds.
// Trivially copyable: pointers lead into the facts, the program or the arena of the run, which outlive it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include <dutybound/date.hpp>

#include "feel/decimal.hpp"

namespace dutybound::feel {

/// known: there is a value. null: there is none, and that is known (an event that has not happened; FEEL's null).
/// unknown: the source does not say (nothing is recorded), or what it says does not tell (Cell::unclear).
enum class State : std::uint8_t { known, null, unknown };

enum class Kind : std::uint8_t {
  none,  ///< of a bare null
  boolean,
  number,
  text,
  enumeration,
  date,
  date_time,
  days_duration,    ///< days and time duration, seconds
  months_duration,  ///< years and months duration, months
  record,
  list,
};

struct Cell;

struct RecordRef {
  std::uint32_t entity;
  std::uint32_t row;
};

struct Items {
  const Cell* data;
  std::size_t size;
};

/// An instant known to lie between two, both included: a time of day that is not recorded leaves a day's width.
struct Interval {
  std::int64_t earliest;  ///< seconds, as DateTime
  std::int64_t latest;
};

struct TextRef {
  const char* data;
  std::size_t size;
};

/// No day: the value never changes by time alone.
inline constexpr std::int32_t forever = std::numeric_limits<std::int32_t>::max();

struct Cell {
  union Payload {
    bool truth;
    std::int64_t integer;  ///< enumeration: index of the value; date: day number; durations: months or seconds
    Decimal number;
    TextRef text;
    Interval instant;
    RecordRef record;
    Items items;
  };
  Payload payload{.integer = 0};
  /// The first day (number) on which time alone may change this cell; `forever` if never. A lower bound.
  std::int32_t valid_until = forever;
  State state = State::null;
  Kind kind = Kind::none;
  bool maybe = false;  ///< list element whose membership is unknown (a filter's condition was)
  /// Of what is unknown, or may not belong: something is recorded that does not tell. It is impossible, lacks the time of day, or
  /// lies beyond the calendar; or such a value went into it.
  bool unclear = false;

  [[nodiscard]] bool is_known() const { return state == State::known; }
  [[nodiscard]] bool is_null() const { return state == State::null; }
  [[nodiscard]] bool is_unknown() const { return state == State::unknown; }
  [[nodiscard]] bool is_unclear() const { return unclear && (is_unknown() || maybe); }
  [[nodiscard]] bool is_true() const { return is_known() && kind == Kind::boolean && payload.truth; }
  [[nodiscard]] bool is_false() const { return is_known() && kind == Kind::boolean && !payload.truth; }
  [[nodiscard]] std::string_view text() const { return {payload.text.data, payload.text.size}; }
  [[nodiscard]] Date date() const { return Date::from_number(static_cast<std::int32_t>(payload.integer)); }

  /// Of an unknown date: a day that it is surely before.
  [[nodiscard]] std::optional<Date> before() const {
    if (!is_unknown() || kind != Kind::date || payload.record.entity == 0) return std::nullopt;
    return Date::from_number(static_cast<std::int32_t>(payload.record.row));
  }

  static Cell null(Kind kind = Kind::none);
  static Cell unknown(Kind kind, bool unclear = false);
  /// An unknown date that is surely before that day.
  static Cell unknown_before(Date day);
  /// Records of an entity that are not listed, one or more, of which only that is known: their date of order is before that day.
  static Cell records_before(std::uint32_t entity, Date day);
  static Cell boolean(bool value);
  static Cell number(Decimal value);
  static Cell integer(std::int64_t value);  ///< a number
  static Cell text(std::string_view value);
  static Cell enumeration(std::int64_t index);
  static Cell date(Date value);
  static Cell date_time(DateTime value);
  static Cell date_time(Interval value);
  static Cell days_duration(std::int64_t seconds);
  static Cell months_duration(std::int64_t months);
  static Cell record(std::uint32_t entity, std::uint32_t row);
  static Cell list(const Cell* data, std::size_t size);
};

}  // namespace dutybound::feel
