// Filling tables, then running the vocabulary's constraints over them.
#include <algorithm>
#include <utility>

#include "engine/facts.hpp"
#include "engine/machine.hpp"
#include "engine/value_text.hpp"

namespace dutybound::engine {

using feel::State;
using program::Program;
using rulebook::Attribute;
using rulebook::AttributeKind;
using rulebook::Entity;
using rulebook::no_entity;

namespace {

/// The constraints of each record, run once over what is recorded.
class ConstraintRun {
 public:
  struct Broken {
    EntityId entity;
    std::uint32_t row;
    std::size_t constraint;
    friend auto operator<=>(const Broken&, const Broken&) = default;
  };

  ConstraintRun(const Program& program, const Facts& facts)
      : program_(program), facts_(facts), machine_(program, program.constraint_blocks, program.constraint_registers) {
    of_entity_.resize(program.vocabulary.entities.size());
    for (std::size_t c = 0; c < program.constraints.size(); ++c) of_entity_[program.constraints[c].entity].push_back(c);
  }

  /// What is impossible, by entity, row and constraint.
  std::vector<Broken> over(EntityId subject) {
    machine_.start(facts_, {}, static_cast<std::size_t>(-1));
    descend(subject, 0);
    std::sort(broken_.begin(), broken_.end());
    return std::move(broken_);
  }

 private:
  void descend(EntityId entity, std::uint32_t row) {
    const program::BlockId scope = program_.constraint_scopes[entity];
    if (scope == program::no_block) return;
    const feel::Arena::Mark mark = machine_.arena().mark();
    machine_.enter(scope, Cell::record(entity, row));
    for (const std::size_t c : of_entity_[entity]) {
      if (machine_[program_.constraints[c].truth].is_false()) broken_.push_back({entity, row, c});
    }
    for (const Attribute& attribute : program_.vocabulary.entities[entity].attributes) {
      if (attribute.entity == no_entity) continue;
      const Children& children = facts_.children(attribute.entity, row);
      for (std::uint32_t n = 0; n < children.count; ++n) descend(attribute.entity, children.first + n);
    }
    machine_.arena().restore(mark);
  }

