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
  /// Whether the rule protects the person of the record: `that` on the day which decides the rule.
  ValueId protects(const feel::Expression& that, EntityId entity, ValueId day);
  /// That day: the clock's anchor; without a clock `arises_at`, if that has happened; else as_at.
  ValueId deciding_day(const rulebook::Rule& rule);
  /// The civil day of a date or date_time.
  ValueId as_day(ValueId value);
  ValueId rolled(rulebook::Roll roll, ValueId last);
  ValueId conjunction(std::vector<ValueId> values);
  ValueId disjunction(std::vector<ValueId> values);
  ValueId negation(ValueId value);
  [[nodiscard]] std::uint32_t parameter_index(std::string_view id) const;

  /// How a value goes along with as_at while nothing else changes. `to_and_fro`: any way, but a function of the day; `daily`: in
  /// a way that only a new run tells. `fixed`: what changes knows when.
  enum class Motion : std::uint8_t { fixed, forward, backward, to_and_fro, daily };

 private:
  using Node = feel::Node;
  /// What names mean at some place: the record whose expression it is, and the elements of the loops around.
  struct Frame {
    EntityId entity = 0;
    ValueId record = 0;
    ValueId day = 0;                                                   ///< what `deciding_day` means, where it has a meaning
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

  // What goes along with as_at: lower_as_at.cpp.
  Motion motion(ValueId id);
  Motion motion_of(const Value& value);
  [[nodiscard]] std::optional<int> sign_of(ValueId id) const;
  std::size_t calendar_uses(ValueId id);
  /// A comparison of what moves, by comparisons of which each turns once: choices stand outside of them. Nothing: as it is.
  std::optional<ValueId> compare_moving(Order order, ValueId a, ValueId b);
  /// Each choice that is lifted out of a comparison doubles it.
  static constexpr std::size_t most_lifted_choices = 6;
  std::size_t lifted_choices_ = 0;
  /// A choice within what moves whose condition does not.
  std::optional<ValueId> choice_in(ValueId id);
  ValueId replaced(ValueId in, ValueId from, ValueId to);
  /// The same operation on other operands.
  ValueId again(const Value& value, std::vector<ValueId> operands);
  /// A truth that moves, as an operation that knows until when it holds.
  ValueId turning(ValueId truth);
  ValueId on_day(ValueId in, ValueId as_at, ValueId day);

  ValueId age(ValueId birth, ValueId on);
  ValueId parameter_on(std::uint32_t parameter, ValueId day);

  /// An operation on values; computed at once where it is constant. A truth that goes along with as_at becomes a turning one.
  ValueId pure(Op op, feel::Kind kind, std::vector<ValueId> operands, std::uint32_t immediate = 0);
  ValueId call(feel::Builtin builtin, feel::Kind kind, std::vector<ValueId> operands);
  ValueId number(std::int64_t value);

  static constexpr std::size_t most_constant_bytes = 16U << 10U;
  /// What one operation on constants may use up; one that needs more is left for when it runs.
  static constexpr Limits constants{.steps_per_case = 1'000'000, .bytes_per_case = 4 * most_constant_bytes};

  const rulebook::RuleSet& rules_;
  Program& program_;
  Graph& graph_;
  Reads reads_;
  /// Definitions already lowered, by record, field and loops around: so that definitions of definitions do not multiply.
  std::map<std::tuple<ValueId, std::uint32_t, std::vector<BinderId>>, ValueId> definitions_;
  std::vector<std::optional<Motion>> motions_;  ///< by value
  std::vector<BinderId> around_;                ///< loops that the place being lowered stands in
  feel::Budget budget_{constants};
  feel::Arena arena_{most_constant_bytes, &budget_};
};

}  // namespace dutybound::program
