// Cells to values: first what the cell holds, whatever it is for; then what that means where the vocabulary wants it.
#include "input/cell_value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <dutybound/csv.hpp>

#include "input/names.hpp"
#include "input/plain_number.hpp"
#include "input/typed_value.hpp"
#include "input/written_day.hpp"
#include "text/shown.hpp"
#include "text/utf8.hpp"
#include "text/white_space.hpp"

namespace dutybound::input {
namespace {

using arrow::Cell;
using arrow::Kind;
using rulebook::Attribute;
using rulebook::AttributeKind;
using rulebook::EntityId;

constexpr Fault not_utf8{"not_utf8", "The text is no UTF-8: it was written in another encoding, or is damaged."};
constexpr Fault infinite{"impossible_number", "It is infinite."};
constexpr Fault out_of_calendar{"impossible_date", "No calendar has that day."};
constexpr Fault no_type{"wrong_type", "A value of that type says nothing that can be read."};
constexpr Fault two_members{"duplicate_key", "Two members of the record are this attribute."};
constexpr Fault spreadsheet_error{"spreadsheet_error", "The cell holds an error of a spreadsheet and no value."};
constexpr Fault no_json{"not_json", "The text is no JSON."};
constexpr std::int64_t first_day = -719'162, last_day = 2'932'896;  // years 1 to 9999
constexpr std::int64_t day_seconds = 86'400;

Value made(ValueKind kind, std::string text, Span place) {
  Value value;
  value.kind = kind;
  value.text = std::move(text);
  value.span = place;
  return value;
}

bool valid(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
  return ascii || !text::first_invalid_utf8(text);
}

/// Clock time as text; the clocks' own zone is not known.
std::string clock_text(std::int64_t seconds) {
  const std::int64_t days = (seconds - (seconds % day_seconds + day_seconds) % day_seconds) / day_seconds;
  const std::int64_t of_day = seconds - days * day_seconds;
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return Date::from_number(static_cast<std::int32_t>(days)).to_string() + "T" + two(of_day / 3600) + ":" + two(of_day / 60 % 60) +
         ":" + two(of_day % 60);
}

/// What a mapping's `values` make of a word; null if it is not among them.
const std::string* meaning(const std::map<std::string, std::string>& values, std::string_view word) {
  const auto found = std::find_if(values.begin(), values.end(), [&](const auto& each) { return same_word(each.first, word); });
  return found != values.end() ? &found->second : nullptr;
}

/// Puts values of JSON in the place of their cell, and writes their numbers as those of other cells.
void place_all(Value& value, Span place) {
  value.span = place;
  if (value.kind == ValueKind::number) write_plainly(value.text);
  for (Value& item : value.items) place_all(item, place);
  for (Member& member : value.members) {
    member.key_span = place;
    place_all(member.value, place);
  }
}

}  // namespace

Value CellReading::raw(const Cell& cell, Span place) const {
  if (cell.is_null()) return made(ValueKind::null, {}, place);
  switch (cell.kind()) {
    case Kind::null:
      return made(ValueKind::null, {}, place);
    case Kind::boolean: {
      Value value = made(ValueKind::boolean, {}, place);
      value.truth = cell.boolean();
      return value;
    }
    case Kind::integer:
      return made(ValueKind::number, std::to_string(cell.integer()), place);
    case Kind::digits: {
      std::string digits = cell.digits();
      write_plainly(digits);
      return made(ValueKind::number, std::move(digits), place);
    }
    case Kind::real: {
      const double number = cell.real();
      if (std::isnan(number)) return made(ValueKind::null, {}, place);
      if (std::isinf(number)) return refused(infinite, number > 0 ? "inf" : "-inf", place);
      return made(ValueKind::number, number_text(number), place);
    }
    case Kind::text: {
      const std::string_view text = cell.text();
      if (!valid(text)) return refused(not_utf8, "bytes that are no text", place);
      return cell.type().json ? json(text, place) : made(ValueKind::text, std::string(text), place);
    }
    case Kind::day: {
      Value value = made(ValueKind::day, {}, place);
      value.count = cell.day();
      if (value.count < first_day || value.count > last_day) return refused(out_of_calendar, std::to_string(value.count), place);
      return value;
    }
    case Kind::moment: {
      const std::int64_t seconds = cell.seconds();
      if (seconds < first_day * day_seconds || seconds >= last_day * day_seconds)
        return refused(out_of_calendar, std::to_string(seconds), place);
      if (!cell.type().zoned && seconds % day_seconds != 0) return made(ValueKind::text, clock_text(seconds), place);
      Value value = made(cell.type().zoned ? ValueKind::moment : ValueKind::day, {}, place);
      value.count = cell.type().zoned ? seconds : seconds / day_seconds;
      return value;
    }
    case Kind::list: {
      Value value = made(ValueKind::list, {}, place);
      const std::int64_t size = cell.size();
      value.items.reserve(static_cast<std::size_t>(size));
      for (std::int64_t i = 0; i < size; ++i) value.items.push_back(raw(cell.item(i), place));
      return value;
    }
    case Kind::record: {
      Value value = made(ValueKind::object, {}, place);
      for (std::size_t i = 0; i < cell.type().children.size(); ++i)
        value.members.push_back({cell.type().children[i].name, place, raw(cell.member(i), place)});
      return value;
    }
    case Kind::unreadable:
      break;
  }
  return refused(no_type, cell.type().written, place);
}

Value CellReading::json(std::string_view text, Span place) const {
  Value value;
  bool read = false;
  read_json_text(InputText("cell", text), limits_, [&](ReadDocument&& document) {
    read = document.value.has_value();
    if (read) value = std::move(*document.value);
    return true;
  });
  if (!read) return refused(no_json, text::cut(text, 400), place);
  place_all(value, place);
  return value;
}

bool CellReading::is_error(std::string_view words) const {
  return is_spreadsheet_error(words) && !is_among(mapping_.missing_words, words);
}

bool CellReading::is_missing(std::string_view words, bool of_text) const {
  if (words.empty() || is_among(mapping_.missing_words, words)) return true;
  return !of_text && (words == "NULL" || words == "null" || words == "NaN" || words == "nan" || words == "NaT" ||
                      words == "None" || words == "<NA>");
}

std::optional<bool> CellReading::truth(std::string_view words) const {
  if (is_among(mapping_.true_words, words)) return true;
  if (is_among(mapping_.false_words, words)) return false;
  if (words.size() > 2 && words[1] == ')') words = text::trimmed(words.substr(2));  // `a) Yes`, as Annex A has it
  const std::string plain = folded(words);
  if (plain == "true" || plain == "t" || plain == "yes" || plain == "y" || plain == "1") return true;
  if (plain == "false" || plain == "f" || plain == "no" || plain == "n" || plain == "0") return false;
  return std::nullopt;
}

Value CellReading::settle_day(Value value) const {
  value = day_value(std::move(value), mapping_.dates);
  const bool nothing = (value.kind == ValueKind::day && value.count == no_day) ||
                       (value.kind == ValueKind::moment && value.count == no_day * day_seconds);
  return nothing && mapping_.day_for_none ? made(ValueKind::null, {}, value.span) : value;
}

std::optional<Value> CellReading::settle_value(Value value, AttributeKind kind, const CellSource* how) const {
  const bool of_day = value.kind == ValueKind::day || value.kind == ValueKind::moment;
  if (of_day || value.kind == ValueKind::text || value.kind == ValueKind::number || value.kind == ValueKind::boolean) {
    const std::string day = of_day ? as_recorded(value) : std::string();
    const std::string_view words = of_day                             ? day
                                   : value.kind == ValueKind::boolean ? (value.truth ? "true" : "false")
                                                                      : text::trimmed(value.text);
    if (is_error(words)) return refused(spreadsheet_error, std::string(words), value.span);
    if (is_missing(words, kind == AttributeKind::text)) return made(ValueKind::null, {}, value.span);
    if (is_among(mapping_.unknown_words, words)) return std::nullopt;
    if (how && !how->values.empty()) {
      if (const std::string* word = meaning(how->values, words)) {
        value = made(ValueKind::text, *word, value.span);
      } else if (how->other_unknown) {
        return std::nullopt;
      }
    }
  }
  switch (kind) {
    case AttributeKind::boolean:
      if (value.kind != ValueKind::text && value.kind != ValueKind::number) break;
      if (const auto known = truth(text::trimmed(value.text))) {
        value.kind = ValueKind::boolean;
        value.truth = *known;
      } else if (how && how->other_unknown) {
        return std::nullopt;
      }
      break;
    case AttributeKind::number:
      if (value.kind == ValueKind::text && feel::Decimal::parse(text::trimmed(value.text)))
        value = made(ValueKind::number, std::string(text::trimmed(value.text)), value.span);
      break;
    case AttributeKind::enumeration:
      if (value.kind == ValueKind::text) value.text = std::string(text::trimmed(value.text));
      break;
    case AttributeKind::text:
      if (value.kind == ValueKind::day || value.kind == ValueKind::moment)
        value = made(ValueKind::text, as_recorded(value), value.span);
      break;
    case AttributeKind::date:
    case AttributeKind::date_time:
      return settle_day(std::move(value));
    default:
      break;
  }
  return value;
}

std::optional<Value> CellReading::settle_values(Value value, feel::Type type, const CellSource* how) const {
  if (value.kind == ValueKind::text) {
    const std::string_view text = text::trimmed(value.text);
    if (!text.empty() && text.front() == '[') {
      value = json(text, value.span);
    } else if (is_missing(text, false)) {
      return made(ValueKind::null, {}, value.span);
    } else if (is_among(mapping_.unknown_words, text)) {
      return std::nullopt;
    } else if (how && !how->split.empty()) {
      Value list = made(ValueKind::list, {}, value.span);
      for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(how->split, begin), text.size());
        if (const std::string_view part = text::trimmed(text.substr(begin, end - begin)); !part.empty())
          list.items.push_back(made(ValueKind::text, std::string(part), value.span));
        begin = end + how->split.size();
      }
      value = std::move(list);
    }
  }
  if (value.kind == ValueKind::null || value.kind == ValueKind::refused || value.kind == ValueKind::object) return value;
  if (value.kind != ValueKind::list) {  // one value is a list of one
    Value list = made(ValueKind::list, {}, value.span);
    list.items.push_back(std::move(value));
    value = std::move(list);
  }
  for (Value& item : value.items) {
    auto settled = settle_value(std::move(item), kind_of_items(type), how);
    if (!settled) return std::nullopt;
    item = std::move(*settled);
  }
  return value;
}

