// What the prover proves is held against every state of the facts, evaluated by the kernels.
#include <random>

#include "feel/arena.hpp"
#include "feel/kernels.hpp"
#include "rulebook/implication.hpp"
#include "support/catch.hpp"
#include "unit/feel/evaluate.hpp"

using namespace dutybound;
using namespace dutybound::rulebook;
using feel::Cell;
using Group = Condition::Group;
using Verdict = Implication::Verdict;

namespace {

/// Three truths, a number, an enumeration and two dates.
struct Facts {
  feel::TypeTable types;
  feel::Environment environment;

  Facts() {
    types.enumerations.push_back({"colour", {"red", "green", "blue"}});
    environment.types = &types;
    const feel::Type truth{feel::Kind::boolean, 0};
    environment.variables = {{"a", truth, 0, false},
                             {"b", truth, 1, false},
                             {"c", truth, 2, false},
                             {"n", {feel::Kind::number, 0}, 3, false},
                             {"e", {feel::Kind::enumeration, 0}, 4, false},
                             {"d", {feel::Kind::date, 0}, 5, true},
                             {"f", {feel::Kind::date, 0}, 6, true}};
  }

  Condition leaf(const std::string& text) {
    auto parsed = feel::parse(text::whole("test", text));
    INFO(text);
    REQUIRE(parsed.ok());
    Condition condition;
    condition.that = std::move(parsed.value());
    Diagnostics diagnostics;
    REQUIRE(feel::check(condition.that, environment, diagnostics, feel::Type{feel::Kind::boolean, 0}));
    return condition;
  }
};

Condition grouped(Group group, std::vector<Condition> members) {
  Condition condition;
  condition.group = group;
  condition.members = std::move(members);
  return condition;
}

/// Everything that a variable can be, as far as the texts below tell it apart; null is first.
std::vector<Cell> values_of(std::uint32_t variable) {
  const auto truths = [] {
    return std::vector<Cell>{Cell::null(feel::Kind::boolean), Cell::boolean(false), Cell::boolean(true)};
  };
  switch (variable) {
    case 3: {
      std::vector<Cell> numbers{Cell::null(feel::Kind::number)};
      for (const char* text : {"2", "3", "4", "5", "6"}) numbers.push_back(Cell::number(*feel::Decimal::parse(text)));
      return numbers;
    }
    case 4:
      return {Cell::null(feel::Kind::enumeration), Cell::enumeration(0), Cell::enumeration(1), Cell::enumeration(2)};
    case 5:
    case 6:
      return {Cell::null(feel::Kind::date), Cell::date(Date::from_number(100)), Cell::date(Date::from_number(101)),
              Cell::date(Date::from_number(102))};
    default:
      return truths();
  }
}

Cell truth_of(const Condition& condition, const testing::Values& values) {
  if (condition.group == Group::leaf) {
    feel::Arena arena(256);
    testing::Walk walk(values, {nullptr, &arena});
    return walk.evaluate(*condition.that.root);
  }
  Cell result = Cell::boolean(condition.group == Group::all);
  for (const Condition& member : condition.members) {
    const Cell each = truth_of(member, values);
    result = condition.group == Group::all ? feel::conjunction(result, each) : feel::disjunction(result, each);
  }
  return condition.group == Group::none ? feel::negation(result) : result;
}

/// Whether the second holds in every state in which the first does.
bool implied_everywhere(const Condition& first, const Condition& second) {
  testing::Values values;
  std::vector<std::size_t> at(7, 0);
  while (true) {
    for (std::uint32_t v = 0; v < at.size(); ++v) values.variables[v] = values_of(v)[at[v]];
    if (truth_of(first, values).is_true() && !truth_of(second, values).is_true()) return false;
    std::size_t v = 0;
    while (v < at.size() && ++at[v] == values_of(static_cast<std::uint32_t>(v)).size()) at[v++] = 0;
    if (v == at.size()) return true;
  }
}

class Random {
 public:
  explicit Random(Facts& facts) : facts_(facts) {}

  Condition condition(int depth) {
    if (depth == 0 || pick(4) == 0) return facts_.leaf(text(1));
    std::vector<Condition> members;
    for (std::size_t n = 1 + pick(3); n > 0; --n) members.push_back(condition(depth - 1));
    constexpr Group groups[] = {Group::all, Group::any, Group::none};
    return grouped(groups[pick(3)], std::move(members));
  }

 private:
  std::size_t pick(std::size_t below) { return engine_() % below; }

