// Words for parts of a program, for those that print one. Entries: to_text, attribute_of, subject_text.
#pragma once

#include <string>
#include <string_view>

#include "program/program.hpp"

namespace dutybound::program {

[[nodiscard]] std::string_view to_text(feel::Kind kind);

/// The fact that an instruction reads; null for other instructions, and where the way to its record does not show the entity.
[[nodiscard]] const rulebook::Attribute* attribute_of(const Program& program, const std::vector<Block>& blocks,
                                                      const Instruction& instruction);

/// What an instruction's immediate stands for, after a space: a constant, a fact, an entity, a function; empty if nothing.
/// `blocks`: those that the instruction stands in, of rules or of constraints.
[[nodiscard]] std::string subject_text(const Program& program, const std::vector<Block>& blocks, const Instruction& instruction);

}  // namespace dutybound::program
