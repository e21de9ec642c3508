// Numbers of cells as texts, each in one way. Entry: write_plainly, number_text.
#pragma once

#include <string>

namespace dutybound::input {

/// `12.00`, `1.2E1` and `12` are one number.
void write_plainly(std::string& digits);
/// The shortest digits that are the number; a whole number without a point.
[[nodiscard]] std::string number_text(double number);

}  // namespace dutybound::input
