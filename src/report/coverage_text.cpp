// Coverage for people, and as a table. Entries: to_text, to_csv.
#include <algorithm>

#include <dutybound/coverage.hpp>
#include <dutybound/report.hpp>

#include "report/csv_row.hpp"
#include "report/page.hpp"
#include "report/words.hpp"

namespace dutybound::report {
namespace {

/// FEEL of several lines on one.
std::string on_one_line(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space || (!line.empty() && line.back() != ' ')) line += space ? ' ' : c;
  }
  return line;
}

/// Which of three truths are there, or are not.
std::string truths(bool when_true, bool when_false, bool when_unknown, bool there) {
  std::vector<std::string> words;
  if (when_true == there) words.emplace_back("true");
  if (when_false == there) words.emplace_back("false");
  if (when_unknown == there) words.emplace_back("unknown");
  return join(words, ", ");
}

std::string rule_words(const CoveringRule& rule) {
  std::string text =
      rule.id + ": " + std::string(to_string(rule.kind)) + ", " + words(to_string(rule.modality)) + ", " + rule.rulebook;
  if (!rule.clock.empty()) text += ", " + rule.clock;
  return rule.reason.empty() ? text : text + ": " + rule.reason;
}

void write_missing(Page& page, std::size_t indent, const std::vector<std::string>& missing) {
  for (const std::string& sentence : missing) page.line(indent, "MISSING: " + sentence, Ink::red);
}

void write_provision(Page& page, const ProvisionCoverage& provision) {
  page.line(2, provision.id + " (" + words(to_string(provision.modality)) + ") " + provision.title);
  if (!provision.deadline.empty()) page.line(6, "deadline: " + provision.deadline);
  for (const CoveringRule& rule : provision.rules) page.line(6, rule_words(rule));
  write_missing(page, 6, provision.missing);
}

/// Every document that a provision cites, in the order of the provisions.
std::vector<std::string> cited(const Coverage& coverage) {
  std::vector<std::string> documents;
  for (const ProvisionCoverage& provision : coverage.provisions) {
    for (const std::string& document : provision.documents) {
      if (std::find(documents.begin(), documents.end(), document) == documents.end()) documents.push_back(document);
    }
  }
  return documents;
}

void write_document(Page& page, const DocumentCoverage& document) {
  page.heading(document.title + " (" + document.edition + "): its statements");
  for (const StatementCoverage& statement : document.statements) {
    page.line(2, statement.says);
    if (!statement.provisions.empty()) page.line(6, join(statement.provisions, ", "));
    if (!statement.none.empty()) page.line(6, "no provision: " + statement.none);
    if (!statement.error.empty()) page.line(6, "wrong: " + statement.error);
    write_missing(page, 6, statement.missing);
  }
  write_missing(page, 2, document.missing);
}

void write_rule(Page& page, const RuleCoverage& rule) {
  std::vector<std::string> shown;
  for (const auto& [name, number] : rule.shown) shown.push_back(name + " " + std::to_string(number));
  page.line(2, rule.rule + " (" + std::string(to_string(rule.kind)) + "): " + count(rule.scenarios, "scenario") + ": " +
                   join(shown, ", "));
  for (const ConditionCoverage& condition : rule.conditions) {
    const std::string never = truths(condition.was_true, condition.was_false, condition.was_unknown, false);
    if (!never.empty()) page.line(6, condition.role + " " + on_one_line(condition.feel) + ": never " + never);
  }
  for (const LeafDecision& leaf : rule.decisions) {
    const std::string never = truths(leaf.when_true, leaf.when_false, leaf.when_unknown, false);
    if (!never.empty()) page.line(6, leaf.role + " " + on_one_line(leaf.feel) + ": has not decided when " + never);
  }
  write_missing(page, 6, rule.missing);
}

