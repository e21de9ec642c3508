// Dependencies of registers, told as missing facts and data errors.
#include "findings/causes.hpp"

#include <algorithm>

#include "findings/bounds.hpp"

namespace dutybound::findings {
namespace {

using Dependency = engine::Run::Dependency;
using On = Dependency::On;

/// A register's part in an open answer: what it lacks, or the time of day that a clock in hours needs of it.
void add_register(program::Register r, bool hours, engine::Run& run, Causes& causes) {
  if (r == program::no_register) return;
  const feel::Cell& cell = run[r];
  const bool dated = cell.kind == feel::Kind::date || cell.kind == feel::Kind::date_time;
  if (cell.is_unknown() || (cell.is_known() && dated && !Line(hours).of(cell).exact())) run.unknowns(r, causes);
}

}  // namespace

Causes causes_of(const program::RulePlan& plan, const Judgement& judgement, engine::Run& run) {
  Causes causes;
  const bool hours = plan.has_clock && plan.unit == DayUnit::hours;
  for (unsigned i = 0; i < part_count; ++i) {
    const Part part = static_cast<Part>(i);
    if ((judgement.undecided & bit(part)) == 0) continue;
    add_register(register_of(plan, part), hours, run, causes);
    if (part != Part::rows) continue;
    for (std::size_t row = 0; row < judgement.rows_read; ++row) add_register(plan.rows[row].when.truth, hours, run, causes);
  }
  return causes;
}

MissingFact missing_fact(const program::Program& program, const engine::Facts& facts, const Dependency& cause) {
  switch (cause.on) {
    case On::parameter: {
      const rulebook::Parameter& parameter = program.parameters[cause.parameter];
      return {(parameter.policy ? "policy." : "parameter.") + parameter.id, parameter.description};
    }
    case On::calendar: {
      if (!program.calendar) return {"calendar", "No calendar of working days is loaded."};
      const Calendar& calendar = *program.calendar;
      return {"calendar." + calendar.name(), "Working days are known from " + calendar.first_known().to_string() + " to " +
                                                 calendar.last_known().to_string() + "."};
    }
    case On::fact:
    case On::children:
    case On::time_of_day:
      break;
  }
  const std::string& description = program.vocabulary.entities[cause.entity].attributes[cause.attribute].description;
  return {facts.path_of(cause.entity, cause.attribute, cause.row) + (cause.on == On::time_of_day ? " (time of day)" : ""),
          description};
}

namespace {

/// Index of what is wrong with the recorded value that is the cause, if something is.
std::optional<std::size_t> data_error(const engine::Facts& facts, const Dependency& cause) {
  if (cause.on != On::fact && cause.on != On::children) return std::nullopt;
  return facts.data_error(cause.entity, cause.attribute, cause.row);
}

}  // namespace

bool impossible(const engine::Facts& facts, const Causes& causes) {
  return std::any_of(causes.begin(), causes.end(), [&](const Dependency& cause) { return data_error(facts, cause).has_value(); });
}

void tell(const program::Program& program, const engine::Facts& facts, const Causes& causes, Finding& finding) {
  for (const Dependency& cause : causes) {
    const auto error = data_error(facts, cause);
    if (!error) {
      finding.missing.push_back(missing_fact(program, facts, cause));
      continue;
    }
    finding.status = Status::data_error;
    const DataError& told = facts.data_errors()[*error];
    if (std::find(finding.data_errors.begin(), finding.data_errors.end(), told) == finding.data_errors.end()) {
      finding.data_errors.push_back(told);
    }
  }
}

}  // namespace dutybound::findings
