// Columns by the names that a mapping has for them. Entry: ColumnNames; doubled names are refused by refuse_doubled.
#include "input/column_names.hpp"

#include <map>

#include "text/diagnose.hpp"

namespace dutybound::input {

bool is_joined(const TableMapping& mapping, const std::string& table) {
  for (const MappedTable& mapped : mapping.tables) {
    for (const TableEntry& entry : mapped.entries) {
      for (const Join& join : entry.joins) {
        if (is_called(table, join.table)) return true;
      }
    }
  }
  return false;
}

void refuse_doubled(const std::vector<arrow::Type>& types, const std::string& whose, const std::string& what,
                    Diagnostics& diagnostics) {
  std::map<std::string_view, std::size_t> counts;
  for (const arrow::Type& type : types) {
    if (++counts[type.name] == 2)
      diagnostics.push_back(text::diagnose(text::Code::input_column_ambiguous, nullptr, {},
                                           whose + " several " + what + " `" + type.name + "`",
                                           "rename or take out all but one"));
    const arrow::Type* inner = &type;
    while (inner->kind == arrow::Kind::list && !inner->children.empty()) inner = &inner->children.front();
    if (inner->kind == arrow::Kind::record)
      refuse_doubled(inner->children, "the records in column `" + type.name + "` have", "members", diagnostics);
  }
}

bool is_called(const std::string& table, const std::string& name) {
  if (table == name || folded(table) == folded(name)) return true;
  const std::size_t dot = table.rfind('.');  // `dbo.ssd_person`
  return dot != std::string::npos && folded(table.substr(dot + 1)) == folded(name);
}

}  // namespace dutybound::input
