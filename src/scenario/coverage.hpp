// What scenarios made of the conditions of the rules that they expect something of. Used by run only.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <dutybound/scenario.hpp>

#include "engine/run.hpp"

namespace dutybound::scenario {

class Coverage {
 public:
  explicit Coverage(const program::Program& program);

  /// Notes the truth of every condition of those rules, for every record that they are about.
  void note(engine::Run& run, const engine::Facts& facts, engine::AsAt as_at, const std::set<std::string>& rules);
  /// By rule in the program's order, the whole condition before its parts; only rules that were noted. What several versions of
  /// a rule say in the same words is told once.
  [[nodiscard]] std::vector<ConditionCoverage> take() &&;

 private:
  struct Watched {
    std::uint32_t group = 0;
    std::set<program::Register> truths;
    ConditionCoverage seen;
  };
  void watch(const program::RulePlan& rule, const std::string& role, const program::ConditionPlan& plan);

  const program::Program& program_;
  std::vector<Watched> watched_;
  std::size_t group_begins_ = 0;   ///< while watching: the first condition of the rule at hand
  std::vector<std::size_t> met_;   ///< and those that the version at hand has said already
  std::vector<bool> noted_;        ///< by group
};

}  // namespace dutybound::scenario
