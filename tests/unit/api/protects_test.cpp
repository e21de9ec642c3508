// Whom rules protect: the vocabulary's word makes a condition of the rule, on the day that decides it.
#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

void replace(std::string& text, const std::string& old, const std::string& by) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  text.replace(at, old.size(), by);
}

/// The small rules with a word for children; `decide` has a clock, `note` arises on a day, `list` does neither.
Rulebook protecting() {
  std::vector<RuleFile> files = small_files();
  for (RuleFile& file : files) {
    if (file.text == small_vocabulary) {
      replace(file.text, "entities:\n", R"(protects:
  anyone: {title: anyone}
  child:
    title: a child
    that: 'if known(child.date_of_birth) then child.date_of_birth <= deciding_day and deciding_day < birthday(child.date_of_birth, 18) else true'
    because: 'The person was born and under 18 on {deciding_day}'
    interpretation: [A person whose birth date is not recorded is presumed to be a child.]
entities:
)");
    }
    if (file.text == small_rules) {
      replace(file.text, R"(        - that: 'age(child.date_of_birth, as_at) < 18'
          because: The child is under 18
)",
              "");
      replace(file.text, "    for_each: episode\n", "    for_each: episode\n    protects: child\n");
    }
  }
  files.push_back({"small-2024/more.yaml", R"(rules:
  - id: note
    kind: duty
    title: Note the outcome
    modality: should
    actor: social worker
    source: [{document: Guidance, section: '5', status: general_knowledge}]
    for_each: episode
    protects: child
    arises_at: episode.decided_at
    done_when: 'episode.outcome = "assessment"'
  - id: list
    kind: duty
    title: List the child
    modality: should
    actor: social worker
    source: [{document: Guidance, section: '5', status: general_knowledge}]
    for_each: child
    protects: child
    done_when: child.disabled
)"});
  return load(files);
}

Finding finding(const std::string& facts, const char* day, std::string_view rule) {
  const Rulebook rulebook = protecting();
  for (const Finding& found : rulebook.assess(read(rulebook, facts), as_at(day)).value().findings) {
    if (found.rule == rule) return found;
  }
  FAIL("no finding");
  return {};
}

std::string born(const std::string& date, const std::string& more = R"("decided_at": null)") {
  return R"({"child": {"date_of_birth": )" + date + R"(, "disabled": false}, "episodes": [{"received_at": "2024-03-04", )" +
         more + R"(, "excuse": false}]})";
}

}  // namespace

TEST_CASE("a clock holds for a child from the day of birth to the day before the eighteenth birthday", "[protects]") {
  CHECK(finding(born(R"("2024-03-05")"), "2024-03-11", "decide").status == Status::not_applicable);
  CHECK(finding(born(R"("2024-03-04")"), "2024-03-11", "decide").status == Status::due);
  CHECK(finding(born(R"("2006-03-05")"), "2024-03-11", "decide").status == Status::due);
  CHECK(finding(born(R"("2006-03-04")"), "2024-03-11", "decide").status == Status::not_applicable);
}

TEST_CASE("a duty without a clock is decided by the day on which it arose or by that of the assessment", "[protects]") {
  const std::string decided = R"("decided_at": "2024-03-08", "outcome": "no_action")";
  CHECK(finding(born(R"("2006-03-09")", decided), "2024-03-11", "note").status == Status::due);
  CHECK(finding(born(R"("2006-03-08")", decided), "2024-03-11", "note").status == Status::not_applicable);
  const std::string open = R"("decided_at": null, "outcome": "no_action")";
  CHECK(finding(born(R"("2006-03-12")", open), "2024-03-11", "note").status == Status::due);
  CHECK(finding(born(R"("2006-03-11")", open), "2024-03-11", "note").status == Status::not_applicable);
  const Finding listed = finding(born(R"("2006-03-12")"), "2024-03-11", "list");
  CHECK(listed.status == Status::due);
  CHECK(listed.valid_until == Date::parse("2024-03-12"));
  CHECK(finding(born(R"("2006-03-11")"), "2024-03-11", "list").status == Status::not_applicable);
}

TEST_CASE("a birth date that nobody records leaves nothing open where the word presumes it", "[protects]") {
  const Finding found =
      finding(R"({"child": {}, "episodes": [{"received_at": "2024-03-04", "decided_at": null, "excuse": false}]})", "2024-03-11",
              "decide");
  CHECK(found.status == Status::due);
  CHECK(found.missing.empty());
}

TEST_CASE("an explanation says whom a rule protects and on which day", "[protects]") {
  const Rulebook rulebook = protecting();
  const auto explained = rulebook.explain(read(rulebook, born(R"("2006-03-04")")), as_at("2024-03-11"), "decide").value();
  REQUIRE(explained.size() == 1);
  CHECK(explained[0].summary == "Does not apply: it protects a child, and the person was none on Mon 4 Mar 2024.");
  const ConditionReading& first = explained[0].conditions.front();
  CHECK(first.role == "protects");
  CHECK(first.truth == Truth::false_);
  CHECK(first.because == "The person was born and under 18 on Mon 4 Mar 2024");
  CHECK(explained[0].interpretation.back() == "A person whose birth date is not recorded is presumed to be a child.");
}

TEST_CASE("a rule tells whom it protects without a case", "[protects]") {
  const Rulebook rulebook = protecting();
  const RuleInfo& decide = *rulebook.rule("decide");
  CHECK(decide.protects == "child");
  CHECK(decide.protects_title == "a child");
  CHECK(decide.parts.front().role == PartRole::protects);
  CHECK(decide.parts.front().because == "The person was born and under 18 on the day that decides the rule");
  CHECK(decide.parts.front().facts == std::vector<std::string>{"case.child", "child.date_of_birth"});
  CHECK(rulebook.rule("published")->protects.empty());
}
