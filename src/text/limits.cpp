// The limits by name.
#include <algorithm>

#include <dutybound/limits.hpp>

namespace dutybound {

const std::vector<LimitInfo>& every_limit() {
  static const std::vector<LimitInfo> all{
#define DUTYBOUND_LIMIT(name, fallback, bounds) {#name, &Limits::name, bounds},
#include <dutybound/limits.def>
  };
  return all;
}

const LimitInfo* find_limit(std::string_view name) {
  const auto found =
      std::find_if(every_limit().begin(), every_limit().end(), [&](const LimitInfo& each) { return each.name == name; });
  return found == every_limit().end() ? nullptr : &*found;
}

}  // namespace dutybound
