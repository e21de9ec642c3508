// Days, amounts and sources in words.
#pragma once

#include <string>
#include <vector>

#include <dutybound/explanation.hpp>

#include "engine/run.hpp"

namespace dutybound::explain {

/// `Thu 28 Mar 2024`.
[[nodiscard]] std::string day_text(Date day);
/// `29 Mar`.
[[nodiscard]] std::string short_day_text(Date day);
/// `Thu 28 Mar 2024 10:00`.
[[nodiscard]] std::string instant_text(DateTime instant);
/// A date or date_time: its day, and its time of day where it is recorded and `with_time`.
[[nodiscard]] std::string cell_day_text(const feel::Cell& cell, bool with_time);
/// The plain words of a condition with the day where they say `{deciding_day}`.
[[nodiscard]] std::string with_day(std::string words, const std::string& day);

/// `working days`, `working day`.
[[nodiscard]] std::string unit_text(DayUnit unit, bool plural);
/// `15 working days`, `1 month`.
[[nodiscard]] std::string count_text(std::int64_t count, DayUnit unit);
/// `A`, `A and B`, `A, B and C`.
[[nodiscard]] std::string list_text(const std::vector<std::string>& items);

[[nodiscard]] std::vector<SourceReading> sources_of(const std::vector<rulebook::Citation>& citations);

/// What a fact was read as.
[[nodiscard]] FactReading fact_reading(const program::Program& program, const engine::Facts& facts,
                                       const engine::Run::Reading& reading);

}  // namespace dutybound::explain
