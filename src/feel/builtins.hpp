// The table of built-in functions: names, parameters, results, and what each computes.
// Entry: builtins(), entry(). The checker reads the signatures, the engine calls `evaluate`.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include <dutybound/calendar.hpp>

#include "feel/arena.hpp"
#include "feel/value.hpp"

namespace dutybound::feel {

/// A function's row in the table; Node::builtin is its number.
enum class Builtin : std::uint32_t {
#define DUTYBOUND_BUILTIN(identifier, name, gives, evaluate, ...) identifier,
#include "feel/builtins.def"
#undef DUTYBOUND_BUILTIN
};

/// What an argument may be.
enum class Accepts : std::uint8_t {
  none,  ///< no such parameter
  any,
  boolean,
  number,
  text,
  day,  ///< date, or date_time counted as its day in English local time
  day_or_text,
  scalar,        ///< number, text, boolean, date, date_time, duration
  amount,        ///< number or duration
  text_literal,  ///< a text written in the expression
  list,
  list_of_boolean,
  list_of_number,
  list_of_ordered,  ///< number, text, date, date_time, duration
  list_of_lists,
  same_list,  ///< the first argument's type
  element,    ///< the first argument's element type
};

/// What the result is.
enum class Gives : std::uint8_t {
  boolean,
  number,
  text,
  date,
  months_duration,
  duration,    ///< what the literal says
  argument,    ///< the first argument's type
  element,     ///< the first argument's element type
  inner_list,  ///< the first argument's element type, a list
  list_of_number,
};

struct Parameter {
  std::string_view name;
  Accepts accepts = Accepts::none;
  enum class Presence : std::uint8_t {
    required,
    optional,
    spread,    ///< one list, or its elements as the arguments
    repeated,  ///< the last one, once or more often
  } presence = Presence::required;
};

/// What a built-in may look at besides its arguments.
struct Context {
  const Calendar* calendar = nullptr;  ///< none: nothing is known about working days
  Arena* arena = nullptr;
};

struct BuiltinEntry {
  std::string_view name;
  Gives gives{};
  /// Arguments in declared order; optional ones at the end may be missing. A known result, or null, or unknown; where all
  /// arguments are known and the result is not, a working-day function has met the calendar's end, others a time of day that
  /// nobody recorded. Null for parameter(), which the program answers.
  Cell (*evaluate)(std::span<const Cell> arguments, Context& context) = nullptr;
  std::array<Parameter, 3> parameters{};

  [[nodiscard]] std::size_t parameter_count() const;
};

/// Every row; Builtin is the index. A name may have several rows that differ in the number of parameters.
[[nodiscard]] std::span<const BuiltinEntry> builtins();

[[nodiscard]] inline const BuiltinEntry& entry(Builtin builtin) { return builtins()[static_cast<std::size_t>(builtin)]; }

}  // namespace dutybound::feel
