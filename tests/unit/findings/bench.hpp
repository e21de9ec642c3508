// A rule whose registers are set by hand: register n holds part n.
#pragma once

#include <vector>

#include "support/catch.hpp"

#include "findings/judge.hpp"

namespace dutybound::testing {

using feel::Cell;
using findings::Part;

inline Date day(const char* iso) { return Date::parse(iso).value(); }
inline Cell on(const char* iso) { return Cell::date(day(iso)); }
inline Cell at(const char* iso) { return Cell::date_time(DateTime::parse(iso).value()); }
inline Cell some_time_on(const char* iso) {
  return Cell::date_time(feel::Interval{DateTime::start_of(day(iso)).seconds(), DateTime::end_of(day(iso)).seconds()});
}
inline Cell yes() { return Cell::boolean(true); }
inline Cell no() { return Cell::boolean(false); }
inline Cell nobody_says() { return Cell::unknown(feel::Kind::boolean); }
inline Cell unknown_day() { return Cell::unknown(feel::Kind::date); }
inline Cell not_happened() { return Cell::null(feel::Kind::date); }

class Bench {
 public:
  Bench()
      : cells_(64, Cell::null()),
        calendar_("test", day("2024-01-01"), day("2024-12-31"),
                  {{day("2024-03-29"), "Good Friday"}, {day("2024-04-01"), "Easter Monday"}}) {
    plan.kind = RuleKind::duty;
    program.rulebooks.resize(1);
    program.rulebooks[0].id = "book";
  }

  /// A duty with a clock whose anchor and last day are these.
  static Bench clock(rulebook::ClockKind kind, DayUnit unit, Cell trigger, Cell due) {
    Bench bench;
    bench.plan.has_clock = true;
    bench.plan.clock = kind;
    bench.plan.unit = unit;
    bench.set(Part::trigger, trigger).set(Part::due, due).set(Part::done, not_happened());
    return bench;
  }

  Bench& set(Part part, Cell cell) {
    const auto r = static_cast<program::Register>(part);
    cells_[r] = cell;
    program::ConditionPlan condition;
    condition.truth = r;
    switch (part) {
      case Part::arises:
        plan.arises = r;
        break;
      case Part::trigger:
        plan.trigger = r;
        break;
      case Part::protects:
        plan.protected_when = condition;
        break;
      case Part::applies:
        plan.applies = condition;
        break;
      case Part::due:
        plan.due = r;
        break;
      case Part::done:
        plan.done = r;
        break;
      case Part::done_when:
        plan.done_when = condition;
        break;
      case Part::exempt:
        plan.exempt = condition;
        break;
      case Part::ends:
        plan.ends = r;
        break;
      case Part::excused:
        plan.excused = condition;
        break;
      case Part::condition:
        plan.condition = condition;
        break;
      case Part::value:
        plan.value = r;
        break;
      case Part::rows:
        break;
    }
    return *this;
  }

  Bench& row(const char* name, Cell truth) {
    program::RowPlan added;
    added.name = name;
    added.when.truth = static_cast<program::Register>(20 + plan.rows.size());
    cells_[added.when.truth] = truth;
    plan.rows.push_back(added);
    return *this;
  }

  [[nodiscard]] findings::Judgement judge(engine::AsAt as_at) const {
    return findings::judge(plan, &calendar_, findings::Cells(cells_), findings::Editions(program, carry_forward, edition), as_at);
  }
  [[nodiscard]] findings::Judgement judge(const char* as_at) const { return judge({day(as_at), std::nullopt}); }
  [[nodiscard]] Status status(const char* as_at) const { return judge(as_at).status; }

  program::RulePlan plan;
  program::Program program;
  bool carry_forward = false;
  std::optional<std::string> edition;

 private:
  std::vector<Cell> cells_;
  Calendar calendar_;
};

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
