// The one place that says what a recorded value may look like.
#include "input/typed_value.hpp"

#include <algorithm>

#include "input/written_day.hpp"
#include "text/diagnose.hpp"
#include "text/shown.hpp"
#include "text/white_space.hpp"

namespace dutybound::input {
namespace {

using feel::Cell;
using rulebook::AttributeKind;

Refusal wrong_type(std::string_view wanted) { return {"wrong_type", "It has to be " + std::string(wanted) + "."}; }

std::optional<Refusal> out_of_bounds(Date day, const rulebook::Vocabulary& vocabulary) {
  if (day >= vocabulary.earliest && day <= vocabulary.latest) return std::nullopt;
  return Refusal{"impossible_date", "A date before " + vocabulary.earliest.to_string() + " or after " +
                                        vocabulary.latest.to_string() + " stands for something else than a day."};
}

constexpr std::int64_t seconds_a_day = 86'400;

/// A day or moment as a number; counts that no calendar has are no days.
Typed counted(const Value& value, bool wants_time, const rulebook::Vocabulary& vocabulary) {
  const std::int64_t day = value.kind == ValueKind::day ? value.count : value.count / seconds_a_day;
  if (day < vocabulary.earliest.number() - 1 || day > vocabulary.latest.number() + 1)
    return *out_of_bounds(Date::from_number(day < 0 ? vocabulary.earliest.number() - 1 : vocabulary.latest.number() + 1),
                          vocabulary);
  const DateTime moment = DateTime::from_seconds(value.count);
  const Date civil = value.kind == ValueKind::day ? Date::from_number(static_cast<std::int32_t>(day)) : moment.date();
  if (auto refusal = out_of_bounds(civil, vocabulary)) return *refusal;
  if (!wants_time) return Cell::date(civil);
  if (value.kind == ValueKind::moment) return Cell::date_time(moment);
  return Cell::date_time(feel::Interval{DateTime::start_of(civil).seconds(), DateTime::end_of(civil).seconds()});
}

Typed dated(const Value& value, bool wants_time, const rulebook::Vocabulary& vocabulary) {
  if (value.kind == ValueKind::number) return wrong_type("a date, written as a text YYYY-MM-DD");
  const Value read = day_value(value, {});
  if (read.kind == ValueKind::refused) return Refusal{std::string(read.fault->code), std::string(read.fault->reason)};
  if (read.kind == ValueKind::day || read.kind == ValueKind::moment) return counted(read, wants_time, vocabulary);
  if (read.kind != ValueKind::text) return wrong_type("a date, written as a text YYYY-MM-DD");
  // A time on English clocks. Before 1996 nobody knows how they stood, but the day is known.
  const Date day = *Date::parse(std::string_view(read.text).substr(0, 10));
  if (auto refusal = out_of_bounds(day, vocabulary)) return *refusal;
  if (!wants_time) return Cell::date(day);
  const auto moment = DateTime::parse(read.text);
  if (!moment)
    return Refusal{"impossible_time",
                   "English clocks never showed that time, or it is of before 1996, when they changed on other days."};
  return Cell::date_time(*moment);
}

std::string count_as_recorded(const Value& value) {
  const std::int64_t unit = value.kind == ValueKind::day ? 1 : seconds_a_day;
  if (value.count / unit < -719'162 || value.count / unit > 2'932'896) return std::to_string(value.count);  // years 1 to 9999
  return unit == 1 ? Date::from_number(static_cast<std::int32_t>(value.count)).to_string()
                   : DateTime::from_seconds(value.count).to_string();
}

Typed enumerated(const Value& value, feel::Type type, const rulebook::Vocabulary& vocabulary) {
  const feel::EnumerationType& words = vocabulary.types->enumerations[type.detail];
  if (value.kind != ValueKind::text && value.kind != ValueKind::number)
    return wrong_type("one of the words that the vocabulary lists");
  const int index = words.find(text::trimmed(value.text));
  if (index >= 0) return Cell::enumeration(index);
  std::string reason = "It is none of the words that the vocabulary lists";
  const std::string hint = text::did_you_mean(value.text, {words.values.begin(), words.values.end()});
  reason += hint.empty() ? "." : ": " + hint;
  return Refusal{"unknown_value", std::move(reason)};
}

}  // namespace

feel::Kind cell_kind(AttributeKind kind) {
  switch (kind) {
    case AttributeKind::boolean:
      return feel::Kind::boolean;
    case AttributeKind::number:
      return feel::Kind::number;
    case AttributeKind::text:
      return feel::Kind::text;
    case AttributeKind::enumeration:
      return feel::Kind::enumeration;
    case AttributeKind::date:
      return feel::Kind::date;
    case AttributeKind::date_time:
      return feel::Kind::date_time;
    case AttributeKind::entity:
      return feel::Kind::record;
    case AttributeKind::list_of_entity:
    case AttributeKind::list_of_values:
      return feel::Kind::list;
  }
  return feel::Kind::none;
}

AttributeKind kind_of_items(feel::Type type) {
  for (const AttributeKind kind : {AttributeKind::boolean, AttributeKind::number, AttributeKind::enumeration, AttributeKind::date,
                                   AttributeKind::date_time}) {
    if (cell_kind(kind) == type.kind) return kind;
  }
  return AttributeKind::text;
}

Typed typed_value(const Value& value, AttributeKind kind, feel::Type type, const rulebook::Vocabulary& vocabulary) {
  if (value.kind == ValueKind::refused) return Refusal{std::string(value.fault->code), std::string(value.fault->reason)};
  switch (kind) {
    case AttributeKind::boolean:
      if (value.kind != ValueKind::boolean) return wrong_type("true or false");
      return Cell::boolean(value.truth);
    case AttributeKind::number: {
      if (value.kind != ValueKind::number) return wrong_type("a number");
      const auto number = feel::Decimal::parse(value.text);
      if (!number) return Refusal{"impossible_number", "The number is too large."};
      return Cell::number(*number);
    }
    case AttributeKind::text:
      // Reference numbers are often written without quotes: their digits are the text.
      if (value.kind != ValueKind::text && value.kind != ValueKind::number) return wrong_type("a text");
      return Cell::text(value.text);
    case AttributeKind::enumeration:
      return enumerated(value, type, vocabulary);
    case AttributeKind::date:
      return dated(value, false, vocabulary);
    case AttributeKind::date_time:
      return dated(value, true, vocabulary);
    case AttributeKind::entity:
    case AttributeKind::list_of_entity:
    case AttributeKind::list_of_values:
      break;
  }
  return wrong_type("another kind of value");
}

std::string as_recorded(const Value& value) {
  switch (value.kind) {
    case ValueKind::null:
      return "null";
    case ValueKind::boolean:
      return value.truth ? "true" : "false";
    case ValueKind::list:
      return "a list of " + std::to_string(value.items.size());
    case ValueKind::object:
      return "a record";
    case ValueKind::day:
    case ValueKind::moment:
      return count_as_recorded(value);
    case ValueKind::number:
    case ValueKind::text:
    case ValueKind::refused:
      break;
  }
  return text::cut(value.text);
}

}  // namespace dutybound::input
