// Types of calls: finds the function's row, puts named arguments into its order, holds each to what it accepts.
#include <algorithm>

#include "feel/checker.hpp"
#include "feel/dialect.hpp"
#include "feel/temporal.hpp"

namespace dutybound::feel {

using text::Code;
using Presence = Parameter::Presence;

namespace {

bool is_moment(Kind kind) { return kind == Kind::date || kind == Kind::date_time; }
bool is_duration(Kind kind) { return kind == Kind::days_duration || kind == Kind::months_duration; }

bool is_ordered(Kind kind) { return kind == Kind::number || kind == Kind::text || is_moment(kind) || is_duration(kind); }

/// "`age(birth, on)`".
std::string signature(const BuiltinEntry& entry) {
  std::string text = "`" + std::string(entry.name) + "(";
  for (std::size_t i = 0; i < entry.parameter_count(); ++i) {
    const Parameter& parameter = entry.parameters[i];
    const bool optional = parameter.presence == Presence::optional;
    text += (i > 0 ? ", " : "") + std::string(parameter.name);
    if (optional) text += "?";
    if (parameter.presence == Presence::repeated || parameter.presence == Presence::spread) text += ", ...";
  }
  return text + ")`";
}

std::string_view wanted(Accepts accepts) {
  switch (accepts) {
    case Accepts::none:
    case Accepts::any:
      return "a value";
    case Accepts::boolean:
      return "true or false";
    case Accepts::number:
      return "a number";
    case Accepts::text:
      return "a text";
    case Accepts::day:
      return "a date or date_time";
    case Accepts::day_or_text:
      return "a date, a date_time or a text";
    case Accepts::scalar:
      return "a number, text, truth, date, date_time or duration";
    case Accepts::amount:
      return "a number or duration";
    case Accepts::text_literal:
      return "a text";
    case Accepts::list:
      return "a list";
    case Accepts::list_of_boolean:
      return "a list of true and false";
    case Accepts::list_of_number:
      return "a list of numbers";
    case Accepts::list_of_ordered:
      return "a list of numbers, texts, dates, date_times or durations";
    case Accepts::list_of_lists:
      return "a list of lists";
    case Accepts::same_list:
      return "a list like the first";
    case Accepts::element:
      return "an element like the list's";
  }
  return {};
}

}  // namespace

Type Checker::call(Node& node) {
  for (auto& child : node.children) check(*child);
  const BuiltinEntry* row = overload(node);
  if (!row) return {};
  if (!node.argument_names.empty() && !order_named(node, *row)) return {};
  if (!right_count(node, *row)) return {};
  node.builtin = static_cast<std::uint32_t>(row - builtins().data());
  if (row->parameters[0].presence == Presence::spread) spread(node);
  bool fits = true;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const Parameter& parameter = row->parameters[std::min(i, row->parameter_count() - 1)];
    if (parameter.accepts == Accepts::element) coerce(*node.children[0], types_.list_of(node.children[i]->type));
    fits = argument(*node.children[i], *row, parameter, node.children[0]->type) && fits;
  }
  if (!fits) return {};
  const auto builtin = static_cast<Builtin>(node.builtin);
  if (builtin == Builtin::negation) {
    const Node& inner = *node.children[0];
    const bool comparison = inner.kind >= NodeKind::equal && inner.kind <= NodeKind::in;
    if (comparison && inner.kind != NodeKind::not_equal) warn_of_event(inner, "negation");
  }
  if (builtin == Builtin::parameter || builtin == Builtin::duration || builtin == Builtin::date)
    return literal_call(node, builtin);
  return result(*row, node.children[0]->type);
}

