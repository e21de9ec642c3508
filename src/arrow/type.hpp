// A column's Arrow type as what its cells are. Used by Table only.
#pragma once

#include "arrow/table.hpp"

namespace dutybound::arrow {

/// Types that no fact can come from are `unreadable`: a table may have such columns as long as nobody needs them.
[[nodiscard]] Type read_type(const ArrowSchema& schema);

}  // namespace dutybound::arrow
