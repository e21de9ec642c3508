// A part of a program: the instructions that some registers need, and no others. Entry: Slice.
#pragma once

#include <span>
#include <vector>

#include "program/program.hpp"

namespace dutybound::engine {

/// Immutable. Registers, blocks and constants keep their numbers: what the slice computes it computes as the whole does.
struct Slice {
  /// All that `needed` (no_register among them is passed over) are computed from. `judged`: by entity, those whose records are to
  /// be visited; an entity with none at or below it is not walked.
  Slice(const program::Program& program, std::span<const program::Register> needed, std::vector<bool> judged);
  /// The whole program, and every entity with rules that give findings.
  explicit Slice(const program::Program& program);

  std::vector<program::Block> blocks;
  std::vector<program::BlockId> scopes;  ///< by entity: its scope block, or no_block
  std::vector<bool> visits;              ///< by entity
  bool gaps = false;                     ///< whether scopes run for records too of which nobody says whether there are any
};

}  // namespace dutybound::engine
