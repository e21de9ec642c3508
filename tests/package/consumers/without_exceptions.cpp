// The same with -fno-exceptions: whatever can fail gives a Result, and nothing is thrown on any facts.
#include <cstdio>

#include <dutybound/dutybound.hpp>

#if defined(__cpp_exceptions)
#error "this program shows that the headers do without exceptions"
#endif

int main() {
  const auto rulebook = dutybound::Rulebook::load();
  if (!rulebook.ok()) return 1;
  const auto as_at = dutybound::parse_as_at("2024-04-30");
  if (!as_at.ok()) return 1;
  const char* text =
      R"({"episodes": [{"section_47_enquiries": [{"started_at": "2024-03-28", "outcome": "icpc_required", "icpc": {"held_at": "2024-04-22"}}]}]})";
  bool met = false;
  rulebook.value().read_cases("case.json", text, dutybound::CaseFormat::json, [&](const dutybound::CaseDocument& document) {
    if (!document.facts) return false;
    const auto assessment = rulebook.value().assess(*document.facts, {.as_at = as_at.value()});
    if (!assessment.ok()) return false;
    for (const dutybound::Finding& finding : assessment.value().findings) {
      if (finding.rule == "wt23-icpc-15wd") met = finding.status == dutybound::Status::met;
    }
    return true;
  });
  const auto refused = dutybound::read_csv("table.csv", "a\n\"never closed");
  std::puts(met && !refused.ok() ? "met" : "not met");
  return met && !refused.ok() ? 0 : 1;
}
