// Types of operators and conditions; texts that become values of an enumeration; the lint about events.
#include <algorithm>

#include "feel/checker.hpp"

namespace dutybound::feel {

using text::Code;

namespace {

bool has_order(Kind kind) {
  return kind == Kind::number || kind == Kind::text || kind == Kind::date || kind == Kind::date_time ||
         kind == Kind::days_duration || kind == Kind::months_duration;
}

}  // namespace

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
  reporter_.report(
      Code::feel_operand_types, node.span,
      source(a) + " is " + describe(left) + ", " + source(b) + " is " + describe(right) + ": there is no such arithmetic", hint);
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
    reporter_.report(Code::feel_no_order, whole.span, "values of type " + describe(a.type) + " have no order",
                     "compare with `=` or `in`");
  }
  return boolean_type;
}

Type Checker::in(Node& node) {
  Node& value = *node.children[0];
  Node& right = *node.children[1];
  if (check(value).kind == Kind::list) {
    left_out(value, "a list on the left of `in`", "ask of each element: `some x in ... satisfies ...`");
    return boolean_type;
  }
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
  if (test.type.kind == Kind::list) {
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
  warn_of_lost_fallback(node);
  return open(yes.type) ? no.type : yes.type;
}

void Checker::coerce_both(Node& a, Node& b) {
  coerce(a, b.type);
  coerce(b, a.type);
}

void Checker::coerce(Node& node, Type wanted) {
  if (wanted.kind == Kind::list && node.type.kind == Kind::list) {
    const Type element = types_.element_of(wanted);
    if (element.kind == Kind::enumeration && node.kind == NodeKind::list_literal &&
        types_.element_of(node.type).kind == Kind::text) {
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
    for (const std::string_view candidate : candidates)
      hint += (hint.empty() ? "one of `" : ", `") + std::string(candidate) + "`";
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
    const auto binder =
        std::find_if(binders_.begin(), binders_.end(), [&](const Binder& b) { return b.id == node.reference.id; });
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

void Checker::warn_of_lost_fallback(const Node& conditional) {
  const Node& condition = *conditional.children[0];
  const Node& first = condition.kind == NodeKind::conjunction ? *condition.children[0] : condition;
  const Node& no = *conditional.children[2];
  const auto calls = [](const Node& node, Builtin builtin) {
    return node.kind == NodeKind::call && static_cast<Builtin>(node.builtin) == builtin;
  };
  const std::string fact = node_text(*conditional.children[1]);
  if (!calls(first, Builtin::known) || node_text(*first.children[0]) != fact) return;
  const bool may_be_none =
      may_not_have_happened(no) || no.kind == NodeKind::index || calls(no, Builtin::min) || calls(no, Builtin::max);
  if (!may_be_none) return;
  const std::string otherwise = node_text(no);
  reporter_.report(Code::feel_lost_fallback, conditional.span,
                   "where `" + fact + "` is not recorded and there is no `" + otherwise + "`, this says that there is none",
                   "write `first recorded(" + fact + ", " + otherwise + ")`, which is then unknown");
}

}  // namespace dutybound::feel
