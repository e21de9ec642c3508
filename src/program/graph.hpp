// The values that a program computes, before they have a place: equal computations are one value, constants are folded.
// Entry: Graph. Lowering makes values; emit.cpp gives each a block and a register.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "program/program.hpp"

namespace dutybound::program {

using ValueId = std::uint32_t;
using BinderId = std::uint32_t;

/// One computation. For a loop: operands are the list and the body's result, `immediate` is its binder.
struct Value {
  Op op{};
  feel::Kind kind{};
  std::uint32_t immediate = 0;
  std::vector<ValueId> operands;
  /// The innermost scope whose row it needs; no_entity: none. Scopes on one way up only ever meet, so the larger id is the inner
  /// one.
  EntityId scope = rulebook::no_entity;
  std::vector<BinderId> free;  ///< binders of loops around it whose element it needs, in order
};

/// The variable of a loop. Loops over the same list that do not stand in one another share it, so that equal loops are one value.
struct Binder {
  ValueId list = 0;
  std::uint32_t level = 0;  ///< how many loops around it are over the same list
  ValueId element = 0;
};

class Graph {
 public:
  /// Constants go to `program`; it has to outlive the graph.
  explicit Graph(Program& program) : program_(program) {}

  ValueId constant(const feel::Cell& cell);
  /// The row that a scope block binds.
  ValueId row(EntityId entity);
  ValueId make(Op op, feel::Kind kind, std::vector<ValueId> operands, std::uint32_t immediate = 0);
  /// The binder for a loop over `list` that stands inside the loops `around`.
  BinderId bind(ValueId list, feel::Kind element, const std::vector<BinderId>& around);
  ValueId loop(Op op, feel::Kind kind, BinderId binder, ValueId body);

  [[nodiscard]] const Value& operator[](ValueId id) const { return values_[id]; }
  [[nodiscard]] const Binder& binder(BinderId id) const { return binders_[id]; }
  /// The cell of a constant, or null.
  [[nodiscard]] const feel::Cell* constant_of(ValueId id) const;

 private:
  ValueId intern(Value value);

  Program& program_;
  std::vector<Value> values_;
  std::vector<Binder> binders_;
  std::map<std::vector<std::uint32_t>, ValueId> known_;
  std::map<std::string, std::uint32_t> constants_;  ///< by content
};

}  // namespace dutybound::program
