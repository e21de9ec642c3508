// A program outside the project that links the library: a conference on its last day is met.
#include <cstdio>

#include <dutybound/dutybound.hpp>

int main() {
  const auto rulebook = dutybound::Rulebook::load();
  if (!rulebook.ok()) return 1;
  const char* text =
      R"({"episodes": [{"section_47_enquiries": [{"started_at": "2024-03-28", "outcome": "icpc_required", "icpc": {"held_at": "2024-04-22"}}]}]})";
  bool met = false;
  rulebook.value().read_cases("case.json", text, dutybound::CaseFormat::json, [&](const dutybound::CaseDocument& document) {
    if (!document.facts) return false;
    const auto assessment = rulebook.value().assess(*document.facts, {.as_at = *dutybound::Date::parse("2024-04-30")}).value_or_throw();
    for (const dutybound::Finding& finding : assessment.findings) {
      if (finding.rule == "wt23-icpc-15wd") met = finding.status == dutybound::Status::met;
    }
    return true;
  });
  std::puts(met ? "met" : "not met");
  return met ? 0 : 1;
}
