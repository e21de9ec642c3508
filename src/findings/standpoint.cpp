// Readings of each version, gathered over the versions before it.
#include "findings/standpoint.hpp"

#include "text/digest.hpp"

namespace dutybound::findings {

engine::AsAt looks_from(const program::Program& program, const AssessOptions& options) {
  engine::AsAt as_at{options.as_at.day(), options.as_at.time()};
  for (std::uint32_t i = 0; options.edition && i < program.rulebooks.size(); ++i) {
    if (program.rulebooks[i].id == *options.edition) as_at.edition = base_of(program, i).value_or(i);
  }
  return as_at;
}

Standpoint::Standpoint(const program::Program& program, const AssessOptions& options)
    : program_(program),
      as_at_(looks_from(program, options)),
      all_readings_(options.all_readings),
      agenda_(program, options.rules),
      editions_(program, options.carry_forward, options.edition),
      versions_(program, editions_, options.readings),
      readings_of_(program.rules.size()),
      others_of_(all_readings_ ? program.rules.size() : 0) {
  for (std::uint32_t group = 0; group < program.groups.size(); ++group) {
    // What versions before it turn on, it turns on too: under other readings they might have judged.
    Choices readings;
    for (const std::uint32_t rule : versions_.of(group)) {
      readings.insert(program.rules[rule].readings.begin(), program.rules[rule].readings.end());
      if (readings.empty()) continue;
      readings_of_[rule] = readings;
      if (!all_readings_) continue;
      for (Choices& instead : versions_.others(readings)) {
        std::vector<std::uint32_t> versions = versions_.of(group, instead);
        others_of_[rule].push_back({std::move(instead), std::move(versions)});
      }
    }
  }
}

std::string digest(const program::Program& program, const AssessOptions& options, const Standpoint& from,
                   const engine::Assumptions* assumptions) {
  text::Digest all;
  all.add(program.digest).add("edition").add(options.edition.value_or(""));
  all.add("carry_forward").add(options.carry_forward).add("all_readings").add(options.all_readings);
  for (const auto& [reading, value] : from.versions().chosen()) all.add("reading").add(reading).add(value);
  if (assumptions) {
    for (const auto& [fact, value] : assumptions->words) all.add("assumed").add(fact).add(value);
  }
  for (const std::string& rule : std::set<std::string>(options.rules.begin(), options.rules.end())) all.add("rule").add(rule);
  return all.hex();
}

}  // namespace dutybound::findings
