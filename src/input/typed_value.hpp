// One recorded value to a cell of the type that the vocabulary wants, or the reason why it cannot be. Used by facts_from_document
// only.
#pragma once

#include <string>
#include <variant>

#include "feel/value.hpp"
#include "input/document.hpp"
#include "rulebook/model.hpp"

namespace dutybound::input {

/// Why a recorded value is none of its type.
struct Refusal {
  std::string code;    ///< as DataError::code
  std::string reason;  ///< one sentence
};

/// Text has no cell of its own here: its characters are Value::text.
using Typed = std::variant<feel::Cell, Refusal>;

/// `kind`: anything but entity and lists; `type`: the same for FEEL. `value` is not null.
[[nodiscard]] Typed typed_value(const Value& value, rulebook::AttributeKind kind, feel::Type type,
                                const rulebook::Vocabulary& vocabulary);

[[nodiscard]] feel::Kind cell_kind(rulebook::AttributeKind kind);

/// What the items of a list of values are, by their type.
[[nodiscard]] rulebook::AttributeKind kind_of_items(feel::Type type);

/// A value as it was recorded, for people: at most 80 characters.
[[nodiscard]] std::string as_recorded(const Value& value);

}  // namespace dutybound::input
