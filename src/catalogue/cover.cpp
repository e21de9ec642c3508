// Provision by provision, statement by statement, rule by rule: what is there, and what is missing.
#include "catalogue/cover.hpp"

#include <algorithm>

#include "catalogue/cases.hpp"

namespace dutybound::catalogue {
namespace {

using program::RulePlan;
using rulebook::ClockKind;

constexpr const char* clock_words[] = {"within",  "recurring", "maximum duration", "minimum retention", "before the target",
                                       "by a day"};

/// The number of a rule's clock: what the source's last edition would find, or nothing where local policy sets it.
struct Number {
  std::optional<std::int64_t> amount;
  std::string parameter;
  bool policy = false;  ///< local policy may set it
};

class Comparison {
 public:
  Comparison(const Catalogue& catalogue, const program::Program& program, const ScenarioReport& scenarios,
             const std::set<std::string>& reading)
      : catalogue_(catalogue), program_(program), scenarios_(scenarios), reading_(reading) {}

  Coverage compare() {
    for (const ScenarioFailure& failure : scenarios_.failures)
      coverage_.missing.push_back("the scenario `" + failure.scenario + "` failed: " + failure.message);
    for (const Provision& provision : catalogue_.provisions) coverage_.provisions.push_back(cover(provision));
    for (const Document& document : catalogue_.documents) coverage_.documents.push_back(cover(document));
    for (const program::RuleGroup& group : program_.groups) {
      const RulePlan& rule = program_.rules[group.plans.front()];
      if (!local(rule) && rule.kind != RuleKind::definition && named_.count(rule.id) == 0)
        coverage_.missing.push_back("the rule `" + rule.id + "` belongs to no provision");
      if (rule.kind != RuleKind::advisory && (local(rule) || !layered())) coverage_.rules.push_back(cover(group));
    }
    return std::move(coverage_);
  }

 private:
  [[nodiscard]] bool local(const RulePlan& rule) const { return !program_.rulebooks[rule.rulebook].extends.empty(); }

  [[nodiscard]] bool layered() const {
    return std::any_of(program_.rulebooks.begin(), program_.rulebooks.end(),
                       [](const program::RulebookInfo& book) { return !book.extends.empty(); });
  }

  // Provisions.

  ProvisionCoverage cover(const Provision& provision) {
    ProvisionCoverage covered;
    covered.id = provision.id;
    covered.title = provision.title;
    covered.modality = provision.modality;
    covered.computable = provision.computable;
    if (provision.deadline) covered.deadline = words(*provision.deadline);
    for (const rulebook::Citation& citation : provision.documents) {
      if (std::find(covered.documents.begin(), covered.documents.end(), citation.document) == covered.documents.end())
        covered.documents.push_back(citation.document);
    }
    std::vector<const RulePlan*> plans;
    for (const std::string& id : rules_of(provision)) {
      named_.insert(id);
      const std::size_t before = plans.size();
      for (const RulePlan& rule : program_.rules) {
        if (rule.id == id && !local(rule) && meet(rule.in_force, provision.effective)) plans.push_back(&rule);
      }
      if (plans.size() == before) covered.missing.push_back("there is no rule `" + id + "`");
    }
    for (const RulePlan* rule : plans) {
      CoveringRule shown{rule->id,       program_.rulebooks[rule->rulebook].id,          rule->kind,
                         rule->modality, rule->has_clock ? words(*rule, provision) : "", rule->reason};
      const auto same = [&](const CoveringRule& other) { return other.id == shown.id && other.rulebook == shown.rulebook; };
      if (std::none_of(covered.rules.begin(), covered.rules.end(), same)) covered.rules.push_back(std::move(shown));
      check_modality(provision, *rule, covered);
    }
    check_deadline(provision, plans, covered);
    return covered;
  }

