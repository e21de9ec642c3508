// Values typed by the vocabulary: what missing and null mean, what is refused and why.
#include "desk.hpp"
#include "text/inside.hpp"

using namespace dutybound;
using namespace dutybound::testing;

TEST_CASE("collections that are none are read in part") {
  const Desk desk;
  for (const char* text : {R"({"episodes": "none"})", R"({"episodes": [null]})", R"({"episodes": {}})", R"({"child": []})"}) {
    const Case facts = desk.one(text);
    CHECK(facts.unread_names().count == 1);
    CHECK(facts.unread_names().first->code == "wrong_type");
  }
}

TEST_CASE("what is missing is unknown and a null event has not happened") {
  const Desk desk;
  const Case facts =
      desk.one(R"({"child": {"date_of_birth": null}, "episodes": [{"ended_at": null, "reason": null, "visits": null}]})");
  CHECK(errors(facts).empty());
  CHECK(desk.cell(facts, "episode", "started_at").is_unknown());
  CHECK(desk.cell(facts, "episode", "ended_at").is_null());
  CHECK(desk.cell(facts, "episode", "reason").is_unknown());
  CHECK(desk.cell(facts, "child", "date_of_birth").is_unknown());
  CHECK(body_of(facts).facts.children(desk.entity("visit"), 0).state == feel::State::unknown);
}

TEST_CASE("an empty list is known to be empty and a null record is known to be none") {
  const Desk desk;
  const Case facts = desk.one(R"({"episodes": [], "conference": null})");
  const engine::Children& episodes = body_of(facts).facts.children(desk.entity("episode"), 0);
  CHECK(episodes.state == feel::State::known);
  CHECK(episodes.count == 0);
  CHECK(body_of(facts).facts.children(desk.entity("conference"), 0).state == feel::State::null);
  CHECK(body_of(facts).facts.children(desk.entity("child"), 0).state == feel::State::unknown);
}

TEST_CASE("records of one parent stand together in the order of the document") {
  const Desk desk;
  const Case facts = desk.one(R"({"episodes": [
    {"id": "e1", "visits": [{"count": 1}, {"count": 2}]}, {"id": "e2"}, {"id": "e3", "visits": [{"id": "v", "count": 3.50}]}]})");
  const engine::Facts& rows = body_of(facts).facts;
  const rulebook::EntityId visit = desk.entity("visit");
  CHECK(rows.rows(visit) == 3);
  CHECK(rows.children(visit, 0).first == 0);
  CHECK(rows.children(visit, 0).count == 2);
  CHECK(rows.children(visit, 2).first == 2);
  CHECK(rows.path(visit, 2) == "episodes[2].visits[0]");
  CHECK(rows.id(visit, 2) == "v");
  CHECK(desk.cell(facts, "visit", "count", 2).payload.number.to_string() == "3.5");
}

TEST_CASE("every kind of value is read") {
  const Desk desk;
  const Case facts = desk.one(R"({"child": {"disabled": true, "needs": ["a", "b"], "ages": []},
    "episodes": [{"reason": "injury", "worker": "Ann", "started_at": "2024-03-28", "called_at": "2024-03-28T10:00:00"}]})");
  CHECK(errors(facts).empty());
  CHECK(desk.cell(facts, "child", "disabled").is_true());
  CHECK(desk.cell(facts, "child", "needs").payload.items.size == 2);
  CHECK(desk.cell(facts, "child", "needs").payload.items.data[1].text() == "b");
  CHECK(desk.cell(facts, "child", "ages").payload.items.size == 0);
  CHECK(desk.cell(facts, "episode", "reason").payload.integer == 1);
  CHECK(desk.cell(facts, "episode", "worker").text() == "Ann");
  CHECK(desk.cell(facts, "episode", "started_at").date() == *Date::parse("2024-03-28"));
  CHECK(desk.cell(facts, "episode", "called_at").payload.instant.earliest == DateTime::parse("2024-03-28T10:00")->seconds());
}

TEST_CASE("YAML says the same as JSON") {
  const Desk desk;
  const Case facts =
      desk.one("child: {disabled: false, ages: [1, 2.0]}\nepisodes:\n- {started_at: 2024-03-28, worker: 12345, ended_at: ~}\n",
               CaseFormat::yaml);
  CHECK(errors(facts).empty());
  CHECK(desk.cell(facts, "child", "disabled").is_false());
  CHECK(desk.cell(facts, "child", "ages").payload.items.size == 2);
  CHECK(desk.cell(facts, "episode", "started_at").date() == *Date::parse("2024-03-28"));
  CHECK(desk.cell(facts, "episode", "worker").text() == "12345");
  CHECK(desk.cell(facts, "episode", "ended_at").is_null());
}

