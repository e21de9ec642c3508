// Truth tables of logic, comparison and choice, with unknown and null, and how long each result holds.
#include <string>

#include "feel/kernels.hpp"
#include "support/catch.hpp"

using namespace dutybound;
using namespace dutybound::feel;

namespace {

/// t f n u
Cell truth(char letter) {
  switch (letter) {
    case 't':
      return Cell::boolean(true);
    case 'f':
      return Cell::boolean(false);
    case 'n':
      return Cell::null(Kind::boolean);
    default:
      return Cell::unknown(Kind::boolean);
  }
}

char letter(const Cell& cell) {
  if (cell.is_unknown()) return 'u';
  if (cell.is_null()) return 'n';
  return cell.payload.truth ? 't' : 'f';
}

/// The table of a connective over t f n u, row by row.
template <class Operation>
std::string table(Operation operation) {
  std::string text;
  for (const char a : std::string("tfnu")) {
    for (const char b : std::string("tfnu")) text += letter(operation(truth(a), truth(b)));
    text += ' ';
  }
  return text;
}

Cell on(int day) { return Cell::date(Date::from_number(day)); }
Cell moment(std::int64_t earliest, std::int64_t latest) { return Cell::date_time(Interval{earliest, latest}); }
const Cell not_yet = Cell::null(Kind::date);
const Cell unrecorded = Cell::unknown(Kind::date);

}  // namespace

TEST_CASE("and is Kleene's with null as in FEEL where nothing is unknown", "[feel]") {
  CHECK(table([](const Cell& a, const Cell& b) { return conjunction(a, b); }) == "tfnu ffff nfnu ufuu ");
}

TEST_CASE("or is Kleene's with null as in FEEL where nothing is unknown", "[feel]") {
  CHECK(table([](const Cell& a, const Cell& b) { return disjunction(a, b); }) == "tttt tfnu tnnu tuuu ");
}

TEST_CASE("not swaps the truths and leaves null and unknown", "[feel]") {
  CHECK(letter(negation(truth('t'))) == 'f');
  CHECK(letter(negation(truth('f'))) == 't');
  CHECK(letter(negation(truth('n'))) == 'n');
  CHECK(letter(negation(truth('u'))) == 'u');
}

TEST_CASE("what is recorded and does not tell is unclear through every operation", "[feel]") {
  const Cell unclear = Cell::unknown(Kind::boolean, true);
  const Cell nobody_says = Cell::unknown(Kind::boolean);
  for (const Cell& other : {truth('t'), truth('n'), nobody_says, unclear}) {
    CHECK(conjunction(unclear, other).is_unclear());
    CHECK(conjunction(other, unclear).is_unclear());
    CHECK(equal(unclear, other).is_unclear());
  }
  for (const Cell& other : {truth('f'), truth('n'), nobody_says, unclear}) {
    CHECK(disjunction(unclear, other).is_unclear());
    CHECK(disjunction(other, unclear).is_unclear());
  }
  CHECK(conjunction(unclear, truth('f')).is_false());
  CHECK(disjunction(truth('t'), unclear).is_true());
  CHECK(negation(unclear).is_unclear());
  CHECK(happened(unclear).is_unclear());
  CHECK(add(Cell::unknown(Kind::number, true), Cell::integer(1)).is_unclear());
  CHECK_FALSE(conjunction(nobody_says, truth('t')).is_unclear());
  CHECK_FALSE(happened(nobody_says).is_unclear());
}

TEST_CASE("known is false of what nobody says and unknown of what is recorded and does not tell", "[feel]") {
  CHECK(known(truth('t')).is_true());
  CHECK(known(truth('n')).is_true());
  CHECK(known(truth('u')).is_false());
  CHECK(known(Cell::unknown(Kind::date, true)).is_unclear());
  CHECK(known(known(Cell::unknown(Kind::date, true))).is_unclear());
}

TEST_CASE("no branch of an if is taken because of what does not tell", "[feel]") {
  const Cell impossible = Cell::unknown(Kind::date, true);
  CHECK(conditional(known(impossible), impossible, on(7)).is_unclear());
  CHECK(conditional(known(unrecorded), unrecorded, on(7)).payload.integer == 7);
  CHECK(conditional(known(impossible), on(7), on(7)).payload.integer == 7);
  CHECK(conditional(truth('t'), impossible, on(7)).is_unclear());
  CHECK_FALSE(conditional(truth('u'), unrecorded, on(7)).is_unclear());
  CHECK(less(moment(0, 9), moment(5, 6)).is_unclear());
}