const BuiltinEntry* Checker::overload(Node& node) {
  const BuiltinEntry* first = nullptr;
  for (const BuiltinEntry& row : builtins()) {
    if (row.name != node.text) continue;
    if (!first) first = &row;
    if (node.argument_names.empty() ? row.parameter_count() == node.children.size()
                                    : row.parameters[0].name == node.argument_names[0].text) {
      return &row;
    }
  }
  if (first) return first;
  const Span span{node.span.begin, node.span.begin + node.text.size()};
  if (is_left_out(node.text)) {
    reporter_.report(Code::feel_unsupported, span, "`" + node.text + "` is not part of the statutory profile",
                     "docs/feel.md lists its functions");
    return nullptr;
  }
  const std::string_view near = nearest_function(node.text);
  reporter_.report(Code::feel_unknown_function, span, "there is no function `" + node.text + "`",
                   near.empty() ? std::string() : "did you mean `" + std::string(near) + "`?");
  return nullptr;
}

bool Checker::order_named(Node& node, const BuiltinEntry& entry) {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> order(entry.parameter_count(), none);  // which argument every parameter gets
  std::vector<std::string_view> candidates;
  for (std::size_t i = 0; i < entry.parameter_count(); ++i) candidates.push_back(entry.parameters[i].name);
  bool sound = true;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const ArgumentName& given = node.argument_names[i];
    const auto found = std::find(candidates.begin(), candidates.end(), given.text);
    if (found == candidates.end()) {
      reporter_.report(Code::feel_unknown_argument, given.span, signature(entry) + " has no argument `" + given.text + "`",
                       text::did_you_mean(given.text, candidates));
      sound = false;
      continue;
    }
    std::size_t& place = order[static_cast<std::size_t>(found - candidates.begin())];
    if (place != none) {
      reporter_.report(Code::feel_unknown_argument, given.span, "`" + given.text + "` is given twice");
      sound = false;
    }
    place = i;
  }
  if (!sound) return false;
  while (!order.empty() && order.back() == none) order.pop_back();
  if (const auto missing = std::find(order.begin(), order.end(), none); missing != order.end()) {
    const Parameter& parameter = entry.parameters[static_cast<std::size_t>(missing - order.begin())];
    reporter_.report(Code::feel_argument_count, node.span, signature(entry) + " needs `" + std::string(parameter.name) + "`");
    return false;
  }
  // Only now that every name fits: what reads the tree after a mistake has to find it whole.
  std::vector<std::unique_ptr<Node>> ordered;
  for (const std::size_t argument : order) ordered.push_back(std::move(node.children[argument]));
  node.children = std::move(ordered);
  node.argument_names.clear();
  return true;
}

bool Checker::right_count(const Node& node, const BuiltinEntry& entry) {
  const std::size_t most = entry.parameter_count();
  const Presence last = entry.parameters[most - 1].presence;
  const bool any_number = last == Presence::repeated || last == Presence::spread;
  const std::size_t least = last == Presence::optional ? most - 1 : most;
  const std::size_t given = node.children.size();
  if (given >= least && (given <= most || any_number)) return true;
  reporter_.report(Code::feel_argument_count, node.span,
                   signature(entry) + " does not take " + std::to_string(given) + (given == 1 ? " argument" : " arguments"));
  return false;
}

/// `min(a, b)` is `min([a, b])`.
void Checker::spread(Node& node) {
  if (node.children.size() == 1 && (node.children[0]->type.kind == Kind::list || open(node.children[0]->type))) return;
  auto list = std::make_unique<Node>();
  list->kind = NodeKind::list_literal;
  list->span = {node.children.front()->span.begin, node.children.back()->span.end};
  list->spread = true;
  list->height = node.height;
  list->children = std::move(node.children);
  list->type = list_literal(*list);
  node.children.clear();
  node.children.push_back(std::move(list));
}

