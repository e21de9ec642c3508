// Ids of rows that lead nowhere, and ids that are nearly those of other records.
#include <algorithm>
#include <set>

#include "input/join.hpp"
#include "input/names.hpp"
#include "text/diagnose.hpp"

namespace dutybound::input {

using rulebook::EntityId;

void Joining::say_orphan(const Feed& feed, std::uint64_t row, EntityId entity, std::string_view id, RecordNumber of_case,
                         const std::string& end) {
  const std::string like = alike(entity, id);
  if (!like.empty()) {
    auto& [count, example] = alike_links_[entity];
    if (++count == 1) example = "`" + std::string(id.substr(0, 80)) + "` and `" + like + "`";
  }
  const Key& columns = entity == plan_.mapping.subject && !feed.case_id.empty() ? feed.case_id : feed.parent_id;
  say(feed, row, columns, of_case, id, "orphan_row",
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
    if (known && *known != id && alike_id(*known) == plain) return std::string(known->substr(0, 80));
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
      if (++count == 1) example = "`" + one.substr(0, 80) + "` and `" + std::string(other->substr(0, 80)) + "`";
    }
    if (count == 0) continue;
    warnings.push_back(text::diagnose(
        text::Code::input_ids_alike, nullptr, {},
        std::to_string(count) + (count == 1 ? " id" : " ids") + " of `" + vocabulary_.entities[entity].name +
            (count == 1 ? "` differs" : "` differ") + " from another only in capitals, leading zeros or white space, and " +
            (count == 1 ? "is taken as an id of its own: " : "are taken as ids of their own: ") + example,
        "write the ids of one record in one way"));
  }
}

}  // namespace dutybound::input
