// The words of the public enumerations: one table each, for both directions.
#include <array>

#include <dutybound/rulebook.hpp>

namespace dutybound {
namespace {

constexpr std::array<std::string_view, 7> rule_kinds{"threshold",   "eligibility", "permission", "duty",
                                                     "expectation", "definition",  "advisory"};
constexpr std::array<std::string_view, 5> modalities{"must", "should", "may", "must_not", "is"};
constexpr std::array<std::string_view, 5> day_units{"working_days", "days", "hours", "weeks", "months"};
constexpr std::array<std::string_view, 6> clock_kinds{"within",        "recurring", "maximum_duration", "minimum_retention",
                                                      "before_target", "fixed_date"};
constexpr std::array<std::string_view, 4> condition_groups{"leaf", "all", "any", "none"};
constexpr std::array<std::string_view, 15> part_roles{
    "protects",       "applies_when",  "exempt_when", "excused_when", "clock",   "done_at",   "done_when", "eligible_when",
    "permitted_when", "in_place_when", "level",       "basis",        "ends_at", "arises_at", "value"};
constexpr std::array<std::string_view, 4> truths{"true", "false", "unknown", "null"};
constexpr std::array<std::string_view, 2> mapping_formats{"tables", "cin_census"};
constexpr std::array<std::string_view, 3> edition_policies{"in_force", "carried_forward", "chosen"};
constexpr std::array<std::string_view, 19> statuses{
    "not_applicable", "exempt",       "due",           "met",        "met_late",     "overdue",   "breached",
    "level",          "none",         "value",         "eligible",   "not_eligible", "permitted", "not_established",
    "in_place",       "not_in_place", "indeterminate", "data_error", "not_in_force"};

template <std::size_t Size, class Enum>
std::string_view word(const std::array<std::string_view, Size>& words, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < Size ? words[index] : std::string_view{};
}

}  // namespace

std::string_view to_string(RuleKind kind) { return word(rule_kinds, kind); }
std::string_view to_string(Modality modality) { return word(modalities, modality); }
std::string_view to_string(DayUnit unit) { return word(day_units, unit); }
std::string_view to_string(ClockKind kind) { return word(clock_kinds, kind); }
std::string_view to_string(ConditionGroup group) { return word(condition_groups, group); }
std::string_view to_string(PartRole role) { return word(part_roles, role); }
std::string_view to_string(Truth truth) { return word(truths, truth); }
std::string_view to_string(MappingFormat format) { return word(mapping_formats, format); }
std::string_view to_string(EditionPolicy policy) { return word(edition_policies, policy); }
std::string_view to_string(Status status) { return word(statuses, status); }

std::optional<Status> parse_status(std::string_view text) {
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    if (statuses[i] == text) return static_cast<Status>(i);
  }
  return std::nullopt;
}

namespace {
std::string status_word_of(Status status, const std::string& outcome) {
  return status == Status::level || status == Status::value ? outcome : std::string(to_string(status));
}
}  // namespace

std::string status_word(const Finding& finding) { return status_word_of(finding.status, finding.outcome); }
std::string status_word(const ReadingOutcome& outcome) { return status_word_of(outcome.status, outcome.outcome); }

}  // namespace dutybound
