// What each operation means, once: plain functions over cells, without types or names. Every driver calls these.
// Unknown operands come first: unknown with anything that does not already decide is unknown; otherwise null with known is null.
// An unknown is unclear if anything unclear went into it. docs/feel.md has the tables. A list's own valid_until is about who
// belongs to it; its elements carry their own.
#pragma once

#include <algorithm>
#include <span>

#include "feel/arena.hpp"
#include "feel/value.hpp"

namespace dutybound::feel {

[[nodiscard]] inline std::int32_t sooner(const Cell& a, const Cell& b) { return std::min(a.valid_until, b.valid_until); }

[[nodiscard]] inline Cell until(Cell cell, std::int32_t valid_until) {
  cell.valid_until = valid_until;
  return cell;
}

/// What an operation gives whose operands are not all known: unknown if any is unknown, else null.
[[nodiscard]] inline Cell absent(const Cell& a, const Cell& b, Kind kind) {
  const bool unknown = a.is_unknown() || b.is_unknown();
  return until(unknown ? Cell::unknown(kind, a.is_unclear() || b.is_unclear()) : Cell::null(kind), sooner(a, b));
}
[[nodiscard]] inline Cell absent(const Cell& a, Kind kind) { return absent(a, a, kind); }

// Logic. An operand that is no boolean counts as null.

/// Kleene's and: a false operand decides, else unknown, else null, else true. What decides says how long it holds.
[[nodiscard]] inline Cell conjunction(const Cell& a, const Cell& b) {
  if (a.is_false() && b.is_false()) return until(a, std::max(a.valid_until, b.valid_until));
  if (a.is_false()) return a;
  if (b.is_false()) return b;
  if (a.is_true() && b.is_true()) return until(a, sooner(a, b));
  return absent(a, b, Kind::boolean);
}

/// Kleene's or: a true operand decides, else unknown, else null, else false.
[[nodiscard]] inline Cell disjunction(const Cell& a, const Cell& b) {
  if (a.is_true() && b.is_true()) return until(a, std::max(a.valid_until, b.valid_until));
  if (a.is_true()) return a;
  if (b.is_true()) return b;
  if (a.is_false() && b.is_false()) return until(a, sooner(a, b));
  return absent(a, b, Kind::boolean);
}

[[nodiscard]] inline Cell negation(const Cell& a) {
  if (a.is_true() || a.is_false()) return until(Cell::boolean(a.is_false()), a.valid_until);
  return absent(a, Kind::boolean);
}

/// Whether there is such a thing: an event that has not happened is known not to be.
[[nodiscard]] inline Cell happened(const Cell& a) {
  return until(a.is_unknown() ? Cell::unknown(Kind::boolean, a.unclear) : Cell::boolean(a.is_known()), a.valid_until);
}

/// Whether the source says. Where something is recorded that does not tell, nobody knows: it may stand for any value, or for
/// none.
[[nodiscard]] inline Cell known(const Cell& a) {
  return until(a.is_unclear() ? Cell::unknown(Kind::boolean, true) : Cell::boolean(!a.is_unknown()), a.valid_until);
}

/// `if condition then a else b`. A null condition takes `b`, as in FEEL; an unknown one gives what both branches have in
/// common, or unknown.
[[nodiscard]] Cell conditional(const Cell& condition, const Cell& a, const Cell& b);

// Comparison: boolean results. Null with known is null (so is null with null); date_times that their recorded days do not
// tell apart are unknown, with known operands.

[[nodiscard]] Cell equal(const Cell& a, const Cell& b);
[[nodiscard]] Cell less(const Cell& a, const Cell& b);
[[nodiscard]] Cell less_or_equal(const Cell& a, const Cell& b);
[[nodiscard]] inline Cell not_equal(const Cell& a, const Cell& b) { return negation(equal(a, b)); }
[[nodiscard]] inline Cell greater(const Cell& a, const Cell& b) { return less(b, a); }
[[nodiscard]] inline Cell greater_or_equal(const Cell& a, const Cell& b) { return less_or_equal(b, a); }

/// Both ends included.
[[nodiscard]] inline Cell between(const Cell& a, const Cell& low, const Cell& high) {
  return conjunction(less_or_equal(low, a), less_or_equal(a, high));
}

[[nodiscard]] inline Cell in_range(const Cell& a, const Cell& start, const Cell& end, bool open_start, bool open_end) {
  return conjunction(open_start ? less(start, a) : less_or_equal(start, a), open_end ? less(a, end) : less_or_equal(a, end));
}

// Arithmetic. No answer (division by zero, overflow, a day outside years 1 to 9999) is null.

enum class Arithmetic : std::uint8_t { add, subtract, multiply, divide, power };

/// The kind of `a op b`, or Kind::none where FEEL has no such operation. The checker and the kernels read this one table.
[[nodiscard]] Kind kind_of(Arithmetic op, Kind a, Kind b);

[[nodiscard]] Cell compute(Arithmetic op, const Cell& a, const Cell& b);
[[nodiscard]] inline Cell add(const Cell& a, const Cell& b) { return compute(Arithmetic::add, a, b); }
[[nodiscard]] inline Cell subtract(const Cell& a, const Cell& b) { return compute(Arithmetic::subtract, a, b); }
[[nodiscard]] inline Cell multiply(const Cell& a, const Cell& b) { return compute(Arithmetic::multiply, a, b); }
[[nodiscard]] inline Cell divide(const Cell& a, const Cell& b) { return compute(Arithmetic::divide, a, b); }
[[nodiscard]] inline Cell power(const Cell& a, const Cell& b) { return compute(Arithmetic::power, a, b); }
[[nodiscard]] Cell negate(const Cell& a);

/// The civil day of a date or a date_time; unknown where the interval spans two days.
[[nodiscard]] Cell day_of(const Cell& a);

// Lists. An element flagged `maybe` belongs to the list or not, nobody knows; an unknown one may even stand for several (a
// collection that was not recorded, in a list that was flattened). A path or a `for` over a list keeps each element's flag; where
// an element is bound to a name, or is itself the answer, it is `certain`.

/// The element as a value of its own.
[[nodiscard]] inline Cell certain(Cell element) {
  element.unclear = element.unclear && element.is_unknown();
  element.maybe = false;
  return element;
}

/// Whether an element belongs that may not.
[[nodiscard]] inline Cell belongs(const Cell& element) { return Cell::unknown(Kind::boolean, element.unclear); }

/// One element of a `for` or a path: the result belongs as the element does, and like it may stand for several.
[[nodiscard]] inline Cell for_step(const Cell& element, const Cell& result) {
  if (!element.maybe) return result;
  Cell made = element.is_unknown() && result.is_known() ? Cell::unknown(result.kind) : result;
  made.unclear = element.unclear || result.is_unclear();
  made.maybe = true;
  return until(made, result.valid_until);
}

/// One element of `some`: result = some_step(result, element, condition), from false.
[[nodiscard]] inline Cell some_step(const Cell& result, const Cell& element, const Cell& condition) {
  return disjunction(result, element.maybe ? conjunction(belongs(element), condition) : condition);
}

/// One element of `every`: result = every_step(result, element, condition), from true.
[[nodiscard]] inline Cell every_step(const Cell& result, const Cell& element, const Cell& condition) {
  return conjunction(result, element.maybe ? disjunction(belongs(element), condition) : condition);
}

/// Before and after the steps: a list that is not known has no elements to go through.
[[nodiscard]] inline Cell quantified(const Cell& list, Cell result) {
  if (!list.is_known()) return absent(list, Kind::boolean);
  return until(certain(result), sooner(list, result));
}

/// `list[condition]`: conditions[i] is about element i. Keeps what is true, and flags what is unknown as `maybe`.
[[nodiscard]] Cell filter(const Cell& list, std::span<const Cell> conditions, Arena& arena);

/// `list[n]`: from 1, or from -1 at the end; null outside. Unknown where elements before it may not belong.
/// `kind`: of the elements.
[[nodiscard]] Cell index(const Cell& list, const Cell& n, Kind kind);

/// Whether an element is unknown, or may not belong, because of what is recorded.
[[nodiscard]] inline bool any_unclear(std::span<const Cell> all) {
  return std::any_of(all.begin(), all.end(), [](const Cell& element) { return element.is_unclear(); });
}

/// Whether an element equals `a`: Kleene's or.
[[nodiscard]] Cell contains(const Cell& list, const Cell& a);

/// The elements; empty unless the list is known.
[[nodiscard]] inline std::span<const Cell> elements(const Cell& list) {
  if (!list.is_known() || list.kind != Kind::list) return {};
  return {list.payload.items.data, list.payload.items.size};
}

}  // namespace dutybound::feel
