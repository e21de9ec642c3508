// The functions of FEEL outside the statutory profile.
#include "feel/dialect.hpp"

#include <algorithm>

#include "feel/builtins.hpp"
#include "text/diagnose.hpp"

namespace dutybound::feel {
namespace {

constexpr std::string_view left_out[] = {
    "after",    "before",        "coincides",   "context",      "context merge", "context put",     "date and time",
    "during",   "exp",           "finished by", "finishes",     "function",      "get entries",     "get value",
    "includes", "insert before", "is",          "list replace", "log",           "matches",         "median",
    "meets",    "met by",        "mode",        "now",          "overlaps",      "overlaps after",  "overlaps before",
    "product",  "range",         "remove",      "replace",      "round down",    "round half down", "round half up",
    "round up", "split",         "sqrt",        "started by",   "starts",        "stddev",          "string join",
    "time",     "today",         "union"};

}  // namespace

bool is_left_out(std::string_view name) {
  return std::find(std::begin(left_out), std::end(left_out), name) != std::end(left_out);
}

bool is_function_of_feel(std::string_view name) {
  const auto table = builtins();
  return is_left_out(name) || std::any_of(table.begin(), table.end(), [&](const BuiltinEntry& e) { return e.name == name; });
}

std::string_view nearest_function(std::string_view name) {
  std::vector<std::string_view> candidates;
  for (const BuiltinEntry& row : builtins()) candidates.push_back(row.name);
  return text::nearest(name, candidates);
}

}  // namespace dutybound::feel
