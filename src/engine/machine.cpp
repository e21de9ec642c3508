// Straight-line code, reads and loops.
#include "engine/machine.hpp"

#include <algorithm>

#include "feel/kernels.hpp"

namespace dutybound::engine {

using feel::Kind;
using program::Block;
using program::Effect;
using program::Instruction;
using program::Op;

namespace {

/// 9999-12-31.
constexpr std::int32_t last_day = 2932896;
/// How far a truth that may turn to and fro is followed; the run of a later day goes on from there.
constexpr std::int32_t days_looked_ahead = 31;

constexpr std::size_t arena_chunk = 16U << 10U;
constexpr std::size_t characters_a_step = 16;

/// Charges what an operation may go through, lists within lists as often as they are in them.
void charge(const Cell& operand, feel::Budget& budget) {
  if (!operand.is_known()) return;
  if (operand.kind == Kind::text) return budget.steps(operand.text().size() / characters_a_step);
  if (operand.kind != Kind::list) return;
  const std::span<const Cell> elements = feel::elements(operand);
  budget.steps(elements.size());
  if (elements.empty() || (elements.front().kind != Kind::list && elements.front().kind != Kind::none)) return;
  for (const Cell& element : elements) charge(element, budget);
}

std::size_t most_operands(const std::vector<Block>& blocks) {
  std::size_t most = 3;
  for (const Block& block : blocks) {
    for (const Instruction& i : block.code) most = std::max(most, std::size_t{3} + i.more_count);
  }
  return most;
}

}  // namespace

Machine::Machine(const program::Program& program, const std::vector<Block>& blocks, program::Register registers,
                 const Limits& limits)
    : program_(program),
      blocks_(blocks),
      budget_(limits),
      arena_(arena_chunk, &budget_),
      registers_(registers),
      operands_(most_operands(blocks)) {}

void Machine::start(const Facts& facts, const program::Moment& as_at) {
  facts_ = &facts;
  as_at_ = as_at;
  arena_.reset();
  if (!blocks_.empty()) run(blocks_[0]);
}

void Machine::enter(program::BlockId scope, const Cell& record) {
  registers_[blocks_[scope].row] = record;
  run(blocks_[scope]);
}

void Machine::enter_element(program::BlockId body, const Cell& element) {
  registers_[blocks_[body].row] = feel::certain(element);
  run(blocks_[body]);
}

void Machine::run(const Block& block) {
  budget_.steps(block.code.size());
  for (const Instruction& i : block.code) registers_[i.result] = compute(i);
}

Cell Machine::compute(const Instruction& i) {
  switch (program::effect_of(i.op)) {
    case Effect::fact:
      return read(i);
    case Effect::loop:
      return loop(i);
    default:
      break;
  }
  const std::uint32_t count = program::operand_count(i);
  for (std::uint32_t n = 0; n < count; ++n) {
    operands_[n] = registers_[program::operand(program_, i, n)];
    charge(operands_[n], budget_);
  }
  return program::apply(i, {operands_.data(), count}, {program_, as_at_, arena_});
}

Cell Machine::read(const Instruction& i) {
  const Cell& record = registers_[i.a];
  if (record.is_unknown() && record.payload.record.entity != 0 && (i.op == Op::recorded || i.op == Op::seen)) {
    // Of records that are not listed nothing is known but that they come before a day.
    const auto [entity, day] = record.payload.record;
    const rulebook::Entity& declared = program_.vocabulary.entities[entity];
    const rulebook::Attribute& list = program_.vocabulary.entities[declared.parent].attributes[declared.parent_attribute];
    if (i.immediate == list.in_order_of)
      return feel::until(Cell::unknown_before(Date::from_number(static_cast<std::int32_t>(day))), record.valid_until);
  }
  if (!record.is_known()) return feel::absent(record, i.kind);
  const auto [entity, row] = record.payload.record;
  Cell cell;
  switch (i.op) {
    case Op::recorded:
      cell = facts_->value(entity, i.immediate, row);
      break;
    case Op::seen:
      cell = program::seen(facts_->value(entity, i.immediate, row), as_at_);
      break;
    case Op::parent:
      cell = Cell::record(program_.vocabulary.entities[entity].parent, facts_->parent_row(entity, row));
      break;
    default: {
      const Children children = facts_->children(i.immediate, row);
      if (children.state != feel::State::known) {
        cell = children.state == feel::State::null ? Cell::null(i.kind) : Cell::unknown(i.kind, children.unclear);
      } else if (i.op == Op::child) {
        cell = Cell::record(i.immediate, children.first);
      } else {
        cell = records(i.immediate, children, row);
      }
    }
  }
  return feel::until(cell, feel::sooner(cell, record));
}

/// The records that are listed; where earlier ones may exist, something that stands for them before.
Cell Machine::records(EntityId child, const Children& children, std::uint32_t parent_row) {
  const Cell* listed = facts_->record_cells(child) + children.first;
  const std::optional<Cell> unlisted = facts_->unlisted(child, parent_row);
  if (!unlisted) return Cell::list(listed, children.count);
  const std::span<Cell> all = arena_.cells(std::size_t{children.count} + 1);
  all[0] = *unlisted;
  std::copy_n(listed, children.count, all.begin() + 1);
  return Cell::list(all.data(), all.size());
}

Cell Machine::loop(const Instruction& i) {
  if (program::is_turning(i.op)) return turn(i);
  const Cell list = registers_[i.a];
  const std::span<const Cell> elements = feel::elements(list);
  if (i.op == Op::some || i.op == Op::every) {
    Cell result = Cell::boolean(i.op == Op::every);
    for (const Cell& element : elements) {
      const feel::Arena::Mark mark = arena_.mark();
      enter_element(i.immediate, element);
      result = i.op == Op::some ? feel::some_step(result, element, registers_[i.b])
                                : feel::every_step(result, element, registers_[i.b]);
      arena_.restore(mark);
    }
    return feel::quantified(list, result);
  }
  if (!list.is_known()) return feel::absent(list, Kind::list);
  const std::span<Cell> results = arena_.cells(elements.size());
  for (std::size_t n = 0; n < elements.size(); ++n) {
    enter_element(i.immediate, elements[n]);
    results[n] = i.op == Op::filter ? registers_[i.b] : feel::for_step(elements[n], registers_[i.b]);
  }
  if (i.op == Op::filter) return feel::filter(list, results, arena_);
  return feel::until(Cell::list(results.data(), results.size()), list.valid_until);
}

template <class Same>
std::int32_t Machine::first_other(std::int32_t from, std::int32_t to, Same same) {
  while (to - from > 1) {
    const std::int32_t middle = from + (to - from) / 2;
    (same(middle) ? from : to) = middle;
  }
  return to;
}

Cell Machine::turn(const Instruction& i) {
  const std::int32_t today = static_cast<std::int32_t>(registers_[i.a].payload.integer);
  const auto truth_on = [&](std::int32_t day) {
    const feel::Arena::Mark mark = arena_.mark();
    enter_element(i.immediate, Cell::date(Date::from_number(day)));
    const Cell truth = registers_[i.b];
    arena_.restore(mark);
    return truth;
  };
  const Cell now = truth_on(today);
  const auto same = [&](std::int32_t day) {
    const Cell then = truth_on(day);
    return then.state == now.state && then.is_true() == now.is_true();
  };
  // What else it is computed from holds until then.
  const std::int32_t last = std::min(now.valid_until - 1, last_day);
  if (i.op == Op::turns) {
    const std::int32_t seen_to = std::min(last, today + days_looked_ahead);
    for (std::int32_t day = today + 1; day <= seen_to; ++day) {
      if (!same(day)) return feel::until(now, day);
    }
    return feel::until(now, seen_to < last ? seen_to + 1 : now.valid_until);
  }
  if (now.is_unknown()) {
    // Working days are known within the calendar: of as_at's own day from its first day on, or to its last.
    if (!program_.calendar) return now;
    for (const Date known : {program_.calendar->first_known(), program_.calendar->last_known()}) {
      const std::int32_t day = std::min(known.number(), last);
      if (day > today && !same(day)) return feel::until(now, first_other(today, day, same));
    }
    return now;
  }
  std::int32_t from = today;
  for (std::int64_t width = 1; from < last; width *= 2) {
    const auto to = static_cast<std::int32_t>(std::min<std::int64_t>(last, today + width));
    if (!same(to)) return feel::until(now, first_other(from, to, same));
    from = to;
  }
  return now;
}

}  // namespace dutybound::engine
