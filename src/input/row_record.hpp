// A row of a table to a record of a document, as its feed says. Entry: RowReading::record.
#pragma once

#include <functional>
#include <tuple>
#include <unordered_set>

#include "input/bind_tables.hpp"
#include "input/cell_value.hpp"

namespace dutybound::input {

/// The cell that a value came from, in the place of a text's span; `cell_place(table, row)` is the row as a whole.
[[nodiscard]] inline Span cell_place(std::size_t table, std::uint64_t row, std::optional<std::size_t> column = std::nullopt) {
  return {(table + 1) << 16U | (column ? *column + 1 : 0), static_cast<std::size_t>(row)};
}

/// What cell_place took; nothing for a value that stands in no row.
struct CellPlace {
  std::size_t table = 0;
  std::uint64_t row = 0;
  std::optional<std::size_t> column;
};
[[nodiscard]] std::optional<CellPlace> place_of(Span span);

/// Told of each row that a pass over a table comes to; throws where the caller wants no more of it.
using AtRow = std::function<void(std::uint64_t row)>;

class RowReading {
 public:
  /// All but `at_row` have to outlive it.
  RowReading(const rulebook::Vocabulary& vocabulary, const TablePlan& plan, const Limits& limits, const AtRow& at_row);

  /// Whether tests of a row hold; where a cell that decides cannot be read, nobody knows, and this is its refused value.
  struct Tested {
    bool holds = false;
    std::optional<Value> unreadable = std::nullopt;
  };

  /// Refused where nobody can read whether the row is such a record.
  [[nodiscard]] Value record(const Feed& feed, std::uint64_t row) const;
  /// What a row says of one attribute.
  [[nodiscard]] std::optional<Value> attribute(const Feed& feed, std::uint64_t row, rulebook::AttributeId attribute) const;
  [[nodiscard]] Tested tested(const std::vector<BoundTest>& tests, const Feed& feed, std::uint64_t row) const;
  /// The id that columns of a row make; nothing where one of them is null (`whole` false: where all are) or cannot be read. Lies
  /// in a cell or in `buffer`.
  [[nodiscard]] std::optional<std::string_view> key(std::size_t table, const Key& columns, std::uint64_t row, std::string& buffer,
                                                    bool whole = true) const;
  /// The refused value of a cell of such an id that cannot be read, if there is one.
  [[nodiscard]] std::optional<Value> unreadable_in_key(std::size_t table, const Key& columns, std::uint64_t row) const;
  /// Some row of the joined table has that key.
  [[nodiscard]] bool finds_row(const BoundJoin& join, std::string_view key) const;
  /// The refused part of a key, in a row of the joined table that may be the one that a row's key leads to: one that does not
  /// name another case.
  [[nodiscard]] std::optional<Value> hidden(const BoundJoin& join, std::size_t table, std::uint64_t row) const;
  /// The day in a column of a row.
  [[nodiscard]] std::optional<Date> day(const Feed& feed, Column column, std::uint64_t row) const;
  [[nodiscard]] const CellReading& cells() const { return cells_; }
  /// The last day of the return's year; nothing where no row says it so that it can be read, or rows say several.
  [[nodiscard]] const std::optional<Date>& reference_date() const { return reference_date_; }
  [[nodiscard]] const Diagnostics& warnings() const { return warnings_; }

 private:
  struct Said {
    std::optional<Value> value;
    bool something = false;  ///< some column of the row is not null
  };
  struct At {
    const Feed& feed;
    std::uint64_t row;
  };
  /// A cell, of the row or of one joined to it, and where it stands.
  struct Found {
    arrow::Cell cell;
    Span place;
    /// Why nobody can read what it says: the cell's refused value, or that of a key that may lead to another row; or several
    /// joined rows contradict one another.
    std::optional<Value> unreadable = std::nullopt;
    bool contradicted = false;  ///< that is why: what it says is not known, but that it says something
  };
  using HashedRow = std::pair<std::size_t, std::uint32_t>;
  struct JoinIndex {
    std::vector<HashedRow> rows;  ///< by the hash of their key
    bool unique = false;          ///< the key is the id of that table's records
    bool within_cases = false;    ///< the key names the parent of a row that names its case too: it leads to a row of that case
    /// Rows with parts of a key that cannot be read: a bit for each part that can, the hash of these, that of the row's case
    /// (nothing: the row does not say), and the first such row.
    std::map<std::tuple<std::uint64_t, std::size_t, std::optional<std::size_t>>, std::uint32_t> unreadable;
  };
  [[nodiscard]] Found find(At at, BoundColumn column) const;
  /// One column's part of a key: a day in the one way of writing days where keys of joins are days, else an id.
  [[nodiscard]] std::optional<std::string_view> part(std::size_t table, std::size_t column, std::uint64_t row,
                                                     std::string& buffer) const;
  [[nodiscard]] std::optional<Value> read(At at, const BoundSource& source, const rulebook::Attribute& attribute) const;
  void index_joins(const AtRow& at_row);
  void read_reference_date(std::size_t table, std::size_t column, const AtRow& at_row);
  /// Of many rows with one key leaves those that `find` can come to: of each column the first that says something, and the first
  /// that says something else. A filler that stands in every row for a key costs no more than a key of two rows.
  void thin(const BoundJoin& join, std::vector<HashedRow>& rows, const AtRow& at_row) const;
  /// The hash of some parts of a key, a bit for each; nothing where one of them is null or cannot be read.
  [[nodiscard]] std::optional<std::size_t> hash_of_parts(std::size_t table, const Key& columns, std::uint64_t row,
                                                         std::uint64_t parts) const;
  /// The hashes of all cases' ids, where tables have them as rows.
  void note_cases();
  /// The hash of the id of the case that a row names by itself; nothing where it names none that there is, or several.
  [[nodiscard]] std::optional<std::size_t> hash_of_case(std::size_t table, std::uint64_t row) const;
  [[nodiscard]] Tested tested(const BoundTest& test, const Feed& feed, std::uint64_t row) const;
  void fill(Value& object, const std::vector<BoundField>& fields, rulebook::EntityId entity, At at, bool& something) const;
  void add_id(Value& object, Column column, At at, bool& something) const;
  [[nodiscard]] Said field(const BoundField& field, const rulebook::Attribute& attribute, At at) const;
  [[nodiscard]] Said records(const BoundField& field, const rulebook::Attribute& attribute, At at) const;
  [[nodiscard]] Said spread(const BoundSource& source, const rulebook::Attribute& attribute, At at) const;

  const rulebook::Vocabulary& vocabulary_;
  const TablePlan& plan_;
  CellReading cells_;
  std::map<const BoundJoin*, JoinIndex> joins_;
  std::optional<std::unordered_set<std::size_t>> cases_;  ///< see note_cases; nothing: no key made it necessary
  std::optional<Date> reference_date_;
  Diagnostics warnings_;  ///< that the last day cannot be read
};

}  // namespace dutybound::input
