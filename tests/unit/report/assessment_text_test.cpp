#include "support/catch.hpp"

#include <dutybound/report.hpp>

#include "unit/report/samples.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

std::size_t place(const std::string& text, const std::string& part) {
  INFO(text);
  const std::size_t found = text.find(part);
  CHECK(found != std::string::npos);
  CHECK(text.find(part, found + 1) == std::string::npos);
  return found;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the text of an assessment says first what needs doing") {
  const std::string text = report::to_text(every_kind());
  const std::vector<std::string> order{"Case c1 as at Tue 30 Apr 2024",
                                       "Judged by working-together-2023 (2023)",
                                       "Overdue (1)",
                                       "from Thu 28 Mar 2024, due Mon 22 Apr 2024, 6 working days late",
                                       "Breached (1)",
                                       "Due (3)",
                                       "due Tue 30 Apr 2024, the last day",
                                       "due Mon 3 Jun 2024, 23 working days left",
                                       "  due-without-a-clock\n      should; children's social care\n",
                                       "Met late (1)",
                                       "due Fri 1 Mar 2024, done Sat 2 Mar 2024, 1 day late",
                                       "its edition had ended and is carried forward",
                                       "Impossible values (1)",
                                       "child.date_of_birth: 1900-01-01: This date stands for none. [impossible_date]",
                                       "1 finding rests on them: wrong",
                                       "Cannot be decided (4)",
                                       "Exempt (1)",
                                       "Not in force (1)",
                                       "Met (1)",
                                       "Thresholds (1)",
                                       "need: child in need",
                                       "Permissions (1)",
                                       "share: permitted on consent, protection",
                                       "Totals",
                                       "Time alone changes the next of them on Wed 1 May 2024."};
  std::size_t last = 0;
  for (const std::string& part : order) {
    const std::size_t here = place(text, part);
    INFO(part);
    CHECK(here >= last);
    last = here;
  }
}

TEST_CASE("a day that is a lower bound is not told as the day of the next change") {
  Assessment assessment = every_kind();
  const std::string bound = "Time alone changes none of them before Wed 1 May 2024; later days were not worked out.";
  for (Finding& finding : assessment.findings) finding.valid_until_at_least = finding.rule == "due-later";
  CHECK_FALSE(has(report::to_text(assessment), bound));
  for (Finding& finding : assessment.findings) finding.valid_until_at_least = finding.rule == "due-soon";
  CHECK(has(report::to_text(assessment), bound));
  Finding exact = duty("due-as-soon", Status::due);
  exact.valid_until = on("2024-05-01");
  assessment.findings.push_back(exact);
  CHECK(has(report::to_text(assessment), "Time alone changes the next of them on Wed 1 May 2024."));
}

TEST_CASE("what cannot be decided is grouped by what is missing with the largest group first") {
  const std::string text = report::to_text(every_kind());
  INFO(text);
  CHECK(has(text, "  Not recorded: incidents (2 findings)\n      Serious incidents.\n      u1, u3\n"));
  CHECK(has(text, "  No local policy set: policy.core-group-interval (1 finding)\n      u4\n"));
  CHECK(text.find("incidents (2") < text.find("episodes[0].referral.received_at (1"));
}

TEST_CASE("facts missing of one record name it once") {
  Assessment a = empty_assessment();
  Finding several = unknown_because_of("u1", "episodes[0].icpc.held_at", "");
  several.missing.push_back({"episodes[0].icpc.plan_made", ""});
  Finding apart = unknown_because_of("u2", "episodes[0].icpc.held_at", "");
  apart.missing.push_back({"episodes[0].closed_at", ""});
  Finding unlike = unknown_because_of("u3", "episodes[0].icpc.held_at", "");
  unlike.missing.push_back({"policy.visit-interval", ""});
  a.findings = {several, apart, unlike};
  count_up(a);
  const std::string text = report::to_text(a);
  INFO(text);
  CHECK(has(text, "Not recorded of episodes[0].icpc: held_at, plan_made (1 finding)\n"));
  CHECK(has(text, "Not recorded of episodes[0]: icpc.held_at, closed_at (1 finding)\n"));
  CHECK(has(text, "No local policy set: policy.visit-interval. Not recorded: episodes[0].icpc.held_at (1 finding)\n"));
}

