// Walking back through the instructions that wrote a register. A loop's body is run again for each element, so that its registers
// are there, and charged as often.
#include "engine/tracer.hpp"

#include <algorithm>

#include "feel/builtins.hpp"
#include "feel/kernels.hpp"

namespace dutybound::engine {

using feel::Kind;
using program::Effect;
using program::Instruction;
using program::Op;
using program::Register;

namespace {

/// Unknown, or a list that nobody knows fully.
bool is_uncertain(const Cell& cell) {
  if (cell.is_unknown()) return true;
  const auto elements = feel::elements(cell);
  return std::any_of(elements.begin(), elements.end(), [](const Cell& e) { return e.maybe || is_uncertain(e); });
}

/// An instant of which only the day is recorded, or a list with one.
bool is_imprecise(const Cell& cell) {
  if (!cell.is_known()) return false;
  if (cell.kind == Kind::date_time) return cell.payload.instant.earliest != cell.payload.instant.latest;
  const auto elements = feel::elements(cell);
  return std::any_of(elements.begin(), elements.end(), is_imprecise);
}

bool counts_working_days(std::uint32_t builtin) {
  const auto b = static_cast<feel::Builtin>(builtin);
  return b == feel::Builtin::add_working_days || b == feel::Builtin::working_days_between || b == feel::Builtin::is_working_day;
}

bool is_call(const Instruction& i, feel::Builtin builtin) {
  return i.op == Op::call && static_cast<feel::Builtin>(i.immediate) == builtin;
}

/// Whether it may be known though an operand is not.
bool passes_over(const Instruction& i) { return is_call(i, feel::Builtin::known) || is_call(i, feel::Builtin::first_recorded); }

}  // namespace

std::size_t Tracer::PlaceHash::operator()(const Place& p) const {
  std::size_t hash = p.entity;
  for (const std::uint32_t part : {p.attribute, p.row, p.more}) hash = hash * 1'000'003U ^ part;
  return hash;
}

Tracer::Tracer(const program::Program& program, Machine& machine)
    : program_(program),
      machine_(machine),
      list_of_body_(program.blocks.size(), program::no_register),
      visited_(program.register_count) {
  for (const program::Block& block : program.blocks) {
    for (const Instruction& i : block.code) {
      if (program::effect_of(i.op) == Effect::loop) list_of_body_[i.immediate] = i.a;
    }
  }
}

void Tracer::begin() {
  look_back_ += 32;
  found_.clear();
}

void Tracer::begin(std::vector<Run::Dependency>& into) {
  begin();
  dependencies_ = &into;
  for (const Run::Dependency& d : into)
    found_.insert({d.entity, d.attribute, d.row, d.parameter << 3U | static_cast<std::uint32_t>(d.on)});
}

void Tracer::passed_over(Register r, std::vector<Run::Dependency>& into) {
  if (passing_.empty()) passing_ = program::computed_from(program_, passes_over);
  if (!passing_[r]) return;
  begin(into);
  const feel::Arena::Mark mark = machine_.arena().mark();
  visit(r, Search::passed_over);
  machine_.arena().restore(mark);
}

void Tracer::unknowns(Register r, std::vector<Run::Dependency>& into) {
  begin(into);
  const feel::Arena::Mark mark = machine_.arena().mark();
  visit(r, is_imprecise(machine_[r]) ? Search::imprecise : Search::unknown);
  machine_.arena().restore(mark);
}

void Tracer::readings(Register r, std::vector<Run::Reading>& into) {
  begin();
  readings_ = &into;
  for (const Run::Reading& reading : into) found_.insert({reading.entity, reading.attribute, reading.row, 0});
  const feel::Arena::Mark mark = machine_.arena().mark();
  visit(r, Search::everything);
  machine_.arena().restore(mark);
}

void Tracer::stand_ins(Register r, std::vector<Run::StandIn>& into) {
  if (choosing_.empty()) {
    choosing_ = program::computed_from(program_, [](const Instruction& i) { return is_call(i, feel::Builtin::first_recorded); });
  }
  if (!choosing_[r]) return;
  begin();
  stand_ins_ = &into;
  const feel::Arena::Mark mark = machine_.arena().mark();
  visit(r, Search::stand_in);
  machine_.arena().restore(mark);
}

void Tracer::depend(Run::Dependency d) {
  if (found_.insert({d.entity, d.attribute, d.row, d.parameter << 3U | static_cast<std::uint32_t>(d.on)}))
    dependencies_->push_back(d);
}

void Tracer::read(Run::Reading reading) {
  if (found_.insert({reading.entity, reading.attribute, reading.row, 0})) readings_->push_back(reading);
}

void Tracer::visit(Register r, Search search) {
  const Cell& cell = machine_[r];
  machine_.budget().steps(1 + feel::elements(cell).size());
  if (search == Search::unknown && !is_uncertain(cell)) return;
  if (search == Search::imprecise && !is_imprecise(cell)) return;
  if (search == Search::passed_over && !passing_[r]) return;
  if (search == Search::stand_in && !choosing_[r]) return;
  std::uint64_t& visited = visited_[r];
  if (visited < look_back_) visited = look_back_;
  const std::uint64_t bit = 1U << static_cast<unsigned>(search);
  if ((visited & bit) != 0) return;
  visited |= bit;
  const program::Origin origin = program_.origins[r];
  const program::Block& block = program_.blocks[origin.block];
  if (origin.index == program::Origin::row) return visit_row(block, origin.block, search);
  const Instruction& i = block.code[origin.index];
  if (program::effect_of(i.op) == Effect::fact) return visit_read(i, search);
  if (program::effect_of(i.op) == Effect::loop) return visit_loop(i, search);
  if (i.op == Op::conditional) return visit_choice(i, search);
  visit_operands(i, search);
}

void Tracer::visit_row(const program::Block& block, program::BlockId id, Search search) {
  if (block.entity == rulebook::no_entity) return visit(list_of_body_[id], search);
  if (search != Search::unknown) return;
  // The outermost record that nobody says anything about is the one that is missing.
  const auto row_of = [&](EntityId e) -> const Cell& { return machine_[program_.blocks[program_.scopes[e]].row]; };
  EntityId gap = block.entity;
  EntityId parent = program_.vocabulary.entities[gap].parent;
  while (row_of(parent).is_unknown()) {
    gap = parent;
    parent = program_.vocabulary.entities[gap].parent;
  }
  depend({Run::Dependency::On::children, parent, program_.vocabulary.entities[gap].parent_attribute,
          row_of(parent).payload.record.row, 0});
}

void Tracer::visit_read(const Instruction& i, Search search) {
  visit(i.a, search);
  const Cell& record = machine_[i.a];
  if (!record.is_known() || i.op == Op::parent) return;
  const auto [entity, row] = record.payload.record;
  const bool is_child = i.op == Op::child || i.op == Op::children;
  const AttributeId attribute = is_child ? program_.vocabulary.entities[i.immediate].parent_attribute : i.immediate;
  if (search == Search::passed_over || search == Search::stand_in) return;
  if (search == Search::everything) return read({entity, attribute, row, machine_[i.result]});
  using On = Run::Dependency::On;
  if (is_child) return depend({On::children, entity, attribute, row, 0});
  const bool is_recorded = !is_uncertain(machine_.facts().value(entity, attribute, row));
  depend({is_recorded ? On::time_of_day : On::fact, entity, attribute, row, 0});
}

void Tracer::visit_loop(const Instruction& i, Search search) {
  const Cell list = machine_[i.a];
  const bool looks_everywhere = search == Search::everything || search == Search::passed_over || search == Search::stand_in;
  if (!list.is_known() || looks_everywhere) visit(i.a, search);
  bool membership_matters = false;
  const std::span<const Cell> elements = program::is_turning(i.op) ? std::span(&list, 1) : feel::elements(list);
  for (const Cell& element : elements) {
    machine_.enter_element(i.immediate, element);
    forget(i.immediate);
    const Cell& result = machine_[i.b];
    const bool decides_nothing = (i.op == Op::some && result.is_false()) || (i.op == Op::every && result.is_true());
    membership_matters = membership_matters || (element.maybe && !decides_nothing);
    visit(i.b, search);
  }
  // Only now: looking into the list may run this block's elements' makers, never this block itself.
  if (search == Search::imprecise ? i.op == Op::filter : membership_matters) visit(i.a, search);
}

void Tracer::visit_choice(const Instruction& i, Search search) {
  const Cell& condition = machine_[i.a];
  if (search != Search::imprecise) visit(i.a, search);
  if (search == Search::unknown && condition.is_false()) visit_unrecorded(i.a);
  if (condition.is_unknown() || condition.is_true()) visit(i.b, search);
  if (!condition.is_true()) visit(i.c, search);
}

void Tracer::visit_unrecorded(Register condition) {
  const program::Origin origin = program_.origins[condition];
  if (origin.index == program::Origin::row) return;
  const Instruction& i = program_.blocks[origin.block].code[origin.index];
  if (is_call(i, feel::Builtin::known)) visit(i.a, Search::unknown);
}

void Tracer::visit_first_recorded(const Instruction& i) {
  const Cell taken = machine_[i.result];
  if (!taken.is_known()) return;
  std::vector<Run::Dependency> passed_over;
  dependencies_ = &passed_over;
  const program::Origin origin = program_.origins[i.a];
  const Instruction* list = origin.index == program::Origin::row ? nullptr : &program_.blocks[origin.block].code[origin.index];
  const auto elements = feel::elements(machine_[i.a]);
  for (std::uint32_t n = 0; n < elements.size() && !elements[n].is_known(); ++n) {
    if (!elements[n].is_unknown()) continue;
    if (list && list->op == Op::list) {
      visit(program::operand(program_, *list, n), Search::unknown);
    } else if (list && list->op == Op::for_each && elements.size() == feel::elements(machine_[list->a]).size()) {
      machine_.enter_element(list->immediate, feel::elements(machine_[list->a])[n]);
      forget(list->immediate);
      visit(list->b, Search::unknown);
    } else {
      visit(i.a, Search::unknown);
    }
  }
  for (const Run::Dependency& fact : passed_over) stand_ins_->push_back({fact, taken});
}

void Tracer::visit_operands(const Instruction& i, Search search) {
  if (search == Search::stand_in && is_call(i, feel::Builtin::first_recorded)) visit_first_recorded(i);
  if (search == Search::passed_over && passes_over(i)) {
    for (std::uint32_t n = 0; n < program::operand_count(i); ++n) visit(program::operand(program_, i, n), Search::unknown);
  }
  const std::uint32_t count = program::operand_count(i);
  bool found = false;
  for (std::uint32_t n = 0; n < count; ++n) {
    const Register r = program::operand(program_, i, n);
    found = found || is_uncertain(machine_[r]);
    visit(r, search);
  }
  if (search != Search::unknown || found) return;
  using On = Run::Dependency::On;
  if (i.op == Op::parameter || i.op == Op::parameter_now) return depend({On::parameter, 0, 0, 0, i.immediate});
  if (i.op == Op::ordinary_day || (i.op == Op::call && counts_working_days(i.immediate)))
    return depend({On::calendar, 0, 0, 0, 0});
  for (std::uint32_t n = 0; n < count; ++n) visit(program::operand(program_, i, n), Search::imprecise);
}

void Tracer::forget(program::BlockId body) {
  const program::Block& block = program_.blocks[body];
  visited_[block.row] = 0;
  for (const Instruction& i : block.code) {
    visited_[i.result] = 0;
    if (program::effect_of(i.op) == Effect::loop) forget(i.immediate);
  }
}

}  // namespace dutybound::engine
