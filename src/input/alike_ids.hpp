// Ids that are likely to be one. Entries: warn_alike, which every way in says it by; check_ids of case.hpp.
#pragma once

#include <string>
#include <string_view>

#include <dutybound/diagnostic.hpp>

namespace dutybound::input {

/// `count`: ids of that entity that differ from another only as alike_id passes over.
[[nodiscard]] Diagnostic warn_alike(std::string_view entity, std::size_t count, const std::string& example);

}  // namespace dutybound::input
