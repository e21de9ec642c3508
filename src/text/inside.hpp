// The library's own way to what stands behind its public handles (Rulebook, Case, Caseload, CaseloadRun). Entries: body_of,
// handle_of.
#pragma once

#include <memory>
#include <utility>

namespace dutybound {

/// The handles' friend.
struct Inside {
  template <class Handle>
  [[nodiscard]] static auto& body(Handle& handle) {
    return handle.body();
  }
  template <class Handle, class Body>
  [[nodiscard]] static Handle handle(Body body) {
    return Handle(std::move(body));
  }
};

/// Precondition, asserted: the handle was not moved from.
template <class Handle>
[[nodiscard]] auto& body_of(Handle& handle) {
  return Inside::body(handle);
}

/// `body`: the pointer that the handle holds.
template <class Handle, class Body>
[[nodiscard]] Handle handle_of(Body body) {
  return Inside::handle<Handle>(std::move(body));
}

}  // namespace dutybound
