// FEEL text to typed expression. Entries: parse, then check. Knows no rules and no YAML: names come from an Environment.
#pragma once

#include <optional>

#include <dutybound/limits.hpp>
#include <dutybound/result.hpp>

#include "feel/ast.hpp"

namespace dutybound::feel {

/// A name in scope and its type. `id` is the caller's.
struct Variable {
  std::string name;
  Type type;
  std::uint32_t id = 0;
  bool event = false;  ///< may not have happened
};

/// What an expression may mention. `types` gains list types while checking.
struct Environment {
  TypeTable* types = nullptr;
  std::vector<Variable> variables;
  /// Names of parameters that parameter("...") may give.
  std::vector<std::string> parameters;
};

/// Text to tree; every syntax error of the text in one run where recovery is possible.
[[nodiscard]] Result<Expression> parse(text::Fragment fragment, const Limits& limits = {});

/// Fills in types and references. With `expected`, the expression's type must be that (a text literal becomes the enumeration's
/// value). Errors are appended to `diagnostics`; returns whether there was none.
bool check(Expression& expression, const Environment& environment, Diagnostics& diagnostics,
           std::optional<Type> expected = std::nullopt);

/// The expression printed back in canonical form.
[[nodiscard]] std::string to_text(const Expression& expression);
/// The same of a part of one.
[[nodiscard]] std::string node_text(const Node& node);

}  // namespace dutybound::feel
