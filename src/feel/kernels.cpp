// Comparison, choice and lists; arithmetic is arithmetic.cpp's.
#include "feel/kernels.hpp"

#include <optional>

namespace dutybound::feel {
namespace {

Cell decided(bool truth, const Cell& a, const Cell& b) { return until(Cell::boolean(truth), sooner(a, b)); }

/// Null, but for date_times that overlap: what is recorded does not tell.
Cell undecided(const Cell& a, const Cell& b) {
  const bool moments = a.kind == Kind::date_time && b.kind == Kind::date_time;
  return until(moments ? Cell::unknown(Kind::boolean, true) : Cell::null(Kind::boolean), sooner(a, b));
}

/// Of a date that is only known to be before some day: earlier than `b`, or than the day that many days after it.
bool surely_earlier(const Cell& a, const Cell& b, std::int32_t after = 0) {
  const auto before = a.before();
  return before && b.is_known() && b.kind == Kind::date && before->number() <= b.date().number() + after;
}

/// Order of two known values of an ordered kind; nothing if FEEL gives them none. date_times are compared by the caller.
std::optional<std::strong_ordering> order(const Cell& a, const Cell& b) {
  if (a.kind != b.kind) return std::nullopt;
  switch (a.kind) {
    case Kind::number:
      return compare(a.payload.number, b.payload.number);
    case Kind::text:
      return a.text() <=> b.text();
    case Kind::date:
    case Kind::days_duration:
    case Kind::months_duration:
      return a.payload.integer <=> b.payload.integer;
    default:
      return std::nullopt;
  }
}

Cell equal_lists(const Cell& a, const Cell& b) {
  const auto left = elements(a);
  const auto right = elements(b);
  const auto maybe = [](const Cell& element) { return element.maybe; };
  if (std::any_of(left.begin(), left.end(), maybe) || std::any_of(right.begin(), right.end(), maybe)) {
    return until(Cell::unknown(Kind::boolean, any_unclear(left) || any_unclear(right)), sooner(a, b));
  }
  if (left.size() != right.size()) return decided(false, a, b);
  Cell result = Cell::boolean(true);
  for (std::size_t i = 0; i < left.size(); ++i) {
    const bool both_null = left[i].is_null() && right[i].is_null();
    result = conjunction(result, both_null ? decided(true, left[i], right[i]) : equal(left[i], right[i]));
  }
  return until(result, std::min(result.valid_until, sooner(a, b)));
}

}  // namespace

Cell equal(const Cell& a, const Cell& b) {
  if (surely_earlier(a, b) || surely_earlier(b, a)) return decided(false, a, b);
  if (!a.is_known() || !b.is_known()) return absent(a, b, Kind::boolean);
  if (a.kind != b.kind) return undecided(a, b);
  switch (a.kind) {
    case Kind::boolean:
      return decided(a.payload.truth == b.payload.truth, a, b);
    case Kind::enumeration:
      return decided(a.payload.integer == b.payload.integer, a, b);
    case Kind::record:
      return decided(a.payload.record.entity == b.payload.record.entity && a.payload.record.row == b.payload.record.row, a, b);
    case Kind::date_time: {
      const Interval x = a.payload.instant;
      const Interval y = b.payload.instant;
      if (x.latest < y.earliest || y.latest < x.earliest) return decided(false, a, b);
      if (x.earliest == x.latest && y.earliest == y.latest) return decided(true, a, b);
      return undecided(a, b);
    }
    case Kind::list:
      return equal_lists(a, b);
    default: {
      const auto ordering = order(a, b);
      return ordering ? decided(*ordering == 0, a, b) : undecided(a, b);
    }
  }
}

Cell less(const Cell& a, const Cell& b) {
  if (surely_earlier(a, b)) return decided(true, a, b);
  if (surely_earlier(b, a, 1)) return decided(false, a, b);
  if (!a.is_known() || !b.is_known()) return absent(a, b, Kind::boolean);
  if (a.kind == Kind::date_time && b.kind == Kind::date_time) {
    if (a.payload.instant.latest < b.payload.instant.earliest) return decided(true, a, b);
    if (a.payload.instant.earliest >= b.payload.instant.latest) return decided(false, a, b);
    return undecided(a, b);
  }
  const auto ordering = order(a, b);
  return ordering ? decided(*ordering < 0, a, b) : undecided(a, b);
}

Cell less_or_equal(const Cell& a, const Cell& b) {
  if (surely_earlier(a, b, 1)) return decided(true, a, b);
  if (surely_earlier(b, a)) return decided(false, a, b);
  if (!a.is_known() || !b.is_known()) return absent(a, b, Kind::boolean);
  if (a.kind == Kind::date_time && b.kind == Kind::date_time) {
    if (a.payload.instant.latest <= b.payload.instant.earliest) return decided(true, a, b);
    if (a.payload.instant.earliest > b.payload.instant.latest) return decided(false, a, b);
    return undecided(a, b);
  }
  const auto ordering = order(a, b);
  return ordering ? decided(*ordering <= 0, a, b) : undecided(a, b);
}

Cell conditional(const Cell& condition, const Cell& a, const Cell& b) {
  if (!condition.is_unknown()) {
    const Cell& chosen = condition.is_true() ? a : b;
    return until(chosen, sooner(condition, chosen));
  }
  const bool same = (a.is_null() && b.is_null()) || equal(a, b).is_true();
  if (same) return until(a, sooner(a, b));
  const bool unclear = condition.is_unclear() || a.is_unclear() || b.is_unclear();
  return until(Cell::unknown(a.kind != Kind::none ? a.kind : b.kind, unclear), std::min(condition.valid_until, sooner(a, b)));
}

Cell filter(const Cell& list, std::span<const Cell> conditions, Arena& arena) {
  if (!list.is_known()) return list;
  const auto all = elements(list);
  const auto kept = arena.cells(all.size());
  std::size_t count = 0;
  std::int32_t valid_until = list.valid_until;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Cell& condition = conditions[i];
    valid_until = std::min(valid_until, condition.valid_until);
    if (!condition.is_true() && !condition.is_unknown()) continue;
    kept[count] = all[i];
    kept[count].maybe = all[i].maybe || condition.is_unknown();
    kept[count].unclear = all[i].is_unclear() || condition.is_unclear();
    ++count;
  }
  return until(Cell::list(kept.data(), count), valid_until);
}

