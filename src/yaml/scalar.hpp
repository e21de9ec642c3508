// What a scalar means, by our own rules (YAML 1.2 core for booleans and numbers; ISO dates), not by yaml-cpp's.
#pragma once

#include <cstdint>
#include <optional>

#include <dutybound/date.hpp>

#include "yaml/node.hpp"

namespace dutybound::yaml {

/// `true` or `false`, written plain.
[[nodiscard]] std::optional<bool> as_boolean(const Node& node);
/// A whole number in decimal digits with optional minus sign, written plain.
[[nodiscard]] std::optional<std::int64_t> as_integer(const Node& node);
/// A decimal number, written plain: its text.
[[nodiscard]] std::optional<std::string> as_number_text(const Node& node);
/// `YYYY-MM-DD`, plain or quoted.
[[nodiscard]] std::optional<Date> as_date(const Node& node);

}  // namespace dutybound::yaml
