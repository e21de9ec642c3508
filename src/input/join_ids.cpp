// The index of ids, ids of rows that lead nowhere, and ids that are nearly those of other records.
#include <algorithm>
#include <set>

#include "input/alike_ids.hpp"
#include "input/join.hpp"
#include "input/names.hpp"
#include "text/shown.hpp"

namespace dutybound::input {

using rulebook::EntityId;

void IdIndex::put(Slot slot) {
  std::size_t at = slot.hash & (slots_.size() - 1);
  while (slots_[at].record != nothing) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = slot;
}

void IdIndex::insert(Hash hash, RecordNumber record) {
  if (++count_ * 4 > slots_.size() * 3) {
    std::vector<Slot> old(std::max<std::size_t>(16, slots_.size() * 2));
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.record != nothing) put(slot);
    }
  }
  put({hash, record});
}

void Joining::say_orphan(const Feed& feed, std::uint64_t row, EntityId entity, std::string_view id, RecordNumber of_case,
                         const std::string& end) {
  const std::string like = alike(entity, id);
  if (!like.empty()) {
    auto& [count, example] = alike_links_[entity];
    if (++count == 1) example = "`" + text::cut(id) + "` and `" + like + "`";
  }
  const Key& columns = entity == plan_.mapping.subject && !feed.case_id.empty() ? feed.case_id : feed.parent_id;
  say(feed.table, row, columns, of_case, id, "orphan_row",
      "No `" + vocabulary_.entities[entity].name + "` has that id" +
          (like.empty() ? "" : "; `" + like + "` differs only in capitals, leading zeros or white space") + end);
}

std::string Joining::alike(EntityId entity, std::string_view id) {
  const auto [found, added] = alike_.try_emplace(entity);
  std::vector<std::pair<std::size_t, RecordNumber>>& all = found->second;
  std::string buffer;
  if (added) {
    for (RecordNumber record = 0; record < records_[entity].feed.size(); ++record) {
      if (const auto known = key_of(entity, record, buffer)) all.emplace_back(std::hash<std::string>{}(alike_id(*known)), record);
    }
    std::sort(all.begin(), all.end());
  }
  const std::string plain = alike_id(id);
  const std::size_t hash = std::hash<std::string>{}(plain);
  for (auto at = std::lower_bound(all.begin(), all.end(), std::make_pair(hash, RecordNumber{0}));
       at != all.end() && at->first == hash; ++at) {
    const auto known = key_of(entity, at->second, buffer);
    if (known && *known != id && alike_id(*known) == plain) return text::cut(*known);
  }
  return {};
}

/// Of the subject's ids, and of those by which rows are joined.
void Joining::tell_of_alike_ids() {
  std::set<EntityId> entities{plan_.mapping.subject};
  for (const Feed& feed : plan_.feeds) {
    if (!feed.parent_id.empty()) entities.insert(vocabulary_.entities[feed.how->records].parent);
  }
  std::string buffer;
  for (const EntityId entity : entities) {
    auto [count, example] = alike_links_[entity];
    static_cast<void>(alike(entity, {}));  // makes the index
    const auto& all = alike_[entity];
    for (std::size_t i = 1; i < all.size(); ++i) {
      if (all[i].first != all[i - 1].first) continue;
      const std::string one(key_of(entity, all[i - 1].second, buffer).value_or(""));
      const auto other = key_of(entity, all[i].second, buffer);
      if (!other || *other == one || alike_id(*other) != alike_id(one)) continue;
      if (++count == 1) example = "`" + text::cut(one) + "` and `" + text::cut(*other) + "`";
    }
    if (count == 0) continue;
    warnings.push_back(warn_alike(vocabulary_.entities[entity].name, count, example));
  }
}

}  // namespace dutybound::input
