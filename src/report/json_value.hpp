// What every JSON writer here shares: keys in the order of writing, null for what is absent. Entries: text_or_null, list, dump.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace dutybound::report {

using Json = nlohmann::ordered_json;

[[nodiscard]] inline Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

/// An array of what `convert` makes of each.
template <class T, class Convert>
[[nodiscard]] Json list(const std::vector<T>& values, Convert convert) {
  Json array = Json::array();
  for (const T& value : values) array.push_back(convert(value));
  return array;
}

/// A byte that is no UTF-8 is replaced, so that what is written is always JSON. An `indent` of -1 gives one line.
[[nodiscard]] inline std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace dutybound::report
