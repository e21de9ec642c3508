// Whole assessments of small cases: statuses, missing facts, data errors, days on which they change, manifest.
#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

std::string one_episode(const std::string& episode) {
  return R"({"child": {"date_of_birth": "2010-05-05", "disabled": false}, "episodes": [)" + episode + "]}";
}

Assessment assess(const std::string& json, const char* day) {
  const Rulebook rulebook = load(small_files());
  const Assessment assessment = rulebook.assess(read(rulebook, json), as_at(day)).value();
  check_sums(assessment);
  return assessment;
}

}  // namespace

TEST_CASE("a text says from where an assessment looks or why not", "[assess]") {
  CHECK(parse_as_at("2024-03-31").value().to_string() == "2024-03-31");
  CHECK(parse_as_at("2024-03-31T02:30").value().to_string() == "2024-03-31T02:30:00");
  CHECK(parse_as_at("2024-03-31T01:30Z").value().to_string() == "2024-03-31T02:30:00");
  const auto why = [](std::string_view text) { return parse_as_at(text).diagnostics().front().message; };
  CHECK(why("2024-03-31T01:30") ==
        "`2024-03-31T01:30` is a time that English clocks never showed, or of before 1996, when they changed on other days");
  for (const char* text : {"", "31/03/2024", "2024-02-30", "2024-02-30T01:30", "2024-03-31T24:30", "2024-03-31 01:30"})
    CHECK(why(text) == "`" + std::string(text) + "` is no day");
}

TEST_CASE("a decision on the fifteenth working day is in time", "[assess]") {
  const Assessment assessment =
      assess(one_episode(R"({"id": "e1", "received_at": "2024-03-28", "decided_at": "2024-04-22"})"), "2024-05-01");
  const Finding decide = finding(assessment, "decide", "episodes[0]");
  CHECK(decide.status == Status::met);
  CHECK(decide.record == "e1");
  CHECK(decide.rulebook == "small-2024");
  CHECK(decide.trigger == Date::parse("2024-03-28"));
  CHECK(decide.due == Date::parse("2024-04-22"));
  CHECK(decide.days == 0);
  CHECK(decide.day_unit == DayUnit::working_days);
  CHECK_FALSE(decide.valid_until == Date::parse("2024-05-05"));  // a birthday that changes nothing
  CHECK(decide.valid_until == Date::parse("2028-05-05"));        // the eighteenth does
  CHECK(assessment.rulebooks.size() == 1);
  CHECK(assessment.as_at == "2024-05-01");
  CHECK(assessment.subject == "case");
}

TEST_CASE("a duty that is due changes on the day after its last day", "[assess]") {
  const Assessment assessment = assess(one_episode(R"({"received_at": "2024-03-28", "decided_at": null})"), "2024-04-10");
  const Finding decide = finding(assessment, "decide", "episodes[0]");
  CHECK(decide.status == Status::due);
  CHECK(decide.days == -8);
  CHECK(decide.valid_until == Date::parse("2024-04-23"));
}

TEST_CASE("a missing fact makes a finding indeterminate and is named", "[assess]") {
  const Assessment assessment = assess(one_episode(R"({"decided_at": null, "excuse": false})"), "2024-04-10");
  const Finding decide = finding(assessment, "decide", "episodes[0]");
  CHECK(decide.status == Status::indeterminate);
  CHECK(paths(decide.missing) == std::vector<std::string>{"episodes[0].received_at"});
  CHECK(decide.missing.front().description == "When the referral came.");
  CHECK(assessment.manifest.by_status.count(Status::indeterminate) == 1);
}

TEST_CASE("a policy that is not set is missing", "[assess]") {
  const std::string json = one_episode(R"({"received_at": "2024-03-28", "visits": []})");
  const Finding visit = finding(assess(json, "2024-04-10"), "visit", "episodes[0]");
  CHECK(visit.status == Status::indeterminate);
  CHECK(paths(visit.missing) == std::vector<std::string>{"policy.visit-interval"});
  const Rulebook rulebook = load(small_files(), {{"visit-interval", 10}});
  CHECK(finding(rulebook.assess(read(rulebook, json), as_at("2024-04-10")).value(), "visit", "episodes[0]").status == Status::overdue);
}

