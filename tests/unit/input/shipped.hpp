// A desk with the vocabulary and the mapping that are shipped.
#pragma once

#include "desk.hpp"

namespace dutybound::testing {

inline const Desk& shipped_desk() {
  static const Desk made = [] {
    Desk desk;
    desk.program = program_of(file_text("rules/vocabulary/childrens-social-care.yaml"));
    std::vector<SourcePtr> files;
    for (const char* name : {"cin-census.yaml", "cin-census-tables.yaml", "ssd.yaml", "annex-a.yaml"})
      files.push_back(source(name, file_text(std::string("rules/mappings/") + name)));
    const auto mappings = input::read_mappings(trees(files), desk.program->vocabulary);
    INFO(list(mappings.diagnostics()));
    REQUIRE(mappings.ok());
    desk.mappings = mappings.value();
    return desk;
  }();
  return made;
}

}  // namespace dutybound::testing
