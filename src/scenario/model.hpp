// Scenario files, read and checked. Entry: read_scenarios. What becomes of them, run.hpp says.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <dutybound/limits.hpp>
#include <dutybound/rulebook.hpp>

#include "program/program.hpp"
#include "yaml/node.hpp"

namespace dutybound::scenario {

/// A key of an `expect` row and what it says: nothing for null, one text, or several.
struct Expected {
  std::string key;
  bool null = false;
  std::vector<std::string> texts;
};

/// One row: which finding, and what has to be true of it.
struct Expectation {
  std::size_t line = 0;
  std::string rule;
  std::optional<std::string> record, instance;
  std::vector<Expected> wanted;
};

struct Scenario {
  std::string file;
  std::size_t line = 0;
  std::string name;
  AssessOptions options{.as_at = Date()};  ///< of a file without mistakes, its own day
  std::map<std::string, std::int64_t> policy;
  std::string subject;
  yaml::Node facts;
  std::vector<Expectation> expect;
};

/// Reads a file whose first key is `scenarios`; nothing for any other. Mistakes go to `diagnostics`.
[[nodiscard]] std::vector<Scenario> read_scenarios(const SourcePtr& source, const program::Program& program, const Limits& limits,
                                                   Diagnostics& diagnostics);

}  // namespace dutybound::scenario
