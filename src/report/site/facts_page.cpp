// The vocabulary as an index: what each fact is, what data sets call it, which rules read it. Entry: facts_body of pages.hpp.
#include <algorithm>
#include <map>

#include "report/site/html.hpp"
#include "report/site/pages.hpp"
#include "report/site/plain_words.hpp"
#include "report/words.hpp"

namespace dutybound::report::site {
namespace {

std::string kind_of(const FactInfo& fact) {
  std::string text = type_words(fact);
  if (!fact.values.empty())
    text += (fact.type == "enumeration" ? " " : " (") + join(fact.values, ", ") + (fact.type == "enumeration" ? "" : ")");
  if (!fact.unit.empty()) text += ", in " + words(fact.unit);
  return text;
}

bool holds_records(const Contents& contents, const FactInfo& fact) {
  const std::size_t of = fact.type.find(" of ");
  if (of == std::string::npos) return false;
  const std::string entity = fact.type.substr(of + 4);
  return std::any_of(contents.facts.begin(), contents.facts.end(), [&](const FactInfo& other) { return other.entity == entity; });
}

void write_fact(Html& page, const Contents& contents, const FactInfo& fact) {
  const std::string name = fact.entity + "." + fact.attribute;
  page.open("li", {{"id", fact_anchor(name)}}).open("p").element("code", fact.attribute).text(" " + fact.description).close();
  page.open("p", {{"class", "small"}}).text(sentence(kind_of(fact)) + ".");
  for (const auto& [set, there] : fact.data_sets) page.text(" " + data_set_words(set) + ": ").element("code", there).text(".");
  page.close();
  if (fact.rules.empty()) {
    // Records are there for what is in them.
    if (!holds_records(contents, fact)) page.element("p", "No loaded rule reads it.", {{"class", "small"}});
    page.close();
    return;
  }
  page.open("details", {{"class", "small"}})
      .element("summary", "Read by " + count(fact.rules.size(), "rule"))
      .open("ul")
      .raw("\n");
  for (const std::string& id : fact.rules) {
    const RuleEntry* rule = contents.rule(id);
    if (rule) page.open("li").link(rule_address("", id), rule->versions.front()->title).close();
  }
  page.close().close().close();
}

void write_data_sets(Html& page, const Contents& contents) {
  std::map<std::string, std::multimap<std::string, std::string>> sets;
  for (const FactInfo& fact : contents.facts) {
    for (const auto& [set, there] : fact.data_sets) sets[set].emplace(there, fact.entity + "." + fact.attribute);
  }
  page.element("h2", "By their names in data sets", {{"id", "data-sets"}});
  for (const auto& [set, names] : sets) {
    page.open("details", {{"class", "actor"}})
        .element("summary", data_set_words(set) + " (" + std::to_string(names.size()) + ")");
    page.open("ul", {{"class", "names"}}).raw("\n");
    for (const auto& [there, name] : names) {
      page.open("li")
          .element("code", there)
          .text(": ")
          .open("a", {{"href", "#" + fact_anchor(name)}})
          .element("code", name)
          .close()
          .close();
    }
    page.close().close();
  }
}

}  // namespace

std::string facts_body(const Contents& contents) {
  Html page;
  page.element("h1", "Facts");
  page.element(
      "p",
      "What a case, a partnership or an agency may record, with its names in the field's data sets and the rules that read it. "
      "A fact that is left out is unknown; an event that is null has not happened.");
  std::vector<std::string> entities;
  for (const FactInfo& fact : contents.facts) {
    if (entities.empty() || entities.back() != fact.entity) entities.push_back(fact.entity);
  }
  page.open("nav", {{"aria-label", "On this page"}}).open("ul", {{"class", "toc"}}).raw("\n");
  for (const std::string& entity : entities) page.open("li").link("#entity-" + safe_name(entity), entity_words(entity)).close();
  const bool named =
      std::any_of(contents.facts.begin(), contents.facts.end(), [](const FactInfo& fact) { return !fact.data_sets.empty(); });
  if (named) page.open("li").link("#data-sets", "By their names in data sets").close();
  page.close().close();
  std::string entity;
  for (const FactInfo& fact : contents.facts) {
    if (fact.entity != entity) {
      if (!entity.empty()) page.close();
      entity = fact.entity;
      page.element("h2", entity_words(entity), {{"id", "entity-" + safe_name(entity)}});
      page.open("ul", {{"class", "facts"}}).raw("\n");
    }
    write_fact(page, contents, fact);
  }
  if (!entity.empty()) page.close();
  if (named) write_data_sets(page, contents);
  return page.take();
}

}  // namespace dutybound::report::site
