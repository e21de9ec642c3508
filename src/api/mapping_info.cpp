// What the loaded mappings read, for those who fetch tables. Entry: Rulebook::mappings.
#include <algorithm>

#include "api/rulebook_body.hpp"

namespace dutybound {
namespace {

using input::CellField;
using input::CellSource;
using input::ColumnRef;
using input::Join;
using input::MappedTable;
using input::RowTest;
using input::TableEntry;
using input::TableMapping;

/// Collects columns of the tables of one mapping, each once.
class Columns {
 public:
  explicit Columns(const TableMapping& mapping) {
    for (const MappedTable& table : mapping.tables) tables_.push_back({table.name, table.names, {}});
    if (mapping.reference_date) add(table(mapping.reference_table), *mapping.reference_date);
    // Keys of all entries come before anything else, a table's own before those that joins look for.
    for (const auto pass : {&Columns::keys, &Columns::joins, &Columns::cells}) {
      for (std::size_t i = 0; i < mapping.tables.size(); ++i) {
        for (const TableEntry& entry : mapping.tables[i].entries) (this->*pass)(i, entry);
      }
    }
  }

  [[nodiscard]] std::vector<MappedTableInfo> take() { return std::move(tables_); }

 private:
  /// The place of a table, which is new where only a join or the reference date names it.
  std::size_t table(const std::string& name) {
    const auto named = [&](const MappedTableInfo& each) {
      return each.name == name || std::find(each.other_names.begin(), each.other_names.end(), name) != each.other_names.end();
    };
    const auto found = std::find_if(tables_.begin(), tables_.end(), named);
    if (found != tables_.end()) return static_cast<std::size_t>(found - tables_.begin());
    tables_.push_back({name, {}, {}});
    return tables_.size() - 1;
  }

  void add(std::size_t table, const ColumnRef& column) {
    for (const ColumnRef& part : column.parts) add(table, part);
    std::vector<std::string>& columns = tables_[table].columns;
    for (const std::string& name : column.names) {
      if (std::find(columns.begin(), columns.end(), name) == columns.end()) columns.push_back(name);
    }
  }

  void keys(std::size_t table, const TableEntry& entry) {
    if (entry.id) add(table, *entry.id);
    if (entry.parent.id) add(table, *entry.parent.id);
    for (const auto& [above, column] : entry.parent.above) add(table, column);
    if (entry.parent.of_case) add(table, *entry.parent.of_case);
    if (entry.parent.on_or_before) add(table, *entry.parent.on_or_before);
  }

  void joins(std::size_t table, const TableEntry& entry) {
    for (const Join& join : entry.joins) {
      const std::size_t other = this->table(join.table);
      for (const Join::Pair& pair : join.on) {
        add(other, pair.theirs);
        add(table, pair.ours);
      }
    }
  }

  /// A column of the row or of one that is joined to it.
  void cell(std::size_t table, const TableEntry& entry, const ColumnRef& column) {
    add(column.join == 0 ? table : this->table(entry.joins[column.join - 1].table), column);
  }

  void tests(std::size_t table, const TableEntry& entry, const std::vector<RowTest>& tests) {
    for (const RowTest& test : tests) {
      if (test.test == RowTest::Test::any)
        this->tests(table, entry, test.any);
      else
        cell(table, entry, test.column);
    }
  }

  void cells(std::size_t table, const TableEntry& entry) {
    tests(table, entry, entry.when);
    fields(table, entry, entry.fields);
  }

  void fields(std::size_t table, const TableEntry& entry, const std::vector<CellField>& fields) {
    for (const CellField& field : fields) {
      for (const CellSource& source : field.sources) {
        tests(table, entry, source.when);
        if (source.from) cell(table, entry, *source.from);
        if (source.id) cell(table, entry, *source.id);
        this->fields(table, entry, source.fields);
      }
    }
  }

  std::vector<MappedTableInfo> tables_;
};

}  // namespace

std::vector<MappingInfo> Rulebook::mappings() const {
  std::vector<MappingInfo> list;
  for (const input::Mapping& mapping : body().mappings.list)
    list.push_back({mapping.id, mapping.title, MappingFormat::cin_census, mapping.interpretation, {}, {}});
  for (const TableMapping& mapping : body().mappings.tables)
    list.push_back(
        {mapping.id, mapping.title, MappingFormat::tables, mapping.interpretation, Columns(mapping).take(), mapping.unused});
  std::sort(list.begin(), list.end(), [](const MappingInfo& a, const MappingInfo& b) { return a.id < b.id; });
  return list;
}

}  // namespace dutybound
