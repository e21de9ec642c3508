// Loading rules and asking them. Entry: Rulebook.
#pragma once

#include <cassert>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/calendar.hpp>
#include <dutybound/case.hpp>
#include <dutybound/explanation.hpp>
#include <dutybound/finding.hpp>
#include <dutybound/limits.hpp>
#include <dutybound/result.hpp>

namespace dutybound {

class Caseload;
class CaseloadRun;
struct CaseloadOptions;
struct NamedTable;
struct TableOptions;

/// A file of rules in memory.
struct RuleFile {
  std::string name;  ///< path relative to the root of the rules, with `/`
  std::string text;
};

/// The rulebooks that the library carries: those with these ids and what they need; without ids all that are not off by default.
struct EmbeddedRules {
  std::vector<std::string> rulebooks;
};

/// Folders of rules (read_rule_folder), and embedded rulebooks beside them, by id. Where no file of the folders is a vocabulary,
/// the embedded vocabulary, calendars and mappings are theirs.
struct RuleFolders {
  std::vector<std::string> paths;
  std::vector<std::string> rulebooks = {};
};

struct LoadOptions {
  /// What is loaded: rules that the library carries, files in memory (all that they need is among them), or folders.
  std::variant<EmbeddedRules, std::vector<RuleFile>, RuleFolders> rules = EmbeddedRules();
  /// Local protocols, loaded beside the embedded or given files: each a rulebook that `extends` one of them. What relaxes a
  /// national rule is a mistake.
  std::vector<RuleFile> layers;
  std::map<std::string, std::int64_t> policy;  ///< values of policy parameters
  std::vector<Holiday> closures;               ///< local closure days
  bool every_file = false;  ///< report also what is wrong with scenarios, provisions and documents, which loading leaves unread
  Limits limits;
};

struct AssessOptions {
  /// The day that the assessment looks from (its end), or a moment of it. Required.
  AsAt as_at;
  /// The last edition of a series goes on until another is loaded; findings that rest on it say so.
  bool carry_forward = false;
  /// Judge every clock by this rulebook (an id of Rulebook::rulebooks()), whatever its dates; other rulebooks of its series are
  /// left out.
  std::optional<std::string> edition;
  /// Reading -> value, in place of its default.
  std::map<std::string, std::string> readings;
  /// Judge every rule under all its readings, and tell whether they agree.
  bool all_readings = false;
  /// Fact (`assessment.extension_reason_recorded`) -> what is taken to be so of every record that does not say it: a value as a
  /// case in YAML or JSON has it (`false`, `2024-03-28`, a word of an enumeration; `null`: it has not happened, or there is no
  /// such record; `[]`: there are none). What is recorded stays, impossible or not; so does what an assumption would contradict.
  /// Findings tell what they rest on.
  std::map<std::string, std::string> assume;
  /// Ids of rules; empty: all. Only these are judged and asked about, and only they are explained.
  std::vector<std::string> rules;
  /// Asked now and then (every 65,536 steps) while one case is judged: false ends it with the diagnostic `limit.stopped`, for a
  /// deadline or a cancel. An exception of it passes through. A caseload's run asks only between blocks of cases, by its caller.
  std::function<bool()> proceed;
};

/// A day `YYYY-MM-DD`, or a moment as DateTime::parse reads it. Else the diagnostic `options.as-at` says why: no day, or a time
/// that English clocks never showed.
[[nodiscard]] DUTYBOUND_API Result<AsAt> parse_as_at(std::string_view text);

/// One way to read the sources, of several.
struct ReadingValue {
  std::string value, title;
  std::vector<SourceReading> sources;
};

/// A question on which the sources differ, as a named switch.
struct ReadingInfo {
  std::string id, rulebook, title, default_value;
  std::vector<ReadingValue> values;  ///< in the file's order
};

/// A fact of the vocabulary.
struct FactInfo {
  std::string entity, attribute, type, description, unit;
  std::vector<std::string> values;               ///< of an enumeration
  bool event = false;                            ///< null is `not happened`
  bool begins = false;                           ///< its record begins with it: a blank cell of a table is not recorded
  std::map<std::string, std::string> data_sets;  ///< `cin_census`, `annex_a`, `ssd` -> the name there
  std::vector<std::string> rules;                ///< ids of the rules that read it
};

/// How a rule reads under other readings than the defaults.
struct RuleAlternative {
  std::map<std::string, std::string> when;  ///< reading -> value
  std::string deadline;
  std::vector<std::pair<std::string, std::string>> conditions;  ///< as RuleInfo::conditions
};

/// A condition, a date or the value of a rule, as its author grouped it.
struct RulePart {
  std::optional<PartRole> role;  ///< nothing below the top
  std::string name, title;       ///< of a level or a basis
  ConditionGroup group = ConditionGroup::leaf;
  std::string because, feel;
  std::vector<std::string> facts;  ///< leaf: `entity.attribute` of the facts that it reads, in the vocabulary's order
  std::vector<RulePart> members;
};

/// What there is to know about a rule without a case. One for each rulebook that has the rule.
struct RuleInfo {
  std::string id, rulebook, title;
  RuleKind kind = RuleKind::duty;
  Modality modality = Modality::should;
  std::string actor, requires_text, for_each, family, deadline, reason;
  std::vector<SourceReading> sources;
  std::vector<std::string> interpretation, notes, record, parameters;
  std::vector<std::pair<std::string, std::string>>
      conditions;  ///< role, text (plain words and FEEL), one entry a line, members indented below their group
  std::optional<Date> from, to;
  std::vector<RuleAlternative> alternatives;  ///< every combination of readings but the defaults
  std::string changes;                        ///< the rulebook whose rule a local protocol changes; else empty
  std::vector<RulePart> parts;                ///< all that `conditions` says, and the clock's start, with its structure
  std::optional<ClockKind> clock;             ///< nothing without one
  std::string file;                           ///< the file of rules that it was read from
  std::string protects;        ///< whom it protects, in the vocabulary's word: `child`, `anyone`, ...; empty if it does not say
  std::string protects_title;  ///< the same for people
};

/// A table that a mapping reads, and the columns that it looks for in it: keys first, then in the file's order.
struct MappedTableInfo {
  std::string name;
  std::vector<std::string> other_names;
  std::vector<std::string> columns;  ///< every name that is tried
};

enum class MappingFormat : std::uint8_t { tables = 0, cin_census = 1 };
/// The word on the wire.
[[nodiscard]] DUTYBOUND_API std::string_view to_string(MappingFormat format);

/// How a data set's names become the vocabulary's.
struct MappingInfo {
  std::string id, title;
  MappingFormat format = MappingFormat::tables;
  std::vector<std::string> interpretation;
  std::vector<MappedTableInfo> tables;     ///< of `tables`
  std::vector<std::string> unused_tables;  ///< that the data set has besides, and nothing reads
};

/// What there is to know about a rulebook.
struct EditionInfo {
  std::string id, series, edition, title, version, digest, jurisdiction;
  std::string extends;  ///< a local protocol: the rulebook below it; else empty
  std::optional<Date> from, to;
};

struct ParameterInfo {
  std::string id, rulebook, description, unit;
  bool policy = false;
  std::vector<std::pair<std::optional<Date>, std::int64_t>> rows;
  std::vector<std::vector<SourceReading>> row_sources;  ///< of each row
};

/// Every embedded file of rules, for those who want to copy and change them.
[[nodiscard]] DUTYBOUND_API const std::vector<RuleFile>& embedded_rules();

/// Reads `*.yaml` and `*.yml` of a folder and its folders, in order of name. Links are followed, as in a mounted ConfigMap; names
/// that begin with a dot are passed over. Fails with a diagnostic for each file, folder or link that cannot be read.
[[nodiscard]] DUTYBOUND_API Result<std::vector<RuleFile>> read_rule_folder(const std::string& path, const Limits& limits = {});
/// The same of a local protocol: each name stands below that of the folder itself.
[[nodiscard]] DUTYBOUND_API Result<std::vector<RuleFile>> read_layer_folder(const std::string& path, const Limits& limits = {});
/// What `files` need in order to load: with a vocabulary among them nothing, else the embedded vocabulary, calendars and mappings
/// in front.
[[nodiscard]] DUTYBOUND_API std::vector<RuleFile> with_shared_rules(std::vector<RuleFile> files);
/// Every file that `folders` stand for, as LoadOptions::rules takes them. Diagnostics: as read_rule_folder, and
/// `load.unknown-rulebook`.
[[nodiscard]] DUTYBOUND_API Result<std::vector<RuleFile>> read_rules(const RuleFolders& folders, const Limits& limits = {});

/// Rulebooks, loaded and compiled together. Immutable; cheap to copy; every member function may be called from several threads at
/// once. A copy keeps what it shows alive: views are good as long as any copy is there. One that was moved from may be destroyed
/// and assigned to; else it asserts.
class DUTYBOUND_API Rulebook {
 public:
  /// All mistakes of all files in one run.
  static Result<Rulebook> load(const LoadOptions& options = {});