std::string totals(const Coverage& coverage) {
  std::size_t statements = 0, conditions = 0, tried = 0, leaves = 0, decided = 0, scenarios = 0;
  for (const DocumentCoverage& document : coverage.documents) statements += document.statements.size();
  for (const RuleCoverage& rule : coverage.rules) {
    scenarios += rule.scenarios;
    conditions += rule.conditions.size();
    leaves += rule.decisions.size();
    for (const ConditionCoverage& c : rule.conditions) tried += c.was_true && c.was_false && c.was_unknown ? 1 : 0;
    for (const LeafDecision& l : rule.decisions) decided += l.when_true && l.when_false && l.when_unknown ? 1 : 0;
  }
  const auto of = [](std::size_t part, std::size_t whole) { return std::to_string(part) + " of " + std::to_string(whole); };
  return count(coverage.provisions.size(), "provision") + ", " + count(statements, "statement") + " of " +
         count(coverage.documents.size(), "document") + ", " + count(coverage.rules.size(), "rule") + " shown " +
         std::to_string(scenarios) + " times; " + of(tried, conditions) + " conditions were true, false and unknown, " +
         of(decided, leaves) + " leaves decided when true, when false and when unknown; " +
         std::to_string(coverage.count_missing()) + " missing";
}

std::string line(std::string_view part, std::string_view of, std::string_view id, std::string_view text,
                 const std::vector<std::string>& covered, const std::vector<std::string>& missing) {
  Row row;
  row.cell(part);
  row.cell(of);
  row.cell(id);
  row.cell(text);
  row.cell(join(covered, "; "));
  row.cell(join(missing, "; "));
  return row.end();
}

std::string rule_lines(const RuleCoverage& rule) {
  std::vector<std::string> shown;
  for (const auto& [name, number] : rule.shown) shown.push_back(name + " " + std::to_string(number));
  std::string lines = line("rule", to_string(rule.kind), rule.rule, count(rule.scenarios, "scenario"), shown, rule.missing);
  for (const ConditionCoverage& c : rule.conditions) {
    lines += line("condition", rule.rule, c.role, c.feel, {truths(c.was_true, c.was_false, c.was_unknown, true)}, {});
  }
  for (const LeafDecision& leaf : rule.decisions) {
    lines +=
        line("decision", rule.rule, leaf.role, leaf.feel, {truths(leaf.when_true, leaf.when_false, leaf.when_unknown, true)}, {});
  }
  return lines;
}

}  // namespace

std::string to_text(const Coverage& coverage) {
  const TextOptions options;
  Page page(options);
  for (const std::string& document : cited(coverage)) {
    page.heading(document + ": its provisions");
    for (const ProvisionCoverage& provision : coverage.provisions) {
      const auto& documents = provision.documents;
      if (std::find(documents.begin(), documents.end(), document) != documents.end()) write_provision(page, provision);
    }
  }
  for (const DocumentCoverage& document : coverage.documents) write_document(page, document);
  page.heading("Rules, and what scenarios have shown of them");
  for (const RuleCoverage& rule : coverage.rules) write_rule(page, rule);
  page.heading(totals(coverage));
  write_missing(page, 2, coverage.missing);
  return page.take();
}

std::string to_csv(const Coverage& coverage) {
  std::string lines = "part,of,id,text,covered,missing\r\n";
  for (const ProvisionCoverage& provision : coverage.provisions) {
    std::vector<std::string> rules;
    for (const CoveringRule& rule : provision.rules) rules.push_back(rule_words(rule));
    lines += line("provision", join(provision.documents, "; "), provision.id, provision.title, rules, provision.missing);
  }
  for (const DocumentCoverage& document : coverage.documents) {
    for (std::size_t i = 0; i < document.statements.size(); ++i) {
      const StatementCoverage& statement = document.statements[i];
      std::vector<std::string> covered = statement.provisions;
      if (!statement.none.empty()) covered.push_back("no provision: " + statement.none);
      if (!statement.error.empty()) covered.push_back("wrong: " + statement.error);
      lines += line("statement", document.title, std::to_string(i + 1), statement.says, covered, statement.missing);
    }
    if (!document.missing.empty()) lines += line("document", "", "", document.title, {}, document.missing);
  }
  for (const RuleCoverage& rule : coverage.rules) lines += rule_lines(rule);
  for (const std::string& sentence : coverage.missing) lines += line("other", "", "", "", {}, {sentence});
  return lines;
}

}  // namespace dutybound::report
