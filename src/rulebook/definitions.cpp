// Derived facts: typed in the order in which they need each other, then fields of their entities.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "rulebook/layers.hpp"

namespace dutybound::rulebook {

using text::Code;

namespace {

bool mentions(const feel::Node& node, std::string_view name) {
  using K = feel::NodeKind;
  if ((node.kind == K::name || node.kind == K::path) && node.text == name) return true;
  return std::any_of(node.children.begin(), node.children.end(), [&](const auto& child) { return mentions(*child, name); });
}

class DefinitionReader {
 public:
  DefinitionReader(std::vector<RuleDraft>& drafts, RuleSet& rules, Context& context)
      : drafts_(drafts), rules_(rules), context_(context) {}

  void read() {
    std::vector<RuleDraft*> pending;
    for (RuleDraft& draft : drafts_) {
      if (draft.rule.kind != RuleKind::definition) continue;
      draft.rule.value = read_feel(get(*draft.node, "value"), context_);
      if (!context_.names_known) continue;
      if (draft.rule.value && draft.rule.for_each != no_entity && !draft.rule.defines.empty() && name_is_free(draft)) {
        pending.push_back(&draft);
      } else {
        context_.broken_definitions.push_back(draft.rule.defines);
      }
      defined_[{draft.rule.for_each, draft.rule.defines}].push_back(&draft);
    }
    // Each round types what needs only what is typed already; what is left fails for a reason of its own, or waits for what
    // fails.
    for (std::size_t left = pending.size() + 1; pending.size() < left;) {
      left = pending.size();
      pending.erase(std::remove_if(pending.begin(), pending.end(), [&](RuleDraft* draft) { return settle(*draft); }),
                    pending.end());
    }
    explain(pending);
  }

 private:
  bool name_is_free(const RuleDraft& draft) {
    const Rule& rule = draft.rule;
    const yaml::Node& at = get_element(*draft.node, "defines");
    const auto taken = [&](std::string message) {
      report(context_.diagnostics, Code::rulebook_definition_name, at, std::move(message), "choose another name");
      return false;
    };
    if (is_reserved(rule.defines)) return taken("`" + rule.defines + "` is a word that FEEL or every document keeps for itself");
    const Entity& entity = rules_.vocabulary.entities[rule.for_each];
    for (const Attribute& attribute : entity.attributes) {
      if (attribute.name == rule.defines) return taken("`" + entity.name + "` has an attribute `" + rule.defines + "` already");
    }
    if (!rules_.rulebooks[draft.rulebook].extends.empty() && is_anyones(draft)) {
      return taken("something else is called `" + rule.defines + "` already, which a local protocol may not hide");
    }
    for (const RuleDraft* other : defined_[{rule.for_each, rule.defines}]) {
      const bool edition = other->rulebook != draft.rulebook &&
                           rules_.rulebooks[other->rulebook].series == rules_.rulebooks[draft.rulebook].series;
      if (!edition) return taken("`" + other->rule.id + "` defines `" + rule.defines + "` of `" + entity.name + "` already");
    }
    return true;
  }

  /// Inside a filter an element's fields hide other names: a new one must not change what a national rule says.
  [[nodiscard]] bool is_anyones(const RuleDraft& draft) const {
    const std::string& name = draft.rule.defines;
    const auto& entities = rules_.vocabulary.entities;
    return std::any_of(entities.begin(), entities.end(),
                       [&](const Entity& entity) {
                         return entity.name == name ||
                                std::any_of(entity.attributes.begin(), entity.attributes.end(),
                                            [&](const Attribute& attribute) { return attribute.name == name; });
                       }) ||
           std::any_of(drafts_.begin(), drafts_.end(),
                       [&](const RuleDraft& other) { return other.rulebook != draft.rulebook && other.rule.defines == name; });
  }

  /// Tries to type it with what is there; adds it if that works.
  bool settle(RuleDraft& draft) {
    Diagnostics ignored;
    if (!check(draft, ignored)) return false;
    const feel::Type type = draft.rule.value.type();
    if (type.kind == feel::Kind::none || type.kind == feel::Kind::record || type.kind == feel::Kind::list) {
      report(context_.diagnostics, Code::rulebook_definition_type, get_element(*draft.node, "value"),
             "the value of a definition cannot be " + rules_.vocabulary.types->describe(type),
             "define a single value: a truth, a number, a text, a date");
      context_.broken_definitions.push_back(draft.rule.defines);
      return true;
    }
    const bool may_be_null = type.kind == feel::Kind::date || type.kind == feel::Kind::date_time;
    rules_.vocabulary.types->records[draft.rule.for_each].fields.push_back({draft.rule.defines, type, may_be_null});
    rules_.definitions.push_back({draft.rule.for_each, draft.rule.defines, draft.rulebook, draft.number, type});
    return true;
  }

