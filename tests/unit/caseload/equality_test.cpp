// The rows of a run are the findings of each case assessed by itself, field by field.
#include <algorithm>

#include "unit/caseload/cases.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

/// What the rows of a run have to be.
Pulled by_hand(const std::vector<CaseDocument>& cases, const CaseloadOptions& options) {
  Pulled expected;
  CaseloadManifest& manifest = expected.manifest;
  const auto has = [](const auto& list, const auto& value) {
    return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
  };
  for (const CaseDocument& document : cases) {
    ++manifest.cases;
    if (!document.facts) {
      ++manifest.unread;
      continue;
    }
    AssessOptions all = options.assess;
    all.rules.clear();  // those that are chosen have to come out as all do
    const Assessment assessment = shipped().assess(*document.facts, all).value();
    manifest.data_errors += assessment.data_errors.size();
    for (Finding finding : assessment.findings) {
      if (!has(options.assess.rules, finding.rule)) continue;
      ++manifest.findings;
      ++manifest.by_status[finding.status];
      if (finding.provisional) ++manifest.provisional[*finding.provisional];
      ++manifest.by_rule[finding.rule][finding.status];
      if (!has(options.statuses, finding.status)) continue;
      ++manifest.shown;
      for (MissingFact& missing : finding.missing) missing.description.clear();
      if (!options.valid_until) {
        finding.valid_until.reset();
        finding.valid_until_at_least = false;
      }
      expected.findings.push_back(std::move(finding));
      expected.case_ids.push_back(document.facts->id());
    }
  }
  return expected;
}

void check_equal(const Finding& a, const Finding& b) {
  CHECK(a.rule == b.rule);
  CHECK(a.rulebook == b.rulebook);
  CHECK(a.kind == b.kind);
  CHECK(a.modality == b.modality);
  CHECK(a.actor == b.actor);
  CHECK(a.instance == b.instance);
  CHECK(a.record == b.record);
  CHECK(a.status == b.status);
  CHECK(a.outcome == b.outcome);
  CHECK(a.trigger == b.trigger);
  CHECK(a.due == b.due);
  CHECK(a.done == b.done);
  CHECK(a.due_at == b.due_at);
  CHECK(a.days == b.days);
  CHECK(a.day_unit == b.day_unit);
  CHECK(a.valid_until == b.valid_until);
  CHECK(a.valid_until_at_least == b.valid_until_at_least);
  CHECK((a.missing == b.missing));
  CHECK((a.data_errors == b.data_errors));
  CHECK(a.provisional == b.provisional);
  CHECK((a.unless == b.unless));
  CHECK((a.assumed == b.assumed));
  CHECK(a.source_table == b.source_table);
  CHECK(a.source_row == b.source_row);
  CHECK(a.edition_policy == b.edition_policy);
  CHECK((a.readings == b.readings));
  CHECK(a.same_under_all_readings == b.same_under_all_readings);
  CHECK((a.other_readings == b.other_readings));
}

bool same(const Finding& a, const Finding& b) {
  const auto parts = [](const Finding& f) {
    return std::tie(f.rule, f.rulebook, f.kind, f.modality, f.actor, f.instance, f.record, f.status, f.outcome, f.trigger, f.due,
                    f.done, f.due_at, f.days, f.day_unit, f.valid_until, f.valid_until_at_least, f.provisional, f.unless, f.source_table, f.source_row,
                    f.edition_policy, f.readings, f.same_under_all_readings);
  };
  return parts(a) == parts(b) && a.missing == b.missing && a.data_errors == b.data_errors &&
         a.other_readings == b.other_readings && a.assumed == b.assumed;
}

