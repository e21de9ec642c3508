// The wording of dates, spans and records. Entry: words.hpp.
#include "report/words.hpp"

#include <array>

#include <fmt/format.h>

namespace dutybound::report {
namespace {

/// How much of each path is the one record that all of them are about.
std::size_t shared_record(const std::vector<MissingFact>& missing) {
  const std::string& first = missing.front().path;
  std::size_t shared = missing.size() == 1 ? std::string::npos : first.rfind('.');
  for (const MissingFact& fact : missing) {
    while (shared != std::string::npos && fact.path.compare(0, shared + 1, first, 0, shared + 1) != 0) {
      shared = shared == 0 ? std::string::npos : first.rfind('.', shared - 1);
    }
  }
  return shared == std::string::npos ? 0 : shared + 1;
}

std::string listed(std::string text, const std::vector<MissingFact>& missing) {
  const std::size_t shared = shared_record(missing);
  std::vector<std::string> parts;
  for (const MissingFact& fact : missing) parts.push_back(fact.path.substr(shared));
  if (shared > 0) text += " of " + missing.front().path.substr(0, shared - 1);
  return text + ": " + join(parts, ", ");
}

}  // namespace

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

std::map<std::string_view, std::size_t> by_word(const std::map<Status, std::size_t>& counts) {
  std::map<std::string_view, std::size_t> sorted;
  for (const auto& [status, number] : counts) sorted.emplace(to_string(status), number);
  return sorted;
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
  return fmt::format("{}{}{}, with {}", words(status_word(other)),
                     other.provisional ? fmt::format(" ({} unless excused)", words(to_string(*other.provisional))) : "",
                     other.due ? ", due " + day(*other.due) : "", choices(differ, " and "));
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

std::string missing_words(const std::vector<MissingFact>& missing) {
  if (missing.empty()) return "Not settled by what is recorded";
  std::vector<MissingFact> policies;
  std::vector<MissingFact> beyond;
  std::vector<MissingFact> facts;
  for (const MissingFact& fact : missing) {
    const auto starts = [&](std::string_view prefix) { return fact.path.rfind(prefix, 0) == 0; };
    (starts("policy.") ? policies : starts("calendar.") ? beyond : facts).push_back(fact);
  }
  std::vector<std::string> sentences;
  if (!policies.empty()) sentences.push_back(listed("No local policy set", policies));
  if (!beyond.empty()) sentences.push_back(listed("Beyond the calendar", beyond));
  if (!facts.empty()) sentences.push_back(listed("Not recorded", facts));
  return join(sentences, ". ");
}

std::string edition_note(const Finding& finding) {
  switch (finding.edition_policy) {
    case EditionPolicy::in_force:
      return "";
    case EditionPolicy::carried_forward:
      return "its edition had ended and is carried forward";
    case EditionPolicy::chosen:
      return "its edition was chosen, whatever its dates";
  }
  return "";
}

std::string lateness(const Finding& f) {
  if (f.status == Status::due) return *f.days == 0 ? "the last day" : span(*f.days, *f.day_unit) + " left";
  if (*f.days == 0) return "on the last day";
  return span(*f.days, *f.day_unit) + (*f.days > 0 ? " late" : " early");
}

std::string clock_words(const Finding& f) {
  std::vector<std::string> parts;
  if (f.trigger) parts.push_back("from " + day(*f.trigger));
  if (f.due_at) {
    parts.push_back("due " + moment(*f.due_at));
  } else if (f.due) {
    parts.push_back("due " + day(*f.due));
  }
  if (f.done) parts.push_back("done " + day(*f.done));
  if (f.days && f.day_unit) parts.push_back(lateness(f));
  return join(parts, ", ");
}

std::string assumed_words(const Finding& finding) {
  std::vector<std::string> callers;
  std::vector<std::string> own;
  for (const AssumedFact& fact : finding.assumed) (fact.by_rule ? own : callers).push_back(fact.path + " = " + fact.value);
  std::vector<std::string> said;
  if (!callers.empty()) said.push_back("assumed: " + join(callers, ", "));
  if (!own.empty()) said.push_back("not recorded, taken by the rule from what stands in: " + join(own, ", "));
  return join(said, "; ");
}

}  // namespace dutybound::report
