// FEEL out of YAML: parse, check, and keep quiet about what only follows from another mistake.
#include <algorithm>

#include "rulebook/parts.hpp"

namespace dutybound::rulebook {

using yaml::Node;

feel::Expression read_feel(const Node* node, Context& context) {
  if (!node || node->kind != yaml::NodeKind::scalar || node->fragment.text.empty()) return {};
  Result<feel::Expression> parsed = feel::parse(node->fragment, context.limits);
  context.diagnostics.insert(context.diagnostics.end(), parsed.diagnostics().begin(), parsed.diagnostics().end());
  return parsed.ok() ? std::move(parsed.value()) : feel::Expression();
}

bool check_feel(feel::Expression& expression, const feel::Environment& environment, Context& context,
                std::optional<feel::Type> expected) {
  if (!expression || !environment.types || !context.names_known) return false;
  Diagnostics found;
  const bool sound = feel::check(expression, environment, found, expected);
  for (Diagnostic& diagnostic : found) {
    const auto& broken = context.broken_definitions;
    if (std::find(broken.begin(), broken.end(), diagnostic.underlined()) == broken.end())
      context.diagnostics.push_back(std::move(diagnostic));
  }
  if (!sound) expression.root.reset();
  return sound;
}

}  // namespace dutybound::rulebook
