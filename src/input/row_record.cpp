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
      JoinIndex& index = joins_[&join];
      for (std::uint64_t row = 0; row < plan_.tables[*join.table]->rows(); ++row) {
        at_row(row);
        const auto number = static_cast<std::uint32_t>(row);
        if (const auto text = key(*join.table, join.theirs, row, buffer)) {
          index.rows.emplace_back(hash_of(*text), number);
        } else if (unreadable_in_key(*join.table, join.theirs, row)) {
          const auto first = cells_.id(plan_.tables[*join.table]->cell(join.theirs.front(), row), buffer);
          index.unreadable.emplace(first ? hash_of(*first) : 0, number);
        }
      }
      std::sort(index.rows.begin(), index.rows.end());
      thin(join, index.rows, at_row);
    }
  }
}

void RowReading::thin(const BoundJoin& join, std::vector<HashedRow>& rows, const AtRow& at_row) const {
  constexpr std::size_t few = 4;
  const arrow::Table& table = *plan_.tables[*join.table];
  struct Words {
    std::string first;
    bool differs = false;
  };
  std::string buffer;
  auto kept = rows.begin();
  for (auto begin = rows.begin(), end = begin; begin != rows.end(); begin = end) {
    end = std::find_if(begin, rows.end(), [&](const HashedRow& row) { return row.first != begin->first; });
    if (static_cast<std::size_t>(end - begin) <= few) {
      kept = std::move(begin, end, kept);
      continue;
    }
    std::map<std::string, std::vector<Words>, std::less<>> of_key;  // as a rule one
    for (auto row = begin; row != end; ++row) {
      at_row(row->second);
      const auto text = key(*join.table, join.theirs, row->second, buffer);
      auto found = of_key.find(*text);
      bool keep = found == of_key.end();
      if (keep) found = of_key.emplace(*text, std::vector<Words>(table.columns().size())).first;
      for (std::size_t c = 0; c < found->second.size(); ++c) {
        Words& words_of = found->second[c];
        if (words_of.differs) continue;
        const auto words = cells_.something(table.cell(c, row->second), buffer);
        if (!words || *words == words_of.first) continue;
        words_of.differs = !words_of.first.empty();
        if (!words_of.differs) words_of.first = *words;
        keep = true;
      }
      if (keep) *kept++ = *row;
    }
  }
  rows.erase(kept, rows.end());
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
    if (!part && (whole || cells_.unreadable(rows.cell(column, row), {}))) return std::nullopt;
    any = any || part;
    if (!text.empty() || column != columns.front()) text += between_parts;
    if (part) text += *part;
  }
  buffer = std::move(text);
  return any ? std::optional<std::string_view>(buffer) : std::nullopt;
}

std::optional<Value> RowReading::unreadable_in_key(std::size_t table, const Key& columns, std::uint64_t row) const {
  for (const std::size_t column : columns) {
    if (auto error = cells_.unreadable(plan_.tables[table]->cell(column, row), cell_place(table, row, column))) return error;
  }
  return std::nullopt;
}

bool RowReading::finds_row(const BoundJoin& join, std::string_view key_text) const {
  const auto& rows = joins_.at(&join).rows;
  const std::size_t hash = hash_of(key_text);
  std::string buffer;
  for (auto row = std::lower_bound(rows.begin(), rows.end(), std::make_pair(hash, std::uint32_t{0}));
       row != rows.end() && row->first == hash; ++row) {
    if (key(*join.table, join.theirs, row->second, buffer) == key_text) return true;
  }
  return false;
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
  if (!ours) {
    found.unreadable = unreadable_in_key(at.feed.table, join.ours, at.row);
    return found;
  }
  const auto& rows = joins_.at(&join).rows;
  const std::size_t hash = hash_of(*ours);
  bool said = false;
  for (auto row = std::lower_bound(rows.begin(), rows.end(), std::make_pair(hash, std::uint32_t{0}));
       row != rows.end() && row->first == hash; ++row) {
    if (key(*join.table, join.theirs, row->second, other) != ours) continue;
    const Cell cell = plan_.tables[*join.table]->cell(column.column, row->second);
    const auto text = cells_.something(cell, other);
    if (!text) continue;
    if (!said) {
      found = {cell, cell_place(*join.table, row->second, column.column), false};
      words = std::string(*text);
      said = true;
    } else {
      found.contradicted = found.contradicted || words != *text;
    }
  }
  if (!said) found.unreadable = hidden(join, at);
  return found;
}

