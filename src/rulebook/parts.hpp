// The builders behind read(): each turns one checked kind of element into its part of the model. Internal to this folder.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rulebook/read.hpp"
#include "rulebook/shape.hpp"

namespace dutybound::rulebook {

/// What every builder is given.
struct Context {
  Diagnostics& diagnostics;
  const Limits& limits;
  /// Whether names can be resolved: false once the vocabulary has errors, since what would follow from them is noise. FEEL is
  /// still parsed.
  bool names_known = true;
  /// Names that definitions at fault would have defined: that others do not find them is no news.
  std::vector<std::string> broken_definitions = {};
};

/// A rule on the way: its tree is kept until its expressions can be checked.
struct RuleDraft {
  const yaml::Node* node = nullptr;
  const yaml::Node* change = nullptr;  ///< the element of a local protocol that made it out of a national rule, if one did
  std::size_t rulebook = 0;
  std::size_t number = 0;  ///< among the rules of its rulebook
  Rule rule;
};

/// A rule's tree and the rulebook that has the rule: it stands in a file of the rulebook, or was made out of another's.
struct RuleTree {
  const yaml::Node* node = nullptr;
  std::size_t rulebook = 0;
  const yaml::Node* change = nullptr;  ///< as RuleDraft::change
};

/// Whether two keys of a rule stand in each other's place: the same key, or keys that exclude each other.
[[nodiscard]] bool same_place(std::string_view a, std::string_view b);
/// Removes what stands in a key's place.
void remove_key(yaml::Node& node, std::string_view key);

/// A rule's whole tree as it stands under one combination of the readings that it names.
struct Version {
  yaml::Node node;
  std::map<std::string, std::string> readings;
};

/// How many versions readings may give one rule.
inline constexpr std::size_t most_versions = 64;

[[nodiscard]] Vocabulary read_vocabulary(const yaml::Node& node, Context& context);
/// Checks every constraint: a vocabulary's second half, after its tree stands.
void read_constraints(const yaml::Node& node, Vocabulary& vocabulary, Context& context);

/// Whom rules protect, after the tree stands.
void read_protects(const yaml::Node& node, Vocabulary& vocabulary, Context& context);

/// Null where the known span cannot be read.
[[nodiscard]] std::shared_ptr<const Calendar> read_calendar(const yaml::Node& node, const std::vector<Holiday>& closures,
                                                            Context& context);

[[nodiscard]] RulebookModel read_rulebook(const yaml::Node& node, Context& context);
[[nodiscard]] InForce read_period(const yaml::Node& node, std::string_view key, Context& context);
[[nodiscard]] std::vector<Citation> read_citations(const yaml::Node& node);

/// Adds to `trees` the rules that rulebooks share from others. `files`: the rulebooks' trees; what is made goes to `made`.
void share_rules(const std::vector<const yaml::Node*>& files, const RuleSet& rules, std::vector<RuleTree>& trees,
                 std::deque<yaml::Node>& made, Context& context);
/// One for each combination of the readings that the rule names, that of the defaults first.
[[nodiscard]] std::vector<Version> versions_of(const yaml::Node& rule, const RuleSet& rules, Context& context);
/// What versions of one rule have to have in common.
void check_versions(const std::vector<RuleDraft>& drafts, const RuleSet& rules, Context& context);

/// Everything of a rule that needs no names but its entity's.
[[nodiscard]] Rule read_rule_head(const yaml::Node& node, const RulebookModel& rulebook, const Vocabulary& vocabulary,
                                  Context& context);
/// Its expressions, under the names of its entity.
void read_rule_body(const yaml::Node& node, Rule& rule, const RuleSet& rules, Context& context);
/// Whom it protects.
void read_protected(const yaml::Node& node, Rule& rule, const Vocabulary& vocabulary, Context& context);
/// Types every definition in the order in which they need each other, adds them to the records' fields and to
/// `rules.definitions`.
void read_definitions(std::vector<RuleDraft>& drafts, RuleSet& rules, Context& context);

// Names in scope.

/// For a rule about that entity.
[[nodiscard]] std::vector<feel::Variable> names_of_rule(const Vocabulary& vocabulary, EntityId entity);
/// For a constraint of that entity.
[[nodiscard]] std::vector<feel::Variable> names_of_constraint(const Vocabulary& vocabulary, EntityId entity);
/// A rule's whole environment: names and parameters. Without an entity there is nothing to check against, and check_feel lets it
/// be.
[[nodiscard]] feel::Environment environment_of(const RuleSet& rules, EntityId entity);
/// Makes a name that several editions define lead to that rulebook's definition, or for others to the latest edition's.
void show_definitions_of(std::size_t rulebook, const std::vector<RuleDraft>& drafts, RuleSet& rules);

/// Words of FEEL, and keys that every document has.
[[nodiscard]] bool is_reserved(std::string_view name);
/// The index of an entity by name, or no_entity.
[[nodiscard]] EntityId find_entity(const Vocabulary& vocabulary, std::string_view name);
/// Reports an entity that does not exist, with the nearest one.
void report_unknown_entity(const Vocabulary& vocabulary, const yaml::Node& at, Context& context);

// FEEL.

/// Parsed; empty where it does not parse or the node is no text (both reported).
[[nodiscard]] feel::Expression read_feel(const yaml::Node* node, Context& context);
/// Checks what was parsed; with `expected`, that it has that type. An expression that is at fault is reported and left empty.
bool check_feel(feel::Expression& expression, const feel::Environment& environment, Context& context,
                std::optional<feel::Type> expected = std::nullopt);

// Afterwards.

/// Warnings about rules: no source, nobody whom they protect, unused parameters, levels that cannot be reached, comparisons with
/// oneself. `rulebooks`: the trees of their files.
void lint(const std::vector<RuleDraft>& drafts, const std::vector<const yaml::Node*>& rulebooks, const Vocabulary& vocabulary,
          Context& context);
/// Warns of texts in `[...]`, anywhere in a file, that a comma without quotes has cut in two.
void report_split_texts(const yaml::Node& node, Diagnostics& diagnostics);
/// SHA-256 in hexadecimal over name, zero byte, text, zero byte of each file, in order of name.
[[nodiscard]] std::string digest(std::vector<SourcePtr> files);
/// SHA-256 in hexadecimal over all that an answer can depend on but the facts and the options of an assessment: the engine's
/// version, every file with its name, local protocols apart, values of policy parameters, closure days, limits.
[[nodiscard]] std::string digest(const Files& files, const Limits& limits);

}  // namespace dutybound::rulebook
