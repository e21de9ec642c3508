// All pages of the site. Entry: to_site.
#include "report/site/frame.hpp"
#include "report/site/pages.hpp"
#include "report/site/rule_page.hpp"

namespace dutybound::report {

std::vector<SiteFile> to_site(const Rulebook& rulebook, const std::vector<ScenarioRun>& examples) {
  using namespace site;
  const Contents contents(rulebook, examples);
  std::vector<SiteFile> files;
  const auto add = [&](const std::string& path, const std::string& title, const std::string& body) {
    files.push_back({path, frame(contents, "", path, title, body)});
  };
  add(site_index, "Safeguarding rulebooks", index_body(contents));
  add("facts.html", "Facts", facts_body(contents));
  add("parameters.html", "Numbers", parameters_body(contents));
  add("readings.html", "Readings", readings_body(contents));
  add("advisories.html", "Advisories", advisories_body(contents));
  add("calendar.html", "Working days", calendar_body(contents));
  files.push_back({"style.css", std::string(style_sheet())});
  files.push_back({"search.js", search_script(contents)});
  for (std::size_t n = 0; n < contents.rules.size(); ++n) {
    const RuleEntry& rule = contents.rules[n];
    const RuleEntry* before = n > 0 ? &contents.rules[n - 1] : nullptr;
    const RuleEntry* after = n + 1 < contents.rules.size() ? &contents.rules[n + 1] : nullptr;
    const std::string path = rule_page(rule.id);
    files.push_back({path, frame(contents, "../", path, rule.versions.front()->title, rule_body(contents, rule, before, after))});
  }
  return files;
}

}  // namespace dutybound::report
