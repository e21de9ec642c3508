// Conditions on days that go along with as_at (`as_at - received_at > @"P45D"`): computed as a function of the day, so that the
// engine can look for the day on which they turn. Plain comparisons with as_at are lower_comparison.cpp's.
#include <algorithm>

#include "program/lower.hpp"

namespace dutybound::program {

using feel::Builtin;
using feel::Kind;

namespace {

using Motion = Lowering::Motion;

Motion reversed(Motion motion) {
  return motion == Motion::forward ? Motion::backward : motion == Motion::backward ? Motion::forward : motion;
}

/// Of what goes one way with both.
Motion together(Motion a, Motion b) {
  if (a == b || b == Motion::fixed) return a;
  if (a == Motion::fixed) return b;
  return std::max({a, b, Motion::to_and_fro});
}

bool is_ordered(Kind kind) {
  return kind == Kind::date || kind == Kind::date_time || kind == Kind::number || kind == Kind::days_duration ||
         kind == Kind::months_duration;
}

}  // namespace

Lowering::Motion Lowering::motion(ValueId id) {
  if (id < motions_.size() && motions_[id]) return *motions_[id];
  const Motion motion = motion_of(graph_[id]);
  if (id >= motions_.size()) motions_.resize(id + 1);
  motions_[id] = motion;
  return motion;
}

Lowering::Motion Lowering::motion_of(const Value& value) {
  if (value.op == Op::as_at) return Motion::forward;
  if (value.op == Op::element)
    return motion(graph_.binder(value.immediate).list) == Motion::fixed ? Motion::fixed : Motion::daily;
  if (value.op == Op::turns || value.op == Op::turns_once) return Motion::fixed;
  const std::vector<ValueId> operands = value.operands;  // the graph may grow meanwhile
  const auto of = [&](std::size_t n) { return motion(operands[n]); };
  Motion all = Motion::fixed;
  for (std::size_t n = 0; n < operands.size(); ++n) all = together(all, of(n));
  if (all == Motion::fixed || all == Motion::daily) return all;
  const Effect effect = effect_of(value.op);
  if (effect != Effect::pure && effect != Effect::calendar) return Motion::daily;
  switch (value.op) {
    case Op::add:
    case Op::list:
    case Op::day_of:
    case Op::ordinary_day:
      return all;
    case Op::subtract:
      return together(of(0), reversed(of(1)));
    case Op::negate:
      return reversed(all);
    case Op::multiply:
      if (const auto factor = sign_of(operands[0])) return *factor > 0 ? of(1) : reversed(of(1));
      [[fallthrough]];
    case Op::divide:
      if (const auto factor = sign_of(operands[1])) return *factor > 0 ? of(0) : reversed(of(0));
      return Motion::to_and_fro;
    case Op::less:
    case Op::less_or_equal:
      return together(reversed(of(0)), of(1));
    case Op::call:
      switch (static_cast<Builtin>(value.immediate)) {
        case Builtin::age:
        case Builtin::years_and_months_duration:
        case Builtin::days_between:
        case Builtin::weeks_between:
        case Builtin::working_days_between:
          return together(reversed(of(0)), of(1));
        case Builtin::add_months:
        case Builtin::add_working_days:
        case Builtin::birthday:
        case Builtin::floor:
        case Builtin::ceiling:
          return operands.size() < 2 || of(1) == Motion::fixed ? all : Motion::to_and_fro;
        case Builtin::date:
        case Builtin::min:
        case Builtin::max:
          return all;
        default:
          return Motion::to_and_fro;
      }
    default:
      return Motion::to_and_fro;
  }
}

/// -1 or 1 of a constant number or duration that is not zero; else nothing.
std::optional<int> Lowering::sign_of(ValueId id) const {
  const feel::Cell* cell = graph_.constant_of(id);
  if (!cell || !cell->is_known()) return std::nullopt;
  const bool number = cell->kind == Kind::number;
  if (!number && cell->kind != Kind::days_duration && cell->kind != Kind::months_duration) return std::nullopt;
  const auto order = number ? feel::compare(cell->payload.number, feel::Cell::integer(0).payload.number)
                            : cell->payload.integer <=> std::int64_t{0};
  if (order == 0) return std::nullopt;
  return order > 0 ? 1 : -1;
}

/// How often what moves counts working days; a count of any other day than as_at's own counts for several.
std::size_t Lowering::calendar_uses(ValueId id) {
  if (motion(id) == Motion::fixed) return 0;
  const Value value = graph_[id];
  const auto builtin = static_cast<Builtin>(value.immediate);
  const bool counts =
      value.op == Op::ordinary_day ||
      (value.op == Op::call && (builtin == Builtin::add_working_days || builtin == Builtin::working_days_between));
  std::size_t uses = counts ? 1 : 0;
  for (const ValueId operand : value.operands) {
    uses += calendar_uses(operand);
    if (counts && motion(operand) != Motion::fixed && graph_[operand].op != Op::as_at) ++uses;
  }
  return uses;
}

ValueId Lowering::again(const Value& value, std::vector<ValueId> operands) {
  if (value.op == Op::call && static_cast<Builtin>(value.immediate) == Builtin::age) return age(operands[0], operands[1]);
  if (value.op == Op::parameter) return parameter_on(value.immediate, operands[0]);
  return pure(value.op, value.kind, std::move(operands), value.immediate);
}

ValueId Lowering::replaced(ValueId in, ValueId from, ValueId to) {
  if (in == from) return to;
  if (motion(in) == Motion::fixed) return in;
  const Value value = graph_[in];
  std::vector<ValueId> operands;
  for (const ValueId operand : value.operands) operands.push_back(replaced(operand, from, to));
  return operands == value.operands ? in : again(value, std::move(operands));
}

std::optional<ValueId> Lowering::choice_in(ValueId id) {
  if (motion(id) == Motion::fixed || motion(id) == Motion::daily) return std::nullopt;
  const std::vector<ValueId> operands = graph_[id].operands;
  for (const ValueId operand : operands) {
    if (const auto inner = choice_in(operand)) return inner;
  }
  if (graph_[id].op == Op::conditional && motion(operands[0]) == Motion::fixed) return id;
  return std::nullopt;
}

std::optional<ValueId> Lowering::compare_moving(Order order, ValueId a, ValueId b) {
  const Motion motion_of_both = together(motion(a), motion(b));
  if (motion_of_both == Motion::fixed || motion_of_both == Motion::daily) return std::nullopt;
  for (const ValueId side : {a, b}) {
    const auto choice = lifted_choices_ < most_lifted_choices ? choice_in(side) : std::nullopt;
    if (!choice) continue;
    ++lifted_choices_;
    const std::vector<ValueId> parts = graph_[*choice].operands;
    const auto with = [&](ValueId part) {
      const ValueId left = replaced(a, *choice, part);
      return compare(order, left, replaced(b, *choice, part));
    };
    const ValueId then = with(parts[1]);
    const ValueId otherwise = with(parts[2]);
    --lifted_choices_;
    return pure(Op::conditional, Kind::boolean, {parts[0], then, otherwise});
  }
  if (order != Order::equal || !is_ordered(graph_[a].kind)) return std::nullopt;
  const ValueId low = compare(Order::less_or_equal, a, b);
  return conjunction({low, compare(Order::greater_or_equal, a, b)});
}

ValueId Lowering::turning(ValueId truth) {
  const Motion motion_of_truth = motion(truth);
  if (motion_of_truth == Motion::fixed || motion_of_truth == Motion::daily) return truth;
  const ValueId as_at = graph_.make(Op::as_at, Kind::date, {});
  const BinderId binder = graph_.bind(as_at, Kind::date, around_);
  const bool once = motion_of_truth != Motion::to_and_fro && calendar_uses(truth) <= 1;
  return graph_.loop(once ? Op::turns_once : Op::turns, Kind::boolean, binder,
                     on_day(truth, as_at, graph_.binder(binder).element));
}

ValueId Lowering::on_day(ValueId in, ValueId as_at, ValueId day) {
  if (in == as_at) return day;
  if (motion(in) == Motion::fixed) return in;
  const Value value = graph_[in];
  std::vector<ValueId> operands;
  for (const ValueId operand : value.operands) operands.push_back(on_day(operand, as_at, day));
  return graph_.make(value.op, value.kind, std::move(operands), value.immediate);
}

}  // namespace dutybound::program
