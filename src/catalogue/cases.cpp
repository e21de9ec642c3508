// The table: case, which rules need it, which findings show it.
#include "catalogue/cases.hpp"

#include <algorithm>

namespace dutybound::catalogue {
namespace {

using program::RulePlan;

bool is(const RulePlan& rule, RuleKind kind) { return rule.kind == kind; }
bool keeps(const RulePlan& rule) { return rule.has_clock && rule.clock == rulebook::ClockKind::minimum_retention; }
bool has_last_day(const RulePlan& rule) { return rule.has_clock && !keeps(rule); }
bool prohibits(const RulePlan& rule) {
  return is(rule, RuleKind::duty) && !rule.has_clock && rule.modality == Modality::must_not;
}

template <Status status>
bool has(const ShownFinding& finding) {
  return finding.status == status;
}

struct Case {
  const char* name;
  bool (*needed)(const RulePlan&);
  bool (*shown)(const ShownFinding&);
};

constexpr Case cases[] = {
    {"not_applicable", [](const RulePlan& r) { return r.applies.has_value(); }, has<Status::not_applicable>},
    {"exempt", [](const RulePlan& r) { return r.exempt || r.excused; }, has<Status::exempt>},
    {"met", [](const RulePlan& r) { return is(r, RuleKind::duty); }, has<Status::met>},
    {"met on the last day", has_last_day, [](const ShownFinding& f) { return f.status == Status::met && f.days == 0; }},
    {"late by one", has_last_day,
     [](const ShownFinding& f) { return (f.status == Status::met_late || f.status == Status::overdue) && f.days == 1; }},
    {"due", [](const RulePlan& r) { return is(r, RuleKind::duty) && !prohibits(r); }, has<Status::due>},
    {"overdue", has_last_day, has<Status::overdue>},
    {"breached", [](const RulePlan& r) { return keeps(r) || prohibits(r); }, has<Status::breached>},
    {"eligible", [](const RulePlan& r) { return is(r, RuleKind::eligibility); }, has<Status::eligible>},
    {"not_eligible", [](const RulePlan& r) { return is(r, RuleKind::eligibility); }, has<Status::not_eligible>},
    {"permitted", [](const RulePlan& r) { return is(r, RuleKind::permission); }, has<Status::permitted>},
    {"not_established", [](const RulePlan& r) { return is(r, RuleKind::permission); }, has<Status::not_established>},
    {"in_place", [](const RulePlan& r) { return is(r, RuleKind::expectation); }, has<Status::in_place>},
    {"not_in_place", [](const RulePlan& r) { return is(r, RuleKind::expectation); }, has<Status::not_in_place>},
    {"none", [](const RulePlan& r) { return is(r, RuleKind::threshold); }, has<Status::none>},
};

template <class Shows>
Shown counted(std::string name, const std::vector<const ShownFinding*>& findings, Shows shows) {
  const auto count = std::count_if(findings.begin(), findings.end(), [&](const ShownFinding* f) { return shows(*f); });
  return {std::move(name), static_cast<std::size_t>(count)};
}

}  // namespace

std::vector<Shown> cases_of(const RulePlan& rule, bool reads_facts, const std::vector<const ShownFinding*>& findings) {
  std::vector<Shown> shown;
  for (const Case& each : cases) {
    if (each.needed(rule)) shown.push_back(counted(each.name, findings, each.shown));
  }
  if (is(rule, RuleKind::threshold)) {
    for (const program::RowPlan& row : rule.rows)
      shown.push_back(counted("level " + row.name, findings, [&](const ShownFinding& f) { return f.outcome == row.name; }));
  }
  if (is(rule, RuleKind::definition)) {
    const bool truth = rule.value_type.kind == feel::Kind::boolean;
    for (const std::string& value : truth ? std::vector<std::string>{"true", "false"} : std::vector<std::string>{""}) {
      shown.push_back(counted(value.empty() ? "value" : "value " + value, findings, [&](const ShownFinding& f) {
        return f.status == Status::value && (value.empty() || f.outcome == value);
      }));
    }
  }
  if (reads_facts) shown.push_back(counted("indeterminate", findings, has<Status::indeterminate>));
  return shown;
}

}  // namespace dutybound::catalogue
