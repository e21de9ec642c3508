// A tree back to canonical text: single spaces, only the parentheses that are needed. Entry: to_text.
#include "feel/checker.hpp"
#include "feel/temporal.hpp"

namespace dutybound::feel {
namespace {

/// How tightly each kind of node binds; operands that bind less stand in parentheses.
enum Level { loosest, either, both, comparing, summing, scaling, raising, negating, postfix };

struct Form {
  Level level;
  std::string_view sign;
};

Form form(NodeKind kind) {
  switch (kind) {
    case NodeKind::disjunction:
      return {either, " or "};
    case NodeKind::conjunction:
      return {both, " and "};
    case NodeKind::equal:
      return {comparing, " = "};
    case NodeKind::not_equal:
      return {comparing, " != "};
    case NodeKind::less:
      return {comparing, " < "};
    case NodeKind::less_or_equal:
      return {comparing, " <= "};
    case NodeKind::greater:
      return {comparing, " > "};
    case NodeKind::greater_or_equal:
      return {comparing, " >= "};
    case NodeKind::between:
    case NodeKind::in:
      return {comparing, " in "};
    case NodeKind::add:
      return {summing, " + "};
    case NodeKind::subtract:
      return {summing, " - "};
    case NodeKind::multiply:
      return {scaling, " * "};
    case NodeKind::divide:
      return {scaling, " / "};
    case NodeKind::power:
      return {raising, " ** "};
    case NodeKind::negate:
      return {negating, "-"};
    case NodeKind::conditional:
    case NodeKind::some:
    case NodeKind::every:
    case NodeKind::for_each:
      return {loosest, {}};
    default:
      return {postfix, {}};
  }
}

std::string print(const Node& node, int least);

std::string child(const Node& node, std::size_t i, int least) { return print(*node.children[i], least); }

std::string joined(const Node& node, std::size_t from, std::string_view separator, int least) {
  std::string text;
  for (std::size_t i = from; i < node.children.size(); ++i) {
    if (i > from) text += separator;
    if (i < node.argument_names.size()) text += node.argument_names[i].text + ": ";
    text += child(node, i, least);
  }
  return text;
}

std::string bare(const Node& node) {
  const Form shape = form(node.kind);
  switch (node.kind) {
    case NodeKind::boolean_literal:
    case NodeKind::number_literal:
    case NodeKind::name:
      return node.text;
    case NodeKind::text_literal:
      return quoted(node.text);
    case NodeKind::temporal_literal:
      return "@" + quoted(node.text);
    case NodeKind::list_literal:
      return node.spread ? joined(node, 0, ", ", loosest) : "[" + joined(node, 0, ", ", loosest) + "]";
    case NodeKind::path:
      return child(node, 0, postfix) + "." + node.text;
    case NodeKind::filter:
    case NodeKind::index:
      return child(node, 0, postfix) + "[" + child(node, 1, loosest) + "]";
    case NodeKind::call:
      return node.text + "(" + joined(node, 0, ", ", loosest) + ")";
    case NodeKind::negate:
      return "-" + child(node, 0, negating);
    case NodeKind::add:
    case NodeKind::subtract:
    case NodeKind::multiply:
    case NodeKind::divide:
    case NodeKind::power:
      return child(node, 0, shape.level) + std::string(shape.sign) + child(node, 1, shape.level + 1);
    case NodeKind::equal:
    case NodeKind::not_equal:
    case NodeKind::less:
    case NodeKind::less_or_equal:
    case NodeKind::greater:
    case NodeKind::greater_or_equal:
    case NodeKind::in:
      return child(node, 0, summing) + std::string(shape.sign) + child(node, 1, summing);
    case NodeKind::between:
      return child(node, 0, summing) + " between " + child(node, 1, summing) + " and " + child(node, 2, summing);
    case NodeKind::range:
      return (node.open_start ? "(" : "[") + child(node, 0, loosest) + ".." + child(node, 1, summing) +
             (node.open_end ? ")" : "]");
    case NodeKind::comparison_test:
      return "(" + node.text + " " + child(node, 0, summing) + ")";
    case NodeKind::conjunction:
    case NodeKind::disjunction:
      return joined(node, 0, shape.sign, shape.level + 1);
    case NodeKind::conditional:
      return "if " + child(node, 0, loosest) + " then " + child(node, 1, loosest) + " else " + child(node, 2, loosest);
    case NodeKind::some:
    case NodeKind::every:
      return (node.kind == NodeKind::some ? "some " : "every ") + node.text + " in " + child(node, 0, loosest) + " satisfies " +
             child(node, 1, loosest);
    case NodeKind::for_each:
      return "for " + node.text + " in " + child(node, 0, loosest) + " return " + child(node, 1, loosest);
  }
  return {};
}

std::string print(const Node& node, int least) {
  std::string text = bare(node);
  return form(node.kind).level < least ? "(" + text + ")" : text;
}

}  // namespace

std::string node_text(const Node& node) { return print(node, loosest); }

std::string to_text(const Expression& expression) { return expression.root ? node_text(*expression.root) : std::string(); }

}  // namespace dutybound::feel
