// Which leaves of conditions decided what their rules answered. Used by run only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <dutybound/rulebook.hpp>
#include <dutybound/scenario.hpp>

#include "engine/run.hpp"

namespace dutybound::scenario {

class Decisions {
 public:
  /// `program` has to outlive it.
  explicit Decisions(const program::Program& program);

  /// Judges each of those rules again, for every record, with each leaf of its conditions otherwise. `run` is of the same
  /// program, save for values of policy parameters; `findings` are what it gave.
  void note(engine::Run& run, const engine::Facts& facts, const AssessOptions& options, const std::vector<Finding>& findings,
            const std::set<std::string>& rules);
  /// By rule in the program's order; only of rules that were noted.
  [[nodiscard]] std::vector<LeafDecision> take() &&;

 private:
  struct Watched {
    std::uint32_t rule = 0;
    const program::ConditionPlan* whole = nullptr;
    const program::ConditionPlan* leaf = nullptr;
    std::size_t seen = 0;  ///< in seen_: versions of a rule share what they say in the same words
  };
  void watch(std::uint32_t rule, const std::string& role, const program::ConditionPlan& whole,
             const program::ConditionPlan& plan);

  const program::Program& program_;
  std::vector<Watched> watched_;
  std::multimap<std::string, std::size_t> of_rule_;  ///< id -> indices in watched_
  std::vector<LeafDecision> seen_;
  std::set<std::string> noted_;
};

}  // namespace dutybound::scenario