  /// Never throws on any facts. Cost: some tenths of a millisecond for one case and all rules. Refused, here and by the three
  /// below: options that check() finds wrong, and facts that another Rulebook read (`options.other_rulebook`), which were typed
  /// by another vocabulary.
  [[nodiscard]] Result<Assessment> assess(const Case& facts, const AssessOptions& options) const;
  /// Every case of a caseload (caseload_assessment.hpp). Nothing is computed before the run is pulled.
  [[nodiscard]] Result<CaseloadRun> assess(const Caseload& caseload, const CaseloadOptions& options) const;
  /// The reasons of findings of `rule` (every instance, or the one at `instance`).
  [[nodiscard]] Result<std::vector<Explanation>> explain(const Case& facts, const AssessOptions& options, std::string_view rule,
                                                         std::optional<std::string_view> instance = std::nullopt) const;
  /// Unknown facts, by how many findings each could settle, most first; none that could not change one.
  [[nodiscard]] Result<std::vector<Question>> ask(const Case& facts, const AssessOptions& options) const;

  /// Reads every document of a text and hands them over one by one; a bad one has diagnostics in place of a case, and the rest
  /// goes on. Stops early if `take` returns false. `name` is for messages.
  void read_cases(const std::string& name, std::string_view text, CaseFormat format,
                  const std::function<bool(CaseDocument)>& take) const;
  /// Tables (caseload.hpp), joined into cases. All mistakes of tables, columns and mapping in one run; warnings tell of columns
  /// that look misspelt or that nothing reads, of ids that are nearly the same, and of tables that are not given.
  [[nodiscard]] Result<Caseload> read_tables(std::vector<NamedTable> tables, const TableOptions& options) const;
  /// The documents of a text, each read when it is asked for.
  [[nodiscard]] Caseload read_caseload(std::string name, std::string text, CaseFormat format) const;
  /// By the name's ending and the text's first characters.
  static CaseFormat guess_format(std::string_view name, std::string_view text);

