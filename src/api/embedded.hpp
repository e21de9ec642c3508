// What the build made of rules/ (cmake/embed_rules.cpp).
#pragma once

#include <string_view>
#include <vector>

#include <dutybound/rulebook.hpp>

namespace dutybound {

/// The packed tree of each of embedded_rules(), in the same order: for yaml::unpack.
[[nodiscard]] const std::vector<std::string_view>& embedded_trees();

}  // namespace dutybound
