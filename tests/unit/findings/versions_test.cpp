// Which version of a rule judges a record: readings, editions, and what is told of other readings.
#include <map>

#include "support/catch.hpp"
#include "support/diagnostics.hpp"
#include "unit/program/sample.hpp"

#include "findings/assess.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

/// Editions `first` (2020 to 2023) and `second` (from 2024) of one series. The second shares `conference`, and writes `seen`
/// anew.
ProgramPtr two_editions() {
  const auto book = [](const char* id, const char* days, const char* rest) {
    return "rulebook: " + std::string(id) + "\nseries: s\nedition: '1'\ntitle: T\nversion: 1.0.0\nin_force: " + days + "\n" +
           rest;
  };
  const std::string readings = R"(parameters:
  - {id: conference-limit, description: Working days, unit: working_days, values: [{from: 2021-01-01, value: 15}]}
readings:
  - id: clock
    title: Which day starts it
    default: started
    values:
      - {value: started, title: The start, source: [{document: One, status: read_elsewhere}]}
      - {value: opened, title: The opening, source: [{document: Two, status: read_elsewhere}]}
  - {id: count, title: Day 1, default: next, values: [{value: next, title: Next}, {value: own, title: Own}]}
)";
  const std::string shares = "shares:\n  - {from: first, rules: [conference]}\n";
  const std::string rules = "rules:\n" + rule_head("conference", "duty", "enquiry") +
                            R"(    within: {working_days: conference-limit, after: enquiry.started_at}
    done_at: icpc.held_at
    readings:
      - {when: {clock: opened}, within: {working_days: conference-limit, after: episode.opened_at}}
      - {when: {count: own}, counting: inclusive}
)" + rule_head("seen", "expectation", "child") +
                            "    in_place_when: 'child.disabled'\n";
  const std::string anew = "rules:\n" + rule_head("seen", "expectation", "child") + "    in_place_when: 'not(child.disabled)'\n";
  rulebook::Files files;
  files.documents = yaml::read_all(
      {source("vocabulary/sample.yaml", sample_vocabulary), source("calendars/sample.yaml", sample_calendar),
       source("a/rulebook.yaml", book("first", "{from: 2020-01-01, to: 2023-12-31}", readings.c_str())),
       source("a/rules.yaml", rules), source("b/rulebook.yaml", book("second", "{from: 2024-01-01}", shares.c_str())),
       source("b/rules.yaml", anew)},
      {});
  const Result<rulebook::RuleSet> read = rulebook::read(files);
  INFO(list(read.diagnostics()));
  REQUIRE(read.ok());
  ProgramPtr program = program::compile(read.value());
  for (const std::string& broken : program::verify(*program)) FAIL_CHECK(broken);
  return program;
}

/// `kept`, applying where these conditions hold, of editions until 2023 and from 2024 on, decided by the day on which the episode
/// was opened.
ProgramPtr kept_by(const char* first, const char* second) {
  const auto files_of = [](const char* id, const char* days, const char* condition) {
    const std::string name = id;
    return std::vector{
        source(name + "/rulebook.yaml",
               "rulebook: " + name + "\nseries: s\nedition: '1'\ntitle: T\nversion: 1.0.0\nin_force: " + days + "\n"),
        source(name + "/rules.yaml",
               "rules:\n" + rule_head("kept", "expectation", "episode") +
                   "    arises_at: episode.opened_at\n    in_place_when: child.disabled\n    applies_when: '" + condition +
                   "'\n")};
  };
  std::vector<SourcePtr> sources{source("vocabulary/sample.yaml", sample_vocabulary),
                                 source("calendars/sample.yaml", sample_calendar)};
  for (const auto& file : files_of("first", "{from: 2020-01-01, to: 2023-12-31}", first)) sources.push_back(file);
  for (const auto& file : files_of("second", "{from: 2024-01-01}", second)) sources.push_back(file);
  rulebook::Files files;
  files.documents = yaml::read_all(sources, {});
  const Result<rulebook::RuleSet> read = rulebook::read(files);
  INFO(list(read.diagnostics()));
  REQUIRE(read.ok());
  return program::compile(read.value());
}

