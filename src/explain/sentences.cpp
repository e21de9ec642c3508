// The answer and the edition, in one sentence each.
#include "explain/sentences.hpp"

#include <cstdlib>

#include "explain/words.hpp"
#include "findings/bounds.hpp"

namespace dutybound::explain {
namespace {

using rulebook::ClockKind;

std::string distance(const Finding& finding) {
  return finding.days && finding.day_unit && *finding.days != 0 ? count_text(std::abs(*finding.days), *finding.day_unit) : "";
}

std::string last_day(const Finding& finding) {
  if (finding.due_at) return instant_text(*finding.due_at);
  return finding.due ? day_text(*finding.due) : "its last day";
}

std::string met(const Subject& s) {
  const Finding& f = s.finding;
  if (s.plan.has_clock && s.plan.clock == ClockKind::minimum_retention)
    return "Met: kept for as long as it has to be, until " + last_day(f) + ".";
  if (!s.plan.has_clock && s.plan.modality == Modality::must_not) return "Met: what is forbidden has not happened.";
  if (!f.done) return "Met.";
  if (!f.due || !s.plan.has_clock) return "Met: done on " + day_text(*f.done) + ".";
  const std::string early = distance(f);
  if (early.empty()) return "Met: done on " + day_text(*f.done) + "; the last day is " + last_day(f) + ".";
  return "Met: done on " + day_text(*f.done) + ", " + early + " before " + last_day(f) + ".";
}

std::string due(const Subject& s) {
  const Finding& f = s.finding;
  if (!f.due) return "To be done; there is no last day.";
  if (s.plan.clock == ClockKind::minimum_retention) return "To be kept until " + last_day(f) + ".";
  const std::string left = distance(f);
  return "To be done by " + last_day(f) + (left.empty() ? "." : ": " + left + " left.");
}

std::string late(const Subject& s, Status status) {
  const Finding& f = s.finding;
  const std::string by = distance(f);
  if (status == Status::overdue) return "Overdue: not done by " + last_day(f) + (by.empty() ? "." : ", " + by + " ago.");
  return "Done late, on " + (f.done ? day_text(*f.done) : "a day that is not known") +
         (by.empty() ? ", after " : ", " + by + " after ") + last_day(f) + ".";
}

std::string breached(const Subject& s) {
  const Finding& f = s.finding;
  const std::string when = f.done ? " on " + day_text(*f.done) : "";
  if (s.plan.has_clock && s.plan.clock != ClockKind::minimum_retention) {
    const std::string by = distance(f);
    return "Breached: not done by " + last_day(f) + ", and it ended" + (by.empty() ? "" : " " + by + " later") +
           ", so it can no longer be done.";
  }
  if (s.plan.has_clock) return "Breached: given up" + when + ", before " + last_day(f) + ".";
  return "Breached: what is forbidden happened" + when + ".";
}

std::string not_applicable(const Subject& s) {
  if (s.run && s.plan.has_clock && (*s.run)[s.plan.trigger].is_null()) return "Does not apply: its clock has not started.";
  if (s.run && s.plan.protected_when) {
    const feel::Cell& one_of_them = (*s.run)[s.plan.protected_when->truth];
    if (!one_of_them.is_unknown() && !one_of_them.is_true()) {
      return "Does not apply: it protects " + find_protects(s.program.vocabulary, s.plan.protects)->title +
             ", and the person was none on" + " " + cell_day_text((*s.run)[s.plan.protected_on], false) + ".";
    }
  }
  if (s.run && s.plan.applies) {
    const feel::Cell& applies = (*s.run)[s.plan.applies->truth];
    if (!applies.is_unknown() && !applies.is_true()) return "Does not apply: its conditions do not hold.";
  }
  if (s.run && s.plan.ends != program::no_register) {
    const auto ended = findings::civil_day((*s.run)[s.plan.ends]);
    if (ended) return "Does not apply any more: it lapsed on " + day_text(*ended) + ".";
  }
  return "Does not apply.";
}

/// What it is without the excuse of which nobody knows, and what that would be.
std::string unless_excused(const Subject& s) {
  const Finding& f = s.finding;
  const bool is_breach = f.provisional == Status::breached;
  std::vector<std::string> facts;
  for (const std::string& path : f.unless) facts.push_back(path + " is not known");
  return (is_breach ? breached(s) : late(s, *f.provisional)) +
         (is_breach ? " Breached unless an exception is recorded: "
                    : " Late unless an accepted reason for the delay is recorded: ") +
         list_text(facts) + ".";
}

std::string undecided(const Finding& f) {
  std::vector<std::string> reasons;
  for (const DataError& error : f.data_errors) reasons.push_back(error.path + " is impossible");
  for (const MissingFact& fact : f.missing) reasons.push_back(fact.path + " is not known");
  return "Cannot be decided" + (reasons.empty() ? "." : ": " + list_text(reasons) + ".");
}

std::string level(const Subject& s) {
  for (const program::RowPlan& row : s.plan.rows) {
    if (row.name == s.finding.outcome) return "The level is " + row.name + (row.title.empty() ? "." : ": " + row.title + ".");
  }
  return "The level is " + s.finding.outcome + ".";
}

std::string period_text(const rulebook::InForce& period) {
  if (!period.from && !period.to) return "in force without limit of time";
  std::string text = "in force";
  if (period.from) text += " from " + day_text(*period.from);
  if (period.to) text += (period.from ? " to " : " until ") + day_text(*period.to);
  return text;
}

std::string deciding_day(const Subject& s) {
  const auto words = [&](program::Register r, const std::string& what) -> std::string {
    const feel::Cell& cell = (*s.run)[r];
    if (cell.is_unknown()) return "it is not known when " + what;
    return what + " on " + cell_day_text(cell, false);
  };
  const auto told = [&](program::Register r) { return r != program::no_register && !(*s.run)[r].is_null(); };
  if (s.run && told(s.plan.arises)) return words(s.plan.arises, "the occasion arose");
  if (s.run && s.plan.has_clock && told(s.plan.trigger)) {
    const bool target = s.plan.clock == ClockKind::before_target || s.plan.clock == ClockKind::fixed_date;
    return words(s.plan.trigger, target ? "the day aimed at falls" : "the clock started");
  }
  return "the assessment is as at " + day_text(s.as_at.day);
}

}  // namespace

static std::string answer_text(const Subject& s) {
  const Finding& f = s.finding;
  switch (f.status) {
    case Status::not_applicable:
      return not_applicable(s);
    case Status::exempt:
      return "Exempt: an exemption, or an excuse for lateness, is on record.";
    case Status::due:
      return due(s);
    case Status::met:
      return met(s);
    case Status::met_late:
    case Status::overdue:
      return late(s, f.status);
    case Status::breached:
      return breached(s);
    case Status::level:
      return level(s);
    case Status::none:
      return "No level is reached.";
    case Status::value:
      return "The value is " + f.outcome + ".";
    case Status::eligible:
      return "Eligible.";
    case Status::not_eligible:
      return "Not eligible.";
    case Status::permitted:
      return f.outcome.empty() ? "Permitted." : "Permitted on the basis of " + f.outcome + ".";
    case Status::not_established:
      return "It is not established that this is permitted.";
    case Status::in_place:
      return "In place.";
    case Status::not_in_place:
      return "Not in place.";
    case Status::indeterminate:
    case Status::data_error:
      return f.provisional ? unless_excused(s) : undecided(f);
    case Status::not_in_force:
      return "Not judged: no loaded edition is in force on the day that decides.";
  }
  return {};
}

std::string summary_text(const Subject& s) {
  std::string text = answer_text(s);
  std::vector<std::string> facts;
  std::vector<std::string> own;
  for (const AssumedFact& fact : s.finding.assumed) (fact.by_rule ? own : facts).push_back(fact.path + " is " + fact.value);
  if (!facts.empty()) text += " Assumed, because it is not recorded: " + list_text(facts) + ".";
  if (!own.empty()) text += " Not recorded, so the rule takes what stands in for it: " + list_text(own) + ".";
  return text;
}

std::string edition_text(const Subject& s) {
  const program::RulebookInfo& book = s.program.rulebooks[s.plan.rulebook];
  std::string name = book.title.empty() ? book.id : book.title;
  if (!book.edition.empty() && name.find(book.edition) == std::string::npos) name += " (" + book.edition + ")";
  const std::string period = period_text(s.plan.in_force);
  const std::string day = deciding_day(s);
  if (s.finding.status == Status::not_in_force) return "Not judged by " + name + ", " + period + ": " + day + ".";
  switch (s.finding.edition_policy) {
    case EditionPolicy::in_force:
      break;
    case EditionPolicy::carried_forward:
      return "Judged by " + name + ", " + period + " and carried forward because no later edition is loaded: " + day + ".";
    case EditionPolicy::chosen:
      return "Judged by " + name + ", " + period + ", because it was chosen for every day: " + day + ".";
  }
  return "Judged by " + name + ", " + period + ": " + day + ".";
}

}  // namespace dutybound::explain
