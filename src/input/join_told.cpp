// What joining leaves open, in warnings: ids of several records, rows that contradict one another, rows of joins that meet none.
#include <algorithm>
#include <set>
#include <unordered_set>

#include "input/join.hpp"
#include "text/diagnose.hpp"
#include "text/shown.hpp"

namespace dutybound::input {
namespace {

using rulebook::EntityId;
using text::Code;

bool is_day(const Value& value) { return value.kind == ValueKind::day || value.kind == ValueKind::moment; }

/// Days by their paths: those that a record says, and the first path of which rows before it say another.
class Days {
 public:
  void add(const Value& record, const std::string& path) {
    for (const Member& member : record.members) {
      const std::string below = path + "." + member.key;
      if (!is_day(member.value)) {
        add(member.value, below);
        continue;
      }
      const std::pair said(member.value.kind, member.value.count);
      const auto [first, added] = said_.emplace(std::pair(below, said.first), said.second);
      if (!added && first->second != said.second && differing.empty()) differing = below;
    }
  }

  std::string differing;

 private:
  std::map<std::pair<std::string, ValueKind>, std::int64_t> said_;
};

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

/// "`A`" or "`A`, `B`".
std::string column_names(const arrow::Table& table, const Key& key) {
  std::string text;
  for (const std::size_t column : key) text += (text.empty() ? "`" : ", `") + table.columns()[column].name + "`";
  return text;
}

}  // namespace

void Joining::say_unreadable(std::size_t table, std::uint64_t row, const Value& cell, RecordNumber of_case, std::string_view so) {
  std::string reason(cell.fault->reason);
  if (!so.empty()) reason.append(" ").append(so);
  say(table, row, {*place_of(cell.span)->column}, of_case, cell.text, cell.fault->code, std::move(reason));
}

void Joining::say_without_id(const Feed& feed, std::uint64_t row, const Key& key, std::string_view code, std::string reason) {
  if (const auto cell = rows_.unreadable_in_key(feed.table, key, row))
    return say_unreadable(feed.table, row, *cell, nothing, reason);
  say(feed.table, row, key, nothing, {}, code, std::move(reason));
}

void Joining::say_unreadable_links(const Feed& feed, std::uint64_t row, RecordNumber of_case) {
  const auto tell = [&](const Key& link) {
    if (const auto cell = rows_.unreadable_in_key(feed.table, link, row)) say_unreadable(feed.table, row, *cell, of_case, {});
  };
  tell(feed.parent_id);
  tell(feed.case_id);
  for (const auto& [above, columns] : feed.above) tell(columns);
}

bool Joining::told_without_id(const Feed& feed, std::uint64_t row, const Key& key) const {
  if ((marks_[feed.table][row] & orphan) == 0) return false;
  const auto& cases = plan_.feeds_of[plan_.mapping.subject];
  return std::any_of(cases.begin(), cases.end(), [&](std::size_t f) {
    return plan_.feeds[f].table == feed.table && plan_.feeds[f].how->repeats && plan_.feeds[f].id == key;
  });
}

void Joining::tell_of_doubled_ids() {
  if (doubled_.count == 0) return;
  warnings.push_back(text::diagnose(Code::input_ids_repeated, nullptr, {},
                                    counted(doubled_.count, "row has", "rows have") + " the id of an earlier `" +
                                        vocabulary_.entities[plan_.mapping.subject].name + "`, such as `" + doubled_.example +
                                        "`: each stays by itself, and rows of other tables belong to the first",
                                    "give each an id of its own, or take the row out that is there twice"));
}

void Joining::tell_of_contradictions(const AtRow& at_row) {
  for (EntityId entity = 0; entity < records_.size(); ++entity) {
    const std::string& name = vocabulary_.entities[entity].name;
    const Records& of = records_[entity];
    std::size_t count = 0;
    std::string example;
    for (std::size_t begin = 0, end = 0; begin < of.more.size(); begin = end) {
      const RecordNumber record = of.more[begin].record;
      Days days;
      days.add(rows_.record(plan_.feeds[of.feed[record]], of.row[record]), name);
      for (; end < of.more.size() && of.more[end].record == record; ++end) {
        at_row(of.more[end].row);
        if (days.differing.empty()) days.add(rows_.record(plan_.feeds[of.more[end].feed], of.more[end].row), name);
      }
      if (days.differing.empty() || ++count > 1) continue;
      std::string buffer;
      const auto id = key_of(entity, record, buffer);
      example = "`" + days.differing + "`" + (id ? " of `" + text::cut(*id) + "`" : "");
    }
    if (count == 0) continue;
    warnings.push_back(
        text::diagnose(Code::input_rows_contradict, nullptr, {},
                       counted(count, "id of `", "ids of `") + name + (count == 1 ? "` has" : "` have") +
                           " rows that give different days for the same thing, of which the first counts: " + example,
                       "see whether two records have one id"));
  }
}

/// A key that leads to no row is told where the other table says whose rows it holds; rows that no key leads to, where all that
/// is read of them is read through the join. Feeds of one table that join another in the same way are told of together.
void Joining::tell_of_unmatched(const AtRow& at_row) {
  struct Way {
    const BoundJoin* join;
    std::vector<const Feed*> feeds;
  };
  std::map<std::tuple<std::size_t, Key, std::size_t, Key>, Way> ways;
  for (const Feed& feed : plan_.feeds) {
    for (const BoundJoin& join : feed.joins) {
      if (!join.table || join.ours.empty() || join.ours.size() != join.theirs.size()) continue;
      Way& way = ways[{feed.table, join.ours, *join.table, join.theirs}];
      way.join = &join;
      way.feeds.push_back(&feed);
    }
  }
  const auto tell = [&](const std::string& rows, const std::string& of, const std::string& what) {
    warnings.push_back(text::diagnose(Code::input_rows_unmatched, nullptr, {}, rows + " " + of + ": " + what,
                                      "see whether the ids and days are written in one way"));
  };
  std::string buffer;
  std::set<std::pair<std::size_t, Key>> told;
  for (const auto& [of, way] : ways) {
    const arrow::Table& ours = *plan_.tables[std::get<0>(of)];
    const BoundJoin& join = *way.join;
    const arrow::Table& theirs = *plan_.tables[*join.table];
    bool by_id = true;       // ...of a record of that table, or of a look-up
    bool only_cases = true;  // nothing but the case is made of its rows
    bool looked_up = true;   // nothing at all is
    bool own_keys = false;   // its rows tell of what they are called, and of where they belong, themselves
    for (const Feed& other : plan_.feeds) {
      if (other.table != *join.table) continue;
      looked_up = false;
      own_keys = own_keys || other.id == join.theirs || other.parent_id == join.theirs || other.case_id == join.theirs;
      by_id = by_id && other.id == join.theirs;
      only_cases = only_cases && other.how->records == plan_.mapping.subject;
    }
    if (!own_keys && told.emplace(*join.table, join.theirs).second) tell_of_unreadable_keys(join, at_row);
    std::size_t lost = 0;
    std::unordered_set<std::string> keys;
    for (std::uint64_t row = 0; row < ours.rows(); ++row) {
      at_row(row);
      if (std::none_of(way.feeds.begin(), way.feeds.end(), [&](const Feed* feed) { return passes(*feed, row); })) continue;
      const auto key = rows_.key(std::get<0>(of), join.ours, row, buffer);
      if (!key) continue;
      if (by_id && !rows_.finds_row(join, *key) && !rows_.hidden(join, std::get<0>(of), row)) ++lost;
      if (only_cases && !looked_up) keys.emplace(*key);
    }
    if (lost != 0)
      tell(counted(lost, "row", "rows") + " of table `" + ours.name() + "`" + (lost == 1 ? " names" : " name"),
           "in " + column_names(ours, join.ours) + " what is in no row of table `" + theirs.name() + "`",
           "what that table would tell is taken as blank");
    if (!only_cases || looked_up) continue;
    std::size_t unmet = 0;
    for (std::uint64_t row = 0; row < theirs.rows(); ++row) {
      at_row(row);
      const auto key = rows_.key(*join.table, join.theirs, row, buffer);
      if (!key || keys.find(std::string(*key)) == keys.end()) ++unmet;
    }
    if (unmet != 0)
      tell(std::to_string(unmet) + " of " + counted(theirs.rows(), "row", "rows") + " of table `" + theirs.name() + "`" +
               (unmet == 1 ? " matches" : " match"),
           "no row of table `" + ours.name() + "` by " + column_names(theirs, join.theirs),
           "what `" + ours.name() + "` takes from such rows took no part");
  }
}

void Joining::tell_of_unreadable_keys(const BoundJoin& join, const AtRow& at_row) {
  for (std::uint64_t row = 0; row < plan_.tables[*join.table]->rows(); ++row) {
    at_row(row);
    if (const auto cell = rows_.unreadable_in_key(*join.table, join.theirs, row))
      say_unreadable(*join.table, row, *cell, nothing, "Rows of other tables find what stands here by it.");
  }
}

/// Errors are listed up to a number; the rest are counted in one line.
void Joining::tell_of_unlisted() {
  for (const auto& [of, count] : said_) {
    if (count <= most_errors) continue;
    PlacedError error;
    error.table = plan_.tables[of.first]->name();
    error.error = {{},
                   std::to_string(count - most_errors),
                   "So many more rows of the table have this error; those before are listed.",
                   std::string(of.second)};
    errors.push_back(std::move(error));
  }
}

}  // namespace dutybound::input