TEST_CASE("a last day beyond the calendar is not known", "[assess]") {
  const Rulebook rulebook = load(small_files());
  AssessOptions options = as_at("2025-02-01");
  options.edition = "small-2024";
  const Case facts = read(rulebook, one_episode(R"({"received_at": "2024-12-30", "decided_at": null, "excuse": false})"));
  const Finding decide = finding(rulebook.assess(facts, options).value(), "decide", "episodes[0]");
  CHECK(decide.status == Status::indeterminate);
  REQUIRE(decide.missing.size() == 1);
  CHECK(decide.missing.front().path == "calendar.england-and-wales");
  CHECK(decide.missing.front().description == "Working days are known from 2024-01-01 to 2024-12-31.");
  CHECK(decide.edition_policy == EditionPolicy::chosen);
}

TEST_CASE("an impossible value is a data error of the findings that turn on it", "[assess]") {
  const Assessment assessment =
      assess(one_episode(R"({"received_at": "2024-03-28", "decided_at": "2024-03-01", "visits": []})"), "2024-04-10");
  const Finding decide = finding(assessment, "decide", "episodes[0]");
  CHECK(decide.status == Status::data_error);
  REQUIRE(decide.data_errors.size() == 1);
  CHECK(decide.data_errors.front().path == "episodes[0].decided_at");
  CHECK(decide.data_errors.front().code == "decided-after-received");
  CHECK(decide.missing.empty());
  CHECK(assessment.data_errors.size() == 1);
  CHECK(finding(assessment, "visit", "episodes[0]").status == Status::indeterminate);
}

TEST_CASE("where nobody says whether there are records every rule about them is undecided once", "[assess]") {
  const Assessment assessment = assess(R"({"child": {"disabled": true}})", "2024-04-10");
  for (const char* rule : {"decide", "visit", "release"}) {
    const Finding gap = finding(assessment, rule, "episodes");
    CHECK(gap.status == Status::indeterminate);
    CHECK(paths(gap.missing) == std::vector<std::string>{"episodes"});
  }
  CHECK(finding(assessment, "need", "child").outcome == "section_17");
  CHECK(assessment.manifest.without_instances == 0);
}

TEST_CASE("the manifest says what became of every rule", "[assess]") {
  const Rulebook rulebook = load(small_files());
  const Assessment none = rulebook.assess(read(rulebook, R"({"child": {}, "episodes": []})"), as_at("2024-04-10")).value();
  check_sums(none);
  CHECK(none.manifest.rules == 4);
  CHECK(none.manifest.advisory == 1);
  CHECK(none.manifest.other_subject == 1);
  CHECK(none.manifest.without_instances == 3);
  CHECK(none.manifest.findings == 1);
  std::optional<Case> partnership;
  rulebook.read_cases("p.json", R"({"subject": "partnership", "arrangements_published": true})", CaseFormat::json,
                      [&](CaseDocument d) {
                        partnership = d.facts;
                        return true;
                      });
  REQUIRE(partnership);
  const Assessment other = rulebook.assess(*partnership, as_at("2024-04-10")).value();
  check_sums(other);
  CHECK(other.manifest.rules == 1);
  CHECK(other.manifest.other_subject == 4);
  CHECK(finding(other, "published", "").status == Status::in_place);
  CHECK(finding(other, "published", "").valid_until == Date::parse("2024-07-01"));
}

TEST_CASE("hours need the time of day", "[assess]") {
  const Assessment open = assess(one_episode(R"({"held_at": "2024-04-01T10:00", "released_at": "2024-04-04"})"), "2024-04-10");
  const Finding release = finding(open, "release", "episodes[0]");
  CHECK(release.status == Status::indeterminate);
  CHECK(paths(release.missing) == std::vector<std::string>{"episodes[0].released_at (time of day)"});
  const Assessment late =
      assess(one_episode(R"({"held_at": "2024-04-01T10:00", "released_at": "2024-04-04T10:30"})"), "2024-04-10");
  CHECK(finding(late, "release", "episodes[0]").status == Status::met_late);
  CHECK(finding(late, "release", "episodes[0]").days == 1);
}

TEST_CASE("a moment of a day can change by the end of that day", "[assess]") {
  const Rulebook rulebook = load(small_files());
  const Case facts = read(rulebook, one_episode(R"({"held_at": "2024-04-01T10:00", "released_at": null})"));
  AssessOptions options = as_at("2024-04-04");
  options.as_at = *DateTime::parse("2024-04-04T09:00");
  const Finding release = finding(rulebook.assess(facts, options).value(), "release", "episodes[0]");
  CHECK(release.status == Status::due);
  CHECK(release.days == -1);
  CHECK(release.valid_until == Date::parse("2024-04-04"));
}

