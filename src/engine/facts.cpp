// Reading of facts: tables by entity, rows of cells, children as runs of rows.
#include "engine/facts.hpp"

#include <algorithm>
#include <charconv>

namespace dutybound::engine {

std::uint32_t Facts::rows(EntityId entity) const { return static_cast<std::uint32_t>(tables_[entity].rows.size()); }

std::uint32_t Facts::parent_row(EntityId entity, std::uint32_t row) const { return tables_[entity].rows[row].parent; }

const Cell& Facts::value(EntityId entity, AttributeId attribute, std::uint32_t row) const {
  return tables_[entity].cells[place(entity, attribute, row)];
}

Children Facts::children(EntityId child, std::uint32_t parent_row) const {
  const rulebook::Entity& declared = program_->vocabulary.entities[child];
  const Cell& cell = tables_[declared.parent].cells[place(declared.parent, declared.parent_attribute, parent_row)];
  return {cell.state, cell.payload.record.entity, cell.payload.record.row, cell.unclear};
}

std::optional<Cell> Facts::unlisted(EntityId child, std::uint32_t parent_row) const {
  const rulebook::Entity& declared = program_->vocabulary.entities[child];
  const rulebook::Attribute& list = program_->vocabulary.entities[declared.parent].attributes[declared.parent_attribute];
  if (list.complete_from == rulebook::no_attribute) return std::nullopt;
  const Cell& from = value(declared.parent, list.complete_from, parent_row);
  if (!from.is_known() && !from.is_unclear()) return std::nullopt;
  Cell cell = from.is_known() ? Cell::records_before(child, from.date()) : Cell::unknown(feel::Kind::record, true);
  cell.maybe = true;
  return cell;
}

/// A record's two numbers: the first row and how many.
Cell Facts::children_cell(const Children& children) {
  Cell cell = Cell::record(children.first, children.count);
  cell.state = children.state;
  cell.unclear = children.unclear;
  return cell;
}

const Cell* Facts::record_cells(EntityId entity) const { return tables_[entity].records.data(); }

void Facts::append_path(EntityId entity, std::uint32_t row, std::string& text) const {
  const rulebook::Entity& e = program_->vocabulary.entities[entity];
  if (e.parent == rulebook::no_entity) return;
  const std::size_t before = text.size();
  append_path(e.parent, tables_[entity].rows[row].parent, text);
  if (text.size() > before) text += '.';
  text += program_->vocabulary.entities[e.parent].attributes[e.parent_attribute].name;
  if (!e.many) return;
  char digits[12];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), tables_[entity].rows[row].position);
  text.append(1, '[').append(digits, static_cast<std::size_t>(end.ptr - digits)).append(1, ']');
}

void Facts::append_path_of(EntityId entity, AttributeId attribute, std::uint32_t row, std::string& text) const {
  const std::size_t before = text.size();
  append_path(entity, row, text);
  if (text.size() > before) text += '.';
  text += program_->vocabulary.entities[entity].attributes[attribute].name;
}

std::string Facts::path(EntityId entity, std::uint32_t row) const {
  std::string text;
  append_path(entity, row, text);
  return text;
}

std::string Facts::path_of(EntityId entity, AttributeId attribute, std::uint32_t row) const {
  std::string text;
  append_path_of(entity, attribute, row, text);
  return text;
}

const std::optional<std::string>& Facts::id(EntityId entity, std::uint32_t row) const { return tables_[entity].rows[row].id; }

std::optional<std::size_t> Facts::data_error(EntityId entity, AttributeId attribute, std::uint32_t row) const {
  const std::vector<std::uint32_t>& errors = tables_[entity].errors;
  const std::size_t at = place(entity, attribute, row);
  if (at >= errors.size()) return std::nullopt;
  if (errors[at] != 0) return errors[at] - 1;
  // From which day on a collection is complete is part of what is recorded of it.
  const rulebook::AttributeId from = program_->vocabulary.entities[entity].attributes[attribute].complete_from;
  return from == rulebook::no_attribute ? std::nullopt : data_error(entity, from, row);
}

const std::vector<std::string>& Facts::source_tables() const {
  static const std::vector<std::string> none;
  return source_tables_ ? *source_tables_ : none;
}

bool Facts::is_assumed(EntityId entity, AttributeId attribute, std::uint32_t row) const {
  const std::vector<bool>& assumed = tables_[entity].assumed;
  const std::size_t at = place(entity, attribute, row);
  return at < assumed.size() && assumed[at];
}

}  // namespace dutybound::engine
