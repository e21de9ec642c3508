// The site of a small rulebook: what its pages say, and that nothing a rule's author wrote can become markup.
#include <algorithm>

#include <dutybound/documentation.hpp>

#include "report/site/html.hpp"
#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;
using namespace std::literals;

namespace {

const char* const scenarios = R"(scenarios: small-2024
list:
  - name: Decided a day late
    as_at: 2024-05-01
    case: {child: {date_of_birth: 2015-01-01}, episodes: [{received_at: 2024-03-28, decided_at: 2024-04-23, excuse: false}]}
    expect:
      - {rule: decide, status: met_late, due: 2024-04-22}
  - name: Which visits are due depends on local policy
    as_at: 2024-05-01
    policy: {visit-interval: 10}
    case: {episodes: [{received_at: 2024-04-20, visits: []}]}
    expect:
      - {rule: visit, status: overdue}
)";

using Site = std::map<std::string, std::string>;

Site site_of(const std::vector<RuleFile>& files, const std::string& examples = scenarios) {
  const Rulebook rulebook = load(files);
  const auto played = run_scenarios(rulebook, {{"small.scenarios.yaml", examples}}, ScenarioOptions{true});
  INFO(list(played.diagnostics()));
  REQUIRE(played.ok());
  CHECK(played.value().failures.empty());
  Site site;
  for (const report::SiteFile& file : report::to_site(rulebook, played.value().runs)) {
    CHECK(site.emplace(file.path, file.text).second);
  }
  return site;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t number = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++number;
  return number;
}

}  // namespace

TEST_CASE("text is escaped and names are made safe", "[site]") {
  using namespace report::site;
  CHECK(escape("a < b & \"c\" > 'd'") == "a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;");
  CHECK(escape("a\x01\x7f\n\xc3\xa9"s) == "a??\n\xc3\xa9");
  CHECK(safe_name("wt23-icpc_15.wd") == "wt23-icpc_15.wd");
  CHECK(safe_name("../a b<") == "~2e.~2fa~20b~3c");
  CHECK(safe_name("a~20") != safe_name("a "));
  Html html;
  html.open("p", {{"class", "a\"b"}, {"hidden", ""}}).text("x<y").open("ul").element("li", "1 & 2");
  CHECK(html.take() == "<p class=\"a&quot;b\" hidden>x&lt;y<ul><li>1 &amp; 2</li>\n</ul>\n</p>\n");
}

TEST_CASE("a site has a page for each rule and each kind of thing", "[site]") {
  const Site site = site_of(small_files());
  std::vector<std::string> paths;
  for (const auto& [path, text] : site) paths.push_back(path);
  CHECK(paths == std::vector<std::string>{"advisories.html", "calendar.html", "facts.html", "index.html", "parameters.html",
                                          "readings.html", "rules/culture.html", "rules/decide.html", "rules/need.html",
                                          "rules/published.html", "rules/release.html", "rules/visit.html", "search.js",
                                          "style.css"});
  for (const auto& [path, text] : site) {
    if (path.find(".html") == std::string::npos) continue;
    INFO(path);
    CHECK(report::is_site_page(text));
    CHECK(times(text, "<h1>") == 1);
    CHECK(times(text, "<main ") == 1);
    CHECK(has(text, "<html lang=\"en-GB\">"));
    CHECK_FALSE(has(text, "\"http:"));
  }
  CHECK_FALSE(report::is_site_page("<!DOCTYPE html><html><head><title>Mine</title></head></html>"));
}

