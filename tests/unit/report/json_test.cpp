#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <dutybound/coverage.hpp>
#include <dutybound/report.hpp>

#include "unit/report/samples.hpp"

using namespace dutybound;
using namespace dutybound::testing;
using Json = nlohmann::ordered_json;

TEST_CASE("a finding in JSON has every name with null for what is absent") {
  const Json json = Json::parse(report::to_json(every_kind()));
  CHECK(
      json.at("findings").at(0).dump() ==
      R"({"rule":"wt23-icpc-15wd","rulebook":"working-together-2023","kind":"duty","instance":"episodes[0].section_47_enquiries[0]",)"
      R"("record":"s1","status":"overdue","outcome":null,"modality":"should","actor":"children's social care",)"
      R"("trigger":"2024-03-28","due":"2024-04-22","due_at":null,"done":null,"days":6,"day_unit":"working_days",)"
      R"("valid_until":null,"valid_until_at_least":false,"missing":[],"data_errors":[],"provisional":null,"unless":[],"assumed":[],)"
      R"("source_table":null,"source_row":null,"edition_policy":"in_force",)"
      R"("readings":{},"same_under_all_readings":null,"other_readings":[]})");
  CHECK(json.at("findings").at(2).at("record").is_null());
  CHECK(json.at("findings").at(10).at("missing").dump() == R"([{"path":"incidents","description":"Serious incidents."}])");
  CHECK(json.at("findings").at(15).at("status") == "child_in_need");
  CHECK(json.at("findings").at(15).at("outcome") == "child_in_need");
}

TEST_CASE("an assessment in JSON carries law and day and totals") {
  const Json json = Json::parse(report::to_json(every_kind(), 2));
  std::vector<std::string> names;
  for (const auto& [name, value] : json.items()) names.push_back(name);
  CHECK(names == std::vector<std::string>{"format", "read_in_part", "engine", "digest", "rulebooks", "as_at", "subject", "readings", "assumed", "case", "findings",
                                          "data_errors", "manifest"});
  CHECK(json.at("rulebooks").dump() == R"([{"id":"working-together-2023","edition":"2023","version":"1.0.0","digest":"ab12"}])");
  CHECK(
      json.at("data_errors").dump() ==
      R"([{"path":"child.date_of_birth","value":"1900-01-01","reason":"This date stands for none.","code":"impossible_date"}])");
  CHECK(json.at("manifest").at("findings") == json.at("findings").size());
  std::size_t sum = 0;
  for (const auto& [status, number] : json.at("manifest").at("by_status").items()) sum += number.get<std::size_t>();
  CHECK(sum == json.at("findings").size());
}

TEST_CASE("an assessment of nothing is still an assessment") {
  const Json json = Json::parse(report::to_json(Assessment{}));
  CHECK(json.at("findings").dump() == "[]");
  CHECK(json.at("case").is_null());
  CHECK(json.at("manifest").at("by_status").dump() == "{}");
}

TEST_CASE("JSON lines have one finding each with case and day first") {
  const Assessment a = every_kind();
  const std::string lines = report::to_json_lines(a);
  std::size_t number = 0;
  std::size_t begin = 0;
  while (begin < lines.size()) {
    const std::size_t end = lines.find('\n', begin);
    REQUIRE(end != std::string::npos);
    const Json json = Json::parse(lines.substr(begin, end - begin));
    std::vector<std::string> names;
    for (const auto& [name, value] : json.items()) names.push_back(name);
    names.resize(4);
    CHECK(names == std::vector<std::string>{"format", "engine", "case", "as_at"});
    CHECK(json.at("case") == "c1");
    CHECK(json.at("rule") == a.findings.at(number).rule);
    ++number;
    begin = end + 1;
  }
  CHECK(number == a.findings.size());
}

TEST_CASE("bytes that are no text still give JSON") {
  Assessment a = every_kind();
  a.case_id = "c\xff";
  CHECK(Json::parse(report::to_json(a)).at("case") == "c\xef\xbf\xbd");
}

TEST_CASE("explanations and questions in JSON") {
  Explanation e;
  e.finding = overdue_conference();
  const ConditionReading leaf{"", ConditionGroup::leaf, Truth::true_, "why", "x = 1", {{"x", "1"}}, {}};
  e.conditions.push_back({"applies_when", ConditionGroup::all, Truth::true_, "", "", {}, {leaf}});
  const Json json = Json::parse(report::to_json(e));
  CHECK(json.at("finding").at("rule") == "wt23-icpc-15wd");
  CHECK(
      json.at("conditions").dump() ==
      R"([{"role":"applies_when","group":"all","truth":"true","because":null,"feel":null,"layer":null,"facts":[],"members":)"
      R"([{"role":null,"group":"leaf","truth":"true","because":"why","feel":"x = 1","layer":null,"facts":[{"path":"x","value":"1"}],"members":[]}]}])");
  CHECK(Json::parse(report::to_json(std::vector<Question>{{{"incidents", "Serious incidents."}, {"a"}, 1, 1}})).at("questions").dump() ==
        R"([{"path":"incidents","description":"Serious incidents.","rules":["a"],"findings":1,"settles_alone":1}])");
}

TEST_CASE("whatever is written as JSON says first which format it has and which engine wrote it") {
  const auto versioned = [](const std::string& text, const char* format) {
    const Json json = Json::parse(text);
    CHECK(json.begin().key() == "format");
    CHECK(json.at("format") == format);
    CHECK(json.at("engine").is_string());
  };
  versioned(report::to_json(every_kind()), "dutybound.assessment/1");
  const std::string lines = report::to_json_lines(every_kind());
  versioned(lines.substr(0, lines.find('\n')), "dutybound.finding/1");
  versioned(report::to_json(Explanation{}), "dutybound.explanation/1");
  versioned(report::to_json(std::vector<Question>{}), "dutybound.questions/1");
  versioned(report::to_json(Difference{}), "dutybound.difference/1");
  versioned(report::to_json(Coverage{}), "dutybound.coverage/1");
  versioned(report::unread_to_json({}), "dutybound.unread/1");
}

TEST_CASE("readings and what the others give stand in JSON") {
  const Json json = Json::parse(report::to_json(read_otherwise()));
  CHECK(json.at("readings").dump() == R"({"clock":"first"})");
  const Json& finding = json.at("findings").at(0);
  CHECK(finding.at("readings").dump() == R"({"clock":"first"})");
  CHECK(finding.at("same_under_all_readings") == false);
  CHECK(finding.at("other_readings").dump() ==
        R"([{"readings":{"clock":"last"},"status":"due","outcome":null,"due":"2024-05-01","provisional":null}])");
  Explanation why;
  why.readings.push_back({"clock", "Which event starts it", "first", "The first", {{"One", "", "", "", "read_elsewhere"}}});
  CHECK(Json::parse(report::to_json(why)).at("readings").dump() ==
        R"([{"reading":"clock","title":"Which event starts it","value":"first","value_title":"The first",)"
        R"("sources":[{"document":"One","edition":null,"section":null,"url":null,"status":"read_elsewhere"}]}])");
}
