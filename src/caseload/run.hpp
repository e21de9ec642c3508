// The driver: blocks of cases handed to threads, and their results put back in order. Entry: CaseloadRun::Body, for
// Rulebook::assess and for tests.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "caseload/block.hpp"

namespace dutybound {

struct CaseloadRun::Body {
  Body(std::shared_ptr<const program::Program> program, const Limits& limits, std::shared_ptr<const caseload::Source> source,
       const CaseloadOptions& options);
  ~Body();
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  using Patience = std::optional<std::chrono::milliseconds>;
  /// Without patience: until there is a batch.
  [[nodiscard]] Result<Pull> pull(ArrowArray* batch, Patience patience);
  void cancel() noexcept;
  [[nodiscard]] const CaseloadManifest& told() const;
  /// Its threads are those of the process from which this one was forked. Nothing of it may be waited for, locked or destroyed
  /// here.
  [[nodiscard]] bool left_behind() const;
  /// Why there is no more, where a failure is the reason: one sentence. Null where it is not.
  [[nodiscard]] const char* failure() const { return left_behind() ? forked : failed_; }
  [[nodiscard]] bool was_cancelled() const { return over_ == Pull::cancelled; }

  static constexpr const char* forked = "the run was begun before the process was forked, and its threads are not here";

  caseload::Work work;
  std::vector<PlacedError> errors;
  bool keeps_errors = true;
  std::atomic<std::size_t> cases_done = 0;

 private:
  using Deadline = std::optional<std::chrono::steady_clock::time_point>;

  void start();
  void stop() noexcept;
  void serve() noexcept;
  /// The next block in order; nothing before it is there in time.
  [[nodiscard]] std::optional<caseload::Block> next_block(const Deadline& deadline);
  void take_in(caseload::Block&& block);
  /// A batch, or that there is none in time, or no more.
  [[nodiscard]] Pull work_on(ArrowArray* batch, const Deadline& deadline);

  std::atomic<bool> cancelled_ = false;
  bool started_ = false;
  int process_ = 0;           ///< that started it
  std::optional<Pull> over_;  ///< how it ended, if it did not fail
  const char* failed_ = nullptr;
  unsigned wanted_threads_;
  std::size_t window_;  ///< so many blocks are worked on, or done and not yet pulled
  std::vector<std::thread> threads_;
  std::optional<caseload::Worker> own_;  ///< where there are no threads

  std::mutex mutex_;  ///< of what follows, up to the blank line
  std::condition_variable room_, done_;
  std::size_t taken_ = 0;
  std::size_t pulled_ = 0;
  std::vector<std::optional<caseload::Block>> blocks_;  ///< a ring
  const char* thread_failed_ = nullptr;

  std::deque<arrow::Batch> parts_;  ///< of blocks that were pulled
  arrow::Batch batch_;
  caseload::Tally tally_;
  mutable CaseloadManifest manifest_;
};

}  // namespace dutybound
