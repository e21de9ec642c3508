// What rules make of their sources, and what scenarios have shown of the rules. Entry: cover.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/result.hpp>
#include <dutybound/rulebook.hpp>
#include <dutybound/scenario.hpp>

namespace dutybound {

/// A rule of a provision.
struct CoveringRule {
  std::string id, rulebook;
  RuleKind kind = RuleKind::duty;
  Modality modality = Modality::should;
  std::string clock;   ///< `within 15 working_days`, `within cp-visit-interval days (local policy)`; empty without one
  std::string reason;  ///< advisory: why no recorded fact decides it
};

struct ProvisionCoverage {
  std::string id, title;
  Modality modality = Modality::should;
  std::string computable;
  std::string deadline;  ///< as CoveringRule::clock, by the source
  std::vector<std::string> documents;
  std::vector<CoveringRule> rules;
  std::vector<std::string> missing;  ///< what is missing or differs, a sentence each
};

/// A sentence or bullet of a document.
struct StatementCoverage {
  std::string says;
  std::vector<std::string> provisions;
  std::string none;   ///< why it is no provision
  std::string error;  ///< what is wrong with it
  std::vector<std::string> missing;
};

/// A document that was gone through statement by statement.
struct DocumentCoverage {
  std::string title, edition, publisher;
  std::vector<StatementCoverage> statements;
  std::vector<std::string> missing;
};

struct RuleCoverage {
  std::string rule;
  RuleKind kind = RuleKind::duty;
  std::size_t scenarios = 0;                               ///< that expect a status of it
  std::vector<std::pair<std::string, std::size_t>> shown;  ///< case that it has to be shown in -> how many expectations did
  std::vector<ConditionCoverage> conditions;
  std::vector<LeafDecision> decisions;
  std::vector<std::string> missing;
};

struct DUTYBOUND_API Coverage {
  std::vector<ProvisionCoverage> provisions;  ///< in the files' order
  std::vector<DocumentCoverage> documents;
  std::vector<RuleCoverage> rules;   ///< in the rulebooks' order, without advisories
  std::vector<std::string> missing;  ///< rules that belong to no provision, scenarios that failed
  [[nodiscard]] std::size_t count_missing() const;
};

/// Holds the rules against the files whose first key is `provisions` or `document`, and against the scenarios among `files`,
/// which are run. Where local protocols are loaded, only the rules that they wrote or changed are asked for scenarios: give
/// theirs. Mistakes in the files are diagnostics.
[[nodiscard]] DUTYBOUND_API Result<Coverage> cover(const Rulebook& rulebook, const std::vector<RuleFile>& files);

namespace report {

/// By document its provisions, by document its statements, by rule what scenarios have shown; then what is missing.
[[nodiscard]] DUTYBOUND_API std::string to_text(const Coverage& coverage);
[[nodiscard]] DUTYBOUND_API std::string to_json(const Coverage& coverage, int indent = -1);
/// One line for each provision, statement, rule and leaf of a condition (RFC 4180), under one header.
[[nodiscard]] DUTYBOUND_API std::string to_csv(const Coverage& coverage);

}  // namespace report
}  // namespace dutybound
