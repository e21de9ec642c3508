// What a cell may look like, and what is made of it.
#include "tables.hpp"

using namespace dutybound;
using namespace dutybound::testing;
using feel::State;

namespace {

/// `started_at` of an episode, read from one cell: its day, `null`, `unknown` or the error's code.
std::string day_of(const Column& column, TableOptions options = {}) {
  const Desk desk;
  const Caseload cases = caseload(desk, {{"episodes", {wholes("case_id", {1}), column}}}, std::move(options));
  const Case facts = one_case(cases);
  if (!facts.data_errors().empty()) return facts.data_errors().front().code;
  const feel::Cell& cell = desk.cell(facts, "episode", "started_at");
  if (cell.is_null()) return "null";
  return cell.is_known() ? cell.date().to_string() : "unknown";
}
std::string day_of(const std::string& text, std::vector<std::string> dates = {}) {
  TableOptions options;
  options.dates = std::move(dates);
  return day_of(texts("started_at", {text}), options);
}

std::string called_at(const Column& column) {
  const Desk desk;
  const Case facts = one_case(caseload(desk, {{"episodes", {wholes("case_id", {1}), column}}}));
  if (!facts.data_errors().empty()) return facts.data_errors().front().code;
  const feel::Cell& cell = desk.cell(facts, "episode", "called_at");
  if (!cell.is_known()) return cell.is_null() ? "null" : "unknown";
  const auto from = DateTime::from_seconds(cell.payload.instant.earliest).to_string();
  return cell.payload.instant.earliest == cell.payload.instant.latest ? from : from + " a day";
}

std::string disabled(const Column& column, const std::string& words = {}) {
  const Desk desk;
  const Case facts = one_case(caseload(
      desk, {{"t", {wholes("n", {1}), column}}},
      by_mapping(words +
                 "tables: {t: {records: case, id: n, attributes: {child: {always: true, attributes: {disabled: d}}}}}\n")));
  if (!facts.data_errors().empty()) return facts.data_errors().front().code;
  const feel::Cell& cell = desk.cell(facts, "child", "disabled");
  return cell.is_unknown() ? "unknown" : cell.is_true() ? "true" : "false";
}

}  // namespace

TEST_CASE("a day is read where it can mean one day only") {
  CHECK(day_of("2024-04-03") == "2024-04-03");
  CHECK(day_of(" 2024-04-03 ") == "2024-04-03");
  CHECK(day_of("2024-04-03 00:00:00") == "2024-04-03");
  CHECK(day_of("2024-04-03T00:00:00.000") == "2024-04-03");
  CHECK(day_of("2024-04-03 14:30:00") == "2024-04-03");
  CHECK(day_of("13/04/2024") == "2024-04-13");
  CHECK(day_of("05/05/2024") == "2024-05-05");
  CHECK(day_of("3 Apr 2024") == "2024-04-03");
  CHECK(day_of("03-APR-2024") == "2024-04-03");
  CHECK(day_of("3 April 2024") == "2024-04-03");
}

TEST_CASE("a day that could be another is refused unless its order is declared") {
  CHECK(day_of("03/04/2024") == "ambiguous_date");
  CHECK(day_of("03.04.2024") == "ambiguous_date");
  CHECK(day_of("03/04/2024", {"dd/mm/yyyy"}) == "2024-04-03");
  CHECK(day_of("3/4/2024 00:00", {"dd/mm/yyyy"}) == "2024-04-03");
  CHECK(day_of("04/13/2024", {"dd/mm/yyyy"}) == "impossible_date");
  CHECK(day_of("04/13/2024") == "impossible_date");
  CHECK(day_of("31/02/2024") == "impossible_date");
  CHECK(day_of("03/04/24", {"dd/mm/yyyy"}) == "ambiguous_date");
  CHECK(day_of("03/04/24", {"dd/mm/yy"}) == "2024-04-03");
  CHECK(day_of("28/06/2024 14:30", {"dd/mm/yyyy"}) == "2024-06-28");
  CHECK(day_of("soon") == "not_a_date");
}

TEST_CASE("numbers are days only where Excel is declared") {
  TableOptions excel;
  excel.dates = {"excel"};
  CHECK(day_of(wholes("started_at", {45385})) == "not_a_date");
  CHECK(day_of(wholes("started_at", {45385}), excel) == "2024-04-03");
  CHECK(day_of(reals("started_at", {45385.75}), excel) == "2024-04-03");
  CHECK(day_of("45385", {"excel"}) == "2024-04-03");
  CHECK(day_of(wholes("started_at", {43923}), TableOptions{{}, {}, {"excel_1904"}, "case"}) == "2024-04-03");
  CHECK(day_of(wholes("started_at", {1}), excel) == "impossible_date");
  CHECK(day_of(wholes("started_at", {60}), excel) == "impossible_date");
  CHECK(day_of(wholes("started_at", {-5}), excel) == "impossible_date");
  CHECK(day_of(wholes("started_at", {2024}), excel) == "impossible_date");
}

