// A text of documents to a Caseload. Entry: caseload_of_text.
#pragma once

#include <memory>

#include <dutybound/caseload.hpp>

#include "input/mapping.hpp"
#include "program/program.hpp"

namespace dutybound::input {

/// Of a text that cannot be read, one case with the reason. `mappings` is kept by the caseload.
[[nodiscard]] Caseload caseload_of_text(std::shared_ptr<const program::Program> program, std::shared_ptr<const Mappings> mappings,
                                        std::string name, std::string text, CaseFormat format, const Limits& limits);

}  // namespace dutybound::input
