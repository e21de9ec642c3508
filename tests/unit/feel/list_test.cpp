// Lists whose elements, or whose membership, may be unknown; and the arena that they live in.
#include <vector>

#include "feel/builtins.hpp"
#include "feel/kernels.hpp"
#include "feel/temporal.hpp"
#include "support/catch.hpp"

using namespace dutybound;
using namespace dutybound::feel;

namespace {

Cell n(std::int64_t value) { return Cell::integer(value); }
Cell on(int day) { return Cell::date(Date::from_number(day)); }
const Cell u = Cell::unknown(Kind::number);
const Cell t = Cell::boolean(true);
const Cell f = Cell::boolean(false);
const Cell ub = Cell::unknown(Kind::boolean);

Cell maybe(Cell cell) {
  cell.maybe = true;
  return cell;
}

/// A list, and the vector that keeps it.
struct List {
  std::vector<Cell> items;
  Cell cell;
  List(std::initializer_list<Cell> list) : items(list), cell(Cell::list(items.data(), items.size())) {}
  List(const List&) = delete;
  List& operator=(const List&) = delete;
};

Arena& arena() {
  static Arena shared;
  return shared;
}

Cell call(Builtin builtin, std::initializer_list<Cell> arguments) {
  Context context{nullptr, &arena()};
  return entry(builtin).evaluate({arguments.begin(), arguments.size()}, context);
}

Cell call(Builtin builtin, std::initializer_list<Cell> items, std::initializer_list<Cell> further) {
  static std::vector<std::vector<Cell>> kept;
  kept.emplace_back(items);
  std::vector<Cell> arguments{Cell::list(kept.back().data(), kept.back().size())};
  arguments.insert(arguments.end(), further);
  Context context{nullptr, &arena()};
  return entry(builtin).evaluate(arguments, context);
}

std::string text(const Cell& cell) {
  static TypeTable types;
  const auto all = elements(cell);
  std::string flags;
  for (const Cell& element : all) flags += element.maybe ? "?" : "";
  const Type type = cell.kind == Kind::list ? types.list_of({all.empty() ? Kind::none : all.front().kind}) : Type{cell.kind};
  return to_text(cell, type, types) + flags;
}

}  // namespace

TEST_CASE("a filter keeps what is true and flags what is unknown", "[feel]") {
  const List list{n(1), n(2), n(3), n(4)};
  const Cell conditions[] = {t, f, ub, Cell::null(Kind::boolean)};
  const Cell kept = filter(list.cell, conditions, arena());
  REQUIRE(elements(kept).size() == 2);
  CHECK_FALSE(elements(kept)[0].maybe);
  CHECK(elements(kept)[1].maybe);
  CHECK(text(kept) == "[1, 3]?");
  CHECK(filter(Cell::unknown(Kind::list), {}, arena()).is_unknown());
  const Cell dated[] = {until(f, 9), f, f, f};
  CHECK(filter(list.cell, dated, arena()).valid_until == 9);
}

TEST_CASE("some is or and every is and over those that belong", "[feel]") {
  const auto some = [](const Cell& element, const Cell& condition) {
    return quantified(Cell::list(nullptr, 0), some_step(Cell::boolean(false), element, condition));
  };
  const auto every = [](const Cell& element, const Cell& condition) {
    return quantified(Cell::list(nullptr, 0), every_step(Cell::boolean(true), element, condition));
  };
  CHECK(some(n(1), t).is_true());
  CHECK(some(maybe(n(1)), t).is_unknown());
  CHECK(some(maybe(n(1)), f).is_false());
  CHECK(some(n(1), ub).is_unknown());
  CHECK(every(n(1), f).is_false());
  CHECK(every(maybe(n(1)), f).is_unknown());
  CHECK(every(maybe(n(1)), t).is_true());
  CHECK(every(n(1), Cell::null(Kind::boolean)).is_null());
  CHECK(quantified(Cell::unknown(Kind::list), f).is_unknown());
  CHECK(quantified(Cell::null(Kind::list), f).is_null());
  CHECK(some_step(some_step(f, maybe(n(1)), t), n(2), t).is_true());
}

TEST_CASE("positions count from both ends and are unknown past what may not belong", "[feel]") {
  const List list{n(10), n(20), maybe(n(30)), n(40)};
  CHECK(text(index(list.cell, n(1), Kind::number)) == "10");
  CHECK(text(index(list.cell, n(2), Kind::number)) == "20");
  CHECK(index(list.cell, n(3), Kind::number).is_unknown());
  CHECK(index(list.cell, n(4), Kind::number).is_unknown());
  CHECK(text(index(list.cell, n(-1), Kind::number)) == "40");
  CHECK(index(list.cell, n(-2), Kind::number).is_unknown());
  CHECK(index(list.cell, n(5), Kind::number).is_null());
  CHECK(index(list.cell, n(0), Kind::number).is_null());
  CHECK(index(list.cell, u, Kind::number).is_unknown());
  CHECK(index(Cell::unknown(Kind::list), n(1), Kind::number).is_unknown());
  const List gap{n(1), maybe(u)};
  CHECK(index(gap.cell, n(7), Kind::number).is_unknown());
}

