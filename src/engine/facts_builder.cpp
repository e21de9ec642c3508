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
      : program_(program),
        facts_(facts),
        machine_(program, program.constraint_blocks, program.constraint_registers, facts.limits()) {}

  /// What is impossible, by entity, row and constraint. Throws feel::Spent.
  std::vector<Broken> over(EntityId subject) {
    machine_.start(facts_, {});
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
    const std::vector<program::ConstraintPlan>& all = program_.constraints;  // in the order of entities
    auto c = std::lower_bound(all.begin(), all.end(), entity, [](const auto& each, EntityId e) { return each.entity < e; });
    for (; c != all.end() && c->entity == entity; ++c) {
      if (machine_[c->truth].is_false()) broken_.push_back({entity, row, static_cast<std::size_t>(c - all.begin())});
    }
    for (const Attribute& attribute : program_.vocabulary.entities[entity].attributes) {
      if (attribute.entity == no_entity) continue;
      const Children children = facts_.children(attribute.entity, row);
      for (std::uint32_t n = 0; n < children.count; ++n) descend(attribute.entity, children.first + n);
    }
    machine_.arena().restore(mark);
  }

  const Program& program_;
  const Facts& facts_;
  Machine machine_;
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
  const Children children = facts.children(wanted, *above);
  if (children.count != 1) return std::nullopt;
  return children.first;
}

}  // namespace

FactsBuilder::FactsBuilder(std::shared_ptr<const Program> program, EntityId subject, const Limits& limits) {
  facts_.limits_ = limits;
  facts_.program_ = std::move(program);
  facts_.subject_ = subject;
  facts_.tables_.resize(facts_.program_->vocabulary.entities.size());
  append(subject, 0, 0);
}

std::uint32_t FactsBuilder::append(EntityId entity, std::uint32_t parent_row, std::uint32_t position) {
  Facts::Table& table = facts_.tables_[entity];
  const auto row = static_cast<std::uint32_t>(table.rows.size());
  table.rows.push_back({parent_row, position, std::nullopt, {}});
  table.records.push_back(Cell::record(entity, row));
  const std::vector<Attribute>& attributes = facts_.program_->vocabulary.entities[entity].attributes;
  for (const Attribute& attribute : attributes)
    table.cells.push_back(attribute.entity != no_entity ? Facts::children_cell({}) : Cell::unknown(attribute.type.kind));
  return row;
}

void FactsBuilder::set_children(EntityId child, std::uint32_t parent_row, const Children& children) {
  const Entity& declared = facts_.program_->vocabulary.entities[child];
  set(declared.parent, declared.parent_attribute, parent_row, Facts::children_cell(children));
}

std::uint32_t FactsBuilder::add_row(EntityId entity, std::uint32_t parent_row, std::uint32_t position) {
  const std::uint32_t row = append(entity, parent_row, position);
  Children siblings = facts_.children(entity, parent_row);
  if (siblings.count == 0) siblings = {State::known, row, 0};
  ++siblings.count;
  set_children(entity, parent_row, siblings);
  return row;
}

void FactsBuilder::set_no_children(EntityId child, std::uint32_t parent_row) {
  const bool is_many = facts_.program_->vocabulary.entities[child].many;
  set_children(child, parent_row, {is_many ? State::known : State::null});
}

void FactsBuilder::set_id(EntityId entity, std::uint32_t row, std::string id) {
  facts_.tables_[entity].rows[row].id = std::move(id);
}

void FactsBuilder::set_origin(EntityId entity, std::uint32_t row, const Origin& origin) {
  facts_.tables_[entity].rows[row].origin = origin;
}

void FactsBuilder::set_source_tables(std::shared_ptr<const std::vector<std::string>> names) {
  facts_.source_tables_ = std::move(names);
}

void FactsBuilder::set(EntityId entity, AttributeId attribute, std::uint32_t row, Cell cell) {
  facts_.tables_[entity].cells[facts_.place(entity, attribute, row)] = cell;
}

void FactsBuilder::set_text(EntityId entity, AttributeId attribute, std::uint32_t row, std::string text) {
  set(entity, attribute, row, Cell::text(facts_.kept_->texts.emplace_back(std::move(text))));
}

