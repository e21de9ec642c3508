// What several rows of tables say of one record. Entries: merge, doubt_missing.
#pragma once

#include "input/bind_tables.hpp"
#include "input/document.hpp"

namespace dutybound::input {

/// The member of that name, or null.
[[nodiscard]] Member* find_member(Value& object, std::string_view key);

/// Adds what a further row says of a record where those before it say nothing.
void merge(Value& into, Value&& from);

/// What a row would say of a record, where the record says nothing and nobody can read whether the row is one of it.
void doubt_missing(Value& record, const std::vector<BoundField>& fields, const rulebook::Vocabulary& vocabulary,
                   rulebook::EntityId entity, const Value& why);

/// Whether whole records stand in cells.
[[nodiscard]] bool reads_records(const std::vector<BoundField>& fields, const rulebook::Vocabulary& vocabulary,
                                 rulebook::EntityId entity);

}  // namespace dutybound::input
