// JSON Schemas (draft 2020-12) generated from the code's own model, so that editors complete and check what authors write.
#pragma once

#include <string>

#include <dutybound/export.h>
#include <dutybound/rulebook.hpp>

namespace dutybound {

/// Of a case document (any subject), from the loaded vocabulary.
[[nodiscard]] DUTYBOUND_API std::string case_schema(const Rulebook& rulebook);
/// Of every YAML file in a folder of rules, from the reader's own tables of keys.
[[nodiscard]] DUTYBOUND_API std::string rules_schema();
/// Of assess --format json.
[[nodiscard]] DUTYBOUND_API std::string assessment_schema();

}  // namespace dutybound
