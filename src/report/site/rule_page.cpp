// The page of one rule, with a section for each rulebook that has it. Entry: rule_page.hpp.
#include "report/site/rule_page.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/site/plain_words.hpp"
#include "report/words.hpp"

namespace dutybound::report::site {
namespace {

void write_items(Html& page, const Contents& contents, std::string_view level, std::string_view heading,
                 const std::vector<std::string>& items) {
  if (items.empty()) return;
  page.element(level, heading).open("ul").raw("\n");
  for (const std::string& item : items) {
    page.open("li");
    write_text(page, contents, item);
    page.close();
  }
  page.close();
}

void write_term(Html& page, std::string_view term, std::string_view text) {
  if (!text.empty()) page.element("dt", term).element("dd", text);
}

/// `Children's social care should do this.`
std::string binding(const RuleInfo& rule) {
  const std::string actor = sentence(rule.actor);
  if (rule.modality == Modality::is) return "A statement of what is so, for " + rule.actor + ".";
  if (rule.kind == RuleKind::advisory)
    return actor + " " + modality_words(rule.modality) + " do this; no recorded fact decides whether they did.";
  return actor + " " + modality_words(rule.modality) + " do this.";
}

void write_card(Html& page, const Contents& contents, const RuleInfo& rule) {
  page.open("dl", {{"class", "card"}}).raw("\n");
  page.element("dt", "Who").open("dd").link(std::string("../") + site_index + "#" + actor_anchor(rule.actor), rule.actor).close();
  page.element("dt", "How binding").open("dd").element("strong", modality_words(rule.modality)).close();
  if (!rule.protects_title.empty()) write_term(page, "Protects", rule.protects_title);
  write_term(page, "Kind", kind_words(rule.kind));
  if (rule.kind != RuleKind::advisory) write_term(page, "One answer for each", entity_words(rule.for_each));
  const EditionInfo* edition = contents.edition(rule.rulebook);
  page.element("dt", "Rulebook").open("dd");
  page.link(std::string("../") + site_index + "#" + rulebook_anchor(rule.rulebook), edition ? edition->title : rule.rulebook)
      .close();
  write_term(page, "In force", span_words(rule.from, rule.to));
  page.element("dt", "Rule").open("dd").element("code", rule.id).close();
  page.close();
}

void write_parameters(Html& page, const Contents& contents, const RuleInfo& rule, std::string_view level) {
  if (rule.parameters.empty()) return;
  page.element(level, "Numbers").open("ul").raw("\n");
  for (const std::string& id : rule.parameters) {
    const ParameterInfo* parameter = contents.parameter(id);
    if (!parameter) continue;
    page.open("li").text(parameter->description + " (").link("../parameters.html#" + parameter_anchor(id), id).text("): ");
    std::string rows;
    for (const auto& [from, value] : parameter->rows) {
      rows += (rows.empty() ? "" : "; ") + amount_words(value, parameter->unit) + (from ? " from " + day(*from) : std::string());
    }
    if (rows.empty()) rows = parameter->policy ? "left to local policy, which has set none here" : "no value";
    page.text(rows + (parameter->policy && !parameter->rows.empty() ? "; left to local policy" : "") + ".").close();
  }
  page.close();
}

void write_alternative(Html& page, const Contents& contents, const RuleInfo& rule, const RuleAlternative& alternative) {
  page.open("li");
  std::string head;
  for (const auto& [id, value] : alternative.when) {
    const ReadingInfo* reading = contents.reading(id);
    head += (head.empty() ? "" : "; ") + (reading ? value_title(*reading, value) : value);
  }
  page.element("strong", sentence(head));
  if (!alternative.deadline.empty() && alternative.deadline != rule.deadline) {
    page.text(": ");
    write_deadline(page, alternative.deadline, rule);
  }
  if (alternative.conditions != rule.conditions) {
    page.open("details", {{"class", "feel"}}).element("summary", "Its conditions").open("pre");
    std::string lines;
    for (const auto& [role, text] : alternative.conditions) lines += words(role) + ": " + text + "\n";
    page.element("code", lines).close().close();
  }
  page.close();
}

void write_readings(Html& page, const Contents& contents, const RuleInfo& rule, std::string_view level) {
  if (rule.alternatives.empty()) return;
  page.element(level, "Where the sources can be read otherwise");
  std::vector<std::string> asked;
  for (const RuleAlternative& alternative : rule.alternatives) {
    for (const auto& [id, value] : alternative.when) {
      if (std::find(asked.begin(), asked.end(), id) == asked.end()) asked.push_back(id);
    }
  }
  for (const std::string& id : asked) {
    const ReadingInfo* reading = contents.reading(id);
    if (!reading) continue;
    page.open("p").link("../readings.html#" + reading_anchor(id), reading->title);
    page.text(": the default is " + value_title(*reading, reading->default_value) + ".").close();
  }
  page.element("p", "Under other readings:").open("ul").raw("\n");
  for (const RuleAlternative& alternative : rule.alternatives) write_alternative(page, contents, rule, alternative);
  page.close();
}

void write_version(Html& page, const Contents& contents, const RuleInfo& rule, std::string_view level) {
  page.element("p", binding(rule), {{"class", "binding"}});
  page.element("p", rule.requires_text, {{"class", "requires"}});
  if (!rule.changes.empty()) {
    const EditionInfo* national = contents.edition(rule.changes);
    page.open("p", {{"class", "note"}}).text("This local protocol changes the rule of ");
    page.link("#" + rulebook_anchor(rule.changes), national ? national->title : rule.changes).text(".").close();
  }
  write_card(page, contents, rule);
  if (!rule.deadline.empty()) {
    page.element(level, "Deadline").open("p");
    write_deadline(page, rule.deadline, rule);
    page.close();
  }
  if (!rule.reason.empty()) {
    page.element(level, "Why no recorded fact decides it").open("p");
    write_text(page, contents, rule.reason);
    page.close();
  }
  write_parts(page, contents, rule, level);
  write_parameters(page, contents, rule, level);
  write_readings(page, contents, rule, level);
  write_items(page, contents, level, "What to record", rule.record);
  write_items(page, contents, level, "How it is read", rule.interpretation);
  write_items(page, contents, level, "Notes", rule.notes);
  page.element(level, "Sources");
  write_sources(page, rule.sources);
}

void write_facts(Html& page, const RuleEntry& rule) {
  if (rule.facts.empty()) return;
  page.element("h2", "Facts that it reads").open("ul", {{"class", "names"}}).raw("\n");
  for (const std::string& name : rule.facts) {
    page.open("li").open("a", {{"href", "../facts.html#" + fact_anchor(name)}}).element("code", name).close().close();
  }
  page.close();
}

}  // namespace

void write_sources(Html& page, const std::vector<SourceReading>& sources) {
  if (sources.empty()) return;
  page.open("ul", {{"class", "sources"}}).raw("\n");
  for (const SourceReading& source : sources) {
    page.open("li");
    std::string name = source.document + (source.edition.empty() ? "" : " (" + source.edition + ")");
    const bool linked = source.url.rfind("https://", 0) == 0 || source.url.rfind("http://", 0) == 0;
    if (linked)
      page.link(source.url, name);
    else
      page.text(name);
    if (!source.section.empty()) page.text(", " + source.section);
    if (!source.status.empty()) page.text(" ").element("span", "[" + source_words(source.status) + "]", {{"class", "sure"}});
    page.close();
  }
  page.close();
}

void write_text(Html& page, const Contents& contents, std::string_view text) {
  static constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  while (!text.empty()) {
    const std::size_t begin = std::min(text.find_first_of(letters), text.size());
    page.text(text.substr(0, begin));
    text.remove_prefix(begin);
    const std::string_view word = text.substr(0, std::min(text.find_first_not_of(letters), text.size()));
    // Ids that are plain words ("child") would make links of ordinary prose.
    if (word.find('-') != std::string_view::npos && contents.rule(word))
      page.link(rule_address("../", word), word);
    else
      page.text(word);
    text.remove_prefix(word.size());
  }
}

void write_deadline(Html& page, const std::string& deadline, const RuleInfo& rule) {
  const std::string whole = sentence(deadline);
  std::string_view rest = whole;
  const auto upto = [&](std::size_t at) {
    page.text(rest.substr(0, at));
    rest.remove_prefix(at);
  };
  std::string anchor;
  for (const RulePart& part : rule.parts) {
    if (part.role == PartRole::clock) anchor = part.feel;
  }
  for (const std::string& id : rule.parameters) {
    const std::size_t at = rest.find("(" + id + ")");
    if (at == std::string_view::npos) continue;
    upto(at + 1);
    page.link("../parameters.html#" + parameter_anchor(id), id);
    rest.remove_prefix(id.size());
  }
  if (const std::size_t at = rest.find(anchor); !anchor.empty() && at != std::string_view::npos) {
    upto(at);
    if (anchor.find_first_of(" ([") == std::string::npos)
      page.element("code", anchor);
    else
      page.text("the day that is told below");
    rest.remove_prefix(anchor.size());
  }
  page.text(rest).text(".");
}

std::string rule_body(const Contents& contents, const RuleEntry& rule, const RuleEntry* before, const RuleEntry* after) {
  Html page;
  const RuleInfo& first = *rule.versions.front();
  page.open("nav", {{"aria-label", "Where this rule stands"}, {"class", "path"}});
  page.link(std::string("../") + site_index, "Contents").text(" / ");
  const EditionInfo* edition = contents.edition(first.rulebook);
  page.link(std::string("../") + site_index + "#" + rulebook_anchor(first.rulebook), edition ? edition->title : first.rulebook);
  page.text(" / " + chapter_of(first)).close();
  page.element("h1", first.title);
  const bool several = rule.versions.size() > 1;
  for (const RuleInfo* version : rule.versions) {
    const EditionInfo* book = contents.edition(version->rulebook);
    page.open("section", {{"id", rulebook_anchor(version->rulebook)}}).raw("\n");
    if (several) page.element("h2", "In " + (book ? book->title : version->rulebook));
    if (several && version->title != first.title) page.element("p", version->title);
    write_version(page, contents, *version, several ? "h3" : "h2");
    page.close();
  }
  write_facts(page, rule);
  write_examples(page, contents, rule);
  page.open("nav", {{"aria-label", "Neighbouring rules"}, {"class", "neighbours"}});
  if (before) page.open("p").text("Before: ").link(rule_address("../", before->id), before->versions.front()->title).close();
  if (after) page.open("p").text("Next: ").link(rule_address("../", after->id), after->versions.front()->title).close();
  return page.take();
}

}  // namespace dutybound::report::site
