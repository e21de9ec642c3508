// The record to which a row belongs by its day: the latest of its case that began on that day or before it.
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

const Joining::Start& Joining::start_of(EntityId entity, RecordNumber record, const std::vector<AttributeId>& way) {
  std::vector<std::optional<Start>>& known = starts_[{entity, way}];
  if (known.size() <= record) known.resize(records_[entity].feed.size());
  if (!known[record]) {
    Start start = start_in(entity, record, way);
    if (!start.day && way.size() == 2) {  // it may have a table of its own
      const EntityId child = vocabulary_.entities[entity].attributes[way.front()].entity;
      const auto& children = only_children(child);
      if (const auto found = children.find(record); found != children.end()) start = start_in(child, found->second, {way.back()});
    }
    known[record] = start;
  }
  return *known[record];
}

/// One whose day is not known, or cannot be read, may be the latest: then the row stands in a record of which nothing is known,
/// as where there is none.
RecordNumber Joining::latest(const Feed& feed, std::uint64_t row, EntityId entity, RecordNumber of_case) {
  const rulebook::Entity& declared = vocabulary_.entities[entity];
  const std::vector<RecordNumber>& there = of_cases(entity)[of_case];
  if (!declared.many && declared.parent == plan_.mapping.subject && !there.empty()) return there.front();
  const auto until = rows_.day(feed, feed.on_or_before, row);
  RecordNumber best = nothing;
  std::optional<Date> best_day;
  for (const RecordNumber record : there) {
    const Start& start = start_of(entity, record, feed.how->parent.latest);
    if (start.unknown) {
      best = nothing;
      break;
    }
    if (!until || !start.day || *start.day > *until || (best_day && *start.day < *best_day)) continue;
    best = record;
    best_day = start.day;
  }
  return best != nothing ? best
                         : blank(entity, {plan_.mapping.subject, of_case}, {}, !vocabulary_.entities[feed.how->records].many);
}

}  // namespace dutybound::input