void CellReading::settle_record(Value& object, EntityId entity, bool said) const {
  const rulebook::Entity& declared = vocabulary_.entities[entity];
  std::vector<Member> kept;
  kept.reserve(object.members.size());
  for (Member& member : object.members) {
    const std::string name = folded(member.key);
    const auto found = std::find_if(declared.attributes.begin(), declared.attributes.end(), [&](const Attribute& attribute) {
      return attribute.name == member.key || folded(attribute.name) == name;
    });
    if (found != declared.attributes.end()) {
      const auto twice = std::find_if(kept.begin(), kept.end(), [&](const Member& other) { return other.key == found->name; });
      if (twice != kept.end()) {
        twice->value = refused(two_members, member.key, member.key_span);
        continue;
      }
      auto settled = settle(std::move(member.value), *found, nullptr, said);
      if (settled && (said || !found->begins || settled->kind != ValueKind::null))
        kept.push_back({found->name, member.key_span, std::move(*settled)});
      continue;
    }
    kept.push_back(std::move(member));
  }
  object.members = std::move(kept);
}

std::optional<Value> CellReading::settle(Value value, const Attribute& attribute, const CellSource* how, bool said) const {
  const bool records = attribute.kind == AttributeKind::entity || attribute.kind == AttributeKind::list_of_entity;
  if (!records && attribute.kind != AttributeKind::list_of_values) return settle_value(std::move(value), attribute.kind, how);
  if (!records) return settle_values(std::move(value), vocabulary_.types->element_of(attribute.type), how);
  if (value.kind == ValueKind::text) {
    const std::string_view text = text::trimmed(value.text);
    if (is_missing(text, false)) return made(ValueKind::null, {}, value.span);
    if (is_among(mapping_.unknown_words, text)) return std::nullopt;
    if (text.front() == '{' || text.front() == '[') value = json(text, value.span);
  }
  if (value.kind == ValueKind::object) settle_record(value, attribute.entity, said);
  for (Value& item : value.items) {
    if (item.kind == ValueKind::object) settle_record(item, attribute.entity, said);
  }
  return value;
}

