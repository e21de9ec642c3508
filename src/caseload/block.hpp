// Some cases after each other, assessed into rows. Entries: Work, what all threads share; Worker, one thread's memory.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <vector>

#include <dutybound/caseload_assessment.hpp>
#include <dutybound/limits.hpp>

#include "caseload/columns.hpp"
#include "caseload/source.hpp"

namespace dutybound::caseload {

/// So many cases are handed to a thread at a time.
inline constexpr std::size_t block_cases = 32;

/// Why a block, or the run, could not be finished.
inline constexpr const char* out_of_memory = "out of memory";
inline constexpr const char* not_finished = "more rows in one case than a batch can hold, or a source that fails";

/// Everything of a run that stays as it is. Immutable: one for all threads.
struct Work {
  Work(std::shared_ptr<const program::Program> program, const Limits& limits, std::shared_ptr<const Source> source,
       const CaseloadOptions& options);
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;

  [[nodiscard]] std::size_t blocks() const { return (source->size() + block_cases - 1) / block_cases; }
  [[nodiscard]] bool shows(Status status) const { return (shown >> static_cast<unsigned>(status) & 1U) != 0; }

  std::shared_ptr<const program::Program> program;
  Limits limits;
  std::shared_ptr<const Source> source;
  std::size_t batch_rows;
  bool valid_until;
  bool integer_ids;
  findings::Standpoint from;
  std::shared_ptr<const engine::Slice> slice;
  std::vector<arrow::Field> fields;
  std::string digest;       ///< CaseloadManifest::digest
  std::uint32_t shown = 0;  ///< a bit for each status
};

/// Counts of some cases.
struct Tally {
  std::size_t cases = 0, unread = 0, findings = 0, shown = 0, data_errors = 0;
  std::vector<std::size_t> by_rule;                               ///< group by group, a count for each status
  std::array<std::size_t, findings::status_count> provisional{};  ///< undecided ones by what they are unless excused

  void add(const Tally& other);
};

/// What became of one block of cases.
struct Block {
  std::vector<arrow::Batch> parts;  ///< rows in the cases' order; one part is not much more than a batch
  Tally tally;
  std::vector<PlacedError> errors;
  const char* failure = nullptr;  ///< it could not be finished
};

/// For one thread; used again and again.
class Worker {
 public:
  explicit Worker(const Work& work);

  /// Cut short once `cancelled`: nobody will look at it.
  [[nodiscard]] Block assess(std::size_t block, const std::atomic<bool>& cancelled) noexcept;

 private:
  void assess_case(std::size_t i, Block& block);
  void unread(std::size_t i, const CaseDocument& document, Block& block) const;

  const Work& work_;
  engine::Run run_;
  findings::Answers answers_;
  FindingWriter writer_;
};

}  // namespace dutybound::caseload
