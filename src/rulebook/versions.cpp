// The versions of a rule: those that editions share, and those under other readings of the sources. Each is made as a tree of its
// own, which the builder of rules then reads like any other.
#include <algorithm>
#include <set>

#include "rulebook/parts.hpp"

namespace dutybound::rulebook {

using text::Code;
using yaml::Node;

namespace {

const Key* key_of_rule(std::string_view name) {
  const auto key = std::find_if(rule_element.keys.begin(), rule_element.keys.end(), [&](const Key& k) { return k.name == name; });
  return key == rule_element.keys.end() ? nullptr : &*key;
}

}  // namespace

bool same_place(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const Key* first = key_of_rule(a);
  const Key* second = key_of_rule(b);
  return first && second && first->group != '\0' && first->group == second->group;
}

void remove_key(Node& node, std::string_view key) {
  node.entries.erase(std::remove_if(node.entries.begin(), node.entries.end(),
                                    [&](const yaml::Entry& entry) { return same_place(entry.key, key); }),
                     node.entries.end());
}

namespace {

const Node* with_id(const std::vector<RuleTree>& trees, std::size_t rulebook, std::string_view id) {
  for (const RuleTree& tree : trees) {
    if (tree.rulebook == rulebook && get_element(*tree.node, "id").fragment.text == id) return tree.node;
  }
  return nullptr;
}

using Choices = std::map<std::string, std::string>;

/// The versions of one rule under the combinations of readings that it names.
class Alternatives {
 public:
  Alternatives(const Node& rule, const RuleSet& rules, Context& context) : rule_(rule), rules_(rules), context_(context) {}

  std::vector<Version> versions() {
    for (const Node& item : get_items(rule_, "readings")) add(item);
    std::stable_sort(alternatives_.begin(), alternatives_.end(),
                     [](const Alternative& a, const Alternative& b) { return a.when.size() < b.when.size(); });
    every_value_is_mentioned();
    std::size_t count = 1;
    for (const Reading* reading : named_) count *= reading->values.size();
    if (count > most_versions) {
      report(context_.diagnostics, Code::rulebook_too_many_readings, get_element(rule_, "id"),
             "the readings that it names have " + std::to_string(count) + " combinations, and " + std::to_string(most_versions) +
                 " is the most",
             "name fewer readings");
      return {};
    }
    std::vector<Version> versions;
    for (std::size_t n = 0; n < count; ++n) versions.push_back(version(combination(n)));
    return versions;
  }

 private:
  struct Alternative {
    Choices when;
    const Node* node = nullptr;
  };

  [[nodiscard]] const Reading* find(std::string_view id) const {
    for (const RulebookModel& rulebook : rules_.rulebooks) {
      for (const Reading& reading : rulebook.readings) {
        if (reading.id == id) return &reading;
      }
    }
    return nullptr;
  }

  void add(const Node& item) {
    Alternative alternative{{}, &item};
    bool sound = true;
    for (const yaml::Entry& entry : get_entries(item, "when")) {
      const Reading* reading = find(entry.key);
      const std::string& value = entry.value.fragment.text;
      if (!reading) {
        std::vector<std::string_view> ids;
        for (const RulebookModel& rulebook : rules_.rulebooks) {
          for (const Reading& each : rulebook.readings) ids.push_back(each.id);
        }
        context_.diagnostics.push_back(text::diagnose(Code::rulebook_unknown_reading, item.source, entry.key_span,
                                                      "there is no reading `" + entry.key + "`",
                                                      text::did_you_mean(entry.key, ids)));
        sound = false;
        continue;
      }
      std::vector<std::string_view> values;
      for (const Reading::Value& each : reading->values) values.push_back(each.value);
      if (std::find(values.begin(), values.end(), value) == values.end()) {
        report(context_.diagnostics, Code::rulebook_unknown_reading, entry.value,
               "the reading `" + entry.key + "` has no value `" + value + "`", text::did_you_mean(value, values));
        sound = false;
        continue;
      }
      if (std::find(named_.begin(), named_.end(), reading) == named_.end()) named_.push_back(reading);
      alternative.when[entry.key] = value;
    }
    if (item.kind == yaml::NodeKind::mapping && item.entries.size() == 1) {
      report(context_.diagnostics, Code::rulebook_missing_key, item, "an alternative has to say what changes",
             "add the keys that stand in place of the rule's own");
    }
    if (sound && !alternative.when.empty()) alternatives_.push_back(std::move(alternative));
    all_sound_ = all_sound_ && sound;
  }

