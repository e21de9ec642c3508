// The JSON that is written, by name and number: the one list. A number rises where something that was promised is taken away or
// comes to mean something else (docs/json.md). json_value.hpp has what an object begins with.
#pragma once

namespace dutybound::report::formats {

inline constexpr const char* assessment = "dutybound.assessment/1";
inline constexpr const char* finding = "dutybound.finding/1";  ///< a line of JSON Lines
inline constexpr const char* explanation = "dutybound.explanation/1";
inline constexpr const char* questions = "dutybound.questions/1";
inline constexpr const char* difference = "dutybound.difference/1";
inline constexpr const char* coverage = "dutybound.coverage/1";
inline constexpr const char* unread = "dutybound.unread/1";

}  // namespace dutybound::report::formats
