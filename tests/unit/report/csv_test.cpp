#include "support/catch.hpp"

#include <algorithm>

#include <dutybound/report.hpp>

#include "unit/report/samples.hpp"

using namespace dutybound;
using namespace dutybound::testing;

TEST_CASE("CSV has a line for each finding and as many cells as the header") {
  Assessment a = empty_assessment();
  a.findings.push_back(overdue_conference());
  CHECK(report::to_csv(a) ==
        "c1,2024-04-30,wt23-icpc-15wd,working-together-2023,duty,episodes[0].section_47_enquiries[0],s1,overdue,,should,"
        "children's social care,2024-03-28,2024-04-22,,,6,working_days,,false,,,,,,,,in_force,,\r\n");
  const std::string header = report::csv_header();
  const std::string line = report::to_csv(a);
  CHECK(std::count(header.begin(), header.end(), ',') == std::count(line.begin(), line.end(), ','));
}

TEST_CASE("CSV quotes commas and quotes and line ends and joins lists") {
  Assessment a = empty_assessment();
  a.case_id = "a \"b\", c\nd";
  Finding f = duty("r", Status::data_error);
  f.missing = {{"x", ""}, {"y", ""}};
  f.data_errors = {{"z", "1900-01-01", "why", "impossible_date"}, {"w", "?", "why", "wrong_type"}};
  a.findings.push_back(f);
  const std::string line = report::to_csv(a);
  INFO(line);
  CHECK(line.rfind("\"a \"\"b\"\", c\nd\",2024-04-30,r,", 0) == 0);
  CHECK(line.find(",x; y,z: impossible_date; w: wrong_type,,,,,,in_force,,\r\n") != std::string::npos);
}

TEST_CASE("CSV tells what is late unless excused and what was assumed and where it was read") {
  Assessment a = empty_assessment();
  Finding f = duty("r", Status::indeterminate);
  f.provisional = Status::met_late;
  f.unless = {"x", "y"};
  f.assumed = {{"z", "false"}, {"w", "null"}, {"v", "2024-03-28", true}};
  f.source_table = "Section47";
  f.source_row = 7;
  a.findings.push_back(f);
  CHECK(report::to_csv(a).find(",met_late,x; y,z = false; w = null; v = 2024-03-28 (by the rule),Section47,7,in_force,,\r\n") !=
        std::string::npos);
}

TEST_CASE("CSV tells the readings of a finding and whether all agree") {
  const std::string lines = report::to_csv(read_otherwise());
  CHECK(lines.find(",in_force,clock = first,false\r\n") != std::string::npos);
  CHECK(lines.find(",in_force,clock = first,true\r\n") != std::string::npos);
}

TEST_CASE("CSV gives a spreadsheet no cell that it would run and leaves numbers and all else as they are") {
  for (const char* cell : {"=1+1", "+44 20 7946 0000", "-1+1", "-", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\xEF\xBC\x9D" "1", "\xEF\xBC\x8B" "1",
                           "\xEF\xBC\x8D" "1", "\xEF\xBC\xA0" "x", "--1", "-1.", "-.5", "-1e9"}) {
    CHECK(report::csv_text(cell) == "'" + std::string(cell));
  }
  for (const char* cell : {"", "-3", "-0.25", "12", "a=b", " =1", "'", "2024-03-28", "x@y"}) CHECK(report::csv_text(cell) == cell);
  Assessment a = empty_assessment();
  a.case_id = "=HYPERLINK(\"http://x\",\"y\")";
  Finding f = duty("r", Status::due);
  f.days = -3;
  f.day_unit = DayUnit::days;
  a.findings.push_back(f);
  const std::string line = report::to_csv(a);
  CHECK(line.rfind("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",", 0) == 0);
  CHECK(line.find(",-3,days,") != std::string::npos);
}
