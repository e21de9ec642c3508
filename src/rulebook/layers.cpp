// A changed rule is made as a tree of its own, which the builder of rules then reads like any other.
#include "rulebook/layers.hpp"

#include <algorithm>
#include <set>

#include "rulebook/relaxation.hpp"
#include "yaml/scalar.hpp"

namespace dutybound::rulebook {

using text::Code;
using yaml::Node;

namespace {

/// Keys to which a change adds, in place of taking their place.
constexpr std::string_view added_keys[] = {"source", "interpretation", "notes", "record"};

bool is_added(std::string_view key) {
  return std::find(std::begin(added_keys), std::end(added_keys), key) != std::end(added_keys);
}

/// Puts a key's value in the place of whatever stands there.
void replace(Node& rule, const yaml::Entry& entry) {
  remove_key(rule, entry.key);
  rule.entries.push_back(entry);
}

void append(Node& rule, const yaml::Entry& entry) {
  for (yaml::Entry& own : rule.entries) {
    if (own.key != entry.key || own.value.kind != yaml::NodeKind::sequence) continue;
    own.value.items.insert(own.value.items.end(), entry.value.items.begin(), entry.value.items.end());
    return;
  }
  rule.entries.push_back(entry);
}

/// What a change makes of the national rule. Where the national rule's readings change the same key, they have the change's in
/// its place, so that it holds under every reading, unless the change gives readings of its own.
Node changed(const Node& national, const Node& change) {
  Node rule = national;
  remove_key(rule, "in_force");  // the protocol's own days, within the national rule's: tie_changes
  Node* readings = nullptr;
  for (const yaml::Entry& entry : change.entries) {
    if (entry.key == "changes") continue;
    if (is_added(entry.key)) {
      append(rule, entry);
    } else {
      replace(rule, entry);
    }
  }
  if (change.find("readings")) return rule;
  for (yaml::Entry& entry : rule.entries) {
    if (entry.key == "readings") readings = &entry.value;
  }
  if (!readings) return rule;
  for (Node& alternative : readings->items) {
    for (yaml::Entry& entry : alternative.entries) {
      for (const yaml::Entry& by : change.entries) {
        if (entry.key != "when" && !is_added(by.key) && same_place(entry.key, by.key)) entry = by;
      }
    }
  }
  return rule;
}

bool ends_before(const std::optional<Date>& to, const std::optional<Date>& other) { return to && (!other || *to < *other); }

}  // namespace

std::optional<std::size_t> base_of(const RuleSet& rules, std::size_t rulebook) {
  if (rulebook >= rules.rulebooks.size() || rules.rulebooks[rulebook].extends.empty()) return std::nullopt;
  for (std::size_t i = 0; i < rules.rulebooks.size(); ++i) {
    if (i != rulebook && rules.rulebooks[i].id == rules.rulebooks[rulebook].extends) return i;
  }
  return std::nullopt;
}

void place_layers(const std::vector<const yaml::Node*>& files, RuleSet& rules, Context& context) {
  for (std::size_t i = 0; i < rules.rulebooks.size(); ++i) {
    RulebookModel& layer = rules.rulebooks[i];
    if (layer.extends.empty()) continue;
    const Node& at = get_element(*files[i], "extends");
    const auto base = base_of(rules, i);
    if (!base) {
      std::vector<std::string_view> ids;
      for (const RulebookModel& other : rules.rulebooks) {
        if (other.extends.empty()) ids.push_back(other.id);
      }
      report(context.diagnostics, Code::rulebook_layer_base, at, "there is no rulebook `" + layer.extends + "` to extend",
             text::did_you_mean(layer.extends, ids));
      continue;
    }
    const RulebookModel& below = rules.rulebooks[*base];
    if (!below.extends.empty()) {
      report(context.diagnostics, Code::rulebook_layer_base, at, "`" + below.id + "` is a local protocol itself",
             "extend `" + below.extends + "`");
      continue;
    }
    const Node& period = get_element(*files[i], "in_force");
    if (layer.in_force.from &&
        (layer.in_force.from < below.in_force.from || (below.in_force.to && *below.in_force.to < *layer.in_force.from))) {
      report(context.diagnostics, Code::rulebook_outside_edition, get_element(period, "from"),
             "`" + below.id + "` is not in force on " + layer.in_force.from->to_string(), "begin while it is in force");
    }
    if (!layer.in_force.from) layer.in_force.from = below.in_force.from;
    layer.own_end = ends_before(layer.in_force.to, below.in_force.to);
    if (!layer.own_end) layer.in_force.to = below.in_force.to;
  }
}

namespace {

/// A parameter's rows where a protocol has its own from the first of them on, until (if it ends by itself) the day after `to`.
std::vector<Parameter::Row> overlaid(const std::vector<Parameter::Row>& national, std::vector<Parameter::Row> local,
                                     const std::optional<Date>& to) {
  std::sort(local.begin(), local.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  const std::optional<Date> from = local.front().from;
  std::vector<Parameter::Row> rows;
  Parameter::Row after;
  after.ends = true;
  for (const Parameter::Row& row : national) {
    if (row.from < from) rows.push_back(row);
    if (!to || !row.from || *row.from <= *to) after = row;
  }
  rows.insert(rows.end(), local.begin(), local.end());
  if (!to) return rows;
  after.from = Date::from_number(to->number() + 1);
  rows.push_back(after);
  for (const Parameter::Row& row : national) {
    if (row.from && *after.from < *row.from) rows.push_back(row);
  }
  return rows;
}

/// Reads the values that one protocol gives, and sets them.
class LocalPolicy {
 public:
  LocalPolicy(std::size_t layer, RuleSet& rules, Context& context) : layer_(layer), rules_(rules), context_(context) {}

  void set(const Node& file) {
    for (const Node& item : get_items(file, "policy")) read(item);
    const RulebookModel& layer = rules_.rulebooks[layer_];
    for (auto& [parameter, rows] : rows_) {
      parameter->rows = overlaid(parameter->rows, std::move(rows), layer.own_end ? layer.in_force.to : std::nullopt);
    }
  }

 private:
  void read(const Node& item) {
    const std::string id = get_text(item, "parameter");
    const Node& at = get_element(item, "parameter");
    Parameter* parameter = find(id, at);
    if (!parameter) return;
    for (const Parameter::Row& row : parameter->rows) {
      if (!row.local || *row.local == layer_) continue;
      report(context_.diagnostics, Code::rulebook_layer_policy, at,
             "`" + rules_.rulebooks[*row.local].id + "` gives `" + id + "` a value already", "let one protocol decide it");
      return;
    }
    const InForce& days = rules_.rulebooks[layer_].in_force;
    Parameter::Row row;
    row.from = get_date(item, "from");
    if (!row.from) row.from = days.from;
    if (const Node* value = get(item, "value")) row.value = yaml::as_integer(*value).value_or(0);
    row.source = read_citations(item);
    row.local = layer_;
    if (row.from < days.from || (days.to && row.from && *days.to < *row.from)) {
      report(context_.diagnostics, Code::rulebook_outside_edition, get_element(item, "from"),
             "the protocol is not in force on " + row.from->to_string());
      return;
    }
    std::vector<Parameter::Row>& rows = rows_[parameter];
    if (std::any_of(rows.begin(), rows.end(), [&](const auto& other) { return other.from == row.from; })) {
      report(context_.diagnostics, Code::rulebook_layer_policy, at, "`" + id + "` has a value from that day already",
             "give each value a `from` of its own");
      return;
    }
    rows.push_back(std::move(row));
  }

  Parameter* find(const std::string& id, const Node& at) {
    std::vector<std::string_view> ids;
    for (RulebookModel& rulebook : rules_.rulebooks) {
      for (Parameter& parameter : rulebook.parameters) {
        if (!parameter.policy) continue;
        if (parameter.id == id) return &parameter;
        ids.push_back(parameter.id);
      }
    }
    if (!id.empty()) {
      report(context_.diagnostics, Code::rulebook_layer_policy, at, "there is no policy parameter `" + id + "`",
             text::did_you_mean(id, ids));
    }
    return nullptr;
  }

  std::size_t layer_;
  RuleSet& rules_;
  Context& context_;
  std::map<Parameter*, std::vector<Parameter::Row>> rows_;
};

}  // namespace

void set_local_policy(const std::vector<const yaml::Node*>& files, RuleSet& rules, Context& context) {
  for (std::size_t i = 0; i < rules.rulebooks.size(); ++i) {
    if (base_of(rules, i)) LocalPolicy(i, rules, context).set(*files[i]);
  }
}

void change_rules(const RuleSet& rules, std::vector<RuleTree>& trees, std::deque<yaml::Node>& made, Context& context) {
  std::map<std::pair<std::size_t, std::string>, const Node*> changes;
  for (RuleTree& tree : trees) {
    const Node* change = tree.node;
    if (!change->find("changes")) continue;
    tree.node = nullptr;
    const std::string id = get_text(*change, "changes");
    const Node& at = get_element(*change, "changes");
    const auto base = base_of(rules, tree.rulebook);
    if (!base) {
      if (rules.rulebooks[tree.rulebook].extends.empty()) {
        report(context.diagnostics, Code::rulebook_layer_base, at, "only a local protocol changes rules of another rulebook",
               "say in its rulebook which one it `extends`");
      }
      continue;
    }
    const Node* national = nullptr;
    std::set<std::string> ids;
    for (const RuleTree& other : trees) {
      if (!other.node || other.rulebook != *base || other.change) continue;
      ids.insert(get_text(*other.node, "id"));
      if (get_text(*other.node, "id") == id) national = other.node;
    }
    if (!national) {
      report(context.diagnostics, Code::rulebook_layer_rule, at, "`" + rules.rulebooks[*base].id + "` has no rule `" + id + "`",
             text::did_you_mean(id, {ids.begin(), ids.end()}));
      continue;
    }
    if (const auto [other, first] = changes.try_emplace({*base, id}, change); !first) {
      report(context.diagnostics, Code::rulebook_layer_rule, at,
             "`" + id + "` is changed already, in " + other->second->source->name, "say all that changes in one place");
      continue;
    }
    const std::string kind = get_text(*national, "kind");
    if (kind == "threshold" || kind == "definition") {
      report(context.diagnostics, Code::rulebook_layer_fixed, at,
             "`" + id + "` of " + rules.rulebooks[*base].id + " is a " + kind +
                 ", on which other answers rest: it cannot be changed",
             "add a rule of your own");
      continue;
    }
    made.push_back(changed(*national, *change));
    check_shape(made.back(), rule_element, context.diagnostics);
    tree.node = &made.back();
    tree.change = change;
  }
  trees.erase(std::remove_if(trees.begin(), trees.end(), [](const RuleTree& tree) { return !tree.node; }), trees.end());
}

namespace {

/// The national version that stands under the readings of a changed one.
RuleDraft* national_of(std::vector<RuleDraft>& drafts, const RuleDraft& local) {
  for (RuleDraft& draft : drafts) {
    const auto& ours = local.rule.readings;
    const auto& its = draft.rule.readings;
    if (draft.rulebook == *local.rule.changes && draft.rule.id == local.rule.id &&
        std::includes(ours.begin(), ours.end(), its.begin(), its.end()))
      return &draft;
  }
  return nullptr;
}

}  // namespace

void tie_changes(std::vector<RuleDraft>& drafts, Context& context) {
  for (RuleDraft& local : drafts) {
    if (!local.change) continue;
    const Node& at = get_element(*local.change, "changes");
    const RuleDraft* national = national_of(drafts, local);
    if (!national) {
      report(context.diagnostics, Code::rulebook_layer_rule, get_element(*local.change, "readings"),
             "the national rule turns on readings that these leave out", "name the readings of the national rule too");
      local.rule.changes.reset();
      continue;
    }
    local.rule.changed_rule = national->number;
    InForce& days = local.rule.in_force;
    const InForce& within = national->rule.in_force;
    if (days.from < within.from) days.from = within.from;
    if (ends_before(within.to, days.to)) {
      days.to = within.to;
      local.rule.own_end = national->rule.own_end;
    }
    if (days.from && days.to && *days.to < *days.from) {
      report(context.diagnostics, Code::rulebook_outside_edition, at,
             "the national rule is in force on none of the days of the protocol", "remove the change");
    }
  }
}

void check_changes(std::vector<RuleDraft>& drafts, const RuleSet& rules, Context& context) {
  for (RuleDraft& local : drafts) {
    Diagnostics told;  // a rule of the wrong keys cannot be compared
    if (!local.change || !local.rule.changes || !check_shape(*local.node, rule_element, told)) continue;
    for (const RuleDraft& national : drafts) {
      if (national.rulebook == *local.rule.changes && national.number == local.rule.changed_rule)
        refuse_relaxations(national.rule, local.rule, *local.change, rules, context);
    }
  }
}

}  // namespace dutybound::rulebook