TEST_CASE("a day without time is the width of that day where a time is wanted") {
  const Desk desk;
  const Case facts = desk.one(R"({"episodes": [{"called_at": "2024-07-01"}]})");
  const feel::Interval day = desk.cell(facts, "episode", "called_at").payload.instant;
  CHECK(day.earliest == DateTime::parse("2024-07-01T00:00")->seconds());
  CHECK(day.latest == DateTime::parse("2024-07-01T23:59:59")->seconds());
}

TEST_CASE("a time is English local time unless it has an offset and gives its civil day where a day is wanted") {
  const Desk desk;
  const auto day = [&](const std::string& text) {
    return desk.cell(desk.one("{\"episodes\": [{\"started_at\": \"" + text + "\"}]}"), "episode", "started_at")
        .date()
        .to_string();
  };
  CHECK(day("2024-07-01T23:30:00Z") == "2024-07-02");
  CHECK(day("2024-07-01T23:30:00+01:00") == "2024-07-01");
  CHECK(day("2024-07-01 23:30:00") == "2024-07-01");
  CHECK(day("2024-07-01T00:00:00.000000") == "2024-07-01");
  CHECK(day("1990-07-01T00:00:00") == "1990-07-01");
  CHECK(day("1990-07-01T10:30") == "1990-07-01");
  CHECK(day("2024-07-01T23:30:00+00") == "2024-07-02");
  CHECK(day("2024-07-01T23:30:00+0100") == "2024-07-01");
  CHECK(day("2024-07-01Z") == "2024-07-01");
  CHECK(day("\u00A02024-07-01 ") == "2024-07-01");
  CHECK(day("1 July 2024") == "2024-07-01");
  CHECK(day("13/07/2024 14:30") == "2024-07-13");
}

TEST_CASE("a value of the wrong kind is a data error of that attribute and unknown") {
  const Desk desk;
  const Case facts =
      desk.one(R"({"child": {"disabled": "yes", "date_of_birth": 20240101, "needs": "a", "ages": [1, "2"]}, "conference": [],
    "episodes": [{"reason": "neglct", "worker": true, "visits": {}, "started_at": {}}, {"visits": [{}, 7]}]})");
  CHECK(errors(facts) ==
        "conference wrong_type a list of 0\n"
        "child.disabled wrong_type yes\n"
        "child.date_of_birth wrong_type 20240101\n"
        "child.needs wrong_type a\n"
        "child.ages[1] wrong_type 2\n"
        "episodes[0].reason unknown_value neglct\n"
        "episodes[0].worker wrong_type true\n"
        "episodes[0].visits wrong_type a record\n"
        "episodes[0].started_at wrong_type a record\n"
        "episodes[1].visits[1] wrong_type 7\n");
  CHECK(desk.cell(facts, "child", "disabled").is_unknown());
  CHECK(desk.cell(facts, "child", "ages").is_unknown());
  CHECK(body_of(facts).facts.children(desk.entity("visit"), 1).state == feel::State::unknown);
  CHECK(body_of(facts).facts.rows(desk.entity("visit")) == 0);
}

TEST_CASE("the nearest word is offered for one that the vocabulary does not have") {
  const Desk desk;
  const Case facts = desk.one(R"({"episodes": [{"reason": "neglct", "startd_at": "2024-01-01"}]})");
  REQUIRE(facts.data_errors().size() == 3);  // the attribute that may be meant is in doubt
  CHECK(facts.data_errors()[0].reason.find("neglect") != std::string::npos);
  CHECK(facts.data_errors()[1].code == "unknown_attribute");
  CHECK(facts.data_errors()[1].path == "episodes[0].startd_at");
  CHECK(facts.data_errors()[1].reason.find("started_at") != std::string::npos);
}

TEST_CASE("dates that cannot be or could be several are refused with their reason") {
  const Desk desk;
  const auto code = [&](const std::string& text) {
    const Case facts = desk.one("{\"episodes\": [{\"started_at\": \"" + text + "\"}]}");
    REQUIRE(facts.data_errors().size() == 1);
    CHECK(desk.cell(facts, "episode", "started_at").is_unknown());
    CHECK(facts.data_errors().front().value == text);
    return facts.data_errors().front().code;
  };
  CHECK(code("2023-02-29") == "impossible_date");
  CHECK(code("2024-13-01") == "impossible_date");
  CHECK(code("1900-01-01") == "impossible_date");
  CHECK(code("1900-01-01T00:00:00") == "impossible_date");
  CHECK(code("2200-01-01") == "impossible_date");
  CHECK(code("01/02/2024") == "ambiguous_date");
  CHECK(code("24-02-01") == "ambiguous_date");
  CHECK(code("9999-12-31") == "impossible_date");
  CHECK(code("2024-02-30Z") == "impossible_date");
  CHECK(code("") == "not_a_date");
  CHECK(code("45000") == "not_a_date");
  CHECK(code("2024-02-01T25:00") == "impossible_time");
  CHECK(code("2024-02-01x") == "impossible_time");
}

