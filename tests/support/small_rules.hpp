// A vocabulary, a calendar and rules small enough to see through, for tests of the whole way.
#pragma once

#include <string>
#include <vector>

#include <dutybound/dutybound.hpp>

#include "support/catch.hpp"
#include "support/diagnostics.hpp"

namespace dutybound::testing {

inline const char* const small_vocabulary = R"(vocabulary: small
title: A small vocabulary
impossible_dates: {before: 1900-01-02, after: 2199-12-31}
subjects: [case, partnership]
entities:
  case:
    description: One child's record.
    attributes:
      child: {type: entity, of: child, description: The child.}
      episodes: {type: list, of: episode, description: One for each referral.}
  child:
    description: The child.
    attributes:
      date_of_birth: {type: date, description: Birth date.}
      disabled: {type: boolean, description: Whether the child is disabled.}
  episode:
    description: A referral and what followed.
    attributes:
      received_at: {type: date, description: When the referral came.}
      decided_at: {type: date, description: When its next step was decided.}
      outcome: {type: enumeration, values: [assessment, no_action], description: What was decided.}
      excuse: {type: boolean, description: Whether a reason for lateness is on record.}
      held_at: {type: date_time, description: When police protection began.}
      released_at: {type: date_time, description: When it ended.}
      visits: {type: list, of: visit, description: Visits to the child.}
    constraints:
      - id: decided-after-received
        that: 'decided_at >= received_at'
        because: A referral cannot be decided before it came.
        marks: [decided_at]
  visit:
    description: A visit to the child.
    attributes:
      made_at: {type: date, description: When the visit was made.}
      alone: {type: boolean, description: Whether the child was seen alone.}
  partnership:
    description: A safeguarding partnership.
    attributes:
      arrangements_published: {type: boolean, description: Whether its arrangements are published.}
)";

inline const char* const small_calendar = R"(calendar: england-and-wales
title: A short calendar
known: {from: 2024-01-01, to: 2024-12-31}
holidays:
  - {date: 2024-03-29, name: Good Friday}
  - {date: 2024-04-01, name: Easter Monday}
)";

inline const char* const small_book = R"(rulebook: small-2024
series: small
edition: "2024"
title: Small guidance 2024
version: 1.0.0
jurisdiction: England
in_force: {from: 2024-01-01, to: 2024-06-30}
parameters:
  - id: decision-limit
    description: Working days for a decision
    unit: working_days
    values:
      - {from: 2020-01-01, value: 10, source: [{document: Old, section: '1', status: general_knowledge}]}
      - {from: 2024-01-01, value: 15, source: [{document: Guidance, section: '1', status: general_knowledge}]}
      - {from: 2024-07-01, value: 5, source: [{document: Next, section: '1', status: general_knowledge}]}
  - id: visit-interval
    description: Days between visits
    unit: days
    policy: true
)";

inline const char* const small_rules = R"(rules:
  - id: decide
    kind: duty
    title: Decide the next step in time
    modality: must
    actor: children's social care
    family: timescale
    requires: Decide within the limit.
    source: [{document: Guidance, edition: '2024', section: '1', status: general_knowledge}]
    interpretation: [The day of the referral is day 0.]
    record: [The decision]
    for_each: episode
    applies_when:
      all:
        - that: 'age(child.date_of_birth, as_at) < 18'
          because: The child is under 18
        - 'happened(episode.received_at)'
    excused_when: 'episode.excuse'
    within: {working_days: decision-limit, after: episode.received_at}
    done_at: episode.decided_at
  - id: visit
    kind: duty
    title: Visit again
    modality: should
    actor: children's social care
    requires: Visit again in time.
    source: [{document: Guidance, section: '2', status: general_knowledge}]
    for_each: episode
    recurring: {days: visit-interval, after: episode.received_at}
    done_at: 'max(visits.made_at)'
  - id: release
    kind: duty
    title: End police protection in time
    modality: must
    actor: police
    requires: Not longer than 72 hours.
    source: [{document: Act, section: '46', status: general_knowledge}]
    for_each: episode
    maximum_duration: {hours: 72, from: episode.held_at}
    done_at: episode.released_at
  - id: need
    kind: threshold
    title: Level of need
    modality: is
    actor: children's social care
    requires: Which level.
    source: [{document: Guidance, section: '3', status: general_knowledge}]
    for_each: child
    levels:
      - {level: section_17, title: Child in need, when: 'child.disabled'}
  - id: published
    kind: expectation
    title: Publish the arrangements
    modality: must
    actor: partners
    requires: Publish.
    source: [{document: Act, section: '16', status: general_knowledge}]
    for_each: partnership
    in_place_when: 'partnership.arrangements_published'
  - id: culture
    kind: advisory
    title: A learning culture
    modality: should
    actor: partners
    requires: Learn.
    source: [{document: Guidance, section: '4', status: general_knowledge}]
    reason: No recorded fact tells of a culture.
)";

inline std::vector<RuleFile> small_files() {
  return {{"vocabulary/small.yaml", small_vocabulary},
          {"calendars/short.yaml", small_calendar},
          {"small-2024/rulebook.yaml", small_book},
          {"small-2024/rules.yaml", small_rules}};
}

inline Rulebook load(std::vector<RuleFile> files, std::map<std::string, std::int64_t> policy = {}) {
  LoadOptions options;
  options.rules = std::move(files);
  options.policy = std::move(policy);
  const Result<Rulebook> rulebook = Rulebook::load(options);
  INFO(list(rulebook.diagnostics()));
  REQUIRE(rulebook.ok());
  return rulebook.value();
}

inline Case read(const Rulebook& rulebook, const std::string& json) {
  std::optional<Case> facts;
  std::string problems;
  rulebook.read_cases("case.json", json, CaseFormat::json, [&](CaseDocument document) {
    facts = document.facts;
    problems = list(document.diagnostics);
    return true;
  });
  INFO(problems);
  REQUIRE(facts);
  return *facts;
}

inline AssessOptions as_at(const char* iso) {
  AssessOptions options{.as_at = Date::parse(iso).value()};
  return options;
}

/// The only finding of that rule at that place.
inline Finding finding(const Assessment& assessment, std::string_view rule, std::string_view instance) {
  const Finding* found = nullptr;
  for (const Finding& candidate : assessment.findings) {
    if (candidate.rule != rule || candidate.instance != instance) continue;
    REQUIRE_FALSE(found);
    found = &candidate;
  }
  REQUIRE(found);
  return *found;
}

/// The manifest against the findings.
inline void check_sums(const Assessment& assessment) {
  const Manifest& manifest = assessment.manifest;
  std::size_t sum = 0;
  for (const auto& [status, count] : manifest.by_status) sum += count;
  CHECK(manifest.findings == assessment.findings.size());
  CHECK(sum == assessment.findings.size());
  CHECK(manifest.instances == manifest.findings);
  CHECK(manifest.without_instances <= manifest.rules);
}

inline std::vector<std::string> paths(const std::vector<MissingFact>& missing) {
  std::vector<std::string> result;
  for (const MissingFact& fact : missing) result.push_back(fact.path);
  return result;
}

}  // namespace dutybound::testing

namespace Catch {
template <>
struct StringMaker<dutybound::Status> {
  static std::string convert(dutybound::Status status) { return std::string(to_string(status)); }
};
template <>
struct StringMaker<dutybound::Date> {
  static std::string convert(dutybound::Date date) { return date.to_string(); }
};
}  // namespace Catch
