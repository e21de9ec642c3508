// What one set of options makes of a program: the day, the rules that are judged, the editions, the versions of rules. Entry:
// Standpoint, worked out once for any number of cases.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run.hpp"
#include "findings/versions.hpp"

namespace dutybound::findings {

/// Where the options have an assessment look from; a chosen edition's numbers are those of its own days.
[[nodiscard]] engine::AsAt looks_from(const program::Program& program, const AssessOptions& options);

/// The rules that are judged, by the entity whose records they judge.
class Agenda {
 public:
  /// Of those that give findings (all but advisory ones) the ones with these ids; without ids all.
  Agenda(const program::Program& program, const std::vector<std::string>& rules);

  /// Indices in Program::groups.
  [[nodiscard]] std::span<const std::uint32_t> of(rulebook::EntityId entity) const { return groups_of_[entity]; }
  /// Whether the rule is one of those that the ids choose.
  [[nodiscard]] bool chooses(std::string_view rule) const { return chosen_.empty() || chosen_.count(rule) != 0; }

 private:
  std::set<std::string, std::less<>> chosen_;
  std::vector<std::vector<std::uint32_t>> groups_of_;
};

/// Immutable: one for all threads. The program has to outlive it.
class Standpoint {
 public:
  /// A combination of readings besides the chosen one, and the versions that stand under it.
  struct Other {
    Choices readings;
    std::vector<std::uint32_t> versions;
  };

  Standpoint(const program::Program& program, const AssessOptions& options);
  Standpoint(const Standpoint&) = delete;
  Standpoint& operator=(const Standpoint&) = delete;

  [[nodiscard]] const program::Program& program() const { return program_; }
  [[nodiscard]] const engine::AsAt& as_at() const { return as_at_; }
  [[nodiscard]] bool all_readings() const { return all_readings_; }
  [[nodiscard]] const Editions& editions() const { return editions_; }
  [[nodiscard]] const Agenda& agenda() const { return agenda_; }
  [[nodiscard]] const Versions& versions() const { return versions_; }
  /// The chosen values of all readings on which a finding by this version turns.
  [[nodiscard]] const Choices& readings_of(std::uint32_t rule) const { return readings_of_[rule]; }
  /// With all_readings: how else those readings can be; each gives an outcome to compare with.
  [[nodiscard]] std::span<const Other> others_of(std::uint32_t rule) const { return others_of_[rule]; }

 private:
  const program::Program& program_;
  engine::AsAt as_at_;
  bool all_readings_;
  Agenda agenda_;
  Editions editions_;
  Versions versions_;
  std::vector<Choices> readings_of_;           ///< by rule
  std::vector<std::vector<Other>> others_of_;  ///< by rule; empty without all_readings
};

/// See Assessment::digest.
[[nodiscard]] std::string digest(const program::Program& program, const AssessOptions& options, const Standpoint& from,
                                 const engine::Assumptions* assumptions);

}  // namespace dutybound::findings
