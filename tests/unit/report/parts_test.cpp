// Reports written part by part are those of the whole assessment, byte for byte.
#include "support/catch.hpp"
#include "support/small_rules.hpp"
#include "unit/caseload/cases.hpp"

#include <dutybound/report_parts.hpp>

using namespace dutybound;
using namespace dutybound::testing;

namespace {

template <class Write>
std::string parts_of(const JudgedCase& judged, Write write) {
  std::string text;
  write(judged, [&](std::string_view part) { text += part; });
  return text;
}

void check_same(const Rulebook& rulebook, const Case& facts, const AssessOptions& options, const std::vector<Status>& statuses = {}) {
  Assessment whole = rulebook.assess(facts, options).value_or_throw();
  if (!statuses.empty()) {
    std::erase_if(whole.findings, [&](const Finding& finding) {
      return std::find(statuses.begin(), statuses.end(), finding.status) == statuses.end();
    });
  }
  const JudgedCase judged = judge(rulebook, facts, options, statuses).value_or_throw();
  CHECK(judged.size() == whole.findings.size());
  CHECK(judged.frame().findings.empty());
  for (const int indent : {-1, 0, 2})
    CHECK(parts_of(judged, [&](const auto& from, const auto& sink) { report::write_json(from, sink, indent); }) ==
          report::to_json(whole, indent));
  CHECK(parts_of(judged, report::write_json_lines) == report::to_json_lines(whole));
  CHECK(parts_of(judged, report::write_csv) == report::to_csv(whole));
  report::TextOptions text{.colour = true, .width = 60};
  for (const RuleInfo& rule : rulebook.rules()) text.titles[rule.id] = rule.title;
  CHECK(parts_of(judged, [&](const auto& from, const auto& sink) { report::write_text(from, sink, text); }) ==
        report::to_text(whole, text));
}

Case case_of(const Rulebook& rulebook, const std::string& text) {
  std::optional<Case> facts;
  rulebook.read_cases("case.json", text, CaseFormat::json, [&](CaseDocument document) {
    facts = std::move(document.facts);
    return true;
  });
  REQUIRE(facts);
  return *facts;
}

Rulebook small_with(const Limits& limits) {
  LoadOptions options;
  options.rules = small_files();
  options.limits = limits;
  return Rulebook::load(options).value_or_throw();
}

}  // namespace

TEST_CASE("a report in parts is the report of the whole for shipped cases of every folder") {
  AssessOptions options{.as_at = Date::parse("2024-06-30").value()};
  AssessOptions otherwise = options;
  otherwise.carry_forward = otherwise.all_readings = true;
  std::size_t number = 0;
  const std::size_t step = shipped_cases().size() / 40;
  for (const CaseDocument& document : shipped_cases()) {
    if (!document.facts || ++number % step != 0) continue;
    check_same(shipped(), *document.facts, number % (2 * step) == 0 ? otherwise : options);
  }
  CHECK(number > 100);
}

TEST_CASE("a report in parts is the report of the whole where something is assumed, impossible or not shown") {
  const Rulebook rulebook = small_with({});
  const Case facts = case_of(rulebook, R"({"id": "1", "child": {"date_of_birth": "1900-01-01"}, "episodes": [
      {"received_at": "2024-03-28", "decided_at": "2024-01-01"}, {"received_at": "2024-05-01"}, {}], "odd": 1})");
  AssessOptions options = as_at("2024-06-30");
  check_same(rulebook, facts, options);
  check_same(rulebook, facts, options, {Status::indeterminate});
  check_same(rulebook, facts, options, {Status::level});
  options.assume["episode.excuse"] = "false";
  check_same(rulebook, facts, options);
}

TEST_CASE("a report in parts tells of a limit that was met as the whole does") {
  Limits limits;
  limits.findings_per_case = 3;
  const Rulebook rulebook = small_with(limits);
  const Case facts = case_of(rulebook, R"({"id": "1", "episodes": [{}, {}, {}]})");
  check_same(rulebook, facts, as_at("2024-06-30"));
  CHECK(parts_of(judge(rulebook, facts, as_at("2024-06-30")).value_or_throw(), report::write_csv).find("limits.findings_per_case") !=
        std::string::npos);
}

TEST_CASE("JSON of no findings is closed") {
  CHECK(report::to_json(Assessment{}).find(R"("findings":[],"data_errors":[])") != std::string::npos);
  CHECK(report::to_json(Assessment{}, 2).find("\n  \"findings\": [],\n  \"data_errors\": [],\n") != std::string::npos);
}

TEST_CASE("a judged case outlives its rulebook and its case") {
  std::optional<JudgedCase> judged;
  std::string whole;
  {
    const Rulebook rulebook = small_with({});
    const Case facts = case_of(rulebook, R"({"id": "1", "episodes": [{"received_at": "2024-03-28"}]})");
    AssessOptions options = as_at("2024-06-30");
    options.assume["episode.excuse"] = "false";
    whole = report::to_json(rulebook.assess(facts, options).value_or_throw());
    judged = judge(rulebook, facts, options).value_or_throw();
  }
  CHECK(parts_of(*judged, [](const auto& from, const auto& sink) { report::write_json(from, sink); }) == whole);
}

TEST_CASE("what the caller throws from a sink ends the writing") {
  const Rulebook rulebook = small_with({});
  const Case facts = case_of(rulebook, R"({"id": "1", "episodes": [{}, {}]})");
  const JudgedCase judged = judge(rulebook, facts, as_at("2024-06-30")).value_or_throw();
  std::size_t parts = 0;
  CHECK_THROWS_AS(report::write_csv(judged,
                                    [&](std::string_view) {
                                      if (++parts == 2) throw std::runtime_error("full");
                                    }),
                  std::runtime_error);
  CHECK(parts == 2);
}
