// Reasons and questions as text. Entries: to_text(Explanation), to_text(questions).
#include <fmt/format.h>

#include <dutybound/report.hpp>

#include "report/page.hpp"
#include "report/words.hpp"

namespace dutybound::report {
namespace {

void write_facts(Page& page, std::size_t indent, const std::vector<FactReading>& facts) {
  for (const FactReading& fact : facts) page.line(indent, fmt::format("{}: {}", fact.path, when(fact.value)), Ink::plain, 4);
}

/// Where a local protocol changes the rule, whose line it is.
std::string whose(const ConditionReading& condition) {
  return condition.layer.empty() ? "" : fmt::format(" [{}]", condition.layer);
}

/// The truth stands first, so that the eye can run down the column.
void write_condition(Page& page, std::size_t indent, const ConditionReading& condition) {
  if (!condition.role.empty()) {
    page.line(indent, words(condition.role));
    indent += 2;
  }
  const std::string_view truth = to_string(condition.truth);
  if (condition.group == ConditionGroup::leaf) {
    page.labelled(indent, truth, 8, (condition.because.empty() ? condition.feel : condition.because) + whose(condition));
    if (!condition.because.empty()) page.line(indent + 8, condition.feel);
    write_facts(page, indent + 8, condition.facts);
    return;
  }
  page.labelled(indent, truth, 8,
                fmt::format("{} of{}{}{}", to_string(condition.group), condition.because.empty() ? "" : ": ", condition.because,
                            whose(condition)));
  for (const ConditionReading& member : condition.members) write_condition(page, indent + 2, member);
}

void write_list(Page& page, std::string_view heading, const std::vector<std::string>& items) {
  if (items.empty()) return;
  page.heading(heading);
  for (const std::string& item : items) page.line(2, "- " + item);
}

std::string source_words(const SourceReading& source) {
  std::string text = source.document;
  if (!source.edition.empty()) text += fmt::format(" ({})", source.edition);
  if (!source.section.empty()) text += ", " + source.section;
  if (!source.url.empty()) text += ", " + source.url;
  if (!source.status.empty()) text += fmt::format(" [{}]", words(source.status));
  return text;
}

/// The questions on which the answer turns, the answers that were taken, and what the other answers give.
void write_readings(Page& page, const Explanation& explanation) {
  if (explanation.readings.empty()) return;
  page.heading("Where the sources differ");
  for (const ReadingChoice& choice : explanation.readings) {
    page.line(2, fmt::format("{}: {} [{}]", choice.title, choice.value_title, choices({{choice.reading, choice.value}}, "")),
              Ink::plain, 4);
    for (const SourceReading& source : choice.sources) page.line(4, "- " + source_words(source), Ink::plain, 6);
  }
  const Finding& f = explanation.finding;
  if (!f.same_under_all_readings) return;
  page.line(2, *f.same_under_all_readings ? "Every other reading gives the same answer." : "Other readings give other answers:");
  for (const ReadingOutcome& other : f.other_readings) page.line(4, other_reading(other, f), Ink::plain, 6);
}

}  // namespace

std::string to_text(const Explanation& explanation, const TextOptions& options) {
  Page page(options);
  const Finding& f = explanation.finding;
  page.line(0, explanation.title.empty() ? f.rule : explanation.title, Ink::bold);
  page.line(
      0, fmt::format("{} of {}; {}{}", f.rule, f.rulebook, words(to_string(f.modality)), f.actor.empty() ? "" : ", " + f.actor));
  if (const std::string record = record_words(f); !record.empty()) page.line(0, "About " + record);
  if (!explanation.requires_text.empty()) page.line(0, explanation.requires_text);

  page.heading("Answer: " + words(status_word(f)));
  page.line(2, explanation.summary);
  page.line(2, explanation.deadline);
  page.line(2, explanation.national);
  page.line(2, explanation.edition);
  if (f.valid_until) {
    page.line(2,
              f.valid_until_at_least
                  ? fmt::format("Time alone does not change this before {}; later days were not worked out.", day(*f.valid_until))
                  : fmt::format("Time alone changes this on {}.", day(*f.valid_until)));
  }

  if (!explanation.conditions.empty()) page.heading("Conditions");
  for (const ConditionReading& condition : explanation.conditions) write_condition(page, 2, condition);
  if (!explanation.dates.empty()) page.heading("Dates");
  write_facts(page, 2, explanation.dates);
  if (!f.missing.empty()) page.heading("Not recorded");
  for (const MissingFact& fact : f.missing) {
    page.line(2, fact.description.empty() ? fact.path : fmt::format("{}: {}", fact.path, fact.description), Ink::plain, 4);
  }
  if (!f.data_errors.empty()) page.heading("Impossible values");
  for (const DataError& error : f.data_errors) {
    page.line(2, fmt::format("{}: {}: {} [{}]", error.path, error.value, error.reason, error.code), Ink::plain, 4);
  }
  std::vector<std::string> sources;
  for (const SourceReading& source : explanation.sources) sources.push_back(source_words(source));
  write_list(page, "Sources", sources);
  write_list(page, "How it is read", explanation.interpretation);
  write_readings(page, explanation);
  write_list(page, "What to record", explanation.record);
  return page.take();
}

std::string to_text(const std::vector<Question>& questions, const TextOptions& options) {
  Page page(options);
  if (questions.empty()) {
    page.line(0, "No fact that is not recorded could change an answer.");
    return page.take();
  }
  page.line(0,
            questions.size() == 1
                ? "1 fact that is not recorded could settle findings."
                : fmt::format("{} facts that are not recorded could settle findings, most first.", questions.size()),
            Ink::bold);
  std::size_t number = 0;
  for (const Question& question : questions) {
    page.line(2, fmt::format("{}. {}", ++number, question.fact.path), Ink::bold);
    if (!question.fact.description.empty()) page.line(6, question.fact.description);
    page.line(6,
              fmt::format("{}, {} by itself: {}", count(question.findings, "finding"), question.settles_alone,
                          join(question.rules, ", ")),
              Ink::plain, 0);
  }
  return page.take();
}

}  // namespace dutybound::report
