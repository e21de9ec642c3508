// Assessments, explanations and questions as JSON. What is absent is null, never left out. Entries: to_json, to_json_lines.
#include <dutybound/report.hpp>

#include "report/formats.hpp"
#include "report/json_value.hpp"
#include "report/source.hpp"
#include "report/words.hpp"

namespace dutybound::report {
namespace {

template <class T, class Convert>
Json or_null(const std::optional<T>& value, Convert convert) {
  return value ? Json(convert(*value)) : Json(nullptr);
}

Json date(const std::optional<Date>& value) {
  return or_null(value, [](Date day) { return day.to_string(); });
}

Json text(const std::optional<std::string>& value) {
  return or_null(value, [](const std::string& words) { return words; });
}

Json missing_json(const MissingFact& fact) { return Json{{"path", fact.path}, {"description", fact.description}}; }

Json error_json(const DataError& error) {
  return Json{{"path", error.path}, {"value", error.value}, {"reason", error.reason}, {"code", error.code}};
}

Json assumed_json(const AssumedFact& fact) { return Json{{"path", fact.path}, {"value", fact.value}, {"by_rule", fact.by_rule}}; }

Json status(const std::optional<Status>& value) {
  return or_null(value, [](Status one) { return to_string(one); });
}

Json choices_json(const std::map<std::string, std::string>& readings) {
  Json object = Json::object();
  for (const auto& [reading, value] : readings) object[reading] = value;
  return object;
}

Json counts_json(const std::map<Status, std::size_t>& counts) {
  Json object = Json::object();
  for (const auto& [word, number] : by_word(counts)) object[std::string(word)] = number;
  return object;
}

Json outcome_json(const ReadingOutcome& other) {
  return Json{{"readings", choices_json(other.readings)},
              {"status", status_word(other)},
              {"outcome", text_or_null(other.outcome)},
              {"due", date(other.due)},
              {"provisional", status(other.provisional)}};
}

/// Names are known to differ, so nothing looks for them: this is where a large run spends its time.
void add_finding(Json::object_t& object, const Finding& f) {
  const auto add = [&](const char* name, Json value) { object.emplace_back(name, std::move(value)); };
  add("rule", f.rule);
  add("rulebook", f.rulebook);
  add("kind", to_string(f.kind));
  add("instance", f.instance);
  add("record", text(f.record));
  add("status", status_word(f));
  add("outcome", text_or_null(f.outcome));
  add("modality", to_string(f.modality));
  add("actor", f.actor);
  add("trigger", date(f.trigger));
  add("due", date(f.due));
  add("due_at", or_null(f.due_at, [](DateTime at) { return at.to_string(); }));
  add("done", date(f.done));
  add("days", or_null(f.days, [](std::int64_t days) { return days; }));
  add("day_unit", or_null(f.day_unit, [](DayUnit unit) { return to_string(unit); }));
  add("valid_until", date(f.valid_until));
  add("valid_until_at_least", f.valid_until_at_least);
  add("missing", list(f.missing, missing_json));
  add("data_errors", list(f.data_errors, error_json));
  add("provisional", status(f.provisional));
  add("unless", f.unless);
  add("assumed", list(f.assumed, assumed_json));
  add("source_table", text(f.source_table));
  add("source_row", or_null(f.source_row, [](std::uint64_t row) { return row; }));
  add("edition_policy", to_string(f.edition_policy));
  add("readings", choices_json(f.readings));
  add("same_under_all_readings", or_null(f.same_under_all_readings, [](bool same) { return same; }));
  add("other_readings", list(f.other_readings, outcome_json));
}

Json finding_json(const Finding& finding) {
  Json::object_t object;
  object.reserve(28);
  add_finding(object, finding);
  return object;
}

Json reading_json(const FactReading& fact) { return Json{{"path", fact.path}, {"value", fact.value}}; }

Json condition_json(const ConditionReading& condition) {
  return Json{{"role", text_or_null(condition.role)},         {"group", to_string(condition.group)},
              {"truth", to_string(condition.truth)},          {"because", text_or_null(condition.because)},
              {"feel", text_or_null(condition.feel)},         {"layer", text_or_null(condition.layer)},
              {"facts", list(condition.facts, reading_json)}, {"members", list(condition.members, condition_json)}};
}

Json source_json(const SourceReading& source) {
  return Json{{"document", source.document},
              {"edition", text_or_null(source.edition)},
              {"section", text_or_null(source.section)},
              {"url", text_or_null(source.url)},
              {"status", text_or_null(source.status)}};
}

Json choice_json(const ReadingChoice& choice) {
  return Json{{"reading", choice.reading},
              {"title", choice.title},
              {"value", choice.value},
              {"value_title", choice.value_title},
              {"sources", list(choice.sources, source_json)}};
}

/// What stands before the findings.
Json head_json(const Assessment& assessment) {
  Json rulebooks = Json::array();
  for (const RulebookRef& book : assessment.rulebooks) {
    rulebooks.push_back({{"id", book.id}, {"edition", book.edition}, {"version", book.version}, {"digest", book.digest}});
  }
  return Json{{"format", formats::assessment},
              {"read_in_part", assessment.unread_names.count == 0 ? Json(nullptr) : unread_names_json(assessment.unread_names)},
              {"engine", assessment.engine},
              {"digest", assessment.digest},
              {"rulebooks", std::move(rulebooks)},
              {"as_at", assessment.as_at},
              {"subject", assessment.subject},
              {"readings", choices_json(assessment.readings)},
              {"assumed", choices_json(assessment.assumed)},
              {"case", text(assessment.case_id)}};
}

/// What stands after them.
Json tail_json(const Assessment& assessment) {
  const Manifest& m = assessment.manifest;
  return Json{{"data_errors", list(assessment.data_errors, error_json)},
              {"manifest",
               {{"rules", m.rules},
                {"advisory", m.advisory},
                {"other_subject", m.other_subject},
                {"other_edition", m.other_edition},
                {"not_chosen", m.not_chosen},
                {"without_instances", m.without_instances},
                {"instances", m.instances},
                {"findings", m.findings},
                {"by_status", counts_json(m.by_status)},
                {"provisional", counts_json(m.provisional)}}}};
}

/// `json` on lines of its own, `by` columns further in. JSON's texts hold no line's end.
std::string indented(const std::string& json, std::size_t by) {
  std::string moved;
  for (const char c : json) {
    moved += c;
    if (c == '\n') moved.append(by, ' ');
  }
  return moved;
}

/// One object, the findings between its head and its tail.
void write_object(Source& source, const Sink& sink, int indent) {
  const bool pretty = indent >= 0;
  const std::size_t step = pretty ? static_cast<std::size_t>(indent) : 0;
  const auto line = [&](std::size_t depth) { return pretty ? "\n" + std::string(depth * step, ' ') : std::string(); };
  std::string head = dump(head_json(source.frame()), indent);
  head.resize(head.size() - (pretty ? 2 : 1));  // its brace, on a line of its own if they are
  sink(head + "," + line(1) + (pretty ? "\"findings\": [" : "\"findings\":["));
  for (std::size_t i = 0; i < source.size(); ++i) {
    const std::string finding = dump(finding_json(source.finding(i)), indent);
    sink((i == 0 ? "" : ",") + line(2) + (step == 0 ? finding : indented(finding, 2 * step)));
  }
  if (source.size() != 0) sink(line(1));
  sink("]," + dump(tail_json(source.frame()), indent).substr(1));
}

void write_line_each(Source& source, const Sink& sink) {
  for (std::size_t i = 0; i < source.size(); ++i) {
    Json::object_t object;
    object.reserve(31);
    object.emplace_back("format", formats::finding);
    object.emplace_back("engine", source.frame().engine);
    object.emplace_back("case", text(source.frame().case_id));
    object.emplace_back("as_at", source.frame().as_at);
    add_finding(object, source.finding(i));
    sink(dump(std::move(object), -1) + "\n");
  }
}

}  // namespace

std::string to_json(const Assessment& assessment, int indent) {
  std::string text;
  Source source(assessment);
  write_object(source, into(text), indent);
  return text;
}

void write_json(const JudgedCase& judged, const Sink& sink, int indent) {
  Source source(judged);
  write_object(source, sink, indent);
}

std::string to_json(const Explanation& explanation, int indent) {
  const Json object{{"format", formats::explanation},
                    {"engine", DUTYBOUND_VERSION},
                    {"finding", finding_json(explanation.finding)},
                    {"title", explanation.title},
                    {"requires", explanation.requires_text},
                    {"summary", explanation.summary},
                    {"deadline", text_or_null(explanation.deadline)},
                    {"edition", text_or_null(explanation.edition)},
                    {"national", text_or_null(explanation.national)},
                    {"conditions", list(explanation.conditions, condition_json)},
                    {"dates", list(explanation.dates, reading_json)},
                    {"sources", list(explanation.sources, source_json)},
                    {"interpretation", explanation.interpretation},
                    {"record", explanation.record},
                    {"readings", list(explanation.readings, choice_json)}};
  return dump(object, indent);
}

std::string to_json(const std::vector<Question>& questions, int indent) {
  Json object = versions(formats::questions);
  object["questions"] = list(questions, [](const Question& question) {
    return Json{{"path", question.fact.path},
                {"description", question.fact.description},
                {"rules", question.rules},
                {"findings", question.findings},
                {"settles_alone", question.settles_alone}};
  });
  return dump(object, indent);
}

std::string to_json_lines(const Assessment& assessment) {
  std::string lines;
  Source source(assessment);
  write_line_each(source, into(lines));
  return lines;
}

void write_json_lines(const JudgedCase& judged, const Sink& sink) {
  Source source(judged);
  write_line_each(source, sink);
}

}  // namespace dutybound::report
