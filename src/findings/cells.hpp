// Where judging reads registers from: the run of one case, or one row of a driver's columns.
#pragma once

#include "program/program.hpp"

namespace dutybound::findings {

/// A view of anything whose operator[] gives the cell of a register. The source must outlive it.
class Cells {
 public:
  template <class Source>
  explicit Cells(const Source& source)
      : source_(&source),
        read_([](const void* from, program::Register r) -> const feel::Cell& { return (*static_cast<const Source*>(from))[r]; }) {
  }

  [[nodiscard]] const feel::Cell& operator[](program::Register r) const { return read_(source_, r); }

 private:
  const void* source_;
  const feel::Cell& (*read_)(const void*, program::Register);
};

}  // namespace dutybound::findings