  void every_value_is_mentioned() {
    if (!all_sound_) return;
    for (const Reading* reading : named_) {
      for (const Reading::Value& value : reading->values) {
        if (value.value == reading->default_value) continue;
        const bool mentioned = std::any_of(alternatives_.begin(), alternatives_.end(), [&](const Alternative& alternative) {
          const auto chosen = alternative.when.find(reading->id);
          return chosen != alternative.when.end() && chosen->second == value.value;
        });
        if (mentioned) continue;
        report(context_.diagnostics, Code::rulebook_reading_not_covered, get_element(rule_, "id"),
               "nothing says how the rule reads under `" + reading->id + ": " + value.value + "`",
               "add an entry to its `readings` that names it");
      }
    }
  }

  /// The first is that of the defaults.
  [[nodiscard]] Choices combination(std::size_t number) const {
    Choices choices;
    for (const Reading* reading : named_) {
      const std::size_t at = number % reading->values.size();
      number /= reading->values.size();
      std::vector<std::string> values{reading->default_value};
      for (const Reading::Value& value : reading->values) {
        if (value.value != reading->default_value) values.push_back(value.value);
      }
      choices[reading->id] = values[std::min(at, values.size() - 1)];
    }
    return choices;
  }

  Version version(Choices choices) {
    Version version{rule_, std::move(choices)};
    remove_key(version.node, "readings");
    const yaml::Entry* counting = nullptr;
    for (std::size_t i = 0; i < alternatives_.size(); ++i) {
      if (!includes(version.readings, alternatives_[i].when)) continue;
      for (const yaml::Entry& entry : alternatives_[i].node->entries) {
        if (entry.key == "when") continue;
        check_conflict(i, entry, version.readings);
        if (entry.key == "counting") {
          counting = &entry;
        } else if (key_of_rule(entry.key)) {
          remove_key(version.node, entry.key);
          version.node.entries.push_back(entry);
        }
      }
    }
    if (counting) count(version.node, *counting);
    check_shape(version.node, rule_element, context_.diagnostics);
    return version;
  }

  /// Whatever clock the rule has by now counts as the entry says.
  void count(Node& node, const yaml::Entry& counting) {
    for (yaml::Entry& entry : node.entries) {
      const Key* key = key_of_rule(entry.key);
      if (!key || key->group != 'c' || entry.value.kind != yaml::NodeKind::mapping) continue;
      remove_key(entry.value, "counting");
      entry.value.entries.push_back(counting);
      return;
    }
    context_.diagnostics.push_back(text::diagnose(Code::rulebook_needs_clock, node.source, counting.key_span,
                                                  "`counting` says how a clock counts, and the rule has none", "give a clock"));
  }

  static bool includes(const Choices& all, const Choices& some) {
    return std::includes(all.begin(), all.end(), some.begin(), some.end());
  }

  /// Of two that change the same, one has to be the more particular.
  void check_conflict(std::size_t number, const yaml::Entry& entry, const Choices& choices) {
    const Alternative& later = alternatives_[number];
    for (std::size_t i = 0; i < number; ++i) {
      const Alternative& earlier = alternatives_[i];
      const bool particular = earlier.when != later.when && includes(later.when, earlier.when);
      if (particular || !includes(choices, earlier.when)) continue;
      for (const yaml::Entry& other : earlier.node->entries) {
        if (other.key == "when" || !same_place(other.key, entry.key)) continue;
        context_.diagnostics.push_back(text::diagnose(Code::rulebook_reading_conflict, later.node->source, entry.key_span,
                                                      "another entry changes `" + other.key + "` under the same readings",
                                                      "add an entry whose `when` names the readings of both"));
      }
    }
  }

  const Node& rule_;
  const RuleSet& rules_;
  Context& context_;
  std::vector<Alternative> alternatives_;
  std::vector<const Reading*> named_;
  bool all_sound_ = true;
};

/// Adds what rulebooks share from others, until nothing more is found: an edition may share what another shares.
class Shares {
 public:
  Shares(const std::vector<const Node*>& files, const RuleSet& rules, std::vector<RuleTree>& trees, std::deque<Node>& made,
         Context& context)
      : files_(files), rules_(rules), trees_(trees), made_(made), context_(context) {}

  void read() {
    for (std::size_t rulebook = 0; rulebook < files_.size(); ++rulebook) {
      for (const Node& share : get_items(*files_[rulebook], "shares")) collect(share, rulebook);
    }
    for (std::size_t before = wanted_.size() + 1; wanted_.size() < before;) {
      before = wanted_.size();
      wanted_.erase(std::remove_if(wanted_.begin(), wanted_.end(), [&](const Wanted& wanted) { return settle(wanted); }),
                    wanted_.end());
    }
    for (const Wanted& wanted : wanted_) unknown(wanted);
  }

 private:
  struct Wanted {
    const Node* share;
    const Node* id;
    std::size_t from, to;
  };

