// What is looked through (groups, and, or, not, between, in, comparisons) and what is taken as it stands.
#include "rulebook/formula.hpp"

#include <algorithm>

#include "feel/builtins.hpp"
#include "feel/kernels.hpp"

namespace dutybound::rulebook {

using feel::Cell;
using feel::Kind;
using feel::Node;
using feel::NodeKind;

namespace {

Formula join(Formula::Of of, std::vector<Formula> members) {
  Formula formula;
  formula.of = of;
  formula.members = std::move(members);
  return formula;
}

Formula negation_of(Formula of) {
  std::vector<Formula> members;
  members.push_back(std::move(of));
  return join(Formula::Of::negation, std::move(members));
}

bool is_call(const Node& node, feel::Builtin builtin) {
  return node.kind == NodeKind::call && static_cast<feel::Builtin>(node.builtin) == builtin;
}

bool calls(const Node& node, feel::Builtin builtin) {
  return is_call(node, builtin) ||
         std::any_of(node.children.begin(), node.children.end(), [&](const auto& child) { return calls(*child, builtin); });
}

/// The constant that a node is, or null.
Cell constant_of(const Node& node) {
  switch (node.kind) {
    case NodeKind::boolean_literal:
    case NodeKind::number_literal:
    case NodeKind::text_literal:
    case NodeKind::temporal_literal:
      return node.literal;
    case NodeKind::negate: {
      const Cell inner = constant_of(*node.children[0]);
      return inner.is_known() ? feel::negate(inner) : Cell::null();
    }
    default:
      return Cell::null();
  }
}

/// Conditions to formulas over shared operands.
class Builder {
 public:
  explicit Builder(std::vector<Operand>& shared) : operands(shared) {}

  Formula build(const Condition& condition) {
    if (condition.group == Condition::Group::leaf) return build(*condition.that.root);
    std::vector<Formula> members;
    for (const Condition& member : condition.members) members.push_back(build(member));
    if (condition.group == Condition::Group::all) return join(Formula::Of::all, std::move(members));
    Formula any = join(Formula::Of::any, std::move(members));
    return condition.group == Condition::Group::any ? any : negation_of(std::move(any));
  }

  /// `happened(event)`
  Formula happened(const feel::Expression& event) { return truth("happened(" + feel::to_text(event) + ")", false); }

 private:
  Formula build(const Node& node) {
    const auto child = [&](std::size_t n) -> const Node& { return *node.children[n]; };
    switch (node.kind) {
      case NodeKind::boolean_literal: {
        Formula constant;
        constant.value = node.literal.is_true();
        return constant;
      }
      case NodeKind::conjunction:
      case NodeKind::disjunction: {
        std::vector<Formula> members;
        for (const auto& each : node.children) members.push_back(build(*each));
        return join(node.kind == NodeKind::conjunction ? Formula::Of::all : Formula::Of::any, std::move(members));
      }
      case NodeKind::equal:
        return compare(Test::equal, child(0), child(1), node);
      case NodeKind::not_equal:
        return negation_of(compare(Test::equal, child(0), child(1), node));
      case NodeKind::less:
        return compare(Test::less, child(0), child(1), node);
      case NodeKind::less_or_equal:
        return compare(Test::less_or_equal, child(0), child(1), node);
      case NodeKind::greater:
        return compare(Test::less, child(1), child(0), node);
      case NodeKind::greater_or_equal:
        return compare(Test::less_or_equal, child(1), child(0), node);
      case NodeKind::between:
        return both(compare(Test::less_or_equal, child(1), child(0), node),
                    compare(Test::less_or_equal, child(0), child(2), node));
      case NodeKind::in:
        return in(child(0), child(1), node);
      case NodeKind::call:
        if (is_call(node, feel::Builtin::negation)) return negation_of(build(child(0)));
        break;
      default:
        break;
    }
    return truth(node);
  }

  static Formula both(Formula a, Formula b) {
    std::vector<Formula> members;
    members.push_back(std::move(a));
    members.push_back(std::move(b));
    return join(Formula::Of::all, std::move(members));
  }

  Formula in(const Node& value, const Node& test, const Node& whole) {
    switch (test.kind) {
      case NodeKind::range:
        return both(compare(test.open_start ? Test::less : Test::less_or_equal, *test.children[0], value, whole),
                    compare(test.open_end ? Test::less : Test::less_or_equal, value, *test.children[1], whole));
      case NodeKind::comparison_test: {
        const Node& with = *test.children[0];
        if (test.text == "<") return compare(Test::less, value, with, whole);
        if (test.text == "<=") return compare(Test::less_or_equal, value, with, whole);
        if (test.text == ">") return compare(Test::less, with, value, whole);
        if (test.text == ">=") return compare(Test::less_or_equal, with, value, whole);
        Formula equal = compare(Test::equal, value, with, whole);
        return test.text == "!=" ? negation_of(std::move(equal)) : equal;
      }
      case NodeKind::list_literal: {
        std::vector<Formula> members;
        for (const auto& member : test.children) members.push_back(in(value, *member, whole));
        return join(Formula::Of::any, std::move(members));
      }
      default:
        return test.type.kind == Kind::list ? truth(whole) : compare(Test::equal, value, test, whole);
    }
  }

