// Paths as data errors have them, step by step.
#include "input/value_at.hpp"

#include <algorithm>
#include <charconv>

namespace dutybound::input {

Span PlacesIn::of(std::string_view path) {
  const Value* at = &document_;
  while (!path.empty()) {
    const std::string_view step = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(step.size() + 1, path.size()));
    const std::string_view name = step.substr(0, step.find('['));
    const auto [members, added] = members_.try_emplace(at);
    if (added) {
      for (const Member& member : at->members) members->second[member.key] = &member.value;
    }
    const auto found = members->second.find(name);
    if (found == members->second.end()) break;
    at = found->second;
    if (name.size() == step.size()) continue;
    std::size_t index = 0;
    std::from_chars(step.data() + name.size() + 1, step.data() + step.size(), index);
    if (index >= at->items.size()) break;
    at = &at->items[index];
  }
  return at->span;
}

}  // namespace dutybound::input