  /// Those that it names; and every other whose id is longer than the provision's, by as little as there is.
  [[nodiscard]] std::vector<std::string> rules_of(const Provision& provision) const {
    std::vector<std::string> ids = provision.rules;
    for (const program::RuleGroup& group : program_.groups) {
      const auto named = [&](const Provision& other) {
        return std::find(other.rules.begin(), other.rules.end(), group.id) != other.rules.end();
      };
      const auto nearer = [&](const Provision& other) {
        return other.id.size() > provision.id.size() && extends(group.id, other.id);
      };
      const auto& all = catalogue_.provisions;
      if (extends(group.id, provision.id) && std::none_of(all.begin(), all.end(), named) &&
          std::none_of(all.begin(), all.end(), nearer))
        ids.push_back(group.id);
    }
    return ids;
  }

  /// Whether there is a day in both: another edition's version of the rule is another source's.
  static bool meet(const rulebook::InForce& a, const rulebook::InForce& b) {
    const auto ends_before = [](const rulebook::InForce& x, const rulebook::InForce& y) {
      return x.to && y.from && *x.to < *y.from;
    };
    return !ends_before(a, b) && !ends_before(b, a);
  }

  static bool extends(const std::string& id, const std::string& stem) {
    return id.size() > stem.size() && id[stem.size()] == '-' && id.compare(0, stem.size(), stem) == 0;
  }

  /// A rule of its own id has the provision's strength. One that stands beside it may as well be a plain fact; and a note that
  /// begins with `Modality:` says why it is otherwise.
  void check_modality(const Provision& provision, const RulePlan& rule, ProvisionCoverage& covered) const {
    if (rule.modality == provision.modality || (rule.id != provision.id && rule.modality == Modality::is)) return;
    const auto explains = [](const std::string& note) { return note.rfind("Modality:", 0) == 0; };
    if (std::any_of(rule.notes.begin(), rule.notes.end(), explains)) return;
    add(covered.missing, "the rule `" + rule.id + "` says `" + std::string(to_string(rule.modality)) + "`, the source `" +
                             std::string(to_string(provision.modality)) + "`");
  }

  /// Of the rules with clocks one has the source's deadline, under some reading; a number of which no source speaks is local.
  void check_deadline(const Provision& provision, const std::vector<const RulePlan*>& plans, ProvisionCoverage& covered) const {
    bool found = false;
    bool computed = false;
    for (const RulePlan* rule : plans) {
      computed = computed || rule->kind != RuleKind::advisory;
      if (!rule->has_clock) continue;
      found = found || (provision.deadline && agrees(*provision.deadline, *rule, provision));
      const Number own = number(*rule, provision);
      if (!provision.deadline && own.amount && !own.policy)
        add(covered.missing, "the rule `" + rule->id + "` has a deadline (" + words(*rule, provision) + "), the source none");
    }
    if (provision.deadline && computed && !found)
      add(covered.missing, "no rule has the source's deadline: " + words(*provision.deadline));
  }

  [[nodiscard]] bool agrees(const Deadline& deadline, const RulePlan& rule, const Provision& provision) const {
    if (rule.clock != deadline.kind) return false;
    if (!deadline.amount) return rule.clock == ClockKind::fixed_date;
    return number(rule, provision).amount == deadline.amount && rule.unit == deadline.unit &&
           rule.inclusive == deadline.inclusive;
  }

  /// As on the provision's last day, or by the last row.
  [[nodiscard]] Number number(const RulePlan& rule, const Provision& provision) const {
    if (rule.parameter < program_.parameters.size()) {
      const rulebook::Parameter& parameter = program_.parameters[rule.parameter];
      Number found{std::nullopt, parameter.id, parameter.policy};
      for (const rulebook::Parameter::Row& row : parameter.rows) {
        if (!found.amount || !row.from || !provision.effective.to || *row.from <= *provision.effective.to)
          found.amount = row.value;
      }
      return found;
    }
    if (rule.amount == program::no_register) return {};
    const program::Origin& origin = program_.origins[rule.amount];
    if (origin.index == program::Origin::row) return {};
    const program::Instruction& code = program_.blocks[origin.block].code[origin.index];
    if (code.op != program::Op::constant) return {};
    return {program_.constants[code.immediate].payload.number.to_integer(), {}, false};
  }

