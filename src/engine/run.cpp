// Walking a subject's entity tree with the scalar driver.
#include "engine/run.hpp"

#include <utility>

#include "engine/machine.hpp"
#include "engine/tracer.hpp"

namespace dutybound::engine {

using rulebook::Attribute;
using rulebook::no_entity;

struct Run::Memory {
  Memory(std::shared_ptr<const program::Program> p, std::shared_ptr<const Slice> s, const Limits& l)
      : program(std::move(p)),
        slice(std::move(s)),
        step_limit(l.steps_per_case),
        machine(*program, slice->blocks, program->register_count),
        tracer(*program, machine) {}

  [[nodiscard]] bool has_scope(EntityId entity) const {
    return entity < slice->scopes.size() && slice->scopes[entity] != program::no_block;
  }

  bool start(const Facts& facts, const AsAt& as_at) {
    return machine.start(facts, {as_at.day, as_at.instant(), as_at.edition}, step_limit);
  }

  /// Nothing to compute where no rule is about the entity or one below it.
  bool bind(EntityId entity, const Cell& record) { return !has_scope(entity) || machine.enter(slice->scopes[entity], record); }

  void visit(const Instance& instance) const {
    if (slice->visits[instance.entity]) visitor(visitor_data, instance);
  }

  bool descend(EntityId entity, std::uint32_t row) {
    const feel::Arena::Mark mark = machine.arena().mark();
    if (!bind(entity, Cell::record(entity, row))) return false;
    visit({entity, row, false, 0});
    for (const Attribute& attribute : program->vocabulary.entities[entity].attributes) {
      if (attribute.entity == no_entity || !has_scope(attribute.entity)) continue;
      const Children children = machine.facts().children(attribute.entity, row);
      const bool gap = children.state == feel::State::unknown ||
                       (children.state == feel::State::known && machine.facts().unlisted(attribute.entity, row));
      if (gap && !descend_gap(attribute.entity, attribute.entity, row)) return false;
      for (std::uint32_t n = 0; n < children.count; ++n) {
        if (!descend(attribute.entity, children.first + n)) return false;
      }
    }
    machine.arena().restore(mark);
    return true;
  }

  bool descend_gap(EntityId entity, EntityId gap, std::uint32_t row) {
    const feel::Arena::Mark mark = machine.arena().mark();
    if (slice->gaps && !bind(entity, no_record(gap, row))) return false;
    visit({entity, row, true, gap});
    for (const Attribute& attribute : program->vocabulary.entities[entity].attributes) {
      if (attribute.entity == no_entity || !has_scope(attribute.entity)) continue;
      if (!descend_gap(attribute.entity, gap, row)) return false;
    }
    machine.arena().restore(mark);
    return true;
  }

  /// Binds a row after those around it.
  bool bind_down_to(EntityId entity, std::uint32_t row) {
    const EntityId parent = program->vocabulary.entities[entity].parent;
    if (parent != no_entity && !bind_down_to(parent, machine.facts().parent_row(entity, row))) return false;
    return bind(entity, Cell::record(entity, row));
  }

  /// What stands for the records of a collection of which nobody says whether there are any.
  [[nodiscard]] Cell no_record(EntityId gap, std::uint32_t parent_row) const {
    return Cell::unknown(feel::Kind::record, machine.facts().children(gap, parent_row).unclear);
  }

  bool bind_gap_down_to(EntityId entity, const Instance& instance) {
    const EntityId parent = program->vocabulary.entities[entity].parent;
    const bool around = entity == instance.gap ? bind_down_to(parent, instance.row) : bind_gap_down_to(parent, instance);
    return around && bind(entity, no_record(instance.gap, instance.row));
  }

  std::shared_ptr<const program::Program> program;
  std::shared_ptr<const Slice> slice;
  std::size_t step_limit;
  Machine machine;
  Tracer tracer;
  void* visitor_data = nullptr;
  void (*visitor)(void*, const Instance&) = nullptr;
};

Run::Run(std::shared_ptr<const program::Program> program, Limits limits)
    : Run(program, std::make_shared<const Slice>(*program), limits) {}
Run::Run(std::shared_ptr<const program::Program> program, std::shared_ptr<const Slice> slice, Limits limits)
    : memory_(std::make_unique<Memory>(std::move(program), std::move(slice), limits)) {}
Run::~Run() = default;
Run::Run(Run&&) noexcept = default;
Run& Run::operator=(Run&&) noexcept = default;

bool Run::walk(const Facts& facts, AsAt as_at, void* visitor, void (*visit)(void*, const Instance&)) {
  memory_->visitor_data = visitor;
  memory_->visitor = visit;
  if (!memory_->start(facts, as_at)) return false;
  return !memory_->has_scope(facts.subject()) || memory_->descend(facts.subject(), 0);
}

bool Run::at(const Facts& facts, AsAt as_at, const Instance& instance) {
  if (!memory_->start(facts, as_at)) return false;
  return instance.unrecorded ? memory_->bind_gap_down_to(instance.entity, instance)
                             : memory_->bind_down_to(instance.entity, instance.row);
}

const Cell& Run::operator[](program::Register r) const { return memory_->machine[r]; }

std::span<const Cell> Run::registers() const { return memory_->machine.registers(); }

void Run::unknowns(program::Register r, std::vector<Dependency>& into) { memory_->tracer.unknowns(r, into); }

void Run::passed_over(program::Register r, std::vector<Dependency>& into) { memory_->tracer.passed_over(r, into); }

void Run::readings(program::Register r, std::vector<Reading>& into) { memory_->tracer.readings(r, into); }

void Run::stand_ins(program::Register r, std::vector<StandIn>& into) { memory_->tracer.stand_ins(r, into); }

}  // namespace dutybound::engine
