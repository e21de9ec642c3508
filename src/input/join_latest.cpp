// The record to which a row belongs by its day: the latest of its case that began on that day or before it.
#include <algorithm>

#include "input/join.hpp"

namespace dutybound::input {

using rulebook::AttributeId;
using rulebook::EntityId;

Joining::Start Joining::start_in(EntityId entity, RecordNumber record, const std::vector<AttributeId>& way) const {
  if (records_[entity].feed[record] == nothing) return {};
  std::optional<Value> value =
      rows_.attribute(plan_.feeds[records_[entity].feed[record]], records_[entity].row[record], way.front());
  for (std::size_t w = 1; value && w < way.size(); ++w) {
    entity = vocabulary_.entities[entity].attributes[way[w - 1]].entity;
    const std::string& name = vocabulary_.entities[entity].attributes[way[w]].name;
    std::optional<Value> below;
    for (Member& member : value->members) {
      if (member.key == name) below = std::move(member.value);
    }
    value = std::move(below);
  }
  if (value && value->kind == ValueKind::null) return {};
  const std::optional<Date> day = value ? rows_.cells().day(*value) : std::nullopt;
  return {day, !day};
}

Joining::Start Joining::start_of(EntityId entity, RecordNumber record, const std::vector<AttributeId>& way) {
  const Start start = start_in(entity, record, way);
  if (start.day || way.size() != 2) return start;
  const EntityId child = vocabulary_.entities[entity].attributes[way.front()].entity;  // it may have a table of its own
  const auto& children = only_children(child);
  const auto found = children.find(record);
  return found != children.end() ? start_in(child, found->second, {way.back()}) : start;
}

const Joining::Starts& Joining::starts_of(EntityId entity, RecordNumber of_case, const std::vector<AttributeId>& way) {
  const auto [found, added] = starts_.try_emplace({&way, of_case});
  Starts& starts = found->second;
  if (!added) return starts;
  for (const RecordNumber record : of_cases(entity)[of_case]) {
    const Start start = start_of(entity, record, way);
    starts.unknown = starts.unknown || start.unknown;
    if (start.day) starts.days.emplace_back(*start.day, record);
  }
  std::stable_sort(starts.days.begin(), starts.days.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return starts;
}

/// One whose day is not known, or cannot be read, may be the latest: then the row stands in a record of which nothing is known,
/// as where there is none.
RecordNumber Joining::latest(const Feed& feed, std::uint64_t row, EntityId entity, RecordNumber of_case) {
  const rulebook::Entity& declared = vocabulary_.entities[entity];
  const std::vector<RecordNumber>& there = of_cases(entity)[of_case];
  if (!declared.many && declared.parent == plan_.mapping.subject && !there.empty()) return there.front();
  const Starts& starts = starts_of(entity, of_case, feed.how->parent.latest);
  if (const auto until = rows_.day(feed, feed.on_or_before, row); until && !starts.unknown) {
    const auto after = std::upper_bound(starts.days.begin(), starts.days.end(), *until,
                                        [](Date day, const auto& each) { return day < each.first; });
    if (after != starts.days.begin()) return std::prev(after)->second;
  }
  return blank(entity, {plan_.mapping.subject, of_case}, {}, !vocabulary_.entities[feed.how->records].many);
}

}  // namespace dutybound::input
