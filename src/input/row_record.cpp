// Fields, sources and absences of one row.
#include "input/row_record.hpp"

#include <algorithm>

#include "input/names.hpp"
#include "text/diagnose.hpp"
#include "text/shown.hpp"

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

constexpr Fault no_reference_date{"no_reference_date",
                                  "Whether it is of the return's year nobody can say: its last day cannot be read."};

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
  return CellPlace{(span.begin >> 16U) - 1, span.end, column == 0 ? std::nullopt : std::optional(column - 1)};
}

RowReading::RowReading(const rulebook::Vocabulary& vocabulary, const TablePlan& plan, const Limits& limits, const AtRow& at_row)
    : vocabulary_(vocabulary), plan_(plan), cells_(vocabulary, plan.mapping, limits) {
  index_joins(at_row);
  if (plan.reference_table && plan.reference_column)
    read_reference_date(*plan.reference_table, plan.reference_column->column, at_row);
}

void RowReading::read_reference_date(std::size_t table, std::size_t column, const AtRow& at_row) {
  const arrow::Table& rows = *plan_.tables[table];
  const auto warn = [&](std::uint64_t row, const std::string& why) {
    std::string buffer;
    reference_date_.reset();
    warnings_.push_back(text::diagnose(text::Code::input_reference_date, nullptr, {},
                                       "row " + std::to_string(row) + " of table `" + rows.name() + "`, column `" +
                                           rows.columns()[column].name + "`: `" +
                                           text::cut(cells_.words(rows.cell(column, row), buffer)) + "`: " + why,
                                       "what counts within the return's year is unknown without it"));
  };
  for (std::uint64_t row = 0; row < rows.rows(); ++row) {
    at_row(row);
    const auto said = cells_.said_day(rows.cell(column, row));
    if (!said) continue;
    if (const auto* refusal = std::get_if<Refusal>(&*said)) return warn(row, refusal->reason);
    const Date day = std::get<Date>(*said);
    if (reference_date_ && day != *reference_date_) return warn(row, "An earlier row gives another day.");
    reference_date_ = day;
  }
}

std::optional<Date> RowReading::day(const Feed& feed, Column column, std::uint64_t row) const {
  if (!column) return std::nullopt;
  const Found found = find({feed, row}, *column);
  return found.unreadable ? std::nullopt : cells_.day(found.cell);
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
  if (found.contradicted && test.how->test == RowTest::Test::present) return {true};
  if (found.contradicted && test.how->test == RowTest::Test::absent) return {};
  if (found.unreadable) return {false, std::move(found.unreadable)};
  switch (test.how->test) {
    case RowTest::Test::present:
      return {!cells_.says_nothing(found.cell)};
    case RowTest::Test::absent:
      return {cells_.says_nothing(found.cell)};
    case RowTest::Test::in_collection_year: {
      const auto day = cells_.day(found.cell);
      if (!day) return {};
      if (!warnings_.empty()) return {false, refused(no_reference_date, day->to_string(), found.place)};
      const auto before = reference_date_ ? add_months(*reference_date_, -12) : std::nullopt;
      return {before && *day > *before && *day <= *reference_date_};
    }
    case RowTest::Test::is:
    case RowTest::Test::any:
      break;
  }
  std::string buffer;
  const std::string_view words = cells_.words(found.cell, buffer);
  const bool is_one = is_among(test.how->values, words);
  if (!is_one && !test.how->others.empty() && !is_among(test.how->others, words) && !cells_.says_nothing(found.cell) &&
      !is_among(plan_.mapping.unknown_words, words)) {
    return {false, refused(unknown_word, std::string(words), found.place)};
  }
  return {is_one != test.how->negated};
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
  if (const auto [column, join] = *source.column; join == 0)  // what cannot be read is the cell's to say
    return cells_.read(plan_.tables[at.feed.table]->cell(column, at.row), attribute, source.how,
                       cell_place(at.feed.table, at.row, column));
  Found found = find(at, *source.column);
  if (found.unreadable) return std::move(found.unreadable);
  return cells_.read(found.cell, attribute, source.how, found.place);
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
