// Scenario files to scenarios: unknown keys, rules, statuses and parameters are mistakes with the nearest name.
#include <algorithm>

#include "input/assumptions.hpp"
#include "scenario/model.hpp"
#include "text/diagnose.hpp"
#include "yaml/read.hpp"
#include "yaml/scalar.hpp"
#include "yaml/write.hpp"

namespace dutybound::scenario {
namespace {

using text::Code;
using yaml::Node;
using yaml::NodeKind;

class ScenarioReader {
 public:
  ScenarioReader(const program::Program& program, Diagnostics& diagnostics) : program_(program), diagnostics_(diagnostics) {
    for (const program::RulebookInfo& rulebook : program.rulebooks) rulebooks_.push_back(rulebook.id);
    for (const program::RuleGroup& group : program.groups) rules_.push_back(group.id);
  }

  std::vector<Scenario> read(const Node& root) {
    std::vector<Scenario> scenarios;
    keys(root, {"scenarios", "list"});
    known(root.entries.front().value, Code::scenario_unknown_rulebook, "rulebook", rulebooks_);
    const Node* list = root.find("list");
    if (!list || list->kind != NodeKind::sequence) {
      say(Code::scenario_form, list ? *list : root, "`list` has to be a list of scenarios");
      return scenarios;
    }
    for (const Node& item : list->items) {
      if (item.kind == NodeKind::mapping)
        scenarios.push_back(scenario(item));
      else
        say(Code::scenario_form, item, "a scenario has `name`, `as_at`, `case` and `expect`");
    }
    return scenarios;
  }

 private:
  void say(Code code, const Node& node, std::string message, std::string hint = {}) {
    diagnostics_.push_back(text::diagnose(code, node.source, node.span, std::move(message), std::move(hint)));
  }

  static std::size_t line_of(const Node& node) {
    Diagnostic place;
    place.source = node.source;
    place.span = node.span;
    return place.line();
  }

  void keys(const Node& node, const std::vector<std::string_view>& allowed) {
    for (const yaml::Entry& entry : node.entries) {
      if (std::find(allowed.begin(), allowed.end(), entry.key) != allowed.end()) continue;
      diagnostics_.push_back(text::diagnose(Code::scenario_unknown_key, node.source, entry.key_span,
                                            "unknown key `" + entry.key + "`", text::did_you_mean(entry.key, allowed)));
    }
  }

  const Node* require(const Node& node, std::string_view key) {
    const Node* found = node.find(key);
    if (!found) say(Code::scenario_form, node, "`" + std::string(key) + "` is missing");
    return found;
  }

  std::string scalar(const Node& node) {
    if (node.kind == NodeKind::scalar) return node.fragment.text;
    say(Code::scenario_form, node, "expected a single value");
    return {};
  }

  /// The text of a scalar that has to be one of the names.
  std::string known(const Node& node, Code code, std::string_view what, const std::vector<std::string_view>& names) {
    std::string name = scalar(node);
    if (node.kind == NodeKind::scalar && std::find(names.begin(), names.end(), name) == names.end()) {
      say(code, node, "no " + std::string(what) + " `" + name + "` is loaded", text::did_you_mean(name, names));
    }
    return name;
  }

  bool truth(const Node& node) {
    const auto value = yaml::as_boolean(node);
    if (!value) say(Code::scenario_form, node, "expected true or false");
    return value.value_or(false);
  }

  Scenario scenario(const Node& node) {
    Scenario made;
    keys(node,
         {"name", "as_at", "subject", "case", "expect", "carry_forward", "edition", "policy", "readings", "assume", "because"});
    made.file = node.source->name;
    made.line = line_of(node);
    if (const Node* name = require(node, "name")) made.name = scalar(*name);
    if (const Node* as_at = require(node, "as_at")) day(*as_at, made.options);
    made.subject = "case";
    if (const Node* subject = node.find("subject")) made.subject = scalar(*subject);
    if (const Node* carry = node.find("carry_forward")) made.options.carry_forward = truth(*carry);
    if (const Node* edition = node.find("edition")) {
      made.options.edition = known(*edition, Code::scenario_unknown_rulebook, "rulebook", rulebooks_);
    }
    if (const Node* policy = node.find("policy")) made.policy = policies(*policy);
    if (const Node* chosen = node.find("readings")) readings(*chosen, made.options);
    if (const Node* assumed = node.find("assume")) assume(*assumed, made.options);
    if (const Node* facts = require(node, "case")) made.facts = *facts;
    const Node* expect = require(node, "expect");
    if (expect && (expect->kind != NodeKind::sequence || expect->items.empty())) {
      say(Code::scenario_form, *expect, "`expect` has to be a list of at least one row");
      expect = nullptr;
    }
    if (expect) {
      for (const Node& row : expect->items) made.expect.push_back(expectation(row));
      for (const Expectation& row : made.expect) {
        for (const Expected& wanted : row.wanted) {
          if (wanted.key == "same_under_all_readings") made.options.all_readings = true;
        }
      }
    }
    return made;
  }

  void day(const Node& node, AssessOptions& options) {
    const std::string text = scalar(node);
    if (const auto instant = DateTime::parse(text)) {
      options.as_at = *instant;
    } else if (const auto date = Date::parse(text)) {
      options.as_at = *date;
    } else {
      say(Code::scenario_form, node, "expected a day as YYYY-MM-DD or a time as YYYY-MM-DDThh:mm");
    }
  }