TEST_CASE("a duty's page tells all that its rule says", "[site]") {
  const std::string page = site_of(small_files()).at("rules/decide.html");
  CHECK(has(page, "<h1>Decide the next step in time</h1>"));
  CHECK(has(page, "Children&#39;s social care must do this."));
  CHECK(has(page,
            "Within 15 working days (<a href=\"../parameters.html#parameter-decision-limit\">decision-limit</a>) after "
            "<code>episode.received_at</code>."));
  CHECK(has(page, "<h2>Applies when</h2>"));
  CHECK(has(page, "All of these:"));
  CHECK(has(page, "The child is under 18<details class=\"feel\">"));
  CHECK(has(page, "age(child.date_of_birth, as_at) &lt; 18"));
  CHECK(has(page, "<h2>The clock starts on</h2>"));
  CHECK(has(page, "When the referral came (<a href=\"../facts.html#fact-episode.received_at\">"));
  CHECK(has(page, "Lateness is excused when"));
  CHECK(has(page, "10 working days from Wed 1 Jan 2020; 15 working days from Mon 1 Jan 2024"));
  CHECK(has(page, "not read: general knowledge"));
  CHECK(has(page, "The day of the referral is day 0."));
  CHECK(has(page, "<h2>What to record</h2>"));
  CHECK(has(page, "from Mon 1 Jan 2024 to Sun 30 Jun 2024"));
}

TEST_CASE("a scenario is a worked example with its days drawn and told", "[site]") {
  const Site site = site_of(small_files());
  const std::string& page = site.at("rules/decide.html");
  CHECK(has(page, "<summary>Decided a day late <span class=\"answer bad\">met late</span></summary>"));
  CHECK(has(page, "As at Wed 1 May 2024. What is recorded:"));
  CHECK(has(page, "child: {date_of_birth: 2015-01-01}"));
  CHECK(has(page,
            "15 working days after Thu 28 Mar 2024, skipping Good Friday 29 Mar and Easter Monday 1 Apr, is Mon 22 Apr 2024."));
  CHECK(has(page,
            "aria-label=\"Timeline. Clock starts: Thu 28 Mar 2024. Last day: Mon 22 Apr 2024. Done: Tue 23 Apr 2024. "
            "As at: Wed 1 May 2024.\""));
  CHECK(has(page, "<path class=\"weekend\""));
  CHECK(has(page, "<path class=\"holiday\""));
  const std::string& visit = site.at("rules/visit.html");
  CHECK(has(visit, "local policy says visit-interval is 10"));
  CHECK(has(visit, "left to local policy, which has set none here"));
  CHECK(times(visit, "class=\"example\"") == 1);
  // Days of a clock in calendar days are not shaded.
  CHECK_FALSE(has(visit, "class=\"weekend\""));
}

TEST_CASE("thresholds advisories and facts have their words", "[site]") {
  const Site site = site_of(small_files());
  CHECK(has(site.at("rules/need.html"), "Level: Child in need (section 17)"));
  CHECK(has(site.at("rules/culture.html"), "No recorded fact tells of a culture."));
  CHECK(has(site.at("advisories.html"), "No recorded fact tells of a culture."));
  CHECK(has(site.at("facts.html"), "<li id=\"fact-episode.received_at\">"));
  CHECK(has(site.at("facts.html"), "Read by 2 rules"));
  CHECK(has(site.at("parameters.html"), "Left to local policy, and not set here"));
  CHECK(has(site.at("calendar.html"), "Fri 29 Mar 2024: Good Friday"));
  CHECK(has(site.at("index.html"), "Small guidance 2024"));
  CHECK(has(site.at("index.html"), "6 rules of 1 rulebook, with 2 worked examples."));
}

