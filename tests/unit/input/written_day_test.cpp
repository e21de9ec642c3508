// Every way in which a day may be written, without a table or document around it.
#include "input/written_day.hpp"

#include "support/catch.hpp"

using namespace dutybound;
using namespace dutybound::input;

namespace {

std::string shown(const std::variant<WrittenDay, const Fault*>& read) {
  if (const auto* fault = std::get_if<const Fault*>(&read)) return std::string((*fault)->code);
  const auto& written = std::get<WrittenDay>(read);
  std::string text = written.day.to_string();
  if (written.clock) text += " " + std::to_string(*written.clock / 60) + "m" + std::to_string(*written.clock % 60);
  if (written.offset) text += " " + std::to_string(*written.offset / 60);
  return text;
}

DateForms forms(std::initializer_list<const char*> words) {
  DateForms all;
  for (const char* word : words) REQUIRE(add_date_form(word, all));
  return all;
}
std::string day(std::string_view text, std::initializer_list<const char*> words = {}) {
  return shown(read_day(text, forms(words)));
}
std::string serial(std::string_view digits, const char* word = "excel") { return shown(read_serial(digits, forms({word}))); }
std::string reason(std::initializer_list<const char*> words) {
  return std::string(std::get<const Fault*>(read_day("soon", forms(words)))->reason);
}

}  // namespace

TEST_CASE("a day is read in every way that can mean one day only") {
  for (const char* text : {"2024-06-28",
                           "2024/06/28",
                           "2024.06.28",
                           "2024-6-28",
                           "2024-Jun-28",
                           "28/06/2024",
                           "28-06-2024",
                           "28.06.2024",
                           "28/6/2024",
                           "28 Jun 2024",
                           "28-Jun-2024",
                           "28/JUN/2024",
                           "28Jun2024",
                           "28 June 2024",
                           "28 june, 2024",
                           "28th June 2024",
                           "June 28, 2024",
                           "Jun 28 2024",
                           "Fri 28 Jun 2024",
                           "Friday, 28 June 2024",
                           "  2024-06-28\t",
                           "\xC2\xA0"
                           "2024-06-28\xE2\x80\xAF",
                           "28\xC2\xA0June\xE2\x80\x89 2024",
                           "\xEF\xBB\xBF"
                           "2024-06-28",
                           "\xE3\x80\x80"
                           "28/06/2024\xE2\x80\x8B"}) {
    INFO(text);
    CHECK(day(text) == "2024-06-28");
  }
  CHECK(day("1 Sept 2024") == "2024-09-01");
  CHECK(day("05/05/2024") == "2024-05-05");
}

TEST_CASE("an offset after a day alone does not move the day") {
  for (const char* text : {"2024-05-21Z", "2024-05-21+01:00", "2024-05-21-05:00", "2024-05-21+14:00", " 2024-05-21Z "}) {
    INFO(text);
    CHECK(day(text) == "2024-05-21");
  }
  CHECK(day("2024-05-21+25:00") == "impossible_time");
  CHECK(day("2024-05-21Zulu") == "impossible_time");
}

TEST_CASE("midnight without an offset is that day and any other time is a time") {
  for (const char* text :
       {"2024-05-21T00:00:00", "2024-05-21 00:00", "2024-05-21T00:00:00.000", "21/05/2024 00:00", "21 May 2024 00:00:00"}) {
    INFO(text);
    CHECK(day(text) == "2024-05-21");
  }
  CHECK(day("2024-05-21T00:00:00Z") == "2024-05-21 0m0 0");
  CHECK(day("2024-05-21T14:30") == "2024-05-21 870m0");
  CHECK(day("2024-05-21 14:30:15.250") == "2024-05-21 870m15");
  CHECK(day("21/05/2024 14:30") == "2024-05-21 870m0");
  CHECK(day("21-May-2024 9:05") == "2024-05-21 545m0");
  CHECK(day("May 21 2024  2:30PM") == "2024-05-21 870m0");
  CHECK(day("21/05/2024 12:00 am") == "2024-05-21");
  CHECK(day("28/06/2024\xC2\xA0"
            "14:30",
            {"dd/mm/yyyy"}) == "2024-06-28 870m0");
}

TEST_CASE("offsets are read however they are written") {
  for (const char* text : {"2024-05-21T14:30+01:00", "2024-05-21T14:30+0100", "2024-05-21T14:30+01", "2024-05-21 14:30:00+01",
                           "2024-05-21 14:30:00.5 +0100"}) {
    INFO(text);
    CHECK(day(text) == "2024-05-21 870m0 60");
  }
  for (const char* text : {"2024-05-21T14:30Z", "2024-05-21T14:30z", "2024-05-21T14:30+00", "2024-05-21T14:30:00-00:00",
                           "2024-05-21 14:30:00 UTC"}) {
    INFO(text);
    CHECK(day(text) == "2024-05-21 870m0 0");
  }
  CHECK(day("2024-05-21T14:30-0330") == "2024-05-21 870m0 -210");
}

