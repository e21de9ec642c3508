// White space as all of Unicode has it: spreadsheets and web pages put no-break spaces where people see plain ones.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dutybound::text {

/// How many bytes of white space, or of a mark that is not seen (zero-width, byte order), the text begins with; 0: none.
[[nodiscard]] std::size_t white_space_size(std::string_view text);

/// As much of a text as is no surrounding white space.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Trimmed, and with one plain space wherever there is white space inside.
[[nodiscard]] std::string single_spaced(std::string_view text);

}  // namespace dutybound::text
