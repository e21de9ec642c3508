// Model to values: expressions, conditions, clocks. Entry: Lowering. Where a value is computed is emit.cpp's business.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "feel/arena.hpp"
#include "feel/builtins.hpp"
#include "program/graph.hpp"

namespace dutybound::program {

/// The values of a clock.
struct ClockValues {
  ValueId trigger = 0;
  ValueId amount = 0;
  ValueId due = 0;
};

class Lowering {
 public:
  /// `recorded`: events are read as they are recorded, as constraints do; else as as_at sees them.
  enum class Reads : std::uint8_t { seen, recorded };
  Lowering(const rulebook::RuleSet& rules, Program& program, Graph& graph, Reads reads);

  /// An expression about the record that the scope of `entity` binds.
  ValueId expression(const feel::Expression& expression, EntityId entity);
  ClockValues clock(const rulebook::Clock& clock, EntityId entity);
  /// The civil day of a date or date_time.
  ValueId as_day(ValueId value);
  ValueId rolled(rulebook::Roll roll, ValueId last);
  ValueId conjunction(std::vector<ValueId> values);
  ValueId disjunction(std::vector<ValueId> values);
  ValueId negation(ValueId value);
  [[nodiscard]] std::uint32_t parameter_index(std::string_view id) const;

 private:
  using Node = feel::Node;
  /// What names mean at some place: the record whose expression it is, and the elements of the loops around.
  struct Frame {
    EntityId entity = 0;
    ValueId record = 0;
    std::map<std::uint32_t, std::pair<ValueId, feel::Type>> elements;  ///< by Node::binder
  };

  ValueId lower(const Node& node, Frame& frame);
  ValueId lower_name(const Node& node, Frame& frame);
  ValueId lower_path(const Node& node, Frame& frame);
  ValueId lower_loop(Op op, const Node& node, Frame& frame);
  ValueId lower_call(const Node& node, Frame& frame);
  ValueId lower_in(ValueId value, const Node& test, Frame& frame);
  std::vector<ValueId> lower_all(const Node& node, Frame& frame);

  /// Field of a record: an attribute is read, a definition is computed for that record.
  ValueId field(ValueId record, EntityId entity, std::uint32_t field);
  /// The record that the scope of an entity binds. A to-one child is reached from its parent's, so that rules about it and about
  /// its parent share.
  ValueId row_of(EntityId entity);
  /// The record of an entity on the way from the frame's record up.
  ValueId record_of(EntityId entity, const Frame& frame);
  ValueId parent_of(ValueId record, EntityId entity);

  enum class Order : std::uint8_t { equal, less, less_or_equal, greater, greater_or_equal };
  ValueId compare(Order order, ValueId a, ValueId b);
  /// as_at against a birthday where `age` is an age at as_at and `years` does not change its mind; else nothing.
  std::optional<ValueId> compare_age(Order order, ValueId age, ValueId years);

  /// An operation on values; computed at once where it is constant.
  ValueId pure(Op op, feel::Kind kind, std::vector<ValueId> operands, std::uint32_t immediate = 0);
  ValueId call(feel::Builtin builtin, feel::Kind kind, std::vector<ValueId> operands);
  ValueId number(std::int64_t value);

  const rulebook::RuleSet& rules_;
  Program& program_;
  Graph& graph_;
  Reads reads_;
  /// Definitions already lowered, by record, field and loops around: so that definitions of definitions do not multiply.
  std::map<std::tuple<ValueId, std::uint32_t, std::vector<BinderId>>, ValueId> definitions_;
  std::vector<BinderId> around_;  ///< loops that the place being lowered stands in
  feel::Arena arena_;
};

}  // namespace dutybound::program