  void collect(const Node& share, std::size_t rulebook) {
    const std::string id = get_text(share, "from");
    const auto& rulebooks = rules_.rulebooks;
    const auto from = std::find_if(rulebooks.begin(), rulebooks.end(), [&](const RulebookModel& r) { return r.id == id; });
    if (id.empty()) return;
    if (from == rulebooks.end()) {
      std::vector<std::string_view> ids;
      for (const RulebookModel& each : rulebooks) ids.push_back(each.id);
      report(context_.diagnostics, Code::rulebook_unknown_share, get_element(share, "from"), "there is no rulebook `" + id + "`",
             text::did_you_mean(id, ids));
      return;
    }
    const auto index = static_cast<std::size_t>(from - rulebooks.begin());
    if (index == rulebook || from->series != rulebooks[rulebook].series) {
      report(context_.diagnostics, Code::rulebook_unknown_share, get_element(share, "from"),
             "`" + id + "` is no other edition of the series `" + rulebooks[rulebook].series + "`",
             "share from an edition of the same series");
      return;
    }
    for (const Node& rule : get_items(share, "rules")) {
      if (rule.kind == yaml::NodeKind::scalar) wanted_.push_back({&share, &rule, index, rulebook});
    }
  }

  bool settle(const Wanted& wanted) {
    const std::string& id = wanted.id->fragment.text;
    const Node* original = with_id(trees_, wanted.from, id);
    if (!original) return false;
    if (with_id(trees_, wanted.to, id)) {
      report(context_.diagnostics, Code::rulebook_duplicate_rule, *wanted.id, "the rulebook has a rule `" + id + "` already");
      return true;
    }
    Node rule = *original;
    remove_key(rule, "in_force");
    if (get(*wanted.share, "source")) replace(rule, *wanted.share, "source");
    if (const Node* more = get(*wanted.share, "interpretation")) {
      Node all = *more;
      const std::vector<Node>& own = get_items(rule, "interpretation");
      all.items.insert(all.items.begin(), own.begin(), own.end());
      remove_key(rule, "interpretation");
      rule.entries.push_back({"interpretation", more->span, std::move(all)});
    }
    made_.push_back(std::move(rule));
    trees_.push_back({&made_.back(), wanted.to});
    return true;
  }

  static void replace(Node& rule, const Node& share, std::string_view key) {
    for (const yaml::Entry& entry : share.entries) {
      if (entry.key != key) continue;
      remove_key(rule, key);
      rule.entries.push_back(entry);
    }
  }

  void unknown(const Wanted& wanted) {
    const std::string& id = wanted.id->fragment.text;
    std::set<std::string> ids;
    for (const RuleTree& tree : trees_) {
      if (tree.rulebook == wanted.from) ids.insert(get_text(*tree.node, "id"));
    }
    report(context_.diagnostics, Code::rulebook_unknown_share, *wanted.id,
           "`" + rules_.rulebooks[wanted.from].id + "` has no rule `" + id + "`",
           text::did_you_mean(id, {ids.begin(), ids.end()}));
  }

  const std::vector<const Node*>& files_;
  const RuleSet& rules_;
  std::vector<RuleTree>& trees_;
  std::deque<Node>& made_;
  Context& context_;
  std::vector<Wanted> wanted_;
};

}  // namespace

void share_rules(const std::vector<const Node*>& files, const RuleSet& rules, std::vector<RuleTree>& trees,
                 std::deque<Node>& made, Context& context) {
  Shares(files, rules, trees, made, context).read();
}

std::vector<Version> versions_of(const Node& rule, const RuleSet& rules, Context& context) {
  return Alternatives(rule, rules, context).versions();
}

void check_versions(const std::vector<RuleDraft>& drafts, const RuleSet& rules, Context& context) {
  std::map<std::string, std::vector<const RuleDraft*>> groups;
  for (const RuleDraft& draft : drafts) groups[draft.rule.id].push_back(&draft);
  for (const auto& [id, versions] : groups) {
    const Rule& first = versions.front()->rule;
    std::set<std::string> named;
    for (const RuleDraft* version : versions) {
      for (const auto& [reading, value] : version->rule.readings) named.insert(reading);
      if (id.empty() || (version->rule.kind == first.kind && version->rule.for_each == first.for_each)) continue;
      context.diagnostics.push_back(text::diagnose(
          Code::rulebook_version_differs, version->rule.file, version->rule.span,
          "the rule `" + id + "` of " + first.file->name + " has another `kind` or `for_each`", "give it an id of its own"));
    }
    std::size_t count = 1;
    for (const RulebookModel& rulebook : rules.rulebooks) {
      for (const Reading& reading : rulebook.readings) {
        if (named.count(reading.id) != 0 && count <= most_versions) count *= reading.values.size();
      }
    }
    if (count <= most_versions) continue;
    context.diagnostics.push_back(
        text::diagnose(Code::rulebook_too_many_readings, first.file, first.span,
                       "the readings that its versions name have more than " + std::to_string(most_versions) + " combinations",
                       "name fewer readings"));
  }
}

}  // namespace dutybound::rulebook