TEST_CASE("contains is or over equality", "[feel]") {
  const List list{n(1), u, maybe(n(3))};
  CHECK(contains(list.cell, n(1)).is_true());
  CHECK(contains(list.cell, n(3)).is_unknown());
  CHECK(contains(list.cell, n(9)).is_unknown());
  const List settled{n(1), maybe(n(3))};
  CHECK(contains(settled.cell, n(9)).is_false());
  const List certain{n(1), n(3)};
  CHECK(contains(certain.cell, Cell::null(Kind::number)).is_null());
}

TEST_CASE("lists are equal when their elements are", "[feel]") {
  const List a{n(1), n(2)};
  const List b{n(1), n(2)};
  const List c{n(1), u};
  const List d{n(2), u};
  const List e{n(1)};
  CHECK(equal(a.cell, b.cell).is_true());
  CHECK(equal(a.cell, c.cell).is_unknown());
  CHECK(equal(a.cell, d.cell).is_false());
  CHECK(equal(a.cell, e.cell).is_false());
}

TEST_CASE("count is unknown where membership is", "[feel]") {
  CHECK(text(call(Builtin::count, {n(1), u}, {})) == "2");
  CHECK(call(Builtin::count, {n(1), maybe(n(2))}, {}).is_unknown());
  CHECK(text(call(Builtin::count, {}, {})) == "0");
  CHECK(call(Builtin::count, {Cell::unknown(Kind::list)}).is_unknown());
}

TEST_CASE("min and max leave out what has not happened", "[feel]") {
  CHECK(text(call(Builtin::min, {on(5), Cell::null(Kind::date), on(3)}, {})) == "@\"1970-01-04\"");
  CHECK(call(Builtin::min, {Cell::null(Kind::date)}, {}).is_null());
  CHECK(call(Builtin::min, {}, {}).is_null());
  CHECK(call(Builtin::min, {on(5), Cell::unknown(Kind::date)}, {}).is_unknown());
  CHECK(text(call(Builtin::max, {n(5), n(7)}, {})) == "7");
  CHECK(call(Builtin::max, {n(5), Cell::null(Kind::number)}, {}).is_null());
  CHECK(call(Builtin::max, {u, Cell::null(Kind::number)}, {}).is_unknown());
}

TEST_CASE("an element that may not belong matters to min and max only if it could win", "[feel]") {
  CHECK(text(call(Builtin::min, {on(3), maybe(on(5))}, {})) == "@\"1970-01-04\"");
  CHECK(call(Builtin::min, {on(3), maybe(on(2))}, {}).is_unknown());
  CHECK(call(Builtin::max, {on(3), maybe(on(5))}, {}).is_unknown());
  CHECK(text(call(Builtin::min, {on(3), maybe(Cell::null(Kind::date))}, {})) == "@\"1970-01-04\"");
  CHECK(call(Builtin::min, {maybe(on(3))}, {}).is_unknown());
  CHECK_FALSE(call(Builtin::min, {on(3), maybe(on(5))}, {}).maybe);
}

TEST_CASE("the earliest of moments with a width lies between the earlier ends", "[feel]") {
  const Cell first = call(Builtin::min, {Cell::date_time(Interval{0, 100}), Cell::date_time(Interval{50, 60})}, {});
  CHECK(first.payload.instant.earliest == 0);
  CHECK(first.payload.instant.latest == 60);
}

TEST_CASE("first recorded passes over what has not happened and what nobody recorded", "[feel]") {
  const Cell null = Cell::null(Kind::date);
  const Cell unrecorded = Cell::unknown(Kind::date);
  const Cell unclear = Cell::unknown(Kind::date, true);
  CHECK(text(call(Builtin::first_recorded, {null, unrecorded, on(3), on(2)}, {})) == "@\"1970-01-04\"");
  CHECK(call(Builtin::first_recorded, {null, null}, {}).is_null());
  CHECK(call(Builtin::first_recorded, {}, {}).is_null());
  CHECK(call(Builtin::first_recorded, {unrecorded, null}, {}).is_unknown());
  CHECK_FALSE(call(Builtin::first_recorded, {unrecorded, null}, {}).is_unclear());
  CHECK(call(Builtin::first_recorded, {null, unclear, on(3)}, {}).is_unclear());
  CHECK(text(call(Builtin::first_recorded, {on(3), unclear}, {})) == "@\"1970-01-04\"");
  CHECK(call(Builtin::first_recorded, {until(null, 9), until(on(3), 12)}, {}).valid_until == 9);
}

