// Conditions and dates of a rule as lists. Entry: write_parts of rule_page.hpp.
#include "report/site/plain_words.hpp"
#include "report/site/rule_page.hpp"
#include "report/words.hpp"

namespace dutybound::report::site {
namespace {

std::string group_words(ConditionGroup group) {
  if (group == ConditionGroup::all) return "All of these:";
  return group == ConditionGroup::any ? "Any of these:" : "None of these:";
}

/// The facts that an expression reads, but not the records that they stand in.
std::vector<const FactInfo*> told_facts(const Contents& contents, const RulePart& part) {
  std::vector<const FactInfo*> told, records;
  for (const std::string& name : part.facts) {
    const FactInfo* fact = contents.fact(name);
    if (!fact) continue;
    const bool record = fact->type.rfind("record of ", 0) == 0 || fact->type.rfind("list of ", 0) == 0;
    (record ? records : told).push_back(fact);
  }
  return told.empty() ? records : told;
}

void write_feel(Html& page, const RulePart& part) {
  page.open("details", {{"class", "feel"}}).element("summary", "As it is computed");
  page.open("pre").element("code", part.feel).close().close();
}

/// What an expression speaks of, in the vocabulary's words.
void write_facts(Html& page, const std::vector<const FactInfo*>& facts) {
  if (facts.empty()) return;
  page.open("ul", {{"class", "reads"}});
  for (const FactInfo* fact : facts) {
    const std::string name = fact->entity + "." + fact->attribute;
    std::string what = fact->description;
    if (!what.empty() && what.back() == '.') what.pop_back();
    page.open("li").text(what + " (");
    page.open("a", {{"href", "../facts.html#" + fact_anchor(name)}}).element("code", name).close();
    page.text(")").close();
  }
  page.close();
}

void write_leaf(Html& page, const Contents& contents, const RulePart& part) {
  const auto facts = told_facts(contents, part);
  if (!part.because.empty()) {
    page.text(part.because);
    page.open("details", {{"class", "feel"}}).element("summary", "As it is computed");
    page.open("pre").element("code", part.feel).close();
    write_facts(page, facts);
    page.close();
    return;
  }
  page.element("code", part.feel);
  write_facts(page, facts);
}

void write_part(Html& page, const Contents& contents, const RulePart& part) {
  if (part.group == ConditionGroup::leaf) {
    write_leaf(page, contents, part);
    return;
  }
  page.text(group_words(part.group));
  if (!part.because.empty()) page.text(" " + part.because);
  page.open("ul").raw("\n");
  for (const RulePart& member : part.members) {
    page.open("li");
    write_part(page, contents, member);
    page.close();
  }
  page.close();
}

/// A date that is simply one fact is told by that fact; a computed one by what it is computed from.
void write_date(Html& page, const Contents& contents, const RulePart& part) {
  const auto facts = told_facts(contents, part);
  const bool plain = facts.size() == 1 && part.feel.find_first_of(" ([") == std::string::npos;
  if (plain) {
    write_facts(page, facts);
    return;
  }
  if (!facts.empty()) page.element("p", "Worked out from:");
  write_facts(page, facts);
  write_feel(page, part);
}

}  // namespace

void write_parts(Html& page, const Contents& contents, const RuleInfo& rule, std::string_view level) {
  if (rule.kind == RuleKind::threshold)
    page.element("p", "The levels are tried in this order; the first that holds is the answer.");
  for (const RulePart& part : rule.parts) {
    page.element(level, role_words(part, rule.clock));
    page.open("div", {{"class", "conditions"}});
    const bool date = part.role == PartRole::clock || part.role == PartRole::done_at || part.role == PartRole::ends_at ||
                      part.role == PartRole::arises_at;
    if (date)
      write_date(page, contents, part);
    else
      write_part(page, contents, part);
    page.close();
  }
}

}  // namespace dutybound::report::site
