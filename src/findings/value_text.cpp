// Cells to text.
#include "findings/value_text.hpp"

#include <cstdlib>

#include "engine/value_text.hpp"

namespace dutybound::findings {
namespace {

using feel::Kind;

std::string duration_text(std::int64_t seconds) {
  std::string text = seconds < 0 ? "-P" : "P";
  std::int64_t rest = std::abs(seconds);
  const auto part = [&](std::int64_t size, char letter) {
    if (rest >= size) text += std::to_string(rest / size) + letter;
    rest %= size;
  };
  part(86400, 'D');
  if (rest > 0) text += 'T';
  part(3600, 'H');
  part(60, 'M');
  part(1, 'S');
  return text.back() == 'P' ? "PT0S" : text;
}

std::string months_text(std::int64_t months) {
  std::string text = months < 0 ? "-P" : "P";
  const std::int64_t rest = std::abs(months);
  if (rest >= 12) text += std::to_string(rest / 12) + 'Y';
  if (rest % 12 != 0 || rest == 0) text += std::to_string(rest % 12) + 'M';
  return text;
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string list_text(const feel::Cell& cell, feel::Type type, const feel::TypeTable& types, const engine::Facts& facts) {
  const feel::Type element = type.kind == Kind::list ? types.element_of(type) : feel::Type{};
  std::string text = "[";
  for (std::size_t i = 0; i < cell.payload.items.size; ++i) {
    const feel::Cell& item = cell.payload.items.data[i];
    if (i > 0) text += ", ";
    text += literal_text(item, element, types, facts);
    if (item.maybe) text += '?';
  }
  return text + "]";
}

}  // namespace

std::string literal_text(const feel::Cell& cell, feel::Type type, const feel::TypeTable& types, const engine::Facts& facts) {
  const std::string text = value_text(cell, type, types, facts);
  return cell.is_known() && (cell.kind == Kind::text || cell.kind == Kind::enumeration) ? quoted(text) : text;
}

std::string value_text(const feel::Cell& cell, feel::Type type, const feel::TypeTable& types, const engine::Facts& facts) {
  if (cell.is_unknown()) return "unknown";
  if (cell.is_null()) return "null";
  switch (cell.kind) {
    case Kind::boolean:
    case Kind::number:
    case Kind::text:
    case Kind::enumeration:
    case Kind::date:
      return engine::value_text(cell, type, types);
    case Kind::date_time: {
      const auto [earliest, latest] = cell.payload.instant;
      if (earliest == latest) return DateTime::from_seconds(latest).to_string();
      const Date first = DateTime::from_seconds(earliest).date();
      const Date last = DateTime::from_seconds(latest).date();
      return first == last ? last.to_string() : first.to_string() + " to " + last.to_string();
    }
    case Kind::days_duration:
      return duration_text(cell.payload.integer);
    case Kind::months_duration:
      return months_text(cell.payload.integer);
    case Kind::record: {
      const std::string path = facts.path(cell.payload.record.entity, cell.payload.record.row);
      return path.empty() ? "the whole record" : path;
    }
    case Kind::list:
      return list_text(cell, type, types, facts);
    case Kind::none:
      break;
  }
  return "null";
}

}  // namespace dutybound::findings
