// Columns and tables by name, however the name is written.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include <dutybound/diagnostic.hpp>

#include "arrow/table.hpp"
#include "input/names.hpp"
#include "input/table_mapping.hpp"

namespace dutybound::input {

/// Whether rows of some table of the mapping find rows in a table of that name.
[[nodiscard]] bool is_joined(const TableMapping& mapping, const std::string& table);

/// The columns of one table by name.
class ColumnNames {
 public:
  explicit ColumnNames(const arrow::Table& table) : table_(table) {
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
      exact_[table.columns()[c].name].push_back(c);
      folded_[folded(table.columns()[c].name)].push_back(c);
    }
  }
  /// The columns of that very name, else those whose name differs only in how it is written.
  [[nodiscard]] const std::vector<std::size_t>& find(const std::string& name) const {
    static const std::vector<std::size_t> none;
    if (const auto found = exact_.find(name); found != exact_.end()) return found->second;
    const auto found = folded_.find(folded(name));
    return found != folded_.end() ? found->second : none;
  }
  /// There is a column for it, or for every part of it.
  [[nodiscard]] bool has(const ColumnRef& ref) const {
    const auto is_there = [&](const std::string& name) { return !find(name).empty(); };
    if (ref.parts.empty()) return std::any_of(ref.names.begin(), ref.names.end(), is_there);
    return std::all_of(ref.parts.begin(), ref.parts.end(), [&](const ColumnRef& part) { return has(part); });
  }
  [[nodiscard]] const arrow::Table& table() const { return table_; }

 private:
  const arrow::Table& table_;
  std::unordered_map<std::string, std::vector<std::size_t>> exact_, folded_;
};

/// Of two columns, or two members of a record, with one name nobody knows which is meant. `whose`: "table `x` has"; `what`:
/// "columns".
void refuse_doubled(const std::vector<arrow::Type>& types, const std::string& whose, const std::string& what,
                    Diagnostics& diagnostics);
/// Whether a mapping's name is that table's, with or without its schema (`dbo.ssd_person`).
[[nodiscard]] bool is_called(const std::string& table, const std::string& name);

}  // namespace dutybound::input
