// What the checker fills in: types, references, values of enumerations, argument order; and where mistakes are shown.
#include "feel/builtins.hpp"
#include "support/catch.hpp"
#include "support/diagnostics.hpp"
#include "unit/feel/support.hpp"

using namespace dutybound;
using namespace dutybound::feel;
using testing::check_text;
using testing::type_of;
using testing::World;

TEST_CASE("types of expressions", "[feel]") {
  World world;
  CHECK(type_of(world, "1 + 2 * amount") == "number");
  CHECK(type_of(world, "started_at + @\"P3M\"") == "date");
  CHECK(type_of(world, "reported_at + @\"PT72H\"") == "date_time");
  CHECK(type_of(world, "as_at - started_at") == "days and time duration");
  CHECK(type_of(world, "@\"P1Y\" / @\"P1M\"") == "number");
  CHECK(type_of(world, "-@\"P1Y\"") == "years and months duration");
  CHECK(type_of(world, "outcome = \"icpc_required\"") == "boolean");
  CHECK(type_of(world, "conference.held_at") == "date");
  CHECK(type_of(world, "conference") == "conference");
  CHECK(type_of(world, "reviews.held_at") == "list of date");
  CHECK(type_of(world, "reviews.visits") == "list of list of visit");
  CHECK(type_of(world, "flatten(reviews.visits)") == "list of visit");
  CHECK(type_of(world, "flatten(reviews.visits).held_at") == "list of date");
  CHECK(type_of(world, "reviews[1]") == "review");
  CHECK(type_of(world, "reviews[attendance > 3]") == "list of review");
  CHECK(type_of(world, "reviews[attendance > 3].outcome") == "list of enumeration outcome");
  CHECK(type_of(world, "for r in reviews return r.held_at + @\"P1D\"") == "list of date");
  CHECK(type_of(world, "if disabled then 1 else 2") == "number");
  CHECK(type_of(world, "[]") == "empty list");
  CHECK(type_of(world, "[1, 2]") == "list of number");
  CHECK(type_of(world, "min(reviews.held_at)") == "date");
  CHECK(type_of(world, "max(1, amount)") == "number");
  CHECK(type_of(world, "min(started_at, as_at)") == "date");
  CHECK(type_of(world, "duration(\"P3M\")") == "years and months duration");
  CHECK(type_of(world, "duration(\"PT72H\")") == "days and time duration");
  CHECK(type_of(world, "date(\"2024-03-28\")") == "date");
  CHECK(type_of(world, "date(2024, 3, 28)") == "date");
  CHECK(type_of(world, "date(reported_at) = started_at") == "boolean");
  CHECK(type_of(world, "parameter(\"icpc-limit\") + parameter(\"icpc-limit\", started_at)") == "number");
  CHECK(type_of(world, "happened(conference) and known(reviews)") == "boolean");
  CHECK(type_of(world, "conference = reviews[1]").find("feel.comparison-types") == 0);
  CHECK(type_of(world, "distinct values(reviews.outcome)") == "list of enumeration outcome");
  CHECK(type_of(world, "append(scores, 1, 2)") == "list of number");
  CHECK(type_of(world, "concatenate(scores, [], [1])") == "list of number");
  CHECK(type_of(world, "index of(scores, 3)") == "list of number");
  CHECK(type_of(world, "string(as_at)") == "text");
  CHECK(type_of(world, "amount in [1..5] or amount in (< 3, 7, [8..9]) or amount in scores") == "boolean");
}

TEST_CASE("an enumeration takes a text for its value wherever they meet", "[feel]") {
  World world;
  const char* texts[] = {"outcome = \"no_further_action\"",
                         "\"no_further_action\" != outcome",
                         "outcome in [\"icpc_required\", \"no_further_action\"]",
                         "outcome in (\"icpc_required\", \"no_further_action\")",
                         "\"icpc_required\" in reviews.outcome",
                         "list contains(reviews.outcome, \"icpc_required\")",
                         "list contains([\"icpc_required\"], outcome)",
                         "outcome = (if disabled then \"icpc_required\" else \"no_further_action\")",
                         "[outcome, \"icpc_required\"] = reviews.outcome",
                         "reviews.outcome = [\"icpc_required\"]"};
  for (const char* text : texts) CHECK(type_of(world, text) == "boolean");
  const auto checked = check_text(world, "outcome = \"no_further_action\"");
  const Node& literal = *checked.expression.root->children[1];
  CHECK(literal.type == Type{Kind::enumeration, 0});
  CHECK(literal.literal.payload.integer == 1);
}

