// Tables to a Caseload. Entry: read_tables.
#pragma once

#include <memory>

#include <dutybound/caseload.hpp>

#include "input/mapping.hpp"
#include "program/program.hpp"

namespace dutybound::input {

/// All mistakes of tables, columns and mapping in one run.
[[nodiscard]] Result<Caseload> read_tables(std::shared_ptr<const program::Program> program, const Mappings& mappings,
                                           std::vector<NamedTable> tables, const TableOptions& options, const Limits& limits);

}  // namespace dutybound::input
