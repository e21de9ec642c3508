// Why a finding is as it is, and what to ask next. Made on demand by Rulebook::explain and Rulebook::ask from the same program.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/finding.hpp>

namespace dutybound {

/// One recorded fact that a condition read.
struct FactReading {
  std::string path;
  std::string value;  ///< `2024-03-28`, `true`, `not recorded`, `not happened`, `impossible`
};

/// FEEL's three, and `unknown` where what is recorded does not settle it.
enum class Truth : std::uint8_t { true_ = 0, false_ = 1, unknown = 2, null = 3 };
/// The word on the wire: `true`, `false`, `unknown`, `null`.
[[nodiscard]] DUTYBOUND_API std::string_view to_string(Truth truth);

/// A condition as the rule groups it, with its truth.
struct ConditionReading {
  std::string role;  ///< `applies_when`, `exempt_when`, `excused_when`, `done_when`, `eligible_when`, `permitted_when`,
                     ///< `in_place_when`, `level: NAME`, `basis: NAME`; empty below the top
  ConditionGroup group = ConditionGroup::leaf;
  Truth truth = Truth::unknown;
  std::string because;             ///< plain words
  std::string feel;                ///< leaf only
  std::vector<FactReading> facts;  ///< leaf only
  std::vector<ConditionReading> members;
  std::string layer;  ///< the rulebook that the line comes from, where a local protocol changes the rule; else empty
};

struct SourceReading {
  std::string document, edition, section, url, status;
};

/// A choice between readings of the sources that a finding rests on.
struct ReadingChoice {
  std::string reading, title;      ///< its id, and the question
  std::string value, value_title;  ///< the answer that was chosen
  std::vector<SourceReading> sources;
};

/// The reasons of one finding. All text is plain English; dates carry their weekday.
struct Explanation {
  Finding finding;
  std::string title;
  std::string requires_text;
  std::string summary;   ///< one sentence: the answer
  std::string deadline;  ///< the arithmetic: `15 working days after Thu 28 Mar 2024, skipping Good Friday 29 Mar and Easter
                         ///< Monday 1 Apr, is Mon 22 Apr 2024`
  std::string edition;   ///< which edition judged it and why
  std::vector<ConditionReading> conditions;
  std::vector<FactReading> dates;  ///< what the trigger, done and end dates were read from
  std::vector<SourceReading> sources;
  std::vector<std::string> interpretation;
  std::vector<std::string> record;
  std::vector<ReadingChoice> readings;
  std::string national;  ///< where a local protocol changes the rule: what the national rule alone says; else empty
};

/// A fact to find out, and what it could settle.
struct Question {
  MissingFact fact;
  std::vector<std::string> rules;  ///< ids of the findings' rules that it could settle or help to settle, each once
  std::size_t findings = 0;        ///< how many findings
  std::size_t settles_alone = 0;   ///< of these, how many a value of it that was tried settles by itself
};

}  // namespace dutybound
