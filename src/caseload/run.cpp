// Threads, their order, batches, the manifest.
#include "caseload/run.hpp"

#include <algorithm>
#include <exception>
#include <new>
#include <system_error>

#include "caseload/process.hpp"
#include "text/diagnose.hpp"

namespace dutybound {

using caseload::Block;

CaseloadRun::Body::Body(std::shared_ptr<const program::Program> program, const Limits& limits,
                        std::shared_ptr<const caseload::Source> source, const CaseloadOptions& options)
    : work(std::move(program), limits, std::move(source), options), wanted_threads_(options.threads), batch_(work.fields) {
  if (wanted_threads_ == 0) wanted_threads_ = std::max(std::thread::hardware_concurrency(), 1U);
  wanted_threads_ = static_cast<unsigned>(std::min<std::size_t>(wanted_threads_, std::max<std::size_t>(work.blocks(), 1)));
  window_ = std::size_t{2} * wanted_threads_ + 1;
  blocks_.resize(window_);
  tally_.by_rule.resize(work.program->groups.size() * findings::status_count);
}

CaseloadRun::Body::~Body() { stop(); }

void CaseloadRun::Body::start() {
  started_ = true;
  process_ = caseload::process();
  if (wanted_threads_ > 1) {
    threads_.reserve(wanted_threads_);
    try {
      while (threads_.size() < wanted_threads_) threads_.emplace_back([this] { serve(); });
    } catch (const std::system_error&) {
      // The machine gives no more threads: those that there are do it, or this one.
    }
  }
  if (threads_.empty()) own_.emplace(work);
}

void CaseloadRun::Body::stop() noexcept {
  cancel();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

bool CaseloadRun::Body::left_behind() const { return !threads_.empty() && process_ != caseload::process(); }

void CaseloadRun::Body::cancel() noexcept {
  if (left_behind()) return;
  {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
  }
  room_.notify_all();
  done_.notify_all();
}

/// What a thread does until there is nothing more to do.
void CaseloadRun::Body::serve() noexcept {
  std::optional<caseload::Worker> worker;
  try {
    worker.emplace(work);
  } catch (const std::bad_alloc&) {
    {
      const std::lock_guard lock(mutex_);
      thread_failed_ = caseload::out_of_memory;
    }
    done_.notify_all();
    return;
  }
  while (true) {
    std::size_t index = 0;
    {
      std::unique_lock lock(mutex_);
      room_.wait(lock, [&] { return cancelled_ || taken_ == work.blocks() || taken_ < pulled_ + window_; });
      if (cancelled_ || taken_ == work.blocks()) return;
      index = taken_++;
    }
    Block block = worker->assess(index, cancelled_);
    {
      const std::lock_guard lock(mutex_);
      blocks_[index % window_] = std::move(block);
    }
    done_.notify_all();
  }
}

std::optional<Block> CaseloadRun::Body::next_block(const Deadline& deadline) {
  if (own_) return own_->assess(pulled_++, cancelled_);
  std::optional<Block> block;
  {
    std::unique_lock lock(mutex_);
    std::optional<Block>& slot = blocks_[pulled_ % window_];
    const auto ready = [&] { return slot || cancelled_ || thread_failed_; };
    if (deadline) {
      done_.wait_until(lock, *deadline, ready);
    } else {
      done_.wait(lock, ready);
    }
    if (!slot) failed_ = thread_failed_;
    if (!slot) return std::nullopt;
    block = std::move(slot);
    slot.reset();
    ++pulled_;
  }
  room_.notify_all();
  return block;
}

void CaseloadRun::Body::take_in(Block&& block) {
  if (block.failure) failed_ = block.failure;
  tally_.add(block.tally);
  for (arrow::Batch& part : block.parts) parts_.push_back(std::move(part));
  if (keeps_errors) {
    for (PlacedError& each : block.errors) errors.push_back(std::move(each));
  }
  cases_done = tally_.cases;
}

CaseloadRun::Pull CaseloadRun::Body::work_on(ArrowArray* batch, const Deadline& deadline) {
  if (!started_) start();
  while (!failed_ && !cancelled_) {
    const bool is_last = parts_.empty() && tally_.cases == work.source->size();
    if (batch_.rows() >= work.batch_rows || (is_last && batch_.rows() > 0)) {
      arrow::Batch rows(work.fields);
      std::swap(rows, batch_);
      arrow::give(work.fields, std::move(rows), batch);
      return Pull::batch;
    }
    if (is_last) return Pull::end;
    if (!parts_.empty()) {
      batch_.append(std::move(parts_.front()));
      parts_.pop_front();
      continue;
    }
    std::optional<Block> block = next_block(deadline);
    if (block && !cancelled_) take_in(*std::move(block));
    const bool late = deadline && (!block || own_ || std::chrono::steady_clock::now() >= *deadline);
    if (late && !cancelled_ && !failed_) return Pull::waiting;
  }
  return Pull::cancelled;
}

Result<CaseloadRun::Pull> CaseloadRun::Body::pull(ArrowArray* batch, Patience patience) {
  Deadline deadline;
  if (patience)
    deadline = std::chrono::steady_clock::now() + std::min<std::chrono::milliseconds>(*patience, std::chrono::hours(1));
  batch->release = nullptr;
  if (left_behind())
    return Diagnostics{text::diagnose(text::Code::caseload_forked, nullptr, {}, forked, "begin another run in this process")};
  if (!over_ && !failed_) {
    try {
      const Pull pulled = work_on(batch, deadline);
      if (pulled == Pull::batch || pulled == Pull::waiting) return pulled;
      if (!failed_) over_ = pulled;
    } catch (const std::bad_alloc&) {
      failed_ = caseload::out_of_memory;
    } catch (const std::exception&) {
      failed_ = caseload::not_finished;
    }
    stop();
  }
  if (over_) return *over_;
  return Diagnostics{text::diagnose(text::Code::caseload_failed, nullptr, {}, failed_)};
}

const CaseloadManifest& CaseloadRun::Body::told() const {
  manifest_ = {work.digest, tally_.cases, tally_.unread, tally_.findings, tally_.shown, tally_.data_errors, {}, {}, {}, {}};
  if (const engine::Assumptions* assumptions = work.source->assumptions()) manifest_.assumed = assumptions->words;
  for (std::size_t i = 0; i < tally_.provisional.size(); ++i) {
    if (tally_.provisional[i] != 0) manifest_.provisional[static_cast<Status>(i)] = tally_.provisional[i];
  }
  for (std::size_t i = 0; i < tally_.by_rule.size(); ++i) {
    if (tally_.by_rule[i] == 0) continue;
    const auto status = static_cast<Status>(i % findings::status_count);
    manifest_.by_status[status] += tally_.by_rule[i];
    manifest_.by_rule[work.program->groups[i / findings::status_count].id][status] = tally_.by_rule[i];
  }
  return manifest_;
}

CaseloadRun::CaseloadRun(std::unique_ptr<Body> body) noexcept : body_(std::move(body)) {}

CaseloadRun::Body& CaseloadRun::body() const noexcept {
  assert(body_ != nullptr);
  return *body_;
}

CaseloadRun::CaseloadRun(CaseloadRun&&) noexcept = default;
CaseloadRun& CaseloadRun::operator=(CaseloadRun&& other) noexcept {
  std::swap(body_, other.body_);
  return *this;
}
CaseloadRun::~CaseloadRun() {
  // What locks and threads of another process leave in this one's memory cannot be taken down.
  if (body_ && body_->left_behind()) static_cast<void>(body_.release());
}

Result<CaseloadRun::Pull> CaseloadRun::next(ArrowArray* batch) { return body().pull(batch, std::nullopt); }

Result<CaseloadRun::Pull> CaseloadRun::poll(ArrowArray* batch, std::chrono::milliseconds patience) {
  return body().pull(batch, patience);
}

bool CaseloadRun::schema(ArrowSchema* into) const noexcept {
  try {
    arrow::describe(body().work.fields, into);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

std::size_t CaseloadRun::cases() const { return body().work.source->size(); }

std::size_t CaseloadRun::cases_done() const { return body().cases_done; }

const CaseloadManifest& CaseloadRun::manifest() const { return body().told(); }

std::vector<PlacedError> CaseloadRun::take_errors() { return std::exchange(body().errors, {}); }

void CaseloadRun::cancel() noexcept { body().cancel(); }

bool describe_errors(ArrowSchema* into) noexcept {
  try {
    arrow::describe(caseload::error_fields(), into);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

bool give_errors(const std::vector<PlacedError>& errors, ArrowArray* into) noexcept {
  try {
    const std::vector<arrow::Field> fields = caseload::error_fields();
    arrow::Batch table(fields);
    for (const PlacedError& error : errors) caseload::write_error(error, table);
    arrow::give(fields, std::move(table), into);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace dutybound
