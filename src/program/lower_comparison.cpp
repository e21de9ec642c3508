// Comparisons and logic to values. What compares with as_at becomes an operation that knows exactly until when it holds.
#include "program/lower.hpp"

namespace dutybound::program {

using feel::Kind;
using feel::NodeKind;

ValueId Lowering::compare(Order order, ValueId a, ValueId b) {
  constexpr Order mirrored[] = {Order::equal, Order::greater, Order::greater_or_equal, Order::less, Order::less_or_equal};
  constexpr Op of_as_at[] = {Op::as_at_equal, Op::as_at_less, Op::as_at_less_or_equal, Op::as_at_greater,
                             Op::as_at_greater_or_equal};
  const Order reverse = mirrored[static_cast<std::size_t>(order)];
  const bool a_fixed = motion(a) == Motion::fixed;
  const bool b_fixed = motion(b) == Motion::fixed;
  if (graph_[a].op == Op::as_at && graph_[b].kind == Kind::date && b_fixed) {
    return graph_.make(of_as_at[static_cast<std::size_t>(order)], Kind::boolean, {b});
  }
  if (graph_[b].op == Op::as_at && graph_[a].kind == Kind::date && a_fixed) {
    return graph_.make(of_as_at[static_cast<std::size_t>(reverse)], Kind::boolean, {a});
  }
  if (a_fixed && b_fixed) {
    if (const auto value = compare_age(order, a, b)) return *value;
    if (const auto value = compare_age(reverse, b, a)) return *value;
  }
  if (const auto value = compare_moving(order, a, b)) return *value;
  switch (order) {
    case Order::equal:
      return pure(Op::equal, Kind::boolean, {std::min(a, b), std::max(a, b)});
    case Order::less:
      return pure(Op::less, Kind::boolean, {a, b});
    case Order::less_or_equal:
      return pure(Op::less_or_equal, Kind::boolean, {a, b});
    case Order::greater:
      return pure(Op::less, Kind::boolean, {b, a});
    default:
      return pure(Op::less_or_equal, Kind::boolean, {b, a});
  }
}

std::optional<ValueId> Lowering::compare_age(Order order, ValueId age, ValueId years) {
  if (graph_[age].op != Op::age_now) return std::nullopt;
  if (const feel::Cell* constant = graph_.constant_of(years)) {
    constexpr std::int64_t sensible = 1000;  // so that the birthday is a day of the calendar's years
    const auto whole = constant->is_known() ? constant->payload.number.to_integer() : std::nullopt;
    if (!whole || *whole < 0 || *whole > sensible) return std::nullopt;
  } else if (graph_[years].op != Op::parameter && graph_[years].op != Op::parameter_now) {
    return std::nullopt;
  }
  const ValueId birth = graph_[age].operands[0];
  const auto as_at = [&](Op op, ValueId attained) {
    return graph_.make(op, Kind::boolean, {call(feel::Builtin::birthday, Kind::date, {birth, attained})});
  };
  const auto next = [&] { return pure(Op::add, Kind::number, {years, number(1)}); };
  switch (order) {
    case Order::less:
      return as_at(Op::as_at_less, years);
    case Order::less_or_equal:
      return as_at(Op::as_at_less, next());
    case Order::greater:
      return as_at(Op::as_at_greater_or_equal, next());
    case Order::greater_or_equal:
      return as_at(Op::as_at_greater_or_equal, years);
    case Order::equal:
      break;
  }
  const ValueId from = as_at(Op::as_at_greater_or_equal, years);
  return conjunction({from, as_at(Op::as_at_less, next())});
}

ValueId Lowering::lower_in(ValueId value, const Node& test, Frame& frame) {
  switch (test.kind) {
    case NodeKind::range: {
      const ValueId start =
          compare(test.open_start ? Order::greater : Order::greater_or_equal, value, lower(*test.children[0], frame));
      return conjunction(
          {start, compare(test.open_end ? Order::less : Order::less_or_equal, value, lower(*test.children[1], frame))});
    }
    case NodeKind::comparison_test: {
      const ValueId with = lower(*test.children[0], frame);
      if (test.text == "!=") return negation(compare(Order::equal, value, with));
      const Order order = test.text == "<"    ? Order::less
                          : test.text == "<=" ? Order::less_or_equal
                          : test.text == ">"  ? Order::greater
                          : test.text == ">=" ? Order::greater_or_equal
                                              : Order::equal;
      return compare(order, value, with);
    }
    case NodeKind::list_literal: {
      std::vector<ValueId> any;
      for (const auto& member : test.children) any.push_back(lower_in(value, *member, frame));
      return disjunction(std::move(any));
    }
    default: {
      const ValueId with = lower(test, frame);
      return test.type.kind == Kind::list ? pure(Op::contains, Kind::boolean, {with, value}) : compare(Order::equal, value, with);
    }
  }
}

ValueId Lowering::conjunction(std::vector<ValueId> values) {
  if (values.empty()) return graph_.constant(feel::Cell::boolean(true));
  return values.size() == 1 ? values[0] : pure(Op::conjunction, Kind::boolean, std::move(values));
}

ValueId Lowering::disjunction(std::vector<ValueId> values) {
  if (values.empty()) return graph_.constant(feel::Cell::boolean(false));
  return values.size() == 1 ? values[0] : pure(Op::disjunction, Kind::boolean, std::move(values));
}

ValueId Lowering::negation(ValueId value) {
  return graph_[value].op == Op::negation ? graph_[value].operands[0] : pure(Op::negation, Kind::boolean, {value});
}

}  // namespace dutybound::program
