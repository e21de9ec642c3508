// Values to instructions: each value gets a register in the outermost block that has its operands. Entry: Emitter.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "program/graph.hpp"

namespace dutybound::program {

/// Writes into one vector of blocks, with scopes nested as their entities are: the rules' or the constraints'.
class Emitter {
 public:
  /// Block 0 is made at once: what needs no record.
  Emitter(const Graph& graph, Program& program, std::vector<Block>& blocks, std::vector<BlockId>& scopes);

  /// The register that holds the value, in code that stands once for all that need it.
  Register emit(ValueId value);
  /// The entity's scope block, made with those around it where it is not there yet.
  BlockId scope(EntityId entity);

 private:
  BlockId home(const Value& value);
  BlockId add_block(BlockId parent, EntityId entity);
  Register write_loop(ValueId value, BlockId where);
  Register write(ValueId value, BlockId where);

  const Graph& graph_;
  Program& program_;
  std::vector<Block>& blocks_;
  std::vector<BlockId>& scopes_;
  std::vector<std::pair<BinderId, BlockId>> around_;  ///< loops being written, outermost first
  std::map<std::pair<ValueId, BlockId>, Register> written_;
};

}  // namespace dutybound::program