TEST_CASE("sum and mean", "[feel]") {
  CHECK(text(call(Builtin::sum, {n(1), n(2)}, {})) == "3");
  CHECK(text(call(Builtin::mean, {n(1), n(2)}, {})) == "1.5");
  CHECK(call(Builtin::sum, {n(1), u}, {}).is_unknown());
  CHECK(call(Builtin::sum, {n(1), maybe(n(0))}, {}).is_unknown());
  CHECK(call(Builtin::sum, {n(1), Cell::null(Kind::number)}, {}).is_null());
  CHECK(call(Builtin::sum, {}, {}).is_null());
}

TEST_CASE("all and any are Kleene's over a list", "[feel]") {
  CHECK(call(Builtin::all, {t, t}, {}).is_true());
  CHECK(call(Builtin::all, {t, ub, f}, {}).is_false());
  CHECK(call(Builtin::all, {t, ub}, {}).is_unknown());
  CHECK(call(Builtin::all, {t, maybe(f)}, {}).is_unknown());
  CHECK(call(Builtin::any, {f, ub}, {}).is_unknown());
  CHECK(call(Builtin::any, {ub, t}, {}).is_true());
  CHECK(call(Builtin::any, {maybe(f)}, {}).is_false());
  CHECK_FALSE(call(Builtin::any, {maybe(f)}, {}).maybe);
  CHECK(call(Builtin::all, {}, {}).is_true());
  CHECK(call(Builtin::any, {}, {}).is_false());
}

TEST_CASE("distinct values and index of need every comparison settled", "[feel]") {
  CHECK(text(call(Builtin::distinct_values, {n(1), n(2), n(1)}, {})) == "[1, 2]");
  CHECK(call(Builtin::distinct_values, {n(1), u}, {}).is_unknown());
  CHECK(text(call(Builtin::index_of, {n(1), n(2), n(1)}, {n(1)})) == "[1, 3]");
  CHECK(call(Builtin::index_of, {n(1), u}, {n(1)}).is_unknown());
  CHECK(call(Builtin::index_of, {n(1), maybe(n(2))}, {n(1)}).is_unknown());
}

TEST_CASE("reverse sort concatenate append and sublist", "[feel]") {
  CHECK(text(call(Builtin::reverse, {n(1), maybe(n(2))}, {})) == "[2, 1]?");
  CHECK(text(call(Builtin::sort, {n(3), n(1), n(2)}, {})) == "[1, 2, 3]");
  CHECK(text(call(Builtin::sort, {on(3), Cell::null(Kind::date), on(1)}, {})) == "[@\"1970-01-02\", @\"1970-01-04\"]");
  CHECK(call(Builtin::sort, {n(1), u}, {}).is_unknown());
  CHECK(call(Builtin::sort, {Cell::date_time(Interval{0, 9}), Cell::date_time(Interval{5, 6})}, {}).is_unknown());
  const List second{n(3)};
  CHECK(text(call(Builtin::concatenate, {n(1), n(2)}, {second.cell})) == "[1, 2, 3]");
  CHECK(call(Builtin::concatenate, {n(1)}, {Cell::unknown(Kind::list)}).is_unknown());
  CHECK(text(call(Builtin::append, {n(1)}, {n(2), u})) == "[1, 2, unknown]");
  CHECK(text(call(Builtin::sublist, {n(1), n(2), n(3)}, {n(2)})) == "[2, 3]");
  CHECK(text(call(Builtin::sublist, {n(1), n(2), n(3)}, {n(-2), n(1)})) == "[2]");
  CHECK(call(Builtin::sublist, {n(1)}, {n(2)}).is_null());
  CHECK(call(Builtin::sublist, {n(1)}, {n(0)}).is_null());
  CHECK(call(Builtin::sublist, {maybe(n(1)), n(2)}, {n(1)}).is_unknown());
}

TEST_CASE("flatten makes an unrecorded list one element that may stand for several", "[feel]") {
  const List inner{n(1), n(2)};
  const Cell flat = call(Builtin::flatten, {inner.cell, Cell::unknown(Kind::list), maybe(inner.cell)}, {});
  CHECK(text(flat) == "[1, 2, unknown, 1, 2]???");
  CHECK(call(Builtin::count, {flat}).is_unknown());
  CHECK(contains(flat, n(1)).is_true());
  CHECK(contains(flat, n(9)).is_unknown());
  CHECK(text(call(Builtin::flatten, {Cell::null(Kind::list), inner.cell}, {})) == "[1, 2]");
}

TEST_CASE("a warm arena allocates nothing", "[feel]") {
  Arena small(256);
  const auto fill = [&] {
    for (int i = 0; i < 20; ++i) {
      CHECK(small.cells(5).size() == 5);
      CHECK(small.text("some text that is kept") == "some text that is kept");
    }
    CHECK(small.cells(100).front().is_null());
    CHECK(small.cells(0).empty());
  };
  fill();
  const std::size_t held = small.capacity();
  for (int run = 0; run < 3; ++run) {
    small.reset();
    fill();
  }
  CHECK(small.capacity() == held);
}
