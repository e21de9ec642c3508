// Reading of facts: tables by entity, columns by attribute, children as runs of rows.
#include "engine/facts.hpp"

#include <algorithm>

namespace dutybound::engine {

std::uint32_t Facts::rows(EntityId entity) const { return static_cast<std::uint32_t>(tables_[entity].parents.size()); }

std::uint32_t Facts::parent_row(EntityId entity, std::uint32_t row) const { return tables_[entity].parents[row]; }

const Cell& Facts::value(EntityId entity, AttributeId attribute, std::uint32_t row) const {
  return tables_[entity].columns[attribute][row];
}

const Children& Facts::children(EntityId child, std::uint32_t parent_row) const {
  return tables_[child].children_of_parent[parent_row];
}

const Cell* Facts::record_cells(EntityId entity) const { return tables_[entity].records.data(); }

std::string Facts::path(EntityId entity, std::uint32_t row) const {
  const rulebook::Entity& e = program_->vocabulary.entities[entity];
  if (e.parent == rulebook::no_entity) return {};
  std::string text = path(e.parent, tables_[entity].parents[row]);
  if (!text.empty()) text += '.';
  text += program_->vocabulary.entities[e.parent].attributes[e.parent_attribute].name;
  if (e.many) text += '[' + std::to_string(tables_[entity].positions[row]) + ']';
  return text;
}

std::string Facts::path_of(EntityId entity, AttributeId attribute, std::uint32_t row) const {
  std::string text = path(entity, row);
  if (!text.empty()) text += '.';
  return text + program_->vocabulary.entities[entity].attributes[attribute].name;
}

std::optional<std::string> Facts::id(EntityId entity, std::uint32_t row) const { return tables_[entity].ids[row]; }

std::optional<std::size_t> Facts::data_error(EntityId entity, AttributeId attribute, std::uint32_t row) const {
  const std::vector<std::vector<std::uint32_t>>& errors = tables_[entity].errors;
  if (errors.empty() || row >= errors[attribute].size() || errors[attribute][row] == 0) return std::nullopt;
  return errors[attribute][row] - 1;
}

}  // namespace dutybound::engine
