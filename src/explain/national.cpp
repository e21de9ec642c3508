// The national rule beside a local protocol's: the same record, judged without the change. Entry: national_text.
#include <algorithm>

#include "explain/sentences.hpp"
#include "explain/words.hpp"
#include "findings/judge.hpp"

namespace dutybound::explain {
namespace {

std::string status_text(const program::RulePlan& plan, const findings::Judgement& judgement) {
  if (judgement.provisional)
    return std::string(*judgement.provisional == Status::breached ? "breached" : "late") + " unless excused";
  if (judgement.status == Status::indeterminate) return "cannot be decided";
  if (judgement.status == Status::not_in_force) return "not in force";
  std::string words(to_string(judgement.status));
  std::replace(words.begin(), words.end(), '_', ' ');
  if (!judgement.due || !plan.has_clock) return words;
  return words + ", and the last day is " + day_text(*judgement.due);
}

}  // namespace

std::string national_text(const Subject& s, const findings::Editions& editions) {
  if (!s.plan.national) return {};
  const program::RulePlan& national = s.program.rules[*s.plan.national];
  const std::string by = "By " + s.program.rulebooks[national.rulebook].id + " alone: ";
  if (!s.run) return by + "cannot be decided.";
  return by +
         status_text(national, findings::judge(national, s.program.calendar.get(), findings::Cells(*s.run), editions, s.as_at)) +
         ".";
}

}  // namespace dutybound::explain
