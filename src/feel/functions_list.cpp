// Built-ins over lists. An element flagged `maybe` may not belong; an unknown one flagged `maybe` may stand for any number of
// elements.
#include "feel/functions.hpp"

namespace dutybound::feel::functions {
namespace {

bool is_maybe(const Cell& element) { return element.maybe; }

bool any_maybe(std::span<const Cell> all) { return std::any_of(all.begin(), all.end(), is_maybe); }

Kind kind_of_elements(std::span<const Cell> all) {
  for (const Cell& element : all) {
    if (element.kind != Kind::none) return element.kind;
  }
  return Kind::none;
}

std::int32_t soonest(std::span<const Cell> all, std::int32_t valid_until) {
  for (const Cell& element : all) valid_until = std::min(valid_until, element.valid_until);
  return valid_until;
}

/// Unknown because of elements that are, or that may not belong.
Cell unknown_of(std::span<const Cell> all, Kind kind) { return Cell::unknown(kind, any_unclear(all)); }

/// The earlier of two moments of which each may be any in its interval lies between the earlier ends.
Cell extreme_of(const Cell& a, const Cell& b, bool smallest) {
  if (a.kind == Kind::date_time) {
    const Interval x = a.payload.instant;
    const Interval y = b.payload.instant;
    return Cell::date_time(smallest ? Interval{std::min(x.earliest, y.earliest), std::min(x.latest, y.latest)}
                                    : Interval{std::max(x.earliest, y.earliest), std::max(x.latest, y.latest)});
  }
  const bool b_wins = smallest ? less(b, a).is_true() : less(a, b).is_true();
  return b_wins ? b : a;
}

/// min and max: null dates and date_times have not happened and are left out; other nulls make the result null.
Cell extreme(const Cell& list, bool smallest) {
  const auto all = elements(list);
  const Kind kind = kind_of_elements(all);
  if (!list.is_known()) return absent(list, Kind::none);
  const std::int32_t valid_until = soonest(all, list.valid_until);
  const bool moments = kind == Kind::date || kind == Kind::date_time;
  std::optional<Cell> best;
  bool unknown = false;
  bool null = false;
  for (const Cell& element : all) {
    if (element.maybe) continue;
    if (element.is_unknown()) unknown = true;
    if (element.is_null() && !moments) null = true;
    if (element.is_known()) best = best ? extreme_of(*best, element, smallest) : element;
  }
  for (const Cell& element : all) {
    if (!element.maybe || (element.is_null() && moments)) continue;
    const bool beaten = best && (smallest ? less_or_equal(*best, element) : less_or_equal(element, *best)).is_true();
    if (!beaten) unknown = true;
  }
  if (unknown) return until(unknown_of(all, kind), valid_until);
  if (null || !best) return until(Cell::null(kind), valid_until);
  return until(certain(*best), valid_until);
}

/// sum and mean.
Cell total(const Cell& list, bool average) {
  const auto all = elements(list);
  if (!list.is_known()) return absent(list, Kind::number);
  const std::int32_t valid_until = soonest(all, list.valid_until);
  if (any_maybe(all)) return until(unknown_of(all, Kind::number), valid_until);
  if (all.empty()) return until(Cell::null(Kind::number), valid_until);
  Cell result = Cell::integer(0);
  for (const Cell& element : all) result = add(result, element);
  if (average) result = divide(result, Cell::integer(static_cast<std::int64_t>(all.size())));
  return until(result, valid_until);
}

}  // namespace

/// What is merely not recorded is passed over, and remembered: where nothing after it is recorded, it may be the answer.
Cell first_recorded(Arguments arguments, Context&) {
  const Cell& list = arguments[0];
  const auto all = elements(list);
  const Kind kind = kind_of_elements(all);
  if (!list.is_known()) return absent(list, Kind::none);
  std::int32_t valid_until = list.valid_until;
  bool passed_over = false;
  for (const Cell& element : all) {
    valid_until = std::min(valid_until, element.valid_until);
    if (element.is_null()) continue;
    if (element.is_unclear() || (element.maybe && element.is_known()))
      return until(Cell::unknown(kind, element.is_unclear()), valid_until);
    if (element.is_known()) return until(element, valid_until);
    passed_over = true;
  }
  return until(passed_over ? Cell::unknown(kind) : Cell::null(kind), valid_until);
}

Cell count(Arguments arguments, Context&) {
  const Cell& list = arguments[0];
  if (!list.is_known()) return absent(list, Kind::number);
  const auto all = elements(list);
  return until(any_maybe(all) ? unknown_of(all, Kind::number) : Cell::integer(static_cast<std::int64_t>(all.size())),
               list.valid_until);
}

Cell minimum(Arguments arguments, Context&) { return extreme(arguments[0], true); }
Cell maximum(Arguments arguments, Context&) { return extreme(arguments[0], false); }
Cell sum(Arguments arguments, Context&) { return total(arguments[0], false); }
Cell mean(Arguments arguments, Context&) { return total(arguments[0], true); }

Cell all(Arguments arguments, Context&) {
  Cell result = Cell::boolean(true);
  for (const Cell& element : elements(arguments[0])) result = every_step(result, element, element);
  return quantified(arguments[0], result);
}

Cell any(Arguments arguments, Context&) {
  Cell result = Cell::boolean(false);
  for (const Cell& element : elements(arguments[0])) result = some_step(result, element, element);
  return quantified(arguments[0], result);
}

Cell list_contains(Arguments arguments, Context&) { return contains(arguments[0], arguments[1]); }

Cell distinct_values(Arguments arguments, Context& context) {
  return strict(arguments, Kind::list, [&]() -> std::optional<Cell> {
    const auto all = elements(arguments[0]);
    const auto kept = context.arena->cells(all.size());
    const std::int32_t valid_until = soonest(all, forever);
    std::size_t kept_count = 0;
    for (const Cell& element : all) {
      if (element.is_unknown() || element.maybe) return until(unknown_of(all, Kind::list), valid_until);
      bool repeated = false;
      context.arena->charge(kept_count);
      for (const Cell& earlier : kept.first(kept_count)) {
        const Cell same = equal(earlier, element);
        if (same.is_unknown()) return until(Cell::unknown(Kind::list, true), valid_until);
        repeated = repeated || same.is_true() || (earlier.is_null() && element.is_null());
      }
      if (!repeated) kept[kept_count++] = element;
    }
    return until(Cell::list(kept.data(), kept_count), valid_until);
  });
}

Cell reverse(Arguments arguments, Context& context) {
  return strict(arguments, Kind::list, [&]() -> std::optional<Cell> {
    const auto all = elements(arguments[0]);
    const auto reversed = context.arena->cells(all.size());
    std::reverse_copy(all.begin(), all.end(), reversed.begin());
    return Cell::list(reversed.data(), reversed.size());
  });
}

/// Ascending. What has not happened is left out, as in min and max.
Cell sort(Arguments arguments, Context& context) {
  return strict(arguments, Kind::list, [&]() -> std::optional<Cell> {
    const auto all = elements(arguments[0]);
    const std::int32_t valid_until = soonest(all, forever);
    if (std::any_of(all.begin(), all.end(), [](const Cell& element) { return element.is_unknown(); })) {
      return until(unknown_of(all, Kind::list), valid_until);
    }
    const auto room = context.arena->cells(all.size());
    const auto end = std::copy_if(all.begin(), all.end(), room.begin(), [](const Cell& element) { return element.is_known(); });
    const auto sorted = room.first(static_cast<std::size_t>(end - room.begin()));
    std::sort(sorted.begin(), sorted.end(), [](const Cell& a, const Cell& b) {
      return a.kind == Kind::date_time ? a.payload.instant.earliest < b.payload.instant.earliest : less(a, b).is_true();
    });
    for (std::size_t i = 1; i < sorted.size(); ++i) {
      if (!less_or_equal(sorted[i - 1], sorted[i]).is_true()) return until(Cell::unknown(Kind::list, true), valid_until);
    }
    return until(Cell::list(sorted.data(), sorted.size()), valid_until);
  });
}

Cell concatenate(Arguments arguments, Context& context) {
  return strict(arguments, Kind::list, [&]() -> std::optional<Cell> {
    std::size_t size = 0;
    for (const Cell& list : arguments) size += elements(list).size();
    const auto joined = context.arena->cells(size);
    auto end = joined.begin();
    for (const Cell& list : arguments) end = std::copy(elements(list).begin(), elements(list).end(), end);
    return Cell::list(joined.data(), size);
  });
}

Cell append(Arguments arguments, Context& context) {
  return strict(arguments.first(1), Kind::list, [&]() -> std::optional<Cell> {
    const auto all = elements(arguments[0]);
    const auto added = arguments.subspan(1);
    const auto longer = context.arena->cells(all.size() + added.size());
    const auto end = std::copy(all.begin(), all.end(), longer.begin());
    std::transform(added.begin(), added.end(), end, certain);
    return Cell::list(longer.data(), longer.size());
  });
}

Cell sublist(Arguments arguments, Context&) {
  return strict(arguments, Kind::list, [&]() -> std::optional<Cell> {
    const auto all = elements(arguments[0]);
    const auto size = static_cast<std::int64_t>(all.size());
    if (any_maybe(all)) return unknown_of(all, Kind::list);
    const auto start = arguments[1].payload.number.to_integer();
    if (!start || *start == 0 || *start > size || *start < -size) return std::nullopt;
    const std::int64_t first = *start > 0 ? *start - 1 : size + *start;
    auto length = std::optional<std::int64_t>(size - first);
    if (arguments.size() > 2) length = arguments[2].payload.number.to_integer();
    if (!length || *length < 0) return std::nullopt;
    return Cell::list(all.data() + first, static_cast<std::size_t>(std::min(*length, size - first)));
  });
}

namespace {

std::size_t flat_size(std::span<const Cell> all) {
  std::size_t size = 0;
  for (const Cell& element : all) {
    size += element.kind != Kind::list ? 1 : element.is_unknown() ? 1 : flat_size(elements(element));
  }
  return size;
}

/// A list that nobody recorded becomes one unknown element that may be none or many.
void flatten_into(std::span<const Cell> all, bool maybe, Cell*& to, std::int32_t& valid_until) {
  for (const Cell& element : all) {
    if (element.kind == Kind::list && !element.is_unknown()) {
      valid_until = std::min(valid_until, element.valid_until);
      flatten_into(elements(element), maybe || element.maybe, to, valid_until);
      continue;
    }
    *to = element.kind == Kind::list ? until(Cell::unknown(Kind::none, element.unclear), element.valid_until) : element;
    to->maybe = maybe || element.maybe || element.kind == Kind::list;
    ++to;
  }
}

}  // namespace

Cell flatten(Arguments arguments, Context& context) {
  return strict(arguments, Kind::list, [&]() -> std::optional<Cell> {
    const auto all = elements(arguments[0]);
    const auto flat = context.arena->cells(flat_size(all));
    Cell* to = flat.data();
    std::int32_t valid_until = forever;
    flatten_into(all, false, to, valid_until);
    return until(Cell::list(flat.data(), flat.size()), valid_until);
  });
}

Cell index_of(Arguments arguments, Context& context) {
  return strict(arguments, Kind::list, [&]() -> std::optional<Cell> {
    const auto all = elements(arguments[0]);
    const auto positions = context.arena->cells(all.size());
    const std::int32_t valid_until = soonest(all, forever);
    std::size_t found = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Cell same = equal(all[i], arguments[1]);
      if (same.is_unknown() || all[i].maybe)
        return until(Cell::unknown(Kind::list, same.is_unclear() || any_unclear(all)), valid_until);
      if (same.is_true()) positions[found++] = Cell::integer(static_cast<std::int64_t>(i) + 1);
    }
    return until(Cell::list(positions.data(), found), valid_until);
  });
}

}  // namespace dutybound::feel::functions
