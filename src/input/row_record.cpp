// Fields, sources and absences of one row.
#include "input/row_record.hpp"

#include <algorithm>

#include "input/names.hpp"

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

constexpr Fault contradicted{"contradicting_rows", "Several rows say it, and say different things."};
constexpr char between_parts = '\x1f';

std::size_t hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }

}  // namespace

std::optional<CellPlace> place_of(Span span) {
  if (span.begin == 0) return std::nullopt;
  const std::size_t column = span.begin & 0xFFFFU;
  return CellPlace{(span.begin >> 16U) - 1, span.end, column == 0 ? std::nullopt : std::optional(column - 1)};
}

RowReading::RowReading(const rulebook::Vocabulary& vocabulary, const TablePlan& plan, const Limits& limits, const AtRow& at_row)
    : vocabulary_(vocabulary), plan_(plan), cells_(vocabulary, plan.mapping, limits) {
  index_joins(at_row);
  if (!plan.reference_table || !plan.reference_column) return;
  const arrow::Table& table = *plan.tables[*plan.reference_table];
  for (std::uint64_t row = 0; row < table.rows() && !reference_date_; ++row)
    reference_date_ = cells_.day(table.cell(plan.reference_column->column, row));
}

void RowReading::index_joins(const AtRow& at_row) {
  std::string buffer;
  for (const Feed& feed : plan_.feeds) {
    for (const BoundJoin& join : feed.joins) {
      if (!join.table) continue;
      auto& rows = joins_[&join].rows;
      for (std::uint64_t row = 0; row < plan_.tables[*join.table]->rows(); ++row) {
        at_row(row);
        if (const auto text = key(*join.table, join.theirs, row, buffer))
          rows.emplace_back(hash_of(*text), static_cast<std::uint32_t>(row));
      }
      std::sort(rows.begin(), rows.end());
    }
  }
}

std::optional<std::string_view> RowReading::key(std::size_t table, const Key& columns, std::uint64_t row, std::string& buffer,
                                                bool whole) const {
  if (columns.empty()) return std::nullopt;
  const arrow::Table& rows = *plan_.tables[table];
  if (columns.size() == 1) return cells_.id(rows.cell(columns.front(), row), buffer);
  std::string text;
  bool any = false;
  for (const std::size_t column : columns) {
    const auto part = cells_.id(rows.cell(column, row), buffer);
    if (!part && whole) return std::nullopt;
    any = any || part;
    if (!text.empty() || column != columns.front()) text += between_parts;
    if (part) text += *part;
  }
  buffer = std::move(text);
  return any ? std::optional<std::string_view>(buffer) : std::nullopt;
}

RowReading::Found RowReading::find(At at, BoundColumn column) const {
  if (column.join == 0) {
    return {plan_.tables[at.feed.table]->cell(column.column, at.row), cell_place(at.feed.table, at.row, column.column), false};
  }
  Found found{{}, cell_place(at.feed.table, at.row), false};
  const BoundJoin& join = at.feed.joins[column.join - 1];
  std::string buffer;
  std::string other;
  std::string words;
  const auto ours = key(at.feed.table, join.ours, at.row, buffer);
  if (!ours) return found;
  const auto& rows = joins_.at(&join).rows;
  const std::size_t hash = hash_of(*ours);
  bool said = false;
  for (auto row = std::lower_bound(rows.begin(), rows.end(), std::make_pair(hash, std::uint32_t{0}));
       row != rows.end() && row->first == hash; ++row) {
    if (key(*join.table, join.theirs, row->second, other) != ours) continue;
    const Cell cell = plan_.tables[*join.table]->cell(column.column, row->second);
    const auto text = cells_.id(cell, other);
    if (!text) continue;
    if (!said) {
      found = {cell, cell_place(*join.table, row->second, column.column), false};
      words = std::string(*text);
      said = true;
    } else {
      found.contradicted = found.contradicted || words != *text;
    }
  }
  return found;
}

std::optional<Date> RowReading::day(const Feed& feed, Column column, std::uint64_t row) const {
  return column ? cells_.day(find({feed, row}, *column).cell) : std::nullopt;
}

