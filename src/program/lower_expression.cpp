// Expressions to values: names, paths, loops, calls.
#include <algorithm>

#include "feel/temporal.hpp"
#include "program/lower.hpp"

namespace dutybound::program {

using feel::Kind;
using feel::NodeKind;
using rulebook::Attribute;
using rulebook::AttributeKind;

Lowering::Lowering(const rulebook::RuleSet& rules, Program& program, Graph& graph, Reads reads)
    : rules_(rules), program_(program), graph_(graph), reads_(reads) {}

ValueId Lowering::expression(const feel::Expression& expression, EntityId entity) {
  Frame frame;
  frame.entity = entity;
  frame.record = row_of(entity);
  return lower(*expression.root, frame);
}

ValueId Lowering::protects(const feel::Expression& that, EntityId entity, ValueId day) {
  Frame frame;
  frame.entity = entity;
  frame.record = row_of(entity);
  frame.day = day;
  return lower(*that.root, frame);
}

std::vector<ValueId> Lowering::lower_all(const Node& node, Frame& frame) {
  std::vector<ValueId> values;
  values.reserve(node.children.size());
  for (const auto& child : node.children) values.push_back(lower(*child, frame));
  return values;
}

ValueId Lowering::lower(const Node& node, Frame& frame) {
  const auto child = [&](std::size_t n) { return lower(*node.children[n], frame); };
  const auto binary = [&](Op op) {
    const ValueId a = child(0);
    return pure(op, node.type.kind, {a, child(1)});
  };
  const auto comparison = [&](Order order) {
    const ValueId a = child(0);
    return compare(order, a, child(1));
  };
  switch (node.kind) {
    case NodeKind::boolean_literal:
    case NodeKind::number_literal:
    case NodeKind::text_literal:
    case NodeKind::temporal_literal:
      return graph_.constant(node.literal);
    case NodeKind::list_literal:
      return pure(Op::list, Kind::list, lower_all(node, frame));
    case NodeKind::name:
      return lower_name(node, frame);
    case NodeKind::path:
      return lower_path(node, frame);
    case NodeKind::filter:
      return lower_loop(Op::filter, node, frame);
    case NodeKind::some:
      return lower_loop(Op::some, node, frame);
    case NodeKind::every:
      return lower_loop(Op::every, node, frame);
    case NodeKind::for_each:
      return lower_loop(Op::for_each, node, frame);
    case NodeKind::index:
      return binary(Op::index);
    case NodeKind::call:
      return lower_call(node, frame);
    case NodeKind::negate:
      return pure(Op::negate, node.type.kind, {child(0)});
    case NodeKind::add:
      return binary(Op::add);
    case NodeKind::subtract:
      return binary(Op::subtract);
    case NodeKind::multiply:
      return binary(Op::multiply);
    case NodeKind::divide:
      return binary(Op::divide);
    case NodeKind::power:
      return binary(Op::power);
    case NodeKind::equal:
      return comparison(Order::equal);
    case NodeKind::not_equal:
      return negation(comparison(Order::equal));
    case NodeKind::less:
      return comparison(Order::less);
    case NodeKind::less_or_equal:
      return comparison(Order::less_or_equal);
    case NodeKind::greater:
      return comparison(Order::greater);
    case NodeKind::greater_or_equal:
      return comparison(Order::greater_or_equal);
    case NodeKind::between: {
      const ValueId value = child(0);
      const ValueId low = compare(Order::greater_or_equal, value, child(1));
      return conjunction({low, compare(Order::less_or_equal, value, child(2))});
    }
    case NodeKind::in:
      return lower_in(child(0), *node.children[1], frame);
    case NodeKind::conjunction:
      return conjunction(lower_all(node, frame));
    case NodeKind::disjunction:
      return disjunction(lower_all(node, frame));
    case NodeKind::conditional:
      return pure(Op::conditional, node.type.kind, lower_all(node, frame));
    case NodeKind::range:
    case NodeKind::comparison_test:
      break;  // only on the right of `in`
  }
  return graph_.constant(feel::Cell::null(node.type.kind));
}

ValueId Lowering::lower_name(const Node& node, Frame& frame) {
  const feel::Reference& reference = node.reference;
  if (reference.of == feel::Reference::Of::variable) {
    const rulebook::Name name = rulebook::decode(reference.id);
    switch (name.of) {
      case rulebook::Name::Of::as_at:
        return graph_.make(Op::as_at, Kind::date, {});
      case rulebook::Name::Of::deciding_day:
        return frame.day;
      case rulebook::Name::Of::entity:
        return record_of(name.entity, frame);
      case rulebook::Name::Of::attribute:
        return field(record_of(name.entity, frame), name.entity, name.attribute);
    }
  }
  if (reference.of == feel::Reference::Of::none)
    return graph_.constant(feel::Cell::null(node.type.kind));  // a field of what `[]` holds
  const auto& [element, type] = frame.elements.at(reference.id);
  return reference.of == feel::Reference::Of::field_of_item ? field(element, type.detail, reference.field) : element;
}

ValueId Lowering::lower_path(const Node& node, Frame& frame) {
  const feel::Type of = node.children[0]->type;
  const ValueId value = lower(*node.children[0], frame);
  if (of.kind == Kind::record) return field(value, of.detail, node.field);
  // What `[]` holds has no type, and so no fields: there is none of it.
  if (of.kind != Kind::list) return graph_.constant(feel::Cell::null(node.type.kind));
  const feel::Type element = rules_.vocabulary.types->element_of(of);
  if (element.kind != Kind::record) return value;
  const BinderId binder = graph_.bind(value, element.kind, around_);
  around_.push_back(binder);
  const ValueId body = field(graph_.binder(binder).element, element.detail, node.field);
  around_.pop_back();
  return graph_.loop(Op::for_each, Kind::list, binder, body);
}

ValueId Lowering::lower_loop(Op op, const Node& node, Frame& frame) {
  const feel::Type element = rules_.vocabulary.types->element_of(node.children[0]->type);
  const BinderId binder = graph_.bind(lower(*node.children[0], frame), element.kind, around_);
  around_.push_back(binder);
  frame.elements.insert_or_assign(node.binder, std::pair{graph_.binder(binder).element, element});
  const ValueId body = lower(*node.children[1], frame);
  around_.pop_back();
  return graph_.loop(op, node.type.kind, binder, body);
}

ValueId Lowering::lower_call(const Node& node, Frame& frame) {
  const auto builtin = static_cast<feel::Builtin>(node.builtin);
  switch (builtin) {
    case feel::Builtin::parameter: {
      const std::uint32_t parameter = parameter_index(node.children[0]->text);
      if (node.children.size() == 1) return graph_.make(Op::parameter_now, Kind::number, {}, parameter);
      return parameter_on(parameter, as_day(lower(*node.children[1], frame)));
    }
    case feel::Builtin::duration: {
      const auto duration = feel::parse_temporal(node.children[0]->text);
      return graph_.constant(duration ? *duration : feel::Cell::null(node.type.kind));
    }
    case feel::Builtin::negation:
      return negation(lower(*node.children[0], frame));
    case feel::Builtin::date: {
      const ValueId from = as_day(lower(*node.children[0], frame));
      return graph_[from].kind == Kind::date ? from : call(builtin, Kind::date, {from});
    }
    case feel::Builtin::age: {
      const ValueId birth = as_day(lower(*node.children[0], frame));
      return age(birth, as_day(lower(*node.children[1], frame)));
    }
    default:
      return call(builtin, node.type.kind, lower_all(node, frame));
  }
}

ValueId Lowering::age(ValueId birth, ValueId on) {
  if (graph_[on].op == Op::as_at && motion(birth) == Motion::fixed) return graph_.make(Op::age_now, Kind::number, {birth});
  return call(feel::Builtin::age, Kind::number, {birth, on});
}

ValueId Lowering::parameter_on(std::uint32_t parameter, ValueId day) {
  if (graph_[day].op == Op::as_at) return graph_.make(Op::parameter_now, Kind::number, {}, parameter);
  return graph_.make(Op::parameter, Kind::number, {day}, parameter);
}

ValueId Lowering::field(ValueId record, EntityId entity, std::uint32_t field) {
  const std::vector<Attribute>& attributes = rules_.vocabulary.entities[entity].attributes;
  if (field < attributes.size()) {
    const Attribute& attribute = attributes[field];
    if (attribute.kind == AttributeKind::entity) return graph_.make(Op::child, Kind::record, {record}, attribute.entity);
    if (attribute.kind == AttributeKind::list_of_entity) return graph_.make(Op::children, Kind::list, {record}, attribute.entity);
    const Op op = attribute.event && reads_ == Reads::seen ? Op::seen : Op::recorded;
    return graph_.make(op, attribute.type.kind, {record}, field);
  }
  const std::tuple key{record, field, around_};
  if (const auto done = definitions_.find(key); done != definitions_.end()) return done->second;
  std::size_t left = field - attributes.size();
  const auto definition = std::find_if(rules_.definitions.begin(), rules_.definitions.end(),
                                       [&](const rulebook::Definition& d) { return d.entity == entity && left-- == 0; });
  Frame frame;
  frame.entity = entity;
  frame.record = record;
  const ValueId value = lower(*rules_.rulebooks[definition->rulebook].rules[definition->rule].value.root, frame);
  definitions_.emplace(key, value);
  return value;
}

ValueId Lowering::row_of(EntityId entity) {
  const rulebook::Entity& declared = rules_.vocabulary.entities[entity];
  if (declared.many || declared.parent == rulebook::no_entity) return graph_.row(entity);
  return graph_.make(Op::child, Kind::record, {row_of(declared.parent)}, entity);
}

ValueId Lowering::record_of(EntityId entity, const Frame& frame) {
  ValueId record = frame.record;
  for (EntityId at = frame.entity; at != entity; at = rules_.vocabulary.entities[at].parent) record = parent_of(record, at);
  return record;
}

ValueId Lowering::parent_of(ValueId record, EntityId entity) {
  const Value& value = graph_[record];
  if (value.op == Op::row) return row_of(rules_.vocabulary.entities[entity].parent);
  if (value.op == Op::child) return value.operands[0];
  if (value.op == Op::element) {
    const Value& list = graph_[graph_.binder(value.immediate).list];
    if (list.op == Op::children) return list.operands[0];
  }
  return graph_.make(Op::parent, Kind::record, {record}, entity);
}

std::uint32_t Lowering::parameter_index(std::string_view id) const {
  const auto found = std::find_if(program_.parameters.begin(), program_.parameters.end(),
                                  [&](const rulebook::Parameter& p) { return p.id == id; });
  return static_cast<std::uint32_t>(found - program_.parameters.begin());
}

}  // namespace dutybound::program
