// Every limit: what fits is read and judged, and one less refuses it by the limit's name.
#include <fstream>
#include <functional>
#include <sstream>

#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

/// What a rulebook that is loaded with these limits makes of a document: nothing where it fits, else what is told of it.
std::string told(const Limits& limits, const std::string& document, std::vector<RuleFile> files = small_files()) {
  LoadOptions options;
  options.rules = std::move(files);
  options.limits = limits;
  const Result<Rulebook> rulebook = Rulebook::load(options);
  if (!rulebook.ok()) return list(rulebook.diagnostics());
  std::string problems;
  rulebook.value().read_cases("case.json", document, CaseFormat::json, [&](CaseDocument read) {
    problems += list(read.diagnostics);
    if (!read.facts) return true;
    const auto assessment = rulebook.value().assess(*read.facts, as_at("2024-06-30"));
    problems += list(assessment.diagnostics());
    if (!assessment.ok()) return true;
    check_sums(assessment.value());
    for (const Finding& finding : assessment.value().findings) {
      for (const MissingFact& fact : finding.missing) {
        if (fact.path.rfind("limits.", 0) == 0) problems += fact.path + ": " + fact.description + "\n";
      }
    }
    return true;
  });
  return problems;
}

/// As many values as there are pairs of visits.
const char* const pairs = "count(flatten(for v in episode.visits return for w in episode.visits return w.made_at))";

/// The least value of a limit with which nothing is told; its default has to be one.
std::size_t least(const LimitInfo& limit, const std::string& document, const std::vector<RuleFile>& files) {
  std::size_t refused = 0;
  std::size_t fits = Limits{}.*limit.member;
  while (fits - refused > 1) {
    Limits limits;
    const std::size_t middle = limits.*limit.member = refused + (fits - refused) / 2;
    (told(limits, document, files).empty() ? fits : refused) = middle;
  }
  return fits;
}

struct Bounded {
  std::string_view limit;
  std::size_t needs;  ///< of the document or the files; 0: whatever that is, it is looked for
  std::string words;  ///< in what is told where it is one less
  std::string document;
  std::vector<RuleFile> files = small_files();
};

/// One episode with so many visits, each on a day of its own.
std::string many_visits(std::size_t count) {
  std::string visits;
  for (std::size_t i = 0; i < count; ++i)
    visits += (i == 0 ? "" : ",") + std::string(R"({"made_at": ")") + Date::from_number(static_cast<std::int32_t>(10'000 + i)).to_string() + R"("})";
  return R"({"child": {"disabled": true}, "episodes": [{"received_at": "2024-03-28", "decided_at": null, "visits": [)" + visits + "]}]}";
}

std::string many_episodes(std::size_t count) {
  std::string episodes;
  for (std::size_t i = 0; i < count; ++i)
    episodes += (i == 0 ? "" : ",") + std::string(R"({"received_at": "2024-03-28", "decided_at": null, "visits": [{"made_at": "2024-04-10"}]})");
  return R"({"child": {"disabled": true}, "episodes": [)" + episodes + "]}";
}

/// Rules with one more definition: this value.
std::vector<RuleFile> with_value(const std::string& value) {
  std::vector<RuleFile> files = small_files();
  files.back().text += R"(
  - id: extra
    kind: definition
    title: Something computed
    modality: is
    actor: partners
    requires: Nothing.
    source: [{document: Guidance, section: '5', status: general_knowledge}]
    for_each: episode
    defines: extra
    value: ')" + value + "'\n";
  return files;
}

std::vector<Bounded> every_bound() {
  const std::string document = many_episodes(20);
  std::size_t longest = 0;
  for (const RuleFile& file : small_files()) longest = std::max(longest, file.text.size());
  return {
      {"file_bytes", document.size(), "input.too-large", document},
      {"rule_file_bytes", longest, "yaml.too-large", document},
      {"nesting", 0, "too-deep", document},
      {"expression_bytes", 0, "feel.", document, with_value("count(episode.visits) + 1000000000000 + 1000000000000 + 1000000000000 + 1000000000000 + 1000000000000")},
      {"nodes", 0, "input.too-many-values", many_episodes(200)},
      {"records_per_case", 1 + 1 + 20 + 20, "input.too-many-records", document},
      {"steps_per_case", 0, "steps_per_case", document},
      {"bytes_per_case", 0, "limits.bytes_per_case", many_visits(400), with_value(pairs)},
      {"findings_per_case", 0, "limits.findings_per_case", document},
  };
}

}  // namespace

