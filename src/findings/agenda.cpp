// Which rules are judged for which records, and what of the program that needs.
#include "findings/walk.hpp"

namespace dutybound::findings {

using program::Program;
using program::RulePlan;

Agenda::Agenda(const Program& program, const std::vector<std::string>& rules)
    : chosen_(rules.begin(), rules.end()), groups_of_(program.vocabulary.entities.size()) {
  for (std::uint32_t group = 0; group < program.groups.size(); ++group) {
    const RulePlan& plan = program.rules[program.groups[group].plans.front()];
    if (plan.kind != RuleKind::advisory && chooses(plan.id)) groups_of_[plan.entity].push_back(group);
  }
}

engine::Slice slice_for(const Standpoint& standpoint) {
  const Program& program = standpoint.program();
  std::vector<program::Register> read;
  std::vector<bool> judged(program.vocabulary.entities.size());
  const auto add = [&](std::uint32_t rule) {
    const RulePlan& plan = program.rules[rule];
    for_each_register(plan, [&](program::Register r) { read.push_back(r); });
    judged[plan.entity] = true;
  };
  for (rulebook::EntityId entity = 0; entity < program.vocabulary.entities.size(); ++entity) {
    for (const std::uint32_t group : standpoint.agenda().of(entity)) {
      for (const std::uint32_t rule : standpoint.versions().of(group)) {
        add(rule);
        if (!standpoint.all_readings()) continue;
        for (const Standpoint::Other& other : standpoint.others_of(rule)) {
          for (const std::uint32_t version : other.versions) add(version);
        }
      }
    }
  }
  return {program, read, judged};
}

}  // namespace dutybound::findings
