// What stands behind the opaque types of dutybound.h, and the one way in which its functions end. Over public headers alone.
#pragma once

#include <memory>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include <dutybound/dutybound.h>
#include <dutybound/dutybound.hpp>

/// Texts are made at once, so that asking for them changes nothing.
struct dutybound_diagnostics {
  struct Told {
    std::string code, message, hint, source;
    std::size_t line = 0, column = 0;
    bool warning = false;
  };
  std::vector<Told> list;
};

struct dutybound_text {
  std::string text;
};

struct dutybound_load_options {
  dutybound::LoadOptions options;
  dutybound::RuleFolders rules;  ///< LoadOptions::rules, as far as it is known
};

struct dutybound_rulebook {
  dutybound::Rulebook rulebook;
};

struct dutybound_case {
  dutybound::Case facts;
};

struct dutybound_assess_options {
  dutybound::AssessOptions options;
};

namespace dutybound::c {

[[nodiscard]] std::unique_ptr<dutybound_diagnostics> told(const Diagnostics& diagnostics);

/// Calls `work`, which may throw where there is no memory and nothing else.
template <class Work>
dutybound_outcome ended(Work&& work) noexcept {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return DUTYBOUND_NO_MEMORY;
  }
}

/// Hands over what a Result holds: its value, made into an object by `make`, and its diagnostics, where `why` asks for them.
template <class T, class Object, class Make>
dutybound_outcome give(Result<T> result, dutybound_diagnostics** why, Object** into, Make&& make) {
  auto diagnostics = why && !result.diagnostics().empty() ? told(result.diagnostics()) : nullptr;
  if (result.ok()) *into = new Object{make(std::move(result).value())};
  if (why) *why = diagnostics.release();
  return *into ? DUTYBOUND_DONE : DUTYBOUND_REFUSED;
}

/// Nothing was made yet.
template <class Object>
void clear(dutybound_diagnostics** why, Object** into) noexcept {
  if (why) *why = nullptr;
  if (into) *into = nullptr;
}

}  // namespace dutybound::c
