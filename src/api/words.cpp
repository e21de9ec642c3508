// The words of the public enumerations: one table each, for both directions.
#include <array>

#include <dutybound/finding.hpp>

namespace dutybound {
namespace {

constexpr std::array<std::string_view, 7> rule_kinds{"threshold",   "eligibility", "permission", "duty",
                                                     "expectation", "definition",  "advisory"};
constexpr std::array<std::string_view, 5> modalities{"must", "should", "may", "must_not", "is"};
constexpr std::array<std::string_view, 5> day_units{"working_days", "days", "hours", "weeks", "months"};
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
