// Rows of one record to one document.
#include "input/merge_rows.hpp"

#include <algorithm>

namespace dutybound::input {
namespace {

using rulebook::Attribute;
using rulebook::EntityId;

bool is_null(const Value& value) { return value.kind == ValueKind::null; }

bool same_value(const Value& one, const Value& other) {
  return one.kind == other.kind && one.text == other.text && one.count == other.count && one.truth == other.truth;
}

}  // namespace

Member* find_member(Value& object, std::string_view key) {
  for (Member& member : object.members) {
    if (member.key == key) return &member;
  }
  return nullptr;
}

void merge(Value& into, Value&& from) {
  for (Member& member : from.members) {
    Member* there = find_member(into, member.key);
    if (!there) {
      into.members.push_back(std::move(member));
    } else if (is_null(there->value)) {
      there->value = std::move(member.value);
    } else if (there->value.kind == ValueKind::object && member.value.kind == ValueKind::object) {
      merge(there->value, std::move(member.value));
    } else if (there->value.kind == ValueKind::list && member.value.kind == ValueKind::list) {
      for (Value& item : member.value.items) {
        const bool known = std::any_of(there->value.items.begin(), there->value.items.end(),
                                       [&](const Value& one) { return same_value(one, item); });
        if (!known && item.kind != ValueKind::object) there->value.items.push_back(std::move(item));
      }
    }
  }
}

void doubt_missing(Value& record, const std::vector<BoundField>& fields, const rulebook::Vocabulary& vocabulary, EntityId entity,
                   const Value& why) {
  for (const BoundField& field : fields) {
    const Attribute& attribute = vocabulary.entities[entity].attributes[field.attribute];
    Member* there = find_member(record, attribute.name);
    if (!there) {
      record.members.push_back({attribute.name, why.span, why});
    } else if (is_null(there->value) || (there->value.kind == ValueKind::list && there->value.items.empty())) {
      there->value = why;
    } else if (there->value.kind == ValueKind::object) {
      for (const BoundSource& source : field.sources)
        doubt_missing(there->value, source.fields, vocabulary, attribute.entity, why);
    }
  }
}

bool reads_records(const std::vector<BoundField>& fields, const rulebook::Vocabulary& vocabulary, EntityId entity) {
  return std::any_of(fields.begin(), fields.end(), [&](const BoundField& field) {
    const EntityId below = vocabulary.entities[entity].attributes[field.attribute].entity;
    return below != rulebook::no_entity &&
           std::any_of(field.sources.begin(), field.sources.end(), [&](const BoundSource& source) {
             return source.how->spread ? reads_records(source.fields, vocabulary, below) : source.column.has_value();
           });
  });
}

}  // namespace dutybound::input