void FactsBuilder::set_list(EntityId entity, AttributeId attribute, std::uint32_t row, std::vector<Cell> items,
                            std::vector<std::string> texts) {
  std::size_t next = 0;
  for (Cell& item : items) {
    if (!item.is_known() || item.kind != feel::Kind::text || next == texts.size()) continue;
    item = Cell::text(facts_.kept_->texts.emplace_back(std::move(texts[next++])));
  }
  const std::vector<Cell>& kept = facts_.kept_->value_lists.emplace_back(std::move(items));
  set(entity, attribute, row, Cell::list(kept.data(), kept.size()));
}

void FactsBuilder::set_error(EntityId entity, AttributeId attribute, std::uint32_t row, DataError error) {
  const Attribute& declared = facts_.program_->vocabulary.entities[entity].attributes[attribute];
  if (declared.entity != no_entity) {
    set_children(declared.entity, row, {State::unknown, 0, 0, true});
  } else {
    set(entity, attribute, row, Cell::unknown(declared.type.kind, true));
  }
  Facts::Table& table = facts_.tables_[entity];
  if (table.errors.size() < table.cells.size()) table.errors.resize(table.cells.size(), 0);
  facts_.data_errors_.push_back(std::move(error));
  std::uint32_t& first = table.errors[facts_.place(entity, attribute, row)];
  if (first == 0) first = static_cast<std::uint32_t>(facts_.data_errors_.size());
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

Facts Facts::assuming(std::shared_ptr<const Assumptions> assumptions) const {
  const Program& program = *program_;
  Facts facts(*this);
  struct Place {
    const Assumptions::One* one;
    std::uint32_t row;
  };
  const auto take_back = [&](const Place& place) {
    Table& table = facts.tables_[place.one->entity];
    const std::size_t at = facts.place(place.one->entity, place.one->attribute, place.row);
    table.cells[at] = tables_[place.one->entity].cells[at];
    table.assumed[at] = false;
  };
  std::vector<Place> made;
  for (const Assumptions::One& one : assumptions->all) {
    Table& table = facts.tables_[one.entity];
    const Attribute& declared = program.vocabulary.entities[one.entity].attributes[one.attribute];
    const bool many = declared.entity != no_entity && program.vocabulary.entities[declared.entity].many;
    const Cell value = declared.entity == no_entity ? one.value : children_cell({many ? State::known : State::null, 0, 0});
    for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
      const std::size_t at = place(one.entity, one.attribute, row);
      if (!table.cells[at].is_unknown() || data_error(one.entity, one.attribute, row)) continue;
      table.cells[at] = value;
      table.assumed.resize(table.cells.size());
      table.assumed[at] = true;
      made.push_back({&one, row});
    }
  }
  while (!made.empty()) {
    std::vector<ConstraintRun::Broken> broken = ConstraintRun(program, facts).over(facts.subject_);
    if (!broken.empty()) {  // only what is broken by an assumption counts
      const std::vector<ConstraintRun::Broken> before = ConstraintRun(program, *this).over(subject_);
      const auto is_old = [&](const auto& each) { return std::binary_search(before.begin(), before.end(), each); };
      broken.erase(std::remove_if(broken.begin(), broken.end(), is_old), broken.end());
    }
    if (broken.empty()) break;
    const auto is_blamed = [&](const Place& place) {
      return std::any_of(broken.begin(), broken.end(), [&](const ConstraintRun::Broken& each) {
        const std::vector<rulebook::Mark>& marks = program.constraints[each.constraint].marks;
        return std::any_of(marks.begin(), marks.end(), [&](const rulebook::Mark& mark) {
          return mark.entity == place.one->entity && mark.attribute == place.one->attribute &&
                 row_below(program, facts, each.entity, each.row, mark.entity) == place.row;
        });
      });
    };
    auto blamed = std::stable_partition(made.begin(), made.end(), [&](const Place& place) { return !is_blamed(place); });
    if (blamed == made.end()) blamed = made.begin();  // it reads one of them and blames others: none can be trusted
    std::for_each(blamed, made.end(), take_back);
    made.erase(blamed, made.end());
  }
  facts.assumptions_ = std::move(assumptions);
  return facts;
}

}  // namespace dutybound::engine
