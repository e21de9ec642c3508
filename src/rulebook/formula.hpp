// Conditions as formulas over what they turn on: the form in which implication.cpp searches. Entry: FormulaBuilder.
#pragma once

#include <string>
#include <vector>

#include "rulebook/model.hpp"

namespace dutybound::rulebook {

/// What an atom turns on. Its states: null; or a place on the line of its points: 0 below the first, 1 at it, 2 above it and
/// below the second, and so on.
struct Operand {
  std::string text;                ///< for identity
  std::string shown;               ///< for people
  bool truth = false;              ///< a truth by itself: no points; its states are null, 0 (false) and 1 (true)
  bool nullable = true;            ///< may be null
  bool ordered = false;            ///< else only equality tells its points apart
  std::vector<feel::Cell> points;  ///< constants that it is compared with, in order where `ordered`
  std::vector<std::string> shown_points;
};

enum class Test : std::uint8_t { truth, less, less_or_equal, equal };

struct Formula {
  enum class Of : std::uint8_t { constant, atom, all, any, negation } of = Of::constant;
  bool value = true;        ///< constant
  std::size_t operand = 0;  ///< atom: its index...
  Test test = Test::truth;  ///< ...and what is asked of it...
  feel::Cell point;         ///< ...with which constant
  std::size_t place = 0;    ///< where that constant stands on the line, once all are known
  std::vector<Formula> members;
};

/// Builds formulas that share their operands. The conditions have to outlive what is built of them.
class FormulaBuilder {
 public:
  [[nodiscard]] Formula build(const Condition& condition);
  /// `happened(event)`
  [[nodiscard]] Formula happened(const feel::Expression& event);
  /// Once all are built: puts every operand's points in order, and atoms at their places.
  void place(Formula& formula) const;
  [[nodiscard]] const std::vector<Operand>& operands() const { return operands_; }

 private:
  std::vector<Operand> operands_;
};

}  // namespace dutybound::rulebook
