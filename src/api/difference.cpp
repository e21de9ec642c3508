// Two sides' rules matched by id: their words, their computations, and the scenarios of those that compute otherwise.
#include <dutybound/difference.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "api/rulebook_body.hpp"
#include "program/meaning.hpp"
#include "text/inside.hpp"

namespace dutybound {
namespace {

using program::Program;
using program::RulePlan;
using Words = std::vector<std::pair<std::string, std::string>>;  ///< part, text

std::string lines(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : "\n") + text;
  return joined;
}

std::string source_text(const SourceReading& source) {
  std::string text = source.document;
  for (const std::string& more : {source.edition, source.section, source.status, source.url}) {
    if (!more.empty()) text += ", " + more;
  }
  return text;
}

std::string days_text(const RuleInfo& rule) {
  if (!rule.from && !rule.to) return {};
  return (rule.from ? "from " + rule.from->to_string() : std::string("from the beginning")) +
         (rule.to ? " to " + rule.to->to_string() : std::string());
}

void add_conditions(Words& words, const std::string& lead, const Words& conditions) {
  for (const auto& [role, line] : conditions) {
    const std::string part = lead + role;
    if (!words.empty() && words.back().first == part)
      words.back().second += "\n" + line;
    else
      words.emplace_back(part, line);
  }
}

std::string lead_of(const std::map<std::string, std::string>& readings) {
  std::string lead;
  for (const auto& [reading, value] : readings) lead += (lead.empty() ? "" : ", ") + reading + "=" + value;
  return lead.empty() ? lead : lead + ": ";
}

Words words_of(const RuleInfo& rule, const std::string& days) {
  Words words{{"title", rule.title},
              {"kind", std::string(to_string(rule.kind))},
              {"modality", std::string(to_string(rule.modality))},
              {"actor", rule.actor},
              {"for_each", rule.for_each},
              {"in_force", days},
              {"requires", rule.requires_text},
              {"clock", rule.deadline}};
  add_conditions(words, "", rule.conditions);
  for (const RuleAlternative& alternative : rule.alternatives) {
    const std::string lead = lead_of(alternative.when);
    words.emplace_back(lead + "clock", alternative.deadline);
    add_conditions(words, lead, alternative.conditions);
  }
  std::vector<std::string> sources;
  for (const SourceReading& source : rule.sources) sources.push_back(source_text(source));
  words.emplace_back("source", lines(sources));
  words.emplace_back("interpretation", lines(rule.interpretation));
  words.emplace_back("notes", lines(rule.notes));
  words.emplace_back("record", lines(rule.record));
  words.emplace_back("reason", rule.reason);
  words.erase(std::remove_if(words.begin(), words.end(), [](const auto& part) { return part.second.empty(); }), words.end());
  return words;
}

template <class Pairs>
auto find(const Pairs& pairs, const std::string& key) {
  return std::find_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == key; });
}

/// One side, its rules by the name that both sides share.
class Side {
 public:
  explicit Side(const ComparedRules& rules) : rules_(rules), program_(*body_of(rules.rulebook).program) {
    for (const RuleInfo& info : rules.rulebook.rules()) {
      if (!rules.only.empty() && info.rulebook != rules.only) continue;
      const std::string key = rules.only.empty() ? info.rulebook + "/" + info.id : info.id;
      order_.push_back(key);
      infos_.emplace(key, &info);
    }
    for (const ParameterInfo& parameter : rules.rulebook.parameters()) {
      if (rules.only.empty() || parameter.rulebook == rules.only) parameters_.emplace(parameter.id, value_text(parameter));
      values_.emplace(parameter.id, value_text(parameter));
    }
  }

  [[nodiscard]] const std::vector<std::string>& order() const { return order_; }
  [[nodiscard]] const RuleInfo* find(const std::string& key) const {
    const auto found = infos_.find(key);
    return found == infos_.end() ? nullptr : found->second;
  }
  [[nodiscard]] const std::map<std::string, std::string>& parameters() const { return parameters_; }
  [[nodiscard]] std::string value(const std::string& parameter) const {
    const auto found = values_.find(parameter);
    return found == values_.end() ? std::string() : found->second;
  }

