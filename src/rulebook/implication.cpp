// A search for facts under which the first condition holds and the second does not, cut short wherever bounds already decide.
#include "rulebook/implication.hpp"

#include <algorithm>
#include <array>

#include "feel/builtins.hpp"
#include "feel/kernels.hpp"

namespace dutybound::rulebook {

namespace {

using feel::Cell;
using feel::Kind;
using feel::Node;
using feel::NodeKind;

/// Where everything is known, `and` is the least, `or` the greatest, and `not` turns the order round.
using Truth = int;
constexpr Truth is_false = 0, is_null = 1, is_true = 2;

/// What an atom turns on. Its states: null; or a place on the line of its points: 0 below the first, 1 at it, 2 above it and below
/// the second, and so on.
struct Operand {
  std::string text;            ///< for identity
  std::string shown;           ///< for people
  bool truth = false;          ///< a truth by itself: no points; its states are null, 0 (false) and 1 (true)
  bool nullable = true;        ///< may be null
  bool ordered = false;        ///< else only equality tells its points apart
  std::vector<Cell> points;    ///< constants that it is compared with, in order where `ordered`
  std::vector<std::string> shown_points;
};

enum class Test : std::uint8_t { truth, less, less_or_equal, equal };

struct Formula {
  enum class Of : std::uint8_t { constant, atom, all, any, negation } of = Of::constant;
  bool value = true;         ///< constant
  std::size_t operand = 0;   ///< atom: its index...
  Test test = Test::truth;   ///< ...and what is asked of it...
  Cell point;                ///< ...with which constant
  std::size_t place = 0;     ///< where that constant stands on the line, once all are known
  std::vector<Formula> members;
};

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
  std::vector<Operand> operands;

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

  /// Once both formulas are built: puts every operand's points in order, and atoms at their places.
  void place(Formula& formula) {
    for (Formula& member : formula.members) place(member);
    if (formula.of != Formula::Of::atom || formula.test == Test::truth) return;
    const std::vector<Cell>& points = operands[formula.operand].points;
    const auto at = std::find_if(points.begin(), points.end(), [&](const Cell& p) { return feel::equal(p, formula.point).is_true(); });
    formula.place = 2 * static_cast<std::size_t>(at - points.begin()) + 1;
  }

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
        return both(compare(Test::less_or_equal, child(1), child(0), node), compare(Test::less_or_equal, child(0), child(2), node));
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
};

bool same(const Formula& a, const Formula& b) {
  return a.of == b.of && a.value == b.value && a.operand == b.operand && a.test == b.test && a.place == b.place &&
         std::equal(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(), same);
}

class Search {
 public:
  Search(const std::vector<Operand>& operands, const Formula& first, const Formula& second)
      : operands_(operands), first_(first), second_(second), states_(operands.size(), open) {}

  Implication run() {
    Implication implication;
    if (by_shape(first_, second_)) {
      implication.verdict = Implication::Verdict::proved;
    } else if (operands_.size() > most_proof_atoms) {
      implication.verdict = Implication::Verdict::too_large;
    } else if (finds_counterexample(0)) {
      implication.verdict = Implication::Verdict::not_proved;
      implication.counterexample = told();
    } else {
      implication.verdict = steps_ > most_proof_steps ? Implication::Verdict::too_large : Implication::Verdict::proved;
    }
    return implication;
  }

 private:
  using State = int;
  static constexpr State open = -2;
  static constexpr State null_state = -1;

  /// What can be seen without looking into the facts, however many there are: a condition repeated within `all` or `any`.
  bool by_shape(const Formula& a, const Formula& b) {
    if (++steps_ > most_proof_steps) return false;
    if (same(a, b)) return true;
    using Of = Formula::Of;
    const auto holds_in = [&](const Formula& member) { return by_shape(a, member); };
    const auto holds_of = [&](const Formula& member) { return by_shape(member, b); };
    if (b.of == Of::all && std::all_of(b.members.begin(), b.members.end(), holds_in)) return true;
    if (a.of == Of::any && std::all_of(a.members.begin(), a.members.end(), holds_of)) return true;
    if (b.of == Of::any && std::any_of(b.members.begin(), b.members.end(), holds_in)) return true;
    return a.of == Of::all && std::any_of(a.members.begin(), a.members.end(), holds_of);
  }

  struct Bounds {
    Truth least = is_false;
    Truth most = is_true;
  };

