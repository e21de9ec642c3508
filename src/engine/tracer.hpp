// Looking back from a register to what was read: why it is unknown, or what it was computed from. Entry: Tracer.
#pragma once

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "engine/machine.hpp"
#include "engine/run.hpp"

namespace dutybound::engine {

class Tracer {
 public:
  Tracer(const program::Program& program, Machine& machine);

  /// As Run::unknowns.
  void unknowns(program::Register r, std::vector<Run::Dependency>& into);
  /// As Run::passed_over.
  void passed_over(program::Register r, std::vector<Run::Dependency>& into);
  /// As Run::readings.
  void readings(program::Register r, std::vector<Run::Reading>& into);
  /// As Run::stand_ins.
  void stand_ins(program::Register r, std::vector<Run::StandIn>& into);

 private:
  /// What is looked for: why a cell is unknown, why an instant is not exact, what was passed over, what something else stands in
  /// for, or everything.
  enum class Search : std::uint8_t { unknown, imprecise, passed_over, stand_in, everything };
  struct Place {
    EntityId entity;
    AttributeId attribute;
    std::uint32_t row;
    std::uint32_t more;  ///< Dependency::on and parameter
    friend bool operator==(const Place&, const Place&) = default;
  };
  struct PlaceHash {
    std::size_t operator()(const Place& p) const;
  };
  /// Places, few of them as a rule: those are looked through one by one.
  class Places {
   public:
    void clear() {
      few_.clear();
      if (!many_.empty()) many_.clear();
    }
    /// Whether it was not there.
    bool insert(const Place& place) {
      if (std::find(few_.begin(), few_.end(), place) != few_.end()) return false;
      if (few_.size() >= 32) return many_.insert(place).second;
      few_.push_back(place);
      return true;
    }

   private:
    std::vector<Place> few_;
    std::unordered_set<Place, PlaceHash> many_;
  };

  void begin();
  void begin(std::vector<Run::Dependency>& into);
  void visit(program::Register r, Search search);
  void visit_row(const program::Block& block, program::BlockId id, Search search);
  void visit_read(const program::Instruction& i, Search search);
  void visit_loop(const program::Instruction& i, Search search);
  void visit_choice(const program::Instruction& i, Search search);
  /// What `known(x)` asks for that took the other branch because it is not recorded: recorded, it might answer instead.
  void visit_unrecorded(program::Register condition);
  /// The operands; where the search is for the unknown and all are known, what else may be its cause.
  void visit_operands(const program::Instruction& i, Search search);
  /// What `first recorded` passed over, where it took something that stands after it.
  void visit_first_recorded(const program::Instruction& i);
  /// The body's registers are to be visited again, for its next element.
  void forget(program::BlockId body);
  void depend(Run::Dependency dependency);
  void read(Run::Reading reading);

  const program::Program& program_;
  Machine& machine_;
  std::vector<program::Register> list_of_body_;  ///< by loop block: the list it goes through
  std::vector<bool> passing_;                    ///< by register: whether it is computed from what passes over the unknown
  std::vector<bool> choosing_;                   ///< by register: whether it is computed from `first recorded`
  std::vector<std::uint64_t> visited_;           ///< by register: which look back it was, and a bit for each search
  std::uint64_t look_back_ = 0;                  ///< a number of its own for each, five bits further up
  Places found_;
  std::vector<Run::Dependency>* dependencies_ = nullptr;
  std::vector<Run::Reading>* readings_ = nullptr;
  std::vector<Run::StandIn>* stand_ins_ = nullptr;
};

}  // namespace dutybound::engine
