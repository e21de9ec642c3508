// Files of provisions and documents to a Catalogue. Entry: read_catalogue.
#pragma once

#include <vector>

#include <dutybound/limits.hpp>
#include <dutybound/result.hpp>
#include <dutybound/rulebook.hpp>

#include "catalogue/model.hpp"

namespace dutybound::catalogue {

/// Of those files whose first key is `provisions` or `document`, every mistake at once. Fails where there is no provision.
[[nodiscard]] Result<Catalogue> read_catalogue(const std::vector<RuleFile>& files, const Limits& limits);

}  // namespace dutybound::catalogue