TEST_CASE("editions are chosen by the trigger and by policy", "[assess]") {
  const Rulebook rulebook = load(small_files());
  const Case facts = read(rulebook, one_episode(R"({"received_at": "2024-07-01", "decided_at": null})"));
  CHECK(finding(rulebook.assess(facts, as_at("2024-07-10")).value(), "decide", "episodes[0]").status == Status::not_in_force);
  AssessOptions carried = as_at("2024-07-10");
  carried.carry_forward = true;
  CHECK(finding(rulebook.assess(facts, carried).value(), "decide", "episodes[0]").edition_policy == EditionPolicy::carried_forward);
  AssessOptions missing = as_at("2024-07-10");
  missing.edition = "no-such-book";
  const auto refused = rulebook.assess(facts, missing);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.diagnostics().front().code == "options.unknown-edition");
}

TEST_CASE("chosen rules alone are judged explained and asked about", "[assess]") {
  const Rulebook rulebook = load(small_files());
  const Case facts = read(rulebook, one_episode("{}"));
  const AssessOptions every = as_at("2024-04-10");
  AssessOptions chosen = every;
  chosen.rules = {"visit", "need"};
  const Assessment all = rulebook.assess(facts, every).value();
  const Assessment few = rulebook.assess(facts, chosen).value();
  check_sums(few);
  std::vector<std::string> expected, found;
  for (const Finding& finding : all.findings) {
    if (finding.rule == "visit" || finding.rule == "need") expected.push_back(report::to_json_lines({.findings = {finding}}));
  }
  for (const Finding& finding : few.findings) found.push_back(report::to_json_lines({.findings = {finding}}));
  CHECK(found == expected);
  CHECK(few.manifest.rules == 2);
  CHECK(few.manifest.not_chosen == 4);
  CHECK(all.manifest.not_chosen == 0);
  CHECK(rulebook.explain(facts, chosen, "decide").value().empty());
  CHECK(rulebook.explain(facts, chosen, "visit").value().size() == 1);
  for (const Question& question : rulebook.ask(facts, chosen).value()) {
    INFO(question.fact.path);
    for (const std::string& rule : question.rules) CHECK((rule == "visit" || rule == "need"));
  }
  CHECK(rulebook.ask(facts, chosen).value().size() < rulebook.ask(facts, every).value().size());
  chosen.rules = {"visitt"};
  const auto refused = rulebook.assess(facts, chosen);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.diagnostics().front().code == "options.unknown-rule");
}

TEST_CASE("a case that another rulebook read is refused though its rules are the same", "[assess]") {
  const Rulebook first = load(small_files());
  const Rulebook second = load(small_files());
  const Case facts = read(first, one_episode("{}"));
  const Caseload caseload = first.read_caseload("c.json", R"({"id": "c"})", CaseFormat::json);
  const AssessOptions options = as_at("2024-07-10");
  const auto code = [](const auto& result) { return result.ok() ? std::string() : result.diagnostics().front().code; };
  CHECK(code(second.assess(facts, options)) == "options.other-rulebook");
  CHECK(code(second.explain(facts, options, "decide")) == "options.other-rulebook");
  CHECK(code(second.ask(facts, options)) == "options.other-rulebook");
  CHECK(code(second.assess(caseload, {.assess = options})) == "options.other-rulebook");
  CHECK(first.assess(facts, options).ok());
  CHECK(Rulebook(first).assess(facts, options).ok());
}

TEST_CASE("a day outside of the calendar's years is refused", "[assess]") {
  const Rulebook rulebook = load(small_files());
  const Case facts = read(rulebook, one_episode("{}"));
  const std::int32_t last = Date::from_ymd(9999, 12, 31)->number();
  CHECK(rulebook.assess(facts, {.as_at = Date::from_number(last)}).ok());
  const auto refused = rulebook.assess(facts, {.as_at = Date::from_number(last + 1)});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.diagnostics().front().code == "options.as-at");
}

TEST_CASE("a chosen edition judges other days by its own numbers", "[assess]") {
  const Rulebook rulebook = load(small_files());
  const Case facts = read(rulebook, one_episode(R"({"received_at": "2024-07-10", "decided_at": null})"));
  AssessOptions chosen = as_at("2024-07-31");
  chosen.edition = rulebook.rulebooks().front().id;
  const Finding decide = finding(rulebook.assess(facts, chosen).value(), "decide", "episodes[0]");
  CHECK(decide.edition_policy == EditionPolicy::chosen);
  CHECK(decide.due == Date::parse("2024-07-31"));
}
