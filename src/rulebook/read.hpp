// Files of rules to the typed model. Entry: read. Every mistake of every file in one run.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <dutybound/limits.hpp>
#include <dutybound/result.hpp>

#include "rulebook/model.hpp"
#include "yaml/read.hpp"

namespace dutybound::rulebook {

/// The files to read: what they are is told by their first key (`vocabulary`, `calendar`, `rulebook`, `rules`, `mapping`,
/// `scenarios`, `provisions`, `document`). A file of `rules` belongs to the `rulebook` file of its folder. Mappings and scenarios
/// are other readers' and are passed over; of provisions and documents only the keys are checked.
struct Files {
  yaml::Documents documents;                   ///< sources' names are paths with `/`, relative to the root of the rules
  yaml::Documents layers;                      ///< the same, of local protocols: their folders are apart from the others
  std::map<std::string, std::int64_t> policy;  ///< values for policy parameters
  std::vector<Holiday> closures;               ///< local closure days for the calendar
};

/// Diagnostics begin with those of the documents.
[[nodiscard]] Result<RuleSet> read(const Files& files, const Limits& limits = {});

}  // namespace dutybound::rulebook
