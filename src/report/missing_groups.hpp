// Undecided findings by what they lack. Entry: MissingGroups. Holds the words of each group once.
#pragma once

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace dutybound::report {

/// Findings that lack the same, by their places in the assessment.
struct MissingGroup {
  const std::string* missing = nullptr;  ///< missing_words
  std::vector<std::size_t> members;
};

class MissingGroups {
 public:
  void add(std::string missing, std::size_t finding) {
    const auto [place, added] = known_.try_emplace(std::move(missing), groups_.size());
    if (added) groups_.push_back({&place->first, {}});
    groups_[place->second].members.push_back(finding);
  }
  /// The rest as they came.
  [[nodiscard]] std::vector<const MissingGroup*> largest_first() const {
    std::vector<const MissingGroup*> sorted;
    for (const MissingGroup& group : groups_) sorted.push_back(&group);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const MissingGroup* a, const MissingGroup* b) { return a->members.size() > b->members.size(); });
    return sorted;
  }

 private:
  std::unordered_map<std::string, std::size_t> known_;
  std::vector<MissingGroup> groups_;
};

}  // namespace dutybound::report
