// Worked examples: a case, a day, the answer, and its timeline. Entry: write_examples of rule_page.hpp.
#include <algorithm>

#include <fmt/format.h>

#include "report/site/plain_words.hpp"
#include "report/site/rule_page.hpp"
#include "report/site/timeline.hpp"
#include "report/words.hpp"

namespace dutybound::report::site {
namespace {

/// How an answer looks: colour is never all that tells.
std::string_view mood(Status status) {
  switch (status) {
    case Status::overdue:
    case Status::met_late:
    case Status::breached:
    case Status::not_in_place:
      return "answer bad";
    case Status::met:
    case Status::in_place:
    case Status::permitted:
    case Status::eligible:
      return "answer good";
    case Status::due:
    case Status::indeterminate:
    case Status::data_error:
      return "answer open";
    default:
      return "answer";
  }
}

std::string answer_words(const Finding& finding) {
  if (finding.provisional) return words(to_string(*finding.provisional)) + " unless excused";
  return finding.status == Status::indeterminate ? "cannot be decided" : words(status_word(finding));
}

std::string option_words(const Contents& contents, const std::string& option) {
  if (option == "carry_forward: true") return "the last edition is carried forward";
  const std::size_t colon = option.find(": ");
  if (colon == std::string::npos) return option;
  const std::string name = option.substr(0, colon), value = option.substr(colon + 2);
  if (name == "edition") return "judged by " + value + ", whatever the day";
  if (name.rfind("policy.", 0) == 0) return "local policy says " + name.substr(7) + " is " + value;
  if (name.rfind("reading.", 0) == 0) {
    const ReadingInfo* reading = contents.reading(name.substr(8));
    return (reading ? reading->title + ": " + value_title(*reading, value) : name.substr(8) + ": " + value);
  }
  if (name.rfind("assume.", 0) == 0) return "assumed wherever it is not recorded: " + name.substr(7) + " = " + value;
  return option;
}

const RuleInfo& version_of(const RuleEntry& rule, const Finding& finding) {
  for (const RuleInfo* version : rule.versions) {
    if (version->rulebook == finding.rulebook) return *version;
  }
  return *rule.versions.front();
}

void write_found(Html& page, const Contents& contents, const RuleEntry& rule, const Example& example, const Explanation& found) {
  page.open("p");
  if (example.found.size() > 1) {  // of one, the head of the example has told
    page.element("strong", answer_words(found.finding), {{"class", mood(found.finding.status)}});
    page.text(" " + record_words(found.finding) + ": ");
  }
  page.text(found.summary).close();
  if (!found.deadline.empty()) page.element("p", found.deadline + ".", {{"class", "sum"}});
  const auto as_at = Date::parse(example.run->as_at.substr(0, 10));
  if (as_at) page.raw(timeline(found, version_of(rule, found.finding).clock, *as_at, contents.calendar));
}

}  // namespace

void write_examples(Html& page, const Contents& contents, const RuleEntry& rule) {
  if (rule.examples.empty()) return;
  page.element("h2", "Worked examples", {{"id", "examples"}});
  page.element("p", fmt::format("{}, which the rule's own tests run.", count(rule.examples.size(), "example")));
  const bool clock =
      std::any_of(rule.versions.begin(), rule.versions.end(), [](const RuleInfo* v) { return v->clock.has_value(); });
  if (clock)
    page.element("p",
                 "In the drawings the blue band is the period; where working days count, grey days are weekends and violet days "
                 "are bank holidays.",
                 {{"class", "small"}});
  std::size_t number = 0;
  for (const Example& example : rule.examples) {
    const std::string id = fmt::format("example-{}", ++number);
    // The first is unfolded, to show what there is in the others.
    if (number == 1)
      page.open("details", {{"class", "example"}, {"id", id}, {"open", ""}});
    else
      page.open("details", {{"class", "example"}, {"id", id}});
    page.open("summary");
    const Finding& first = example.found.front()->finding;
    page.text(example.run->name + " ").element("span", answer_words(first), {{"class", mood(first.status)}}).close();
    std::string as_at = "As at " + when(example.run->as_at);
    for (const std::string& option : example.run->options) as_at += "; " + option_words(contents, option);
    page.element("p", as_at + ". What is recorded:");
    page.open("pre", {{"class", "case"}}).element("code", example.run->facts).close();
    for (const Explanation* found : example.found) write_found(page, contents, rule, example, *found);
    page.close();
  }
}

}  // namespace dutybound::report::site