  [[nodiscard]] const std::vector<RuleInfo>& rules() const& noexcept;
  void rules() const&& = delete;  // what it shows would be gone
  /// As the latest edition that has it says it; `rules()` has those of the others. Null where there is none.
  [[nodiscard]] const RuleInfo* rule(std::string_view id) const& noexcept;
  void rule(std::string_view id) const&& = delete;
  [[nodiscard]] const std::vector<ReadingInfo>& readings() const& noexcept;
  void readings() const&& = delete;
  [[nodiscard]] const std::vector<FactInfo>& facts() const& noexcept;  ///< in the vocabulary's order
  void facts() const&& = delete;
  /// Worked out at each call.
  [[nodiscard]] std::vector<MappingInfo> mappings() const;
  /// Mistakes in options: a day outside years 1 to 9999, an edition, a rule, a reading or a reading's value that is not loaded,
  /// an assumption that cannot be.
  [[nodiscard]] Diagnostics check(const AssessOptions& options) const;
  [[nodiscard]] const std::vector<ParameterInfo>& parameters() const& noexcept;
  void parameters() const&& = delete;
  /// The number in force on that day; nothing if unknown (no such parameter, no row yet, a policy that is not set).
  [[nodiscard]] std::optional<std::int64_t> parameter(std::string_view id, Date on) const;
  [[nodiscard]] const Calendar& calendar() const& noexcept;
  [[nodiscard]] Calendar calendar() const&&;
  [[nodiscard]] std::vector<RulebookRef> rulebooks() const;
  /// SHA-256 in hexadecimal over all that was loaded: every file of rules, vocabulary, calendars and mappings, local protocols,
  /// values of policy parameters, closure days, limits, and the engine's version. Assessment::digest adds an assessment's
  /// options.
  [[nodiscard]] const std::string& digest() const& noexcept;
  [[nodiscard]] std::string digest() &&;
  /// In the order of rulebooks().
  [[nodiscard]] const std::vector<EditionInfo>& editions() const& noexcept;
  void editions() const&& = delete;
  [[nodiscard]] std::string dump() const;  ///< the compiled program as text

  /// Whether both are copies of one: what one has read, the other may judge.
  friend bool operator==(const Rulebook& a, const Rulebook& b) noexcept { return a.body_ == b.body_; }

  struct DUTYBOUND_INNER Body;

 private:
  friend struct Inside;
  explicit Rulebook(std::shared_ptr<const Body> body) noexcept : body_(std::move(body)) {}
  [[nodiscard]] const Body& body() const noexcept {
    assert(body_ != nullptr);
    return *body_;
  }
  std::shared_ptr<const Body> body_;
};

}  // namespace dutybound