TEST_CASE("and and or are symmetric and associative in value and validity", "[feel]") {
  const std::string states = "tfnu";
  for (const char x : states) {
    for (const char y : states) {
      for (const char z : states) {
        const Cell a = until(truth(x), 10);
        const Cell b = until(truth(y), 20);
        const Cell c = until(truth(z), 30);
        CHECK(letter(conjunction(a, b)) == letter(conjunction(b, a)));
        CHECK(letter(disjunction(a, b)) == letter(disjunction(b, a)));
        const Cell left = conjunction(conjunction(a, b), c);
        const Cell right = conjunction(a, conjunction(b, c));
        CHECK(letter(left) == letter(right));
        CHECK(letter(negation(left)) == letter(disjunction(negation(a), disjunction(negation(b), negation(c)))));
        if (!left.is_unknown() && !left.is_null()) CHECK(left.valid_until == right.valid_until);
      }
    }
  }
}

TEST_CASE("what decides says how long the answer holds", "[feel]") {
  CHECK(conjunction(until(truth('f'), 10), until(truth('t'), 5)).valid_until == 10);
  CHECK(conjunction(until(truth('t'), 5), until(truth('f'), 10)).valid_until == 10);
  CHECK(conjunction(until(truth('f'), 10), until(truth('f'), 20)).valid_until == 20);
  CHECK(conjunction(until(truth('t'), 5), until(truth('t'), 10)).valid_until == 5);
  CHECK(disjunction(until(truth('t'), 10), until(truth('u'), 5)).valid_until == 10);
  CHECK(disjunction(until(truth('f'), 10), until(truth('u'), 5)).valid_until == 5);
  CHECK(negation(until(truth('t'), 7)).valid_until == 7);
  CHECK(less(until(on(1), 7), until(on(2), 9)).valid_until == 7);
}

TEST_CASE("comparison with null is null and with unknown unknown", "[feel]") {
  CHECK(letter(equal(on(1), on(1))) == 't');
  CHECK(letter(not_equal(on(1), on(1))) == 'f');
  CHECK(letter(equal(on(1), not_yet)) == 'n');
  CHECK(letter(not_equal(on(1), not_yet)) == 'n');
  CHECK(letter(equal(not_yet, not_yet)) == 'n');
  CHECK(letter(less(not_yet, unrecorded)) == 'u');
  CHECK(letter(less(on(1), unrecorded)) == 'u');
  CHECK(letter(less(on(1), on(2))) == 't');
  CHECK(letter(less(on(2), on(2))) == 'f');
  CHECK(letter(less_or_equal(on(2), on(2))) == 't');
  CHECK(letter(greater(on(3), on(2))) == 't');
  CHECK(letter(greater_or_equal(on(1), on(2))) == 'f');
}

TEST_CASE("values of different kinds are neither equal nor ordered", "[feel]") {
  CHECK(letter(equal(Cell::text("1"), Cell::integer(1))) == 'n');
  CHECK(letter(less(Cell::months_duration(1), Cell::days_duration(1))) == 'n');
  CHECK(letter(less(Cell::boolean(false), Cell::boolean(true))) == 'n');
  CHECK(letter(equal(Cell::record(1, 2), Cell::record(1, 2))) == 't');
  CHECK(letter(equal(Cell::record(1, 2), Cell::record(1, 3))) == 'f');
  CHECK(letter(less(Cell::text("a"), Cell::text("\xC3\xA9"))) == 't');
}

TEST_CASE("between and ranges", "[feel]") {
  CHECK(letter(between(on(1), on(1), on(3))) == 't');
  CHECK(letter(between(on(3), on(1), on(3))) == 't');
  CHECK(letter(between(on(4), on(1), unrecorded)) == 'u');
  CHECK(letter(between(on(0), on(1), unrecorded)) == 'f');
  CHECK(letter(between(on(0), on(1), not_yet)) == 'f');
  CHECK(letter(between(on(2), on(1), not_yet)) == 'n');
  CHECK(letter(in_range(on(1), on(1), on(3), true, false)) == 'f');
  CHECK(letter(in_range(on(3), on(1), on(3), false, true)) == 'f');
  CHECK(letter(in_range(on(2), on(1), on(3), true, true)) == 't');
}

