// A desk with the vocabulary and the mapping that are shipped.
#pragma once

#include "desk.hpp"

namespace dutybound::testing {

inline const Desk& shipped_desk() {
  static const Desk made = [] {
    Desk desk;
    desk.program = program_of(file_text("rules/vocabulary/childrens-social-care.yaml"));
    const auto mappings = input::read_mappings(trees({source("cin-census.yaml", file_text("rules/mappings/cin-census.yaml"))}),
                                               desk.program->vocabulary);
    INFO(list(mappings.diagnostics()));
    REQUIRE(mappings.ok());
    desk.mappings = mappings.value();
    return desk;
  }();
  return made;
}

}  // namespace dutybound::testing
