// Sorts files by what they are, and lets the builders turn them into one RuleSet.
#include "rulebook/read.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "rulebook/layers.hpp"
#include "rulebook/parts.hpp"

namespace dutybound::rulebook {

using text::Code;
using yaml::Node;

namespace {

std::string folder(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(name.substr(0, slash));
}

std::string first_key(const Node& node) {
  return node.kind == yaml::NodeKind::mapping && !node.entries.empty() ? node.entries.front().key : std::string();
}

class FilesReader {
 public:
  FilesReader(const Files& files, const Limits& limits)
      : files_(files), diagnostics_(files.documents.diagnostics), context_{diagnostics_, limits} {
    diagnostics_.insert(diagnostics_.end(), files.layers.diagnostics.begin(), files.layers.diagnostics.end());
  }

  Result<RuleSet> read() {
    sort();
    if (vocabulary_)
      read_names();
    else
      missing("a vocabulary", "vocabulary:");
    if (calendar_)
      rules_.calendar = read_calendar(*calendar_, files_.closures, context_);
    else
      missing("a calendar", "calendar:");
    read_rulebooks();
    if (vocabulary_) read_rules();
    text::arrange(diagnostics_);
    if (has_errors(diagnostics_)) return std::move(diagnostics_);
    rules_.digest = digest(files_, context_.limits);
    return {std::move(rules_), std::move(diagnostics_)};
  }

 private:
  /// Checks every file's keys, and puts it where it belongs.
  void sort() {
    for (const Node& node : files_.documents.trees) sort(node);
    for (const Node& node : files_.layers.trees) {
      layer_sources_.insert(node.source.get());
      sort(node);
    }
  }

  void sort(const Node& node) {
    report_split_texts(node, diagnostics_);
    const std::string key = first_key(node);
    const Element* element = file_element(key);
    if (!element) {
      unknown(node, key);
    } else if (!element->elsewhere) {
      check_shape(node, *element, diagnostics_);
      if (key == "vocabulary") only(vocabulary_, node);
      if (key == "calendar") only(calendar_, node);
      if (key == "rulebook") add_rulebook(node);
      if (key == "rules") rule_files_.push_back(&node);
    }
  }

  /// Whether two files lie in one folder; folders of local protocols are apart from the others.
  [[nodiscard]] bool together(const Node& a, const Node& b) const {
    return folder(a.source->name) == folder(b.source->name) &&
           layer_sources_.count(a.source.get()) == layer_sources_.count(b.source.get());
  }

  void unknown(const Node& node, const std::string& key) {
    std::vector<std::string_view> keys;
    for (const Element* element : file_elements()) keys.push_back(element->keys.front().name);
    const bool mapping = node.kind == yaml::NodeKind::mapping && !node.entries.empty();
    diagnostics_.push_back(text::diagnose(
        Code::rulebook_unknown_file, node.source, mapping ? node.entries.front().key_span : node.span,
        mapping ? "the first key of a file says what it is, and `" + key + "` says nothing" : "the file is no mapping",
        mapping ? text::did_you_mean(key, keys) : "begin with `rules:`, say"));
  }

  void only(const Node*& slot, const Node& node) {
    if (slot) {
      diagnostics_.push_back(text::diagnose(Code::rulebook_second_file, node.source, node.entries.front().key_span,
                                            "there is a " + first_key(node) + " already, in " + slot->source->name));
    } else {
      slot = &node;
    }
  }

  void add_rulebook(const Node& node) {
    for (const Node* other : rulebook_files_) {
      if (!together(*other, node)) continue;
      diagnostics_.push_back(text::diagnose(Code::rulebook_second_file, node.source, node.entries.front().key_span,
                                            "the folder has a rulebook already, in " + other->source->name,
                                            "give it a folder of its own"));
      return;
    }
    rulebook_files_.push_back(&node);
  }

  void missing(const std::string& what, const std::string& key) {
    diagnostics_.push_back(text::diagnose(Code::rulebook_file_missing, nullptr, {}, "there is no file of " + what,
                                          "add a file that begins with `" + key + "`"));
  }

  void read_names() {
    const std::size_t before = diagnostics_.size();
    // The shape of the vocabulary's own file counts too: an attribute that was not understood is one that rules will not find.
    const bool shape_is_sound = std::none_of(diagnostics_.begin(), diagnostics_.end(),
                                             [&](const Diagnostic& d) { return d.source == vocabulary_->source; });
    rules_.vocabulary = read_vocabulary(*vocabulary_, context_);
    context_.names_known = shape_is_sound && diagnostics_.size() == before;
    read_constraints(*vocabulary_, rules_.vocabulary, context_);
    read_protects(*vocabulary_, rules_.vocabulary, context_);
  }