TEST_CASE("a time of day that is not recorded leaves comparisons open only where it matters", "[feel]") {
  CHECK(letter(less(moment(0, 9), moment(10, 19))) == 't');
  CHECK(letter(less(moment(0, 9), moment(9, 19))) == 'u');
  CHECK(letter(less_or_equal(moment(0, 9), moment(9, 19))) == 't');
  CHECK(letter(less(moment(10, 19), moment(0, 10))) == 'f');
  CHECK(letter(less_or_equal(moment(10, 19), moment(0, 10))) == 'u');
  CHECK(letter(less_or_equal(moment(11, 19), moment(0, 10))) == 'f');
  CHECK(letter(equal(moment(0, 9), moment(0, 9))) == 'u');
  CHECK(letter(equal(moment(0, 9), moment(10, 10))) == 'f');
  CHECK(letter(equal(moment(5, 5), moment(5, 5))) == 't');
  CHECK(letter(not_equal(moment(0, 9), moment(3, 3))) == 'u');
}

TEST_CASE("if on unknown gives what the branches share and never the else branch", "[feel]") {
  CHECK(conditional(truth('t'), on(1), on(2)).payload.integer == 1);
  CHECK(conditional(truth('f'), on(1), on(2)).payload.integer == 2);
  CHECK(conditional(truth('n'), on(1), on(2)).payload.integer == 2);
  CHECK(conditional(truth('u'), on(1), on(2)).is_unknown());
  CHECK(conditional(truth('u'), on(1), on(1)).payload.integer == 1);
  CHECK(conditional(truth('u'), not_yet, not_yet).is_null());
  CHECK(conditional(truth('u'), not_yet, on(1)).is_unknown());
  CHECK(conditional(truth('u'), unrecorded, unrecorded).is_unknown());
  CHECK(conditional(truth('t'), unrecorded, on(1)).is_unknown());
  CHECK(conditional(until(truth('t'), 9), until(on(1), 20), until(on(2), 3)).valid_until == 9);
  CHECK(conditional(until(truth('u'), 1), until(on(1), 20), until(on(1), 30)).valid_until == 20);
}

TEST_CASE("happened and known are the tests of presence", "[feel]") {
  CHECK(letter(happened(on(1))) == 't');
  CHECK(letter(happened(not_yet)) == 'f');
  CHECK(letter(happened(unrecorded)) == 'u');
  CHECK(letter(known(on(1))) == 't');
  CHECK(letter(known(not_yet)) == 't');
  CHECK(letter(known(unrecorded)) == 'f');
  CHECK(happened(until(not_yet, 12)).valid_until == 12);
}

TEST_CASE("unknown means that the known answers differ or nothing can be said", "[feel]") {
  // Monotony: replacing an unknown operand by any value never contradicts a known result.
  const std::string values = "tfn";
  for (const char x : std::string("tfnu")) {
    const Cell with_and = conjunction(truth('u'), truth(x));
    const Cell with_or = disjunction(truth('u'), truth(x));
    for (const char v : values) {
      if (!with_and.is_unknown()) CHECK(letter(conjunction(truth(v), truth(x))) == letter(with_and));
      if (!with_or.is_unknown()) CHECK(letter(disjunction(truth(v), truth(x))) == letter(with_or));
    }
  }
}

TEST_CASE("an unknown date that is surely before a day is compared with that day and later ones", "[feel]") {
  const Cell earlier = Cell::unknown_before(Date::from_number(100));  // 99 at the latest
  CHECK(letter(less(earlier, on(100))) == 't');
  CHECK(letter(less(earlier, on(99))) == 'u');
  CHECK(letter(less_or_equal(earlier, on(99))) == 't');
  CHECK(letter(less_or_equal(earlier, on(98))) == 'u');
  CHECK(letter(less(on(99), earlier)) == 'f');
  CHECK(letter(less(on(98), earlier)) == 'u');
  CHECK(letter(less_or_equal(on(100), earlier)) == 'f');
  CHECK(letter(less_or_equal(on(99), earlier)) == 'u');
  CHECK(letter(equal(earlier, on(100))) == 'f');
  CHECK(letter(equal(on(100), earlier)) == 'f');
  CHECK(letter(equal(on(99), earlier)) == 'u');
  CHECK(letter(less(earlier, earlier)) == 'u');
  CHECK(letter(less(earlier, not_yet)) == letter(less(unrecorded, not_yet)));
  CHECK_FALSE(unrecorded.before());
  CHECK_FALSE(on(3).before());
}
