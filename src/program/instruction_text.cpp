// Entries: to_text, attribute_of, subject_text.
#include "program/instruction_text.hpp"

#include "feel/builtins.hpp"
#include "feel/temporal.hpp"

namespace dutybound::program {

namespace {

/// The entity of the record, or of the list's records, in a register, where the way there shows it.
EntityId entity_of(const Program& program, const std::vector<Block>& blocks, Register r) {
  const Origin origin = program.origins[r];
  const Block& block = blocks[origin.block];
  if (origin.index == Origin::row) {
    if (block.entity != rulebook::no_entity) return block.entity;
    for (const Instruction& i : blocks[block.parent].code) {
      if (effect_of(i.op) == Effect::loop && i.immediate == origin.block) return entity_of(program, blocks, i.a);
    }
    return rulebook::no_entity;
  }
  const Instruction& i = block.code[origin.index];
  switch (i.op) {
    case Op::child:
    case Op::children:
      return i.immediate;
    case Op::parent:
      return program.vocabulary.entities[i.immediate].parent;
    case Op::filter:
    case Op::index:
      return entity_of(program, blocks, i.a);
    default:
      return rulebook::no_entity;
  }
}

/// Which enumeration a constant belongs to is not known here: its value goes by its index.
std::string constant_text(const Program& program, const feel::Cell& cell) {
  if (!cell.is_known()) return feel::to_text(cell, {}, *program.vocabulary.types);
  if (cell.kind == feel::Kind::enumeration) return "#" + std::to_string(cell.payload.integer);
  if (cell.kind != feel::Kind::list) return feel::to_text(cell, {cell.kind, 0}, *program.vocabulary.types);
  std::string text;
  for (std::size_t i = 0; i < cell.payload.items.size; ++i) {
    text += (i == 0 ? "[" : ", ") + constant_text(program, cell.payload.items.data[i]);
  }
  return text.empty() ? "[]" : text + "]";
}

}  // namespace

std::string_view to_text(feel::Kind kind) {
  constexpr std::string_view words[] = {"none",      "boolean",       "number",          "text",   "enumeration", "date",
                                        "date_time", "days_duration", "months_duration", "record", "list"};
  return words[static_cast<std::size_t>(kind)];
}

const rulebook::Attribute* attribute_of(const Program& program, const std::vector<Block>& blocks, const Instruction& i) {
  if (i.op != Op::recorded && i.op != Op::seen) return nullptr;
  const EntityId of = entity_of(program, blocks, i.a);
  return of == rulebook::no_entity ? nullptr : &program.vocabulary.entities[of].attributes[i.immediate];
}

std::string subject_text(const Program& program, const std::vector<Block>& blocks, const Instruction& i) {
  const auto entity = [&](EntityId id) -> const std::string& { return program.vocabulary.entities[id].name; };
  switch (i.op) {
    case Op::constant:
      return ' ' + constant_text(program, program.constants[i.immediate]);
    case Op::parameter:
    case Op::parameter_now:
      return ' ' + program.parameters[i.immediate].id;
    case Op::child:
    case Op::children:
    case Op::parent:
      return ' ' + entity(i.immediate);
    case Op::call:
      return " `" + std::string(feel::builtins()[i.immediate].name) + '`';
    case Op::recorded:
    case Op::seen: {
      const rulebook::Attribute* attribute = attribute_of(program, blocks, i);
      return ' ' + (attribute ? attribute->name : "#" + std::to_string(i.immediate));
    }
    default:
      return {};
  }
}

}  // namespace dutybound::program
