// Which function names FEEL has, and which of them the statutory profile leaves out.
#pragma once

#include <cstddef>
#include <string_view>

namespace dutybound::feel {

/// Words in the longest function name of FEEL.
inline constexpr std::size_t longest_function_name = 5;

/// Whether FEEL has it, in whatever profile: such a name is read as one, whatever words it contains.
[[nodiscard]] bool is_function_of_feel(std::string_view name);

/// The profile's function with a similar name, or empty.
[[nodiscard]] std::string_view nearest_function(std::string_view name);

/// Whether FEEL has it and the statutory profile does not.
[[nodiscard]] bool is_left_out(std::string_view name);

}  // namespace dutybound::feel
