// Hash-consing of values: one for each operation, kind, immediate and operands.
#include "program/graph.hpp"

#include <algorithm>
#include <utility>

namespace dutybound::program {

namespace {

/// Equal cells, equal keys.
std::string content(const feel::Cell& cell) {
  std::string key{static_cast<char>(cell.state), static_cast<char>(cell.kind)};
  if (!cell.is_known()) return key;
  const auto append = [&](auto number) {
    for (std::size_t i = 0; i < sizeof number; ++i) {
      key += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i) & 0xFFU);
    }
  };
  switch (cell.kind) {
    case feel::Kind::boolean:
      append(static_cast<std::uint8_t>(cell.payload.truth));
      break;
    case feel::Kind::number:
      append(cell.payload.number.words[0]);
      append(cell.payload.number.words[1]);
      break;
    case feel::Kind::text:
      key += cell.text();
      break;
    case feel::Kind::date_time:
      append(cell.payload.instant.earliest);
      append(cell.payload.instant.latest);
      break;
    default:
      append(cell.payload.integer);
      break;
  }
  return key;
}

void join(std::vector<BinderId>& into, const std::vector<BinderId>& from) {
  std::vector<BinderId> both;
  both.reserve(into.size() + from.size());
  std::set_union(into.begin(), into.end(), from.begin(), from.end(), std::back_inserter(both));
  into = std::move(both);
}

EntityId inner(EntityId a, EntityId b) {
  if (a == rulebook::no_entity) return b;
  if (b == rulebook::no_entity) return a;
  return std::max(a, b);
}

}  // namespace

ValueId Graph::intern(Value value) {
  std::vector<std::uint32_t> key{static_cast<std::uint32_t>(value.op), static_cast<std::uint32_t>(value.kind), value.immediate};
  key.insert(key.end(), value.operands.begin(), value.operands.end());
  const auto [place, added] = known_.try_emplace(std::move(key), static_cast<ValueId>(values_.size()));
  if (added) values_.push_back(std::move(value));
  return place->second;
}

ValueId Graph::constant(const feel::Cell& cell) {
  const auto [place, added] = constants_.try_emplace(content(cell), static_cast<std::uint32_t>(program_.constants.size()));
  if (added) {
    feel::Cell kept = cell;
    if (cell.is_known() && cell.kind == feel::Kind::text) {
      const std::string& text = program_.texts.emplace_back(cell.text());
      kept.payload.text = {text.data(), text.size()};
    }
    program_.constants.push_back(kept);
  }
  Value value;
  value.op = Op::constant;
  value.kind = cell.kind;
  value.immediate = place->second;
  return intern(std::move(value));
}

const feel::Cell* Graph::constant_of(ValueId id) const {
  return values_[id].op == Op::constant ? &program_.constants[values_[id].immediate] : nullptr;
}

ValueId Graph::row(EntityId entity) {
  Value value;
  value.op = Op::row;
  value.kind = feel::Kind::record;
  value.immediate = entity;
  value.scope = entity;
  return intern(std::move(value));
}

ValueId Graph::make(Op op, feel::Kind kind, std::vector<ValueId> operands, std::uint32_t immediate) {
  Value value;
  value.op = op;
  value.kind = kind;
  value.immediate = immediate;
  for (const ValueId operand : operands) {
    value.scope = inner(value.scope, values_[operand].scope);
    join(value.free, values_[operand].free);
  }
  value.operands = std::move(operands);
  return intern(std::move(value));
}

BinderId Graph::bind(ValueId list, feel::Kind element, const std::vector<BinderId>& around) {
  std::uint32_t level = 0;
  for (const BinderId b : around) {
    if (binders_[b].list == list) level = std::max(level, binders_[b].level + 1);
  }
  for (BinderId b = 0; b < binders_.size(); ++b) {
    if (binders_[b].list == list && binders_[b].level == level && values_[binders_[b].element].kind == element) return b;
  }
  const auto id = static_cast<BinderId>(binders_.size());
  Value value;
  value.op = Op::element;
  value.kind = element;
  value.immediate = id;
  value.scope = values_[list].scope;
  value.free = values_[list].free;
  join(value.free, {id});
  binders_.push_back({list, level, intern(std::move(value))});
  return id;
}

ValueId Graph::loop(Op op, feel::Kind kind, BinderId binder, ValueId body) {
  const ValueId list = binders_[binder].list;
  Value value;
  value.op = op;
  value.kind = kind;
  value.immediate = binder;
  value.operands = {list, body};
  value.scope = inner(values_[list].scope, values_[body].scope);
  value.free = values_[body].free;
  std::erase(value.free, binder);
  join(value.free, values_[list].free);
  return intern(std::move(value));
}

}  // namespace dutybound::program
