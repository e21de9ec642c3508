// Fields, sources and absences of one row.
#include "input/row_record.hpp"

#include <algorithm>

namespace dutybound::input {
namespace {

using arrow::Cell;
using rulebook::Attribute;
using rulebook::AttributeKind;

Value empty_value(ValueKind kind, Span place) {
  Value value;
  value.kind = kind;
  value.span = place;
  return value;
}

/// What a source says by saying nothing.
std::optional<Value> absence(const CellSource& source, Absence otherwise, Span place) {
  switch (source.absent.value_or(otherwise)) {
    case Absence::not_happened:
      return empty_value(ValueKind::null, place);
    case Absence::empty:
      return empty_value(ValueKind::list, place);
    case Absence::unknown:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::optional<CellPlace> place_of(Span span) {
  if (span.begin == 0) return std::nullopt;
  const std::size_t column = span.begin & 0xFFFFU;
  return CellPlace{(span.begin >> 16U) - 1, span.end, column == 0 ? std::nullopt : Column(column - 1)};
}

RowReading::RowReading(const rulebook::Vocabulary& vocabulary, const TablePlan& plan, const Limits& limits)
    : vocabulary_(vocabulary), plan_(plan), cells_(vocabulary, plan.mapping, limits) {
  if (!plan.reference_table || !plan.reference_column) return;
  for (std::uint64_t row = 0; row < plan.tables[*plan.reference_table]->rows() && !reference_date_; ++row)
    reference_date_ = cells_.day(cell(*plan.reference_table, plan.reference_column, row));
}

Cell RowReading::cell(std::size_t table, Column column, std::uint64_t row) const {
  return column ? plan_.tables[table]->cell(*column, row) : Cell();
}

bool RowReading::holds(const std::vector<BoundTest>& tests, std::size_t table, std::uint64_t row) const {
  std::string buffer;
  return std::all_of(tests.begin(), tests.end(), [&](const BoundTest& test) {
    const Cell at = cell(table, test.column, row);
    switch (test.how->test) {
      case RowTest::Test::present:
        return cells_.id(at, buffer).has_value();
      case RowTest::Test::absent:
        return !cells_.id(at, buffer);
      case RowTest::Test::in_collection_year: {
        const auto day = cells_.day(at);
        const auto before = reference_date_ ? add_months(*reference_date_, -12) : std::nullopt;
        return day && before && *day > *before && *day <= *reference_date_;
      }
      case RowTest::Test::is:
        break;
    }
    const std::string_view words = cells_.words(at, buffer);
    return std::find(test.how->values.begin(), test.how->values.end(), words) != test.how->values.end();
  });
}

Value RowReading::record(const Feed& feed, std::uint64_t row) const {
  const At at{feed, row};
  Value object = empty_value(ValueKind::object, cell_place(feed.table, row));
  object.members.reserve(feed.fields.size() + 1);
  bool something = false;
  add_id(object, feed.id, at, something);
  fill(object, feed.fields, feed.how->records, at, something);
  return object;
}

std::optional<Value> RowReading::attribute(const Feed& feed, std::uint64_t row, rulebook::AttributeId attribute) const {
  for (const BoundField& each : feed.fields) {
    if (each.attribute == attribute)
      return field(each, vocabulary_.entities[feed.how->records].attributes[attribute], {feed, row}).value;
  }
  return std::nullopt;
}

void RowReading::add_id(Value& object, Column column, At at, bool& something) const {
  std::string buffer;
  const auto id = cells_.id(cell(at.feed.table, column, at.row), buffer);
  if (!id) return;
  something = true;
  const Span place = cell_place(at.feed.table, at.row, column);
  Value value = empty_value(ValueKind::text, place);
  value.text = std::string(*id);
  object.members.push_back({"id", place, std::move(value)});
}

void RowReading::fill(Value& object, const std::vector<BoundField>& fields, rulebook::EntityId entity, At at,
                      bool& something) const {
  for (const BoundField& each : fields) {
    const Attribute& attribute = vocabulary_.entities[entity].attributes[each.attribute];
    Said said = field(each, attribute, at);
    something = something || said.something;
    if (said.value) object.members.push_back({attribute.name, said.value->span, std::move(*said.value)});
  }
}

RowReading::Said RowReading::field(const BoundField& field, const Attribute& attribute, At at) const {
  if (attribute.kind == AttributeKind::entity || attribute.kind == AttributeKind::list_of_entity)
    return records(field, attribute, at);
  std::optional<Value> nothing;
  for (const BoundSource& source : field.sources) {
    if (!holds(source.when, at.feed.table, at.row)) continue;
    const Span place = cell_place(at.feed.table, at.row, source.column);
    if (source.how->value) return {cells_.word(*source.how->value, attribute, place), false};
    auto value = cells_.read(cell(at.feed.table, source.column, at.row), attribute, source.how, place);
    if (!value) return {std::nullopt, true};
    if (value->kind != ValueKind::null) return {std::move(value), true};
    if (nothing) continue;
    nothing = source.how->absent ? absence(*source.how, Absence::unknown, place) : std::move(value);
  }
  return {std::move(nothing), false};
}

RowReading::Said RowReading::spread(const BoundSource& source, const Attribute& attribute, At at) const {
  Value object = empty_value(ValueKind::object, cell_place(at.feed.table, at.row));
  bool something = false;
  add_id(object, source.id, at, something);
  fill(object, source.fields, attribute.entity, at, something);
  if (something || !source.reads_columns || source.how->always.value_or(attribute.always)) return {std::move(object), something};
  return {std::nullopt, false};
}

RowReading::Said RowReading::records(const BoundField& field, const Attribute& attribute, At at) const {
  const bool many = attribute.kind == AttributeKind::list_of_entity;
  Value all = empty_value(ValueKind::list, cell_place(at.feed.table, at.row));
  bool any = false;
  bool something = false;
  std::optional<Value> nothing;
  for (const BoundSource& source : field.sources) {
    if (!holds(source.when, at.feed.table, at.row)) continue;
    const Span place = cell_place(at.feed.table, at.row, source.column);
    Said said;
    if (source.how->spread) {
      said = spread(source, attribute, at);
    } else {
      said.value = cells_.read(cell(at.feed.table, source.column, at.row), attribute, source.how, place);
      said.something = !said.value || said.value->kind != ValueKind::null;
      if (!said.value) return said;  // nobody knows
      if (said.value->kind == ValueKind::null) said.value.reset();
    }
    something = something || said.something;
    if (!said.value) {
      const Absence otherwise = many ? (source.how->spread ? Absence::empty : Absence::unknown) : Absence::not_happened;
      if (!nothing) nothing = absence(*source.how, otherwise, place);
    } else if (!many) {
      return said;
    } else if (said.value->kind == ValueKind::list) {
      any = true;
      for (Value& item : said.value->items) all.items.push_back(std::move(item));
    } else if (source.how->spread) {
      any = true;
      all.items.push_back(std::move(*said.value));
    } else {
      return said;  // no list: its type is what is wrong with it
    }
  }
  if (any) return {std::move(all), something};
  return {std::move(nothing), something};
}

}  // namespace dutybound::input
