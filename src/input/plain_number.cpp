// Numbers without exponents and empty fractions.
#include "input/plain_number.hpp"

#include <charconv>
#include <cmath>

#include "feel/decimal.hpp"

namespace dutybound::input {

void write_plainly(std::string& digits) {
  if (digits.find_first_of("eE") != std::string::npos) {
    if (const auto number = feel::Decimal::parse(digits)) digits = number->to_string();
  }
  const std::size_t point = digits.find('.');
  if (point != std::string::npos && digits.find_first_not_of('0', point + 1) == std::string::npos) digits.resize(point);
}

std::string number_text(double number) {
  char buffer[40];
  if (number == std::floor(number) && std::fabs(number) < 9e15) {
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::int64_t>(number)).ptr;
    return {buffer, end};
  }
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr};
}

}  // namespace dutybound::input
