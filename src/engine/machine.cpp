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

std::size_t most_operands(const std::vector<Block>& blocks) {
  std::size_t most = 3;
  for (const Block& block : blocks) {
    for (const Instruction& i : block.code) most = std::max(most, std::size_t{3} + i.more_count);
  }
  return most;
}

}  // namespace

Machine::Machine(const program::Program& program, const std::vector<Block>& blocks, program::Register registers)
    : program_(program), blocks_(blocks), registers_(registers), operands_(most_operands(blocks)) {}

bool Machine::start(const Facts& facts, const program::Moment& as_at, std::size_t step_limit) {
  facts_ = &facts;
  as_at_ = as_at;
  arena_.reset();
  steps_ = 0;
  step_limit_ = step_limit;
  stopped_ = false;
  return blocks_.empty() || run(blocks_[0]);
}

bool Machine::enter(program::BlockId scope, const Cell& record) {
  registers_[blocks_[scope].row] = record;
  return run(blocks_[scope]);
}

bool Machine::enter_element(program::BlockId body, const Cell& element) {
  registers_[blocks_[body].row] = feel::certain(element);
  return run(blocks_[body]);
}

Machine::Checkpoint Machine::look_back() {
  const Checkpoint checkpoint{arena_.mark(), steps_, stopped_};
  steps_ = 0;
  stopped_ = false;
  return checkpoint;
}

void Machine::resume(const Checkpoint& checkpoint) {
  arena_.restore(checkpoint.arena);
  steps_ = checkpoint.steps;
  stopped_ = checkpoint.stopped;
}

bool Machine::run(const Block& block) {
  if (stopped_ || step_limit_ - steps_ < block.code.size()) {
    stopped_ = true;
    return false;
  }
  steps_ += block.code.size();
  for (const Instruction& i : block.code) {
    registers_[i.result] = compute(i);
    if (stopped_) return false;
  }
  return true;
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
  for (std::uint32_t n = 0; n < count; ++n) operands_[n] = registers_[program::operand(program_, i, n)];
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
      if (!enter_element(i.immediate, element)) break;
      result = i.op == Op::some ? feel::some_step(result, element, registers_[i.b])
                                : feel::every_step(result, element, registers_[i.b]);
      arena_.restore(mark);
    }
    return feel::quantified(list, result);
  }
  if (!list.is_known()) return feel::absent(list, Kind::list);
  const std::span<Cell> results = arena_.cells(elements.size());
  for (std::size_t n = 0; n < elements.size(); ++n) {
    if (!enter_element(i.immediate, elements[n])) break;
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
    const bool ran = enter_element(i.immediate, Cell::date(Date::from_number(day)));
    const Cell truth = ran ? registers_[i.b] : Cell::unknown(Kind::boolean);
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
    for (std::int32_t day = today + 1; day <= seen_to && !stopped_; ++day) {
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
  for (std::int64_t width = 1; from < last && !stopped_; width *= 2) {
    const auto to = static_cast<std::int32_t>(std::min<std::int64_t>(last, today + width));
    if (!same(to)) return feel::until(now, first_other(from, to, same));
    from = to;
  }
  return now;
}

}  // namespace dutybound::engine
