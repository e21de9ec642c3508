// Every budget in one struct. Each is honoured by the stage that it names and has a test at it and one past it.
#pragma once

#include <cstddef>

namespace dutybound {

struct Limits {
  std::size_t file_bytes = 64U << 20U;        ///< one input file or document
  std::size_t rule_file_bytes = 4U << 20U;    ///< one YAML file of rules
  std::size_t nesting = 64;                   ///< levels of YAML, JSON, XML or FEEL
  std::size_t expression_bytes = 16U << 10U;  ///< one FEEL expression
  std::size_t nodes = 1'000'000;              ///< values in one document
  std::size_t records_per_case = 100'000;     ///< rows of all entities of one case
  std::size_t steps_per_case = 200'000'000;   ///< instructions executed for one assessment of one case
};

}  // namespace dutybound
