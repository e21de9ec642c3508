// Numbers, readings, advisories and working days. Entries: pages.hpp.
#include <algorithm>

#include <fmt/format.h>

#include "report/site/html.hpp"
#include "report/site/pages.hpp"
#include "report/site/plain_words.hpp"
#include "report/site/rule_page.hpp"
#include "report/words.hpp"

namespace dutybound::report::site {
namespace {

void write_users(Html& page, const std::vector<const RuleEntry*>& rules) {
  if (rules.empty()) return;
  page.element("p", "Used by:").open("ul").raw("\n");
  for (const RuleEntry* rule : rules) page.open("li").link(rule_address("", rule->id), rule->versions.front()->title).close();
  page.close();
}

template <class Uses>
std::vector<const RuleEntry*> users(const Contents& contents, Uses uses) {
  std::vector<const RuleEntry*> found;
  for (const RuleEntry& rule : contents.rules) {
    if (std::any_of(rule.versions.begin(), rule.versions.end(), [&](const RuleInfo* version) { return uses(*version); }))
      found.push_back(&rule);
  }
  return found;
}

void write_rows(Html& page, const ParameterInfo& parameter) {
  if (parameter.rows.empty()) {
    page.element("p", parameter.policy ? "Left to local policy, and not set here: what turns on it cannot be decided until it is."
                                       : "No value is known.");
    return;
  }
  page.open("table")
      .open("thead")
      .open("tr")
      .element("th", "From", {{"scope", "col"}})
      .element("th", "Number", {{"scope", "col"}});
  page.element("th", "Sources", {{"scope", "col"}}).close().close().open("tbody").raw("\n");
  for (std::size_t n = 0; n < parameter.rows.size(); ++n) {
    const auto& [from, value] = parameter.rows[n];
    page.open("tr").element("td", from ? day(*from) : "always").element("td", amount_words(value, parameter.unit)).open("td");
    if (n < parameter.row_sources.size()) write_sources(page, parameter.row_sources[n]);
    page.close().close();
  }
  page.close().close();
  if (parameter.policy) page.element("p", "Left to local policy.");
}

}  // namespace

std::string parameters_body(const Contents& contents) {
  Html page;
  page.element("h1", "Numbers");
  page.element("p",
               "Periods and limits that rules count with. Each has dates, so that a change of law is one more row; the row of "
               "the day that is judged counts.");
  for (const ParameterInfo& parameter : contents.parameters) {
    const EditionInfo* book = contents.edition(parameter.rulebook);
    page.open("section", {{"id", parameter_anchor(parameter.id)}}).raw("\n").element("h2", parameter.description);
    page.open("p", {{"class", "small"}})
        .element("code", parameter.id)
        .text(" of " + (book ? book->title : parameter.rulebook))
        .close();
    write_rows(page, parameter);
    write_users(page, users(contents, [&](const RuleInfo& rule) {
                  return std::find(rule.parameters.begin(), rule.parameters.end(), parameter.id) != rule.parameters.end();
                }));
    page.close();
  }
  return page.take();
}

std::string readings_body(const Contents& contents) {
  Html page;
  page.element("h1", "Readings");
  page.element("p", contents.readings.empty() ? "The loaded rulebooks name no question on which their sources differ."
                                              : "Questions on which the sources differ. An assessment takes the default, or "
                                                "another answer by name, or says whether all answers lead to the same.");
  for (const ReadingInfo& reading : contents.readings) {
    const EditionInfo* book = contents.edition(reading.rulebook);
    page.open("section", {{"id", reading_anchor(reading.id)}}).raw("\n").element("h2", reading.title);
    page.open("p", {{"class", "small"}})
        .element("code", reading.id)
        .text(" of " + (book ? book->title : reading.rulebook))
        .close();
    page.open("ul").raw("\n");
    for (const ReadingValue& value : reading.values) {
      page.open("li")
          .element("strong", sentence(value.title.empty() ? value.value : value.title))
          .text(" (")
          .element("code", value.value);
      page.text(value.value == reading.default_value ? "), the default" : ")");
      write_sources(page, value.sources);
      page.close();
    }
    page.close();
    write_users(page, users(contents, [&](const RuleInfo& rule) {
                  return std::any_of(rule.alternatives.begin(), rule.alternatives.end(),
                                     [&](const RuleAlternative& other) { return other.when.count(reading.id) != 0; });
                }));
    page.close();
  }
  return page.take();
}

std::string advisories_body(const Contents& contents) {
  Html page;
  page.element("h1", "Advisories");
  page.element(
      "p",
      "What the sources ask for and no recorded fact can decide. These give no finding; they are counted in every assessment.");
  for (const EditionInfo& book : contents.editions) {
    bool open = false;
    for (const RuleInfo& rule : contents.infos) {
      if (rule.rulebook != book.id || rule.kind != RuleKind::advisory) continue;
      if (!open) page.element("h2", book.title).open("ul").raw("\n");
      open = true;
      page.open("li").link(rule_address("", rule.id, rule.rulebook), rule.title).text(" ");
      page.element("span", modality_words(rule.modality), {{"class", "badge"}}).element("p", rule.reason).close();
    }
    if (open) page.close();
  }
  return page.take();
}

std::string calendar_body(const Contents& contents) {
  const Calendar& calendar = contents.calendar;
  Html page;
  page.element("h1", "Working days");
  page.element("p", fmt::format("{}: Monday to Friday, less the days below. Known {}; beyond that an answer that turns on "
                                "working days is unknown, never a guess.",
                                sentence(words(calendar.name())), span_words(calendar.first_known(), calendar.last_known())));
  int year = 0;
  for (const Holiday& holiday : calendar.holidays()) {
    const int its_year = static_cast<int>(holiday.date.ymd().year());
    if (its_year != year) {
      if (year != 0) page.close();
      year = its_year;
      page.element("h2", std::to_string(year)).open("ul").raw("\n");
    }
    page.element("li", day(holiday.date) + ": " + holiday.name + (holiday.closure ? " (local closure)" : ""));
  }
  if (year != 0) page.close();
  if (!calendar.weekend_holidays().empty()) {
    page.element("h2", "Bank holidays at weekends");
    page.element("p", "They change no count of working days. Rules that name bank holidays look at them.").open("ul").raw("\n");
    for (const Holiday& holiday : calendar.weekend_holidays()) page.element("li", day(holiday.date) + ": " + holiday.name);
    page.close();
  }
  return page.take();
}

}  // namespace dutybound::report::site
