// A mapping of tables together with the tables: which column every name of the mapping is. Entry: bind_tables.
// Joining the rows is join.cpp's, reading them row_record.cpp's.
#pragma once

#include <memory>

#include "arrow/table.hpp"
#include "input/table_mapping.hpp"

namespace dutybound::input {

/// A column of the row's own table, or of a table joined to it.
struct BoundColumn {
  std::size_t column = 0;
  std::size_t join = 0;  ///< number of the feed's join, from 1; 0: the row's own
};
using Column = std::optional<BoundColumn>;  ///< nothing: there is none of that name
/// Columns of the row that are an id together; none: there is no id.
using Key = std::vector<std::size_t>;

struct BoundTest {
  const RowTest* how = nullptr;
  Column column;
  std::vector<BoundTest> any = {};
};

struct BoundField;

/// A source that the table can give something for.
struct BoundSource {
  const CellSource* how = nullptr;
  std::vector<BoundTest> when;
  Column column;
  Column id;
  std::vector<BoundField> fields;
  bool reads_columns = false;  ///< spread: some column of the row says whether there is such a record
};

struct BoundField {
  rulebook::AttributeId attribute = 0;
  std::vector<BoundSource> sources;
};

/// Rows of another table that belong to a row: those whose key is the row's.
struct BoundJoin {
  std::optional<std::size_t> table;  ///< nothing: it is not given
  Key theirs, ours;
};

/// Rows of one table as records of one entity.
struct Feed {
  std::size_t table = 0;
  const TableEntry* how = nullptr;
  std::vector<BoundJoin> joins;
  Key id, parent_id, case_id;
  std::vector<std::pair<rulebook::EntityId, Key>> above;  ///< ids of records above the parent
  Column on_or_before;
  std::vector<BoundTest> when;
  std::vector<BoundField> fields;
  /// `absent_if`, by the feed of the parent's row.
  std::map<std::size_t, std::vector<BoundTest>> absent_if;
};

struct TablePlan {
  TableMapping mapping;  ///< what the pointers of this lead into
  std::vector<std::shared_ptr<const arrow::Table>> tables;
  std::vector<Feed> feeds;
  std::vector<std::vector<std::size_t>> feeds_of;  ///< by entity, in the mapping's order
  std::vector<bool> not_given;                     ///< by entity: some table of it is not there
  std::vector<std::vector<bool>> used;             ///< by table and column
  std::vector<std::vector<bool>> days;             ///< by table and column: keys of joins that are days
  std::vector<bool> looked_up;                     ///< by table: other rows' joins, or the reference date, are found in it
  std::optional<std::size_t> reference_table;
  Column reference_column;
};

/// All mistakes in one run; null if there are errors.
[[nodiscard]] std::shared_ptr<const TablePlan> bind_tables(TableMapping mapping,
                                                           std::vector<std::shared_ptr<const arrow::Table>> tables,
                                                           const rulebook::Vocabulary& vocabulary, Diagnostics& diagnostics);

}  // namespace dutybound::input
