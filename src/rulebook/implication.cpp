// A search for facts under which the first condition holds and the second does not, cut short wherever bounds already decide.
#include "rulebook/implication.hpp"

#include <algorithm>

#include "rulebook/formula.hpp"

namespace dutybound::rulebook {

namespace {

/// Where everything is known, `and` is the least, `or` the greatest, and `not` turns the order round.
using Truth = int;
constexpr Truth is_false = 0, is_null = 1, is_true = 2;

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
  FormulaBuilder builder;
  Formula a = builder.build(first);
  Formula b = builder.build(second);
  builder.place(a);
  builder.place(b);
  return Search(builder.operands(), a, b).run();
}

Implication implies_happened(const Condition& condition, const feel::Expression& event) {
  FormulaBuilder builder;
  Formula a = builder.build(condition);
  const Formula b = builder.happened(event);
  builder.place(a);
  return Search(builder.operands(), a, b).run();
}

std::string to_text(const Condition& condition) {
  if (condition.group == Condition::Group::leaf) return feel::to_text(condition.that);
  std::string text = std::string(to_string(condition.group)) + "(";
  for (std::size_t i = 0; i < condition.members.size(); ++i) text += (i > 0 ? ", " : "") + to_text(condition.members[i]);
  return text + ")";
}

}  // namespace dutybound::rulebook
