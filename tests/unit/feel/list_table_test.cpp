// Every operation over a list, against a list that is empty, wholly known, of an unknown member, of a member that may not belong,
// and unknown itself; and the same where what is recorded does not tell.
#include <algorithm>

#include "feel/kernels.hpp"
#include "feel/temporal.hpp"
#include "support/catch.hpp"
#include "unit/feel/evaluate.hpp"
#include "unit/feel/support.hpp"

using namespace dutybound;
using namespace dutybound::feel;

namespace {

struct Row {
  std::string_view feel;
  std::string_view of_empty, of_known, of_member, of_condition, of_list;
};

/// Over `scores`: [], [3, 1, 2], [3, unknown, 2], [3, 1 or not, 2], unknown. `?`: an element that may not belong.
constexpr Row table[] = {
    {"count(scores)", "0", "3", "3", "unknown", "unknown"},
    {"min(scores)", "null", "1", "unknown", "unknown", "unknown"},
    {"max(scores)", "null", "3", "unknown", "3", "unknown"},
    {"sum(scores)", "null", "6", "unknown", "unknown", "unknown"},
    {"mean(scores)", "null", "2", "unknown", "unknown", "unknown"},
    {"first recorded(scores[item < 9])", "null", "3", "3", "3", "unknown"},
    {"first recorded(scores[item < 2])", "null", "1", "unknown", "unknown", "unknown"},
    {"list contains(scores, 1)", "false", "true", "unknown", "unknown", "unknown"},
    {"list contains(scores, 3)", "false", "true", "true", "true", "unknown"},
    {"1 in scores", "false", "true", "unknown", "unknown", "unknown"},
    {"distinct values(scores)", "[]", "[3, 1, 2]", "unknown", "unknown", "unknown"},
    {"reverse(scores)", "[]", "[2, 1, 3]", "[2, unknown, 3]", "[2, 1?, 3]", "unknown"},
    {"sort(scores)", "[]", "[1, 2, 3]", "unknown", "[1?, 2, 3]", "unknown"},
    {"concatenate(scores, [9])", "[9]", "[3, 1, 2, 9]", "[3, unknown, 2, 9]", "[3, 1?, 2, 9]", "unknown"},
    {"concatenate([9], scores)", "[9]", "[9, 3, 1, 2]", "[9, 3, unknown, 2]", "[9, 3, 1?, 2]", "unknown"},
    {"append(scores, 9)", "[9]", "[3, 1, 2, 9]", "[3, unknown, 2, 9]", "[3, 1?, 2, 9]", "unknown"},
    {"sublist(scores, 2)", "null", "[1, 2]", "[unknown, 2]", "unknown", "unknown"},
    {"sublist(scores, 1, 1)", "null", "[3]", "[3]", "unknown", "unknown"},
    {"flatten([scores])", "[]", "[3, 1, 2]", "[3, unknown, 2]", "[3, 1?, 2]", "[unknown?]"},
    {"for s in flatten([scores]) return 1", "[]", "[1, 1, 1]", "[1, 1, 1]", "[1, 1?, 1]", "[unknown?]"},
    {"index of(scores, 1)", "[]", "[2]", "unknown", "unknown", "unknown"},
    {"index of(scores, 3)", "[]", "[1]", "unknown", "unknown", "unknown"},
    {"scores[1]", "null", "3", "3", "3", "unknown"},
    {"scores[2]", "null", "1", "unknown", "unknown", "unknown"},
    {"scores[-1]", "null", "2", "2", "2", "unknown"},
    {"scores[-2]", "null", "1", "unknown", "unknown", "unknown"},
    {"scores[9]", "null", "null", "null", "null", "unknown"},
    {"scores[item > 2]", "[]", "[3]", "[3, unknown?]", "[3]", "unknown"},
    {"scores[item < 2]", "[]", "[1]", "[unknown?]", "[1?]", "unknown"},
    {"count(scores[item > 2])", "0", "1", "unknown", "1", "unknown"},
    {"min(scores[item < 2])", "null", "1", "unknown", "unknown", "unknown"},
    {"max(scores[item < 2])", "null", "1", "unknown", "unknown", "unknown"},
    {"scores[item < 2][1]", "null", "1", "unknown", "unknown", "unknown"},
    {"scores[item < 2][-1]", "null", "1", "unknown", "unknown", "unknown"},
    {"some s in scores satisfies s > 2", "false", "true", "true", "true", "unknown"},
    {"some s in scores satisfies s < 2", "false", "true", "unknown", "unknown", "unknown"},
    {"every s in scores satisfies s > 0", "true", "true", "unknown", "true", "unknown"},
    {"every s in scores satisfies s > 1", "true", "false", "unknown", "unknown", "unknown"},
    {"for s in scores return s + 1", "[]", "[4, 2, 3]", "[4, unknown, 3]", "[4, 2?, 3]", "unknown"},
    {"all(for s in scores return s > 0)", "true", "true", "unknown", "true", "unknown"},
    {"any(for s in scores return s < 2)", "false", "true", "unknown", "unknown", "unknown"},
    {"happened(min(scores))", "false", "true", "unknown", "unknown", "unknown"},
    {"if count(scores) = 0 then 0 else min(scores)", "0", "1", "unknown", "unknown", "unknown"},
};

/// Evaluates over one `scores`.
class Over {
 public:
  explicit Over(const Cell& scores) {
    for (const Variable& variable : world_.environment.variables) {
      if (variable.name == "scores") values_.variables[variable.id] = scores;
    }
  }
  std::string operator()(std::string_view feel) {
    const testing::Checked checked = testing::check_text(world_, feel);
    REQUIRE(checked.sound);
    return text(testing::Walk(values_, {nullptr, &arena_}).evaluate(*checked.expression.root));
  }