Cell index(const Cell& list, const Cell& n, Kind kind) {
  if (!list.is_known() || !n.is_known()) return absent(list, n, kind);
  const auto all = elements(list);
  const std::int32_t valid_until = sooner(list, n);
  const auto wanted = n.payload.number.to_integer();
  const auto size = static_cast<std::int64_t>(all.size());
  if (!wanted || *wanted == 0) return until(Cell::null(kind), valid_until);
  if (*wanted > size || *wanted < -size) {
    const bool may_be_longer = std::any_of(all.begin(), all.end(), [](const Cell& e) { return e.maybe && e.is_unknown(); });
    return until(may_be_longer ? Cell::unknown(kind, any_unclear(all)) : Cell::null(kind), valid_until);
  }
  const auto position = static_cast<std::size_t>(*wanted > 0 ? *wanted - 1 : size + *wanted);
  const auto passed = *wanted > 0 ? all.first(position + 1) : all.last(all.size() - position);
  if (std::any_of(passed.begin(), passed.end(), [](const Cell& element) { return element.maybe; })) {
    // Whichever belong, it is one of these or there is none: where all are null, so is it.
    const auto candidates = *wanted > 0 ? all.subspan(position) : all.first(position + 1);
    std::int32_t changes = valid_until;
    for (const Cell& element : candidates) changes = std::min(changes, element.valid_until);
    const bool nothing = std::all_of(candidates.begin(), candidates.end(), [](const Cell& element) { return element.is_null(); });
    return until(nothing ? Cell::null(kind) : Cell::unknown(kind, any_unclear(all)), changes);
  }
  return until(all[position], std::min(valid_until, all[position].valid_until));
}

Cell contains(const Cell& list, const Cell& a) {
  Cell result = Cell::boolean(false);
  for (const Cell& element : elements(list)) result = some_step(result, element, equal(element, a));
  return quantified(list, result);
}

}  // namespace dutybound::feel
