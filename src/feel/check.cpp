// Types and references of names, operators, lists and conditions. Entry: check.
#include "feel/check.hpp"

#include <algorithm>

#include "feel/checker.hpp"
#include "feel/temporal.hpp"

namespace dutybound::feel {

using text::Code;

bool Checker::same(Type a, Type b) const {
  if (a == b || open(a) || open(b)) return true;
  return a.kind == Kind::list && b.kind == Kind::list && same(types_.element_of(a), types_.element_of(b));
}

Type Checker::check(Node& node) {
  node.type = type_of(node);
  return node.type;
}

Type Checker::type_of(Node& node) {
  switch (node.kind) {
    case NodeKind::boolean_literal:
    case NodeKind::number_literal:
    case NodeKind::text_literal:
      return literal(node);
    case NodeKind::temporal_literal:
      return temporal(node);
    case NodeKind::list_literal:
      return list_literal(node);
    case NodeKind::name:
      return name(node);
    case NodeKind::path:
      return path(node);
    case NodeKind::filter:
    case NodeKind::index:
      return filter(node);
    case NodeKind::call:
      return call(node);
    case NodeKind::negate:
      return negative(node);
    case NodeKind::add:
      return arithmetic(node, Arithmetic::add);
    case NodeKind::subtract:
      return arithmetic(node, Arithmetic::subtract);
    case NodeKind::multiply:
      return arithmetic(node, Arithmetic::multiply);
    case NodeKind::divide:
      return arithmetic(node, Arithmetic::divide);
    case NodeKind::power:
      return arithmetic(node, Arithmetic::power);
    case NodeKind::equal:
    case NodeKind::not_equal:
    case NodeKind::less:
    case NodeKind::less_or_equal:
    case NodeKind::greater:
    case NodeKind::greater_or_equal: {
      Node& a = *node.children[0];
      Node& b = *node.children[1];
      check(a);
      check(b);
      comparable(node, a, b, node.kind != NodeKind::equal && node.kind != NodeKind::not_equal);
      if (node.kind == NodeKind::not_equal) warn_of_event(node, "`!=`");
      return boolean_type;
    }
    case NodeKind::between:
      for (auto& child : node.children) check(*child);
      comparable(node, *node.children[0], *node.children[1], true);
      comparable(node, *node.children[0], *node.children[2], true);
      return boolean_type;
    case NodeKind::in:
      return in(node);
    case NodeKind::range:
      return left_out(node, "a range as a value", "use it on the right of `in`");
    case NodeKind::comparison_test:
      return left_out(node, "a test as a value", "use it on the right of `in`");
    case NodeKind::conjunction:
    case NodeKind::disjunction:
      conditions(node);
      return boolean_type;
    case NodeKind::conditional:
      return conditional(node);
    case NodeKind::some:
    case NodeKind::every:
      return quantifier(node);
    case NodeKind::for_each:
      return iteration(node);
  }
  return {};
}

Type Checker::left_out(const Node& node, const std::string& what, const std::string& hint) {
  reporter_.report(Code::feel_unsupported, node.span, what + " is not part of the statutory profile", hint);
  return {};
}

std::string Checker::day_hint(const Node& moment) const {
  return "take its day: `date(" + std::string(reporter_.text(moment.span)) + ")`";
}

Type Checker::literal(Node& node) {
  if (node.kind == NodeKind::boolean_literal) {
    node.literal = Cell::boolean(node.text == "true");
    return boolean_type;
  }
  if (node.kind == NodeKind::text_literal) {
    node.literal = Cell::text(node.text);
    return text_type;
  }
  const auto value = Decimal::parse(node.text);
  if (!value) {
    reporter_.report(Code::feel_number, node.span, source(node) + " is too large for a number");
    return {};
  }
  node.literal = Cell::number(*value);
  return number_type;
}

Type Checker::temporal(Node& node) {
  if (const auto value = parse_temporal(node.text)) {
    node.literal = *value;
    return {value->kind};
  }
  if (looks_like_time(node.text)) {
    return left_out(node, "a time of day", "write the whole moment, `@\"2024-03-28T" + node.text.substr(0, 5) + "\"`");
  }
  reporter_.report(Code::feel_temporal, node.span, "`" + node.text + "` is no date, date and time or duration that there can be",
                   "write `@\"2024-03-28\"`, `@\"2024-03-28T09:30\"`, `@\"P3M\"` or `@\"PT72H\"`");
  return {};
}

Type Checker::list_literal(Node& node) {
  for (auto& child : node.children) check(*child);
  const auto enumeration = std::find_if(node.children.begin(), node.children.end(),
                                        [](const auto& child) { return child->type.kind == Kind::enumeration; });
  if (enumeration != node.children.end()) {
    for (auto& child : node.children) coerce(*child, (*enumeration)->type);
  }
  Type element;
  for (auto& child : node.children) {
    if (open(child->type)) continue;
    if (open(element)) element = child->type;
    if (same(child->type, element)) continue;
    const bool days = mixes_day_and_time(child->type, element);
    reporter_.report(days ? Code::feel_date_with_date_time : Code::feel_mixed_list, child->span,
                     source(*child) + " is " + describe(child->type) + ", the elements before it are " + describe(element),
                     days ? day_hint(child->type.kind == Kind::date_time ? *child : *node.children.front()) : "");
    break;
  }
  return types_.list_of(element);
}

std::string Checker::hint_for_name(std::string_view wanted) const {
  std::vector<std::string_view> candidates;
  for (const Binder& binder : binders_) {
    candidates.push_back(binder.name);
    if (!binder.filter || binder.type.kind != Kind::record) continue;
    for (const Field& field : types_.records[binder.type.detail].fields) candidates.push_back(field.name);
  }
  for (const Variable& variable : environment_.variables) {
    candidates.push_back(variable.name);
    if (variable.type.kind == Kind::record && types_.records[variable.type.detail].find(wanted) >= 0) {
      return "did you mean `" + variable.name + "." + std::string(wanted) + "`?";
    }
  }
  return text::did_you_mean(wanted, candidates);
}

Type Checker::name(Node& node) {
  for (auto binder = binders_.rbegin(); binder != binders_.rend(); ++binder) {
    const RecordType* record =
        binder->filter && binder->type.kind == Kind::record ? &types_.records[binder->type.detail] : nullptr;
    if (const int field = record ? record->find(node.text) : -1; field >= 0) {
      node.reference = {Reference::Of::field_of_item, binder->id, static_cast<std::uint32_t>(field)};
      binder->used = true;
      return record->fields[static_cast<std::size_t>(field)].type;
    }
    if (binder->name == node.text) {
      node.reference = {Reference::Of::iteration, binder->id, 0};
      binder->used = true;
      return binder->type;
    }
  }
  for (const Variable& variable : environment_.variables) {
    if (variable.name != node.text) continue;
    node.reference = {Reference::Of::variable, variable.id, 0};
    return variable.type;
  }
  const bool in_open_filter =
      std::any_of(binders_.begin(), binders_.end(), [](const Binder& b) { return b.filter && open(b.type); });
  if (in_open_filter) return {};
  reporter_.report(Code::feel_unknown_name, node.span, "`" + node.text + "` is not a name in scope", hint_for_name(node.text));
  return {};
}

Type Checker::path(Node& node) {
  Node& base = *node.children[0];
  const Type of = check(base);
  if (open(of)) return {};
  const Type element = of.kind == Kind::list ? types_.element_of(of) : of;
  if (of.kind == Kind::list && open(element)) return of;
  if (element.kind != Kind::record) {
    reporter_.report(Code::feel_not_a_record, node.span,
                     source(base) + " is " + describe(of) + " and has no field `" + node.text + "`",
                     element.kind == Kind::list ? "join the lists first: `flatten(...)`" : "");
    return {};
  }
  const RecordType& record = types_.records[element.detail];
  const int field = record.find(node.text);
  if (field < 0) {
    std::vector<std::string_view> candidates;
    for (const Field& f : record.fields) candidates.push_back(f.name);
    reporter_.report(Code::feel_unknown_field, {node.span.end - node.text.size(), node.span.end},
                     "`" + node.text + "` is not a field of " + record.name, text::did_you_mean(node.text, candidates));
    return {};
  }
  node.field = static_cast<std::uint32_t>(field);
  const Type found = record.fields[node.field].type;
  return of.kind == Kind::list ? types_.list_of(found) : found;
}

Type Checker::element(Node& list, std::string_view why) {
  const Type type = check(list);
  if (open(type)) return {};
  if (type.kind == Kind::list) return types_.element_of(type);
  reporter_.report(Code::feel_not_a_list, list.span, source(list) + " is " + describe(type) + ", not a list", std::string(why));
  return {};
}

Type Checker::filter(Node& node) {
  Node& list = *node.children[0];
  Node& inside = *node.children[1];
  const Type item = element(list, "only a list can be filtered");
  node.binder = next_binder_++;
  binders_.push_back({"item", item, node.binder, true});
  const Type type = check(inside);
  const bool uses_item = binders_.back().used;
  binders_.pop_back();
  if (type.kind == Kind::number && !uses_item) {
    node.kind = NodeKind::index;
    position(inside);
    return item;
  }
  if (open(list.type)) return {};
  condition(inside);
  return list.type;
}

void Checker::position(Node& node) {
  const Node& digits = node.kind == NodeKind::negate ? *node.children[0] : node;
  if (digits.kind != NodeKind::number_literal) return;
  const auto whole = digits.literal.payload.number.to_integer();
  if (whole && *whole != 0) return;
  reporter_.report(Code::feel_position, node.span, source(node) + " is not a position in a list",
                   "the first element is `[1]`, the last `[-1]`");
}

Type Checker::quantifier(Node& node) {
  const Type item = element(*node.children[0], "`some` and `every` go through a list");
  node.binder = next_binder_++;
  binders_.push_back({node.text, item, node.binder, false});
  check(*node.children[1]);
  condition(*node.children[1]);
  binders_.pop_back();
  return boolean_type;
}

Type Checker::iteration(Node& node) {
  const Type item = element(*node.children[0], "`for` goes through a list");
  node.binder = next_binder_++;
  binders_.push_back({node.text, item, node.binder, false});
  const Type result = check(*node.children[1]);
  binders_.pop_back();
  return open(result) ? Type{} : types_.list_of(result);
}

void Checker::expect(Node& node, Type wanted) {
  coerce(node, wanted);
  if (same(node.type, wanted)) return;
  const bool days = mixes_day_and_time(node.type, wanted);
  reporter_.report(days ? Code::feel_date_with_date_time : Code::feel_expected_type, node.span,
                   source(node) + " is " + describe(node.type) + ", wanted is " + describe(wanted),
                   days && wanted.kind == Kind::date ? day_hint(node) : "");
}

bool check(Expression& expression, const Environment& environment, Diagnostics& diagnostics, std::optional<Type> expected) {
  Diagnostics found;
  Reporter reporter(expression.fragment, found);
  Checker checker(environment, reporter);
  checker.check(*expression.root);
  if (expected) checker.expect(*expression.root, *expected);
  text::arrange(found);
  const bool sound = !has_errors(found);
  diagnostics.insert(diagnostics.end(), found.begin(), found.end());
  return sound;
}

}  // namespace dutybound::feel