std::optional<Value> RowReading::hidden(const BoundJoin& join, At at) const {
  const auto& unreadable = joins_.at(&join).unreadable;
  if (unreadable.empty()) return std::nullopt;
  std::string buffer;
  const auto first = cells_.id(plan_.tables[at.feed.table]->cell(join.ours.front(), at.row), buffer);
  auto row = unreadable.find(0);
  if (row == unreadable.end() && first) row = unreadable.find(hash_of(*first));
  return row == unreadable.end() ? std::nullopt : unreadable_in_key(*join.table, join.theirs, row->second);
}

std::optional<Date> RowReading::day(const Feed& feed, Column column, std::uint64_t row) const {
  return column ? cells_.day(find({feed, row}, *column).cell) : std::nullopt;
}

RowReading::Tested RowReading::tested(const std::vector<BoundTest>& tests, const Feed& feed, std::uint64_t row) const {
  Tested all{true};
  for (const BoundTest& test : tests) {
    Tested one = tested(test, feed, row);
    if (one.holds) continue;
    if (!one.unreadable) return one;
    if (!all.unreadable) all = std::move(one);
  }
  return all;
}

RowReading::Tested RowReading::tested(const BoundTest& test, const Feed& feed, std::uint64_t row) const {
  if (test.how->test == RowTest::Test::any) {
    Tested any;
    for (const BoundTest& each : test.any) {
      Tested one = tested(each, feed, row);
      if (one.holds) return one;
      if (!any.unreadable) any.unreadable = std::move(one.unreadable);
    }
    return any;
  }
  if (!test.column) return {};  // nobody says
  Found found = find({feed, row}, *test.column);
  if (!found.unreadable) found.unreadable = cells_.unreadable(found.cell, found.place);
  if (found.unreadable) return {false, std::move(found.unreadable)};
  switch (test.how->test) {
    case RowTest::Test::present:
      return {!cells_.says_nothing(found.cell)};
    case RowTest::Test::absent:
      return {cells_.says_nothing(found.cell)};
    case RowTest::Test::in_collection_year: {
      const auto day = cells_.day(found.cell);
      const auto before = reference_date_ ? add_months(*reference_date_, -12) : std::nullopt;
      return {day && before && *day > *before && *day <= *reference_date_};
    }
    case RowTest::Test::is:
    case RowTest::Test::any:
      break;
  }
  std::string buffer;
  return {is_among(test.how->values, cells_.words(found.cell, buffer)) != test.how->negated};
}

Value RowReading::record(const Feed& feed, std::uint64_t row) const {
  const At at{feed, row};
  if (Tested when = tested(feed.when, feed, row); when.unreadable) return std::move(*when.unreadable);
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
  Found found = find(at, *column);
  if (!found.unreadable) found.unreadable = cells_.unreadable(found.cell, found.place);
  if (found.unreadable) {
    something = true;
    object.members.push_back({"id", found.unreadable->span, std::move(*found.unreadable)});
    return;
  }
  const auto id = cells_.id(found.cell, buffer);
  if (!id) return;
  something = true;
  Value value = empty_value(ValueKind::text, found.place);
  value.text = std::string(*id);
  object.members.push_back({"id", found.place, std::move(value)});
}

std::optional<Value> RowReading::read(At at, const BoundSource& source, const Attribute& attribute) const {
  Found found = find(at, *source.column);
  if (found.unreadable) return std::move(found.unreadable);
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
    Tested when = tested(source.when, at.feed, at.row);
    if (when.unreadable) return {std::move(when.unreadable), true};  // nobody knows whether it is this source that tells
    if (!when.holds) continue;
    if (source.how->value) return {cells_.word(*source.how->value, attribute, cell_place(at.feed.table, at.row)), false};
    auto value = read(at, source, attribute);
    if (value && value->kind != ValueKind::null) return {std::move(value), true};
    if (!value) {
      unknown = true;
    } else if (!nothing && (source.how->absent || !attribute.begins)) {
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
    Tested when = tested(source.when, at.feed, at.row);
    if (when.unreadable) return {std::move(when.unreadable), true};  // nobody knows whether it is this source that tells
    if (!when.holds) continue;
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