  std::string text(int depth) {
    static const char* const leaves[] = {"a",
                                         "b",
                                         "c = true",
                                         "c = false",
                                         "n <= 3",
                                         "n < 5",
                                         "n > 3",
                                         "5 >= n",
                                         "3 < n",
                                         "n = 5",
                                         "n != 3",
                                         "n between 3 and 5",
                                         "n in [3..5)",
                                         "n in (3, 5)",
                                         "e = \"red\"",
                                         "e != \"red\"",
                                         "e in [\"red\", \"blue\"]",
                                         "d < f",
                                         "f <= d",
                                         "d = f",
                                         "d >= f",
                                         "happened(d)",
                                         "n in (> 3)",
                                         "true",
                                         "d < @\"1970-04-12\"",
                                         "n < 5 and a"};
    if (depth == 0 || pick(3) > 0) return leaves[pick(std::size(leaves))];
    const std::string first = text(depth - 1);
    switch (pick(3)) {
      case 0:
        return "not(" + first + ")";
      case 1:
        return "(" + first + ") and (" + text(depth - 1) + ")";
      default:
        return "(" + first + ") or (" + text(depth - 1) + ")";
    }
  }

  Facts& facts_;
  std::mt19937 engine_{20231215};
};

}  // namespace

TEST_CASE("what is proved holds in every state of the facts", "[layers]") {
  Facts facts;
  Random random(facts);
  int proved = 0;
  int open = 0;
  for (int round = 0; round < 150; ++round) {
    const Condition first = random.condition(2);
    const Condition second = random.condition(2);
    const Implication implication = implies(first, second);
    INFO(to_text(first) << "  =>  " << to_text(second) << "  " << implication.counterexample);
    REQUIRE(implication.verdict != Verdict::too_large);
    const bool holds = implied_everywhere(first, second);
    if (implication.proved()) CHECK(holds);
    if (implication.proved() == holds) ++(holds ? proved : open);
  }
  // Both answers are tried, and hardly anything that is so is left unproved.
  CHECK(proved > 15);
  CHECK(open > 40);
}

TEST_CASE("comparisons of one operand with constants know of each other", "[layers]") {
  Facts facts;
  const auto proves = [&](const char* first, const char* second) {
    return implies(facts.leaf(first), facts.leaf(second)).proved();
  };
  CHECK(proves("n <= 5", "n <= 10"));
  CHECK_FALSE(proves("n <= 10", "n <= 5"));
  CHECK(proves("n < 5", "n != 5"));
  CHECK(proves("n = 4", "n in [3..5]"));
  CHECK(proves("e = \"red\"", "e in [\"green\", \"red\"]"));
  CHECK(proves("d < @\"2024-01-01\"", "d <= @\"2025-01-01\""));
  CHECK(proves("d < f", "not(f <= d)"));
  CHECK(proves("d < f", "d <= f"));
  CHECK(proves("a = false", "not(a)"));
  CHECK(proves("n < 5", "n < 5 or a"));
  CHECK(proves("false", "a"));
  // Null holds nowhere, so that neither a thing nor its contrary has to hold.
  CHECK_FALSE(proves("true", "a or not(a)"));
  CHECK_FALSE(proves("true", "n < 5 or n >= 5"));
}

TEST_CASE("a counterexample says where the first holds and the second does not", "[layers]") {
  Facts facts;
  CHECK(implies(facts.leaf("n <= 10 and a"), facts.leaf("n <= 5")).counterexample == "`n` is `10` and `a` is true");
}

TEST_CASE("a condition that is repeated in a group needs no search however large it is", "[layers]") {
  Facts facts;
  std::vector<Condition> once, again;
  for (int i = 0; i < 40; ++i) {
    once.push_back(facts.leaf("d < @\"2024-01-01\" + duration(\"P" + std::to_string(i + 1) + "D\")"));
    again.push_back(facts.leaf("d < @\"2024-01-01\" + duration(\"P" + std::to_string(i + 1) + "D\")"));
  }
  const Condition national = grouped(Group::any, std::move(once));
  std::vector<Condition> narrower;
  narrower.push_back(grouped(Group::any, std::move(again)));
  narrower.push_back(facts.leaf("a"));
  const Condition local = grouped(Group::all, std::move(narrower));
  CHECK(implies(local, national).proved());
  CHECK(implies(national, local).verdict == Verdict::too_large);
}

TEST_CASE("that an event has happened follows only where the condition asks for it", "[layers]") {
  Facts facts;
  const feel::Expression d = std::move(feel::parse(text::whole("test", "d")).value());
  CHECK(implies_happened(facts.leaf("happened(d) and a"), d).proved());
  CHECK_FALSE(implies_happened(facts.leaf("happened(f)"), d).proved());
}