  void read_rulebooks() {
    for (const Node* node : rulebook_files_) {
      RulebookModel rulebook = read_rulebook(*node, context_);
      std::vector<const Node*> books{node};
      shared_from(books);
      std::vector<SourcePtr> parts;
      for (const Node* book : books) {
        parts.push_back(book->source);
        for (const Node* file : rule_files_) {
          if (together(*file, *book)) parts.push_back(file->source);
        }
      }
      rulebook.digest = digest(std::move(parts));
      if (rulebook.extends.empty() && layer_sources_.count(node->source.get()) != 0) {
        report(diagnostics_, Code::rulebook_layer_base, get_element(*node, "rulebook"),
               "`" + rulebook.id + "` is loaded as a local protocol and does not say what it extends", "add `extends:`");
      }
      check_rulebook(rulebook, *node);
      rules_.rulebooks.push_back(std::move(rulebook));
    }
    place_layers(rulebook_files_, rules_, context_);
    set_local_policy(rulebook_files_, rules_, context_);
    for (const auto& [id, value] : files_.policy) set_policy(id, value);
  }

  /// Adds the rulebooks that these share rules from: what they say judges by these.
  void shared_from(std::vector<const Node*>& books) const {
    for (std::size_t i = 0; i < books.size(); ++i) {
      for (const Node& share : get_items(*books[i], "shares")) {
        for (const Node* other : rulebook_files_) {
          const bool meant = get_text(*other, "rulebook") == get_text(share, "from");
          if (meant && std::find(books.begin(), books.end(), other) == books.end()) books.push_back(other);
        }
      }
    }
  }

  /// Against those that were read before it.
  void check_rulebook(const RulebookModel& rulebook, const Node& node) {
    for (const RulebookModel& other : rules_.rulebooks) {
      if (other.id == rulebook.id && !rulebook.id.empty()) {
        report(diagnostics_, Code::rulebook_duplicate_name, get_element(node, "rulebook"),
               "there is a rulebook `" + rulebook.id + "` already");
      }
      const bool apart = (other.in_force.to && rulebook.in_force.from && *other.in_force.to < *rulebook.in_force.from) ||
                         (rulebook.in_force.to && other.in_force.from && *rulebook.in_force.to < *other.in_force.from);
      if (other.series == rulebook.series && !apart) {
        report(diagnostics_, Code::rulebook_overlapping_editions, get_element(node, "in_force"),
               "`" + other.id + "` of the same series is in force on some of these days", "end one before the other begins");
      }
    }
    std::vector<std::string> parameters, readings;
    for (const RulebookModel& other : rules_.rulebooks) {
      for (const Parameter& parameter : other.parameters) parameters.push_back(parameter.id);
      for (const Reading& reading : other.readings) readings.push_back(reading.id);
    }
    check_ids(node, "parameters", "a parameter", std::move(parameters));
    check_ids(node, "readings", "a reading", std::move(readings));
  }

  void check_ids(const Node& node, std::string_view key, const std::string& what, std::vector<std::string> taken) {
    for (const Node& item : get_items(node, key)) {
      const std::string id = get_text(item, "id");
      if (!id.empty() && std::find(taken.begin(), taken.end(), id) != taken.end()) {
        report(diagnostics_, Code::rulebook_duplicate_name, get_element(item, "id"),
               "there is " + what + " `" + id + "` already");
      }
      taken.push_back(id);
    }
  }

  void set_policy(const std::string& id, std::int64_t value) {
    std::vector<std::string_view> ids;
    for (RulebookModel& rulebook : rules_.rulebooks) {
      for (Parameter& parameter : rulebook.parameters) {
        if (!parameter.policy) continue;
        if (parameter.id == id) {
          parameter.rows = {{std::nullopt, value, {}}};
          return;
        }
        ids.push_back(parameter.id);
      }
    }
    diagnostics_.push_back(text::diagnose(Code::rulebook_not_policy, nullptr, {}, "there is no policy parameter `" + id + "`",
                                          text::did_you_mean(id, ids)));
  }