TEST_CASE("the wanted type turns a text into an enumeration value", "[feel]") {
  World world;
  const Type outcome{Kind::enumeration, 0};
  const auto checked = check_text(world, "if disabled then \"icpc_required\" else \"no_further_action\"", outcome);
  CHECK(checked.sound);
  CHECK(checked.expression.type() == outcome);
  CHECK_FALSE(check_text(world, "\"icpc_requird\"", outcome).sound);
  CHECK(check_text(world, "[]", world.types.list_of(outcome)).sound);
  CHECK(check_text(world, "[\"icpc_required\"]", world.types.list_of(outcome)).sound);
}

TEST_CASE("names refer to variables to iterations and to fields of the item", "[feel]") {
  World world;
  const auto outer = check_text(world, "as_at");
  CHECK(outer.expression.root->reference.of == Reference::Of::variable);
  CHECK(outer.expression.root->reference.id == 0);

  const auto filtered = check_text(world, "reviews[outcome = \"icpc_required\" and held_at < as_at and item.attendance > 0]");
  REQUIRE(filtered.sound);
  const Node& filter = *filtered.expression.root;
  const auto& conditions = filter.children[1]->children;
  CHECK(conditions[0]->children[0]->reference.of == Reference::Of::field_of_item);
  CHECK(conditions[0]->children[0]->reference.id == filter.binder);
  CHECK(conditions[0]->children[0]->reference.field == 2);
  CHECK(conditions[1]->children[1]->reference.of == Reference::Of::variable);
  CHECK(conditions[2]->children[0]->children[0]->reference.of == Reference::Of::iteration);

  const auto quantified = check_text(world, "some r in reviews satisfies every r in r.visits satisfies r.seen_alone");
  REQUIRE(quantified.sound);
  const Node& outer_loop = *quantified.expression.root;
  const Node& inner_loop = *outer_loop.children[1];
  CHECK(outer_loop.binder != inner_loop.binder);
  CHECK(inner_loop.children[0]->children[0]->reference.id == outer_loop.binder);
  CHECK(inner_loop.children[1]->children[0]->reference.id == inner_loop.binder);
}

TEST_CASE("a number in brackets is a position and a truth a filter", "[feel]") {
  World world;
  CHECK(check_text(world, "reviews[1]").expression.root->kind == NodeKind::index);
  CHECK(check_text(world, "reviews[-1]").expression.root->kind == NodeKind::index);
  CHECK(check_text(world, "reviews[amount]").expression.root->kind == NodeKind::index);
  CHECK(check_text(world, "scores[item > 3]").expression.root->kind == NodeKind::filter);
  CHECK_FALSE(check_text(world, "reviews[attendance]").sound);
}

TEST_CASE("named arguments take their declared places", "[feel]") {
  World world;
  const auto checked = check_text(world, "age(on: as_at, birth: date_of_birth)");
  REQUIRE(checked.sound);
  CHECK(to_text(checked.expression) == "age(date_of_birth, as_at)");
  CHECK(checked.expression.root->builtin == static_cast<std::uint32_t>(Builtin::age));
  CHECK(check_text(world, "date(day: 1, month: 2, year: 2024)").sound == false);
  CHECK(check_text(world, "date(year: 2024, day: 1, month: 2)").sound);
  CHECK(check_text(world, "substring(\"abc\", start position: 2)").sound == false);
  CHECK(check_text(world, "substring(start position: 2, string: \"abc\")").sound);
}

TEST_CASE("min of several arguments is min of their list and is printed as it was written", "[feel]") {
  World world;
  const auto checked = check_text(world, "min(amount, 3)");
  REQUIRE(checked.sound);
  CHECK(checked.expression.root->children.size() == 1);
  CHECK(checked.expression.root->children[0]->kind == NodeKind::list_literal);
  CHECK(to_text(checked.expression) == "min(amount, 3)");
}

