// A small vocabulary and calendar, rules as text, facts by name: what tests of program and engine are about.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/diagnostics.hpp"

#include "engine/run.hpp"
#include "feel/kernels.hpp"
#include "program/compile.hpp"
#include "rulebook/read.hpp"

namespace dutybound::testing {

using engine::AsAt;
using engine::Facts;
using engine::FactsBuilder;
using engine::Instance;
using engine::Run;
using feel::Cell;
using feel::Kind;
using program::Program;
using ProgramPtr = std::shared_ptr<const Program>;

inline constexpr std::string_view sample_vocabulary = R"(vocabulary: sample
title: A sample
impossible_dates: {before: 1900-01-02, after: 2199-12-31}
subjects: [case]
entities:
  case:
    description: One child's record.
    attributes:
      child: {type: entity, of: child, description: The child.}
      visits: {type: list, of: visit, description: Visits.}
      episodes: {type: list, of: episode, description: One for each referral.}
  child:
    description: The child.
    attributes:
      date_of_birth: {type: date, description: Birth date.}
      disabled: {type: boolean, description: Whether disabled.}
      names: {type: list, of: text, description: Names.}
  visit:
    description: A visit.
    attributes:
      held_at: {type: date, description: When.}
      alone: {type: boolean, description: Whether the child was seen alone.}
      minutes: {type: number, description: How long.}
  episode:
    description: From a referral on.
    attributes:
      opened_at: {type: date, description: Opened.}
      closed_at: {type: date, description: Closed.}
      outcome: {type: enumeration, values: [help, no_further_action], description: Outcome.}
      referral: {type: entity, of: referral, description: The referral.}
      enquiries: {type: list, of: enquiry, description: Enquiries.}
    constraints:
      - id: closed-after-opened
        that: 'closed_at >= opened_at'
        because: An episode cannot close before it opens.
        marks: [closed_at]
      - id: referral-before-opening
        that: 'date(referral.received_at) <= opened_at'
        because: An episode cannot open before its referral.
        marks: [opened_at, referral.received_at]
  referral:
    description: A referral.
    attributes:
      received_at: {type: date_time, description: Received.}
      urgent: {type: boolean, description: Whether urgent.}
  enquiry:
    description: An enquiry.
    attributes:
      started_at: {type: date, description: Started.}
      strategy_at: {type: date_time, description: When the strategy discussion was.}
      icpc: {type: entity, of: icpc, description: The conference.}
    constraints:
      - id: enquiry-in-episode
        that: 'started_at >= episode.opened_at'
        because: An enquiry cannot start before its episode.
        marks: [started_at]
  icpc:
    description: A conference.
    attributes:
      held_at: {type: date, description: Held.}
)";

inline constexpr std::string_view sample_calendar = R"(calendar: sample
title: Working days
source:
  - {document: Bank holidays, status: read_elsewhere}
known: {from: 2023-01-01, to: 2025-12-31}
holidays:
  - {date: 2023-12-25, name: Christmas Day}
  - {date: 2023-12-26, name: Boxing Day}
  - {date: 2024-01-01, name: New Year's Day}
  - {date: 2024-03-29, name: Good Friday}
  - {date: 2024-04-01, name: Easter Monday}
  - {date: 2024-12-25, name: Christmas Day}
  - {date: 2024-12-26, name: Boxing Day}
)";

inline constexpr std::string_view sample_rulebook = R"(rulebook: sample
series: sample
edition: "1"
title: A sample
version: 1.0.0
jurisdiction: England
in_force: {from: 2020-01-01}
parameters:
  - id: limit
    description: A number that changed
    unit: days
    values:
      - {from: 2024-01-01, value: 5, source: [{document: Law, status: general_knowledge}]}
      - {from: 2024-06-01, value: 10, source: [{document: Law, status: general_knowledge}]}
  - id: local-limit
    description: A number that local policy decides
    unit: days
    policy: true
  - id: adult
    description: The age of majority
    unit: years
    values:
      - {from: 1970-01-01, value: 18, source: [{document: Law, status: general_knowledge}]}
)";

inline SourcePtr source(std::string name, std::string_view text) {
  return std::make_shared<const Source>(Source{std::move(name), std::string(text)});
}

/// Everything in `rules` (the list under `rules:`) with the sample's vocabulary, calendar and parameters.
inline ProgramPtr program_of(std::string_view rules) {
  rulebook::Files files;
  std::vector<SourcePtr> sources = {source("vocabulary/sample.yaml", sample_vocabulary),
                                    source("calendars/sample.yaml", sample_calendar),
                                    source("sample/rulebook.yaml", sample_rulebook)};
  if (!rules.empty()) sources.push_back(source("sample/rules.yaml", "rules:\n" + std::string(rules)));
  files.documents = yaml::read_all(sources);
  const Result<rulebook::RuleSet> read = rulebook::read(files);
  INFO(list(read.diagnostics()));
  REQUIRE(read.ok());
  ProgramPtr program = program::compile(read.value());
  for (const std::string& broken : program::verify(*program)) FAIL_CHECK(broken);
  return program;
}