  std::map<std::string, std::int64_t> policies(const Node& node) {
    std::map<std::string, std::int64_t> values;
    std::vector<std::string_view> names;
    for (const rulebook::Parameter& parameter : program_.parameters) {
      if (parameter.policy) names.push_back(parameter.id);
    }
    for (const yaml::Entry& entry : node.entries) {
      if (std::find(names.begin(), names.end(), entry.key) == names.end()) {
        diagnostics_.push_back(text::diagnose(Code::scenario_unknown_policy, node.source, entry.key_span,
                                              "no policy parameter `" + entry.key + "` is loaded",
                                              text::did_you_mean(entry.key, names)));
      }
      if (const auto value = yaml::as_integer(entry.value))
        values[entry.key] = *value;
      else
        say(Code::scenario_form, entry.value, "expected a whole number");
    }
    return values;
  }

  void readings(const Node& node, AssessOptions& options) {
    if (node.kind != NodeKind::mapping) say(Code::scenario_form, node, "expected readings and their values");
    for (const yaml::Entry& entry : node.entries) {
      std::vector<std::string_view> ids, values;
      for (const rulebook::Reading& reading : program_.readings) {
        ids.push_back(reading.id);
        if (reading.id != entry.key) continue;
        for (const auto& value : reading.values) values.push_back(value.value);
      }
      if (std::find(ids.begin(), ids.end(), entry.key) == ids.end()) {
        diagnostics_.push_back(text::diagnose(Code::scenario_unknown_reading, node.source, entry.key_span,
                                              "no reading `" + entry.key + "` is loaded", text::did_you_mean(entry.key, ids)));
        continue;
      }
      options.readings[entry.key] = known(entry.value, Code::scenario_unknown_reading, "value of `" + entry.key + "`", values);
    }
  }

  void assume(const Node& node, AssessOptions& options) {
    if (node.kind != NodeKind::mapping) say(Code::scenario_form, node, "expected facts and their values");
    for (const yaml::Entry& entry : node.entries) {
      std::string value = "null";
      if (entry.value.kind == NodeKind::scalar) value = entry.value.fragment.text;
      if (entry.value.kind == NodeKind::sequence) value = yaml::write(entry.value);
      Diagnostics refused;
      static_cast<void>(input::read_assumptions(program_, {{entry.key, value}}, refused));
      for (const Diagnostic& why : refused)
        diagnostics_.push_back(text::diagnose(Code::scenario_assumption, node.source, entry.key_span, why.message, why.hint));
      options.assume[entry.key] = std::move(value);
    }
  }

  Expectation expectation(const Node& node) {
    Expectation row;
    row.line = line_of(node);
    keys(node, {"rule", "record", "instance", "status", "due", "trigger", "done", "days", "outcome", "valid_until",
                "valid_until_at_least", "missing", "data_errors", "provisional", "unless", "assumed", "rulebook",
                "edition_policy", "same_under_all_readings"});
    if (const Node* rule = require(node, "rule")) row.rule = known(*rule, Code::scenario_unknown_rule, "rule", rules_);
    for (const yaml::Entry& entry : node.entries) {
      if (entry.key == "rule") continue;
      if (entry.key == "record")
        row.record = scalar(entry.value);
      else if (entry.key == "instance")
        row.instance = entry.value.kind == NodeKind::null ? "" : scalar(entry.value);
      else
        row.wanted.push_back(wanted(entry));
      if (entry.key == "status" || entry.key == "provisional") check_status(entry.value, row.rule);
      if (entry.key == "rulebook") known(entry.value, Code::scenario_unknown_rulebook, "rulebook", rulebooks_);
    }
    if (row.wanted.empty()) say(Code::scenario_form, node, "a row has to expect something of its finding");
    return row;
  }

  Expected wanted(const yaml::Entry& entry) {
    Expected expected;
    expected.key = entry.key;
    if (entry.value.kind == NodeKind::null) {
      expected.null = true;
    } else if (entry.value.kind == NodeKind::sequence) {
      for (const Node& item : entry.value.items) expected.texts.push_back(scalar(item));
      std::sort(expected.texts.begin(), expected.texts.end());
    } else {
      expected.texts.push_back(scalar(entry.value));
    }
    return expected;
  }

  void check_status(const Node& node, const std::string& rule) {
    if (node.kind != NodeKind::scalar) return;
    std::vector<std::string_view> words;
    for (int status = 0; status <= static_cast<int>(Status::not_in_force); ++status)
      words.push_back(to_string(static_cast<Status>(status)));
    for (const program::RulePlan& plan : program_.rules) {
      if (plan.id != rule) continue;
      if (plan.kind == RuleKind::definition) return;  // its value is its word
      if (plan.kind == RuleKind::threshold) {
        for (const program::RowPlan& level : plan.rows) words.push_back(level.name);
      }
    }
    if (std::find(words.begin(), words.end(), node.fragment.text) != words.end()) return;
    say(Code::scenario_unknown_status, node, "`" + node.fragment.text + "` is no status",
        text::did_you_mean(node.fragment.text, words));
  }

  const program::Program& program_;
  Diagnostics& diagnostics_;
  std::vector<std::string_view> rulebooks_, rules_;
};

}  // namespace

std::vector<Scenario> read_scenarios(const SourcePtr& source, const program::Program& program, const Limits& limits,
                                     Diagnostics& diagnostics) {
  const auto root = yaml::read(source, limits);
  if (!root.ok()) {
    diagnostics.insert(diagnostics.end(), root.diagnostics().begin(), root.diagnostics().end());
    return {};
  }
  const Node& node = root.value();
  if (node.kind != NodeKind::mapping || node.entries.empty() || node.entries.front().key != "scenarios") return {};
  return ScenarioReader(program, diagnostics).read(node);
}

}  // namespace dutybound::scenario
