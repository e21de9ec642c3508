// Reading and writing temporal texts and values.
#include "feel/temporal.hpp"

#include <limits>

namespace dutybound::feel {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads parts such as `3D` from the front of `text`, in the order of `units`, each at most once; adds amount * weight.
/// False where no unit of `units` follows a number, or the amount is absurd.
bool read_parts(std::string_view& text, std::string_view units, const std::int64_t* weights, std::int64_t& total, int& parts) {
  constexpr std::int64_t largest_amount = 1'000'000'000;
  std::size_t next_unit = 0;
  while (!text.empty() && is_digit(text.front())) {
    std::int64_t amount = 0;
    std::size_t i = 0;
    for (; i < text.size() && is_digit(text[i]); ++i) {
      amount = amount * 10 + (text[i] - '0');
      if (amount > largest_amount) return false;
    }
    const std::size_t unit = i < text.size() ? units.find(text[i], next_unit) : std::string_view::npos;
    if (unit == std::string_view::npos) return false;
    total += amount * weights[unit];
    next_unit = unit + 1;
    text.remove_prefix(i + 1);
    ++parts;
  }
  return true;
}

std::optional<Cell> parse_duration(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.front() != 'P') return std::nullopt;
  text.remove_prefix(1);
  const std::int64_t sign = negative ? -1 : 1;
  int parts = 0;
  std::int64_t months = 0;
  constexpr std::int64_t month_weights[] = {12, 1};
  std::string_view rest = text;
  if (read_parts(rest, "YM", month_weights, months, parts) && parts > 0 && rest.empty())
    return Cell::months_duration(sign * months);
  parts = 0;
  std::int64_t seconds = 0;
  constexpr std::int64_t day_weight[] = {86'400};
  constexpr std::int64_t time_weights[] = {3'600, 60, 1};
  if (!read_parts(text, "D", day_weight, seconds, parts)) return std::nullopt;
  if (!text.empty()) {
    if (text.front() != 'T') return std::nullopt;
    text.remove_prefix(1);
    const int before = parts;
    if (!read_parts(text, "HMS", time_weights, seconds, parts) || parts == before) return std::nullopt;
  }
  if (parts == 0 || !text.empty()) return std::nullopt;
  return Cell::days_duration(sign * seconds);
}

std::string part(std::int64_t amount, char unit) { return amount == 0 ? std::string() : std::to_string(amount) + unit; }

}  // namespace

std::optional<Cell> parse_temporal(std::string_view text) {
  if (const auto date = Date::parse(text)) return Cell::date(*date);
  if (const auto date_time = DateTime::parse(text)) return Cell::date_time(*date_time);
  return parse_duration(text);
}

bool looks_like_time(std::string_view text) {
  return text.size() >= 5 && is_digit(text[0]) && is_digit(text[1]) && text[2] == ':' && is_digit(text[3]) && is_digit(text[4]);
}

std::string duration_text(const Cell& duration) {
  std::int64_t amount = duration.payload.integer;
  std::string text = amount < 0 ? "-P" : "P";
  if (amount < 0) amount = -amount;
  if (duration.kind == Kind::months_duration) {
    return amount == 0 ? "P0M" : text + part(amount / 12, 'Y') + part(amount % 12, 'M');
  }
  if (amount == 0) return "PT0S";
  text += part(amount / 86'400, 'D');
  if (amount % 86'400 == 0) return text;
  return text + "T" + part(amount / 3'600 % 24, 'H') + part(amount / 60 % 60, 'M') + part(amount % 60, 'S');
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        result += "\\\"";
        break;
      case '\\':
        result += "\\\\";
        break;
      case '\n':
        result += "\\n";
        break;
      case '\r':
        result += "\\r";
        break;
      case '\t':
        result += "\\t";
        break;
      default:
        result += c;
    }
  }
  return result + "\"";
}

std::string to_text(const Cell& cell, Type type, const TypeTable& types) {
  if (cell.is_unknown()) return "unknown";
  if (cell.is_null()) return "null";
  const auto temporal = [](const std::string& text) { return "@\"" + text + "\""; };
  switch (cell.kind) {
    case Kind::none:
      return "null";
    case Kind::boolean:
      return cell.payload.truth ? "true" : "false";
    case Kind::number:
      return cell.payload.number.to_string();
    case Kind::text:
      return quoted(cell.text());
    case Kind::enumeration:
      return quoted(types.enumerations[type.detail].values[static_cast<std::size_t>(cell.payload.integer)]);
    case Kind::date:
      return temporal(cell.date().to_string());
    case Kind::date_time: {
      const DateTime earliest = DateTime::from_seconds(cell.payload.instant.earliest);
      const bool exact = cell.payload.instant.earliest == cell.payload.instant.latest;
      return temporal(exact ? earliest.to_string() : earliest.date().to_string());
    }
    case Kind::days_duration:
    case Kind::months_duration:
      return temporal(duration_text(cell));
    case Kind::record:
      return types.records[cell.payload.record.entity].name;
    case Kind::list: {
      std::string text = "[";
      const Type element = types.element_of(type);
      for (std::size_t i = 0; i < cell.payload.items.size; ++i) {
        if (i > 0) text += ", ";
        text += to_text(cell.payload.items.data[i], element, types);
      }
      return text + "]";
    }
  }
  return {};
}

}  // namespace dutybound::feel
