// What an assessment answers. Entry: Assessment. The words of the enumerators are the words on the wire. Their numbers, here and
// in every public header, are never changed or used again: a new one comes with the next number, wherever it stands.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/date.hpp>

namespace dutybound {

enum class RuleKind : std::uint8_t {
  threshold = 0,
  eligibility = 1,
  permission = 2,
  duty = 3,
  expectation = 4,
  definition = 5,
  advisory = 6
};
enum class Modality : std::uint8_t { must = 0, should = 1, may = 2, must_not = 3, is = 4 };
enum class DayUnit : std::uint8_t { working_days = 0, days = 1, hours = 2, weeks = 3, months = 4 };

enum class Status : std::uint8_t {
  // duty
  not_applicable = 0,  ///< its condition does not hold, or its clock has not started (any kind with applies_when)
  exempt = 1,          ///< an exemption, or an excuse for lateness, is on record
  due = 2,             ///< not done, and the last day (if there is one) has not passed
  met = 3,
  met_late = 4,
  overdue = 5,  ///< not done, and the last day has passed
  breached =
      6,  ///< can no longer be met: a prohibition infringed, a thing not kept as long as it must be, or a last day that was
          ///< missed before the duty ended
  // threshold and definition: the answer is Finding::outcome
  level = 7,
  none = 8,
  value = 9,
  // eligibility
  eligible = 10,
  not_eligible = 11,
  // permission
  permitted = 12,
  not_established = 13,
  // expectation
  in_place = 14,
  not_in_place = 15,
  // any
  indeterminate = 16,  ///< what is recorded does not settle it: Finding::missing says what would
  data_error = 17,     ///< what is recorded is impossible: Finding::data_errors says what
  not_in_force = 18,   ///< no loaded edition covers the day its clock started
};

/// How a clock says its last day; the key in a file of rules.
enum class ClockKind : std::uint8_t {
  within = 0,
  recurring = 1,
  maximum_duration = 2,
  minimum_retention = 3,
  before_target = 4,
  fixed_date = 5
};
/// How a condition is made of others; `leaf`: of none.
enum class ConditionGroup : std::uint8_t { leaf = 0, all = 1, any = 2, none = 3 };

/// What a condition, a date or a value is to its rule; the keys in a file of rules.
enum class PartRole : std::uint8_t {
  protects = 0,  ///< whom the rule protects
  applies_when = 1,
  exempt_when = 2,
  excused_when = 3,
  clock = 4,  ///< what the clock counts from
  done_at = 5,
  done_when = 6,
  eligible_when = 7,
  permitted_when = 8,
  in_place_when = 9,
  level = 10,  ///< of a threshold
  basis = 11,  ///< of a permission
  ends_at = 12,
  arises_at = 13,
  value = 14,
};

/// The word on the wire.
[[nodiscard]] DUTYBOUND_API std::string_view to_string(RuleKind kind);
[[nodiscard]] DUTYBOUND_API std::string_view to_string(ClockKind kind);
[[nodiscard]] DUTYBOUND_API std::string_view to_string(ConditionGroup group);
[[nodiscard]] DUTYBOUND_API std::string_view to_string(PartRole role);
[[nodiscard]] DUTYBOUND_API std::string_view to_string(Modality modality);
[[nodiscard]] DUTYBOUND_API std::string_view to_string(DayUnit unit);
[[nodiscard]] DUTYBOUND_API std::string_view to_string(Status status);
[[nodiscard]] DUTYBOUND_API std::optional<Status> parse_status(std::string_view word);

/// A fact that is not recorded and would help to settle a finding.
struct MissingFact {
  std::string path;         ///< `episodes[0].referral.received_at`, or `policy.NAME`, or `calendar.NAME`
  std::string description;  ///< the vocabulary's words
  friend bool operator==(const MissingFact&, const MissingFact&) = default;
};

/// A fact that is recorded and impossible.
struct DataError {
  std::string path;
  std::string value;   ///< as recorded
  std::string reason;  ///< one sentence
  std::string code;    ///< the constraint's id, or `wrong_type`, `unknown_value`, `impossible_date`, `unknown_attribute`, ...
  friend bool operator==(const DataError&, const DataError&) = default;
};

/// Names in a document that nobody reads, of elements of a return too, or under which no record or list of records stands where
/// one is needed: what stands under them took no part. Each is among the data errors.
struct UnreadNames {
  std::size_t count = 0;
  std::optional<DataError> first;
  friend bool operator==(const UnreadNames&, const UnreadNames&) = default;
};

/// A fact that nobody recorded and in whose place something was read: what the caller assumed (AssessOptions::assume), or what
/// stands in for it by the rule itself (`first recorded(x, y)`: `y`, where `x` is not recorded).
struct AssumedFact {
  std::string path;
  std::string value;     ///< in FEEL's words; `null`: not happened, or no such record
  bool by_rule = false;  ///< the rule's own stand-in, not the caller's assumption
  friend bool operator==(const AssumedFact&, const AssumedFact&) = default;
};

/// How far a finding rests on an edition that was not in force on its day.
enum class EditionPolicy : std::uint8_t { in_force = 0, carried_forward = 1, chosen = 2 };
[[nodiscard]] DUTYBOUND_API std::string_view to_string(EditionPolicy policy);

/// What the rule answers under other readings of its sources (AssessOptions::all_readings).
struct ReadingOutcome {
  std::map<std::string, std::string> readings;  ///< reading -> value, of every reading that the rule turns on
  Status status = Status::indeterminate;
  std::string outcome;
  std::optional<Date> due;
  std::optional<Status> provisional;  ///< as Finding::provisional
  friend bool operator==(const ReadingOutcome&, const ReadingOutcome&) = default;
};

/// The answer of one rule for one instance. Dates are civil days; for clocks in hours `due_at` and so on give the instants.
struct Finding {
  std::string rule;
  std::string rulebook;
  RuleKind kind = RuleKind::duty;
  Modality modality = Modality::should;
  std::string actor;
  std::string instance;               ///< path in the case: `episodes[0].section_47_enquiries[1]`; empty for the subject itself
  std::optional<std::string> record;  ///< the instance's id, if it has one
  Status status = Status::indeterminate;
  std::string outcome;  ///< threshold: the level; definition: the value; permission: the bases that hold, joined by `, `
  std::optional<Date> trigger;
  std::optional<Date>
      due;  ///< the last day that is in time (before_target: on which it must have been done; retention: until which it is kept)
  std::optional<Date> done;
  std::optional<DateTime> due_at;  ///< clocks in hours only
  /// Late positive, early negative, in `day_unit`: working days for working-day clocks, hours for clocks in hours, else calendar
  /// days. Done: by how much it was late or early. Not done: by how much `as_at` is past the last day. What is
  /// late is late by at least one, though only a weekend or minutes have gone since.
  std::optional<std::int64_t> days;
  std::optional<DayUnit> day_unit;
  std::optional<Date> valid_until;  ///< the first day on which time alone will change status or outcome, or which version judges
  /// Whether `valid_until` is a lower bound only: it does not change before that day, and what comes then was not worked out.
  bool valid_until_at_least = false;
  std::vector<MissingFact> missing;
  std::vector<DataError> data_errors;
  /// Of an `indeterminate` one that is late or breached unless an exemption or an accepted reason for the
  /// delay is recorded: what it is without (`met_late`, `overdue` or `breached`), and in `unless` the paths of the facts that
  /// would say so. `days` is then that status's.
  std::optional<Status> provisional;
  std::vector<std::string> unless;
  std::vector<AssumedFact> assumed;  ///< what its rule read that was assumed: the caller's, then the rule's own
  /// Where its record was read, so that it joins back to its source. Of tables: the table's name, and the row from 0; of a record
  /// made from several rows, the first in its own table; of one that no row has, the first row of what belongs to it. Of a census
  /// return: the name of the record's element (`Section47`), and its number among the elements of that name in the whole return,
  /// from 0; what is an element of text alone within a record (`DateOfInitialCPC`) stands in that record's. Of other documents:
  /// no table, and the document's number in its text, from 0. Of records of which nobody says whether there are any: the record
  /// that they would belong to.
  std::optional<std::string> source_table;
  std::optional<std::uint64_t> source_row;
  EditionPolicy edition_policy = EditionPolicy::in_force;
  std::map<std::string, std::string> readings;  ///< reading -> value that was chosen, of every reading that the rule turns on
  /// Only with AssessOptions::all_readings, and only where `readings` is not empty: whether status and outcome are the same under
  /// every combination of readings, and what each of the others gives.
  std::optional<bool> same_under_all_readings;
  std::vector<ReadingOutcome> other_readings;
};

/// The status as it is written on the wire: the level or value itself where that is the answer.
[[nodiscard]] DUTYBOUND_API std::string status_word(const Finding& finding);
[[nodiscard]] DUTYBOUND_API std::string status_word(const ReadingOutcome& outcome);

/// Which law judged it.
struct RulebookRef {
  std::string id;
  std::string edition;
  std::string version;
  std::string digest;  ///< SHA-256 of its files and of those that it shares rules from, in hexadecimal
};

/// What adds up: findings == sum of by_status; instances is the number of (rule, instance) pairs looked at.
struct Manifest {
  std::size_t rules = 0;              ///< rules loaded that give findings for this subject
  std::size_t advisory = 0;           ///< entries that no recorded fact can decide
  std::size_t other_subject = 0;      ///< rules about another kind of subject
  std::size_t other_edition = 0;      ///< rules of rulebooks left out because another edition of their series was chosen
  std::size_t without_instances = 0;  ///< rules whose records the case says it has none of
  std::size_t instances = 0;
  std::size_t findings = 0;
  std::size_t not_chosen = 0;                 ///< rules left out by AssessOptions::rules
  std::map<Status, std::size_t> by_status;    ///< of those that there are
  std::map<Status, std::size_t> provisional;  ///< undecided ones by Finding::provisional; in by_status, too, as undecided
};

/// Everything that one case was found to be, and by which law, on which day.
struct Assessment {
  std::string engine;  ///< version
  /// SHA-256 in hexadecimal over all that the answer depends on beside facts and `as_at`: Rulebook::digest, the edition and the
  /// readings that were chosen, carrying forward, assumptions, the rules that were chosen. The same digest, facts and `as_at`
  /// give the same findings.
  std::string digest;
  std::vector<RulebookRef> rulebooks;
  std::string as_at;                            ///< date, or date and time
  std::string subject;                          ///< `case`, `partnership`, ...
  std::map<std::string, std::string> readings;  ///< every loaded reading -> the value that was chosen
  std::map<std::string, std::string> assumed;   ///< AssessOptions::assume, in FEEL's words
  std::optional<std::string> case_id;
  UnreadNames unread_names;            ///< the case was read in part where there are any
  std::vector<Finding> findings;       ///< by instance's record in the case's order, then by rule in the rulebooks' order
  std::vector<DataError> data_errors;  ///< all of the case, also those that touched no finding
  Manifest manifest;
};

}  // namespace dutybound