std::optional<Value> CellReading::read(const Cell& cell, const Attribute& attribute, const CellSource* how, Span place) const {
  Value value = raw(cell, place);
  if (how && how->json && value.kind == ValueKind::text) {
    if (is_missing(text::trimmed(value.text), false)) return made(ValueKind::null, {}, place);
    value = json(value.text, place);
  }
  if (how && how->json) {
    for (const std::string& key : *how->json) {
      const auto member = std::find_if(value.members.begin(), value.members.end(), [&](const Member& m) { return m.key == key; });
      if (value.kind != ValueKind::object) break;
      if (member == value.members.end()) return std::nullopt;  // the text does not say
      Value inner = std::move(member->value);
      value = std::move(inner);
    }
  }
  const bool said = cell.is_null() || (cell.kind() != Kind::record && cell.kind() != Kind::list) || cell.type().json;
  return settle(std::move(value), attribute, how, said);
}

std::optional<Value> CellReading::word(const std::string& text, const Attribute& attribute, Span place) const {
  return settle(made(ValueKind::text, text, place), attribute, nullptr);
}

std::optional<std::string_view> CellReading::something(const Cell& cell, std::string& buffer) const {
  const std::string_view text = plain_id(words(cell, buffer));
  if (is_missing(text, false)) return std::nullopt;
  return text;
}

