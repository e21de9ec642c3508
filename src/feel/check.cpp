// Types and references of names, operators, lists and conditions. Entry: check.
#include "feel/check.hpp"

#include <algorithm>

#include "feel/checker.hpp"
#include "feel/temporal.hpp"

namespace dutybound::feel {

using text::Code;

namespace {

constexpr Type boolean_type{Kind::boolean};
constexpr Type number_type{Kind::number};
constexpr Type text_type{Kind::text};

bool has_order(Kind kind) {
  return kind == Kind::number || kind == Kind::text || kind == Kind::date || kind == Kind::date_time || kind == Kind::days_duration ||
         kind == Kind::months_duration;
}

bool mixes_day_and_time(Type a, Type b) {
  return (a.kind == Kind::date && b.kind == Kind::date_time) || (a.kind == Kind::date_time && b.kind == Kind::date);
}

}  // namespace

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
    case NodeKind::text_literal: return literal(node);
    case NodeKind::temporal_literal: return temporal(node);
    case NodeKind::list_literal: return list_literal(node);
    case NodeKind::name: return name(node);
    case NodeKind::path: return path(node);
    case NodeKind::filter:
    case NodeKind::index: return filter(node);
    case NodeKind::call: return call(node);
    case NodeKind::negate: return negative(node);
    case NodeKind::add: return arithmetic(node, Arithmetic::add);
    case NodeKind::subtract: return arithmetic(node, Arithmetic::subtract);
    case NodeKind::multiply: return arithmetic(node, Arithmetic::multiply);
    case NodeKind::divide: return arithmetic(node, Arithmetic::divide);
    case NodeKind::power: return arithmetic(node, Arithmetic::power);
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
    case NodeKind::in: return in(node);
    case NodeKind::range: return left_out(node, "a range as a value", "use it on the right of `in`");
    case NodeKind::comparison_test: return left_out(node, "a test as a value", "use it on the right of `in`");
    case NodeKind::conjunction:
    case NodeKind::disjunction: conditions(node); return boolean_type;
    case NodeKind::conditional: return conditional(node);
    case NodeKind::some:
    case NodeKind::every: return quantifier(node);
    case NodeKind::for_each: return iteration(node);
  }
  return {};
}

Type Checker::left_out(const Node& node, const std::string& what, const std::string& hint) {
  reporter_.report(Code::feel_unsupported, node.span, what + " is not part of the statutory profile", hint);
  return {};
}

