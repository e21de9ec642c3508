// In which cases scenarios have to show a rule: the one table of them. Entry: cases_of.
#pragma once

#include <string>
#include <vector>

#include <dutybound/scenario.hpp>

#include "program/program.hpp"

namespace dutybound::catalogue {

/// A case, and how many of the findings that scenarios expected show it.
struct Shown {
  std::string name;
  std::size_t count = 0;
};

/// The cases that a rule of that shape has to be shown in, in the table's order. `reads_facts`: it can be undecided.
[[nodiscard]] std::vector<Shown> cases_of(const program::RulePlan& rule, bool reads_facts,
                                          const std::vector<const ShownFinding*>& findings);

}  // namespace dutybound::catalogue
