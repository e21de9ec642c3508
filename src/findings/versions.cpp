// Versions filtered by readings and editions, and the one that judges.
#include "findings/versions.hpp"

#include <algorithm>

namespace dutybound::findings {

Versions::Versions(const program::Program& program, const Editions& editions, const Choices& readings)
    : program_(program), editions_(editions) {
  for (const rulebook::Reading& reading : program.readings) {
    const auto wanted = readings.find(reading.id);
    const bool loaded = wanted != readings.end() && std::any_of(reading.values.begin(), reading.values.end(),
                                                                [&](const auto& v) { return v.value == wanted->second; });
    chosen_[reading.id] = loaded ? wanted->second : reading.default_value;
  }
  versions_.reserve(program.rules.size());
  begins_.reserve(program.groups.size() + 1);
  for (std::uint32_t group = 0; group < program.groups.size(); ++group) {
    begins_.push_back(versions_.size());
    append(group, {}, versions_);
  }
  begins_.push_back(versions_.size());
}

std::span<const std::uint32_t> Versions::of(std::uint32_t group) const {
  return std::span(versions_).subspan(begins_[group], begins_[group + 1] - begins_[group]);
}

std::vector<std::uint32_t> Versions::of(std::uint32_t group, const Choices& instead) const {
  std::vector<std::uint32_t> versions;
  append(group, instead, versions);
  return versions;
}

void Versions::append(std::uint32_t group, const Choices& instead, std::vector<std::uint32_t>& into) const {
  const auto holds = [&](const auto& reading) {
    const auto other = instead.find(reading.first);
    return (other == instead.end() ? chosen_.at(reading.first) : other->second) == reading.second;
  };
  for (const std::uint32_t rule : program_.groups[group].plans) {
    const program::RulePlan& plan = program_.rules[rule];
    if (!editions_.left_out(plan.rulebook) && std::all_of(plan.readings.begin(), plan.readings.end(), holds))
      into.push_back(rule);
  }
}

std::vector<Choices> Versions::others(const Choices& of) const {
  std::vector<Choices> combinations{{}};
  for (const rulebook::Reading& reading : program_.readings) {
    if (of.count(reading.id) == 0) continue;
    std::vector<Choices> more;
    for (const Choices& combination : combinations) {
      for (const rulebook::Reading::Value& value : reading.values) {
        more.push_back(combination);
        more.back()[reading.id] = value.value;
      }
    }
    combinations = std::move(more);
  }
  combinations.erase(std::remove(combinations.begin(), combinations.end(), of), combinations.end());
  return combinations;
}

Choice choose(const program::Program& program, std::span<const std::uint32_t> versions, const Cells& cells,
              const Editions& editions, engine::AsAt as_at) {
  std::optional<Choice> chosen;
  std::int32_t dates_until = feel::forever;
  std::int32_t cells_until = feel::forever;
  for (const std::uint32_t rule : versions) {
    const program::RulePlan& plan = program.rules[rule];
    const Judgement judgement = judge(plan, program.calendar.get(), cells, editions, as_at);
    dates_until = std::min(dates_until, judgement.dates_until);
    cells_until = std::min(cells_until, judgement.cells_until);
    const bool first_in_force =
        judgement.status != Status::not_in_force && (!chosen || chosen->judgement.status == Status::not_in_force);
    if (!chosen || first_in_force) chosen = {rule, judgement};
    if (!judgement.edition_open) {
      if (first_in_force) break;
      continue;
    }
    if (versions.size() == 1) break;
    const Editions::Standing today = editions.on(plan, as_at.day);
    dates_until = std::min(dates_until, today.changes);
    if (!today.covers) continue;
    chosen = {rule, judgement};
    break;
  }
  chosen->judgement.dates_until = dates_until;
  chosen->judgement.cells_until = cells_until;
  return *std::move(chosen);
}

std::uint32_t in_force_or_first(const program::Program& program, std::span<const std::uint32_t> versions,
                                const Editions& editions, Date day) {
  for (const std::uint32_t rule : versions) {
    if (editions.on(program.rules[rule], day).covers) return rule;
  }
  return versions.front();
}

}  // namespace dutybound::findings
