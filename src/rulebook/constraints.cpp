// Constraints of entities into checked expressions, and what they mark.
#include <algorithm>

#include "rulebook/parts.hpp"

namespace dutybound::rulebook {

namespace {

using text::Code;
using yaml::Node;

/// `icpc.held_at` from an entity: each step but the last a to-one child.
std::optional<Mark> find_mark(const Vocabulary& vocabulary, EntityId entity, std::string_view path) {
  for (;;) {
    const std::size_t dot = path.find('.');
    const auto& attributes = vocabulary.entities[entity].attributes;
    const auto found =
        std::find_if(attributes.begin(), attributes.end(), [&](const Attribute& a) { return a.name == path.substr(0, dot); });
    if (found == attributes.end()) return std::nullopt;
    if (dot == std::string_view::npos) return Mark{entity, static_cast<AttributeId>(found - attributes.begin())};
    if (found->kind != AttributeKind::entity || found->entity == no_entity) return std::nullopt;
    entity = found->entity;
    path.remove_prefix(dot + 1);
  }
}

}  // namespace

void read_constraints(const Node& node, Vocabulary& vocabulary, Context& context) {
  for (const yaml::Entry& entry : get_entries(node, "entities")) {
    const std::vector<Node>& items = get_items(entry.value, "constraints");
    const EntityId id = items.empty() ? no_entity : find_entity(vocabulary, entry.key);
    if (id == no_entity) continue;
    Entity& entity = vocabulary.entities[id];
    feel::Environment environment;
    environment.types = vocabulary.types.get();
    environment.variables = names_of_constraint(vocabulary, id);
    for (const Node& item : items) {
      Constraint constraint;
      constraint.id = get_text(item, "id");
      constraint.because = get_text(item, "because");
      constraint.that = read_feel(get(item, "that"), context);
      check_feel(constraint.that, environment, context, feel::Type{feel::Kind::boolean, 0});
      for (const Node& path : get_items(item, "marks")) {
        if (const auto mark = find_mark(vocabulary, id, path.fragment.text)) {
          constraint.marks.push_back(*mark);
        } else if (context.names_known) {
          std::vector<std::string_view> names;
          for (const Attribute& attribute : entity.attributes) names.push_back(attribute.name);
          report(context.diagnostics, Code::rulebook_unknown_mark, path,
                 "`" + path.fragment.text + "` is no attribute of `" + entity.name + "` or of its to-one children",
                 text::did_you_mean(path.fragment.text, names));
        }
      }
      const bool twice = std::any_of(entity.constraints.begin(), entity.constraints.end(),
                                     [&](const Constraint& c) { return c.id == constraint.id; });
      if (twice && !constraint.id.empty()) {
        report(context.diagnostics, Code::rulebook_duplicate_name, get_element(item, "id"),
               "`" + entity.name + "` has a constraint `" + constraint.id + "` already");
      }
      entity.constraints.push_back(std::move(constraint));
    }
  }
}

}  // namespace dutybound::rulebook
