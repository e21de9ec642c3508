// Clocks, editions and stand-ins of a finding in words.
#include "report/finding_words.hpp"

#include <vector>

#include <fmt/format.h>

#include "report/words.hpp"

namespace dutybound::report {

std::string edition_note(const Finding& finding) {
  switch (finding.edition_policy) {
    case EditionPolicy::in_force:
      return "";
    case EditionPolicy::carried_forward:
      return "its edition had ended and is carried forward";
    case EditionPolicy::chosen:
      return "its edition was chosen, whatever its dates";
  }
  return "";
}

std::string lateness(const Finding& f) {
  if (f.status == Status::due) return *f.days == 0 ? "the last day" : span(*f.days, *f.day_unit) + " left";
  if (*f.days == 0) return "on the last day";
  return span(*f.days, *f.day_unit) + (*f.days > 0 ? " late" : " early");
}

std::string clock_words(const Finding& f) {
  std::vector<std::string> parts;
  if (f.trigger) parts.push_back("from " + day(*f.trigger));
  if (f.due_at) {
    parts.push_back("due " + moment(*f.due_at));
  } else if (f.due) {
    parts.push_back("due " + day(*f.due));
  }
  if (f.done) parts.push_back("done " + day(*f.done));
  if (f.days && f.day_unit) parts.push_back(lateness(f));
  return join(parts, ", ");
}

std::string assumed_words(const Finding& finding) {
  std::vector<std::string> callers;
  std::vector<std::string> own;
  for (const AssumedFact& fact : finding.assumed) (fact.by_rule ? own : callers).push_back(fact.path + " = " + fact.value);
  std::vector<std::string> said;
  if (!callers.empty()) said.push_back("assumed: " + join(callers, ", "));
  if (!own.empty()) said.push_back("not recorded, taken by the rule from what stands in: " + join(own, ", "));
  return join(said, "; ");
}

}  // namespace dutybound::report