TEST_CASE("nothing that a rule says becomes markup", "[site]") {
  const std::string evil = "<script>alert('x')</script>\"&";
  std::vector<RuleFile> files = small_files();
  files.push_back({"small-2024/evil.yaml", R"(rules:
  - id: evil
    kind: duty
    title: TITLE <b>&"'
    modality: must
    actor: ACTOR <i>&"'
    requires: REQUIRES <u>&"'
    source: [{document: 'D <s>', section: '1 <s>', status: general_knowledge, url: 'javascript:alert(1)'}]
    interpretation: ['I <script>']
    notes: ['N <script>']
    record: ['R <script>']
    for_each: episode
    applies_when: {that: 'count(visits) < 3', because: 'B </script><script>'}
    done_at: episode.decided_at
)"});
  const Site site = site_of(files,
                            "scenarios: small-2024\nlist:\n  - name: 'NAME <script>'\n    as_at: 2024-02-01\n    case: {id: "
                            "'<script>', episodes: [{id: '</pre>', decided_at: null, visits: []}]}\n    expect: [{rule: evil, "
                            "status: due}]\n");
  for (const auto& [path, text] : site) {
    if (path.find(".html") == std::string::npos) continue;
    INFO(path);
    CHECK(times(text, "<script") == 1);  // our own
    for (const char* tag : {"<b>", "<i>", "<u>", "<s>", "href=\"javascript", "'</pre>'"}) CHECK_FALSE(has(text, tag));
  }
  CHECK(has(site.at("rules/evil.html"), "NAME &lt;script&gt;"));
  CHECK(has(site.at("rules/evil.html"), "TITLE &lt;b&gt;&amp;&quot;&#39;"));
}

TEST_CASE("one id in two rulebooks has one page with a section for each", "[site]") {
  std::vector<RuleFile> files = small_files();
  std::string book = small_book;
  const auto swap = [](std::string& text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
  };
  swap(book, "small-2024", "small-2025");
  swap(book, "\"2024\"", "\"2025\"");
  swap(book, "Small guidance 2024", "Small guidance 2025");
  swap(book, "{from: 2024-01-01, to: 2024-06-30}", "{from: 2024-07-01}");
  book = book.substr(0, book.find("parameters:"));
  files.push_back({"small-2025/rulebook.yaml", book});
  files.push_back({"small-2025/rules.yaml", R"(rules:
  - id: culture
    kind: advisory
    title: A culture of learning
    modality: must
    actor: partners
    requires: Learn more.
    source: [{document: Guidance, section: '4', status: general_knowledge}]
    reason: Still no recorded fact.
)"});
  const Site site = site_of(files);
  const std::string& page = site.at("rules/culture.html");
  CHECK(times(page, "<section id=") == 2);
  CHECK(has(page, "<section id=\"book-small-2024\">"));
  CHECK(has(page, "<h2>In Small guidance 2025</h2>"));
  CHECK(has(page, "Still no recorded fact."));
  CHECK(has(site.at("index.html"), "href=\"rules/culture.html#book-small-2025\""));
}

TEST_CASE("the same rules give the same bytes", "[site]") { CHECK(site_of(small_files()) == site_of(small_files())); }

TEST_CASE("readings are told with what they change", "[site]") {
  std::vector<RuleFile> files = small_files();
  files[2].text += R"(readings:
  - id: visit-count
    title: Which visits count
    default: all-visits
    values:
      - {value: all-visits, title: every visit, source: [{document: Guidance A, section: '1', status: read_elsewhere}]}
      - {value: seen-alone, title: visits on which the child was seen alone, source: [{document: Guidance B, section: '2', status: general_knowledge}]}
)";
  files.push_back({"small-2024/more.yaml", R"(rules:
  - id: see
    kind: duty
    title: See the child
    modality: should
    actor: social worker
    requires: See the child.
    source: [{document: Guidance, section: '6', status: general_knowledge}]
    for_each: episode
    within: {days: 10, after: episode.received_at}
    done_at: 'max(visits.made_at)'
    readings:
      - when: {visit-count: seen-alone}
        within: {days: 20, after: episode.received_at}
)"});
  const Site site = site_of(files,
                            "scenarios: small-2024\nlist:\n  - name: Read otherwise\n    as_at: 2024-02-25\n    readings: "
                            "{visit-count: seen-alone}\n    case: {episodes: [{received_at: 2024-02-01, visits: []}]}\n    "
                            "expect: [{rule: see, status: overdue, due: 2024-02-21}]\n");
  const std::string& page = site.at("rules/see.html");
  CHECK(has(page, "Which visits count</a>: the default is every visit."));
  CHECK(has(page, "Visits on which the child was seen alone</strong>: Within 20 days after"));
  CHECK(has(page, "Which visits count: visits on which the child was seen alone."));
  const std::string& readings = site.at("readings.html");
  CHECK(has(readings, "<section id=\"reading-visit-count\">"));
  CHECK(has(readings, "Every visit</strong> (<code>all-visits</code>), the default"));
  CHECK(has(readings, "Guidance B"));
  CHECK(has(readings, "href=\"rules/see.html\""));
}
