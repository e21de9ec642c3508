// What a file is, without reading it: its first key where that is written plainly. Entry: first_key.
#pragma once

#include <string_view>

namespace dutybound::yaml {

/// The first key of a file that begins, after comments and a `---`, with a plain `word:` at a line's beginning; else empty, and
/// only reading tells. A view into `text`.
[[nodiscard]] std::string_view first_key(std::string_view text);

}  // namespace dutybound::yaml