  [[nodiscard]] std::string name() const {
    if (!rules_.only.empty()) return rules_.only;
    std::string text;
    for (const RulebookRef& book : rules_.rulebook.rulebooks()) text += (text.empty() ? "" : ", ") + book.id + " " + book.version;
    return text;
  }
  [[nodiscard]] std::string series() const {
    for (const program::RulebookInfo& book : program_.rulebooks) {
      if (book.id == rules_.only) return book.series;
    }
    return {};
  }

  /// When it is in force, unless that is what all of an edition is.
  [[nodiscard]] std::string days(const RuleInfo& rule) const {
    for (const program::RulebookInfo& book : program_.rulebooks) {
      if (book.id == rules_.only && book.in_force.from == rule.from && book.in_force.to == rule.to) return {};
    }
    return days_text(rule);
  }

  /// Of every version of the rule.
  [[nodiscard]] program::Meanings::Parts meaning(const RuleInfo& info, program::Meanings& meanings) const {
    program::Meanings::Parts parts;
    bool first = true;
    for (const RulePlan& plan : program_.rules) {
      if (plan.id != info.id || program_.rulebooks[plan.rulebook].id != info.rulebook || plan.kind == RuleKind::advisory)
        continue;
      const std::string lead = first ? "" : lead_of(plan.readings);  // the defaults stand first
      first = false;
      for (auto& [role, numbers] : meanings.of(program_, plan)) parts.emplace_back(lead + role, std::move(numbers));
    }
    return parts;
  }

  /// What becomes of scenarios' findings of these rules.
  [[nodiscard]] Result<ScenarioReport> play(const std::vector<RuleFile>& files, const std::set<std::string>& rules,
                                            bool as_edition) const {
    ScenarioOptions options;
    options.keep_runs = true;
    options.rules = rules;
    if (as_edition) options.edition = rules_.only;
    return run_scenarios(rules_.rulebook, files, options);
  }

 private:
  static std::string value_text(const ParameterInfo& parameter) {
    std::string text = parameter.rows.empty() ? "left to local policy" : "";
    for (const auto& [from, value] : parameter.rows) {
      text += (text.empty() ? "" : "; ") + std::to_string(value) + (from ? " from " + from->to_string() : "");
    }
    return text + " (" + parameter.unit + ")";
  }

  const ComparedRules& rules_;
  const Program& program_;
  std::vector<std::string> order_;
  std::map<std::string, const RuleInfo*> infos_;
  std::map<std::string, std::string> parameters_, values_;  ///< of the side's own rulebook; of all that its rules use
};

std::string outcome_text(const Finding& finding) {
  std::string text = status_word(finding);
  if (finding.provisional) text += std::string(" (").append(to_string(*finding.provisional)).append(" unless excused)");
  if (finding.due) text += ", due " + finding.due->to_string();
  if (finding.kind == RuleKind::permission && !finding.outcome.empty()) text += ", " + finding.outcome;
  return text;
}

class Comparison {
 public:
  Comparison(const ComparedRules& before, const ComparedRules& after)
      : before_rules_(before), after_rules_(after), before_(before), after_(after) {}

  Result<Difference> compare() {
    difference_.before = before_.name();
    difference_.after = after_.name();
    for (const std::string& key : after_.order()) {
      const RuleInfo* now = after_.find(key);
      if (const RuleInfo* then = before_.find(key))
        compare(key, *then, *now);
      else
        difference_.rules.push_back({key, Change::came, now->title, {}, {}});
    }
    for (const std::string& key : before_.order()) {
      if (!after_.find(key)) difference_.rules.push_back({key, Change::went, before_.find(key)->title, {}, {}});
    }
    compare_parameters();
    if (Diagnostics diagnostics = compare_outcomes(); has_errors(diagnostics)) return diagnostics;
    return std::move(difference_);
  }