bool RowReading::holds(const std::vector<BoundTest>& tests, const Feed& feed, std::uint64_t row) const {
  std::string buffer;
  return std::all_of(tests.begin(), tests.end(), [&](const BoundTest& test) {
    if (test.how->test == RowTest::Test::any) {
      return std::any_of(test.any.begin(), test.any.end(), [&](const BoundTest& each) { return holds({each}, feed, row); });
    }
    if (!test.column) return false;  // nobody says
    const Cell cell = find({feed, row}, *test.column).cell;
    switch (test.how->test) {
      case RowTest::Test::present:
        return !cells_.says_nothing(cell);
      case RowTest::Test::absent:
        return cells_.says_nothing(cell);
      case RowTest::Test::in_collection_year: {
        const auto day = cells_.day(cell);
        const auto before = reference_date_ ? add_months(*reference_date_, -12) : std::nullopt;
        return day && before && *day > *before && *day <= *reference_date_;
      }
      case RowTest::Test::is:
      case RowTest::Test::any:
        break;
    }
    const std::string_view words = cells_.words(cell, buffer);
    return is_among(test.how->values, words) != test.how->negated;
  });
}

Value RowReading::record(const Feed& feed, std::uint64_t row) const {
  const At at{feed, row};
  Value object = empty_value(ValueKind::object, cell_place(feed.table, row));
  object.members.reserve(feed.fields.size() + 1);
  bool something = false;
  if (feed.id.size() == 1) add_id(object, BoundColumn{feed.id.front()}, at, something);
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
  if (!column) return;
  std::string buffer;
  const Found found = find(at, *column);
  const auto id = cells_.id(found.cell, buffer);
  if (!id) return;
  something = true;
  Value value = empty_value(ValueKind::text, found.place);
  value.text = std::string(*id);
  object.members.push_back({"id", found.place, std::move(value)});
}

std::optional<Value> RowReading::read(At at, const BoundSource& source, const Attribute& attribute) const {
  const Found found = find(at, *source.column);
  auto value = cells_.read(found.cell, attribute, source.how, found.place);
  if (found.contradicted && value) {
    value->kind = ValueKind::refused;
    value->fault = &contradicted;
  }
  return value;
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
  bool unknown = false;  // some source says that nobody knows: another may yet say more
  for (const BoundSource& source : field.sources) {
    if (!holds(source.when, at.feed, at.row)) continue;
    if (source.how->value) return {cells_.word(*source.how->value, attribute, cell_place(at.feed.table, at.row)), false};
    auto value = read(at, source, attribute);
    if (value && value->kind != ValueKind::null) return {std::move(value), true};
    if (!value) {
      unknown = true;
    } else if (!nothing) {
      nothing = source.how->absent ? absence(*source.how, Absence::unknown, value->span) : std::move(value);
    }
  }
  if (unknown) return {std::nullopt, true};
  return {std::move(nothing), false};
}

RowReading::Said RowReading::spread(const BoundSource& source, const Attribute& attribute, At at) const {
  Value object = empty_value(ValueKind::object, cell_place(at.feed.table, at.row));
  bool something = false;
  add_id(object, source.id, at, something);
  fill(object, source.fields, attribute.entity, at, something);
  const bool by_words_alone = !source.fields.empty() && !source.reads_columns;
  if (something || by_words_alone || source.how->always.value_or(attribute.always)) return {std::move(object), something};
  return {std::nullopt, false};
}

RowReading::Said RowReading::records(const BoundField& field, const Attribute& attribute, At at) const {
  const bool many = attribute.kind == AttributeKind::list_of_entity;
  Value all = empty_value(ValueKind::list, cell_place(at.feed.table, at.row));
  bool any = false;
  bool something = false;
  std::optional<Value> nothing;
  for (const BoundSource& source : field.sources) {
    if (!holds(source.when, at.feed, at.row)) continue;
    Said said;
    if (source.how->spread) {
      said = spread(source, attribute, at);
    } else {
      said.value = read(at, source, attribute);
      said.something = !said.value || said.value->kind != ValueKind::null;
      if (!said.value) return said;  // nobody knows
      if (said.value->kind == ValueKind::null) said.value.reset();
    }
    something = something || said.something;
    if (!said.value) {
      const Absence otherwise = many ? (source.how->spread ? Absence::empty : Absence::unknown) : Absence::not_happened;
      if (!nothing) nothing = absence(*source.how, otherwise, all.span);
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
