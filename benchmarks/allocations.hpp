// How often the program has asked for memory since it began.
#pragma once

#include <cstddef>

namespace dutybound::benchmarks {

[[nodiscard]] std::size_t allocations();

}  // namespace dutybound::benchmarks
