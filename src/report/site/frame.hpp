// What every page has: head, skip link, navigation, landmarks, footer. Entry: frame.
#pragma once

#include <string>
#include <string_view>

#include "report/site/contents.hpp"
#include "report/site/html.hpp"

namespace dutybound::report::site {

/// `body` inside a whole page. `root` leads from the page to the site's folder: empty or `../`. `here` is the page's own path.
[[nodiscard]] std::string frame(const Contents& contents, const std::string& root, std::string_view here, std::string_view title,
                                std::string_view body);

/// The style sheet, and the script of the search (whose index is added by search_script).
[[nodiscard]] std::string_view style_sheet();
[[nodiscard]] std::string search_script(const Contents& contents);

}  // namespace dutybound::report::site