TEST_CASE("a rule goes by its title where there is one") {
  const std::string text = report::to_text(every_kind(), {.titles = {{"wt23-icpc-15wd", "Hold the conference in time"}}});
  INFO(text);
  CHECK(has(text,
            "  Hold the conference in time\n      wt23-icpc-15wd, s1 (episodes[0].section_47_enquiries[0]); should; "
            "children's social care\n"));
}

TEST_CASE("good news never stands without what nobody could decide") {
  Assessment a = empty_assessment();
  a.findings.push_back(duty("kept", Status::met));
  count_up(a);
  CHECK(has(report::to_text(a),
            "Nothing was found overdue, breached or due; 0 findings cannot be decided from what is recorded.\n"));
  a.findings.push_back(unknown_because_of("u1", "incidents", ""));
  count_up(a);
  CHECK(has(report::to_text(a),
            "Nothing was found overdue, breached or due; 1 finding cannot be decided from what is recorded.\n"));
}

TEST_CASE("findings that were left out are counted") {
  Assessment a = every_kind();
  a.findings.resize(1);
  const std::string text = report::to_text(a);
  INFO(text);
  CHECK(has(text, "Shown below: 1 of 17 findings."));
  CHECK(has(text, "4 findings cannot be decided"));
  CHECK(has(text, "17 findings: 1 breached, 1 data error, 3 due"));
}

TEST_CASE("what is not in force says which edition ended and how to go on") {
  const std::string text = report::to_text(every_kind(), {.width = 400});
  INFO(text);
  CHECK(has(text,
            "working-together-2023 (2023) does not cover the day that decides, and no other edition of "
            "it is loaded: 1 finding\n      ended\n"));
  CHECK(has(text, "--carry-forward"));
}

TEST_CASE("lines keep to the width and lose no word") {
  Assessment a = empty_assessment();
  Finding f = unknown_because_of("u1", "incidents", "");
  f.missing.front().description = "Every death of or serious harm to a child whose abuse or neglect is known or suspected.";
  a.findings.push_back(f);
  count_up(a);
  const std::string text = report::to_text(a, {.width = 40});
  std::string flat;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    if (!has(line, "working-together-2023")) CHECK(line.size() <= 40);
    flat += line.substr(std::min(line.find_first_not_of(' '), line.size())) + " ";
    begin = end + 1;
  }
  INFO(text);
  CHECK(has(flat, f.missing.front().description));
}

TEST_CASE("colour is there only when asked for and recorded text cannot steer the terminal") {
  Assessment a = every_kind();
  a.findings.front().record = "s1\x1b[2J";
  const std::string plain = report::to_text(a);
  CHECK_FALSE(has(plain, "\x1b"));
  CHECK(has(plain, "s1\\u001b[2J"));
  CHECK(has(report::to_text(a, {.colour = true}), "\x1b[1;31mOverdue (1)\x1b[0m\n"));
}

TEST_CASE("a clock in hours is told to the minute") {
  Assessment a = empty_assessment();
  Finding f = duty("police-protection", Status::overdue);
  f.due = on("2024-04-22");
  f.due_at = DateTime::parse("2024-04-22T09:30:00");
  f.days = 5;
  f.day_unit = DayUnit::hours;
  a.findings.push_back(f);
  count_up(a);
  a.as_at = "2024-04-22T14:30:00";
  const std::string text = report::to_text(a);
  INFO(text);
  CHECK(has(text, "as at Mon 22 Apr 2024 14:30\n"));
  CHECK(has(text, "due Mon 22 Apr 2024 09:30, 5 hours late\n"));
}

TEST_CASE("text tells the readings and which findings change under others") {
  Assessment a = read_otherwise();
  const std::string text = report::to_text(a);
  CHECK(text.find("Readings\n"
                  "  Where the sources can be read in several ways: clock = first\n"
                  "  2 findings rest on them, and other readings change 1:\n"
                  "    wt23-icpc-15wd [wt23-icpc-15wd, s1 (episodes[0].section_47_enquiries[0])]: overdue\n"
                  "        due, due Wed 1 May 2024, with clock = last\n") != std::string::npos);
  a.findings.erase(a.findings.begin());
  CHECK(report::to_text(a).find("1 finding rests on them, and every other reading gives the same answer.") != std::string::npos);
  CHECK(report::to_text(every_kind()).find("Readings") == std::string::npos);
}
