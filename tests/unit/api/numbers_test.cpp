// The numbers of public enumerators, which callers keep in files and databases: none ever changes or is used again.
#include <dutybound/dutybound.hpp>

#include "support/catch.hpp"

using namespace dutybound;

namespace {

/// The enumerators as they were first numbered from 0.
template <class Enum, class... Enums>
constexpr bool numbered(Enum first, Enums... rest) {
  int next = 0;
  return static_cast<int>(first) == next && ((static_cast<int>(rest) == ++next) && ...);
}

using S = Status;
static_assert(numbered(S::not_applicable, S::exempt, S::due, S::met, S::met_late, S::overdue, S::breached, S::level, S::none, S::value,
                       S::eligible, S::not_eligible, S::permitted, S::not_established, S::in_place, S::not_in_place, S::indeterminate,
                       S::data_error, S::not_in_force));
static_assert(numbered(RuleKind::threshold, RuleKind::eligibility, RuleKind::permission, RuleKind::duty, RuleKind::expectation,
                       RuleKind::definition, RuleKind::advisory));
static_assert(numbered(Modality::must, Modality::should, Modality::may, Modality::must_not, Modality::is));
static_assert(numbered(DayUnit::working_days, DayUnit::days, DayUnit::hours, DayUnit::weeks, DayUnit::months));
static_assert(numbered(ClockKind::within, ClockKind::recurring, ClockKind::maximum_duration, ClockKind::minimum_retention,
                       ClockKind::before_target, ClockKind::fixed_date));
static_assert(numbered(ConditionGroup::leaf, ConditionGroup::all, ConditionGroup::any, ConditionGroup::none));
using P = PartRole;
static_assert(numbered(P::protects, P::applies_when, P::exempt_when, P::excused_when, P::clock, P::done_at, P::done_when, P::eligible_when,
                       P::permitted_when, P::in_place_when, P::level, P::basis, P::ends_at, P::arises_at, P::value));
static_assert(numbered(EditionPolicy::in_force, EditionPolicy::carried_forward, EditionPolicy::chosen));
static_assert(numbered(Truth::true_, Truth::false_, Truth::unknown, Truth::null));
static_assert(numbered(CaseFormat::json, CaseFormat::yaml, CaseFormat::json_lines, CaseFormat::cin_census));
static_assert(numbered(MappingFormat::tables, MappingFormat::cin_census));
static_assert(numbered(Severity::error, Severity::warning));
static_assert(numbered(Change::came, Change::went, Change::changed));
static_assert(numbered(CaseloadRun::Pull::batch, CaseloadRun::Pull::waiting, CaseloadRun::Pull::end, CaseloadRun::Pull::cancelled));

}  // namespace

TEST_CASE("a status is read back from its number and its word") {
  for (int number = 0; number <= static_cast<int>(Status::not_in_force); ++number) {
    const auto status = static_cast<Status>(number);
    CHECK(parse_status(to_string(status)) == status);
  }
}