  /// Every operand below `next` has a state.
  bool finds_counterexample(std::size_t next) {
    if (++steps_ > most_proof_steps) return false;
    const Bounds first = bounds(first_);
    if (first.most < is_true) return false;
    const Bounds second = bounds(second_);
    if (second.least == is_true) return false;
    if (first.least == is_true && second.most < is_true) return true;
    const Operand& operand = operands_[next];
    for (State state = operand.truth ? 1 : static_cast<State>(2 * operand.points.size()); state >= 0; --state) {
      // Where nothing orders the points, all that is none of them is one state.
      if (!operand.truth && !operand.ordered && state > 0 && state % 2 == 0) continue;
      states_[next] = state;
      if (finds_counterexample(next + 1)) return true;
    }
    if (operand.nullable) {
      states_[next] = null_state;
      if (finds_counterexample(next + 1)) return true;
    }
    states_[next] = open;
    return false;
  }

  [[nodiscard]] Bounds bounds(const Formula& formula) const {
    switch (formula.of) {
      case Formula::Of::constant:
        return formula.value ? Bounds{is_true, is_true} : Bounds{is_false, is_false};
      case Formula::Of::atom: {
        const State state = states_[formula.operand];
        if (state == open) return {is_false, is_true};
        const Truth truth = state == null_state ? is_null : holds(formula, state) ? is_true : is_false;
        return {truth, truth};
      }
      case Formula::Of::negation: {
        const Bounds inner = bounds(formula.members.front());
        return {is_true - inner.most, is_true - inner.least};
      }
      case Formula::Of::all: {
        Bounds all{is_true, is_true};
        for (const Formula& member : formula.members) {
          const Bounds each = bounds(member);
          all = {std::min(all.least, each.least), std::min(all.most, each.most)};
        }
        return all;
      }
      case Formula::Of::any:
        break;
    }
    Bounds any{is_false, is_false};
    for (const Formula& member : formula.members) {
      const Bounds each = bounds(member);
      any = {std::max(any.least, each.least), std::max(any.most, each.most)};
    }
    return any;
  }

  static bool holds(const Formula& atom, State state) {
    const auto place = static_cast<State>(atom.place);
    switch (atom.test) {
      case Test::truth:
        return state == 1;
      case Test::less:
        return state < place;
      case Test::less_or_equal:
        return state <= place;
      case Test::equal:
        break;
    }
    return state == place;
  }

  [[nodiscard]] std::string told() const {
    std::string text;
    for (std::size_t i = 0; i < operands_.size(); ++i) {
      if (states_[i] != open) text += (text.empty() ? "" : " and ") + told(operands_[i], states_[i]);
    }
    return text;
  }

  static std::string told(const Operand& operand, State state) {
    const std::string name = "`" + operand.shown + "` is ";
    if (state == null_state) return name + "null";
    if (operand.truth) return name + (state == 1 ? "true" : "false");
    const auto point = [&](State at) { return "`" + operand.shown_points[static_cast<std::size_t>(at / 2)] + "`"; };
    if (state % 2 == 1) return name + point(state);
    if (!operand.ordered) return name + "another value";
    if (state == 0) return name + "below " + point(0);
    if (state == static_cast<State>(2 * operand.points.size())) return name + "above " + point(state - 1);
    return name + "between " + point(state - 1) + " and " + point(state);
  }

  const std::vector<Operand>& operands_;
  const Formula& first_;
  const Formula& second_;
  std::vector<State> states_;
  std::size_t steps_ = 0;
};

}  // namespace

Implication implies(const Condition& first, const Condition& second) {
  Builder builder;
  Formula a = builder.build(first);
  Formula b = builder.build(second);
  builder.place(a);
  builder.place(b);
  return Search(builder.operands, a, b).run();
}

Implication implies_happened(const Condition& condition, const feel::Expression& event) {
  Builder builder;
  Formula a = builder.build(condition);
  const Formula b = builder.happened(event);
  builder.place(a);
  return Search(builder.operands, a, b).run();
}

std::string to_text(const Condition& condition) {
  if (condition.group == Condition::Group::leaf) return feel::to_text(condition.that);
  std::string text = condition.group == Condition::Group::all ? "all(" : condition.group == Condition::Group::any ? "any(" : "none(";
  for (std::size_t i = 0; i < condition.members.size(); ++i) text += (i > 0 ? ", " : "") + to_text(condition.members[i]);
  return text + ")";
}

}  // namespace dutybound::rulebook
