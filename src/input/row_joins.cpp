// Rows of other tables that belong to a row, by their keys; and what of that cannot be read. The other half of RowReading.
#include <algorithm>

#include "input/row_record.hpp"

namespace dutybound::input {
namespace {

using arrow::Cell;

constexpr Fault contradicted{"contradicting_rows", "Several rows say it, and say different things."};
constexpr char between_parts = '\x1f';

std::size_t hash_of_key(std::string_view text) { return std::hash<std::string_view>{}(text); }

}  // namespace

void RowReading::index_joins(const AtRow& at_row) {
  std::string buffer;
  for (const Feed& feed : plan_.feeds) {
    for (const BoundJoin& join : feed.joins) {
      if (!join.table) continue;
      const std::size_t table = *join.table;
      JoinIndex& index = joins_[&join];
      index.unique = std::any_of(plan_.feeds.begin(), plan_.feeds.end(),
                                 [&](const Feed& other) { return other.table == table && other.id == join.theirs; });
      index.within_cases = std::any_of(plan_.feeds.begin(), plan_.feeds.end(), [&](const Feed& other) {
        return other.table == table && other.parent_id == join.theirs && !other.case_id.empty();
      });
      for (std::uint64_t row = 0; row < plan_.tables[table]->rows(); ++row) {
        at_row(row);
        const auto number = static_cast<std::uint32_t>(row);
        if (const auto text = key(table, join.theirs, row, buffer)) {
          index.rows.emplace_back(hash_of_key(*text), number);
          continue;
        }
        std::uint64_t parts = 0;
        bool reachable = !join.theirs.empty();  // a part that is null leaves no key to lead to the row
        for (std::size_t p = 0; p < join.theirs.size(); ++p) {
          if (part(table, join.theirs[p], row, buffer)) {
            parts |= std::uint64_t{1} << p;
          } else {
            reachable = reachable && cells_.unreadable(plan_.tables[table]->cell(join.theirs[p], row), {});
          }
        }
        if (!reachable) continue;
        if (index.within_cases && !cases_) note_cases();
        const auto of_case = index.within_cases ? hash_of_case(table, row) : std::nullopt;
        index.unreadable.emplace(std::tuple(parts, *hash_of_parts(table, join.theirs, row, parts), of_case), number);
      }
      std::sort(index.rows.begin(), index.rows.end());
      thin(join, index.rows, at_row);
    }
  }
}

std::optional<std::size_t> RowReading::hash_of_parts(std::size_t table, const Key& columns, std::uint64_t row,
                                                     std::uint64_t parts) const {
  std::string buffer;
  std::string text;
  for (std::size_t p = 0; p < columns.size(); ++p) {
    if ((parts >> p & 1U) == 0) continue;
    const auto one = part(table, columns[p], row, buffer);
    if (!one) return std::nullopt;
    text.append(*one) += between_parts;
  }
  return hash_of_key(text);
}

void RowReading::thin(const BoundJoin& join, std::vector<HashedRow>& rows, const AtRow& at_row) const {
  constexpr std::size_t few = 4;
  const arrow::Table& table = *plan_.tables[*join.table];
  struct Words {
    std::string first;
    bool differs = false;
    bool unreadable = false;
  };
  std::string buffer;
  auto kept = rows.begin();
  for (auto begin = rows.begin(), end = begin; begin != rows.end(); begin = end) {
    end = std::find_if(begin, rows.end(), [&](const HashedRow& row) { return row.first != begin->first; });
    if (static_cast<std::size_t>(end - begin) <= few) {
      for (auto row = begin; row != end; ++row) *kept++ = *row;
      continue;
    }
    std::map<std::string, std::vector<Words>, std::less<>> of_key;  // as a rule one
    for (auto row = begin; row != end; ++row) {
      at_row(row->second);
      const auto text = key(*join.table, join.theirs, row->second, buffer);
      auto found = of_key.find(*text);
      bool keep = found == of_key.end();
      if (keep) found = of_key.emplace(*text, std::vector<Words>(table.columns().size())).first;
      for (std::size_t c = 0; c < found->second.size(); ++c) {
        Words& words_of = found->second[c];
        if (words_of.differs || words_of.unreadable) continue;
        if (cells_.unreadable(table.cell(c, row->second), {})) {
          words_of.unreadable = keep = true;
          continue;
        }
        const auto words = cells_.something(table.cell(c, row->second), buffer);
        if (!words || *words == words_of.first) continue;
        words_of.differs = !words_of.first.empty();
        if (!words_of.differs) words_of.first = *words;
        keep = true;
      }
      if (keep) *kept++ = *row;
    }
  }
  rows.erase(kept, rows.end());
}

std::optional<std::string_view> RowReading::part(std::size_t table, std::size_t column, std::uint64_t row,
                                                 std::string& buffer) const {
  const Cell cell = plan_.tables[table]->cell(column, row);
  if (plan_.days[table][column]) {
    if (const auto day = cells_.day(cell)) {
      buffer = day->to_string();
      return buffer;
    }
  }
  return cells_.id(cell, buffer);
}

std::optional<std::string_view> RowReading::key(std::size_t table, const Key& columns, std::uint64_t row, std::string& buffer,
                                                bool whole) const {
  if (columns.empty()) return std::nullopt;
  const arrow::Table& rows = *plan_.tables[table];
  if (columns.size() == 1) return part(table, columns.front(), row, buffer);
  std::string text;
  bool any = false;
  for (const std::size_t column : columns) {
    const auto one = part(table, column, row, buffer);
    if (!one && (whole || cells_.unreadable(rows.cell(column, row), {}))) return std::nullopt;
    any = any || one;
    if (!text.empty() || column != columns.front()) text += between_parts;
    if (one) text += *one;
  }
  buffer = std::move(text);
  return any ? std::optional<std::string_view>(buffer) : std::nullopt;
}

std::optional<Value> RowReading::unreadable_in_key(std::size_t table, const Key& columns, std::uint64_t row) const {
  for (const std::size_t column : columns) {
    if (auto error = cells_.unreadable(plan_.tables[table]->cell(column, row), cell_place(table, row, column))) return error;
  }
  return std::nullopt;
}

bool RowReading::finds_row(const BoundJoin& join, std::string_view key_text) const {
  const auto& rows = joins_.at(&join).rows;
  const std::size_t hash = hash_of_key(key_text);
  std::string buffer;
  for (auto row = std::lower_bound(rows.begin(), rows.end(), std::make_pair(hash, std::uint32_t{0}));
       row != rows.end() && row->first == hash; ++row) {
    if (key(*join.table, join.theirs, row->second, buffer) == key_text) return true;
  }
  return false;
}

RowReading::Found RowReading::find(At at, BoundColumn column) const {
  if (column.join == 0) {
    const Cell cell = plan_.tables[at.feed.table]->cell(column.column, at.row);
    const Span place = cell_place(at.feed.table, at.row, column.column);
    return {cell, place, cells_.unreadable(cell, place)};
  }
  Found found{{}, cell_place(at.feed.table, at.row)};
  const BoundJoin& join = at.feed.joins[column.join - 1];
  std::string buffer;
  std::string other;
  std::string words;
  const auto ours = key(at.feed.table, join.ours, at.row, buffer);
  if (!ours) {
    const auto is_null = [&](std::size_t c) {
      const Cell part = plan_.tables[at.feed.table]->cell(c, at.row);
      return !cells_.id(part, other) && !cells_.unreadable(part, {});
    };
    if (std::none_of(join.ours.begin(), join.ours.end(), is_null))
      found.unreadable = unreadable_in_key(at.feed.table, join.ours, at.row);
    return found;
  }
  const JoinIndex& index = joins_.at(&join);
  const std::size_t hash = hash_of_key(*ours);
  bool there = false;
  bool said = false;
  for (auto row = std::lower_bound(index.rows.begin(), index.rows.end(), std::make_pair(hash, std::uint32_t{0}));
       row != index.rows.end() && row->first == hash; ++row) {
    if (key(*join.table, join.theirs, row->second, other) != ours) continue;
    there = true;
    const Cell cell = plan_.tables[*join.table]->cell(column.column, row->second);
    const Span place = cell_place(*join.table, row->second, column.column);
    if ((found.unreadable = cells_.unreadable(cell, place))) return found;
    const auto text = cells_.something(cell, other);
    if (!text) continue;
    if (!said) {
      found = {cell, place};
      words = std::string(*text);
      said = true;
    } else if (words != *text) {
      found.unreadable = refused(contradicted, words, found.place);
      found.contradicted = true;
      return found;
    }
  }
  if (!said && !(there && index.unique)) found.unreadable = hidden(join, at.feed.table, at.row);
  return found;
}

void RowReading::note_cases() {
  std::string buffer;
  cases_.emplace();
  for (const std::size_t f : plan_.feeds_of[plan_.mapping.subject]) {
    const Feed& feed = plan_.feeds[f];
    for (std::uint64_t row = 0; row < plan_.tables[feed.table]->rows(); ++row) {
      if (const auto id = key(feed.table, feed.id, row, buffer, false)) cases_->insert(hash_of_key(*id));
    }
  }
}

std::optional<std::size_t> RowReading::hash_of_case(std::size_t table, std::uint64_t row) const {
  std::optional<std::size_t> hash;
  std::string buffer;
  for (const Feed& feed : plan_.feeds) {
    if (feed.table != table) continue;
    const auto id = key(table, feed.how->records == plan_.mapping.subject ? feed.id : feed.case_id, row, buffer);
    if (!id) continue;
    const std::size_t named = hash_of_key(*id);
    const bool known = plan_.feeds_of[plan_.mapping.subject].empty() || cases_->count(named) != 0;
    if (!known || (hash && *hash != named)) return std::nullopt;
    hash = named;
  }
  return hash;
}

std::optional<Value> RowReading::hidden(const BoundJoin& join, std::size_t table, std::uint64_t row) const {
  const JoinIndex& index = joins_.at(&join);
  const auto& unreadable = index.unreadable;
  if (unreadable.empty()) return std::nullopt;
  const auto of_case = index.within_cases ? hash_of_case(table, row) : std::nullopt;
  for (auto group = unreadable.begin(); group != unreadable.end();) {
    const std::uint64_t parts = std::get<0>(group->first);
    if (const auto hash = hash_of_parts(table, join.ours, row, parts)) {
      auto found = unreadable.lower_bound({parts, *hash, std::nullopt});  // those that name no case come first
      if (of_case && found != unreadable.end() && std::get<2>(found->first)) found = unreadable.find({parts, *hash, of_case});
      if (found != unreadable.end() && std::get<0>(found->first) == parts && std::get<1>(found->first) == *hash)
        return unreadable_in_key(*join.table, join.theirs, found->second);
    }
    group = unreadable.lower_bound({parts + 1, 0, std::nullopt});  // the next parts that some row has
  }
  return std::nullopt;
}

}  // namespace dutybound::input
