// The sentences of an explanation: the answer, the arithmetic of the last day, the edition.
#pragma once

#include <string>

#include <dutybound/rulebook.hpp>

#include "engine/run.hpp"
#include "findings/editions.hpp"

namespace dutybound::explain {

/// What the sentences are about: a finding, its rule, and the registers of its record.
struct Subject {
  const program::Program& program;
  const program::RulePlan& plan;
  const Finding& finding;
  const engine::Run* run;  ///< null where there is no record: nobody says whether there is one
  engine::AsAt as_at;
};

[[nodiscard]] std::string summary_text(const Subject& subject);
/// Empty for a rule without a clock.
[[nodiscard]] std::string deadline_text(const Subject& subject);
[[nodiscard]] std::string edition_text(const Subject& subject);
/// What the national rule alone says of the same record, where a local protocol changes it; else empty.
[[nodiscard]] std::string national_text(const Subject& subject, const findings::Editions& editions);

}  // namespace dutybound::explain