TEST_CASE("durations and dates in quotes become literals", "[feel]") {
  World world;
  CHECK(to_text(check_text(world, "as_at + duration(\"P3M\")").expression) == "as_at + @\"P3M\"");
  CHECK(to_text(check_text(world, "date(\"2024-03-28\")").expression) == "@\"2024-03-28\"");
}

TEST_CASE("every mistake is reported in one run", "[feel]") {
  World world;
  const auto checked = check_text(world, "started_a < 3 and outcome = \"icpc_requird\" and amount + true > 1 and frobnicate(1)");
  CHECK_FALSE(checked.sound);
  CHECK(checked.diagnostics.size() == 4);
}

TEST_CASE("one mistake is not reported again by what stands around it", "[feel]") {
  World world;
  CHECK(check_text(world, "not(nonsense.held_at + 1 > as_at) and count(nonsense2[x = 1]) > 0").diagnostics.size() == 2);
  CHECK(check_text(world, "(if nonsense then 1 else 2) = 1").diagnostics.size() == 1);
}

TEST_CASE("negated comparisons of events are warned of unless happened stands beside them", "[feel]") {
  World world;
  const auto warned = [&](std::string_view text) {
    const auto checked = check_text(world, text);
    CHECK(checked.sound);
    return testing::find(checked.diagnostics, "feel.event-not-happened") != nullptr;
  };
  CHECK(warned("started_at != as_at"));
  CHECK(warned("not(conference.held_at > as_at)"));
  CHECK(warned("not(conference.held_at + @\"P1D\" in [as_at..as_at])"));
  CHECK(warned("some r in reviews satisfies r.held_at != as_at"));
  CHECK(warned("count(reviews[held_at != as_at]) > 0"));
  CHECK(warned("not(age(date_of_birth, started_at) > 3)"));
  CHECK(warned("happened(started_at) or started_at != as_at"));
  CHECK_FALSE(warned("happened(started_at) and started_at != as_at"));
  CHECK_FALSE(warned("started_at > as_at"));
  CHECK_FALSE(warned("date_of_birth != as_at"));
  CHECK_FALSE(warned("not(happened(started_at))"));
}

TEST_CASE("a fallback that may not exist is warned of", "[feel]") {
  World world;
  const auto warned = [&](std::string_view text) {
    const auto checked = check_text(world, text);
    CHECK(checked.sound);
    return testing::find(checked.diagnostics, "feel.lost-fallback") != nullptr;
  };
  CHECK(warned("if known(started_at) then started_at else conference.held_at"));
  CHECK(warned("if known(started_at) and happened(started_at) then started_at else conference.held_at"));
  CHECK(warned("if known(started_at) then started_at else min(reviews.held_at)"));
  CHECK(warned("if known(amount) then amount else scores[1]"));
  CHECK_FALSE(warned("if known(started_at) then started_at else as_at"));
  CHECK_FALSE(warned("if known(started_at) then as_at else conference.held_at"));
  CHECK_FALSE(warned("if happened(started_at) then started_at else conference.held_at"));
  CHECK_FALSE(warned("if known(amount) then amount else 3"));
  CHECK_FALSE(warned("first recorded(started_at, conference.held_at)"));
}

TEST_CASE("mistakes are shown in the source that the text was decoded from", "[feel]") {
  // As a YAML double-quoted scalar would give it: the source has two bytes for each quote.
  const auto source = std::make_shared<const Source>(Source{"rules.yaml", "when: \"outcome = \\\"icpc_requird\\\"\"\n"});
  text::Fragment fragment{source, "outcome = \"icpc_requird\"", {{0, 7}, {10, 17}, {11, 19}, {23, 31}, {24, 33}}};
  World world;
  auto parsed = parse(fragment);
  REQUIRE(parsed.ok());
  Expression expression = std::move(parsed).value();
  Diagnostics diagnostics;
  CHECK_FALSE(check(expression, world.environment, diagnostics));
  const Diagnostic* found = testing::find(diagnostics, "feel.unknown-value");
  REQUIRE(found);
  CHECK(found->underlined() == "\\\"icpc_requird\\\"");
  CHECK(found->source->name == "rules.yaml");
  CHECK(found->line() == 1);
}
