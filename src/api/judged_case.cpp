// JudgedCase's members: words for one answer at a time.
#include "api/judged_case.hpp"

#include <cassert>

namespace dutybound {

const Assessment& JudgedCase::frame() const& noexcept { return body().answered->frame; }

std::size_t JudgedCase::size() const noexcept { return body().answered->answers.list.size(); }

FindingOutline JudgedCase::outline(std::size_t index) const {
  assert(index < size());
  return body().answered->outline(index);
}

Finding JudgedCase::finding(std::size_t index) const {
  assert(index < size());
  return body().answered->finding(*body().facts, index);
}

}  // namespace dutybound
