// What an instruction means that neither reads facts nor loops, and how an event is seen from a day. Written over cells, so that
// every driver (one case, a table's column) shares it. Entry: apply.
#pragma once

#include <optional>
#include <span>

#include "feel/arena.hpp"
#include "program/program.hpp"

namespace dutybound::program {

/// When an assessment looks: a day, and the instant up to which events have happened.
struct Moment {
  Date day;
  DateTime instant;
  /// Index of a rulebook that judges whatever the dates: its numbers are those of its own days.
  std::optional<std::uint32_t> edition = std::nullopt;
};

/// What operations use beside their operands.
struct Surroundings {
  const Program& program;
  Moment as_at;
  feel::Arena& arena;
};

/// The result of an instruction of effect pure, clock or calendar over its operands, in order.
[[nodiscard]] feel::Cell apply(const Instruction& instruction, std::span<const feel::Cell> operands, const Surroundings& with);

/// A recorded event as it is seen from a moment: what lies in the future has not happened yet.
[[nodiscard]] feel::Cell seen(const feel::Cell& recorded, const Moment& as_at);

/// The value of a parameter on a day; unknown where no row is in force.
[[nodiscard]] feel::Cell parameter_on(const rulebook::Parameter& parameter, Date day);

/// `from`, or the next day after it that is no Sunday, Christmas Day or listed holiday; unknown beyond the calendar.
[[nodiscard]] feel::Cell ordinary_day(const feel::Cell& from, const Calendar& calendar);

}  // namespace dutybound::program
