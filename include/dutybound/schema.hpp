// JSON Schemas (draft 2020-12) generated from the code's own model, so that editors complete and check what authors write.
#pragma once

#include <string>

#include <dutybound/rulebook.hpp>

namespace dutybound {

/// Of a case document (any subject), from the loaded vocabulary.
[[nodiscard]] std::string case_schema(const Rulebook& rulebook);
/// Of every YAML file in a folder of rules, from the reader's own tables of keys.
[[nodiscard]] std::string rules_schema();
/// Of assess --format json.
[[nodiscard]] std::string assessment_schema();

}  // namespace dutybound
