// One document or many, whatever the format; what is told about where each stands.
#include "desk.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

std::vector<std::string> places(const std::vector<CaseDocument>& documents) {
  std::vector<std::string> names;
  for (const CaseDocument& document : documents) names.push_back(document.where + (document.facts ? "" : " refused"));
  return names;
}
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("one JSON object is one case with its id") {
  const Desk desk;
  const auto documents = desk.read(R"({"id": "c1", "episodes": []})", CaseFormat::json, "a.json");
  REQUIRE(places(documents) == Names{"a.json"});
  CHECK(documents.front().facts->id() == "c1");
  CHECK(documents.front().facts->subject() == "case");
}

TEST_CASE("a JSON array is a batch and a bad case in it does not stop the others") {
  const Desk desk;
  const auto documents = desk.read(R"([{"id": "a"}, 7, {"id": "b", "id": "c"}, {"id": "d"}])", CaseFormat::json, "a.json");
  CHECK(places(documents) == Names{"a.json[0]", "a.json[1] refused", "a.json[2] refused", "a.json[3]"});
  CHECK(documents[1].diagnostics.front().code == "input.not-a-record");
  CHECK(documents[2].diagnostics.front().code == "input.duplicate-key");
  CHECK(documents[3].facts->id() == "d");
}

TEST_CASE("cases before a mistake in a JSON array are handed over") {
  const Desk desk;
  CHECK(places(desk.read(R"([{"id": "a"}, {"id": "b")", CaseFormat::json, "a.json")) == Names{"a.json[0]", "a.json[1] refused"});
}

TEST_CASE("JSON Lines are cases by line and blank lines are none") {
  const Desk desk;
  const auto documents = desk.read("{\"id\": \"a\"}\r\n\n{\"id\": \n{\"id\": \"b\"}", CaseFormat::json_lines, "a.jsonl");
  CHECK(places(documents) == Names{"a.jsonl:1", "a.jsonl:3 refused", "a.jsonl:4"});
  CHECK(documents[1].diagnostics.front().line() == 3);
}

TEST_CASE("YAML is one case or a list of them") {
  const Desk desk;
  CHECK(places(desk.read("id: a\nepisodes: []\n", CaseFormat::yaml, "a.yaml")) == Names{"a.yaml"});
  CHECK(places(desk.read("- {id: a}\n- 7\n- {id: b}\n", CaseFormat::yaml, "a.yaml")) ==
        Names{"a.yaml[0]", "a.yaml[1] refused", "a.yaml[2]"});
  CHECK(desk.read("id: 007\n", CaseFormat::yaml).front().facts->id() == "007");
}

TEST_CASE("reading stops where the taker has enough") {
  const Desk desk;
  int taken = 0;
  const auto once = [&](const CaseDocument&) { return ++taken < 2; };
  input::read_documents(desk.program, {}, "a", R"([{}, {}, {}])", CaseFormat::json, {}, once);
  CHECK(taken == 2);
  taken = 0;
  input::read_documents(desk.program, {}, "a", "{}\n{}\n{}\n", CaseFormat::json_lines, {}, once);
  CHECK(taken == 2);
  taken = 0;
  input::read_documents(desk.program, {}, "a", "[{}, {}, {}]", CaseFormat::yaml, {}, once);
  CHECK(taken == 2);
}

TEST_CASE("a document may name its own subject") {
  const Desk desk;
  const Case facts = desk.one(R"({"subject": "partnership", "published_at": "2024-01-02"})");
  CHECK(facts.subject() == "partnership");
  CHECK(errors(facts).empty());
  CHECK(desk.cell(facts, "partnership", "published_at").date() == *Date::parse("2024-01-02"));
}

TEST_CASE("a byte-order mark is passed over") {
  const Desk desk;
  CHECK(desk.one("\xEF\xBB\xBF{\"id\": \"a\"}").id() == "a");
}

TEST_CASE("the format is guessed by name and then by the first character") {
  CHECK(input::guess_format("a.jsonl", "") == CaseFormat::json_lines);
  CHECK(input::guess_format("a.json", "<") == CaseFormat::json);
  CHECK(input::guess_format("a.yml", "{") == CaseFormat::yaml);
  CHECK(input::guess_format("a.xml", "") == CaseFormat::cin_census);
  CHECK(input::guess_format("-", "  <Message/>") == CaseFormat::cin_census);
  CHECK(input::guess_format("-", "\n[{}]") == CaseFormat::json);
  CHECK(input::guess_format("-", "id: a") == CaseFormat::yaml);
}
