// Rulebooks as a web site for people to read: nothing but files, no network, readable from a disk and on paper. Entry: to_site.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/rulebook.hpp>
#include <dutybound/scenario.hpp>

namespace dutybound::report {

/// A file of a site.
struct SiteFile {
  std::string path;  ///< below the site's folder, with `/`
  std::string text;
};

/// The page that a reader opens first.
inline constexpr const char* site_index = "index.html";

/// Every loaded rulebook: contents, a page for each rule (`rules/ID.html`), facts, numbers, readings, advisories, working days.
/// `examples` are shown as worked examples on the pages of the rules that they are about (ScenarioOptions::keep_runs). The same
/// rules and examples give the same bytes.
[[nodiscard]] DUTYBOUND_API std::vector<SiteFile> to_site(const Rulebook& rulebook,
                                                          const std::vector<ScenarioRun>& examples = {});

/// Whether a text is a page of a site that to_site wrote, so that it may be written over.
[[nodiscard]] DUTYBOUND_API bool is_site_page(std::string_view text);

}  // namespace dutybound::report
