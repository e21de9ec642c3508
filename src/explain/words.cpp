// Words for days, amounts and facts.
#include "explain/words.hpp"

#include <array>
#include <string_view>

#include "engine/value_text.hpp"
#include "findings/value_text.hpp"

namespace dutybound::explain {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string short_day_text(Date day) {
  const auto ymd = day.ymd();
  return std::to_string(static_cast<unsigned>(ymd.day())) + " " + std::string(months[static_cast<unsigned>(ymd.month()) - 1]);
}

std::string day_text(Date day) {
  return std::string(weekdays[static_cast<std::size_t>(day.weekday())]) + " " + short_day_text(day) + " " +
         std::to_string(static_cast<int>(day.ymd().year()));
}

std::string instant_text(DateTime instant) {
  const std::string iso = instant.to_string();  // YYYY-MM-DDThh:mm:ss
  const std::string time = iso.substr(iso.size() - 8);
  return day_text(instant.date()) + " " + (time.substr(6) == "00" ? time.substr(0, 5) : time);
}

std::string cell_day_text(const feel::Cell& cell, bool with_time) {
  if (!cell.is_known()) return cell.is_null() ? "a day that has not come" : "a day that is not known";
  if (cell.kind == feel::Kind::date) return day_text(cell.date());
  const DateTime earliest = DateTime::from_seconds(cell.payload.instant.earliest);
  const DateTime latest = DateTime::from_seconds(cell.payload.instant.latest);
  if (earliest == latest) return with_time ? instant_text(latest) : day_text(latest.date());
  if (earliest.date() != latest.date()) return "between " + instant_text(earliest) + " and " + instant_text(latest);
  return day_text(latest.date()) + (with_time ? " at a time that is not recorded" : "");
}

std::string with_day(std::string words, const std::string& day) {
  constexpr std::string_view place = "{deciding_day}";
  if (const std::size_t at = words.find(place); at != std::string::npos) words.replace(at, place.size(), day);
  return words;
}

std::string unit_text(DayUnit unit, bool plural) {
  std::string text;
  switch (unit) {
    case DayUnit::working_days:
      text = "working day";
      break;
    case DayUnit::days:
      text = "day";
      break;
    case DayUnit::hours:
      text = "hour";
      break;
    case DayUnit::weeks:
      text = "week";
      break;
    case DayUnit::months:
      text = "month";
      break;
  }
  return plural ? text + "s" : text;
}

std::string count_text(std::int64_t count, DayUnit unit) {
  return std::to_string(count) + " " + unit_text(unit, count != 1 && count != -1);
}

std::string list_text(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
    text += items[i];
  }
  return text;
}

std::vector<SourceReading> sources_of(const std::vector<rulebook::Citation>& citations) {
  std::vector<SourceReading> sources;
  for (const rulebook::Citation& citation : citations) {
    std::string status;
    switch (citation.status) {
      case rulebook::SourceStatus::read_in_seed:
        status = "read_in_seed";
        break;
      case rulebook::SourceStatus::read_elsewhere:
        status = "read_elsewhere";
        break;
      case rulebook::SourceStatus::general_knowledge:
        status = "general_knowledge";
        break;
    }
    sources.push_back({citation.document, citation.edition, citation.section, citation.url, status});
  }
  return sources;
}

FactReading fact_reading(const program::Program& program, const engine::Facts& facts, const engine::Run::Reading& reading) {
  const rulebook::Attribute& attribute = program.vocabulary.entities[reading.entity].attributes[reading.attribute];
  FactReading fact{facts.path_of(reading.entity, reading.attribute, reading.row), {}};
  if (facts.is_assumed(reading.entity, reading.attribute, reading.row)) {
    fact.value =
        engine::assumed_text(facts.value(reading.entity, reading.attribute, reading.row), attribute, program.vocabulary) +
        " (assumed)";
  } else if (facts.data_error(reading.entity, reading.attribute, reading.row)) {
    fact.value = "impossible";
  } else if (attribute.entity != rulebook::no_entity) {
    const engine::Children children = facts.children(attribute.entity, reading.row);
    if (children.state == feel::State::unknown)
      fact.value = "not recorded";
    else if (children.count == 0)
      fact.value = "none";
    else
      fact.value = std::to_string(children.count) + (children.count == 1 ? " record" : " records");
  } else if (reading.cell.is_unknown()) {
    fact.value = "not recorded";
  } else if (reading.cell.is_null()) {
    const feel::Cell& recorded = facts.value(reading.entity, reading.attribute, reading.row);
    fact.value = "not happened";
    if (recorded.is_known()) {
      fact.value += " yet (" + findings::value_text(recorded, attribute.type, *program.vocabulary.types, facts) + ")";
    }
  } else {
    fact.value = findings::value_text(reading.cell, attribute.type, *program.vocabulary.types, facts);
  }
  return fact;
}

}  // namespace dutybound::explain
