// Contents by rulebook and chapter, and by actor. Entry: index_body of pages.hpp.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "report/site/html.hpp"
#include "report/site/pages.hpp"
#include "report/site/plain_words.hpp"
#include "report/words.hpp"

namespace dutybound::report::site {
namespace {

/// Things under headings, in the order in which the headings came.
using Groups = std::vector<std::pair<std::string, std::vector<const RuleInfo*>>>;

void add(Groups& groups, const std::string& heading, const RuleInfo& rule) {
  const auto place = std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == heading; });
  if (place != groups.end())
    place->second.push_back(&rule);
  else
    groups.push_back({heading, {&rule}});
}

void write_rules(Html& page, const std::vector<const RuleInfo*>& rules, bool several) {
  page.open("ul", {{"class", "rules"}}).raw("\n");
  for (const RuleInfo* rule : rules) {
    page.open("li").link(rule_address("", rule->id, several ? rule->rulebook : std::string()), rule->title).text(" ");
    page.element("span", modality_words(rule->modality), {{"class", "badge"}}).text(" ");
    page.element("span", to_string(rule->kind), {{"class", "badge quiet"}}).close();
  }
  page.close();
}

void write_search(Html& page) {
  page.open("form", {{"id", "search"}, {"role", "search"}, {"hidden", ""}}).raw("\n");
  page.element("label", "Find a rule: words of its title, what it asks, its conditions, facts or id", {{"for", "search-words"}});
  page.lone("input", {{"id", "search-words"}, {"type", "search"}, {"autocomplete", "off"}, {"aria-describedby", "search-count"}});
  page.element("p", "", {{"id", "search-count"}, {"role", "status"}});
  page.open("ul", {{"id", "search-results"}, {"class", "rules"}}).close();
  page.close();
}

void write_book(Html& page, const Contents& contents, const EditionInfo& book) {
  page.open("section", {{"id", rulebook_anchor(book.id)}}).raw("\n").element("h3", book.title);
  page.open("dl", {{"class", "card"}}).raw("\n");
  const auto term = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) page.element("dt", name).element("dd", text);
  };
  term("In force", span_words(book.from, book.to));
  term("Edition", book.edition);
  term("Jurisdiction", book.jurisdiction);
  if (!book.extends.empty()) {
    const EditionInfo* base = contents.edition(book.extends);
    page.element("dt", "Local protocol beside")
        .open("dd")
        .link("#" + rulebook_anchor(book.extends), base ? base->title : book.extends);
    page.close();
  }
  term("Version of this encoding", book.version);
  page.element("dt", "Digest (SHA-256)").open("dd").element("code", book.digest).close().close();
  Groups chapters;
  for (const RuleInfo& rule : contents.infos) {
    if (rule.rulebook == book.id) add(chapters, chapter_of(rule), rule);
  }
  for (const auto& [chapter, rules] : chapters) {
    page.element("h4", chapter);
    write_rules(page, rules, true);
  }
  page.close();
}

void write_words(Html& page) {
  page.element("h2", "How to read these pages").open("ul").raw("\n");
  page.open("li")
      .element("strong", "must, should, may, must not")
      .text(": how binding the source makes it; never stronger here than there.")
      .close();
  page.open("li")
      .element("strong", "A fact that is not recorded")
      .text(
          " is unknown. It is never taken for a breach, nor for an all-clear: the answer is then that it cannot be decided, and "
          "which fact would settle it.")
      .close();
  page.open("li")
      .element("strong", "Day 0")
      .text(" is the day on which a clock starts, unless a rule says otherwise; the last day is in time.")
      .close();
  page.open("li")
      .element("strong", "Sources")
      .text(" say how sure they are: read, or from general knowledge. Most were read as restated by others, not in the original.")
      .close();
  page.close();
}

void write_actors(Html& page, const Contents& contents) {
  Groups actors;
  std::vector<std::string> seen;
  for (const RuleEntry& rule : contents.rules) {
    for (const RuleInfo* version : rule.versions) {
      const bool told = std::any_of(rule.versions.begin(), rule.versions.end(),
                                    [&](const RuleInfo* other) { return other < version && other->actor == version->actor; });
      if (!told) add(actors, version->actor, *version);
    }
  }
  std::sort(actors.begin(), actors.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  page.element("h2", "By actor", {{"id", "actors"}});
  for (const auto& [actor, rules] : actors) {
    page.open("details", {{"id", actor_anchor(actor)}, {"class", "actor"}});
    page.element("summary", fmt::format("{} ({})", sentence(actor), rules.size()));
    write_rules(page, rules, false);
    page.close();
  }
}

}  // namespace

std::string index_body(const Contents& contents) {
  std::set<const ScenarioRun*> examples;  // one may be about several rules
  for (const RuleEntry& rule : contents.rules) {
    for (const Example& example : rule.examples) examples.insert(example.run);
  }
  Html page;
  page.element("h1", "Safeguarding rulebooks");
  std::string what = count(contents.rules.size(), "rule") + " of " + count(contents.editions.size(), "rulebook");
  if (!examples.empty()) what += ", with " + count(examples.size(), "worked example");
  page.element(
      "p",
      what + ". Each rule says who is to do what, by when, under which conditions, on whose authority, and how sure that is.");
  write_search(page);
  page.open("nav", {{"aria-label", "On this page"}}).open("ul", {{"class", "toc"}}).raw("\n");
  for (const EditionInfo& book : contents.editions) page.open("li").link("#" + rulebook_anchor(book.id), book.title).close();
  page.open("li").link("#actors", "By actor").close().close().close();
  write_words(page);
  page.element("h2", "By rulebook");
  for (const EditionInfo& book : contents.editions) write_book(page, contents, book);
  write_actors(page, contents);
  return page.take();
}

}  // namespace dutybound::report::site