/// One enquiry of one episode.
Facts enquiry(const ProgramPtr& program, const char* opened, const char* started, const char* held) {
  CaseOf facts(program);
  facts.none("visit").add("child");
  facts.set("child", "disabled", Cell::boolean(true));
  facts.add("episode");
  facts.set("episode", "opened_at", on(opened));
  facts.add("enquiry");
  if (started) facts.set("enquiry", "started_at", on(started));
  facts.add("icpc");
  facts.set("icpc", "held_at", held ? on(held) : Cell::null(Kind::date));
  return facts.build();
}

AssessOptions options(const char* as_at, std::map<std::string, std::string> readings = {}, bool all = false) {
  AssessOptions options{.as_at = day(as_at)};
  options.readings = std::move(readings);
  options.all_readings = all;
  return options;
}

Assessment assess(const ProgramPtr& program, const Facts& facts, const AssessOptions& options) {
  Run run(program);
  return findings::Assessor(program).assess(run, facts, options);
}

Finding only(const Assessment& assessment, std::string_view rule) {
  std::vector<Finding> found;
  for (const Finding& finding : assessment.findings) {
    if (finding.rule == rule) found.push_back(finding);
  }
  REQUIRE(found.size() == 1);
  return found.front();
}

using Choices = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("a record is judged by the edition that was in force when its clock started", "[versions]") {
  const ProgramPtr program = two_editions();
  const auto conference = [&](const char* started) {
    return only(assess(program, enquiry(program, "2023-12-01", started, nullptr), options("2024-03-01")), "conference");
  };
  CHECK(conference("2023-12-29").rulebook == "first");
  CHECK(conference("2023-12-29").due == day("2024-01-22"));
  CHECK(conference("2024-01-02").rulebook == "second");
  CHECK(conference("2024-01-02").status == Status::overdue);
}

TEST_CASE("where no edition is in force the latest says so", "[versions]") {
  const ProgramPtr program = two_editions();
  const Finding finding =
      only(assess(program, enquiry(program, "2019-01-01", "2019-06-03", nullptr), options("2024-03-01")), "conference");
  CHECK(finding.status == Status::not_in_force);
  CHECK(finding.rulebook == "second");
}

TEST_CASE("where the deciding day is not known the edition of the day of the assessment answers", "[versions]") {
  const ProgramPtr program = two_editions();
  const Facts facts = enquiry(program, "2022-01-01", nullptr, nullptr);
  CHECK(only(assess(program, facts, options("2022-06-01")), "conference").rulebook == "first");
  CHECK(only(assess(program, facts, options("2022-06-01")), "conference").status == Status::indeterminate);
  CHECK(only(assess(program, facts, options("2024-06-03")), "conference").rulebook == "second");
  CHECK(only(assess(program, facts, options("2022-06-01")), "conference").valid_until == day("2024-01-01"));
}

TEST_CASE("an answer changes on the day on which another edition begins to judge", "[versions]") {
  const ProgramPtr program = two_editions();
  const Facts facts = enquiry(program, "2023-01-01", "2023-06-01", nullptr);
  const Finding before = only(assess(program, facts, options("2023-12-01")), "seen");
  CHECK(before.status == Status::in_place);
  CHECK(before.rulebook == "first");
  CHECK(before.valid_until == day("2024-01-01"));
  const Finding after = only(assess(program, facts, options("2024-01-01")), "seen");
  CHECK(after.status == Status::not_in_place);
  CHECK(after.rulebook == "second");
  CHECK_FALSE(after.valid_until);
}

