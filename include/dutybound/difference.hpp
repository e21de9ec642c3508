// How two rulebooks, or two editions, differ: in words, in what they compute, and in what becomes of their scenarios.
// Entry: compare_rules.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/rulebook.hpp>
#include <dutybound/scenario.hpp>

namespace dutybound {

/// One side of a comparison.
struct ComparedRules {
  Rulebook rulebook;
  std::string only;                 ///< the id of one of its rulebooks, to compare that alone; empty: all of them
  std::vector<RuleFile> scenarios;  ///< files whose first key is `scenarios`; others are passed over
};

enum class Change : std::uint8_t { came = 0, went = 1, changed = 2 };
[[nodiscard]] DUTYBOUND_API std::string_view to_string(Change change);

/// A part of a rule that reads differently: `title`, `modality`, `deadline`, `applies_when`, `source`, ...
struct PartDifference {
  std::string part;
  std::string before, after;  ///< as people read it, lines ended by line feeds; empty where a side has none
  bool same_meaning = false;  ///< written differently, computed the same; always false for what is words alone
};

/// A scenario's finding that comes out otherwise.
struct OutcomeDifference {
  std::string file;
  std::size_t line = 0;
  std::string scenario;
  std::string instance;
  std::string before, after;  ///< status, and what else differs: `met, due 2024-04-22`
};

struct RuleDifference {
  std::string rule;  ///< its id; with its rulebook's before it (`rulebook/rule`) where all rulebooks are compared
  Change change{};
  std::string title;                        ///< of the later side that has it
  std::vector<PartDifference> parts;        ///< changed rules only
  std::vector<OutcomeDifference> outcomes;  ///< changed rules only: scenarios of either side
};

/// A number that differs.
struct ParameterDifference {
  std::string parameter;
  Change change{};
  std::string before, after;  ///< its dated values: `45 from 2013-04-15`
};

struct Difference {
  std::string before, after;  ///< what was compared, by name
  std::vector<RuleDifference> rules;
  std::vector<ParameterDifference> parameters;
  std::size_t unchanged = 0;  ///< rules that read alike on both sides
};

/// `before` and `after` of one series are compared as editions: each judges every scenario by its own text, whatever the dates.
/// Cost: one run of the scenarios about changed rules on each side. Diagnostics: scenario files with mistakes.
[[nodiscard]] DUTYBOUND_API Result<Difference> compare_rules(const ComparedRules& before, const ComparedRules& after);

}  // namespace dutybound
