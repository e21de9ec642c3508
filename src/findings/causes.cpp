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

void causes_of(const program::RulePlan& plan, const Judgement& judgement, engine::Run& run, Causes& into) {
  const bool hours = plan.has_clock && plan.unit == DayUnit::hours;
  for (unsigned i = 0; i < part_count; ++i) {
    const Part part = static_cast<Part>(i);
    if ((judgement.undecided & bit(part)) == 0) continue;
    add_register(register_of(plan, part), hours, run, into);
    if (part != Part::rows) continue;
    for (std::size_t row = 0; row < judgement.rows_read; ++row) add_register(plan.rows[row].when.truth, hours, run, into);
  }
}

void append_path(const program::Program& program, const engine::Facts& facts, const Dependency& cause, std::string& path) {
  switch (cause.on) {
    case On::parameter: {
      const rulebook::Parameter& parameter = program.parameters[cause.parameter];
      path.append(parameter.policy ? "policy." : "parameter.").append(parameter.id);
      return;
    }
    case On::calendar:
      path += "calendar";
      if (program.calendar) path.append(".").append(program.calendar->name());
      return;
    case On::fact:
    case On::children:
    case On::time_of_day:
      break;
  }
  facts.append_path_of(cause.entity, cause.attribute, cause.row, path);
  if (cause.on == On::time_of_day) path += " (time of day)";
}

std::string limit_path(std::string_view name) { return "limits." + std::string(name); }

MissingFact missing_limit(std::string_view name) {
  return {limit_path(name), "The case needs more " + std::string(find_limit(name)->bounds) +
                                " than this limit allows; not every record was judged."};
}

MissingFact missing_fact(const program::Program& program, const engine::Facts& facts, const Dependency& cause) {
  MissingFact missing;
  append_path(program, facts, cause, missing.path);
  if (cause.on == On::parameter) {
    missing.description = program.parameters[cause.parameter].description;
  } else if (cause.on != On::calendar) {
    missing.description = program.vocabulary.entities[cause.entity].attributes[cause.attribute].description;
  } else if (program.calendar) {
    missing.description = "Working days are known from " + program.calendar->first_known().to_string() + " to " +
                          program.calendar->last_known().to_string() + ".";
  } else {
    missing.description = "No calendar of working days is loaded.";
  }
  return missing;
}

std::optional<std::size_t> data_error(const engine::Facts& facts, const Dependency& cause) {
  if (cause.on != On::fact && cause.on != On::children) return std::nullopt;
  return facts.data_error(cause.entity, cause.attribute, cause.row);
}

bool impossible(const engine::Facts& facts, std::span<const Dependency> causes) {
  return std::any_of(causes.begin(), causes.end(), [&](const Dependency& cause) { return data_error(facts, cause).has_value(); });
}

void tell(const program::Program& program, const engine::Facts& facts, std::span<const Dependency> causes, Finding& finding) {
  for (const Dependency& cause : causes) {
    const auto error = data_error(facts, cause);
    if (!error) {
      finding.missing.push_back(missing_fact(program, facts, cause));
      continue;
    }
    const DataError& told = facts.data_errors()[*error];
    if (std::find(finding.data_errors.begin(), finding.data_errors.end(), told) == finding.data_errors.end()) {
      finding.data_errors.push_back(told);
    }
  }
}

}  // namespace dutybound::findings