TEST_CASE("one rule gives one finding for a record whatever its versions and the manifest counts it once", "[versions]") {
  const ProgramPtr program = two_editions();
  const Facts facts = enquiry(program, "2023-12-01", "2024-01-02", nullptr);
  const Assessment all = assess(program, facts, options("2024-03-01"));
  CHECK(all.manifest.rules == 2);
  CHECK(all.manifest.findings == 2);
  CHECK(all.manifest.other_edition == 0);
  AssessOptions chosen = options("2024-03-01");
  chosen.edition = "first";
  const Assessment one = assess(program, facts, chosen);
  CHECK(only(one, "conference").rulebook == "first");
  CHECK(only(one, "conference").edition_policy == EditionPolicy::chosen);
  CHECK(one.manifest.findings == 2);
  CHECK(one.rulebooks.size() == 1);
}

TEST_CASE("a chosen edition takes the numbers that it shares from its own days", "[versions]") {
  const ProgramPtr program = two_editions();
  const Facts facts = enquiry(program, "2020-01-06", "2020-02-03", nullptr);
  CHECK(only(assess(program, facts, options("2024-03-01")), "conference").status == Status::indeterminate);
  AssessOptions chosen = options("2024-03-01");
  chosen.edition = "second";
  const Finding finding = only(assess(program, facts, chosen), "conference");
  CHECK(finding.rulebook == "second");
  CHECK(finding.missing.front().path == "calendar.sample");  // the number is there; the sample's calendar begins in 2023
}

TEST_CASE("a chosen reading stands in place of its default and is told", "[versions]") {
  const ProgramPtr program = two_editions();
  const Facts facts = enquiry(program, "2024-01-02", "2024-01-08", "2024-01-26");
  const Assessment plain = assess(program, facts, options("2024-03-01"));
  CHECK(plain.readings == Choices{{"clock", "started"}, {"count", "next"}});
  CHECK(only(plain, "conference").readings == Choices{{"clock", "started"}, {"count", "next"}});
  CHECK(only(plain, "conference").due == day("2024-01-29"));
  CHECK(only(plain, "seen").readings.empty());
  CHECK_FALSE(only(plain, "conference").same_under_all_readings);

  const Assessment other = assess(program, facts, options("2024-03-01", {{"clock", "opened"}}));
  CHECK(other.readings == Choices{{"clock", "opened"}, {"count", "next"}});
  CHECK(only(other, "conference").due == day("2024-01-23"));
  CHECK(only(other, "conference").status == Status::met_late);
  CHECK(only(assess(program, facts, options("2024-03-01", {{"count", "own"}})), "conference").due == day("2024-01-26"));
  // What is not loaded is left aside.
  CHECK(assess(program, facts, options("2024-03-01", {{"clock", "ended"}, {"other", "x"}})).readings == plain.readings);
}

TEST_CASE("an assessment under all readings tells whether they agree and what the others give", "[versions]") {
  const ProgramPtr program = two_editions();
  const Finding apart = only(
      assess(program, enquiry(program, "2024-01-02", "2024-01-08", "2024-01-26"), options("2024-03-01", {}, true)), "conference");
  CHECK(apart.status == Status::met);
  CHECK(apart.same_under_all_readings == false);
  REQUIRE(apart.other_readings.size() == 3);
  std::map<Choices, ReadingOutcome> others;
  for (const ReadingOutcome& other : apart.other_readings) others[other.readings] = other;
  CHECK(others[{{"clock", "started"}, {"count", "own"}}].status == Status::met);
  CHECK(others[{{"clock", "started"}, {"count", "own"}}].due == day("2024-01-26"));
  CHECK(others[{{"clock", "opened"}, {"count", "next"}}].status == Status::met_late);
  CHECK(others[{{"clock", "opened"}, {"count", "own"}}].due == day("2024-01-22"));

  const Assessment agreed =
      assess(program, enquiry(program, "2024-01-02", "2024-01-08", "2024-01-15"), options("2024-03-01", {}, true));
  CHECK(only(agreed, "conference").same_under_all_readings == true);
  CHECK_FALSE(only(agreed, "seen").same_under_all_readings);
}