  Formula compare(Test test, const Node& a, const Node& b, const Node& whole) {
    const Cell left = constant_of(a);
    const Cell right = constant_of(b);
    if (left.is_known() && right.is_known()) return truth(whole);
    if (right.is_known()) return with_constant(test, a, right, false, b, whole);
    if (left.is_known()) return with_constant(test, b, left, true, a, whole);
    return with_each_other(test, a, b);
  }

  /// `operand test constant`, or where `turned` the other way round.
  Formula with_constant(Test test, const Node& operand, const Cell& constant, bool turned, const Node& shown, const Node& whole) {
    switch (constant.kind) {
      case Kind::boolean: {
        Formula itself = build(operand);
        return constant.is_true() ? itself : negation_of(std::move(itself));
      }
      case Kind::text:
      case Kind::enumeration:
        if (test != Test::equal) return truth(whole);
        break;
      case Kind::number:  // an age is compared by birthdays, which there are of whole years
        if (calls(operand, feel::Builtin::age) &&
            (!constant.payload.number.to_integer() || *constant.payload.number.to_integer() < 0))
          return truth(whole);
        break;
      case Kind::date:
      case Kind::days_duration:
      case Kind::months_duration:
        break;
      default:  // date_times that only their day is known of may compare in more than one way
        return truth(whole);
    }
    const bool ordered = constant.kind != Kind::text && constant.kind != Kind::enumeration;
    const std::string text = feel::node_text(operand);
    const std::size_t at = find(text, text);
    operands[at].ordered = ordered;
    add_point(operands[at], constant, feel::node_text(shown));
    Formula atom = this->atom(at, test, constant);
    if (!turned || test == Test::equal) return atom;
    // constant < operand: neither less nor equal.
    atom.test = test == Test::less ? Test::less_or_equal : Test::less;
    return negation_of(std::move(atom));
  }

  /// Two operands: less, equal or greater, as one operand with one point.
  Formula with_each_other(Test test, const Node& a, const Node& b) {
    const std::string left = feel::node_text(a);
    const std::string right = feel::node_text(b);
    const bool turned = right < left;
    const std::string& first = turned ? right : left;
    const std::string& second = turned ? left : right;
    const std::size_t at = find(first + " against " + second, first);
    operands[at].ordered = true;
    const Cell point = Cell::boolean(true);
    add_point(operands[at], point, second);
    Formula atom = this->atom(at, test, point);
    if (!turned || test == Test::equal) return atom;
    atom.test = test == Test::less ? Test::less_or_equal : Test::less;
    return negation_of(std::move(atom));
  }

  Formula truth(const Node& node) {
    return truth(feel::node_text(node), !is_call(node, feel::Builtin::happened) && !is_call(node, feel::Builtin::known));
  }

  Formula truth(const std::string& text, bool nullable) {
    const std::size_t at = find("truth of " + text, text);
    operands[at].truth = true;
    operands[at].nullable = nullable;
    return atom(at, Test::truth, {});
  }

  static Formula atom(std::size_t operand, Test test, const Cell& point) {
    Formula formula;
    formula.of = Formula::Of::atom;
    formula.operand = operand;
    formula.test = test;
    formula.point = point;
    return formula;
  }

  std::size_t find(const std::string& text, const std::string& shown) {
    for (std::size_t i = 0; i < operands.size(); ++i) {
      if (operands[i].text == text) return i;
    }
    operands.push_back({text, shown, false, true, false, {}, {}});
    return operands.size() - 1;
  }

  static void add_point(Operand& operand, const Cell& point, const std::string& shown) {
    auto at = operand.points.begin();
    for (; at != operand.points.end(); ++at) {
      if (feel::equal(*at, point).is_true()) return;
      if (operand.ordered && feel::less(point, *at).is_true()) break;
    }
    operand.shown_points.insert(operand.shown_points.begin() + (at - operand.points.begin()), shown);
    operand.points.insert(at, point);
  }

  std::vector<Operand>& operands;
};

}  // namespace

Formula FormulaBuilder::build(const Condition& condition) { return Builder(operands_).build(condition); }

Formula FormulaBuilder::happened(const feel::Expression& event) { return Builder(operands_).happened(event); }

void FormulaBuilder::place(Formula& formula) const {
  for (Formula& member : formula.members) place(member);
  if (formula.of != Formula::Of::atom || formula.test == Test::truth) return;
  const std::vector<Cell>& points = operands_[formula.operand].points;
  const auto at =
      std::find_if(points.begin(), points.end(), [&](const Cell& p) { return feel::equal(p, formula.point).is_true(); });
  formula.place = 2 * static_cast<std::size_t>(at - points.begin()) + 1;
}

}  // namespace dutybound::rulebook
