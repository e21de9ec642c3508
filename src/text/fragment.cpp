// Mapping a decoded text's offsets back to its source. Entries: Fragment::at, whole.
#include "text/fragment.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace dutybound::text {
namespace {

std::size_t mapped(const Fragment::Mark& mark, std::size_t offset) { return mark.there + (offset - mark.here); }

}  // namespace

Span Fragment::at(std::size_t begin, std::size_t end) const {
  // Two marks with one `here` enclose source text that was dropped: a span ends before it and begins after it.
  const auto after = std::upper_bound(marks.begin(), marks.end(), begin,
                                      [](std::size_t offset, const Mark& mark) { return offset < mark.here; });
  const std::size_t first = after == marks.begin() ? begin : mapped(*(after - 1), begin);
  if (end <= begin) return {first, first};
  const auto until =
      std::lower_bound(marks.begin(), marks.end(), end, [](const Mark& mark, std::size_t offset) { return mark.here < offset; });
  if (until != marks.end() && until->here == end) return {first, until->there};
  return {first, until == marks.begin() ? end : mapped(*(until - 1), end)};
}

Fragment whole(std::string name, std::string text) {
  auto source = std::make_shared<const Source>(Source{std::move(name), std::move(text)});
  std::string copy = source->text;
  return {std::move(source), std::move(copy), {}};
}

}  // namespace dutybound::text
