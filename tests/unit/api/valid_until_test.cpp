// When an answer changes, against the plainest oracle there is: another assessment for every later day.
#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

/// Conditions in which as_at is reckoned with in every way that FEEL has.
const std::vector<std::string> conditions{
    R"(as_at - episode.received_at > @"P45D")",
    R"(as_at - episode.received_at >= @"P700D")",
    R"(episode.received_at + @"P600D" < as_at)",
    R"(as_at - @"P2M" > episode.received_at)",
    R"(as_at + @"P1M" >= child.date_of_birth + @"P18Y")",
    R"(as_at - @"P1Y" between episode.received_at and episode.received_at + @"P40D")",
    R"(add months(as_at, -15) > episode.received_at)",
    R"(days between(episode.received_at, as_at) > 500)",
    R"(days between(as_at, episode.received_at) < -500)",
    R"(weeks between(episode.received_at, as_at) >= 80)",
    R"(years and months duration(child.date_of_birth, as_at) > @"P15Y6M")",
    R"(working days between(episode.received_at, as_at) > 30)",
    R"(add working days(as_at, -10) > episode.received_at)",
    R"(add working days(as_at, 10) < @"2024-08-01")",
    R"(add working days(as_at + @"P9D", 10) < @"2024-08-01")",
    R"(age(child.date_of_birth, if happened(episode.decided_at) then episode.decided_at else as_at) >= 16)",
    R"((if episode.excuse then episode.received_at else as_at) > @"2025-03-01")",
    R"(day of week(as_at) = "Monday")",
    R"(month of year(as_at) = "February")",
    R"(is working day(as_at))",
    R"(as_at = episode.received_at + @"P500D")",
    R"(as_at + @"P1D" = @"2025-11-03")",
    R"(not(days between(episode.received_at, as_at) = 444))",
    R"(as_at + @"P3D" in [@"2025-01-01"..@"2025-02-01"])",
    R"(list contains([@"2025-01-01", @"2025-02-01"], as_at))",
    R"(2 * days between(episode.received_at, as_at) > 1001)",
    R"(days between(episode.received_at, as_at) / -2 < -333)",
    R"(floor(days between(episode.received_at, as_at) / 7) >= 77)",
    R"(modulo(days between(episode.received_at, as_at), 90) = 1)",
    R"(max(as_at, episode.received_at) > @"2025-05-05")",
    R"(count(visits[made_at > as_at - @"P30D"]) >= 1)",
    R"(some v in visits satisfies as_at - v.made_at > @"P500D")",
    R"(every v in visits satisfies as_at - v.made_at < @"P500D")",
    R"(parameter("decision-limit", as_at) = 5)",
    R"(parameter("decision-limit", as_at + @"P30D") = 5)",
    R"(if as_at - episode.received_at > @"P100D" then as_at - episode.received_at > @"P450D" else episode.excuse)",
    R"(abs(days between(@"2025-06-01", as_at)) < 10)",
    R"(age(child.date_of_birth, as_at) * 2 > 31)",
    R"(age(child.date_of_birth, as_at + @"P1Y") >= 16)",
    R"(as_at < birthday(child.date_of_birth, 15) or as_at - child.date_of_birth > @"P5600D")",
};

Rulebook reckoning() {
  std::vector<RuleFile> files = small_files();
  files[3].text = "rules:\n";
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    files[3].text += "  - {id: rule-" + std::to_string(i) +
                     ", kind: expectation, title: T, modality: must, actor: a, requires: r, for_each: episode, source: "
                     "[{document: d, status: general_knowledge}], in_force: {from: 2024-01-01, to: 2026-06-30}, in_place_when: '" +
                     conditions[i] + "'}\n";
  }
  files[2].text.replace(files[2].text.find("to: 2024-06-30"), 14, "to: 2026-06-30");
  return load(files);
}

bool same(const Finding& a, const Finding& b) {
  return a.status == b.status && a.outcome == b.outcome && a.rulebook == b.rulebook;
}

AssessOptions on(Date day) {
  AssessOptions options{.as_at = day};
  return options;
}

}  // namespace

TEST_CASE("an answer changes on its valid_until and on no day before however as_at is reckoned with", "[valid_until]") {
  const Rulebook rulebook = reckoning();
  const std::vector<std::string> cases{
      R"({"child": {"date_of_birth": "2009-02-28"}, "episodes": [{"received_at": "2024-01-31", "decided_at": null, "excuse": false,
          "visits": [{"made_at": "2024-02-29"}, {"made_at": "2024-07-01"}, {"made_at": "2025-03-31"}]}]})",
      R"({"child": {"date_of_birth": "2009-08-31"}, "episodes": [{"received_at": "2024-03-28", "decided_at": "2025-05-01",
          "excuse": true, "visits": []}]})",
      R"({"child": {}, "episodes": [{"received_at": "2024-10-01", "visits": [{"made_at": "2024-12-24"}, {}]}, {"received_at": null}]})"};
  constexpr int days = 1000;
  std::size_t changes = 0;
  for (const std::string& json : cases) {
    const Case recorded = read(rulebook, json);
    const Date first = Date::parse("2024-01-10").value();
    std::vector<Assessment> all;
    for (int n = 0; n < days; ++n) all.push_back(rulebook.assess(recorded, on(Date::from_number(first.number() + n))).value());
    for (const int start : {0, 50, 171, 172, 500}) {
      for (std::size_t i = 0; i < all[0].findings.size(); ++i) {
        const Finding& finding = all[static_cast<std::size_t>(start)].findings[i];
        INFO(json << "\n" << finding.rule << " on day " << start << ": " << conditions[i % conditions.size()]);
        std::optional<Date> changed;
        for (std::size_t n = static_cast<std::size_t>(start) + 1; n < all.size() && !changed; ++n) {
          if (!same(all[n].findings[i], finding)) changed = Date::from_number(first.number() + static_cast<std::int32_t>(n));
        }
        REQUIRE_FALSE(finding.valid_until_at_least);
        if (changed) {
          REQUIRE(finding.valid_until == changed);
          ++changes;
        } else if (finding.valid_until) {
          REQUIRE(finding.valid_until->number() >= first.number() + days);
        }
      }
    }
  }
  CHECK(changes > 300);
}

TEST_CASE("where the limit on work is met the day is a lower bound and says so", "[valid_until]") {
  std::vector<RuleFile> files = small_files();
  files[3].text = R"(rules:
  - id: moving
    kind: duty
    title: Soon
    modality: must
    actor: a
    requires: r
    source: [{document: d, status: general_knowledge}]
    for_each: episode
    applies_when: 'episode.excuse'
    arises_at: '@"2024-02-01"'
    within: {days: 5, after: 'if episode.excuse then as_at else episode.received_at'}
    done_at: episode.decided_at
)";
  const Rulebook rulebook = load(files);
  const Case recorded =
      read(rulebook, R"({"episodes": [{"received_at": "2024-01-31", "decided_at": null, "excuse": true}]})");
  const Finding finding = testing::finding(rulebook.assess(recorded, as_at("2024-03-01")).value(), "moving", "episodes[0]");
  CHECK(finding.status == Status::due);
  CHECK(finding.valid_until_at_least);
  REQUIRE(finding.valid_until);
  CHECK(*finding.valid_until == Date::from_number(Date::parse("2024-03-01")->number() + 401));
  for (const int later : {1, 100, 400}) {
    const Date day = Date::from_number(as_at("2024-03-01").as_at.day().number() + later);
    CHECK(same(testing::finding(rulebook.assess(recorded, on(day)).value(), "moving", "episodes[0]"), finding));
  }
}