  bool check(RuleDraft& draft, Diagnostics& diagnostics) {
    // One that was added since is of that rulebook, and shown in it.
    if (shown_to_ != draft.rulebook) show_definitions_of(draft.rulebook, drafts_, rules_);
    shown_to_ = draft.rulebook;
    // The checker works in place: each attempt begins with the text.
    Context quiet{diagnostics, context_.limits, true, context_.broken_definitions};
    draft.rule.value = read_feel(get(*draft.node, "value"), quiet);
    return check_feel(draft.rule.value, environment_of(rules_, draft.rule.for_each), quiet);
  }

  void explain(const std::vector<RuleDraft*>& failed) {
    for (const RuleDraft* draft : failed) context_.broken_definitions.push_back(draft->rule.defines);
    std::vector<const RuleDraft*> in_cycle;
    for (RuleDraft* draft : failed) draft->rule.value = read_feel(get(*draft->node, "value"), context_);
    for (const RuleDraft* draft : failed) {
      std::vector<const RuleDraft*> way{draft};
      std::vector<const RuleDraft*> seen;
      if (std::find(in_cycle.begin(), in_cycle.end(), draft) != in_cycle.end() || !leads_back(draft, way, seen, failed)) continue;
      std::string text;
      for (const RuleDraft* step : way) text += "`" + step->rule.defines + "` needs ";
      report(context_.diagnostics, Code::rulebook_definition_cycle, get_element(*draft->node, "defines"),
             text + "`" + draft->rule.defines + "`", "a definition cannot need itself");
      in_cycle.insert(in_cycle.end(), way.begin(), way.end());
    }
    for (RuleDraft* draft : failed) {
      if (std::find(in_cycle.begin(), in_cycle.end(), draft) == in_cycle.end()) check(*draft, context_.diagnostics);
    }
  }

  /// Extends `way` by definitions that each need the next, until the last needs the first.
  static bool leads_back(const RuleDraft* first, std::vector<const RuleDraft*>& way, std::vector<const RuleDraft*>& seen,
                         const std::vector<RuleDraft*>& failed) {
    const feel::Node& value = *way.back()->rule.value.root;
    if (mentions(value, first->rule.defines)) return true;
    for (const RuleDraft* next : failed) {
      if (std::find(seen.begin(), seen.end(), next) != seen.end() || !mentions(value, next->rule.defines)) continue;
      seen.push_back(next);
      way.push_back(next);
      if (leads_back(first, way, seen, failed)) return true;
      way.pop_back();
    }
    return false;
  }

  std::vector<RuleDraft>& drafts_;
  RuleSet& rules_;
  Context& context_;
  std::map<std::pair<EntityId, std::string_view>, std::vector<const RuleDraft*>>
      defined_;                          ///< by those looked at, in their order
  std::optional<std::size_t> shown_to_;  ///< the rulebook of the last show_definitions_of
};

}  // namespace

void read_definitions(std::vector<RuleDraft>& drafts, RuleSet& rules, Context& context) {
  DefinitionReader(drafts, rules, context).read();
}

void show_definitions_of(std::size_t rulebook, const std::vector<RuleDraft>& drafts, RuleSet& rules) {
  using Place = std::pair<EntityId, std::string_view>;
  const std::optional<std::size_t> base = base_of(rules, rulebook);
  std::set<Place> own, bases;  // that the rulebook defines itself, and the one that it extends
  for (const RuleDraft& draft : drafts) {
    if (draft.rule.defines.empty()) continue;
    if (draft.rulebook == rulebook) own.emplace(draft.rule.for_each, draft.rule.defines);
    if (base && draft.rulebook == *base) bases.emplace(draft.rule.for_each, draft.rule.defines);
  }
  const auto from = [&](const Definition& definition) {
    return rules.rulebooks[definition.rulebook].in_force.from.value_or(Date::from_number(-1'000'000));
  };
  std::map<Place, Date> latest;
  for (const Definition& definition : rules.definitions) {
    const auto [place, added] = latest.try_emplace({definition.entity, definition.name}, from(definition));
    if (!added) place->second = std::max(place->second, from(definition));
  }
  std::vector<std::size_t> next_field;
  for (const Entity& entity : rules.vocabulary.entities) next_field.push_back(entity.attributes.size());
  for (const Definition& definition : rules.definitions) {
    const Place name{definition.entity, definition.name};
    const bool shown = own.count(name) != 0     ? definition.rulebook == rulebook
                       : bases.count(name) != 0 ? definition.rulebook == *base
                                                : from(definition) == latest.at(name);
    feel::Field& field = rules.vocabulary.types->records[definition.entity].fields[next_field[definition.entity]++];
    field.name = shown ? definition.name : definition.name + "@" + rules.rulebooks[definition.rulebook].id;
  }
}

}  // namespace dutybound::rulebook
