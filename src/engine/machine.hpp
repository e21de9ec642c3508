// The scalar driver: runs blocks over one case's facts. What operations mean is program::apply's and feel's kernels'.
// Entry: Machine; for Run and for the constraints of FactsBuilder.
#pragma once

#include <span>
#include <vector>

#include "engine/facts.hpp"
#include "feel/arena.hpp"
#include "program/apply.hpp"

namespace dutybound::engine {

/// Registers, arena and budget of one evaluation. Allocates nothing once it has seen as much as it is given.
class Machine {
 public:
  Machine(const Machine&) = delete;  // the arena charges the budget beside it
  Machine& operator=(const Machine&) = delete;
  /// `blocks` are the program's: its rules' or its constraints'; `registers`: how many they use at most.
  Machine(const program::Program& program, const std::vector<program::Block>& blocks, program::Register registers,
          const Limits& limits);

  /// What the case at hand has used up. All that follows throws feel::Spent where nothing is left.
  [[nodiscard]] feel::Budget& budget() { return budget_; }
  /// Begins anew, with the budget as it is, and runs the outermost block.
  void start(const Facts& facts, const program::Moment& as_at);
  /// Binds a scope's record and runs its block.
  void enter(program::BlockId scope, const Cell& record);
  /// Binds an element and runs a loop's body, once.
  void enter_element(program::BlockId body, const Cell& element);

  [[nodiscard]] const Cell& operator[](program::Register r) const { return registers_[r]; }
  [[nodiscard]] std::span<const Cell> registers() const { return registers_; }
  [[nodiscard]] const Facts& facts() const { return *facts_; }
  [[nodiscard]] feel::Arena& arena() { return arena_; }

 private:
  void run(const program::Block& block);
  [[nodiscard]] Cell compute(const program::Instruction& i);
  [[nodiscard]] Cell read(const program::Instruction& i);
  [[nodiscard]] Cell records(EntityId child, const Children& children, std::uint32_t parent_row);
  [[nodiscard]] Cell loop(const program::Instruction& i);
  /// A truth about as_at, until the day on which it turns.
  [[nodiscard]] Cell turn(const program::Instruction& i);
  /// A day between `from`, on which it is as it is now, and `to`, on which it is not: the first on which it is not.
  template <class Same>
  [[nodiscard]] static std::int32_t first_other(std::int32_t from, std::int32_t to, Same same);

  const program::Program& program_;
  const std::vector<program::Block>& blocks_;
  const Facts* facts_ = nullptr;
  program::Moment as_at_;
  feel::Budget budget_;
  feel::Arena arena_;
  std::vector<Cell> registers_;
  std::vector<Cell> operands_;  ///< of the instruction at hand
};

}  // namespace dutybound::engine
