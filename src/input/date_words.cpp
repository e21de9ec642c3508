// Days as people and spreadsheets write them. Only what can mean one day alone is read without being asked for.
#include "input/date_words.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include <dutybound/date.hpp>

#include "input/cell_value.hpp"

namespace dutybound::input {
namespace {

constexpr Fault ambiguous{"ambiguous_date",
                          "Day and month could stand either way: write YYYY-MM-DD, or declare `dd/mm/yyyy` in `dates`."};
constexpr Fault no_such_day{"impossible_date", "The calendar has no such day."};
constexpr Fault serial{"not_a_date", "A number is no date: where numbers are days as Excel counts them, declare `excel` in `dates`."};
constexpr Fault bad_serial{"impossible_date", "Excel counts no day by that number."};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Value refused(Value value, const Fault& fault) {
  value.kind = ValueKind::refused;
  value.fault = &fault;
  return value;
}

Value day(Value value, Date date) {
  value.kind = ValueKind::day;
  value.count = date.number();
  value.text.clear();
  return value;
}

/// Reads digits, at most `most`, and moves past them; nothing if there are none or too many.
std::optional<unsigned> digits(std::string_view& text, std::size_t most) {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  if (size == 0 || size > most) return std::nullopt;
  unsigned number = 0;
  std::from_chars(text.data(), text.data() + size, number);
  text.remove_prefix(size);
  return number;
}

bool midnight(std::string_view time) {
  if (time.empty()) return true;
  if (time.size() < 5 || (time[0] != 'T' && time[0] != ' ')) return false;
  bool any = false;
  for (const char c : time.substr(1)) {
    if (c == '0') any = true;
    else if (c != ':' && c != '.') return false;
  }
  return any;
}

/// Three letters or the whole name; 0 if it is none.
unsigned month_of(std::string_view word) {
  constexpr std::array<std::string_view, 12> names{"january", "february", "march", "april", "may", "june",
                                                   "july", "august", "september", "october", "november", "december"};
  for (unsigned m = 0; m < names.size(); ++m) {
    if (word.size() != 3 && word.size() != names[m].size()) continue;
    bool same = true;
    for (std::size_t i = 0; i < word.size() && same; ++i) same = static_cast<char>(word[i] | 0x20) == names[m][i];
    if (same) return m + 1;
  }
  return 0;
}

/// `dd/mm/yyyy` (also with `-` or `.`) and `dd Mon yyyy`.
Value written_by_people(Value value, std::string_view text, const DateForms& forms) {
  const auto first = digits(text, 2);
  if (!first || text.size() < 2 || std::string_view("/-. ").find(text.front()) == std::string_view::npos) return value;
  const char between = text.front();
  text.remove_prefix(1);
  std::size_t letters = 0;
  while (letters < text.size() && ((text[letters] | 0x20) >= 'a' && (text[letters] | 0x20) <= 'z')) ++letters;
  const bool named = letters > 0;
  const std::optional<unsigned> second = named ? std::optional(month_of(text.substr(0, letters))) : digits(text, 2);
  if (named) text.remove_prefix(letters);
  if (!second || (named && *second == 0) || (!named && between == ' ') || text.empty() || text.front() != between) return value;
  text.remove_prefix(1);
  const std::size_t before = text.size();
  const auto year = digits(text, 4);
  if (!year || before - text.size() != 4 || !midnight(text)) return value;
  const bool either_way = !named && *first <= 12 && *second <= 12 && *first != *second;
  if (either_way && !forms.day_month_year) return refused(std::move(value), ambiguous);
  const auto date = Date::from_ymd(static_cast<int>(*year), *second, *first);
  if (!date) return refused(std::move(value), no_such_day);
  return day(std::move(value), *date);
}

Value counted_by_excel(Value value, const DateForms& forms) {
  if (!forms.excel && !forms.excel_1904) return value.kind == ValueKind::number ? refused(std::move(value), serial) : value;
  double number = 0;
  const std::string_view text = trimmed(value.text);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !(number >= 1 && number < 3'000'000))
    return refused(std::move(value), bad_serial);
  const double whole = std::floor(number);
  auto days = static_cast<std::int64_t>(whole);
  if (forms.excel_1904) {
    days += Date::from_ymd(1904, 1, 1)->number();
  } else {
    // Excel has a 29 February 1900, which was not: from its day 61 on it counts from two days before 1900.
    if (days == 60) return refused(std::move(value), bad_serial);
    days += Date::from_ymd(1899, 12, days < 60 ? 31 : 30)->number();
  }
  const auto seconds = static_cast<std::int64_t>(std::llround((number - whole) * 86'400));
  if (days > 2'932'895) return refused(std::move(value), bad_serial);
  const Date date = Date::from_number(static_cast<std::int32_t>(days));
  if (seconds == 0 || seconds == 86'400) return day(std::move(value), date);
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  value.kind = ValueKind::text;
  value.text = date.to_string() + "T" + two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
  return value;
}

}  // namespace

Value day_in_words(Value value, const DateForms& forms) {
  const std::string_view text = trimmed(value.text);
  if (value.kind == ValueKind::number) return counted_by_excel(std::move(value), forms);
  if (text.size() >= 10 && text[4] == '-' && text[7] == '-') {  // ISO; what is more than a day is for typed_value
    if (const auto date = Date::parse(text.substr(0, 10)); date && midnight(text.substr(10))) return day(std::move(value), *date);
    if (text.size() != value.text.size()) value.text = std::string(text);
    return value;
  }
  std::size_t numeric = 0;
  while (numeric < text.size() && (is_digit(text[numeric]) || text[numeric] == '.')) ++numeric;
  if (numeric == text.size() && numeric > 0 && text.find('.') == text.rfind('.') && (forms.excel || forms.excel_1904))
    return counted_by_excel(std::move(value), forms);
  return written_by_people(std::move(value), std::string(text), forms);
}

}  // namespace dutybound::input
