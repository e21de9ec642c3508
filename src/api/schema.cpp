// The public entry to the schema of case documents.
#include <dutybound/schema.hpp>

#include "api/rulebook_body.hpp"
#include "api/schema_case.hpp"

namespace dutybound {

std::string case_schema(const Rulebook& rulebook) { return api::case_schema(rulebook.body().program->vocabulary); }

}  // namespace dutybound
