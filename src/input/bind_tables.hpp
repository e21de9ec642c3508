// A mapping of tables together with the tables: which column every name of the mapping is. Entry: bind_tables.
// Joining the rows is join.cpp's, reading them row_record.cpp's.
#pragma once

#include <memory>

#include "arrow/table.hpp"
#include "input/table_mapping.hpp"

namespace dutybound::input {

using Column = std::optional<std::size_t>;  ///< index in the table; nothing: it has none of that name

struct BoundTest {
  const RowTest* how = nullptr;
  Column column;
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

/// Rows of one table as records of one entity.
struct Feed {
  std::size_t table = 0;
  const TableEntry* how = nullptr;
  Column id, parent_id, case_id, on_or_before;
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
  std::optional<std::size_t> reference_table;
  Column reference_column;
};

/// All mistakes in one run; null if there are errors.
[[nodiscard]] std::shared_ptr<const TablePlan> bind_tables(TableMapping mapping,
                                                           std::vector<std::shared_ptr<const arrow::Table>> tables,
                                                           const rulebook::Vocabulary& vocabulary, Diagnostics& diagnostics);

}  // namespace dutybound::input
