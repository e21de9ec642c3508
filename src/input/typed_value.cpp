// The one place that says what a recorded value may look like.
#include "input/typed_value.hpp"

#include <algorithm>

#include "text/diagnose.hpp"

namespace dutybound::input {
namespace {

using feel::Cell;
using rulebook::AttributeKind;

constexpr std::size_t recorded_characters = 80;

Refusal wrong_type(std::string_view wanted) { return {"wrong_type", "It has to be " + std::string(wanted) + "."}; }

bool digits_at(std::string_view text, std::size_t from, std::size_t count) {
  return text.size() >= from + count &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from), text.begin() + static_cast<std::ptrdiff_t>(from + count),
                     [](char c) { return c >= '0' && c <= '9'; });
}

bool looks_iso(std::string_view text) {
  return text.size() >= 10 && digits_at(text, 0, 4) && text[4] == '-' && digits_at(text, 5, 2) && text[7] == '-' &&
         digits_at(text, 8, 2);
}

/// The forms in which other systems write the same: a space for the T, fractions of a second.
std::string plain_date_time(std::string_view text) {
  std::string plain(text);
  if (plain.size() > 10 && plain[10] == ' ') plain[10] = 'T';
  if (plain.size() > 19 && plain[19] == '.') {
    const std::size_t end = std::min(plain.find_first_not_of("0123456789", 20), plain.size());
    if (end > 20) plain.erase(19, end - 19);
  }
  return plain;
}

/// The civil day of a date and time. Before 1996 the change of the clocks is not known, but the day of local text is.
std::optional<Date> day_of(const std::string& date_time, Date written) {
  if (const auto instant = DateTime::parse(date_time)) return instant->date();
  const bool local = date_time.find_first_of("Z+-", 10) == std::string::npos;
  return local && DateTime::parse("2000-01-01" + date_time.substr(10)) ? std::optional(written) : std::nullopt;
}

Refusal not_a_date(std::string_view text) {
  if (text.empty()) return {"not_a_date", "An empty text is no date: leave the value out, or write null if it has not happened."};
  return {"not_a_date", "A date is written YYYY-MM-DD: other forms could mean more than one day."};
}

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
    return *out_of_bounds(Date::from_number(day < 0 ? vocabulary.earliest.number() - 1 : vocabulary.latest.number() + 1), vocabulary);
  const DateTime moment = DateTime::from_seconds(value.count);
  const Date civil = value.kind == ValueKind::day ? Date::from_number(static_cast<std::int32_t>(day)) : moment.date();
  if (auto refusal = out_of_bounds(civil, vocabulary)) return *refusal;
  if (!wants_time) return Cell::date(civil);
  if (value.kind == ValueKind::moment) return Cell::date_time(moment);
  return Cell::date_time(feel::Interval{DateTime::start_of(civil).seconds(), DateTime::end_of(civil).seconds()});
}

Typed dated(const Value& value, bool wants_time, const rulebook::Vocabulary& vocabulary) {
  if (value.kind == ValueKind::day || value.kind == ValueKind::moment) return counted(value, wants_time, vocabulary);
  if (value.kind != ValueKind::text) return wrong_type("a date, written as a text YYYY-MM-DD");
  if (!looks_iso(value.text)) return not_a_date(value.text);
  const auto day = Date::parse(std::string_view(value.text).substr(0, 10));
  if (!day) return Refusal{"impossible_date", "The calendar has no such day."};
  if (value.text.size() == 10) {
    if (auto refusal = out_of_bounds(*day, vocabulary)) return *refusal;
    if (!wants_time) return Cell::date(*day);
    // Which time of that day is not recorded.
    return Cell::date_time(feel::Interval{DateTime::start_of(*day).seconds(), DateTime::end_of(*day).seconds()});
  }
  const std::string text = plain_date_time(value.text);
  const auto instant = DateTime::parse(text);
  const auto civil = day_of(text, *day);
  if (!civil || (wants_time && !instant)) {
    return Refusal{"impossible_time",
                   "A time is written YYYY-MM-DDThh:mm, as English clocks show it or with its offset, and has to exist."};
  }
  if (auto refusal = out_of_bounds(*civil, vocabulary)) return *refusal;
  return wants_time ? Cell::date_time(*instant) : Cell::date(*civil);
}

std::string count_as_recorded(const Value& value) {
  const std::int64_t unit = value.kind == ValueKind::day ? 1 : seconds_a_day;
  if (value.count / unit < -719'162 || value.count / unit > 2'932'895) return std::to_string(value.count);  // years 1 to 9999
  return unit == 1 ? Date::from_number(static_cast<std::int32_t>(value.count)).to_string()
                   : DateTime::from_seconds(value.count).to_string();
}

Typed enumerated(const Value& value, feel::Type type, const rulebook::Vocabulary& vocabulary) {
  const feel::EnumerationType& words = vocabulary.types->enumerations[type.detail];
  if (value.kind != ValueKind::text && value.kind != ValueKind::number)
    return wrong_type("one of the words that the vocabulary lists");
  const int index = words.find(value.text);
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
  std::size_t characters = 0;
  std::size_t end = 0;
  while (end < value.text.size()) {
    const bool starts = (static_cast<unsigned char>(value.text[end]) & 0xC0U) != 0x80U;
    if (starts && ++characters > recorded_characters) return value.text.substr(0, end) + "...";
    ++end;
  }
  return value.text;
}

}  // namespace dutybound::input
