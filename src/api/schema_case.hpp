// The JSON Schema of case documents. Entry: case_schema over a vocabulary; the public one is over a loaded Rulebook.
#pragma once

#include <string>

#include "rulebook/model.hpp"

namespace dutybound::api {

[[nodiscard]] std::string case_schema(const rulebook::Vocabulary& vocabulary);

}  // namespace dutybound::api
