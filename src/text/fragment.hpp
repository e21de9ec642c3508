// A decoded piece of a source (a YAML scalar, a FEEL text) that still knows where each byte stands in the file.
#pragma once

#include <string>
#include <vector>

#include <dutybound/diagnostic.hpp>

namespace dutybound::text {

/// `text` was decoded from `source`; `marks` maps offsets of `text` to offsets of the source in ascending order: between two
/// marks both advance together.
struct Fragment {
  struct Mark {
    std::size_t here = 0;
    std::size_t there = 0;
  };
  SourcePtr source;
  std::string text;
  std::vector<Mark> marks;

  /// The span of the source that bytes [begin, end) of `text` came from.
  [[nodiscard]] Span at(std::size_t begin, std::size_t end) const;
};

/// A fragment that is a whole source by itself.
[[nodiscard]] Fragment whole(std::string name, std::string text);

}  // namespace dutybound::text
