// What scalars mean by our own rules.
#include "yaml/scalar.hpp"

#include "support/catch.hpp"
#include "yaml/read.hpp"

using namespace dutybound;

namespace {

/// The value of `x` in a file that says `x: <text>`.
yaml::Node value(const std::string& text) {
  auto result = yaml::read(std::make_shared<const Source>(Source{"f", "x: " + text + "\n"}));
  REQUIRE(result.ok());
  return result.value().entries.at(0).value;
}

}  // namespace

TEST_CASE("only true and false written plain are booleans", "[yaml]") {
  CHECK(yaml::as_boolean(value("true")) == true);
  CHECK(yaml::as_boolean(value("false")) == false);
  for (const char* text : {"yes", "on", "True", "'true'", "\"false\"", "y", "[true]", "~", "1"}) {
    INFO(text);
    CHECK_FALSE(yaml::as_boolean(value(text)));
  }
}

TEST_CASE("whole numbers are decimal digits written plain", "[yaml]") {
  CHECK(yaml::as_integer(value("15")) == 15);
  CHECK(yaml::as_integer(value("-3")) == -3);
  CHECK(yaml::as_integer(value("010")) == 10);
  CHECK(yaml::as_integer(value("9223372036854775807")) == INT64_MAX);
  for (const char* text : {"9223372036854775808", "'15'", "1.0", "0x10", "0o10", "+1", "1_000", "1e3", "15 days", ""}) {
    INFO(text);
    CHECK_FALSE(yaml::as_integer(value(text)));
  }
}

TEST_CASE("decimal numbers keep their text", "[yaml]") {
  CHECK(yaml::as_number_text(value("1.50")) == "1.50");
  CHECK(yaml::as_number_text(value("-0.1")) == "-0.1");
  CHECK(yaml::as_number_text(value("7")) == "7");
  for (const char* text : {".5", "1.", "1e3", ".inf", ".nan", "'1.5'", "1,5", "1.5.2", "--1", ""}) {
    INFO(text);
    CHECK_FALSE(yaml::as_number_text(value(text)));
  }
}

TEST_CASE("dates are read plain or quoted and must exist", "[yaml]") {
  CHECK(yaml::as_date(value("2024-02-29")) == Date::from_ymd(2024, 2, 29));
  CHECK(yaml::as_date(value("'2024-02-29'")) == Date::from_ymd(2024, 2, 29));
  for (const char* text : {"2023-02-29", "2024-2-29", "29/02/2024", "2024-02-29T00:00", "~", "[2024-02-29]"}) {
    INFO(text);
    CHECK_FALSE(yaml::as_date(value(text)));
  }
}

TEST_CASE("null is an empty value or a plain tilde or null", "[yaml]") {
  for (const char* text : {"", "~", "null", "Null", "NULL"}) {
    INFO(text);
    CHECK(value(text).kind == yaml::NodeKind::null);
  }
  CHECK(value("'null'").kind == yaml::NodeKind::scalar);
  CHECK(value("''").kind == yaml::NodeKind::scalar);
  CHECK(value("nul").kind == yaml::NodeKind::scalar);
}
