#include "support/catch.hpp"

#include <dutybound/report.hpp>

#include "unit/report/samples.hpp"

using namespace dutybound;
using namespace dutybound::testing;

TEST_CASE("an explanation reads from the answer down to its sources") {
  Explanation e;
  e.finding = overdue_conference();
  e.title = "Hold the conference in time";
  e.requires_text = "Hold it within 15 working days.";
  e.summary = "The conference was not held by its last day.";
  e.deadline = "15 working days after Thu 28 Mar 2024 is Mon 22 Apr 2024";
  e.edition = "Judged by edition 2023.";
  ConditionReading leaf{"",
                        ConditionGroup::leaf,
                        Truth::true_,
                        "The enquiries led to a conference",
                        "section_47_enquiry.outcome = \"icpc_required\"",
                        {{"section_47_enquiry.outcome", "icpc_required"}},
                        {}};
  ConditionReading bare{"", ConditionGroup::leaf, Truth::unknown, "", "happened(section_47_enquiry.started_at)", {}, {}};
  e.conditions.push_back({"applies_when", ConditionGroup::all, Truth::unknown, "", "", {}, {leaf, bare}});
  e.dates.push_back({"section_47_enquiry.started_at", "2024-03-28"});
  e.sources.push_back({"Working Together", "2023", "chapter 3", "", "read_in_seed"});
  e.interpretation.push_back("The trigger's own day is day 0.");
  e.record.push_back("The reason for a late conference.");
  CHECK(report::to_text(e) == R"(Hold the conference in time
wt23-icpc-15wd of working-together-2023; should, children's social care
About s1 (episodes[0].section_47_enquiries[0])
Hold it within 15 working days.

Answer: overdue
  The conference was not held by its last day.
  15 working days after Thu 28 Mar 2024 is Mon 22 Apr 2024
  Judged by edition 2023.

Conditions
  applies when
    unknown all of
      true    The enquiries led to a conference
              section_47_enquiry.outcome = "icpc_required"
              section_47_enquiry.outcome: icpc_required
      unknown happened(section_47_enquiry.started_at)

Dates
  section_47_enquiry.started_at: Thu 28 Mar 2024

Sources
  - Working Together (2023), chapter 3 [read in seed]

How it is read
  - The trigger's own day is day 0.

What to record
  - The reason for a late conference.
)");
}

TEST_CASE("an explanation names what is missing and what is impossible") {
  Explanation e;
  e.finding = unknown_because_of("u1", "incidents", "Serious incidents.");
  e.finding.data_errors.push_back({"child.date_of_birth", "1900-01-01", "This date stands for none.", "impossible_date"});
  const std::string text = report::to_text(e);
  INFO(text);
  CHECK(text.find("Not recorded\n  incidents: Serious incidents.\n") != std::string::npos);
  CHECK(text.find("Impossible values\n  child.date_of_birth: 1900-01-01: This date stands for none. [impossible_date]\n") !=
        std::string::npos);
}

TEST_CASE("questions are numbered and say what they could settle") {
  std::vector<Question> questions;
  questions.push_back({{"incidents", "Serious incidents."}, {"a", "b"}, 3, 2});
  questions.push_back({{"child.date_of_birth", ""}, {"c"}, 1, 0});
  CHECK(report::to_text(questions) == R"(2 facts that are not recorded could settle findings, most first.
  1. incidents
      Serious incidents.
      3 findings, 2 by itself: a, b
  2. child.date_of_birth
      1 finding, 0 by itself: c
)");
  CHECK(report::to_text(std::vector<Question>{}) == "No fact that is not recorded could change an answer.\n");
}

TEST_CASE("an explanation tells the choice between readings and what the others give") {
  Explanation e;
  e.finding = read_otherwise().findings.front();
  e.readings.push_back({"clock", "Which event starts it", "first", "The first", {{"One", "", "", "", "read_elsewhere"}}});
  CHECK(report::to_text(e).find("Where the sources differ\n"
                                "  Which event starts it: The first [clock = first]\n"
                                "    - One [read elsewhere]\n"
                                "  Other readings give other answers:\n"
                                "    due, due Wed 1 May 2024, with clock = last\n") != std::string::npos);
  e.finding.same_under_all_readings = true;
  CHECK(report::to_text(e).find("  Every other reading gives the same answer.\n") != std::string::npos);
}