inline std::string rule_head(std::string_view id, std::string_view kind, std::string_view entity) {
  return "  - id: " + std::string(id) + "\n    kind: " + std::string(kind) +
         "\n    title: A rule\n    modality: must\n    actor: someone\n    family: sample\n    requires: Something.\n"
         "    source: [{document: Law, status: general_knowledge}]\n    for_each: " +
         std::string(entity) + "\n";
}

/// A definition `name` of an entity.
inline std::string definition(std::string_view entity, std::string_view name, std::string_view feel) {
  return rule_head("define-" + std::string(name), "definition", entity) + "    defines: " + std::string(name) +
         "\n    value: |\n      " + std::string(feel) + "\n";
}

inline Date day(std::string_view iso) { return Date::parse(iso).value(); }
inline Cell on(std::string_view iso) { return Cell::date(day(iso)); }
inline Cell at(std::string_view iso) { return Cell::date_time(DateTime::parse(iso).value()); }
inline Cell some_time_on(std::string_view iso) {
  return Cell::date_time(feel::Interval{DateTime::start_of(day(iso)).seconds(), DateTime::end_of(day(iso)).seconds()});
}
inline engine::AsAt as_at(std::string_view iso) { return {day(iso), std::nullopt}; }

inline rulebook::EntityId entity_of(const Program& program, std::string_view name) {
  for (rulebook::EntityId e = 0; e < program.vocabulary.entities.size(); ++e) {
    if (program.vocabulary.entities[e].name == name) return e;
  }
  FAIL("no entity " << name);
  return 0;
}

inline rulebook::AttributeId attribute_of(const Program& program, rulebook::EntityId entity, std::string_view name) {
  const auto& attributes = program.vocabulary.entities[entity].attributes;
  for (rulebook::AttributeId a = 0; a < attributes.size(); ++a) {
    if (attributes[a].name == name) return a;
  }
  FAIL("no attribute " << name);
  return 0;
}

inline const program::RulePlan& rule_of(const Program& program, std::string_view id) {
  for (const program::RulePlan& rule : program.rules) {
    if (rule.id == id) return rule;
  }
  FAIL("no rule " << id);
  return program.rules.front();
}

/// The register of a definition's value.
inline program::Register value_of(const Program& program, std::string_view name) {
  return rule_of(program, "define-" + std::string(name)).value;
}

/// FactsBuilder by names.
class CaseOf {
 public:
  explicit CaseOf(ProgramPtr program) : program_(program), builder_(std::move(program), 0) {}

  std::uint32_t add(std::string_view entity, std::uint32_t parent = 0, std::uint32_t position = 0) {
    return builder_.add_row(entity_of(*program_, entity), parent, position);
  }
  CaseOf& none(std::string_view entity, std::uint32_t parent = 0) {
    builder_.set_no_children(entity_of(*program_, entity), parent);
    return *this;
  }
  CaseOf& set(std::string_view entity, std::string_view attribute, Cell cell, std::uint32_t row = 0) {
    const rulebook::EntityId e = entity_of(*program_, entity);
    builder_.set(e, attribute_of(*program_, e, attribute), row, cell);
    return *this;
  }
  /// A visit on each of those days, or (empty) on an unrecorded one.
  CaseOf& visits(const std::vector<std::string>& days) {
    if (days.empty()) none("visit");
    for (std::uint32_t n = 0; n < days.size(); ++n) {
      const std::uint32_t row = add("visit", 0, n);
      if (!days[n].empty()) set("visit", "held_at", on(days[n]), row);
    }
    return *this;
  }
  FactsBuilder& builder() { return builder_; }
  [[nodiscard]] const Program& program() const { return *program_; }
  Facts build() { return std::move(builder_).build(); }

 private:
  ProgramPtr program_;
  FactsBuilder builder_;
};

/// One expression over a case, as at a day.
inline Cell evaluate(std::string_view feel, const std::function<void(CaseOf&)>& fill, std::string_view when = "2024-06-30") {
  const ProgramPtr program = program_of(definition("case", "answer", feel));
  CaseOf facts(program);
  fill(facts);
  const Facts built = facts.build();
  Run run(program);
  Cell answer;
  REQUIRE(run.over(built, as_at(when), [&](const Instance&) { answer = run[value_of(*program, "answer")]; }));
  return answer;
}

/// Dependencies as words: `fact episodes[0].opened_at`, `children visits`, `parameter limit`, `calendar`.
inline std::vector<std::string> words(const Program& program, const Facts& facts,
                                      const std::vector<Run::Dependency>& dependencies) {
  using On = Run::Dependency::On;
  std::vector<std::string> all;
  for (const Run::Dependency& d : dependencies) {
    const auto path = [&] { return facts.path_of(d.entity, d.attribute, d.row); };
    switch (d.on) {
      case On::fact:
        all.push_back("fact " + path());
        break;
      case On::children:
        all.push_back("children " + path());
        break;
      case On::time_of_day:
        all.push_back("time of day of " + path());
        break;
      case On::parameter:
        all.push_back("parameter " + program.parameters[d.parameter].id);
        break;
      case On::calendar:
        all.emplace_back("calendar");
        break;
    }
  }
  return all;
}

}  // namespace dutybound::testing