std::string Checker::day_hint(const Node& moment) const { return "take its day: `date(" + std::string(reporter_.text(moment.span)) + ")`"; }

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
    const RecordType* record = binder->filter && binder->type.kind == Kind::record ? &types_.records[binder->type.detail] : nullptr;
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
  const bool in_open_filter = std::any_of(binders_.begin(), binders_.end(), [](const Binder& b) { return b.filter && open(b.type); });
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
    reporter_.report(Code::feel_not_a_record, node.span, source(base) + " is " + describe(of) + " and has no field `" + node.text + "`",
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

Type Checker::negative(Node& node) {
  Node& operand = *node.children[0];
  const Type type = check(operand);
  const bool fits = type.kind == Kind::number || type.kind == Kind::days_duration || type.kind == Kind::months_duration;
  if (open(type) || fits) return type;
  reporter_.report(Code::feel_operand_types, node.span, source(operand) + " is " + describe(type) + " and has no negative");
  return {};
}

Type Checker::arithmetic(Node& node, Arithmetic op) {
  Node& a = *node.children[0];
  Node& b = *node.children[1];
  const Type left = check(a);
  const Type right = check(b);
  if (open(left) || open(right)) return {};
  if (const Kind kind = kind_of(op, left.kind, right.kind); kind != Kind::none) return {kind};
  if (op == Arithmetic::subtract && mixes_day_and_time(left, right)) {
    reporter_.report(Code::feel_date_with_date_time, node.span,
                     source(a) + " is " + describe(left) + ", " + source(b) + " is " + describe(right),
                     day_hint(left.kind == Kind::date_time ? a : b));
    return {};
  }
  std::string hint;
  const bool moment = left.kind == Kind::date || left.kind == Kind::date_time;
  if (moment && right.kind == Kind::number) hint = "add a duration such as `@\"P5D\"`, or use `add working days(date, n)`";
  if (left.kind == Kind::text && right.kind == Kind::text) hint = "texts are not joined in the statutory profile";
  reporter_.report(Code::feel_operand_types, node.span,
                   source(a) + " is " + describe(left) + ", " + source(b) + " is " + describe(right) + ": there is no such arithmetic",
                   hint);
  return {};
}

Type Checker::comparable(Node& whole, Node& a, Node& b, bool ordered) {
  coerce_both(a, b);
  if (open(a.type) || open(b.type)) return boolean_type;
  const std::string types = source(a) + " is " + describe(a.type) + ", " + source(b) + " is " + describe(b.type);
  if (mixes_day_and_time(a.type, b.type)) {
    reporter_.report(Code::feel_date_with_date_time, whole.span, types, day_hint(a.type.kind == Kind::date_time ? a : b));
  } else if (!same(a.type, b.type)) {
    reporter_.report(Code::feel_comparison_types, whole.span, types + ": they cannot be compared");
  } else if (ordered && !has_order(a.type.kind)) {
    reporter_.report(Code::feel_no_order, whole.span, "values of type " + describe(a.type) + " have no order", "compare with `=` or `in`");
  }
  return boolean_type;
}

Type Checker::in(Node& node) {
  Node& value = *node.children[0];
  Node& right = *node.children[1];
  check(value);
  const bool list_of_tests = right.kind == NodeKind::list_literal;
  if (list_of_tests) {
    for (auto& child : right.children) test(value, *child);
    right.type = types_.list_of(value.type);
  } else {
    test(value, right);
  }
  return boolean_type;
}

void Checker::test(Node& value, Node& test) {
  if (test.kind == NodeKind::range || test.kind == NodeKind::comparison_test) {
    const bool equality = test.kind == NodeKind::comparison_test && (test.text == "=" || test.text == "!=");
    for (auto& end : test.children) {
      check(*end);
      comparable(test, value, *end, !equality);
    }
    test.type = boolean_type;
    return;
  }
  check(test);
  if (test.type.kind == Kind::list && value.type.kind != Kind::list) {
    const Type element = types_.element_of(test.type);
    coerce(value, element);
    if (same(value.type, element)) return;
    reporter_.report(Code::feel_comparison_types, test.span,
                     source(value) + " is " + describe(value.type) + ", " + source(test) + " is " + describe(test.type) +
                         ": it cannot be in there");
    return;
  }
  comparable(test, value, test, false);
}

void Checker::condition(Node& node) {
  if (open(node.type) || node.type.kind == Kind::boolean) return;
  std::string hint;
  const std::string written(reporter_.text(node.span));
  if (node.type.kind == Kind::date || node.type.kind == Kind::date_time) hint = "ask `happened(" + written + ")`, or compare it";
  if (node.type.kind == Kind::enumeration) {
    hint = "compare it: `" + written + " = \"" + types_.enumerations[node.type.detail].values.front() + "\"`";
  }
  if (node.type.kind == Kind::list) hint = "ask `count(" + written + ") > 0`, or use `some` or `every`";
  reporter_.report(Code::feel_condition, node.span, source(node) + " is " + describe(node.type) + ", not true or false", hint);
}

/// and, or: what `happened(...)` in a conjunction vouches for needs no warning beside it.
void Checker::conditions(Node& node) {
  const std::size_t before = happened_.size();
  if (node.kind == NodeKind::conjunction) {
    for (const auto& child : node.children) {
      if (child->kind == NodeKind::call && child->text == "happened" && child->children.size() == 1) {
        happened_.push_back(node_text(*child->children[0]));
      }
    }
  }
  for (auto& child : node.children) {
    check(*child);
    condition(*child);
  }
  happened_.resize(before);
}

Type Checker::conditional(Node& node) {
  Node& yes = *node.children[1];
  Node& no = *node.children[2];
  check(*node.children[0]);
  condition(*node.children[0]);
  check(yes);
  check(no);
  coerce_both(yes, no);
  if (!same(yes.type, no.type)) {
    const bool days = mixes_day_and_time(yes.type, no.type);
    reporter_.report(days ? Code::feel_date_with_date_time : Code::feel_branch_types, node.span,
                     source(yes) + " is " + describe(yes.type) + ", " + source(no) + " is " + describe(no.type),
                     days ? day_hint(yes.type.kind == Kind::date_time ? yes : no) : "give both branches one type");
    return {};
  }
  return open(yes.type) ? no.type : yes.type;
}

void Checker::coerce_both(Node& a, Node& b) {
  coerce(a, b.type);
  coerce(b, a.type);
}

void Checker::coerce(Node& node, Type wanted) {
  if (wanted.kind == Kind::list && node.type.kind == Kind::list) {
    const Type element = types_.element_of(wanted);
    if (element.kind == Kind::enumeration && node.kind == NodeKind::list_literal && types_.element_of(node.type).kind == Kind::text) {
      for (auto& child : node.children) coerce(*child, element);
      node.type = wanted;
    }
    if (open(types_.element_of(node.type))) node.type = wanted;
    return;
  }
  if (wanted.kind != Kind::enumeration || node.type.kind != Kind::text) return;
  if (node.kind == NodeKind::conditional) {
    coerce(*node.children[1], wanted);
    coerce(*node.children[2], wanted);
    if (same(node.children[1]->type, node.children[2]->type)) node.type = node.children[1]->type;
    return;
  }
  if (node.kind != NodeKind::text_literal) return;
  const EnumerationType& enumeration = types_.enumerations[wanted.detail];
  const int value = enumeration.find(node.text);
  if (value >= 0) {
    node.literal = Cell::enumeration(value);
    node.type = wanted;
    return;
  }
  std::vector<std::string_view> candidates(enumeration.values.begin(), enumeration.values.end());
  std::string hint = text::did_you_mean(node.text, candidates);
  if (hint.empty()) {
    for (const std::string_view candidate : candidates) hint += (hint.empty() ? "one of `" : ", `") + std::string(candidate) + "`";
  }
  reporter_.report(Code::feel_unknown_value, node.span, "`" + node.text + "` is not a value of " + enumeration.name, hint);
  node.type = {};
}

bool Checker::may_not_have_happened(const Node& node) const {
  bool event = false;
  if (node.kind == NodeKind::name && node.reference.of == Reference::Of::variable) {
    const auto found = std::find_if(environment_.variables.begin(), environment_.variables.end(),
                                    [&](const Variable& variable) { return variable.name == node.text; });
    event = found != environment_.variables.end() && found->event;
  } else if (node.kind == NodeKind::name && node.reference.of == Reference::Of::field_of_item) {
    const auto binder = std::find_if(binders_.begin(), binders_.end(), [&](const Binder& b) { return b.id == node.reference.id; });
    event = binder != binders_.end() && types_.records[binder->type.detail].fields[node.reference.field].event;
  } else if (node.kind == NodeKind::path && node.children[0]->type.kind == Kind::record) {
    event = types_.records[node.children[0]->type.detail].fields[node.field].event;
  }
  if (event) return std::find(happened_.begin(), happened_.end(), node_text(node)) == happened_.end();
  bool passes_null_on = node.kind == NodeKind::add || node.kind == NodeKind::subtract;
  if (node.kind == NodeKind::call) {
    const Accepts first = entry(static_cast<Builtin>(node.builtin)).parameters[0].accepts;
    passes_null_on = first == Accepts::day || first == Accepts::day_or_text;
  }
  return passes_null_on && std::any_of(node.children.begin(), node.children.end(),
                                       [&](const auto& child) { return may_not_have_happened(*child); });
}

void Checker::warn_of_event(const Node& comparison, std::string_view how) {
  for (const auto& child : comparison.children) {
    if (!may_not_have_happened(*child)) continue;
    const std::string event = node_text(*child);
    reporter_.report(Code::feel_event_not_happened, comparison.span,
                     "this " + std::string(how) + " does not hold while `" + event + "` has not happened",
                     "if it should, write `not(happened(" + event + ")) or ...`; if not, say `happened(" + event + ") and ...`");
    return;
  }
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
