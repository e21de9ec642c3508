// A caseload: many subjects, from tables or from a text of documents, joined and ready to be assessed. Entry:
// Rulebook::read_tables, Rulebook::read_caseload. Assessing one is caseload_assessment.hpp's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/arrow_abi.hpp>
#include <dutybound/case.hpp>

namespace dutybound {

struct PlacedError {
  std::string table;
  std::optional<std::uint64_t> row;
  std::string column;
  std::optional<std::string> case_id;
  DataError error;
};

}  // namespace dutybound
