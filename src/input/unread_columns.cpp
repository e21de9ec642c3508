// Columns of a table against the names that its mapping has.
#include "input/unread_columns.hpp"

#include <algorithm>

#include "input/names.hpp"
#include "text/diagnose.hpp"

namespace dutybound::input {
namespace {

/// Names of columns that matter with joined rows only, whether or not the other table is given.
class JoinedColumns {
 public:
  explicit JoinedColumns(const TableMapping& mapping) {
    for (const MappedTable& table : mapping.tables) {
      for (const TableEntry& entry : table.entries) {
        for (const Join& join : entry.joins) {
          for (const Join::Pair& pair : join.on) {
            add(pair.ours);
            add(pair.theirs);
          }
        }
        add(entry.when);
        add(entry.fields);
      }
    }
  }
  [[nodiscard]] bool have(const std::string& name) const { return names_.count(folded(name)) != 0; }

 private:
  void add(const ColumnRef& ref) {
    for (const std::string& name : ref.names) names_.insert(folded(name));
  }
  void add(const std::vector<RowTest>& tests) {
    for (const RowTest& test : tests) {
      if (test.column.join != 0) add(test.column);
      add(test.any);
    }
  }
  void add(const std::vector<CellField>& fields) {
    for (const CellField& field : fields) {
      for (const CellSource& source : field.sources) {
        if (source.from && source.from->join != 0) add(*source.from);
        add(source.when);
        add(source.fields);
      }
    }
  }

  std::set<std::string> names_;
};

/// `column `a`` or `columns `a`, `b` and 7 more`.
std::string listed_columns(const std::vector<arrow::Type>& columns, const std::vector<bool>& which) {
  constexpr std::size_t most = 8;
  std::size_t count = 0;
  std::string names;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (!which[c] || ++count > most) continue;
    names += (count > 1 ? ", `" : "`") + columns[c].name + "`";
  }
  if (count > most) names += " and " + std::to_string(count - most) + " more";
  return (count == 1 ? "column " : "columns ") + names;
}

bool any_of(const std::vector<bool>& all) { return std::find(all.begin(), all.end(), true) != all.end(); }

bool has_name(const std::vector<std::string>& names, const std::string& name) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& each) { return folded(each) == folded(name); });
}

}  // namespace

void tell_of_unread_columns(const TablePlan& plan, const std::vector<std::optional<std::size_t>>& given,
                            const std::set<std::pair<std::size_t, std::string>>& told, Diagnostics& diagnostics) {
  const auto say = [&](text::Code code, std::string message, std::string hint = {}) {
    diagnostics.push_back(text::diagnose(code, nullptr, {}, std::move(message), std::move(hint)));
  };
  const JoinedColumns joined(plan.mapping);
  for (std::size_t t = 0; t < plan.tables.size(); ++t) {
    const auto mapped = std::find(given.begin(), given.end(), std::optional<std::size_t>(t));
    if (mapped == given.end()) continue;  // nothing but looked up
    const MappedTable& known = plan.mapping.tables[static_cast<std::size_t>(mapped - given.begin())];
    const std::string table = "table `" + plan.tables[t]->name() + "`";
    const std::vector<arrow::Type>& columns = plan.tables[t]->columns();
    if (columns.empty()) continue;  // nothing in it to know
    if (!any_of(plan.used[t])) {
      say(text::Code::input_columns_unknown,
          "no column of " + table + " is known: " + listed_columns(columns, std::vector<bool>(columns.size(), true)),
          "rename its columns, or leave the table out");
      continue;
    }
    std::vector<std::string_view> free;  // names of columns that the table might have and has not
    for (const std::string& name : known.columns) {
      const bool there = std::any_of(columns.begin(), columns.end(),
                                     [&](const arrow::Type& column) { return folded(column.name) == folded(name); });
      if (!there) free.push_back(name);
    }
    std::vector<bool> unread(columns.size());
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const std::string& name = columns[c].name;
      unread[c] = !plan.used[t][c] && told.count({t, name}) == 0 && !joined.have(name) && !has_name(known.unused, name);
      const std::string_view near = unread[c] ? text::nearest(name, free) : std::string_view();
      if (near.empty()) continue;
      unread[c] = false;
      say(text::Code::input_column_unread,
          "nothing reads column `" + name + "` of " + table + "; nearest: `" + std::string(near) + "`");
    }
    if (any_of(unread)) say(text::Code::input_column_unread, "nothing reads " + listed_columns(columns, unread) + " of " + table);
  }
}

}  // namespace dutybound::input
