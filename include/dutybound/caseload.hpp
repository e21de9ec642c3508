// A caseload: many subjects, from tables or from a text of documents, joined and ready to be assessed. Entry:
// Rulebook::read_tables, Rulebook::read_caseload. Assessing one is caseload_assessment.hpp's.
#pragma once

#include <cassert>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/arrow_abi.hpp>
#include <dutybound/case.hpp>
#include <dutybound/rulebook.hpp>

namespace dutybound {

/// A table as an Arrow C stream, which is moved from (its release is null afterwards).
struct NamedTable {
  std::string name;
  ArrowArrayStream* stream = nullptr;
};

struct TableOptions {
  std::string mapping;                   ///< id of a loaded mapping (`ssd`, `annex-a`); empty: the vocabulary's own names
  std::optional<RuleFile> mapping_file;  ///< a mapping of the caller's own, in place of a loaded one
  /// Ways besides ISO in which a cell says a day: `dd/mm/yyyy`, `dd/mm/yy`, `excel`, `excel_1904`; added to the mapping's.
  std::vector<std::string> dates;
  std::string subject = "case";  ///< without a mapping
  /// Asked every 65,536 rows, by the calling thread, if given; false ends the reading with the error `input.stopped`.
  std::function<bool()> proceed;
};

/// What is wrong with a row or a cell, and where it stands. Rows count from 0.
struct PlacedError {
  std::string table;
  std::optional<std::uint64_t> row;
  std::string column;  ///< empty: the row as a whole
  std::optional<std::string> case_id;
  DataError error;  ///< path in the case; empty if the row is in none
};

/// What became of a table's rows: `rows` is the sum of the others.
struct TableCount {
  std::string table;
  std::uint64_t rows = 0;
  std::uint64_t used = 0;
  std::uint64_t orphans = 0;     ///< do not say to which record they belong, or say one that there is not
  std::uint64_t skipped = 0;     ///< passed over by the mapping's `when`
  std::uint64_t without_id = 0;  ///< of those used: cases without an id, to which no other row can belong
  std::vector<std::string> unused_columns;
};

/// Immutable; cheap to copy; every member function may be called from several threads at once. One that was moved from may be
/// destroyed and assigned to; else it asserts.
class DUTYBOUND_API Caseload {
 public:
  /// Cases, those that cannot be read included.
  [[nodiscard]] std::size_t size() const;
  /// Reads and types one. Its `where` names it; precondition: i < size().
  [[nodiscard]] CaseDocument at(std::size_t i) const;
  /// Without typing the case.
  [[nodiscard]] std::optional<std::string> case_id(std::size_t i) const;
  /// The first case with that id.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view case_id) const;
  /// The data errors of a case that at(i) gave, with table, row and column (of a text: without).
  [[nodiscard]] std::vector<PlacedError> place(std::size_t i, const CaseDocument& document) const;
  /// Rows that belong to no case, ids that several records have, and the like. Of each table and code a thousand are listed and
  /// one more, without a row, has the number of the rest as its value; TableCount::orphans counts all that belong to none.
  [[nodiscard]] const std::vector<PlacedError>& errors_outside_cases() const;
  [[nodiscard]] const std::vector<TableCount>& tables() const;
  /// Of a text: of ids that several cases have, or nearly have. Of tables Rulebook::read_tables gives them.
  [[nodiscard]] const Diagnostics& warnings() const;
  /// The names that Finding::source_table can have.
  [[nodiscard]] const std::vector<std::string>& source_tables() const;
  /// The source's case ids are whole numbers.
  [[nodiscard]] bool integer_ids() const;
  /// Whether a case may be one that cannot be read, or that has names which nobody reads: those of texts, of tables with whole
  /// records in their cells, and of tables in which a test says which rows are cases.
  [[nodiscard]] bool may_be_unread() const;
  /// The last day that a statutory return tells of.
  [[nodiscard]] std::optional<Date> reference_date() const;

  class DUTYBOUND_INNER Body;

 private:
  friend struct Inside;
  explicit Caseload(std::shared_ptr<const Body> body) noexcept : body_(std::move(body)) {}
  [[nodiscard]] const Body& body() const noexcept {
    assert(body_ != nullptr);
    return *body_;
  }
  std::shared_ptr<const Body> body_;
};

}  // namespace dutybound
