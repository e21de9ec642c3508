// Outcomes of thresholds, definitions and permissions.
#include "findings/outcome.hpp"

#include "engine/value_text.hpp"
#include "findings/value_text.hpp"

namespace dutybound::findings {

void set_outcome(const program::RulePlan& plan, const Judgement& judgement, const engine::Run& run, const engine::Facts& facts,
                 std::string& text) {
  switch (judgement.status) {
    case Status::level:
      text = plan.rows[judgement.row].name;
      return;
    case Status::value:
      text = value_text(run[plan.value], plan.value_type, *facts.program().vocabulary.types, facts);
      return;
    case Status::permitted:
      break;
    default:
      return;
  }
  for (const program::RowPlan& row : plan.rows) {
    if (!run[row.when.truth].is_true()) continue;
    if (!text.empty()) text += ", ";
    text += row.name;
  }
}

std::string stand_in_text(const engine::Run::StandIn& stand_in, const program::Program& program) {
  feel::Type type{stand_in.value.kind, 0};
  if (stand_in.fact.on == engine::Run::Dependency::On::fact) {
    const auto& attribute = program.vocabulary.entities[stand_in.fact.entity].attributes[stand_in.fact.attribute];
    if (attribute.type.kind == type.kind) type = attribute.type;
  }
  return engine::value_text(stand_in.value, type, *program.vocabulary.types);
}

}  // namespace dutybound::findings
