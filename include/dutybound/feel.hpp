// One FEEL expression over ad-hoc facts: for trying the language out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <dutybound/export.h>
#include <dutybound/result.hpp>
#include <dutybound/rulebook.hpp>

namespace dutybound {

struct FeelAnswer {
  std::string value;  ///< as FEEL writes it; `unknown`; `null`
  std::string type;
  std::vector<std::string> missing;  ///< paths of the facts it depends on, where unknown
};

/// Evaluates `expression` under the statutory profile. `facts`: a JSON object whose members are the names in scope; their types
/// are taken from their values (an ISO date is a date, an ISO date and time a date_time; null is an event that has not happened;
/// an object a record; a list of objects a list of records). The names of the calendar's functions work over `rulebook`'s
/// calendar; `as_at` is in scope if given.
[[nodiscard]] DUTYBOUND_API Result<FeelAnswer> evaluate_feel(const Rulebook& rulebook, std::string_view expression,
                                                             std::string_view facts_json, std::optional<Date> as_at);

}  // namespace dutybound