  const Program& program_;
  const Facts& facts_;
  Machine machine_;
  std::vector<std::vector<std::size_t>> of_entity_;
  std::vector<Broken> broken_;
};

/// The row of `wanted`, below a row of `from` by to-one attributes alone, if there is one.
std::optional<std::uint32_t> row_below(const Program& program, const Facts& facts, EntityId from, std::uint32_t row,
                                       EntityId wanted) {
  if (wanted == from) return row;
  const EntityId parent = program.vocabulary.entities[wanted].parent;
  if (parent == no_entity) return std::nullopt;
  const std::optional<std::uint32_t> above = row_below(program, facts, from, row, parent);
  if (!above) return std::nullopt;
  const Children& children = facts.children(wanted, *above);
  if (children.count != 1) return std::nullopt;
  return children.first;
}

}  // namespace

FactsBuilder::FactsBuilder(std::shared_ptr<const Program> program, EntityId subject) {
  facts_.program_ = std::move(program);
  facts_.subject_ = subject;
  const std::vector<Entity>& entities = facts_.program_->vocabulary.entities;
  facts_.tables_.resize(entities.size());
  for (EntityId e = 0; e < entities.size(); ++e) {
    facts_.tables_[e].columns.resize(entities[e].attributes.size());
    facts_.tables_[e].errors.resize(entities[e].attributes.size());
  }
  append(subject, 0, 0);
}

std::uint32_t FactsBuilder::append(EntityId entity, std::uint32_t parent_row, std::uint32_t position) {
  Facts::Table& table = facts_.tables_[entity];
  const auto row = static_cast<std::uint32_t>(table.parents.size());
  table.parents.push_back(parent_row);
  table.positions.push_back(position);
  table.records.push_back(Cell::record(entity, row));
  table.ids.emplace_back();
  const std::vector<Attribute>& attributes = facts_.program_->vocabulary.entities[entity].attributes;
  for (AttributeId a = 0; a < attributes.size(); ++a) {
    if (attributes[a].entity != no_entity) {
      facts_.tables_[attributes[a].entity].children_of_parent.emplace_back();
    } else {
      table.columns[a].push_back(Cell::unknown(attributes[a].type.kind));
    }
  }
  return row;
}

std::uint32_t FactsBuilder::add_row(EntityId entity, std::uint32_t parent_row, std::uint32_t position) {
  const std::uint32_t row = append(entity, parent_row, position);
  Children& siblings = facts_.tables_[entity].children_of_parent[parent_row];
  if (siblings.count == 0) siblings = {State::known, row, 0};
  ++siblings.count;
  return row;
}

void FactsBuilder::set_no_children(EntityId child, std::uint32_t parent_row) {
  const bool is_many = facts_.program_->vocabulary.entities[child].many;
  facts_.tables_[child].children_of_parent[parent_row] = {is_many ? State::known : State::null, 0, 0};
}

void FactsBuilder::set_id(EntityId entity, std::uint32_t row, std::string id) { facts_.tables_[entity].ids[row] = std::move(id); }

void FactsBuilder::set(EntityId entity, AttributeId attribute, std::uint32_t row, Cell cell) {
  facts_.tables_[entity].columns[attribute][row] = cell;
}

void FactsBuilder::set_text(EntityId entity, AttributeId attribute, std::uint32_t row, std::string text) {
  set(entity, attribute, row, Cell::text(facts_.texts_.emplace_back(std::move(text))));
}

void FactsBuilder::set_list(EntityId entity, AttributeId attribute, std::uint32_t row, std::vector<Cell> items,
                            std::vector<std::string> texts) {
  std::size_t next = 0;
  for (Cell& item : items) {
    if (!item.is_known() || item.kind != feel::Kind::text || next == texts.size()) continue;
    item = Cell::text(facts_.texts_.emplace_back(std::move(texts[next++])));
  }
  const std::vector<Cell>& kept = facts_.value_lists_.emplace_back(std::move(items));
  set(entity, attribute, row, Cell::list(kept.data(), kept.size()));
}

void FactsBuilder::set_error(EntityId entity, AttributeId attribute, std::uint32_t row, DataError error) {
  const Attribute& declared = facts_.program_->vocabulary.entities[entity].attributes[attribute];
  if (declared.entity != no_entity) {
    facts_.tables_[declared.entity].children_of_parent[row] = {};
  } else {
    set(entity, attribute, row, Cell::unknown(declared.type.kind));
  }
  std::vector<std::uint32_t>& errors = facts_.tables_[entity].errors[attribute];
  if (errors.size() <= row) errors.resize(row + 1, 0);
  facts_.data_errors_.push_back(std::move(error));
  if (errors[row] == 0) errors[row] = static_cast<std::uint32_t>(facts_.data_errors_.size());
}

void FactsBuilder::add_error(DataError error) { facts_.data_errors_.push_back(std::move(error)); }

Facts FactsBuilder::build() && {
  const Program& program = *facts_.program_;
  if (program.constraints.empty()) return std::move(facts_);
  struct Mark {
    rulebook::Mark what;
    std::uint32_t row;
    DataError error;
  };
  std::vector<Mark> marks;  // described before any is made, so that one constraint does not hide what another saw
  for (const ConstraintRun::Broken& broken : ConstraintRun(program, facts_).over(facts_.subject_)) {
    const program::ConstraintPlan& constraint = program.constraints[broken.constraint];
    for (const rulebook::Mark& what : constraint.marks) {
      const auto row = row_below(program, facts_, broken.entity, broken.row, what.entity);
      if (!row) continue;
      marks.push_back(
          {what,
           *row,
           {facts_.path_of(what.entity, what.attribute, *row),
            value_text(facts_, program.vocabulary, what.entity, what.attribute, *row), constraint.because, constraint.id}});
    }
  }
  for (Mark& mark : marks) set_error(mark.what.entity, mark.what.attribute, mark.row, std::move(mark.error));
  return std::move(facts_);
}

}  // namespace dutybound::engine