 private:
  void compare(const std::string& key, const RuleInfo& then, const RuleInfo& now) {
    RuleDifference changed{key, Change::changed, now.title, {}, {}};
    const Words old_words = words_of(then, before_.days(then));
    const Words new_words = words_of(now, after_.days(now));
    const auto old_meaning = before_.meaning(then, meanings_);
    const auto new_meaning = after_.meaning(now, meanings_);
    bool computes_otherwise = false;
    const auto look = [&](const std::string& part) {
      const auto a = find(old_words, part);
      const auto b = find(new_words, part);
      const auto m = find(old_meaning, part);
      const auto n = find(new_meaning, part);
      const bool computed = m != old_meaning.end() || n != new_meaning.end();
      const bool same_meaning = computed && m != old_meaning.end() && n != new_meaning.end() && m->second == n->second;
      const std::string old_text = a == old_words.end() ? std::string() : a->second;
      const std::string new_text = b == new_words.end() ? std::string() : b->second;
      if (old_text == new_text && (!computed || same_meaning)) return;
      computes_otherwise = computes_otherwise || (computed && !same_meaning);
      changed.parts.push_back({part, old_text, new_text, same_meaning});
    };
    std::vector<std::string> looked_at;
    for (const Words& words : {new_words, old_words}) {
      for (const auto& [part, text] : words) {
        if (std::find(looked_at.begin(), looked_at.end(), part) != looked_at.end()) continue;
        looked_at.push_back(part);
        look(part);
      }
    }
    for (const std::string& parameter : now.parameters) {
      if (before_.value(parameter) == after_.value(parameter)) continue;
      changed.parts.push_back({"parameter " + parameter, before_.value(parameter), after_.value(parameter), false});
      computes_otherwise = true;
    }
    if (changed.parts.empty()) {
      ++difference_.unchanged;
      return;
    }
    if (computes_otherwise) otherwise_.emplace(now.id, difference_.rules.size());
    difference_.rules.push_back(std::move(changed));
  }

  void compare_parameters() {
    for (const auto& [id, value] : after_.parameters()) {
      const auto then = before_.parameters().find(id);
      if (then == before_.parameters().end())
        difference_.parameters.push_back({id, Change::came, "", value});
      else if (then->second != value)
        difference_.parameters.push_back({id, Change::changed, then->second, value});
    }
    for (const auto& [id, value] : before_.parameters()) {
      if (after_.parameters().count(id) == 0) difference_.parameters.push_back({id, Change::went, value, ""});
    }
  }

  Diagnostics compare_outcomes() {
    if (otherwise_.empty()) return {};
    std::set<std::string> rules;
    for (const auto& [id, index] : otherwise_) rules.insert(id);
    const bool as_editions = !before_rules_.only.empty() && !after_rules_.only.empty() && before_.series() == after_.series();
    std::vector<RuleFile> files = before_rules_.scenarios;
    for (const RuleFile& file : after_rules_.scenarios) {
      const bool there = std::any_of(files.begin(), files.end(), [&](const RuleFile& f) { return f.text == file.text; });
      if (!there) files.push_back(file);
    }
    const Result<ScenarioReport> then = before_.play(files, rules, as_editions);
    if (!then.ok()) return then.diagnostics();
    const Result<ScenarioReport> now = after_.play(files, rules, as_editions);
    if (!now.ok()) return now.diagnostics();
    // Both sides play the same scenarios, less those about rules that they do not have.
    using Place = std::pair<std::string, std::size_t>;
    std::map<Place, const ScenarioRun*> old_runs;
    for (const ScenarioRun& run : then.value().runs) old_runs[{run.file, run.line}] = &run;
    for (const ScenarioRun& run : now.value().runs) {
      const auto old_run = old_runs.find({run.file, run.line});
      if (old_run != old_runs.end()) compare(*old_run->second, run);
    }
    return {};
  }

  void compare(const ScenarioRun& then, const ScenarioRun& now) {
    for (const Explanation& explanation : now.found) {
      const Finding& b = explanation.finding;
      for (const Explanation& other : then.found) {
        const Finding& a = other.finding;
        if (a.rule != b.rule || a.instance != b.instance || outcome_text(a) == outcome_text(b)) continue;
        difference_.rules[otherwise_.at(b.rule)].outcomes.push_back(
            {now.file, now.line, now.name, b.instance, outcome_text(a), outcome_text(b)});
        break;
      }
    }
  }

  const ComparedRules& before_rules_;
  const ComparedRules& after_rules_;
  Side before_, after_;
  program::Meanings meanings_;
  std::map<std::string, std::size_t> otherwise_;  ///< rule id -> its index in the difference
  Difference difference_;
};

}  // namespace

std::string_view to_string(Change change) {
  switch (change) {
    case Change::came:
      return "came";
    case Change::went:
      return "went";
    case Change::changed:
      return "changed";
  }
  return {};
}

Result<Difference> compare_rules(const ComparedRules& before, const ComparedRules& after) {
  return Comparison(before, after).compare();
}

}  // namespace dutybound
