// Decimals, dates and durations: exact results, month ends, clock changes, and where there is no answer.
#include "feel/kernels.hpp"
#include "feel/temporal.hpp"
#include "support/catch.hpp"

using namespace dutybound;
using namespace dutybound::feel;

namespace {

Cell value(std::string_view text) {
  if (const auto number = Decimal::parse(text)) return Cell::number(*number);
  return *parse_temporal(text);
}

std::string text(const Cell& cell) {
  static const TypeTable types;
  return to_text(cell, {cell.kind}, types);
}

std::string calculate(std::string_view a, char sign, std::string_view b) {
  switch (sign) {
    case '+':
      return text(add(value(a), value(b)));
    case '-':
      return text(subtract(value(a), value(b)));
    case '*':
      return text(multiply(value(a), value(b)));
    case '/':
      return text(divide(value(a), value(b)));
    default:
      return text(power(value(a), value(b)));
  }
}

}  // namespace

TEST_CASE("numbers are exact decimals of 34 digits", "[feel]") {
  CHECK(calculate("0.1", '+', "0.2") == "0.3");
  CHECK(calculate("1.10", '+', "1.30") == "2.4");
  CHECK(calculate("1", '/', "3") == "0.3333333333333333333333333333333333");
  CHECK(calculate("2", '/', "0") == "null");
  CHECK(calculate("2", '^', "10") == "1024");
  CHECK(calculate("2", '^', "0.5") == "1.414213562373095048801688724209698");
  CHECK(calculate("1.05", '^', "3") == "1.157625");
  CHECK(calculate("2", '^', "-2") == "0.25");
  CHECK(calculate("0", '^', "-1") == "null");
  CHECK(calculate("1e6000", '*', "1e6000") == "null");
  CHECK(calculate("0", '*', "-1") == "0");
  CHECK(text(negate(Cell::integer(0))) == "0");
}

TEST_CASE("decimals are read and written without loss", "[feel]") {
  const auto round_trip = [](std::string_view written) { return Decimal::parse(written)->to_string(); };
  CHECK(round_trip("1.50") == "1.5");
  CHECK(round_trip("1200") == "1200");
  CHECK(round_trip("12e2") == "1200");
  CHECK(round_trip("-0.00012") == "-0.00012");
  CHECK(round_trip("-0") == "0");
  CHECK(round_trip(".5") == "0.5");
  CHECK(round_trip("1e40") == "1e40");
  CHECK(round_trip("1.25e-40") == "1.25e-40");
  CHECK(round_trip("9999999999999999999999999999999999") == "9999999999999999999999999999999999");
  for (const char* wrong : {"", "-", ".", "1e", "1x", "1.2.3", " 1", "1e9999999", "nan", "inf", "9e7000"}) {
    INFO(wrong);
    CHECK_FALSE(Decimal::parse(wrong).has_value());
  }
  CHECK(Decimal::from_integer(-7).to_integer() == -7);
  CHECK_FALSE(Decimal::parse("1.5")->to_integer().has_value());
  CHECK_FALSE(Decimal::parse("1e30")->to_integer().has_value());
}

TEST_CASE("rounding is half to even at any scale", "[feel]") {
  const auto rounded = [](std::string_view n, int scale) { return round(*Decimal::parse(n), scale)->to_string(); };
  CHECK(rounded("2.5", 0) == "2");
  CHECK(rounded("3.5", 0) == "4");
  CHECK(rounded("-2.5", 0) == "-2");
  CHECK(rounded("0.4", 0) == "0");
  CHECK(rounded("1.125", 2) == "1.12");
  CHECK(rounded("1250", -2) == "1200");
  CHECK(rounded("1.5", 100) == "1.5");
  CHECK_FALSE(round(Decimal::from_integer(1), 7000).has_value());
  CHECK(floor(*Decimal::parse("-1.5")).to_string() == "-2");
  CHECK(ceiling(*Decimal::parse("-0.5")).to_string() == "0");
}

TEST_CASE("dates and durations", "[feel]") {
  CHECK(calculate("2024-01-31", '+', "P1M") == "@\"2024-02-29\"");
  CHECK(calculate("2023-01-31", '+', "P1M") == "@\"2023-02-28\"");
  CHECK(calculate("2024-03-31", '-', "P1M") == "@\"2024-02-29\"");
  CHECK(calculate("2024-12-15", '+', "P1M") == "@\"2025-01-15\"");
  CHECK(calculate("P1Y", '+', "2024-02-29") == "@\"2025-02-28\"");
  CHECK(calculate("2024-02-28", '+', "P2D") == "@\"2024-03-01\"");
  CHECK(calculate("2024-02-28", '+', "PT24H") == "@\"2024-02-29\"");
  CHECK(calculate("2024-02-28", '+', "PT1S") == "@\"2024-02-28\"");
  CHECK(calculate("2024-02-28", '-', "PT1S") == "@\"2024-02-27\"");
  CHECK(calculate("2024-03-01", '-', "2024-02-01") == "@\"P29D\"");
  CHECK(calculate("9999-12-31", '+', "P1D") == "null");
  CHECK(calculate("0001-01-01", '-', "P1D") == "null");
  CHECK(calculate("9999-12-31", '+', "P1M") == "null");
}

