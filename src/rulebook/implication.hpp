// Whether one condition implies another, whatever the facts: what lets a local protocol be shown not to relax a national rule.
// Entry: implies. Knows conditions only; which way round each part of a rule has to imply is relaxation.hpp's.
#pragma once

#include <string>

#include "rulebook/model.hpp"

namespace dutybound::rulebook {

/// Beyond these a proof is given up, and nothing is taken for proved.
inline constexpr std::size_t most_proof_atoms = 20;
inline constexpr std::size_t most_proof_steps = 100'000;

struct Implication {
  enum class Verdict : std::uint8_t {
    proved,      ///< wherever the first holds the second holds
    not_proved,  ///< it may hold without the second: `counterexample` says where
    too_large,   ///< more atoms or steps than the limits
  } verdict = Verdict::not_proved;
  std::string counterexample;  ///< `case.open` is true and `child.age` is above 5
  [[nodiscard]] bool proved() const { return verdict == Verdict::proved; }
};

/// A condition holds where it is true; false and null do not hold. Considered are all ways in which everything is known: each
/// atom is true, false or null, independently of the others. Groups, `and`, `or`, `not`, `between` and `in` are looked through;
/// comparisons of one operand with constants, or of the same two operands, know of each other; anything else is one atom, the
/// same where its canonical text is the same. So what is proved is true, and some that is true is not proved.
/// Both conditions are checked, over the same names.
[[nodiscard]] Implication implies(const Condition& first, const Condition& second);

/// Whether an event has happened wherever the condition holds.
[[nodiscard]] Implication implies_happened(const Condition& condition, const feel::Expression& event);

/// A condition as one canonical line of text.
[[nodiscard]] std::string to_text(const Condition& condition);

}  // namespace dutybound::rulebook