bool Checker::argument(Node& node, const BuiltinEntry& entry, const Parameter& parameter, Type first) {
  const Type element = types_.element_of(first);
  if (parameter.accepts == Accepts::element) coerce(node, element);
  if (parameter.accepts == Accepts::same_list) coerce(node, first);
  const Type type = node.type;
  if (open(type)) return false;
  const Kind kind = type.kind;
  const Kind inner = kind == Kind::list ? types_.element_of(type).kind : Kind::none;
  const bool empty = kind == Kind::list && inner == Kind::none;
  bool fits = true;
  switch (parameter.accepts) {
    case Accepts::none:
    case Accepts::any:
      break;
    case Accepts::boolean:
      fits = kind == Kind::boolean;
      break;
    case Accepts::number:
      fits = kind == Kind::number;
      break;
    case Accepts::text:
    case Accepts::text_literal:
      fits = kind == Kind::text;
      break;
    case Accepts::day:
      fits = is_moment(kind);
      break;
    case Accepts::day_or_text:
      fits = is_moment(kind) || kind == Kind::text;
      break;
    case Accepts::scalar:
      fits = is_ordered(kind) || kind == Kind::boolean;
      break;
    case Accepts::amount:
      fits = kind == Kind::number || is_duration(kind);
      break;
    case Accepts::list:
      fits = kind == Kind::list;
      break;
    case Accepts::list_of_boolean:
      fits = empty || inner == Kind::boolean;
      break;
    case Accepts::list_of_number:
      fits = empty || inner == Kind::number;
      break;
    case Accepts::list_of_ordered:
      fits = empty || is_ordered(inner);
      break;
    case Accepts::list_of_lists:
      fits = empty || inner == Kind::list;
      break;
    case Accepts::same_list:
      fits = kind == Kind::list && same(type, first);
      break;
    case Accepts::element:
      fits = same(type, element);
      break;
  }
  if (!fits) {
    reporter_.report(Code::feel_argument_type, node.span,
                     source(node) + " is " + describe(type) + "; `" + std::string(entry.name) + "` wants " +
                         std::string(wanted(parameter.accepts)) + " as `" + std::string(parameter.name) + "`");
    return false;
  }
  if (parameter.accepts == Accepts::text_literal && node.kind != NodeKind::text_literal) {
    reporter_.report(Code::feel_literal_needed, node.span,
                     "`" + std::string(entry.name) + "` wants a text in quotes as `" + std::string(parameter.name) + "`",
                     "so that it can be checked when the rule is loaded");
    return false;
  }
  return true;
}

Type Checker::result(const BuiltinEntry& entry, Type first) {
  switch (entry.gives) {
    case Gives::boolean:
      return {Kind::boolean};
    case Gives::number:
      return {Kind::number};
    case Gives::text:
      return {Kind::text};
    case Gives::date:
      return {Kind::date};
    case Gives::months_duration:
      return {Kind::months_duration};
    case Gives::duration:
      return {};
    case Gives::argument:
      return first;
    case Gives::element:
      return types_.element_of(first);
    case Gives::list_of_number:
      return types_.list_of({Kind::number});
    case Gives::inner_list:
      while (types_.element_of(first).kind == Kind::list) first = types_.element_of(first);
      return first;
  }
  return {};
}

/// parameter("id"), and duration("P3M") and date("2024-03-28"), which become literals.
Type Checker::literal_call(Node& node, Builtin builtin) {
  Node& text = *node.children[0];
  if (builtin == Builtin::parameter) {
    const auto& known = environment_.parameters;
    if (std::find(known.begin(), known.end(), text.text) == known.end()) {
      const std::vector<std::string_view> candidates(known.begin(), known.end());
      reporter_.report(Code::feel_unknown_parameter, text.span, "there is no parameter `" + text.text + "`",
                       text::did_you_mean(text.text, candidates));
    }
    return {Kind::number};
  }
  if (text.kind != NodeKind::text_literal) return {Kind::date};
  const auto value = parse_temporal(text.text);
  const bool fits = value && (builtin == Builtin::date ? value->kind == Kind::date : is_duration(value->kind));
  if (!fits) {
    reporter_.report(Code::feel_temporal, text.span,
                     "`" + text.text + "` is not a " + (builtin == Builtin::date ? "date" : "duration"),
                     builtin == Builtin::date ? "write `\"2024-03-28\"`" : "write `\"P3M\"`, `\"P5D\"` or `\"PT72H\"`");
    return {};
  }
  std::string literal = std::move(text.text);
  node.kind = NodeKind::temporal_literal;
  node.text = std::move(literal);
  node.literal = *value;
  node.children.clear();
  return {value->kind};
}

}  // namespace dutybound::feel
