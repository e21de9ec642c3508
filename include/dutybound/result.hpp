// A value together with what there is to say about it: either may be absent.
#pragma once

#include <cassert>
#include <optional>
#include <stdexcept>
#include <utility>

#include <dutybound/export.h>
#include <dutybound/diagnostic.hpp>

namespace dutybound {

/// Thrown only by Result::value_or_throw, for callers who like exceptions.
class DUTYBOUND_API Error : public std::runtime_error {
 public:
  explicit Error(Diagnostics diagnostics);
  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }

 private:
  Diagnostics diagnostics_;
};

/// Throws Error; out of line, so that programs without exceptions may include this.
[[noreturn]] DUTYBOUND_API void throw_error(Diagnostics diagnostics);

/// The outcome of reading what a person wrote: a value, or errors, or a value with warnings.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value, Diagnostics warnings = {}) : value_(std::move(value)), diagnostics_(std::move(warnings)) {}
  Result(Diagnostics errors) : diagnostics_(std::move(errors)) {}

  [[nodiscard]] bool ok() const { return value_.has_value(); }
  /// Precondition: ok(), asserted. Of a temporary, the value itself, which a loop over a part of it keeps alive.
  [[nodiscard]] const T& value() const& {
    assert(ok());
    return *value_;
  }
  [[nodiscard]] T& value() & {
    assert(ok());
    return *value_;
  }
  [[nodiscard]] T value() && {
    assert(ok());
    return std::move(*value_);
  }
  /// Errors when not ok(), else warnings.
  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }
  /// The value, or throws Error with the diagnostics.
  [[nodiscard]] T value_or_throw() && {
    if (!value_) throw_error(std::move(diagnostics_));
    return std::move(*value_);
  }

 private:
  std::optional<T> value_;
  Diagnostics diagnostics_;
};

}  // namespace dutybound