TEST_CASE("every limit holds at its value and refuses one more by its name", "[limits]") {
  std::set<std::string_view> tried;
  for (const Bounded& bound : every_bound()) {
    INFO(bound.limit);
    const LimitInfo* info = find_limit(bound.limit);
    REQUIRE(info);
    tried.insert(bound.limit);
    const auto with = [&](std::size_t value) {
      Limits limits;
      limits.*info->member = value;
      return told(limits, bound.document, bound.files);
    };
    REQUIRE(with(Limits{}.*info->member).empty());
    const std::size_t fits = least(*info, bound.document, bound.files);
    if (bound.needs != 0) CHECK(fits == bound.needs);
    CHECK(with(fits).empty());
    CHECK_THAT(with(fits - 1), Catch::Contains(bound.words));
  }
  for (const LimitInfo& limit : every_limit()) CHECK(tried.count(limit.name) == 1);
}

TEST_CASE("a case that meets a limit keeps what was judged before and says of every rule that it was cut short", "[limits]") {
  LoadOptions options;
  options.rules = small_files();
  options.limits.findings_per_case = 30;
  const Rulebook rulebook = Rulebook::load(options).value_or_throw();
  const Assessment assessment = rulebook.assess(read(rulebook, many_episodes(20)), as_at("2024-06-30")).value();
  check_sums(assessment);
  std::size_t whole = 0;
  std::set<std::string> cut;
  for (const Finding& finding : assessment.findings) {
    if (paths(finding.missing) == std::vector<std::string>{"limits.findings_per_case"}) {
      CHECK(finding.status == Status::indeterminate);
      cut.insert(finding.rule);
    } else {
      ++whole;
    }
  }
  CHECK(whole == 30);
  CHECK(cut == std::set<std::string>{"decide", "visit", "release", "need"});
}

TEST_CASE("what a built-in goes through counts as steps", "[limits]") {
  const auto steps = [](const std::string& value, std::size_t visits) {
    return least(*find_limit("steps_per_case"), many_visits(visits), with_value(value));
  };
  for (const char* value : {pairs, "count(distinct values(episode.visits.made_at))", "count(concatenate(episode.visits.made_at, episode.visits.made_at))",
                            "count(sort(episode.visits.made_at))", "count(flatten(for v in episode.visits return [v.made_at]))"}) {
    INFO(value);
    CHECK(steps(value, 400) > 3 * steps(value, 100));
  }
  CHECK(steps("count(distinct values(episode.visits.made_at))", 400) > 400 * 400 / 2);
}

TEST_CASE("a caller stops a case by saying so", "[limits]") {
  const Rulebook rulebook = load(with_value(pairs));
  const Case facts = read(rulebook, many_visits(900));
  AssessOptions options = as_at("2024-06-30");
  int asked = 0;
  options.proceed = [&] { return ++asked < 3; };
  const auto stopped = rulebook.assess(facts, options);
  REQUIRE_FALSE(stopped.ok());
  CHECK(stopped.diagnostics().front().code == "limit.stopped");
  CHECK(asked == 3);
  options.proceed = []() -> bool { throw std::runtime_error("an alarm"); };
  CHECK_THROWS_WITH(rulebook.assess(facts, options), "an alarm");
  options.proceed = [&] { return true; };
  CHECK(rulebook.assess(facts, options).ok());
  CHECK(rulebook.assess(facts, as_at("2024-06-30")).ok());
}

TEST_CASE("docs/limits.md has every limit with its default", "[limits]") {
  std::ifstream file(std::string(DUTYBOUND_SOURCE_DIR) + "/docs/limits.md");
  std::stringstream page;
  page << file.rdbuf();
  std::string rows;
  for (const LimitInfo& limit : every_limit())
    rows += "| `" + std::string(limit.name) + "` | " + std::to_string(Limits{}.*limit.member) + " | " + std::string(limit.bounds) + " |";
  std::string found;
  for (std::string line; std::getline(page, line);) {
    if (line.rfind("| `", 0) != 0) continue;
    std::size_t end = 0;
    for (int cell = 0; cell < 4; ++cell) end = line.find('|', end) + 1;
    found += line.substr(0, end);
  }
  CHECK(found == rows);
}
