// The plain walk.
#include "unit/feel/evaluate.hpp"

#include "feel/kernels.hpp"

namespace dutybound::testing {

using namespace feel;

Cell Walk::evaluate(const Node& node) {
  const auto child = [&](std::size_t i) { return evaluate(*node.children[i]); };
  switch (node.kind) {
    case NodeKind::boolean_literal:
    case NodeKind::number_literal:
    case NodeKind::text_literal:
    case NodeKind::temporal_literal:
      return node.literal;
    case NodeKind::list_literal: {
      const auto items = context_.arena->cells(node.children.size());
      for (std::size_t i = 0; i < items.size(); ++i) items[i] = child(i);
      return Cell::list(items.data(), items.size());
    }
    case NodeKind::name:
      if (node.reference.of == Reference::Of::variable) return values_.variables.at(node.reference.id);
      if (node.reference.of == Reference::Of::iteration) return bound_.at(node.reference.id);
      return field(bound_.at(node.reference.id), node.reference.field, node.type.kind);
    case NodeKind::path:
      return path(node);
    case NodeKind::index:
      return index(child(0), child(1), node.type.kind);
    case NodeKind::call:
      return call(node);
    case NodeKind::negate:
      return negate(child(0));
    case NodeKind::add:
      return add(child(0), child(1));
    case NodeKind::subtract:
      return subtract(child(0), child(1));
    case NodeKind::multiply:
      return multiply(child(0), child(1));
    case NodeKind::divide:
      return divide(child(0), child(1));
    case NodeKind::power:
      return power(child(0), child(1));
    case NodeKind::equal:
      return equal(child(0), child(1));
    case NodeKind::not_equal:
      return not_equal(child(0), child(1));
    case NodeKind::less:
      return less(child(0), child(1));
    case NodeKind::less_or_equal:
      return less_or_equal(child(0), child(1));
    case NodeKind::greater:
      return greater(child(0), child(1));
    case NodeKind::greater_or_equal:
      return greater_or_equal(child(0), child(1));
    case NodeKind::between:
      return between(child(0), child(1), child(2));
    case NodeKind::in:
      return test(child(0), *node.children[1]);
    case NodeKind::conjunction:
    case NodeKind::disjunction: {
      Cell result = child(0);
      for (std::size_t i = 1; i < node.children.size(); ++i) {
        result = node.kind == NodeKind::conjunction ? conjunction(result, child(i)) : disjunction(result, child(i));
      }
      return result;
    }
    case NodeKind::conditional:
      return conditional(child(0), child(1), child(2));
    case NodeKind::filter:
    case NodeKind::some:
    case NodeKind::every:
    case NodeKind::for_each:
      return loop(node);
    case NodeKind::range:
    case NodeKind::comparison_test:
      break;  // on the right of `in` only
  }
  return Cell::null();
}

Cell Walk::test(const Cell& value, const Node& node) {
  const auto child = [&](std::size_t i) { return evaluate(*node.children[i]); };
  if (node.kind == NodeKind::range) return in_range(value, child(0), child(1), node.open_start, node.open_end);
  if (node.kind == NodeKind::comparison_test) {
    if (node.text == "=") return equal(value, child(0));
    if (node.text == "!=") return not_equal(value, child(0));
    if (node.text == "<") return less(value, child(0));
    if (node.text == "<=") return less_or_equal(value, child(0));
    return node.text == ">" ? greater(value, child(0)) : greater_or_equal(value, child(0));
  }
  if (node.kind == NodeKind::list_literal) {
    Cell result = Cell::boolean(false);
    for (const auto& one : node.children) result = disjunction(result, test(value, *one));
    return result;
  }
  const Cell right = evaluate(node);
  return node.type.kind == Kind::list ? contains(right, value) : equal(value, right);
}

Cell Walk::field(const Cell& record, std::uint32_t index, Kind kind) {
  return record.is_known() ? values_.field(record.payload.record, index) : absent(record, kind);
}

Cell Walk::path(const Node& node) {
  const Cell base = evaluate(*node.children[0]);
  if (node.children[0]->type.kind != Kind::list) return field(base, node.field, node.type.kind);
  if (!base.is_known()) return base;
  const auto all = elements(base);
  const auto fields = context_.arena->cells(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    fields[i] = for_step(all[i], field(certain(all[i]), node.field, Kind::none));
  }
  return until(Cell::list(fields.data(), fields.size()), base.valid_until);
}

Cell Walk::call(const Node& node) {
  const auto builtin = static_cast<Builtin>(node.builtin);
  if (builtin == Builtin::parameter) return values_.parameter(node.children[0]->text);
  const auto arguments = context_.arena->cells(node.children.size());
  for (std::size_t i = 0; i < arguments.size(); ++i) arguments[i] = evaluate(*node.children[i]);
  return entry(builtin).evaluate(arguments, context_);
}

Cell Walk::loop(const Node& node) {
  const Cell list = evaluate(*node.children[0]);
  const auto all = elements(list);
  const auto results = context_.arena->cells(all.size());
  Cell truth = Cell::boolean(node.kind == NodeKind::every);
  for (std::size_t i = 0; i < all.size(); ++i) {
    bound_[node.binder] = certain(all[i]);
    results[i] = evaluate(*node.children[1]);
    if (node.kind == NodeKind::some) truth = some_step(truth, all[i], results[i]);
    if (node.kind == NodeKind::every) truth = every_step(truth, all[i], results[i]);
    if (node.kind == NodeKind::for_each) results[i] = for_step(all[i], results[i]);
  }
  if (node.kind == NodeKind::filter) return filter(list, results, *context_.arena);
  if (node.kind == NodeKind::for_each)
    return list.is_known() ? until(Cell::list(results.data(), results.size()), list.valid_until) : list;
  return quantified(list, truth);
}

}  // namespace dutybound::testing