std::optional<std::string_view> CellReading::id(const Cell& cell, std::string& buffer) const {
  const auto text = something(cell, buffer);
  return text && is_error(*text) ? std::nullopt : text;
}

std::optional<Value> CellReading::unreadable(const Cell& cell, Span place) const {
  if (cell.is_null() || cell.kind() == Kind::integer) return std::nullopt;
  if (cell.kind() == Kind::text && !cell.type().json) {
    const std::string_view words = text::trimmed(cell.text());
    if (is_error(words)) return refused(spreadsheet_error, std::string(words), place);
    if (valid(words)) return std::nullopt;
  }
  Value value = raw(cell, place);
  return value.kind == ValueKind::refused ? std::optional(std::move(value)) : std::nullopt;
}

bool CellReading::says_nothing(const Cell& cell) const {
  std::string buffer;
  const auto text = something(cell, buffer);
  if (!text) return true;
  const bool may_be_day =
      cell.kind() == Kind::day || cell.kind() == Kind::moment || (cell.kind() == Kind::text && text->size() >= 8);
  return may_be_day && settle_day(raw(cell, {})).kind == ValueKind::null;
}

std::string_view CellReading::words(const Cell& cell, std::string& buffer) const {
  if (cell.is_null()) return {};
  if (cell.kind() == Kind::text && !cell.type().json) {
    const std::string_view text = text::trimmed(cell.text());
    return valid(text) ? text : std::string_view();
  }
  if (cell.kind() == Kind::integer) {
    char digits[24];
    buffer.assign(digits, std::to_chars(digits, digits + sizeof digits, cell.integer()).ptr);
    return buffer;
  }
  const Value value = raw(cell, {});
  if (value.kind == ValueKind::null || value.kind == ValueKind::refused) return {};
  buffer = value.kind == ValueKind::text ? std::string(text::trimmed(value.text)) : as_recorded(value);
  return buffer;
}

std::optional<Date> CellReading::day(const Cell& cell) const { return day(settle_day(raw(cell, {}))); }

std::optional<std::variant<Date, Refusal>> CellReading::said_day(const Cell& cell) const {
  using Said = std::variant<Date, Refusal>;
  if (says_nothing(cell)) return std::nullopt;
  std::optional<Value> error = unreadable(cell, {});
  Typed typed =
      typed_value(error ? std::move(*error) : settle_day(raw(cell, {})), AttributeKind::date, {feel::Kind::date, 0}, vocabulary_);
  if (auto* refusal = std::get_if<Refusal>(&typed)) return Said(std::move(*refusal));
  return Said(std::get<feel::Cell>(typed).date());
}

std::optional<Date> CellReading::day(const Value& value) const {
  if (value.kind == ValueKind::null || value.kind == ValueKind::refused) return std::nullopt;
  const Typed typed = typed_value(value, AttributeKind::date, {feel::Kind::date, 0}, vocabulary_);
  const auto* cell = std::get_if<feel::Cell>(&typed);
  return cell ? std::optional(cell->date()) : std::nullopt;
}

}  // namespace dutybound::input
