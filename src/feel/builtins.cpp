// The table of built-ins, from builtins.def.
#include "feel/builtins.hpp"

#include "feel/functions.hpp"

namespace dutybound::feel {
namespace functions {
namespace {

Cell negation_of(Arguments arguments, Context&) { return negation(arguments[0]); }
Cell happened_of(Arguments arguments, Context&) { return happened(arguments[0]); }
Cell known_of(Arguments arguments, Context&) { return known(arguments[0]); }

}  // namespace
}  // namespace functions

std::size_t BuiltinEntry::parameter_count() const {
  std::size_t count = 0;
  while (count < parameters.size() && parameters[count].accepts != Accepts::none) ++count;
  return count;
}

std::span<const BuiltinEntry> builtins() {
  constexpr auto optional = Parameter::Presence::optional;
  constexpr auto spread = Parameter::Presence::spread;
  constexpr auto repeated = Parameter::Presence::repeated;
  static constexpr BuiltinEntry table[] = {
#define DUTYBOUND_BUILTIN(identifier, name, gives, evaluate, ...) {name, Gives::gives, evaluate, {{__VA_ARGS__}}},
#include "feel/builtins.def"
#undef DUTYBOUND_BUILTIN
  };
  return table;
}

}  // namespace dutybound::feel
