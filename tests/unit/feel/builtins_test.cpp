// What the built-ins over days, numbers and texts compute, and the table's own soundness.
#include <set>
#include <vector>

#include "feel/builtins.hpp"
#include "feel/dialect.hpp"
#include "feel/kernels.hpp"
#include "feel/temporal.hpp"
#include "support/catch.hpp"

using namespace dutybound;
using namespace dutybound::feel;

namespace {

/// Monday to Friday of 2024 less Good Friday and Easter Monday.
const Calendar& calendar() {
  static const Calendar easter("test", *Date::parse("2024-01-01"), *Date::parse("2024-12-31"),
                               {{*Date::parse("2024-03-29"), "Good Friday"}, {*Date::parse("2024-04-01"), "Easter Monday"}});
  return easter;
}

Cell evaluate(Builtin builtin, const std::vector<Cell>& arguments) {
  static Arena arena;
  Context context{&calendar(), &arena};
  return entry(builtin).evaluate(arguments, context);
}

std::string call(Builtin builtin, const std::vector<Cell>& arguments) {
  static const TypeTable types;
  const Cell result = evaluate(builtin, arguments);
  return to_text(result, {result.kind}, types);
}

Cell d(std::string_view text) { return *parse_temporal(text); }
Cell n(std::string_view text) { return Cell::number(*Decimal::parse(text)); }
Cell s(std::string_view text) { return Cell::text(text); }

}  // namespace

TEST_CASE("working days skip weekends and listed days and end with the calendar", "[feel]") {
  CHECK(call(Builtin::add_working_days, {d("2024-03-28"), n("15")}) == "@\"2024-04-22\"");
  CHECK(call(Builtin::add_working_days, {d("2024-04-02"), n("-1")}) == "@\"2024-03-28\"");
  CHECK(call(Builtin::add_working_days, {d("2024-03-29"), n("0")}) == "@\"2024-03-29\"");
  CHECK(call(Builtin::add_working_days, {d("2024-12-30"), n("5")}) == "unknown");
  CHECK(call(Builtin::add_working_days, {d("2024-03-28"), n("1.5")}) == "null");
  CHECK(call(Builtin::working_days_between, {d("2024-03-28"), d("2024-04-22")}) == "15");
  CHECK(call(Builtin::working_days_between, {d("2023-03-28"), d("2024-04-22")}) == "unknown");
  CHECK(call(Builtin::is_working_day, {d("2024-03-29")}) == "false");
  CHECK(call(Builtin::is_working_day, {d("2024-03-28")}) == "true");
  CHECK(call(Builtin::is_working_day, {d("2025-03-28")}) == "unknown");
  Context nothing{nullptr, nullptr};
  const Cell day = d("2024-03-28");
  CHECK(entry(Builtin::is_working_day).evaluate({&day, 1}, nothing).is_unknown());
}

TEST_CASE("ages birthdays and months", "[feel]") {
  CHECK(call(Builtin::age, {d("2006-02-28"), d("2024-02-27")}) == "17");
  CHECK(call(Builtin::age, {d("2006-02-28"), d("2024-02-28")}) == "18");
  CHECK(call(Builtin::birthday, {d("2008-02-29"), n("18")}) == "@\"2026-03-01\"");
  CHECK(call(Builtin::add_months, {d("2024-08-31"), n("6")}) == "@\"2025-02-28\"");
  CHECK(call(Builtin::add_months, {d("2024-08-31"), n("0.5")}) == "null");
  CHECK(call(Builtin::years_and_months_duration, {d("2011-12-22"), d("2013-08-24")}) == "@\"P1Y8M\"");
  CHECK(call(Builtin::years_and_months_duration, {d("2013-08-24"), d("2011-12-22")}) == "@\"-P1Y8M\"");
  CHECK(call(Builtin::years_and_months_duration, {d("2024-01-31"), d("2024-02-29")}) == "@\"P0M\"");
  CHECK(call(Builtin::years_and_months_duration, {d("2024-02-28"), d("2024-01-31")}) == "@\"P0M\"");
  CHECK(call(Builtin::days_between, {d("2024-02-28"), d("2024-03-01")}) == "2");
  CHECK(call(Builtin::weeks_between, {d("2024-03-01"), d("2024-03-14")}) == "1");
  CHECK(call(Builtin::weeks_between, {d("2024-03-14"), d("2024-03-01")}) == "-1");
}

