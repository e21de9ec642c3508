// Entities from the subject down: a row's parent is there before the row.
#include "input/join.hpp"

#include <algorithm>

#include "text/shown.hpp"

namespace dutybound::input {
namespace {

using rulebook::AttributeId;
using rulebook::EntityId;

IdIndex::Hash hash_of(std::string_view id) { return static_cast<IdIndex::Hash>(std::hash<std::string_view>{}(id)); }

}  // namespace

Joining::Joining(const rulebook::Vocabulary& vocabulary, const TablePlan& plan, const RowReading& rows, const AtRow& at_row)
    : vocabulary_(vocabulary), plan_(plan), rows_(rows), records_(vocabulary.entities.size()) {
  for (const auto& table : plan.tables) marks_.emplace_back(table->rows(), std::uint8_t{0});
  cases_from_links_ = plan.feeds_of[plan.mapping.subject].empty();
  if (cases_from_links_) {
    read_cases_from_links(at_row);
  } else {
    read_cases(at_row);
  }
  for (EntityId entity = 0; entity < records_.size(); ++entity) {
    if (entity != plan.mapping.subject && !plan.feeds_of[entity].empty()) read_children(entity, at_row);
  }
  for (EntityId entity = 0; entity < records_.size(); ++entity) {
    std::stable_sort(records_[entity].more.begin(), records_[entity].more.end(),
                     [](const Records::More& a, const Records::More& b) { return a.record < b.record; });
    if (entity != plan.mapping.subject) order(entity);
  }
  count();
  tell_of_alike_ids();
  tell_of_doubled_ids();
  tell_of_contradictions(at_row);
  tell_of_unmatched(at_row);
  tell_of_unlisted();
  alike_.clear();
  of_cases_.clear();
  starts_.clear();
  only_children_.clear();
  marks_.clear();
  for (EntityId entity = 0; entity < records_.size(); ++entity) {
    records_[entity].parent = {};
    if (entity != plan.mapping.subject) records_[entity].ids = {};
  }
}

void Joining::reserve(const Feed& feed) {
  Records& of = records_[feed.how->records];
  const std::size_t most = of.feed.size() + plan_.tables[feed.table]->rows();
  for (auto* const column : {&of.feed, &of.row, &of.parent}) column->reserve(most);
}

bool Joining::passes(const Feed& feed, std::uint64_t row) const {
  const RowReading::Tested when = rows_.tested(feed.when, feed, row);
  return when.holds || when.unreadable;  // it may be such a record: the case tells that nobody knows
}

std::optional<std::string_view> Joining::key_of(EntityId entity, RecordNumber record, std::string& buffer) const {
  const Records& of = records_[entity];
  if (of.feed[record] == nothing) return std::nullopt;
  const Feed& feed = plan_.feeds[of.feed[record]];
  const bool linked = entity == plan_.mapping.subject && cases_from_links_;
  return rows_.key(feed.table, linked ? feed.case_id : feed.id, of.row[record], buffer, false);
}

RecordNumber Joining::find(EntityId entity, std::string_view id_text) const {
  std::string buffer;
  return records_[entity].ids.find(hash_of(id_text),
                                   [&](RecordNumber record) { return key_of(entity, record, buffer) == id_text; });
}

RecordNumber Joining::find_case(std::string_view id) const { return find(plan_.mapping.subject, id); }

RecordNumber Joining::add(EntityId entity, std::size_t feed, std::uint64_t row, RecordNumber parent) {
  Records& of = records_[entity];
  of.feed.push_back(static_cast<std::uint32_t>(feed));
  of.row.push_back(static_cast<std::uint32_t>(row));
  of.parent.push_back(parent);
  return static_cast<RecordNumber>(of.feed.size() - 1);
}

void Joining::note_case_id(const Feed& feed, const Key& key, std::string_view id) {
  const arrow::Kind kind = plan_.tables[feed.table]->columns()[key.front()].kind;
  if (!integer_ids_ || (kind == arrow::Kind::integer && key.size() == 1)) return;
  const bool number = key.size() == 1 && (kind == arrow::Kind::digits || kind == arrow::Kind::real);
  integer_ids_ = number && id.size() < 19 && id.find_first_not_of("-0123456789") == std::string_view::npos;
}

void Joining::say(std::size_t table, std::uint64_t row, const Key& key, RecordNumber of_case, std::string_view value,
                  std::string_view code, std::string reason) {
  if (++said_[{table, code}] > most_errors) return;
  PlacedError error;
  error.table = plan_.tables[table]->name();
  error.row = row;
  if (!key.empty()) error.column = plan_.tables[table]->columns()[key.back()].name;
  std::string buffer;
  if (of_case != nothing) {
    if (const auto known = case_id(of_case, buffer)) error.case_id = std::string(*known);
  }
  error.error = {{}, text::cut(value), std::move(reason), std::string(code)};
  errors.push_back(std::move(error));
}

void Joining::read_cases(const AtRow& at_row) {
  const EntityId subject = plan_.mapping.subject;
  std::string buffer;
  for (const std::size_t f : plan_.feeds_of[subject]) {
    const Feed& feed = plan_.feeds[f];
    reserve(feed);
    for (std::uint64_t row = 0; row < plan_.tables[feed.table]->rows(); ++row) {
      at_row(row);
      if (!passes(feed, row)) continue;
      const auto known = rows_.key(feed.table, feed.id, row, buffer, false);
      if (!known && feed.how->repeats) {  // the row names a case and is none itself
        marks_[feed.table][row] |= orphan;
        say_without_id(feed, row, feed.id, "missing_id",
                       "The row has no id: it belongs to no `" + vocabulary_.entities[subject].name + "`.");
        continue;
      }
      marks_[feed.table][row] |= used;
      if (!known) {
        add(subject, f, row, 0);
        if (feed.id.empty()) continue;
        marks_[feed.table][row] |= without_id;
        say_without_id(feed, row, feed.id, "missing_id", "The row has no id: no other row can belong to it.");
        continue;
      }
      note_case_id(feed, feed.id, *known);
      const RecordNumber there = find(subject, *known);
      if (there != nothing && (feed.how->repeats || records_[subject].feed[there] != f)) {
        records_[subject].more.push_back({there, static_cast<std::uint32_t>(f), static_cast<std::uint32_t>(row)});
        continue;
      }
      const RecordNumber record = add(subject, f, row, 0);
      if (there == nothing) {
        records_[subject].ids.insert(hash_of(*known), record);
      } else {
        if (++doubled_.count == 1) doubled_.example = text::cut(*known);
        say(feed.table, row, feed.id, record, *known, "duplicate_id",
            "Row " + std::to_string(records_[subject].row[there]) +
                " of the table has the same id: both are cases, and rows of other tables belong to the first.");
      }
    }
  }
}

void Joining::read_cases_from_links(const AtRow& at_row) {
  const EntityId subject = plan_.mapping.subject;
  std::string buffer;
  for (std::size_t f = 0; f < plan_.feeds.size(); ++f) {
    const Feed& feed = plan_.feeds[f];
    if (feed.case_id.empty()) continue;
    for (std::uint64_t row = 0; row < plan_.tables[feed.table]->rows(); ++row) {
      at_row(row);
      if (!passes(feed, row)) continue;
      const auto known = rows_.key(feed.table, feed.case_id, row, buffer);
      if (!known) continue;
      note_case_id(feed, feed.case_id, *known);
      if (find(subject, *known) == nothing) records_[subject].ids.insert(hash_of(*known), add(subject, f, row, 0));
    }
  }
}

void Joining::read_children(EntityId entity, const AtRow& at_row) {
  std::string buffer;
  Records& of = records_[entity];
  for (const std::size_t f : plan_.feeds_of[entity]) {
    const Feed& feed = plan_.feeds[f];
    reserve(feed);
    std::unordered_map<RecordNumber, RecordNumber> of_parent;  // repeats without ids
    for (std::uint64_t row = 0; row < plan_.tables[feed.table]->rows(); ++row) {
      at_row(row);
      if (!passes(feed, row)) continue;
      const RecordNumber parent = parent_of(feed, row);
      if (parent == nothing) {
        marks_[feed.table][row] |= orphan;
        continue;
      }
      marks_[feed.table][row] |= used;
      const auto known = rows_.key(feed.table, feed.id, row, buffer, false);
      const bool nameless = !known && !rows_.unreadable_in_key(feed.table, feed.id, row);  // others without an id are the same
      RecordNumber there = known ? find(entity, *known) : nothing;
      if (feed.how->repeats) {
        if (nameless) {
          const auto found = of_parent.find(parent);
          there = found != of_parent.end() ? found->second : nothing;
        }
        if (there != nothing && of.parent[there] == parent) {
          of.more.push_back({there, static_cast<std::uint32_t>(f), static_cast<std::uint32_t>(row)});
          continue;
        }
      }
      const RecordNumber record = add(entity, f, row, parent);
      if (!known) {
        if (feed.how->repeats && nameless) of_parent.emplace(parent, record);
      } else if (there == nothing) {
        of.ids.insert(hash_of(*known), record);
      } else if (case_of(entity, there) != case_of(entity, record)) {  // within a case the case's own data errors tell of it
        say(feed.table, row, feed.id, case_of(entity, record), *known, "duplicate_id",
            "A record of another case has the same id: rows of other tables belong to that one.");
      }
    }
  }
}

RecordNumber Joining::case_of(EntityId entity, RecordNumber record) const {
  while (entity != plan_.mapping.subject) {
    record = records_[entity].parent[record];
    entity = vocabulary_.entities[entity].parent;
  }
  return record;
}

RecordNumber Joining::parent_of(const Feed& feed, std::uint64_t row) {
  const EntityId entity = vocabulary_.entities[feed.how->records].parent;
  const std::string& name = vocabulary_.entities[entity].name;
  std::string id_buffer;
  std::string case_buffer;
  const auto parent_id = rows_.key(feed.table, feed.parent_id, row, id_buffer);
  const auto case_text = rows_.key(feed.table, feed.case_id, row, case_buffer);
  const RecordNumber of_case = case_text ? find_case(*case_text) : nothing;
  if (parent_id || case_text) say_unreadable_links(feed, row, of_case);
  const RecordNumber parent = parent_id ? find(entity, *parent_id) : entity == plan_.mapping.subject ? of_case : nothing;
  if (parent != nothing) {
    const RecordNumber its_case = case_of(entity, parent);
    if (case_text && of_case != its_case) {
      say(feed.table, row, feed.case_id, its_case, *case_text, "other_case",
          "The `" + name + "` that it belongs to is of another case; the row went there.");
    }
    return parent;
  }
  const bool given = !plan_.feeds_of[entity].empty();
  const bool own = !vocabulary_.entities[feed.how->records].many && !parent_id;
  const auto note_unlinked = [&](RecordNumber in_case) {
    if (feed.parent_id.empty() || !given) return;
    using By = Unlinked::By;
    const By by = parent_id ? By::nowhere : rows_.unreadable_in_key(feed.table, feed.parent_id, row) ? By::unreadable : By::blank;
    const Unlinked unlinked{by, cell_place(feed.table, row, feed.parent_id.front())};
    const auto [found, added] = unlinked_.try_emplace({feed.how->records, in_case}, unlinked);
    if (!added && found->second.by < by) found->second = unlinked;
  };
  for (const auto& [above, columns] : feed.above) {
    std::string above_buffer;
    const auto above_id = rows_.key(feed.table, columns, row, above_buffer);
    const RecordNumber there = above_id ? find(above, *above_id) : nothing;
    if (there == nothing) continue;
    if (parent_id && given)
      say_orphan(feed, row, entity, *parent_id, case_of(above, there),
                 "; the row stands in its `" + vocabulary_.entities[above].name + "`.");
    note_unlinked(case_of(above, there));
    return named_blank(feed, row, entity, {above, there}, parent_id, own);
  }
  if (of_case == nothing) {
    const Key& key_columns = parent_id || feed.case_id.empty() ? feed.parent_id : feed.case_id;
    if (!parent_id && !case_text) {
      const Key& told_of = rows_.unreadable_in_key(feed.table, feed.parent_id, row) ? feed.parent_id : key_columns;
      if (!told_without_id(feed, row, told_of))
        say_without_id(feed, row, told_of, "orphan_row", "The row does not say to which `" + name + "` it belongs.");
    } else {
      say_orphan(feed, row, parent_id ? entity : plan_.mapping.subject, parent_id ? *parent_id : *case_text, nothing, ".");
    }
    return nothing;
  }
  if (parent_id && given) say_orphan(feed, row, entity, *parent_id, of_case, "; the row stands in its case.");
  // A link that cannot be read may lead to any of them, so that the latest is as good as another.
  const auto unreadable = parent_id ? std::nullopt : rows_.unreadable_in_key(feed.table, feed.parent_id, row);
  if (!feed.how->parent.latest.empty() && !unreadable && !parent_id) return latest(feed, row, entity, of_case);
  note_unlinked(of_case);
  return named_blank(feed, row, entity, {plan_.mapping.subject, of_case}, parent_id, own);
}

RecordNumber Joining::named_blank(const Feed& feed, std::uint64_t row, EntityId entity, Below below,
                                  std::optional<std::string_view> id, bool own) {
  const rulebook::Entity& declared = vocabulary_.entities[entity];
  if (!declared.many && declared.parent == below.entity) {  // there is one at most: it is the one that is meant
    const auto& there = only_children(entity);
    if (const auto found = there.find(below.record); found != there.end()) return found->second;
  }
  const RecordNumber record = blank(entity, below, id.value_or(""), own);
  if (id && feed.parent_id.size() == 1)
    named_.emplace(std::pair(entity, record),
                   Named{static_cast<std::uint32_t>(&feed - plan_.feeds.data()), static_cast<std::uint32_t>(row)});
  return record;
}

const std::unordered_map<RecordNumber, RecordNumber>& Joining::only_children(EntityId entity) {
  const auto [found, added] = only_children_.try_emplace(entity);
  if (added) {
    const Records& of = records_[entity];
    for (RecordNumber record = 0; record < of.parent.size(); ++record) found->second.emplace(of.parent[record], record);
  }
  return found->second;
}

const std::vector<std::vector<RecordNumber>>& Joining::of_cases(EntityId entity) {
  const auto [found, added] = of_cases_.try_emplace(entity);
  if (added) {
    found->second.resize(records_[plan_.mapping.subject].feed.size());
    for (RecordNumber record = 0; record < records_[entity].feed.size(); ++record)
      found->second[case_of(entity, record)].push_back(record);
  }
  return found->second;
}

RecordNumber Joining::blank(EntityId entity, Below below, std::string_view id, bool own) {
  std::tuple key(entity, below.entity, below.record, std::string(id));
  if (!own) {
    if (const auto there = blanks_.find(key); there != blanks_.end()) return there->second;
  }
  const rulebook::Entity& declared = vocabulary_.entities[entity];
  const RecordNumber parent = declared.parent == below.entity ? below.record : blank(declared.parent, below, {}, !declared.many);
  const RecordNumber record = add(entity, nothing, 0, parent);
  if (!own) blanks_.emplace(std::move(key), record);
  return record;
}

std::optional<Joining::Unlinked> Joining::unlinked(EntityId entity, RecordNumber of_case) const {
  const auto found = unlinked_.find({entity, of_case});
  return found != unlinked_.end() ? std::optional(found->second) : std::nullopt;
}

std::optional<Joining::Named> Joining::named(EntityId entity, RecordNumber record) const {
  const auto found = named_.find({entity, record});
  return found != named_.end() ? std::optional(found->second) : std::nullopt;
}

void Joining::order(EntityId entity) {
  const EntityId parent = vocabulary_.entities[entity].parent;
  if (parent == rulebook::no_entity) return;
  Records& of = records_[entity];
  of.first.assign(records_[parent].feed.size() + 1, 0);
  for (const RecordNumber above : of.parent) ++of.first[above + 1];
  for (std::size_t p = 1; p < of.first.size(); ++p) of.first[p] += of.first[p - 1];
  std::vector<std::uint32_t> next(of.first.begin(), of.first.end() - 1);
  of.order.resize(of.parent.size());
  for (RecordNumber record = 0; record < of.parent.size(); ++record) of.order[next[of.parent[record]]++] = record;
}

void Joining::count() {
  for (std::size_t t = 0; t < plan_.tables.size(); ++t) {
    const arrow::Table& table = *plan_.tables[t];
    TableCount count;
    count.table = table.name();
    count.rows = table.rows();
    const bool fed = std::any_of(plan_.feeds.begin(), plan_.feeds.end(), [&](const Feed& feed) { return feed.table == t; });
    for (const std::uint8_t mark : marks_[t]) {
      if ((mark & orphan) != 0) {  // also where another record of the same row has its place
        ++count.orphans;
      } else if ((mark & used) != 0 || (!fed && plan_.looked_up[t])) {
        ++count.used;
        if ((mark & without_id) != 0) ++count.without_id;
      } else {
        ++count.skipped;
      }
    }
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
      if (!plan_.used[t][c]) count.unused_columns.push_back(table.columns()[c].name);
    }
    counts.push_back(std::move(count));
  }
}

}  // namespace dutybound::input
