// Where the value at a path of a document stands. Entry: PlacesIn.
#pragma once

#include <string_view>
#include <unordered_map>

#include "input/document.hpp"

namespace dutybound::input {

/// Keeps the members of the records that it looked into, so that many paths into one record take no longer than they are many.
/// The document has to outlive it.
class PlacesIn {
 public:
  explicit PlacesIn(const Value& document) : document_(document) {}
  /// The place of the value at `episodes[0].referral.received_at`, or of the record that it would stand in.
  [[nodiscard]] Span of(std::string_view path);

 private:
  const Value& document_;
  std::unordered_map<const Value*, std::unordered_map<std::string_view, const Value*>> members_;
};

}  // namespace dutybound::input
