// A cursor over the text: the day in one of its orders, then the time, then the offset.
#include "input/written_day.hpp"

#include <array>
#include <charconv>
#include <map>

#include "feel/decimal.hpp"
#include "text/white_space.hpp"

namespace dutybound::input {
namespace {

using Read = std::variant<WrittenDay, const Fault*>;

constexpr Fault empty{"not_a_date", "An empty text is no date: leave the value out, or write null if it has not happened."};
constexpr Fault ambiguous{"ambiguous_date",
                          "Day and month could stand either way: write YYYY-MM-DD, or declare `dd/mm/yyyy` in `dates`."};
constexpr Fault short_year{
    "ambiguous_date", "A year of two digits could be of several centuries: write YYYY-MM-DD, or declare `dd/mm/yy` in `dates`."};
constexpr Fault no_such_day{"impossible_date", "The calendar has no such day."};
constexpr Fault other_weekday{"impossible_date", "That day of the month is another day of the week."};
constexpr Fault no_time{
    "impossible_time",
    "After the day stands no time that is read: write YYYY-MM-DDThh:mm, as English clocks show it or with its offset."};
constexpr Fault uncounted{"not_a_date",
                          "A number is no date: where numbers are days as Excel counts them, declare `excel` in `dates`."};
constexpr Fault bad_serial{"impossible_date", "Excel counts no day by that number."};
constexpr Fault bare_year{"impossible_date",
                          "A number from 1900 to 2199 is a year and not a day as Excel counts them: write the whole date."};

constexpr std::int32_t day_seconds = 86'400;
constexpr std::int64_t last_day = 2'932'896;  // 9999-12-31

/// What a text that is no day is told, which names the ways that were allowed.
const Fault& not_a_date(const DateForms& forms) {
  static const std::array<std::string, 16> reasons = [] {
    std::array<std::string, 16> made;
    for (unsigned i = 0; i < made.size(); ++i) {
      std::string ways = "It is none of the ways in which a date may be written here: 2024-06-28 or 2024/06/28; 28 Jun 2024; ";
      ways += (i & 1U) != 0 ? "28/06/2024 with the day first" : "28/06/2024 where the month can be no day";
      if ((i & 2U) != 0) ways += "; 28/06/24";
      if ((i & 4U) != 0)
        ways += (i & 8U) != 0 ? "; a number of days as Excel counts them from 1904" : "; a number of days as Excel counts them";
      made[i] = ways + "; each also with a time.";
    }
    return made;
  }();
  static const std::array<Fault, 16> faults = [] {
    std::array<Fault, 16> made;
    for (std::size_t i = 0; i < made.size(); ++i) made[i] = {"not_a_date", reasons[i]};
    return made;
  }();
  const bool numbers = forms.excel || forms.excel_1904;
  return faults[(forms.day_month_year ? 1U : 0U) + (forms.two_digit_year ? 2U : 0U) + (numbers ? 4U : 0U) +
                (forms.excel_1904 ? 8U : 0U)];
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
bool is_letter(char c) { return small(c) >= 'a' && small(c) <= 'z'; }

constexpr std::array<std::string_view, 12> months{"january", "february", "march",     "april",   "may",      "june",
                                                  "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

/// The number from 0 of the name that a word is, whole or its first three letters (or `Sept`).
template <std::size_t N>
std::optional<unsigned> name_of(std::string_view word, const std::array<std::string_view, N>& names) {
  for (unsigned n = 0; n < N; ++n) {
    const bool whole = word.size() == names[n].size() || word.size() == 3 || (names[n] == "september" && word.size() == 4);
    bool same = whole && word.size() <= names[n].size();
    for (std::size_t i = 0; same && i < word.size(); ++i) same = small(word[i]) == names[n][i];
    if (same) return n;
  }
  return std::nullopt;
}

/// What is left of a text. Each reader takes what it finds and moves past it, or leaves the text as it is.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return text_.empty(); }
  [[nodiscard]] char front() const { return text_.empty() ? '\0' : text_.front(); }
  bool take(char c) {
    if (front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  /// One of the characters; `\0` if there is none.
  char take_one_of(std::string_view characters) {
    const char c = front();
    if (c == '\0' || characters.find(c) == std::string_view::npos) return '\0';
    text_.remove_prefix(1);
    return c;
  }
  /// All digits that stand here: nothing if they are fewer or more.
  std::optional<unsigned> digits(std::size_t least, std::size_t most, std::size_t* size_read = nullptr) {
    std::size_t size = 0;
    while (size < text_.size() && is_digit(text_[size])) ++size;
    if (size < least || size > most) return std::nullopt;
    unsigned number = 0;
    std::from_chars(text_.data(), text_.data() + size, number);
    text_.remove_prefix(size);
    if (size_read) *size_read = size;
    return number;
  }
  std::string_view letters() {
    std::size_t size = 0;
    while (size < text_.size() && is_letter(text_[size])) ++size;
    const std::string_view word = text_.substr(0, size);
    text_.remove_prefix(size);
    return word;
  }
  void drop_fraction() {
    if (text_.size() < 2 || (text_[0] != '.' && text_[0] != ',') || !is_digit(text_[1])) return;
    text_.remove_prefix(1);
    while (is_digit(front())) text_.remove_prefix(1);
  }

 private:
  std::string_view text_;
};

/// The parts of a day in the order in which they may be wrong.
struct Parts {
  unsigned day = 0, month = 0, year = 0;
  std::size_t year_digits = 4;
  bool either_way = false;  ///< day and month are numbers and each could be the other
  bool year_first = false;
};

/// `2024-06-28`, `2024/6/28`, `2024-Jun-28`.
std::optional<Parts> year_first(Cursor& at) {
  Cursor from = at;
  Parts parts;
  const auto year = from.digits(4, 4);
  const char between = from.take_one_of("-/.");
  if (!year || between == '\0') return std::nullopt;
  if (is_letter(from.front())) {
    const auto month = name_of(from.letters(), months);
    if (!month) return std::nullopt;
    parts.month = *month + 1;
  } else {
    const auto month = from.digits(1, 2);
    if (!month) return std::nullopt;
    parts.month = *month;
  }
  const auto day = from.take(between) ? from.digits(1, 2) : std::nullopt;
  if (!day) return std::nullopt;
  parts.year = *year;
  parts.day = *day;
  parts.year_first = true;
  at = from;
  return parts;
}

/// What may stand between a month's name and a number.
void pass_between(Cursor& at) {
  at.take(',');
  at.take_one_of("-/. ");
}

bool read_year(Cursor& at, Parts& parts) {
  const auto year = at.digits(2, 4, &parts.year_digits);
  if (!year || parts.year_digits == 3) return false;
  parts.year = *year;
  return true;
}

/// `28/06/2024` (also with `-` or `.`), `28 Jun 2024`, `28-Jun-2024`, `28th June 2024`.
std::optional<Parts> day_first(Cursor& at) {
  Cursor from = at;
  Parts parts;
  const auto day = from.digits(1, 2);
  if (!day) return std::nullopt;
  parts.day = *day;
  Cursor ordinal = from;
  if (const std::string_view end = ordinal.letters(); end == "st" || end == "nd" || end == "rd" || end == "th") from = ordinal;
  const char between = from.take_one_of("-/. ");
  if (is_letter(from.front())) {
    const auto month = name_of(from.letters(), months);
    if (!month) return std::nullopt;
    parts.month = *month + 1;
    pass_between(from);
  } else {
    const auto month = between != '\0' && between != ' ' ? from.digits(1, 2) : std::nullopt;
    if (!month || !from.take(between)) return std::nullopt;
    parts.month = *month;
    parts.either_way = parts.day <= 12 && parts.month <= 12 && parts.day != parts.month;
  }
  if (!read_year(from, parts)) return std::nullopt;
  at = from;
  return parts;
}

/// `June 28, 2024`, `Jun 28 2024`.
std::optional<Parts> month_first(Cursor& at) {
  Cursor from = at;
  Parts parts;
  const auto month = name_of(from.letters(), months);
  if (!month) return std::nullopt;
  pass_between(from);
  const auto day = from.digits(1, 2);
  if (!day) return std::nullopt;
  from.take(',');
  if (from.take_one_of("-/ ") == '\0') return std::nullopt;
  parts.month = *month + 1;
  parts.day = *day;
  if (!read_year(from, parts)) return std::nullopt;
  at = from;
  return parts;
}

std::optional<unsigned> weekday(Cursor& at) {
  Cursor from = at;
  const auto day = name_of(from.letters(), weekdays);
  if (!day) return std::nullopt;
  pass_between(from);
  from.take(' ');
  at = from;
  return day;
}

/// `Z`, `UTC`, `+01`, `+0100`, `+01:00`.
std::optional<std::int32_t> offset(Cursor& at) {
  if (at.take('Z') || at.take('z')) return 0;
  if (is_letter(at.front())) {
    const std::string_view word = at.letters();
    return word == "UTC" || word == "GMT" ? std::optional(0) : std::nullopt;
  }
  const char sign = at.take_one_of("+-");
  if (sign == '\0') return std::nullopt;
  std::size_t size = 0;
  auto hours = at.digits(2, 4, &size);
  std::optional<unsigned> minutes = 0U;
  if (size == 4) {
    minutes = *hours % 100;
    hours = *hours / 100;
  } else if (at.take(':')) {
    minutes = at.digits(2, 2);
  }
  if (!hours || size == 3 || *hours > 23 || !minutes || *minutes > 59) return std::nullopt;
  const auto seconds = static_cast<std::int32_t>(*hours * 3600 + *minutes * 60);
  return sign == '+' ? seconds : -seconds;
}

/// `14:30`, `9:30`, `14:30:00.000`, `2:30 PM`.
std::optional<std::int32_t> clock(Cursor& at) {
  auto hours = at.digits(1, 2);
  const auto minutes = at.take(':') ? at.digits(2, 2) : std::nullopt;
  std::optional<unsigned> seconds = 0U;
  if (minutes && at.take(':')) {
    seconds = at.digits(2, 2);
    at.drop_fraction();
  }
  if (!hours || !minutes || !seconds || *minutes > 59 || *seconds > 59) return std::nullopt;
  Cursor half = at;
  half.take(' ');
  const std::string_view word = half.letters();
  if (word.size() == 2 && small(word[1]) == 'm' && (small(word[0]) == 'a' || small(word[0]) == 'p')) {
    if (*hours < 1 || *hours > 12) return std::nullopt;
    *hours = *hours % 12 + (small(word[0]) == 'p' ? 12 : 0);
    at = half;
  }
  if (*hours > 23) return std::nullopt;
  return static_cast<std::int32_t>(*hours * 3600 + *minutes * 60 + *seconds);
}

/// The time after a day, if there is one; false if what stands there is none.
bool time_of_day(Cursor& at, bool iso, WrittenDay& written) {
  if (at.at_end()) return true;
  if (iso && std::string_view("Zz+-").find(at.front()) != std::string_view::npos) return offset(at) && at.at_end();
  at.take(',');
  if (at.take_one_of("Tt ") == '\0') return false;
  const auto seconds = clock(at);
  if (!seconds) return false;
  written.clock = *seconds;
  at.take(' ');
  if (!at.at_end()) {
    written.offset = offset(at);
    if (!written.offset || !at.at_end()) return false;
  }
  if (*seconds == 0 && !written.offset) written.clock.reset();
  return true;
}

/// Of a time with an offset.
std::int64_t moment_of(const WrittenDay& written) {
  return std::int64_t{written.day.number()} * day_seconds + *written.clock - *written.offset;
}

std::string two_digits(std::int32_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string clock_text(const WrittenDay& written) {
  const std::int32_t seconds = written.clock.value_or(0);
  return written.day.to_string() + "T" + two_digits(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" +
         two_digits(seconds % 60);
}

}  // namespace

bool add_date_form(std::string_view word, DateForms& forms) {
  if (word == "dd/mm/yyyy") {
    forms.day_month_year = true;
  } else if (word == "dd/mm/yy") {
    forms.day_month_year = forms.two_digit_year = true;
  } else if (word == "excel") {
    forms.excel = true;
  } else if (word == "excel_1904") {
    forms.excel_1904 = true;
  } else {
    return false;
  }
  return true;
}

Read read_day(std::string_view text, const DateForms& forms) {
  const std::string plain = text::single_spaced(text);
  if (plain.empty()) return &empty;
  Cursor at(plain);
  const auto named = weekday(at);
  auto parts = year_first(at);
  if (!parts) parts = day_first(at);
  if (!parts) parts = month_first(at);
  if (!parts) return &not_a_date(forms);
  if (parts->year_digits == 2) {
    if (!forms.two_digit_year) return &short_year;
    parts->year += parts->year >= 69 ? 1900 : 2000;
  }
  const auto day = Date::from_ymd(static_cast<int>(parts->year), parts->month, parts->day);
  if (parts->either_way && !forms.day_month_year) return &ambiguous;
  if (!day) return &no_such_day;
  if (named && day->weekday() != static_cast<int>(*named)) return &other_weekday;
  WrittenDay written{*day, std::nullopt, std::nullopt};
  if (!time_of_day(at, parts->year_first, written)) return &no_time;
  return written;
}

std::optional<Date> day_in(std::string_view text) {
  const Read read = read_day(text, {});
  const auto* written = std::get_if<WrittenDay>(&read);
  if (!written) return std::nullopt;
  return written->clock && written->offset ? DateTime::from_seconds(moment_of(*written)).date() : written->day;
}

Read read_serial(std::string_view digits, const DateForms& forms) {
  if (!forms.excel && !forms.excel_1904) return &uncounted;
  digits = text::trimmed(digits);
  // Times of day are fractions that Excel writes with as many digits as a double has: to the millisecond they are what was meant.
  constexpr std::int64_t day_milliseconds = std::int64_t{day_seconds} * 1000;
  const auto number = feel::Decimal::parse(digits);
  const auto product = number ? feel::multiply(*number, feel::Decimal::from_integer(day_milliseconds)) : std::nullopt;
  const auto whole = product ? feel::round(*product, 0) : std::nullopt;
  const std::int64_t milliseconds = whole ? whole->to_integer().value_or(0) : 0;
  if (milliseconds < day_milliseconds || milliseconds >= 3'000'000 * day_milliseconds) return &bad_serial;
  std::int64_t days = milliseconds / day_milliseconds;
  const auto seconds = static_cast<std::int32_t>(milliseconds / 1000 - days * day_seconds);
  if (seconds == 0 && days >= 1900 && days < 2200) return &bare_year;
  if (forms.excel_1904) {
    days += Date::from_ymd(1904, 1, 1)->number();
  } else {
    // Excel has a 29 February 1900, which was not: from its day 61 on it counts from two days before 1900.
    if (days == 60) return &bad_serial;
    days += Date::from_ymd(1899, 12, days < 60 ? 31 : 30)->number();
  }
  if (days > last_day) return &bad_serial;
  WrittenDay written{Date::from_number(static_cast<std::int32_t>(days)), std::nullopt, std::nullopt};
  if (seconds != 0) written.clock = seconds;
  return written;
}

Value day_value(Value value, const DateForms& forms) {
  if (value.kind != ValueKind::text && value.kind != ValueKind::number) return value;
  const std::string_view text = text::trimmed(value.text);
  const bool number = value.kind == ValueKind::number ||
                      ((forms.excel || forms.excel_1904) && !text.empty() &&
                       text.find_first_not_of("0123456789.") == std::string_view::npos && text.find('.') == text.rfind('.'));
  const Read read = number ? read_serial(text, forms) : read_day(text, forms);
  if (const auto* fault = std::get_if<const Fault*>(&read)) {
    value.kind = ValueKind::refused;
    value.fault = *fault;
    return value;
  }
  const auto& written = std::get<WrittenDay>(read);
  if (written.clock && !written.offset) {
    value.kind = ValueKind::text;
    value.text = clock_text(written);
    return value;
  }
  value.kind = written.clock ? ValueKind::moment : ValueKind::day;
  value.count = written.clock ? moment_of(written) : written.day.number();
  value.text.clear();
  return value;
}

}  // namespace dutybound::input