TEST_CASE("a time that the change of clocks skips does not exist") {
  const Desk desk;
  const Case facts = desk.one(R"({"episodes": [{"called_at": "2024-03-31T01:30"}]})");
  CHECK(errors(facts) == "episodes[0].called_at impossible_time 2024-03-31T01:30\n");
}

TEST_CASE("numbers are exact and what is no number is refused") {
  const Desk desk;
  const auto visits = [&](const std::string& number) {
    return desk.one("{\"episodes\": [{\"visits\": [{\"count\": " + number + "}]}]}");
  };
  CHECK(desk.cell(visits("0.1"), "visit", "count").payload.number.to_string() == "0.1");
  CHECK(desk.cell(visits("123456789012345678901234567890"), "visit", "count").payload.number.to_string() ==
        "123456789012345678901234567890");
  CHECK(errors(visits("\"3\"")) == "episodes[0].visits[0].count wrong_type 3\n");
  CHECK(errors(desk.one("episodes: [{visits: [{count: .inf}]}]", CaseFormat::yaml)) ==
        "episodes[0].visits[0].count wrong_type .inf\n");
  const Case huge = desk.one("episodes: [{visits: [{count: " + std::string(7000, '9') + "}]}]", CaseFormat::yaml);
  CHECK(errors(huge) == "episodes[0].visits[0].count impossible_number " + std::string(80, '9') + "...\n");
}

TEST_CASE("the same id twice in one entity is a data error and ids may be numbers") {
  const Desk desk;
  const Case facts = desk.one(R"({"id": 7, "episodes": [{"id": "a"}, {"id": "b"}, {"id": "a"}, {"id": []}, {"id": null}]})");
  CHECK(facts.id() == "7");
  CHECK(errors(facts) == "episodes[2].id duplicate_id a\nepisodes[3].id wrong_type a list of 0\n");
}

TEST_CASE("a constraint that is broken marks what it is about") {
  const Desk desk;
  const Case facts = desk.one(R"({"episodes": [{"started_at": "2024-02-02", "ended_at": "2024-02-01"}]})");
  CHECK(facts.data_errors().size() == 2);
  CHECK(facts.data_errors().front().code == "order");
}

TEST_CASE("a recorded value is cut at eighty characters and never inside one") {
  const Desk desk;
  std::string text;
  for (int i = 0; i < 100; ++i) text += "\xC3\xA9";
  const Case facts = desk.one("{\"episodes\": [{\"started_at\": \"" + text + "\"}]}");
  CHECK(facts.data_errors().front().value == text.substr(0, 160) + "...");
}

TEST_CASE("a misspelt name beside an empty one forbids to take that for none") {
  const Desk desk;
  const Case facts =
      desk.one(R"({"episodes": [{"visits": [], "vists": [{"count": 1}], "ended_at": null, "ended": "2024-01-01"}]})");
  CHECK(body_of(facts).facts.children(desk.entity("visit"), 0).state == feel::State::unknown);
  CHECK(errors(facts).find("episodes[0].visits unknown_attribute vists\n") != std::string::npos);
  // A null says no other than what stands there, and a name that is near to none is nobody's misspelt one.
  const Case plain = desk.one(R"({"episodes": [{"visits": [], "vists": null, "colour": "red"}]})");
  CHECK(body_of(plain).facts.children(desk.entity("visit"), 0).state == feel::State::known);
}

TEST_CASE("a misspelt name in the place of a missing one forbids to take that for unrecorded") {
  const Desk desk;
  const Case facts = desk.one(R"({"episodes": [{"ended_att": "2024-01-01", "vists": [{}]}, {"ended_att": null}, {"id": "c"}]})");
  for (const std::uint32_t row : {0U, 1U}) {
    CHECK(desk.cell(facts, "episode", "ended_at", row).is_unknown());
    CHECK(desk.cell(facts, "episode", "ended_at", row).unclear);
  }
  CHECK(!desk.cell(facts, "episode", "ended_at", 2).unclear);
  CHECK(!desk.cell(facts, "episode", "started_at", 0).unclear);
  CHECK(body_of(facts).facts.children(desk.entity("visit"), 0).unclear);
  CHECK(errors(facts).find("episodes[0].ended_at unknown_attribute ended_att\n") != std::string::npos);
  CHECK(errors(facts).find("episodes[0].visits unknown_attribute vists\n") != std::string::npos);
  // What is recorded under the right name stays.
  const Case both = desk.one(R"({"episodes": [{"ended_att": "2024-01-01", "ended_at": "2024-01-02"}]})");
  CHECK(desk.cell(both, "episode", "ended_at").is_known());
}

TEST_CASE("a great many misspelt names doubt each attribute once") {
  const Desk desk;
  for (const std::size_t times : {10U, 40U, 160U}) {
    std::string text = R"({"episodes": [{"id": 1)";
    for (std::size_t i = 0; i < times; ++i) text += ", \"ended_a" + std::to_string(i) + "\": 1";
    CHECK(desk.one(text + "}]}").data_errors().size() == times + 1);
  }
}
