// What every JSON writer here shares: keys in the order of writing, null for what is absent. Entries: versions, text_or_null,
// list, dump.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <dutybound/finding.hpp>
#include <dutybound/version.hpp>

#include "text/shown.hpp"

namespace dutybound::report {

using Json = nlohmann::ordered_json;

/// What an object begins with: which format (formats.hpp) it has, and which engine wrote it.
[[nodiscard]] inline Json versions(const char* format) { return Json{{"format", format}, {"engine", DUTYBOUND_VERSION}}; }

[[nodiscard]] inline Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

/// An array of what `convert` makes of each.
template <class T, class Convert>
[[nodiscard]] Json list(const std::vector<T>& values, Convert convert) {
  Json array = Json::array();
  for (const T& value : values) array.push_back(convert(value));
  return array;
}

/// What of a case was not read: how many names, the first of them, and why.
[[nodiscard]] inline Json unread_names_json(const UnreadNames& names) {
  return Json{{"names", names.count}, {"path", names.first->path}, {"reason", names.first->reason}};
}

/// A byte that is no UTF-8 is replaced; characters that steer a terminal are escaped. An `indent` of -1 gives one line.
[[nodiscard]] inline std::string dump(const Json& json, int indent) {
  return text::shown_json(json.dump(indent, ' ', false, Json::error_handler_t::replace));
}

}  // namespace dutybound::report
