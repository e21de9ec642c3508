// Texts and numbers in which tables write days besides ISO. Used by cell_value.cpp only.
#pragma once

#include "input/document.hpp"
#include "input/table_mapping.hpp"

namespace dutybound::input {

/// A text or number that stands for a day: the day, the same text where it is for typed_value to judge, or a refusal.
[[nodiscard]] Value day_in_words(Value value, const DateForms& forms);

/// 1900-01-01, which systems write where no day is known.
inline constexpr std::int64_t no_day = -25'567;

}  // namespace dutybound::input