TEST_CASE("dates from texts and parts", "[feel]") {
  CHECK(call(Builtin::date, {s("2024-02-29")}) == "@\"2024-02-29\"");
  CHECK(call(Builtin::date, {s("2023-02-29")}) == "null");
  CHECK(call(Builtin::date, {d("2024-06-30T23:30")}) == "@\"2024-06-30\"");
  CHECK(call(Builtin::date_from_parts, {n("2024"), n("2"), n("29")}) == "@\"2024-02-29\"");
  CHECK(call(Builtin::date_from_parts, {n("2023"), n("2"), n("29")}) == "null");
  CHECK(call(Builtin::date_from_parts, {n("2023"), n("2.5"), n("1")}) == "null");
}

TEST_CASE("parts of dates", "[feel]") {
  CHECK(call(Builtin::day_of_week, {d("2024-03-28")}) == "\"Thursday\"");
  CHECK(call(Builtin::month_of_year, {d("2024-03-28")}) == "\"March\"");
  CHECK(call(Builtin::day_of_year, {d("2024-12-31")}) == "366");
  CHECK(call(Builtin::week_of_year, {d("2024-12-30")}) == "1");
  CHECK(call(Builtin::week_of_year, {d("2021-01-03")}) == "53");
  CHECK(call(Builtin::week_of_year, {d("2024-01-01")}) == "1");
}