 private:
  std::string text(const Cell& cell) const {
    if (cell.is_unknown()) return cell.is_unclear() ? "unclear" : "unknown";
    if (cell.kind != Kind::list || cell.is_null()) return to_text(cell, {cell.kind, 0}, world_.types);
    std::string all;
    for (const Cell& element : elements(cell)) {
      all += (all.empty() ? "" : ", ") + text(element) + (element.maybe ? element.unclear ? "!" : "?" : "");
    }
    return "[" + all + "]";
  }

  testing::World world_;
  testing::Values values_;
  Arena arena_;
};

/// A list, and the vector that keeps it.
struct Scores {
  std::vector<Cell> items;
  Cell cell;
  Scores(std::vector<Cell> list) : items(std::move(list)), cell(Cell::list(items.data(), items.size())) {}
};

Cell n(std::int64_t value) { return Cell::integer(value); }

/// The same answer where the doubt is about what is recorded.
std::string unclear(std::string_view text) {
  std::string changed(text);
  for (std::size_t at = changed.find("unknown"); at != std::string::npos; at = changed.find("unknown")) {
    changed.replace(at, 7, "unclear");
  }
  std::replace(changed.begin(), changed.end(), '?', '!');
  return changed;
}

struct Lists {
  explicit Lists(bool unclear)
      : member({n(3), Cell::unknown(Kind::number, unclear), n(2)}),
        condition({n(3), n(1), n(2)}),
        list(Cell::unknown(Kind::list, unclear)) {
    condition.items[1].maybe = true;
    condition.items[1].unclear = unclear;
  }
  Scores member, condition;
  Cell list;
};

}  // namespace

TEST_CASE("every operation over a list says unknown where a member, its belonging or the list is", "[feel]") {
  const Scores known({n(3), n(1), n(2)});
  const Lists lists(false);
  for (const Row& row : table) {
    INFO(row.feel);
    CHECK(Over(Cell::list(nullptr, 0))(row.feel) == row.of_empty);
    CHECK(Over(known.cell)(row.feel) == row.of_known);
    CHECK(Over(lists.member.cell)(row.feel) == row.of_member);
    CHECK(Over(lists.condition.cell)(row.feel) == row.of_condition);
    CHECK(Over(lists.list)(row.feel) == row.of_list);
  }
}

TEST_CASE("what is unknown of a list because of what is recorded stays unclear through every operation", "[feel]") {
  const Lists lists(true);
  for (const Row& row : table) {
    INFO(row.feel);
    CHECK(Over(lists.condition.cell)(row.feel) == unclear(row.of_condition));
    CHECK(Over(lists.list)(row.feel) == unclear(row.of_list));
    CHECK(Over(lists.member.cell)(row.feel) == unclear(row.of_member));
  }
}

TEST_CASE("every built-in over lists stands in the table", "[feel]") {
  for (const BuiltinEntry& entry : builtins()) {
    const Accepts first = entry.parameters[0].accepts;
    if (first < Accepts::list || first > Accepts::list_of_lists) continue;
    INFO(entry.name);
    CHECK(std::any_of(std::begin(table), std::end(table),
                      [&](const Row& row) { return row.feel.starts_with(std::string(entry.name) + "("); }));
  }
}
