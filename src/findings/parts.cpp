// Where a rule's parts have their registers.
#include "findings/parts.hpp"

namespace dutybound::findings {

program::Register register_of(const program::RulePlan& plan, Part part) {
  const auto truth = [](const std::optional<program::ConditionPlan>& condition) {
    return condition ? condition->truth : program::no_register;
  };
  switch (part) {
    case Part::arises:
      return plan.arises;
    case Part::trigger:
      return plan.trigger;
    case Part::protects:
      return truth(plan.protected_when);
    case Part::applies:
      return truth(plan.applies);
    case Part::due:
      return plan.due;
    case Part::done:
      return plan.done;
    case Part::done_when:
      return truth(plan.done_when);
    case Part::exempt:
      return truth(plan.exempt);
    case Part::ends:
      return plan.ends;
    case Part::excused:
      return truth(plan.excused);
    case Part::condition:
      return truth(plan.condition);
    case Part::value:
      return plan.value;
    case Part::rows:
      break;
  }
  return program::no_register;
}

}  // namespace dutybound::findings