TEST_CASE("a moment counts as its day unless that is not settled", "[feel]") {
  CHECK(call(Builtin::days_between, {d("2024-03-28T23:59"), d("2024-03-29")}) == "1");
  CHECK(call(Builtin::days_between, {Cell::date_time(Interval{0, 100'000}), d("2024-03-29")}) == "unknown");
}

TEST_CASE("unknown arguments come before null ones", "[feel]") {
  CHECK(call(Builtin::age, {Cell::unknown(Kind::date), Cell::null(Kind::date)}) == "unknown");
  CHECK(call(Builtin::age, {Cell::null(Kind::date), d("2024-01-01")}) == "null");
  CHECK(evaluate(Builtin::age, {until(d("2000-01-01"), 9), until(d("2024-01-01"), 4)}).valid_until == 4);
}

TEST_CASE("numbers", "[feel]") {
  CHECK(call(Builtin::abs, {n("-1.5")}) == "1.5");
  CHECK(call(Builtin::abs, {d("-P1D")}) == "@\"P1D\"");
  CHECK(call(Builtin::floor, {n("-1.5")}) == "-2");
  CHECK(call(Builtin::floor, {n("1.56"), n("1")}) == "1.5");
  CHECK(call(Builtin::ceiling, {n("1.51"), n("1")}) == "1.6");
  CHECK(call(Builtin::ceiling, {n("141"), n("-1")}) == "150");
  CHECK(call(Builtin::round_half_even, {n("2.5"), n("0")}) == "2");
  CHECK(call(Builtin::decimal, {n("1.115"), n("2.9")}) == "1.12");
  CHECK(call(Builtin::modulo, {n("12"), n("5")}) == "2");
  CHECK(call(Builtin::modulo, {n("-12"), n("5")}) == "3");
  CHECK(call(Builtin::modulo, {n("12"), n("-5")}) == "-3");
  CHECK(call(Builtin::modulo, {n("12"), n("0")}) == "null");
  CHECK(call(Builtin::odd, {n("-3")}) == "true");
  CHECK(call(Builtin::even, {n("0")}) == "true");
  CHECK(call(Builtin::odd, {n("1.5")}) == "null");
  CHECK(call(Builtin::number, {s("1.50")}) == "1.5");
  CHECK(call(Builtin::number, {s("fifteen")}) == "null");
}

TEST_CASE("texts count code points", "[feel]") {
  CHECK(call(Builtin::string_length, {s("caf\xC3\xA9 \xF0\x9F\x90\x8E")}) == "6");
  CHECK(call(Builtin::upper_case, {s("caf\xC3\xA9 t\xC5\xB7")}) == "\"CAF\xC3\x89 T\xC5\xB6\"");
  CHECK(call(Builtin::lower_case, {s("\xC3\x89T\xC3\x89 \xC5\xB8 \xC3\x97")}) == "\"\xC3\xA9t\xC3\xA9 \xC3\xBF \xC3\x97\"");
  CHECK(call(Builtin::upper_case, {s("\xC3\xBF \xC3\x9F \xC3\xB7")}) == "\"\xC5\xB8 \xC3\x9F \xC3\xB7\"");
  CHECK(call(Builtin::contains, {s("footbar"), s("ob")}) == "false");
  CHECK(call(Builtin::contains, {s("footbar"), s("tb")}) == "true");
  CHECK(call(Builtin::starts_with, {s("footbar"), s("fo")}) == "true");
  CHECK(call(Builtin::ends_with, {s("footbar"), s("bar")}) == "true");
  CHECK(call(Builtin::substring, {s("f\xC3\xB6"
                                    "obar"),
                                  n("3")}) == "\"obar\"");
  CHECK(call(Builtin::substring, {s("f\xC3\xB6"
                                    "obar"),
                                  n("2"), n("2")}) == "\"\xC3\xB6o\"");
  CHECK(call(Builtin::substring, {s("foobar"), n("-2"), n("1.9")}) == "\"a\"");
  CHECK(call(Builtin::substring, {s("foobar"), n("0")}) == "null");
  CHECK(call(Builtin::substring, {s("foobar"), n("9")}) == "\"\"");
  CHECK(call(Builtin::substring_before, {s("foobar"), s("bar")}) == "\"foo\"");
  CHECK(call(Builtin::substring_before, {s("foobar"), s("x")}) == "\"\"");
  CHECK(call(Builtin::substring_after, {s("foobar"), s("foo")}) == "\"bar\"");
  CHECK(call(Builtin::substring_after, {s("foobar"), s("")}) == "\"foobar\"");
  CHECK(call(Builtin::substring_after, {s("foobar"), s("x")}) == "\"\"");
}

TEST_CASE("values become texts in their own form", "[feel]") {
  CHECK(call(Builtin::string, {n("1.50")}) == "\"1.5\"");
  CHECK(call(Builtin::string, {d("2024-03-28")}) == "\"2024-03-28\"");
  CHECK(call(Builtin::string, {d("P18M")}) == "\"P1Y6M\"");
  CHECK(call(Builtin::string, {Cell::boolean(true)}) == "\"true\"");
  CHECK(call(Builtin::string, {s("a")}) == "\"a\"");
  CHECK(call(Builtin::string, {d("2024-03-28T09:30")}) == "\"2024-03-28T09:30:00\"");
  CHECK(call(Builtin::string, {Cell::date_time(Interval{0, 5})}) == "unknown");
}

TEST_CASE("the tables of functions are sound", "[feel]") {
  std::set<std::pair<std::string_view, std::size_t>> seen;
  for (const BuiltinEntry& row : builtins()) {
    INFO(row.name);
    CHECK(row.parameter_count() >= 1);
    CHECK(seen.emplace(row.name, row.parameter_count()).second);
    CHECK_FALSE(is_left_out(row.name));
    CHECK(is_function_of_feel(row.name));
    CHECK(static_cast<std::size_t>(std::count(row.name.begin(), row.name.end(), ' ')) < longest_function_name);
    const bool answered_elsewhere = row.name == "parameter" || row.name == "duration";
    CHECK((row.evaluate == nullptr) == answered_elsewhere);
  }
  CHECK(entry(Builtin::even).name == "even");
}