TEST_CASE("hours move the instant and months the clock on the wall", "[feel]") {
  // Clocks went forward on 31 March 2024 and back on 27 October 2024.
  CHECK(calculate("2024-03-30T12:00", '+', "PT24H") == "@\"2024-03-31T13:00:00\"");
  CHECK(calculate("2024-02-29T12:00", '+', "P1M") == "@\"2024-03-29T12:00:00\"");
  CHECK(calculate("2024-03-01T09:30", '+', "P1M") == "@\"2024-04-01T09:30:00\"");
  CHECK(calculate("2024-02-29T01:30", '+', "P13M") == "@\"2025-03-29T01:30:00\"");
  CHECK(calculate("2024-02-29T23:30", '+', "P8M") == "@\"2024-10-29T23:30:00\"");
  CHECK(calculate("2024-01-31T01:30", '+', "P2M") == "@\"2024-03-31T02:00:00\"");
  CHECK(calculate("2024-03-31T05:00", '-', "P1M") == "@\"2024-02-29T05:00:00\"");
  CHECK(calculate("2024-09-27T01:30", '+', "P1M") == "@\"2024-10-27T01:30:00\"");
  CHECK(calculate("2024-03-31T03:00", '-', "2024-03-31T00:00") == "@\"PT2H\"");
}

TEST_CASE("a moment within a day keeps its width", "[feel]") {
  const Cell some_time = Cell::date_time(Interval{0, 86'399});
  const Cell moved = add(some_time, *parse_temporal("PT72H"));
  CHECK(moved.payload.instant.earliest == 72 * 3600);
  CHECK(moved.payload.instant.latest == 72 * 3600 + 86'399);
  CHECK(subtract(some_time, Cell::date_time(DateTime::from_seconds(5))).is_unknown());
  CHECK(text(day_of(some_time)) == "@\"1970-01-01\"");
  CHECK(day_of(Cell::date_time(Interval{0, 90'000})).is_unknown());
}

TEST_CASE("durations among themselves", "[feel]") {
  CHECK(calculate("P1Y", '+', "P2M") == "@\"P1Y2M\"");
  CHECK(calculate("P1D", '-', "PT36H") == "@\"-PT12H\"");
  CHECK(calculate("P1Y", '*', "0.3") == "@\"P3M\"");
  CHECK(calculate("-0.3", '*', "P1Y") == "@\"-P3M\"");
  CHECK(calculate("P1D", '/', "2") == "@\"PT12H\"");
  CHECK(calculate("P1D", '/', "0") == "null");
  CHECK(calculate("P2Y", '/', "P6M") == "4");
  CHECK(calculate("P2Y", '/', "P0M") == "null");
  CHECK(text(negate(*parse_temporal("P1Y2M"))) == "@\"-P1Y2M\"");
  CHECK(calculate("P1D", '*', "1e30") == "null");
}

TEST_CASE("arithmetic with null is null and with unknown unknown", "[feel]") {
  const Cell day = value("2024-01-01");
  const Cell month = value("P1M");
  CHECK(add(Cell::null(Kind::date), month).is_null());
  CHECK(add(Cell::unknown(Kind::date), month).is_unknown());
  CHECK(add(Cell::null(Kind::date), Cell::unknown(Kind::months_duration)).is_unknown());
  CHECK(add(Cell::null(Kind::date), month).kind == Kind::date);
  CHECK(subtract(day, Cell::unknown(Kind::date)).kind == Kind::days_duration);
  CHECK(add(until(day, 5), until(month, 3)).valid_until == 3);
}

TEST_CASE("durations and moments are read strictly", "[feel]") {
  CHECK(text(value("P1Y6M")) == "@\"P1Y6M\"");
  CHECK(text(value("P18M")) == "@\"P1Y6M\"");
  CHECK(text(value("PT90M")) == "@\"PT1H30M\"");
  CHECK(text(value("PT72H")) == "@\"P3D\"");
  CHECK(text(value("P2DT3H4M5S")) == "@\"P2DT3H4M5S\"");
  CHECK(text(value("PT0S")) == "@\"PT0S\"");
  CHECK(text(value("P0Y")) == "@\"P0M\"");
  for (const char* wrong : {"", "P", "PT", "P1", "P1DT", "P1M2Y", "P1Y2D", "1D", "PT1D", "P-1D", "P1W", "2024-02-30", "2024-2-3",
                            "08:30", "2024-03-28T25:00", "P99999999999D"}) {
    INFO(wrong);
    CHECK_FALSE(parse_temporal(wrong).has_value());
  }
  CHECK(looks_like_time("08:30:00"));
  CHECK_FALSE(looks_like_time("2024-03-28"));
}
