// Which versions of a rule an assessment may judge by, those under its readings of editions that are not left out (Entry:
// Versions), and which of them judges a record (Entry: choose).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "findings/causes.hpp"
#include "findings/editions.hpp"
#include "findings/judge.hpp"

namespace dutybound::findings {

/// Reading -> value.
using Choices = std::map<std::string, std::string>;

class Versions {
 public:
  /// Readings and values that are not loaded are left aside. `program` and `editions` have to outlive it.
  Versions(const program::Program& program, const Editions& editions, const Choices& readings);

  /// Every loaded reading, with the value that holds.
  [[nodiscard]] const Choices& chosen() const { return chosen_; }
  /// Indices in Program::rules, in the order of the group; none where every edition is left out.
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t group) const;
  /// The same with some readings otherwise than chosen.
  [[nodiscard]] std::vector<std::uint32_t> of(std::uint32_t group, const Choices& instead) const;
  /// Every combination of values of those readings but the chosen one.
  [[nodiscard]] std::vector<Choices> others(const Choices& of) const;

 private:
  void append(std::uint32_t group, const Choices& instead, std::vector<std::uint32_t>& into) const;

  const program::Program& program_;
  const Editions& editions_;
  Choices chosen_;
  std::vector<std::uint32_t> versions_;  ///< of one group after the other
  std::vector<std::size_t> begins_;      ///< by group, and the end
};

/// The version that judges a record.
struct Choice {
  std::uint32_t rule = 0;
  Judgement judgement;
  bool open = false;  ///< which of several judges is not known: the judgement is what all that may have in common
};

/// Of the versions (there is one at least) the first that is in force on the day that decides. Where that day is not known, every
/// version that may judge is weighed, and told is rather one that is in force on the day of the assessment. If none is in force
/// one whose clock has not started, else the first.
[[nodiscard]] Choice choose(const program::Program& program, std::span<const std::uint32_t> versions, const Cells& cells,
                            const Editions& editions, engine::AsAt as_at);
/// What an undecided choice turns on: in the version that is told and, where that is open, in the others. As causes_of.
void causes_of(const program::Program& program, std::span<const std::uint32_t> versions, const Choice& choice, const Cells& cells,
               const Editions& editions, engine::AsAt as_at, engine::Run& run, Causes& into);
/// Without a record: the first that is in force on that day, else the first.
[[nodiscard]] std::uint32_t in_force_or_first(const program::Program& program, std::span<const std::uint32_t> versions,
                                              const Editions& editions, Date day);

}  // namespace dutybound::findings
