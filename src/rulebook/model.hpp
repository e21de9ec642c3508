// The typed model: vocabulary, calendars, rulebooks. Built by this folder's readers, consumed by src/program.
// Every expression in it is parsed and checked; every name resolved.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/calendar.hpp>
#include <dutybound/date.hpp>
#include <dutybound/finding.hpp>

#include "feel/check.hpp"

namespace dutybound::rulebook {

using EntityId = std::uint32_t;
using AttributeId = std::uint32_t;  ///< index in its entity's attributes
inline constexpr std::uint32_t no_entity = 0xFFFFFFFFU;
inline constexpr AttributeId no_attribute = 0xFFFFFFFFU;

/// What kind of thing an attribute holds.
enum class AttributeKind : std::uint8_t {
  boolean,
  number,
  text,
  enumeration,
  date,
  date_time,
  entity,
  list_of_entity,
  list_of_values
};

struct Attribute {
  std::string name;
  AttributeKind kind{};
  feel::Type type;              ///< for FEEL; entity and list_of_entity: record or list of record
  EntityId entity = no_entity;  ///< entity, list_of_entity: the child
  bool event = false;           ///< date or date_time of something that happens: null is `not happened`, the future is `not yet`
  bool begins =
      false;  ///< event: there is no record before it, so that a blank cell of a table is not recorded, not `not happened`
  bool always = false;  ///< entity: every record has one, though nothing may be recorded of it
  /// list_of_entity, both or none: the event of the child by which its records are in order, and the date beside the list from
  /// which on all of them are listed. Those before that day may not be.
  AttributeId in_order_of = no_attribute;
  AttributeId complete_from = no_attribute;
  std::string description;
  std::string unit;
  std::map<std::string, std::string> data_sets;  ///< `cin_census`, `annex_a`, `ssd`, `csc_api` -> the name there
  Span span;
};

/// What a constraint blames: an attribute of its own entity, or of one below it that to-one attributes alone lead to.
struct Mark {
  EntityId entity = 0;
  AttributeId attribute = 0;
  friend bool operator==(const Mark&, const Mark&) = default;
};

/// A sentence that must hold of one record, else the attributes it marks are data errors of that record.
struct Constraint {
  std::string id;
  feel::Expression that;
  std::string because;
  std::vector<Mark> marks;
};

struct Entity {
  std::string name;
  std::string description;
  EntityId parent = no_entity;       ///< none for a subject
  AttributeId parent_attribute = 0;  ///< where it hangs
  bool many = false;
  std::vector<Attribute> attributes;
  std::vector<Constraint> constraints;
};

/// A derived attribute: what a `definition` rule adds to its entity. FEEL sees it as a field after the attributes: the n-th
/// definition of an entity (in the order of RuleSet::definitions) is field `attributes.size() + n`. Editions of one series may
/// each define the same name: each is a field, and a rule's paths lead to its own edition's.
struct Definition {
  EntityId entity = 0;
  std::string name;
  std::size_t rulebook = 0;  ///< which rulebook's rule...
  std::size_t rule = 0;      ///< ...defines it
  feel::Type type;
};

/// Whom rules protect: a word of theirs, and what makes somebody such a person on the day that decides a rule.
struct Protects {
  std::string word;
  std::string title;
  EntityId of = 0;        ///< rules are about its records or about what hangs below them
  feel::Expression that;  ///< over the names of `of` and `deciding_day`; empty: nothing is asked of anybody
  std::string because;    ///< `that` in plain words; `{deciding_day}` stands for the day
  std::vector<std::string> interpretation;
};

/// Entities in preorder, so that a parent stands before its children. feel::TypeTable::records[i] is entity i: its
/// fields are the attributes, then the definitions.
struct Vocabulary {
  std::string id;
  std::string title;
  SourcePtr source;
  std::vector<EntityId> subjects;
  std::vector<Entity> entities;
  std::vector<Protects> protects;  ///< in the file's order
  std::shared_ptr<feel::TypeTable> types;
  Date earliest;  ///< a recorded date before it is impossible (sentinels such as 1900-01-01)
  Date latest;
};

/// What a name in FEEL stands for: the meaning of feel::Variable::id and of Reference::id (Of::variable) in every expression of
/// this model. `entity`: the record of that entity on the way from the rule's record up to its subject. `attribute`: that
/// attribute of such a record; in a rule only entity and list_of_entity attributes have names of their own, in a constraint every
/// attribute of its entity has. `as_at`: the day of the assessment, in rules only. `deciding_day`: in Protects::that only, the
/// day that decides the rule: the clock's anchor; without a clock `arises_at`, if that has happened; else `as_at`.
struct Name {
  enum class Of : std::uint8_t { entity, attribute, as_at, deciding_day } of = Of::as_at;
  EntityId entity = 0;
  AttributeId attribute = 0;
};

/// Bit 31 clear: entity; set: entity in bits 16 to 30, attribute in bits 0 to 15; all set: as_at; all but the last: deciding_day.
/// INVARIANT(names-fit): a vocabulary has no more than `most_entities`, and an entity no more than `most_attributes`.
inline constexpr std::size_t most_entities = 32767;
inline constexpr std::size_t most_attributes = 65535;
[[nodiscard]] constexpr std::uint32_t encode(Name name) {
  switch (name.of) {
    case Name::Of::entity:
      return name.entity;
    case Name::Of::attribute:
      return 0x80000000U | name.entity << 16U | name.attribute;
    case Name::Of::deciding_day:
      return 0xFFFFFFFEU;
    case Name::Of::as_at:
      break;
  }
  return 0xFFFFFFFFU;
}

[[nodiscard]] constexpr Name decode(std::uint32_t id) {
  if (id == 0xFFFFFFFFU) return {Name::Of::as_at, 0, 0};
  if (id == 0xFFFFFFFEU) return {Name::Of::deciding_day, 0, 0};
  if ((id & 0x80000000U) == 0) return {Name::Of::entity, id, 0};
  return {Name::Of::attribute, id >> 16U & 0x7FFFU, id & 0xFFFFU};
}

/// In force on days from `from` to `to`, both included; nothing is open.
struct InForce {
  std::optional<Date> from;
  std::optional<Date> to;
};

/// How sure a citation is.
enum class SourceStatus : std::uint8_t { read_in_seed, read_elsewhere, general_knowledge };

struct Citation {
  std::string document;  ///< title
  std::string edition;
  std::string section;
  std::string url;
  SourceStatus status{};
};

/// A number with dates: the row in force on a day is the last whose `from` is not after it. No rows: left to local policy.
struct Parameter {
  struct Row {
    std::optional<Date> from;
    std::int64_t value = 0;
    std::vector<Citation> source;
    std::optional<std::size_t> local = std::nullopt;  ///< the local protocol (index of its rulebook) that set it
    bool ends = false;                                ///< from then on there is no value
  };
  std::string id;
  std::string description;
  std::string unit;
  bool policy = false;  ///< local policy decides; without a row it is unknown
  std::vector<Row> rows;
  std::uint32_t rulebook = 0;  ///< once compiled: its index in Program::rulebooks
};

/// A question on which the sources differ, with its answers in the file's order.
struct Reading {
  struct Value {
    std::string value;
    std::string title;
    std::vector<Citation> source;
  };
  std::string id;
  std::string title;
  std::string default_value;
  std::vector<Value> values;
  std::uint32_t rulebook = 0;  ///< once compiled: its index in Program::rulebooks
};

/// A condition as the author grouped it.
struct Condition {
  using Group = ConditionGroup;
  Group group = Group::leaf;
  feel::Expression that;  ///< leaf
  std::string because;    ///< plain words; empty if the author gave none
  std::vector<Condition> members;
};
using dutybound::ClockKind;

/// Number of units: literal, or a parameter.
struct Amount {
  std::int64_t literal = 0;
  std::string parameter;  ///< id, or empty
};

/// Where a last day moves on to; wire words.
enum class Roll : std::uint8_t {
  none,
  ordinary_day,       ///< past Christmas Day, Good Friday, bank holidays and Sundays (CA 1989 s.45(2))
  up_to_working_day,  ///< over the days that are no working days, to the day before the next working day
};
[[nodiscard]] std::string_view to_string(Roll roll);

struct Clock {
  ClockKind kind{};
  DayUnit unit = DayUnit::working_days;
  Amount amount;
  bool inclusive = false;  ///< the anchor's day is day 1
  Roll roll = Roll::none;
  feel::Expression anchor;  ///< after | from | target | on (fixed_date: the day itself)
};

/// One row of a threshold, or one basis of a permission.
struct Row {
  std::string name;
  std::string title;
  Condition when;
};

struct Rule {
  std::string id;
  RuleKind kind{};
  std::string title;
  Modality modality{};
  std::string actor;
  std::string requires_text;  ///< `requires:` what is to be done, in plain words
  std::string family;
  std::vector<Citation> source;
  std::vector<std::string> interpretation;
  std::vector<std::string> notes;
  std::vector<std::string> record;  ///< what to record
  std::string reason;               ///< advisory: why no recorded fact decides it
  EntityId for_each = 0;
  InForce in_force;      ///< the rulebook's, narrowed by the rule's own
  bool own_end = false;  ///< the rule itself narrows `to`: it is not carried forward
  feel::Expression arises_at;
  std::string protects;  ///< Protects::word; empty if the rule does not say
  std::optional<Condition> applies_when;
  std::optional<Condition> exempt_when;
  std::optional<Condition> excused_when;
  std::optional<Clock> clock;
  feel::Expression done_at;
  std::optional<Condition> done_when;
  feel::Expression ends_at;
  std::vector<Row> rows;               ///< threshold: levels; permission: bases
  std::optional<Condition> condition;  ///< eligible_when | permitted_when | in_place_when
  feel::Expression value;              ///< definition
  std::string defines;
  /// Reading -> value under which this version of the rule stands: all that the rule turns on, or none. Versions share the id.
  std::map<std::string, std::string> readings;
  /// Where a local protocol changes a rule: the rulebook (index) whose rule it changes.
  std::optional<std::size_t> changes;
  std::size_t changed_rule = 0;  ///< ...and which of its rules: the version under the same readings
  SourcePtr file;
  Span span;  ///< of its id
};
/// What Rule::condition is to its rule: `eligible_when`, `permitted_when`, `in_place_when`; its key in a file of rules.
[[nodiscard]] PartRole condition_role(RuleKind kind);
/// What the condition of one of Rule::rows is to its rule: `level` or `basis`; with its name `level: NAME`, `basis: NAME`.
[[nodiscard]] PartRole row_role(RuleKind kind);
[[nodiscard]] std::string row_role(RuleKind kind, const std::string& name);

/// How a condition of a rule that a local protocol changes has to stand to the national one: hold wherever that holds, hold
/// nowhere else, or both.
enum class LocalWay : std::uint8_t { wider, narrower, same };
/// Applying where it did not apply asks for more of a duty, and allows more where the rule says who or what is allowed.
[[nodiscard]] inline LocalWay way_of_applies(RuleKind kind) {
  return kind == RuleKind::permission || kind == RuleKind::eligibility ? LocalWay::same : LocalWay::wider;
}
/// `done_when` of a prohibition tells of the prohibited thing.
[[nodiscard]] inline LocalWay way_of_done(Modality modality) {
  return modality == Modality::must_not ? LocalWay::wider : LocalWay::narrower;
}

struct RulebookModel {
  std::string id;
  std::string series;
  std::string edition;
  std::string title;
  std::string version;
  std::string jurisdiction;
  std::string digest;
  InForce in_force;
  bool off_by_default = false;
  std::string extends;   ///< a local protocol: the id of the rulebook below it
  bool own_end = false;  ///< a local protocol that ends before the rulebook below it: it is not carried forward
  std::vector<Parameter> parameters;
  std::vector<Reading> readings;
  std::vector<Rule> rules;
};

/// Everything that was loaded together.
struct RuleSet {
  Vocabulary vocabulary;
  std::vector<Definition> definitions;
  std::shared_ptr<const Calendar> calendar;
  std::vector<RulebookModel> rulebooks;
  std::string digest;  ///< of all that was loaded (digest.cpp)
};
/// Null if the vocabulary does not have the word.
[[nodiscard]] const Protects* find_protects(const Vocabulary& vocabulary, std::string_view word);
/// The rule's word, if it asks something of the person; else null.
[[nodiscard]] const Protects* asked_by(const Rule& rule, const Vocabulary& vocabulary);
/// The first of that id in any of the rulebooks; null if there is none.
[[nodiscard]] const Parameter* find_parameter(const RuleSet& rules, std::string_view id);

}  // namespace dutybound::rulebook
