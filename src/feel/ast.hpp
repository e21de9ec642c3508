// The form of an expression: parsed (names as text), then checked (types and references filled in, in place).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <dutybound/diagnostic.hpp>

#include "feel/type.hpp"
#include "text/fragment.hpp"

namespace dutybound::feel {

enum class NodeKind : std::uint8_t {
  boolean_literal,
  number_literal,
  text_literal,      ///< the checker turns it into an enumeration's value where one is compared with
  temporal_literal,  ///< @"..."
  list_literal,
  name,    ///< children: none; reference says what it is after checking
  path,    ///< child 0 . text; over a list: the list of the field of each
  filter,  ///< child 0 [ child 1 ]; binds `item` and its fields
  index,   ///< child 0 [ child 1 ], child 1 a number (the checker tells it from filter)
  call,    ///< built-in `text`, arguments in declared order after checking (optional ones at the end may be missing)
  negate,
  add,
  subtract,
  multiply,
  divide,
  power,
  equal,
  not_equal,
  less,
  less_or_equal,
  greater,
  greater_or_equal,
  between,          ///< child 0 between child 1 and child 2
  in,               ///< child 0 in child 1: a range, a comparison_test, a list_literal of values, ranges and tests, or any list
  range,            ///< children: start, end; open_start, open_end say which are left out
  comparison_test,  ///< `< x` and so on on the right of `in`; text is the operator
  conjunction,
  disjunction,  ///< two or more children
  conditional,  ///< if, then, else
  some,
  every,     ///< children: list, condition; text is the variable
  for_each,  ///< children: list, result; text is the variable
};

/// What a name turned out to mean.
struct Reference {
  enum class Of : std::uint8_t { none, variable, iteration, field_of_item } of = Of::none;
  std::uint32_t id = 0;     ///< variable: its id in the Environment; iteration: the binder's id (Node::binder)
  std::uint32_t field = 0;  ///< field_of_item: index in the record's fields
};

/// `b:` in `f(a: 1, b: 2)`.
struct ArgumentName {
  std::string text;
  Span span;
};

struct Node {
  NodeKind kind{};
  Span span;  ///< in Expression::fragment.text (bytes); map by fragment.at()
  std::string text;
  std::vector<std::unique_ptr<Node>> children;
  std::vector<ArgumentName> argument_names;  ///< call with named arguments, one a child; empty after checking
  bool spread = false;                       ///< list_literal that the checker put around the arguments of `min(a, b)`
  bool open_start = false;
  bool open_end = false;
  std::uint32_t height = 1;  ///< levels of the tree from here down; Limits::nesting bounds it
  // Filled in by the checker.
  Type type;                  ///< of a literal too
  Reference reference;        ///< name
  std::uint32_t field = 0;    ///< path: index in the record's fields
  std::uint32_t binder = 0;   ///< filter, some, every, for_each: a number unique in the expression
  std::uint32_t builtin = 0;  ///< call: index in the table of built-ins
  Cell literal;               ///< literals, after checking (text literals point into `text`)
};

/// A whole expression, owning its text.
struct Expression {
  text::Fragment fragment;
  std::unique_ptr<Node> root;  ///< null if it did not parse
  [[nodiscard]] Type type() const { return root ? root->type : Type{}; }
  [[nodiscard]] explicit operator bool() const { return root != nullptr; }
};

}  // namespace dutybound::feel
