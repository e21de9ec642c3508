// Where judging reads registers from: the run of one case, or one row of a driver's columns.
#pragma once

#include "engine/run.hpp"

namespace dutybound::findings {

/// A view of anything whose operator[] gives the cell of a register. The source must outlive it.
class Cells {
 public:
  explicit Cells(const engine::Run& run) : cells_(run.registers().data()) {}
  template <class Source>
  explicit Cells(const Source& source)
      : source_(&source),
        read_([](const void* from, program::Register r) -> const feel::Cell& { return (*static_cast<const Source*>(from))[r]; }) {
  }

  [[nodiscard]] const feel::Cell& operator[](program::Register r) const { return cells_ ? cells_[r] : read_(source_, r); }

 private:
  const feel::Cell* cells_ = nullptr;  ///< a run's, which judging reads all the time; else:
  const void* source_ = nullptr;
  const feel::Cell& (*read_)(const void*, program::Register) = nullptr;
};

}  // namespace dutybound::findings
