// A plain walk over a checked tree, by the kernels: what any driver has to give. For tests; no sharing, no speed.
#pragma once

#include <functional>
#include <map>

#include "feel/ast.hpp"
#include "feel/builtins.hpp"

namespace dutybound::testing {

/// Where names get their values from.
struct Values {
  std::map<std::uint32_t, feel::Cell> variables;  ///< by Variable::id
  std::function<feel::Cell(feel::RecordRef, std::uint32_t field)> field;
  std::function<feel::Cell(std::string_view id)> parameter;
};

class Walk {
 public:
  Walk(const Values& values, feel::Context context) : values_(values), context_(context) {}
  feel::Cell evaluate(const feel::Node& node);

 private:
  feel::Cell call(const feel::Node& node);
  feel::Cell loop(const feel::Node& node);
  feel::Cell test(const feel::Cell& value, const feel::Node& test);
  feel::Cell field(const feel::Cell& record, std::uint32_t index, feel::Kind kind);
  feel::Cell path(const feel::Node& node);

  const Values& values_;
  feel::Context context_;
  std::map<std::uint32_t, feel::Cell> bound_;
};

}  // namespace dutybound::testing
