// The wording of dates, spans and records. Entry: words.hpp.
#include "report/words.hpp"

#include <array>

#include <fmt/format.h>

namespace dutybound::report {

std::string day(Date date) {
  static constexpr std::array<std::string_view, 7> weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::year_month_day ymd = date.ymd();
  return fmt::format("{} {} {} {}", weekdays[static_cast<std::size_t>(date.weekday())], static_cast<unsigned>(ymd.day()),
                     months[static_cast<unsigned>(ymd.month()) - 1], static_cast<int>(ymd.year()));
}

std::string moment(DateTime at) { return day(at.date()) + " " + at.to_string().substr(11, 5); }

std::string when(const std::string& wire) {
  if (const auto date = Date::parse(wire)) return day(*date);
  if (const auto at = DateTime::parse(wire)) return moment(*at);
  return wire;
}

std::string count(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string span(std::int64_t number, DayUnit unit) {
  const std::int64_t size = number < 0 ? -number : number;
  std::string noun = words(to_string(unit));
  if (size == 1) noun.pop_back();
  return fmt::format("{} {}", size, noun);
}

std::string words(std::string_view wire) {
  std::string text(wire);
  for (char& c : text) {
    if (c == '_') c = ' ';
  }
  return text;
}

std::string record_words(const Finding& finding) {
  if (!finding.record) return finding.instance;
  if (finding.instance.empty()) return *finding.record;
  return fmt::format("{} ({})", *finding.record, finding.instance);
}

std::string choices(const std::map<std::string, std::string>& readings, std::string_view separator) {
  std::vector<std::string> parts;
  for (const auto& [reading, value] : readings) parts.push_back(fmt::format("{} = {}", reading, value));
  return join(parts, separator);
}

std::string other_reading(const ReadingOutcome& other, const Finding& finding) {
  std::map<std::string, std::string> differ;
  for (const auto& [reading, value] : other.readings) {
    const auto chosen = finding.readings.find(reading);
    if (chosen == finding.readings.end() || chosen->second != value) differ[reading] = value;
  }
  return fmt::format("{}{}, with {}", words(status_word(other)), other.due ? ", due " + day(*other.due) : "",
                     choices(differ, " and "));
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

}  // namespace dutybound::report