  void read_rules() {
    std::vector<RuleTree> trees = gather_rules();
    share_rules(rulebook_files_, rules_, trees, made_, context_);
    change_rules(rules_, trees, made_, context_);
    // In the order of rulebooks, and within one in the order of its files, then of what it shares.
    std::stable_sort(trees.begin(), trees.end(), [](const RuleTree& a, const RuleTree& b) { return a.rulebook < b.rulebook; });
    std::vector<RuleDraft> drafts;
    for (const RuleTree& tree : trees) draft(tree, drafts);
    for (std::size_t i = 1; i < drafts.size(); ++i) {
      if (drafts[i].rulebook == drafts[i - 1].rulebook) drafts[i].number = drafts[i - 1].number + 1;
    }
    tie_changes(drafts, context_);
    check_versions(drafts, rules_, context_);

    read_definitions(drafts, rules_, context_);
    for (std::size_t i = 0; i < drafts.size(); ++i) {
      if (i == 0 || drafts[i].rulebook != drafts[i - 1].rulebook) show_definitions_of(drafts[i].rulebook, drafts, rules_);
      read_rule_body(*drafts[i].node, drafts[i].rule, rules_, context_);
    }
    show_definitions_of(static_cast<std::size_t>(-1), drafts, rules_);
    check_changes(drafts, rules_, context_);
    // Where a file could not be read, what seems unused may be used there.
    lint(drafts,
         has_errors(files_.documents.diagnostics) || has_errors(files_.layers.diagnostics) ? std::vector<const Node*>()
                                                                                           : rulebook_files_,
         rules_.vocabulary, context_);
    for (RuleDraft& draft : drafts) rules_.rulebooks[draft.rulebook].rules.push_back(std::move(draft.rule));
  }

  /// Every rule that stands in a file.
  std::vector<RuleTree> gather_rules() {
    std::vector<RuleTree> trees;
    for (const Node* file : rule_files_) {
      const auto home =
          std::find_if(rulebook_files_.begin(), rulebook_files_.end(), [&](const Node* node) { return together(*node, *file); });
      if (home == rulebook_files_.end()) {
        diagnostics_.push_back(text::diagnose(Code::rulebook_file_missing, file->source, file->entries.front().key_span,
                                              "the folder of these rules has no rulebook",
                                              "add a file that begins with `rulebook:`"));
        continue;
      }
      for (const Node& node : get_items(*file, "rules")) {
        if (node.kind != yaml::NodeKind::mapping) continue;
        const RuleTree tree{&node, static_cast<std::size_t>(home - rulebook_files_.begin())};
        check_id(tree);
        trees.push_back(tree);
      }
    }
    return trees;
  }

  void check_id(const RuleTree& tree) {
    const std::string& id = get_element(*tree.node, "id").fragment.text;
    if (id.empty()) return;
    std::vector<RuleTree>& before = of_id_[id];
    const auto taken = std::find_if(before.begin(), before.end(), [&](const RuleTree& other) {
      return other.rulebook == tree.rulebook || rules_.rulebooks[other.rulebook].series != rules_.rulebooks[tree.rulebook].series;
    });
    if (taken != before.end()) {
      report(diagnostics_, Code::rulebook_duplicate_rule, get_element(*tree.node, "id"),
             "there is a rule `" + id + "` already, in " + taken->node->source->name);
    }
    before.push_back(tree);
  }

  /// A rule in each of its versions.
  void draft(const RuleTree& tree, std::vector<RuleDraft>& drafts) {
    const auto add = [&](const Node& node, std::map<std::string, std::string> readings) {
      drafts.push_back({&node, tree.change, tree.rulebook, 0,
                        read_rule_head(node, rules_.rulebooks[tree.rulebook], rules_.vocabulary, context_)});
      drafts.back().rule.readings = std::move(readings);
      if (tree.change) drafts.back().rule.changes = base_of(rules_, tree.rulebook);
    };
    std::vector<Version> versions;
    if (get(*tree.node, "readings")) versions = versions_of(*tree.node, rules_, context_);
    if (versions.empty()) add(*tree.node, {});
    for (Version& version : versions) {
      made_.push_back(std::move(version.node));
      add(made_.back(), std::move(version.readings));
    }
  }

  const Files& files_;
  Diagnostics diagnostics_;
  Context context_;
  std::set<const Source*> layer_sources_;
  const Node* vocabulary_ = nullptr;
  const Node* calendar_ = nullptr;
  std::vector<const Node*> rulebook_files_;
  std::vector<const Node*> rule_files_;
  std::deque<Node> made_;  ///< trees of rules that stand in no file as they are; their addresses are stable
  std::map<std::string, std::vector<RuleTree>> of_id_;  ///< in the order of the files
  RuleSet rules_;
};

}  // namespace

Result<RuleSet> read(const Files& files, const Limits& limits) { return FilesReader(files, limits).read(); }

}  // namespace dutybound::rulebook
