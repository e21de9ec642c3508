// dutybound: which safeguarding duties apply, by when, whether they were met, why, and what is not known.
//
//   auto rulebook = dutybound::Rulebook::load().value_or_throw();
//   rulebook.read_cases("case.json", text, dutybound::CaseFormat::json, [&](dutybound::CaseDocument d) {
//     auto assessment = rulebook.assess(*d.facts, {.as_at = *dutybound::Date::parse("2024-04-22")}).value_or_throw();
//     return true;
//   });
#pragma once

#include <dutybound/calendar.hpp>
#include <dutybound/case.hpp>
#include <dutybound/caseload.hpp>
#include <dutybound/caseload_assessment.hpp>
#include <dutybound/csv.hpp>
#include <dutybound/date.hpp>
#include <dutybound/diagnostic.hpp>
#include <dutybound/difference.hpp>
#include <dutybound/documentation.hpp>
#include <dutybound/explanation.hpp>
#include <dutybound/feel.hpp>
#include <dutybound/finding.hpp>
#include <dutybound/judged_case.hpp>
#include <dutybound/limits.hpp>
#include <dutybound/report.hpp>
#include <dutybound/report_parts.hpp>
#include <dutybound/result.hpp>
#include <dutybound/rulebook.hpp>
#include <dutybound/scenario.hpp>
#include <dutybound/schema.hpp>
#include <dutybound/version.hpp>
