// The walk that gives a tree its types and references. Inner form of check(): check.cpp does names and lists,
// check_operator.cpp operators and conditions, check_call.cpp the built-ins.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feel/builtins.hpp"
#include "feel/check.hpp"
#include "feel/kernels.hpp"
#include "feel/lexer.hpp"

namespace dutybound::feel {

inline constexpr Type boolean_type{Kind::boolean};
inline constexpr Type number_type{Kind::number};
inline constexpr Type text_type{Kind::text};

/// A date meets a date_time: the mistake that has a hint of its own.
[[nodiscard]] inline bool mixes_day_and_time(Type a, Type b) {
  return (a.kind == Kind::date && b.kind == Kind::date_time) || (a.kind == Kind::date_time && b.kind == Kind::date);
}

/// Kind::none stands for a type that a reported mistake left open: nothing more is said about it.
class Checker {
 public:
  Checker(const Environment& environment, Reporter& reporter)
      : environment_(environment), types_(*environment.types), reporter_(reporter) {}

  Type check(Node& node);
  void expect(Node& node, Type wanted);

 private:
  /// What `some`, `every`, `for` and filters bind.
  struct Binder {
    std::string name;
    Type type;
    std::uint32_t id = 0;
    bool filter = false;  ///< binds `item` and the fields of its element
    bool used = false;
  };

  // check.cpp
  Type type_of(Node& node);
  Type literal(Node& node);
  Type temporal(Node& node);
  Type list_literal(Node& node);
  Type name(Node& node);
  Type path(Node& node);
  Type filter(Node& node);
  void position(Node& node);
  Type quantifier(Node& node);
  Type iteration(Node& node);
  Type element(Node& list, std::string_view why);
  Type left_out(const Node& node, const std::string& what, const std::string& hint);
  [[nodiscard]] std::string day_hint(const Node& moment) const;
  [[nodiscard]] std::string hint_for_name(std::string_view name) const;

  // check_operator.cpp
  Type negative(Node& node);
  Type arithmetic(Node& node, Arithmetic op);
  Type in(Node& node);
  void test(Node& value, Node& test);
  Type conditional(Node& node);
  void condition(Node& node);
  void conditions(Node& node);
  Type comparable(Node& whole, Node& a, Node& b, bool ordered);

  // check_call.cpp
  Type call(Node& node);
  const BuiltinEntry* overload(Node& node);
  bool order_named(Node& node, const BuiltinEntry& entry);
  bool right_count(const Node& node, const BuiltinEntry& entry);
  void spread(Node& node);
  bool argument(Node& node, const BuiltinEntry& entry, const Parameter& parameter, Type first);
  [[nodiscard]] Type result(const BuiltinEntry& entry, Type first);
  Type literal_call(Node& node, Builtin builtin);

  // Types.
  [[nodiscard]] static bool open(Type type) { return type.kind == Kind::none; }
  [[nodiscard]] bool same(Type a, Type b) const;
  /// A text literal where an enumeration's value is wanted becomes that value; through lists and branches too.
  void coerce(Node& node, Type wanted);
  /// Coerces whichever of the two can take the other's type.
  void coerce_both(Node& a, Node& b);
  [[nodiscard]] std::string describe(Type type) const { return types_.describe(type); }
  [[nodiscard]] std::string source(const Node& node) const { return "`" + std::string(reporter_.text(node.span)) + "`"; }

  // The lints about events.
  [[nodiscard]] bool may_not_have_happened(const Node& node) const;
  void warn_of_event(const Node& comparison, std::string_view how);
  /// `if known(x) then x else y`, where y may be null: a fact that nobody recorded would become none.
  void warn_of_lost_fallback(const Node& conditional);

  const Environment& environment_;
  TypeTable& types_;
  Reporter& reporter_;
  std::vector<Binder> binders_;
  std::uint32_t next_binder_ = 1;
  std::vector<std::string> happened_;  ///< canonical texts of what `happened(...)` in the same conjunction vouches for
};

}  // namespace dutybound::feel