void check_run(const std::vector<CaseDocument>& cases, CaseloadOptions options) {
  const Pulled expected = by_hand(cases, options);
  REQUIRE_FALSE(expected.findings.empty());
  for (const unsigned threads : {1U, 3U}) {
    options.threads = threads;
    const Pulled pulled = pull_all(run_over(shipped(), std::make_shared<ListOfCases>(cases), options));
    CHECK(pulled.manifest.cases == expected.manifest.cases);
    CHECK(pulled.manifest.unread == expected.manifest.unread);
    CHECK(pulled.manifest.findings == expected.manifest.findings);
    CHECK(pulled.manifest.shown == expected.manifest.shown);
    CHECK(pulled.manifest.data_errors == expected.manifest.data_errors);
    CHECK((pulled.manifest.by_status == expected.manifest.by_status));
    CHECK((pulled.manifest.by_rule == expected.manifest.by_rule));
    CHECK((pulled.manifest.provisional == expected.manifest.provisional));
    CHECK((pulled.case_ids == expected.case_ids));
    REQUIRE(pulled.findings.size() == expected.findings.size());
    for (std::size_t i = 0; i < pulled.findings.size(); ++i) {
      if (same(pulled.findings[i], expected.findings[i])) continue;
      INFO(i);
      check_equal(pulled.findings[i], expected.findings[i]);
      FAIL("finding by finding, the run says something else");
    }
  }
}

CaseloadOptions on(const char* day) {
  CaseloadOptions options{.assess = {.as_at = Date::parse(day).value()}};
  options.batch_rows = 1000;
  return options;
}

/// Some of them, for what takes long.
std::vector<CaseDocument> every(std::size_t n) {
  std::vector<CaseDocument> some;
  for (std::size_t i = 0; i < shipped_cases().size(); ++i) {
    if (i < 20 || i % n == 0) some.push_back(shipped_cases()[i]);
  }
  return some;
}

}  // namespace

TEST_CASE("a run gives what each case gives by itself") { check_run(every(12), on("2024-07-15")); }

TEST_CASE("a run with statuses and without valid-until gives those of each case") {
  CaseloadOptions options = on("2025-02-03");
  options.statuses = {Status::overdue, Status::indeterminate, Status::data_error};
  options.valid_until = false;
  check_run(every(17), options);
}

TEST_CASE("a run of a few rules gives their findings as all rules do") {
  const std::vector<RuleInfo>& rules = shipped().rules();
  for (const std::size_t step : {std::size_t{11}, std::size_t{70}}) {
    CaseloadOptions options = on("2024-07-15");
    for (std::size_t i = 0; i < rules.size(); i += step) options.assess.rules.push_back(rules[i].id);
    check_run(every(29), options);
  }
}

TEST_CASE("each rule alone is judged as with all others") {
  // The slice of one rule: nothing that it needs is left out.
  std::vector<CaseDocument> cases(shipped_cases().begin(), shipped_cases().begin() + 20);
  std::map<std::string, bool> seen;
  CaseloadOptions options = on("2024-07-15");
  const Pulled all = by_hand(cases, options);
  options.threads = 1;
  for (const RuleInfo& rule : shipped().rules()) {
    if (std::exchange(seen[rule.id], true)) continue;
    options.assess.rules = {rule.id};
    const Pulled alone = pull_all(run_over(shipped(), std::make_shared<ListOfCases>(cases), options));
    std::vector<Finding> expected;
    for (const Finding& finding : all.findings) {
      if (finding.rule == rule.id) expected.push_back(finding);
    }
    INFO(rule.id);
    REQUIRE(alone.findings.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (!same(alone.findings[i], expected[i])) check_equal(alone.findings[i], expected[i]);
    }
  }
}

TEST_CASE("a run under all readings tells of the others as each case does") {
  CaseloadOptions options = on("2026-05-05");
  options.assess.all_readings = true;
  options.assess.carry_forward = true;
  check_run(every(29), options);
}

TEST_CASE("a run by a chosen edition at a moment gives what each case gives by itself") {
  CaseloadOptions options = on("2024-07-15");
  options.assess.as_at = DateTime::parse("2024-07-15T11:00").value();
  options.assess.edition = shipped().rulebooks().front().id;
  check_run(every(29), options);
}
