// Running a program over one case. Entry: Run. Allocates nothing once warm; a Run is for one thread and is used again and again.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/facts.hpp"
#include "engine/slice.hpp"
#include "feel/budget.hpp"

namespace dutybound::engine {

/// The moment an assessment looks from. A day without time stands for that day's end.
struct AsAt {
  Date day;
  std::optional<DateTime> time;
  /// Index of a rulebook that judges whatever the dates: its numbers are those of its own days.
  std::optional<std::uint32_t> edition = std::nullopt;
  [[nodiscard]] DateTime instant() const { return time ? *time : DateTime::end_of(day); }
};

/// Where a scope stands: a row of an entity, or the gap where nobody says whether there are rows.
struct Instance {
  EntityId entity = 0;  ///< of the rules that are judged here
  std::uint32_t row = 0;
  bool unrecorded = false;  ///< the collection `gap` under row `row` of its parent is unknown: there is no row
  EntityId gap = 0;
};

/// One evaluation's working memory. After visit() was called for an instance, registers of its scope block and of those
/// around it hold their values until the visitor returns.
class Run {
 public:
  explicit Run(std::shared_ptr<const program::Program> program, Limits limits = {});
  /// Of that program only the slice: registers outside of it hold nothing, and where nobody says whether there are records
  /// nothing is computed.
  Run(std::shared_ptr<const program::Program> program, std::shared_ptr<const Slice> slice, Limits limits);
  ~Run();
  Run(Run&&) noexcept;
  Run& operator=(Run&&) noexcept;

  /// A case's budget begins anew (Limits: steps, bytes, findings). All that is done until the next call is charged to it; where
  /// it is used up, over() and at() return false, and what else computes throws feel::Spent.
  void renew();
  /// Lets go what a large case made its lists and texts grow to, beyond a mebibyte. What registers hold is gone.
  void rest() noexcept;
  [[nodiscard]] feel::Budget& budget();
  /// The limit that was met last, by its name in Limits; null: none was.
  [[nodiscard]] const char* spent() const;
  /// Notes a limit that was met outside of over() and at().
  void note(const feel::Spent& spent);

  /// Walks the subject's entity tree: for every entity that has rules, visits each of its rows in order of the document (parents
  /// first), and each gap once for every entity at or below it that has rules. Returns false where the budget was used up, by the
  /// visitor too (the visits so far stand).
  template <class Visitor>
  bool over(const Facts& facts, AsAt as_at, Visitor&& visit) {
    using V = std::remove_reference_t<Visitor>;
    return walk(facts, as_at, &visit, [](void* v, const Instance& i) { (*static_cast<V*>(v))(i); });
  }

  /// The same for one instance only: binds its row and the rows around it and computes their registers (as_at may be another
  /// day). False where the budget is used up.
  bool at(const Facts& facts, AsAt as_at, const Instance& instance);

  [[nodiscard]] const Cell& operator[](program::Register r) const;
  /// All of them, in one place as long as the Run is not moved from.
  [[nodiscard]] std::span<const Cell> registers() const;

  /// The facts, policy parameters and calendars on which an unknown register's being unknown depends, each once, in order of
  /// reading: the unknown operands of unknown operations, down to what was read. Loop bodies are run again for it. Empty if the
  /// register is not unknown; but of a known date_time whose time of day is not recorded: the facts that lack it. `into` keeps
  /// what it has and gets nothing twice.
  struct Dependency {
    enum class On : std::uint8_t { fact, children, parameter, calendar, time_of_day } on = On::fact;
    EntityId entity = 0;
    AttributeId attribute = 0;  ///< children: the attribute of the parent's record that holds them
    std::uint32_t row = 0;
    std::uint32_t parameter = 0;
    friend bool operator==(const Dependency&, const Dependency&) = default;
  };
  void unknowns(program::Register r, std::vector<Dependency>& into);
  /// The unknown facts that a register's value was computed without, because an operation passes over what is not recorded
  /// (`known(x)`), whether it is unknown or not. Appended like the others.
  void passed_over(program::Register r, std::vector<Dependency>& into);
  /// Every fact that a register's value was computed from, with what was read; for explanations.
  struct Reading {
    EntityId entity = 0;
    AttributeId attribute = 0;
    std::uint32_t row = 0;
    Cell cell;
  };
  void readings(program::Register r, std::vector<Reading>& into);
  /// Every fact that is not recorded and in whose place `first recorded` took something else for the register's value, with what
  /// it took (which may lie in the run's memory).
  struct StandIn {
    Dependency fact;
    Cell value;
  };
  void stand_ins(program::Register r, std::vector<StandIn>& into);

 private:
  bool walk(const Facts& facts, AsAt as_at, void* visitor, void (*visit)(void*, const Instance&));
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

}  // namespace dutybound::engine
