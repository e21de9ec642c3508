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
  /// By rule in the program's order, the whole condition before its parts; only rules that were noted.
  [[nodiscard]] std::vector<ConditionCoverage> take() &&;

 private:
  struct Watched {
    std::uint32_t rule = 0;
    program::Register truth = program::no_register;
    ConditionCoverage seen;
  };
  void watch(std::uint32_t rule, const std::string& role, const program::ConditionPlan& plan);

  const program::Program& program_;
  std::vector<Watched> watched_;
  std::vector<bool> noted_;  ///< by rule
};

}  // namespace dutybound::scenario