TEST_CASE("another reading may lead to another edition", "[versions]") {
  const ProgramPtr program = two_editions();
  const Facts facts = enquiry(program, "2019-12-02", "2020-01-02", "2020-01-03");
  const Finding finding = only(assess(program, facts, options("2024-03-01", {}, true)), "conference");
  CHECK(finding.rulebook == "first");
  CHECK(finding.same_under_all_readings == false);
  const Finding opened = only(assess(program, facts, options("2024-03-01", {{"clock", "opened"}})), "conference");
  CHECK(opened.status == Status::not_in_force);
}

TEST_CASE("what nobody says is the same under all readings", "[versions]") {
  const ProgramPtr program = two_editions();
  CaseOf empty(program);
  const Finding finding = only(assess(program, empty.build(), options("2024-03-01", {}, true)), "conference");
  CHECK(finding.status == Status::indeterminate);
  CHECK(finding.same_under_all_readings == true);
  CHECK(finding.other_readings.size() == 3);
}

TEST_CASE("two versions that disagree leave the answer open where the day that decides between them is not recorded",
          "[versions]") {
  const auto kept = [](const ProgramPtr& program, const char* opened) {
    CaseOf facts(program);
    facts.none("visit").add("child");
    facts.set("child", "disabled", Cell::boolean(true));
    facts.add("episode");
    if (opened) facts.set("episode", "opened_at", on(opened));
    return only(assess(program, facts.build(), options("2024-06-03")), "kept");
  };
  const ProgramPtr apart = kept_by("child.disabled", "not(child.disabled)");
  CHECK(kept(apart, "2023-05-01").status == Status::in_place);
  CHECK(kept(apart, "2024-05-01").status == Status::not_applicable);
  const Finding open = kept(apart, nullptr);
  CHECK(open.status == Status::indeterminate);
  REQUIRE(open.missing.size() == 1);
  CHECK(open.missing.front().path == "episodes[0].opened_at");

  const Finding agreed = kept(kept_by("not(child.disabled)", "not(child.disabled)"), nullptr);
  CHECK(agreed.status == Status::not_applicable);
  CHECK(agreed.missing.empty());
}

TEST_CASE("records of which nobody says whether there are any are not judged where no edition can cover the day", "[versions]") {
  const ProgramPtr program = two_editions();
  CaseOf empty(program);
  const Facts facts = empty.build();
  const Finding before = only(assess(program, facts, options("2019-06-03")), "conference");
  CHECK(before.status == Status::not_in_force);
  CHECK(before.missing.empty());
  CHECK(before.valid_until == day("2020-01-01"));
  const Finding open = only(assess(program, facts, options("2020-01-01")), "conference");
  CHECK(open.status == Status::indeterminate);
  REQUIRE(open.missing.size() == 1);
  CHECK(open.missing.front().path == "episodes");
}

TEST_CASE("what applies under no edition that could judge it does not apply where the day that decides is not recorded",
          "[versions]") {
  // On a day that no edition covers it would ask for nothing either.
  const ProgramPtr program = program_of(rule_head("asked", "expectation", "episode") +
                                        "    in_force: {from: 2020-01-01, to: 2025-12-31}\n    arises_at: episode.opened_at\n"
                                        "    applies_when: child.disabled\n    in_place_when: child.disabled\n");
  const auto asked = [&](const char* opened, bool applies) {
    CaseOf facts(program);
    facts.none("visit").add("child");
    facts.set("child", "disabled", Cell::boolean(applies));
    facts.add("episode");
    if (opened) facts.set("episode", "opened_at", on(opened));
    return only(assess(program, facts.build(), options("2024-06-03")), "asked").status;
  };
  CHECK(asked("2019-05-01", false) == Status::not_in_force);
  CHECK(asked("2024-05-01", false) == Status::not_applicable);
  CHECK(asked(nullptr, false) == Status::not_applicable);
  CHECK(asked(nullptr, true) == Status::indeterminate);
}
