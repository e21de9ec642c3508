// All rules over all records of one case. Entry: Assessor. Explanations are src/explain's.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <dutybound/judged_case.hpp>

#include "findings/walk.hpp"

namespace dutybound::findings {

/// A finding and where it came from.
struct Judged {
  Finding finding;
  std::uint32_t rule = 0;  ///< index in Program::rules: the version that judged
  engine::Instance instance;
  Causes causes;            ///< what an undecided one turns on, and after that
  std::size_t lacking = 0;  ///< the first so many; besides, what conditions pass over
};

/// All answers about one case, each put into words when it is asked for; the facts are those that were judged. The program has to
/// outlive it.
struct Answered {
  Answered(const program::Program& program, const AssessOptions& options) : from(program, options) {}

  [[nodiscard]] Finding finding(const engine::Facts& facts, std::size_t index) const;
  [[nodiscard]] FindingOutline outline(std::size_t index) const;

  Standpoint from;
  Answers answers;
  Assessment frame;  ///< without findings
};

/// A program made ready to judge cases. Immutable: one for all threads, with a Run for each.
class Assessor {
 public:
  explicit Assessor(std::shared_ptr<const program::Program> program);

  [[nodiscard]] const program::Program& program() const { return *program_; }
  [[nodiscard]] const std::shared_ptr<const program::Program>& shared_program() const { return program_; }
  /// Index in Program::groups.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view rule) const;

  [[nodiscard]] Assessment assess(engine::Run& run, const engine::Facts& facts, const AssessOptions& options) const;
  /// The same before words.
  [[nodiscard]] std::unique_ptr<Answered> answer(engine::Run& run, const engine::Facts& facts,
                                                 const AssessOptions& options) const;
  /// The findings alone, of one group or of all that are judged.
  [[nodiscard]] std::vector<Judged> judge(engine::Run& run, const engine::Facts& facts, const Standpoint& from,
                                          std::optional<std::uint32_t> only, Besides besides) const;
  /// One finding again, of a rule in whichever version for the same record, from facts that may differ. Leaves the record bound
  /// in `run`. Without valid_until.
  [[nodiscard]] Judged judge_at(engine::Run& run, const engine::Facts& facts, const Standpoint& from, std::uint32_t rule,
                                const engine::Instance& instance) const;

 private:
  std::shared_ptr<const program::Program> program_;
  std::vector<rulebook::EntityId> subject_of_;  ///< by entity
};

}  // namespace dutybound::findings
