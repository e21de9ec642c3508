// What a scalar of a file says, and where each byte of it stands. yaml-cpp tells only where a scalar begins and what it means.
// Entry: decode.
#pragma once

#include <string_view>

#include "text/fragment.hpp"

namespace dutybound::yaml {

struct Decoded {
  text::Fragment fragment;
  bool plain = false;
  std::size_t end = 0;  ///< offset after the scalar: its closing quote, or the last line of a block without its line break
};

/// Reads the scalar that begins at `begin` of the source. `meaning` is what yaml-cpp makes of it: it tells where a plain scalar
/// ends and how far a block is indented; quotes and folding are read here.
[[nodiscard]] Decoded decode(const SourcePtr& source, std::size_t begin, std::string_view meaning);

/// The offset after the quoted scalar that begins at `begin`, or nothing (npos) if its quote is never closed.
[[nodiscard]] std::size_t end_of_quoted(std::string_view text, std::size_t begin);

}  // namespace dutybound::yaml
