// What judging one case may use up: one for typing and constraints, one for each call that judges. Entry: Budget. Work is charged
// by what it is, instructions and the elements and characters that they go through, so that the same case is always cut in one
// place.
#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <limits>

#include <dutybound/limits.hpp>

namespace dutybound::feel {

/// Thrown where a budget is used up, and caught where its case is read or judged: nothing of it leaves the library.
struct Spent : std::exception {
  explicit Spent(const char* met) : limit(met) {}
  [[nodiscard]] const char* what() const noexcept override { return limit; }
  const char* limit;  ///< its name in Limits
};

/// Thrown where the caller wants no more of a case, and caught at the call: a case that was stopped has no answer.
struct Stopped : std::exception {};

class Budget {
 public:
  /// Without bounds: for what is computed while rules are loaded, whose expressions have bounds of their own.
  Budget() = default;
  explicit Budget(const Limits& limits)
      : all_steps_(limits.steps_per_case), bytes_(limits.bytes_per_case), findings_(limits.findings_per_case) {}

  /// Begins anew.
  void renew() {
    steps_ = 0;
    until_ = next();
  }
  /// Asks the caller now and then whether to go on; null: nobody. It has to outlive the work.
  void ask(const std::function<bool()>* proceed) {
    proceed_ = proceed;
    until_ = next();
  }

  void steps(std::size_t count) {
    if (count > until_ - steps_) return more(count);
    steps_ += count;
  }
  /// `held`: of working memory, at once.
  void bytes(std::size_t held) const {
    if (held > bytes_) throw Spent{"bytes_per_case"};
  }
  /// `made`: how many there are.
  void findings(std::size_t made) const {
    if (made > findings_) throw Spent{"findings_per_case"};
  }

 private:
  static constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t steps_between_questions = 1U << 16U;

  void more(std::size_t count) {
    if (count > all_steps_ - steps_) {
      steps_ = until_ = all_steps_;
      throw Spent{"steps_per_case"};
    }
    if (proceed_ && !(*proceed_)()) throw Stopped{};
    steps_ += count;
    until_ = next();
  }
  [[nodiscard]] std::size_t next() const {
    return proceed_ ? std::min(all_steps_ - steps_, steps_between_questions) + steps_ : all_steps_;
  }

  std::size_t all_steps_ = unbounded, bytes_ = unbounded, findings_ = unbounded;
  std::size_t steps_ = 0;
  std::size_t until_ = all_steps_;  ///< until so many nothing has to be looked at
  const std::function<bool()>* proceed_ = nullptr;
};

}  // namespace dutybound::feel
