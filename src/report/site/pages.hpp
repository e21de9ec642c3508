// The pages that are not about one rule. Each gives its content; frame puts it into a page.
#pragma once

#include <string>

#include "report/site/contents.hpp"

namespace dutybound::report::site {

/// What is here, by rulebook and chapter and by actor, and the search.
[[nodiscard]] std::string index_body(const Contents& contents);
/// Every fact of the vocabulary, its names in the data sets, and who reads it.
[[nodiscard]] std::string facts_body(const Contents& contents);
[[nodiscard]] std::string parameters_body(const Contents& contents);
[[nodiscard]] std::string readings_body(const Contents& contents);
[[nodiscard]] std::string advisories_body(const Contents& contents);
[[nodiscard]] std::string calendar_body(const Contents& contents);

}  // namespace dutybound::report::site