TEST_CASE("days and moments of a table are days") {
  CHECK(day_of(days("started_at", {19816})) == "2024-04-03");
  CHECK(day_of(days("started_at", {std::nullopt})) == "null");
  CHECK(day_of(days("started_at", {-25567})) == "impossible_date");
  CHECK(day_of("1900-01-01") == "impossible_date");
  CHECK(day_of(days("started_at", {-25569})) == "impossible_date");  // 1899-12-30, a blank cell of Excel
  CHECK(day_of("1899-12-30") == "impossible_date");
  const TableOptions mapped =
      by_mapping("tables: {episodes: {records: episode, parent: case_id, attributes: {started_at: started_at}}}\n");
  CHECK(day_of(days("started_at", {-25567}), mapped) == "null");
  CHECK(day_of(texts("started_at", {"1900-01-01"}), mapped) == "null");
  CHECK(day_of(days("started_at", {2'000'000'000})) == "impossible_date");
  CHECK(day_of(days("started_at", {2'932'896})) == "impossible_date");  // 9999-12-31, the end of time
  TableOptions end_of_time = by_mapping(
      "missing_words: ['9999-12-31']\ntables: {episodes: {records: episode, parent: case_id, attributes: {started_at: "
      "started_at}}}\n");
  CHECK(day_of(days("started_at", {2'932'896}), end_of_time) == "null");
  CHECK(day_of(texts("started_at", {"9999-12-31"}), end_of_time) == "null");
  CHECK(day_of(days("started_at", {-40000})) == "impossible_date");
  CHECK(day_of("2201-01-01") == "impossible_date");
  CHECK(day_of(moments("started_at", {1712102400}, NANOARROW_TIME_UNIT_SECOND)) == "2024-04-03");
  CHECK(day_of(moments("started_at", {1712187000}, NANOARROW_TIME_UNIT_SECOND, "UTC")) == "2024-04-04");  // 23:30 UTC in summer
  CHECK(day_of(moments("started_at", {-2208988800}, NANOARROW_TIME_UNIT_SECOND)) == "impossible_date");
  CHECK(day_of(moments("started_at", {9'000'000'000'000'000'000}, NANOARROW_TIME_UNIT_SECOND)) == "impossible_date");
}

TEST_CASE("a moment at midnight without a zone has no time of day") {
  CHECK(called_at(moments("called_at", {1712102400}, NANOARROW_TIME_UNIT_SECOND)) == "2024-04-03T00:00:00 a day");
  CHECK(called_at(moments("called_at", {1712154600}, NANOARROW_TIME_UNIT_SECOND)) == "2024-04-03T14:30:00");
  CHECK(called_at(moments("called_at", {1712154600}, NANOARROW_TIME_UNIT_SECOND, "UTC")) == "2024-04-03T15:30:00");
  CHECK(called_at(moments("called_at", {1712102400}, NANOARROW_TIME_UNIT_SECOND, "UTC")) == "2024-04-03T01:00:00");
  CHECK(called_at(moments("called_at", {1711848600}, NANOARROW_TIME_UNIT_SECOND)) == "impossible_time");  // skipped in spring
  CHECK(called_at(texts("called_at", {"2024-04-03 00:00:00"})) == "2024-04-03T00:00:00 a day");
}

TEST_CASE("cells that say nothing are null and unknown words are not") {
  for (const char* word : {"", "  ", "NULL", "NaN", "NaT", "None", "<NA>"}) CHECK(day_of(word) == "null");
  CHECK(day_of(reals("started_at", {std::nan("")})) == "null");
  CHECK(day_of(reals("started_at", {HUGE_VAL})) == "impossible_number");
  Column nothing = texts("started_at", {std::nullopt});
  nothing.type = [](ArrowSchema* s) { set_type(s, NANOARROW_TYPE_NA); };
  CHECK(day_of(nothing) == "null");
  CHECK(disabled(texts("d", {"-"}), "missing_words: ['-']\n") == "unknown");
  CHECK(disabled(texts("d", {"?"})) == "wrong_type");
  const Desk desk;
  const std::string mapping =
      "unknown_words: [not known]\ntables: {t: {records: episode, parent: n, attributes: {started_at: d, ended_at: {from: e, "
      "absent: unknown}}}}\n";
  const Case facts =
      one_case(caseload(desk, {{"t", {wholes("n", {1}), texts("d", {"not known"}), texts("e", {""})}}}, by_mapping(mapping)));
  CHECK(desk.cell(facts, "episode", "started_at").is_unknown());
  CHECK(desk.cell(facts, "episode", "ended_at").is_unknown());
}

TEST_CASE("an error of a spreadsheet is a data error of whatever its cell is for unless the mapping calls it missing") {
  for (const char* error : {"#N/A", "#N/A N/A", " #n/a ", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "########"}) {
    CAPTURE(error);
    CHECK(day_of(error) == "spreadsheet_error");
    CHECK(disabled(texts("d", {error})) == "spreadsheet_error");
    CHECK(disabled(texts("d", {error}), "unknown_words: [Not known]\n") == "spreadsheet_error");
  }
  CHECK(disabled(texts("d", {"#N/A"}), "missing_words: ['#N/A']\n") == "unknown");
  CHECK(day_of("#") != "spreadsheet_error");
  CHECK(day_of("# 12") != "spreadsheet_error");
  const Desk desk;
  const Case facts = one_case(caseload(desk, {{"t", {wholes("n", {1}), texts("k", {"#REF!"})}},},
                                       by_mapping("tables: {t: {records: episode, parent: n, attributes: {reason: {from: k, values: {a: neglect}, other: unknown}}}}\n")));
  REQUIRE(facts.data_errors().size() == 1);
  CHECK(facts.data_errors().front().code == "spreadsheet_error");
}

TEST_CASE("what a test of a cell decides is unknown with a cause where the cell cannot be read") {
  const Desk desk;
  // Of one row: the code of the error at `path`, `null`, `unknown` or a word of the vocabulary.
  const auto reason = [&](const Column& cell, const std::string& sources) {
    const Caseload cases = caseload(desk, {{"t", {wholes("n", {1}), cell}}},
                                    by_mapping("tables: {t: {records: episode, parent: n, attributes: {reason: [" + sources + "]}}}\n"));
    const Case facts = one_case(cases);
    for (const DataError& error : facts.data_errors()) {
      CHECK(error.path == "episodes[0].reason");
      return error.code;
    }
    const feel::Cell known = desk.cell(facts, "episode", "reason");
    return known.is_unknown() ? std::string("unknown") : known.is_null() ? "null" : known.payload.integer == 0 ? "neglect" : "injury";
  };
  const std::string present = "{when: {present: k}, value: neglect}";
  const std::string either = present + ", {when: {absent: k}, value: injury}";
  const std::string is_not = "{when: {column: k, is_not: [a]}, value: neglect}";
  const std::string any = "{when: {any: [{column: k, is: [a]}, {present: n}]}, value: neglect}";
  const std::string all = "{when: [{column: k, is: [a]}, {absent: n}], value: neglect}, {value: injury}";
  CHECK(reason(texts("k", {"a"}), either) == "neglect");
  CHECK(reason(texts("k", {std::nullopt}), either) == "injury");
  CHECK(reason(texts("k", {"b"}), is_not) == "neglect");
  for (const char* unreadable : {"#N/A", "#REF!"}) {
    for (const std::string& sources : {present, either, is_not}) CHECK(reason(texts("k", {unreadable}), sources) == "spreadsheet_error");
    CHECK(reason(texts("k", {unreadable}), any) == "neglect");  // another test decides
    CHECK(reason(texts("k", {unreadable}), all) == "injury");
  }
  CHECK(reason(texts("k", {"\xE9t\xE9"}), either) == "not_utf8");
  const std::string words = "{when: {column: k, is: [a], others: [b, c]}, value: neglect}, {value: injury}";
  CHECK(reason(texts("k", {"A"}), words) == "neglect");
  for (const char* other : {"b", "C", " "}) CHECK(reason(texts("k", {other}), words) == "injury");
  CHECK(reason(texts("k", {"d"}), words) == "unknown_value");
  CHECK(reason(reals("k", {HUGE_VAL}), either) == "impossible_number");

  const auto tables = by_mapping("tables: {t: [{records: case, id: n}, {records: episode, parent: n, when: {column: k, is: [V]}, attributes: {started_at: d}}]}\n");
  const Caseload rows = caseload(desk, {{"t", {wholes("n", {1, 2}), texts("k", {"#N/A", "x"}), texts("d", {"2024-01-01", "2024-01-01"})}}}, tables);
  CHECK(placed(rows.place(0, rows.at(0))) == "t 0 k spreadsheet_error episodes[0] #N/A\n");
  CHECK(children(desk, one_case(rows, 0), "episode") == State::unknown);
  CHECK(children(desk, one_case(rows, 1), "episode") != State::unknown);
}

TEST_CASE("truths are read in the usual words and in those of the mapping") {
  for (const char* word : {"Y", "y", "Yes", "TRUE", "True", "1", "a) Yes", "T"}) CHECK(disabled(texts("d", {word})) == "true");
  for (const char* word : {"N", "no", "False", "0", "b) No"}) CHECK(disabled(texts("d", {word})) == "false");
  CHECK(disabled(wholes("d", {1})) == "true");
  CHECK(disabled(reals("d", {0.0})) == "false");
  CHECK(disabled(wholes("d", {1}, NANOARROW_TYPE_BOOL)) == "true");
  CHECK(disabled(wholes("d", {2})) == "wrong_type");
  CHECK(disabled(texts("d", {"ja"}), "true_words: [ja]\n") == "true");
  CHECK(disabled(texts("d", {"1"}), "false_words: ['1']\n") == "false");
  CHECK(disabled(texts("d", {std::nullopt})) == "unknown");
}

TEST_CASE("texts that are no UTF-8 are errors of their cell") {
  const Desk desk;
  const Caseload cases =
      caseload(desk, {{"episodes",
                       {wholes("case_id", {1, 1}), texts("worker", {"\xED\xA0\x80", std::string(10'000'000, 'w')}),
                        texts("started_at", {"\xFF", "2024-01-01"})}}});
  const CaseDocument document = cases.at(0);
  REQUIRE(document.facts);
  CHECK(placed(cases.place(0, document)) ==
        "episodes 0 worker not_utf8 episodes[0].worker bytes that are no text\n"
        "episodes 0 started_at not_utf8 episodes[0].started_at bytes that are no text\n");
  CHECK(desk.cell(*document.facts, "episode", "worker", 1).text().size() == 10'000'000);
}

TEST_CASE("numbers and words of other kinds are read as they are written") {
  const Desk desk;
  const Case facts = one_case(caseload(
      desk, {{"episodes", {wholes("case_id", {1}), wholes("id", {7}), reals("worker", {12.0}), texts("reason", {" neglect "})}},
             {"visits", {wholes("episode_id", {7}), texts("count", {" 2.50 "})}}}));
  CHECK(errors(facts).empty());
  CHECK(desk.cell(facts, "episode", "worker").text() == "12");
  CHECK(desk.cell(facts, "episode", "reason").payload.integer == 0);
  CHECK(desk.cell(facts, "visit", "count").payload.number.to_string() == "2.5");
}

TEST_CASE("codes become words and other codes may be unknown") {
  const Desk desk;
  const auto reason = [&](const std::string& code, const std::string& more) {
    const Case facts = one_case(
        caseload(desk, {{"t", {wholes("n", {1}), texts("r", {code})}}},
                 by_mapping("tables: {t: {records: episode, parent: n, attributes: {reason: {from: r, values: {NEG: neglect}" +
                            more + "}}}}\n")));
    if (!facts.data_errors().empty()) return facts.data_errors().front().code;
    const feel::Cell& cell = desk.cell(facts, "episode", "reason");
    return cell.is_known() ? std::to_string(cell.payload.integer) : std::string("unknown");
  };
  CHECK(reason("NEG", "") == "0");
  CHECK(reason("injury", "") == "1");
  CHECK(reason("X", "") == "unknown_value");
  CHECK(reason("injury", ", other: unknown") == "unknown");
}

TEST_CASE("lists of values are read from lists and from texts") {
  const Desk desk;
  const auto needs = [&](const std::string& text, const std::string& how) {
    const Case facts = one_case(
        caseload(desk, {{"t", {wholes("n", {1}), texts("d", {text})}}},
                 by_mapping("tables: {t: {records: case, id: n, attributes: {child: {always: true, attributes: {needs: {from: d" +
                            how + "}}}}}}\n")));
    const feel::Cell& cell = desk.cell(facts, "child", "needs");
    if (!cell.is_known()) return facts.data_errors().empty() ? std::string("unknown") : facts.data_errors().front().code;
    std::string all;
    for (std::size_t i = 0; i < cell.payload.items.size; ++i) all += std::string(cell.payload.items.data[i].text()) + ";";
    return all;
  };
  CHECK(needs("a", "") == "a;");
  CHECK(needs("a, b ,", ", split: ','") == "a;b;");
  CHECK(needs("[\"a\", \"b\"]", "") == "a;b;");
  CHECK(needs("{\"x\": {\"y\": [\"a\"]}}", ", json: x.y") == "a;");
  CHECK(needs("{\"x\": 1}", ", json: y") == "unknown");
  CHECK(needs("{", ", json: y") == "not_json");
  CHECK(needs("", "") == "unknown");
  CHECK(needs("", ", absent: empty").empty());
}
