// Built-ins over texts. Lengths and positions count code points; case is that of Latin letters (as far as U+017F).
#include "feel/functions.hpp"
#include "feel/temporal.hpp"

namespace dutybound::feel::functions {
namespace {

template <class Body>
Cell over_text(Arguments arguments, Kind kind, Body body) {
  return strict(arguments, kind, [&]() -> std::optional<Cell> { return body(arguments[0].text()); });
}

/// A function of two texts to a truth.
template <class Body>
Cell compare_texts(Arguments arguments, Body body) {
  return over_text(arguments, Kind::boolean,
                   [&](std::string_view text) { return Cell::boolean(body(text, arguments[1].text())); });
}

bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

std::int64_t code_points(std::string_view text) { return std::count_if(text.begin(), text.end(), starts_code_point); }

/// Where `match` stands first, else npos. Linear in both together, whatever they are: a long text is compared with itself first
/// (Knuth, Morris and Pratt), so that no part of the other is looked at twice.
std::size_t find(std::string_view text, std::string_view match, Arena& arena) {
  constexpr std::size_t short_match = 16;
  if (match.size() <= short_match || match.size() > text.size()) return text.find(match);
  // Of each beginning of the match: how long the longest beginning is that it ends with.
  auto* ends = reinterpret_cast<std::size_t*>(arena.bytes(match.size() * sizeof(std::size_t)));
  const auto next = [&](std::size_t same, char c) {
    while (same > 0 && match[same] != c) same = ends[same - 1];
    return match[same] == c ? same + 1 : 0;
  };
  ends[0] = 0;
  for (std::size_t i = 1; i < match.size(); ++i) ends[i] = next(ends[i - 1], match[i]);
  for (std::size_t i = 0, same = 0; i < text.size(); ++i) {
    same = next(same, text[i]);
    if (same == match.size()) return i + 1 - same;
  }
  return std::string_view::npos;
}

/// The byte offset of code point `n`, the text's size if there are fewer.
std::size_t offset_of(std::string_view text, std::int64_t n) {
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (starts_code_point(text[i]) && n-- == 0) break;
  }
  return i;
}

/// Simple case pairs of U+0080 to U+017F; all of them are two bytes long.
unsigned upper_of(unsigned c) {
  if (c == 0xFF) return 0x178;
  if (c >= 0xE0 && c <= 0xFE && c != 0xF7) return c - 0x20;
  const bool even_upper = (c >= 0x100 && c <= 0x12F) || (c >= 0x132 && c <= 0x137) || (c >= 0x14A && c <= 0x177);
  const bool odd_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  if ((even_upper && c % 2 == 1) || (odd_upper && c % 2 == 0)) return c - 1;
  return c;
}

unsigned lower_of(unsigned c) {
  if (c == 0x178) return 0xFF;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 0x20;
  if (c >= 0x100 && c < 0x17F && upper_of(c + 1) == c) return c + 1;
  return c;
}

Cell change_case(Arguments arguments, Context& context, bool upper) {
  return over_text(arguments, Kind::text, [&](std::string_view text) {
    char* changed = context.arena->bytes(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      const auto byte = static_cast<unsigned char>(c);
      changed[i] = c;
      if (upper && c >= 'a' && c <= 'z') changed[i] = static_cast<char>(c - 32);
      if (!upper && c >= 'A' && c <= 'Z') changed[i] = static_cast<char>(c + 32);
      if (byte >= 0xC2 && byte <= 0xC5 && i + 1 < text.size()) {
        const unsigned point = (byte & 0x1FU) << 6U | (static_cast<unsigned char>(text[i + 1]) & 0x3FU);
        const unsigned other = upper ? upper_of(point) : lower_of(point);
        changed[i] = static_cast<char>(0xC0U | other >> 6U);
        changed[++i] = static_cast<char>(0x80U | (other & 0x3FU));
      }
    }
    return Cell::text({changed, text.size()});
  });
}

}  // namespace

Cell string_length(Arguments arguments, Context&) {
  return over_text(arguments, Kind::number, [](std::string_view text) { return Cell::integer(code_points(text)); });
}

Cell upper_case(Arguments arguments, Context& context) { return change_case(arguments, context, true); }
Cell lower_case(Arguments arguments, Context& context) { return change_case(arguments, context, false); }

Cell contains_text(Arguments arguments, Context& context) {
  return compare_texts(arguments, [&](std::string_view text, std::string_view match) {
    return find(text, match, *context.arena) != std::string_view::npos;
  });
}

Cell starts_with(Arguments arguments, Context&) {
  return compare_texts(arguments, [](std::string_view text, std::string_view match) { return text.starts_with(match); });
}

Cell ends_with(Arguments arguments, Context&) {
  return compare_texts(arguments, [](std::string_view text, std::string_view match) { return text.ends_with(match); });
}

Cell substring(Arguments arguments, Context&) {
  return strict(arguments, Kind::text, [&]() -> std::optional<Cell> {
    const std::string_view text = arguments[0].text();
    const std::int64_t size = code_points(text);
    const auto start = arguments[1].payload.number.to_integer();
    if (!start || *start == 0 || *start < -size) return std::nullopt;
    const std::int64_t first = *start > 0 ? *start - 1 : size + *start;
    if (first >= size) return Cell::text({});
    std::int64_t length = size - first;
    if (arguments.size() > 2) {
      const Decimal wanted = arguments[2].payload.number;
      if (compare(wanted, Decimal::from_integer(0)) < 0) return std::nullopt;
      length = std::min(length, floor(wanted).to_integer().value_or(length));
    }
    const std::size_t begin = offset_of(text, first);
    return Cell::text(text.substr(begin, offset_of(text.substr(begin), length)));
  });
}

Cell substring_before(Arguments arguments, Context& context) {
  return over_text(arguments, Kind::text, [&](std::string_view text) {
    const std::size_t found = find(text, arguments[1].text(), *context.arena);
    return Cell::text(found == std::string_view::npos ? std::string_view{} : text.substr(0, found));
  });
}

Cell substring_after(Arguments arguments, Context& context) {
  return over_text(arguments, Kind::text, [&](std::string_view text) {
    const std::size_t found = find(text, arguments[1].text(), *context.arena);
    return Cell::text(found == std::string_view::npos ? std::string_view{} : text.substr(found + arguments[1].text().size()));
  });
}

Cell string_from(Arguments arguments, Context& context) {
  return strict(arguments, Kind::text, [&]() -> std::optional<Cell> {
    const Cell& from = arguments[0];
    const auto written = [&](std::string_view text) { return Cell::text(context.arena->text(text)); };
    switch (from.kind) {
      case Kind::text:
        return from;
      case Kind::boolean:
        return Cell::text(from.payload.truth ? "true" : "false");
      case Kind::number:
        return written(from.payload.number.to_string());
      case Kind::date:
        return written(from.date().to_string());
      case Kind::date_time:
        if (from.payload.instant.earliest != from.payload.instant.latest) return Cell::unknown(Kind::text, true);
        return written(DateTime::from_seconds(from.payload.instant.earliest).to_string());
      case Kind::days_duration:
      case Kind::months_duration:
        return written(duration_text(from));
      default:
        return std::nullopt;
    }
  });
}

}  // namespace dutybound::feel::functions
