// Assessing a caseload, case by case in its order, in blocks, by several threads. Entry: Rulebook::assess (of a Caseload).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/arrow_abi.hpp>
#include <dutybound/caseload.hpp>
#include <dutybound/rulebook.hpp>

namespace dutybound {

struct CaseloadOptions {
  AssessOptions assess;
  std::vector<Status> statuses;    ///< only findings with one of these are given; all are counted. Empty: all
  unsigned threads = 0;            ///< 0: as many as the machine has; 1: next() itself does the work
  std::size_t batch_rows = 65536;  ///< about so many findings a batch
  bool valid_until = true;         ///< false: that column is null and its bound false, which is cheaper
};

/// What adds up: findings == the sum of by_status; shown <= findings; cases counts those that cannot be read too.
struct CaseloadManifest {
  /// As Assessment::digest; of tables also over how they were read (TableOptions).
  std::string digest;
  std::size_t cases = 0, unread = 0;
  std::size_t findings = 0, shown = 0;  ///< `shown`: not left out by CaseloadOptions::statuses
  std::size_t data_errors = 0;          ///< what CaseloadRun::take_errors tells; those outside of cases are the Caseload's
  std::map<Status, std::size_t> by_status;
  std::map<Status, std::size_t> provisional;                     ///< undecided findings by Finding::provisional
  std::map<std::string, std::string> assumed;                    ///< as Assessment::assumed
  std::map<std::string, std::map<Status, std::size_t>> by_rule;  ///< rule -> status -> findings
};

/// One run over a caseload: findings come as they are pulled, in the caseload's order whatever the threads, at most some blocks
/// of cases ahead; memory does not grow with the number of cases. Not thread-safe itself but for cancel(). The Rulebook and the
/// Caseload may go before it, and it before its batches. One that was moved from may be destroyed and assigned to; else it
/// asserts. In a process that was forked while it was under way it can be destroyed,
/// and next() ends with an error.
///
/// A batch is an Arrow struct with these columns, every one of which can be null; `words` are dictionary<int32, utf8>, one
/// dictionary for all batches:
///
///     case_id            utf8, or int64 where Caseload::integer_ids()
///     rule, rulebook, kind, modality, actor    words
///     entity             words: the record's entity, `section_47_enquiry`; `case` for the subject itself
///     record_id          utf8, null if the record has none
///     record             utf8: its path, `episodes[0].section_47_enquiries[1]`; empty for the subject itself
///     status             words of Status (a level or value is in `outcome`)
///     outcome            utf8, null if empty
///     trigger, due, done date32
///     due_at             timestamp[s, Europe/London]: clocks in hours only
///     days               int64
///     day_unit           words, null without `days`
///     valid_until        date32
///     valid_until_at_least  bool: whether that day is a lower bound only
///     missing            list<utf8>: paths
///     data_errors        list<struct<path, value, reason, code: utf8>>
///     provisional        words of Status
///     unless             list<utf8>: paths
///     assumed            list<struct<path, value: utf8, by_rule: bool>>
///     source_table       words
///     source_row         int64
///     edition_policy     words
///     readings           list<struct<reading, value: utf8>>
///     same_under_all_readings  bool: null unless all readings were asked for and the rule turns on one
///     other_readings     list<struct<readings: list<struct<reading, value: utf8>>, status: utf8, outcome: utf8, due: date32,
///     provisional: utf8>>
class DUTYBOUND_API CaseloadRun {
 public:
  CaseloadRun(CaseloadRun&&) noexcept;
  CaseloadRun& operator=(CaseloadRun&&) noexcept;
  /// Cancels, and waits for the threads.
  ~CaseloadRun();

  enum class Pull : std::uint8_t {
    batch = 0,  ///< there is one
    waiting = 1,
    end = 2,        ///< all cases are done
    cancelled = 3,  ///< after cancel()
  };

  /// `batch`, written into the one that is given; or `end` or `cancelled`, at every call from then on. Errors, at every call from
  /// then on: `caseload.failed` (a source that fails, no memory), `caseload.forked`.
  [[nodiscard]] Result<Pull> next(ArrowArray* batch);
  /// The same, for those who have other things to look after: `waiting` if there is none after that time, an hour at most (with
  /// one thread: after some cases).
  [[nodiscard]] Result<Pull> poll(ArrowArray* batch, std::chrono::milliseconds patience);
  /// Of its batches. False where there is no memory for it.
  bool schema(ArrowSchema* into) const noexcept;
  /// The same as an Arrow C stream, for those who need no progress. What take_errors() would tell is only counted. After cancel()
  /// its next batch is the error ECANCELED, so that no part passes for the whole.
  [[nodiscard]] ArrowArrayStream stream() &&;

  [[nodiscard]] std::size_t cases() const;       ///< in the caseload
  [[nodiscard]] std::size_t cases_done() const;  ///< may be asked from any thread
  /// Of the cases done: also of what the filters leave out.
  [[nodiscard]] const CaseloadManifest& manifest() const;
  /// Data errors and documents that cannot be read, of the cases done since the last call, in the caseload's order. They are kept
  /// until they are taken.
  [[nodiscard]] std::vector<PlacedError> take_errors();
  /// From any thread: next() returns `cancelled` soon, and what is done by then is not given.
  void cancel() noexcept;

  struct DUTYBOUND_INNER Body;

 private:
  friend struct Inside;
  explicit CaseloadRun(std::unique_ptr<Body> body) noexcept;
  [[nodiscard]] Body& body() const noexcept;
  std::unique_ptr<Body> body_;
};

/// Errors as an Arrow struct array, all columns of which can be null: table, column, case_id, path, value, reason, code: utf8;
/// row: int64, in the order case_id, table, row, column, path, value, reason, code. Both false where there is no memory.
DUTYBOUND_API bool describe_errors(ArrowSchema* into) noexcept;
DUTYBOUND_API bool give_errors(const std::vector<PlacedError>& errors, ArrowArray* into) noexcept;

}  // namespace dutybound
