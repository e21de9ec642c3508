// One expression over facts whose types are taken from their values.
#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

struct Row {
  const char* expression;
  const char* facts;
  const char* value;
  const char* type;
};

}  // namespace

TEST_CASE("an expression is evaluated over facts in JSON", "[feel]") {
  const Rulebook rulebook = load(small_files());
  const Row row = GENERATE(Row{"1 + 2", "{}", "3", "number"}, Row{"x > 3 and y", R"({"x": 4, "y": true})", "true", "boolean"},
                           Row{"upper case(name)", R"({"name": "a"})", R"("A")", "text"},
                           Row{"add working days(start, 15)", R"({"start": "2024-03-28"})", "2024-04-22", "date"},
                           Row{"happened(held_at)", R"({"held_at": null})", "false", "boolean"},
                           Row{"held_at < start", R"({"held_at": null, "start": "2024-03-28"})", "null", "boolean"},
                           Row{"child.age_in_years", R"({"child": {"age_in_years": 7}})", "7", "number"},
                           Row{"count(visits[alone])", R"({"visits": [{"alone": true}, {"alone": false}]})", "1", "number"},
                           Row{"sum(xs)", R"({"xs": [1, 2.5]})", "3.5", "number"},
                           Row{"[name, \"b\"]", R"({"name": "a"})", R"(["a", "b"])", "list of text"},
                           Row{"count(xs)", R"({"xs": []})", "0", "number"},
                           Row{"parameter(\"decision-limit\", @\"2024-03-01\")", "{}", "15", "number"},
                           Row{"duration(\"P1Y2M\")", "{}", "P1Y2M", "years and months duration"},
                           Row{"begun_at < @\"2024-03-28T12:00:00\"", R"({"begun_at": "2024-03-27T10:00"})", "true", "boolean"});
  CAPTURE(row.expression);
  const Result<FeelAnswer> answer = evaluate_feel(rulebook, row.expression, row.facts, std::nullopt);
  INFO(list(answer.diagnostics()));
  REQUIRE(answer.ok());
  CHECK(answer.value().value == row.value);
  CHECK(answer.value().type == row.type);
  CHECK(answer.value().missing.empty());
}

TEST_CASE("an unknown answer names what it depends on", "[feel]") {
  const Rulebook rulebook = load(small_files());
  const auto answer =
      evaluate_feel(rulebook, "some v in visits satisfies v.alone", R"({"visits": [{"alone": false}, {}]})", std::nullopt);
  REQUIRE(answer.ok());
  CHECK(answer.value().value == "unknown");
  CHECK(answer.value().missing == std::vector<std::string>{"visits[1].alone"});
  const auto beyond = evaluate_feel(rulebook, "add working days(start, 15)", R"({"start": "2024-12-28"})", std::nullopt);
  REQUIRE(beyond.ok());
  CHECK(beyond.value().missing == std::vector<std::string>{"calendar.england-and-wales"});
}

TEST_CASE("an event after the day of the assessment has not happened", "[feel]") {
  const Rulebook rulebook = load(small_files());
  const char* const facts = R"({"held_at": "2024-04-22"})";
  CHECK(evaluate_feel(rulebook, "happened(held_at)", facts, Date::parse("2024-04-21")).value().value == "false");
  CHECK(evaluate_feel(rulebook, "happened(held_at)", facts, Date::parse("2024-04-22")).value().value == "true");
  CHECK(evaluate_feel(rulebook, "as_at", "{}", Date::parse("2024-04-22")).value().value == "2024-04-22");
  CHECK_FALSE(evaluate_feel(rulebook, "as_at", "{}", std::nullopt).ok());
}

TEST_CASE("numbers of the facts keep their digits", "[feel]") {
  const Rulebook rulebook = load(small_files());
  const std::string digits = "0.1234567890123456789012345678901234";
  CHECK(evaluate_feel(rulebook, "n", R"({"n": )" + digits + "}", std::nullopt).value().value == digits);
  CHECK(evaluate_feel(rulebook, "n = " + digits, R"({"n": )" + digits + "}", std::nullopt).value().value == "true");
  const auto large = evaluate_feel(rulebook, "n", R"({"n": 1e400})", std::nullopt);
  REQUIRE_FALSE(large.ok());
  CHECK(large.diagnostics().front().message == "a number that is too large");
}

TEST_CASE("mistakes in the expression and in the facts are told", "[feel]") {
  const Rulebook rulebook = load(small_files());
  const auto code = [&](const char* expression, const char* facts) {
    const auto answer = evaluate_feel(rulebook, expression, facts, std::nullopt);
    REQUIRE_FALSE(answer.ok());
    return answer.diagnostics().front().code;
  };
  CHECK(code("1", "{") == "feel-facts.syntax");
  CHECK(code("1", "[1]") == "feel-facts.not-an-object");
  CHECK(code("1", R"({"x": [1, "a"]})") == "feel-facts.mixed");
  CHECK(code("1", R"({"x": [{"a": 1}, 2]})") == "feel-facts.mixed");
  CHECK(code("1", R"({"x": [[1]]})") == "feel-facts.mixed");
  CHECK(code("1 +", "{}").substr(0, 5) == "feel.");
  const auto misspelt = evaluate_feel(rulebook, "strat", R"({"start": 1})", std::nullopt);
  REQUIRE_FALSE(misspelt.ok());
  CHECK(misspelt.diagnostics().front().underlined() == "strat");
  std::string deep = "1";
  for (int i = 0; i < 70; ++i) deep = R"({"a": )" + deep + "}";
  CHECK(code("1", deep.c_str()) == "feel-facts.syntax");
}