  [[nodiscard]] std::string words(const RulePlan& rule, const Provision& provision) const {
    std::string text = clock_words[static_cast<std::size_t>(rule.clock)];
    if (rule.clock == ClockKind::fixed_date) return text;
    const Number found = number(rule, provision);
    text += " " + (found.amount ? std::to_string(*found.amount) : found.parameter) + " " + std::string(to_string(rule.unit));
    if (found.policy) text += " (local policy)";
    return rule.inclusive ? text + ", counted inclusively" : text;
  }

  static std::string words(const Deadline& deadline) {
    std::string text = clock_words[static_cast<std::size_t>(deadline.kind)];
    if (deadline.amount) text += " " + std::to_string(*deadline.amount) + " " + std::string(to_string(deadline.unit));
    if (deadline.inclusive) text += ", counted inclusively";
    return text;
  }

  // Documents.

  DocumentCoverage cover(const Document& document) {
    DocumentCoverage covered{document.title, document.edition, document.publisher, {}, {}};
    std::set<std::string> named;
    for (const Statement& statement : document.statements) {
      StatementCoverage shown{statement.says, statement.provisions, statement.none, statement.error, {}};
      for (const std::string& id : statement.provisions) {
        const auto same = [&](const Provision& provision) { return provision.id == id; };
        if (std::none_of(catalogue_.provisions.begin(), catalogue_.provisions.end(), same))
          shown.missing.push_back("there is no provision `" + id + "`");
        named.insert(id);
      }
      covered.statements.push_back(std::move(shown));
    }
    for (const Provision& provision : catalogue_.provisions) {
      const auto read_here = [&](const rulebook::Citation& citation) {
        return citation.document == document.title && citation.status == rulebook::SourceStatus::read_in_seed;
      };
      if (std::any_of(provision.documents.begin(), provision.documents.end(), read_here) && named.count(provision.id) == 0)
        covered.missing.push_back("the provision `" + provision.id + "` cites the document, but is in none of its statements");
    }
    return covered;
  }

  // Rules.

  RuleCoverage cover(const program::RuleGroup& group) const {
    const RulePlan& rule = program_.rules[group.plans.front()];
    RuleCoverage covered;
    covered.rule = rule.id;
    covered.kind = rule.kind;
    std::vector<const ShownFinding*> findings;
    std::set<std::size_t> scenarios;
    for (const ShownFinding& finding : scenarios_.shown) {
      if (finding.rule != rule.id) continue;
      findings.push_back(&finding);
      scenarios.insert(finding.scenario);
    }
    covered.scenarios = scenarios.size();
    for (Shown& shown : cases_of(rule, reading_.count(rule.id) > 0, findings)) {
      if (shown.count == 0) covered.missing.push_back("no scenario shows it: " + shown.name);
      covered.shown.emplace_back(std::move(shown.name), shown.count);
    }
    for (const ConditionCoverage& condition : scenarios_.conditions) {
      if (condition.rule == rule.id) covered.conditions.push_back(condition);
    }
    for (const LeafDecision& decision : scenarios_.decisions) {
      if (decision.rule == rule.id) covered.decisions.push_back(decision);
    }
    return covered;
  }

  /// Several versions of a rule may lack the same.
  static void add(std::vector<std::string>& missing, std::string sentence) {
    if (std::find(missing.begin(), missing.end(), sentence) == missing.end()) missing.push_back(std::move(sentence));
  }

  const Catalogue& catalogue_;
  const program::Program& program_;
  const ScenarioReport& scenarios_;
  const std::set<std::string>& reading_;
  std::set<std::string> named_;
  Coverage coverage_;
};

}  // namespace

Coverage cover(const Catalogue& catalogue, const program::Program& program, const ScenarioReport& scenarios,
               const std::set<std::string>& reading) {
  return Comparison(catalogue, program, scenarios, reading).compare();
}

}  // namespace dutybound::catalogue
