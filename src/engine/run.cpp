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
        machine(*program, slice->blocks, program->register_count, l),
        tracer(*program, machine) {}

  [[nodiscard]] bool has_scope(EntityId entity) const {
    return entity < slice->scopes.size() && slice->scopes[entity] != program::no_block;
  }

  void start(const Facts& facts, const AsAt& as_at) { machine.start(facts, {as_at.day, as_at.instant(), as_at.edition}); }

  /// Nothing to compute where no rule is about the entity or one below it.
  void bind(EntityId entity, const Cell& record) {
    if (has_scope(entity)) machine.enter(slice->scopes[entity], record);
  }

  /// False where the budget was used up on the way.
  template <class Compute>
  bool within_budget(Compute compute) {
    try {
      compute();
      return true;
    } catch (const feel::Spent& met) {
      spent = met.limit;
      return false;
    }
  }

  void visit(const Instance& instance) const {
    if (slice->visits[instance.entity]) visitor(visitor_data, instance);
  }

  void descend(EntityId entity, std::uint32_t row) {
    const feel::Arena::Mark mark = machine.arena().mark();
    bind(entity, Cell::record(entity, row));
    visit({entity, row, false, 0});
    for (const Attribute& attribute : program->vocabulary.entities[entity].attributes) {
      if (attribute.entity == no_entity || !has_scope(attribute.entity)) continue;
      const Children children = machine.facts().children(attribute.entity, row);
      const bool gap = children.state == feel::State::unknown ||
                       (children.state == feel::State::known && machine.facts().unlisted(attribute.entity, row));
      if (gap) descend_gap(attribute.entity, attribute.entity, row);
      for (std::uint32_t n = 0; n < children.count; ++n) descend(attribute.entity, children.first + n);
    }
    machine.arena().restore(mark);
  }

  void descend_gap(EntityId entity, EntityId gap, std::uint32_t row) {
    const feel::Arena::Mark mark = machine.arena().mark();
    if (slice->gaps) bind(entity, no_record(gap, row));
    visit({entity, row, true, gap});
    for (const Attribute& attribute : program->vocabulary.entities[entity].attributes) {
      if (attribute.entity == no_entity || !has_scope(attribute.entity)) continue;
      descend_gap(attribute.entity, gap, row);
    }
    machine.arena().restore(mark);
  }

  /// Binds a row after those around it.
  void bind_down_to(EntityId entity, std::uint32_t row) {
    const EntityId parent = program->vocabulary.entities[entity].parent;
    if (parent != no_entity) bind_down_to(parent, machine.facts().parent_row(entity, row));
    bind(entity, Cell::record(entity, row));
  }

  /// What stands for the records of a collection of which nobody says whether there are any.
  [[nodiscard]] Cell no_record(EntityId gap, std::uint32_t parent_row) const {
    return Cell::unknown(feel::Kind::record, machine.facts().children(gap, parent_row).unclear);
  }

  void bind_gap_down_to(EntityId entity, const Instance& instance) {
    const EntityId parent = program->vocabulary.entities[entity].parent;
    entity == instance.gap ? bind_down_to(parent, instance.row) : bind_gap_down_to(parent, instance);
    bind(entity, no_record(instance.gap, instance.row));
  }

  std::shared_ptr<const program::Program> program;
  std::shared_ptr<const Slice> slice;
  Machine machine;
  Tracer tracer;
  void* visitor_data = nullptr;
  void (*visitor)(void*, const Instance&) = nullptr;
  const char* spent = nullptr;
};

Run::Run(std::shared_ptr<const program::Program> program, Limits limits)
    : Run(program, std::make_shared<const Slice>(*program), limits) {}
Run::Run(std::shared_ptr<const program::Program> program, std::shared_ptr<const Slice> slice, Limits limits)
    : memory_(std::make_unique<Memory>(std::move(program), std::move(slice), limits)) {}
Run::~Run() = default;
Run::Run(Run&&) noexcept = default;
Run& Run::operator=(Run&&) noexcept = default;

void Run::renew() {
  memory_->machine.budget().renew();
  memory_->spent = nullptr;
}

void Run::rest() noexcept { memory_->machine.arena().reset(); }

feel::Budget& Run::budget() { return memory_->machine.budget(); }

const char* Run::spent() const { return memory_->spent; }

void Run::note(const feel::Spent& spent) { memory_->spent = spent.limit; }

bool Run::walk(const Facts& facts, AsAt as_at, void* visitor, void (*visit)(void*, const Instance&)) {
  memory_->visitor_data = visitor;
  memory_->visitor = visit;
  return memory_->within_budget([&] {
    memory_->start(facts, as_at);
    if (memory_->has_scope(facts.subject())) memory_->descend(facts.subject(), 0);
  });
}

bool Run::at(const Facts& facts, AsAt as_at, const Instance& instance) {
  return memory_->within_budget([&] {
    memory_->start(facts, as_at);
    instance.unrecorded ? memory_->bind_gap_down_to(instance.entity, instance)
                        : memory_->bind_down_to(instance.entity, instance.row);
  });
}

const Cell& Run::operator[](program::Register r) const { return memory_->machine[r]; }

std::span<const Cell> Run::registers() const { return memory_->machine.registers(); }

void Run::unknowns(program::Register r, std::vector<Dependency>& into) { memory_->tracer.unknowns(r, into); }

void Run::passed_over(program::Register r, std::vector<Dependency>& into) { memory_->tracer.passed_over(r, into); }

void Run::readings(program::Register r, std::vector<Reading>& into) { memory_->tracer.readings(r, into); }

void Run::stand_ins(program::Register r, std::vector<StandIn>& into) { memory_->tracer.stand_ins(r, into); }

}  // namespace dutybound::engine