TEST_CASE("days that could be several are refused unless their order is declared") {
  CHECK(day("03/04/2024") == "ambiguous_date");
  CHECK(day("03.04.2024 10:00") == "ambiguous_date");
  CHECK(day("03/04/2024", {"dd/mm/yyyy"}) == "2024-04-03");
  CHECK(day("04/13/2024", {"dd/mm/yyyy"}) == "impossible_date");
  CHECK(day("28/06/24") == "ambiguous_date");
  CHECK(day("28/06/24", {"dd/mm/yyyy"}) == "ambiguous_date");
  CHECK(day("28-Mar-24") == "ambiguous_date");
  CHECK(day("28/06/24", {"dd/mm/yy"}) == "2024-06-28");
  CHECK(day("03/04/24 14:30", {"dd/mm/yy"}) == "2024-04-03 870m0");
  CHECK(day("28-Mar-24", {"dd/mm/yy"}) == "2024-03-28");
  CHECK(day("03/04/2024", {"dd/mm/yy"}) == "2024-04-03");
  CHECK(day("01/01/68", {"dd/mm/yy"}) == "2068-01-01");
  CHECK(day("01/01/69", {"dd/mm/yy"}) == "1969-01-01");
}

TEST_CASE("what is no day is refused and the reason names the ways that were allowed") {
  CHECK(day("") == "not_a_date");
  CHECK(day("\xC2\xA0") == "not_a_date");
  for (const char* text :
       {"soon", "45385", "2024", "June 2024", "28/2024", "28/06/024", "1/2/3", "20240628", "28 Foo 2024", "-2024-06-28"}) {
    INFO(text);
    CHECK(day(text, {"dd/mm/yyyy"}) == "not_a_date");
  }
  for (const char* text : {"2023-02-29", "2024-13-01", "31/02/2024", "0000-01-01", "Mon 28 Jun 2024", "32 Jan 2024"}) {
    INFO(text);
    CHECK(day(text) == "impossible_date");
  }
  for (const char* text : {"2024-02-01x", "2024-02-01T25:00", "2024-02-01T10:60", "2024-02-01 10", "28/06/2024 14:30 BST",
                           "2024-02-01T10:00+2", "2024-02-01 13:00 pm", "28/06/2024 14:30:00 and later"}) {
    INFO(text);
    CHECK(day(text) == "impossible_time");
  }
  CHECK(reason({}).find("28/06/2024 where the month can be no day") != std::string::npos);
  CHECK(reason({"dd/mm/yyyy"}).find("28/06/2024 with the day first") != std::string::npos);
  CHECK(reason({"dd/mm/yyyy"}).find("28/06/24") == std::string::npos);
  CHECK(reason({"dd/mm/yy"}).find("28/06/24") != std::string::npos);
  CHECK(reason({"excel"}).find("as Excel counts them;") != std::string::npos);
  CHECK(reason({"excel", "excel_1904"}).find("from 1904") != std::string::npos);
}

TEST_CASE("one function counts the days of Excel in both of its calendars") {
  CHECK(serial("45471") == "2024-06-28");
  CHECK(serial("45471.0") == "2024-06-28");
  CHECK(serial("4.5471E4") == "2024-06-28");
  CHECK(serial("45471.75") == "2024-06-28 1080m0");
  CHECK(serial("45471.74999999999") == "2024-06-28 1080m0");
  CHECK(serial("45471.9999999") == "2024-06-28 1439m59");
  CHECK(serial("45471.99999999999") == "2024-06-29");
  CHECK(serial("44009", "excel_1904") == "2024-06-28");
  CHECK(serial("44009.75", "excel_1904") == "2024-06-28 1080m0");
  CHECK(shown(read_serial("44009", forms({"excel", "excel_1904"}))) == "2024-06-28");
  CHECK(serial("59") == "1900-02-28");
  CHECK(serial("60") == "impossible_date");
  CHECK(serial("61") == "1900-03-01");
  CHECK(serial("60", "excel_1904") == "1904-03-01");
  CHECK(serial("2958465") == "9999-12-31");
  for (const char* digits : {"2958466", "0", "0.5", "-3", "1e300", "nan", "12x", "1900", "2024", "2024.0", "2199"}) {
    INFO(digits);
    CHECK(serial(digits) == "impossible_date");
  }
  CHECK(serial("2024", "excel_1904") == "impossible_date");
  CHECK(shown(read_serial("45471", {})) == "not_a_date");
}
