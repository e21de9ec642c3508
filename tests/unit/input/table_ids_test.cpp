// Ids of tables: what is the same, what is nearly the same, what leads nowhere.
#include "tables.hpp"

using namespace dutybound;
using namespace dutybound::testing;

TEST_CASE("the same id of two cases and rows of one id with different days are a warning") {
  const Desk desk;
  CHECK(messages(read_tables(desk, {{"cases", {texts("id", {"a", "b", "a", "a"})}}})) ==
        "input.ids-repeated 2 rows have the id of an earlier `case`, such as `a`: each stays by itself, and rows of other tables belong to the first\n");
  const std::string mapping =
      "tables:\n  l: {records: case, id: n, repeats: true, attributes: {child: {attributes: {date_of_birth: b}}}}\n"
      "  m: {records: case, id: n, repeats: true, attributes: {child: {attributes: {date_of_birth: b}}}}\n";
  const auto births = [&](std::optional<std::string> first, std::optional<std::string> second) {
    return messages(read_tables(desk, {{"l", {wholes("n", {1}), texts("b", {first})}}, {"m", {wholes("n", {1}), texts("b", {second})}}}, by_mapping(mapping)));
  };
  CHECK(births("2020-01-01", "2020-01-01").empty());
  CHECK(births("2020-01-01", std::nullopt).empty());
  CHECK(births("2020-01-01", "2011-05-05") ==
        "input.rows-contradict 1 id of `case` has rows that give different days for the same thing, of which the first counts: `case.child.date_of_birth` of `1`\n");
}

TEST_CASE("keys of joins that lead to no row and joined rows that no key leads to are counted in a warning") {
  const Desk desk;
  const std::string look_up = "tables: {e: {records: episode, parent: n, joins: {w: {table: workers, on: {nr: w}}}, attributes: {worker: w/name}}}\n";
  const GivenTable workers{"workers", {wholes("nr", {5, 8}), texts("name", {"A", "B"})}};
  CHECK(messages(read_tables(desk, {{"e", {wholes("n", {1, 1, 1}), wholes("w", {5, 6, std::nullopt})}}, workers}, by_mapping(look_up))) ==
        "input.rows-unmatched 1 row of table `e` names in `w` what is in no row of table `workers`: what that table would tell is taken as blank\n");
  const std::string facts =
      "tables:\n  e: {records: episode, parent: n, joins: {o: {table: o, on: {n: n, s: s}}}, attributes: {started_at: o/d}}\n  o: {records: case, id: n, repeats: true}\n";
  const std::vector<GivenTable> both{{"e", {wholes("n", {1, 2}), texts("s", {"x", "y"})}},
                                     {"o", {wholes("n", {1, 1, 2}), texts("s", {"x", "z", std::nullopt}), texts("d", {"2024-01-01", "2024-01-02", "2024-01-03"})}}};
  CHECK(messages(read_tables(desk, both, by_mapping(facts))) ==
        "input.rows-unmatched 2 of 3 rows of table `o` match no row of table `e` by `n`, `s`: what `e` takes from such rows took no part\n");
}

TEST_CASE("an error of a spreadsheet in the place of an id is no id and is told") {
  const Desk desk;
  const Caseload cases = caseload(desk, {{"cases", {texts("id", {"a", "#N/A", " #REF! "})}},
                                         {"episodes", {texts("id", {"#REF!", "e"}), texts("case_id", {"a", "a"})}},
                                         {"visits", {texts("episode_id", {"#N/A", "e", "#N/A"}), texts("case_id", {"a", "#VALUE!", std::nullopt})}}});
  REQUIRE(cases.size() == 3);
  CHECK(!cases.case_id(1));
  CHECK(cases.tables()[0].without_id == 2);
  CHECK(placed(cases.errors_outside_cases()) ==
        "cases 1 id spreadsheet_error  #N/A\n"
        "cases 2 id spreadsheet_error  #REF!\n"
        "visits 0 episode_id spreadsheet_error  #N/A\n"
        "visits 1 case_id spreadsheet_error  #VALUE!\n"
        "visits 2 episode_id spreadsheet_error  #N/A\n");
  CHECK(placed(cases.place(0, cases.at(0))) == "episodes 0 id spreadsheet_error episodes[0].id #REF!\n");
  CHECK(cases.tables()[2].orphans == 1);
}

TEST_CASE("what a join would tell is a data error where a key of it cannot be read") {
  const Desk desk;
  const std::string mapping =
      "tables:\n  c: {records: case, id: n}\n"
      "  e: {records: episode, parent: n, joins: {w: {table: workers, on: {nr: w, kind: k}}}, attributes: {worker: w/name, reason: [{when: {present: w/name}, value: neglect}, {value: injury}]}}\n";
  const auto errors_of = [&](const Column& w, const Column& nr) {
    const Caseload cases = caseload(desk, {{"c", {wholes("n", {1, 2})}}, {"e", {wholes("n", {1, 2}), w, texts("k", {"x", "y"})}},
                                           {"workers", {nr, texts("kind", {"x", "y"}), texts("name", {"A", "B"})}}}, by_mapping(mapping));
    return placed(cases.errors_outside_cases()) + placed(cases.place(0, cases.at(0))) + placed(cases.place(1, cases.at(1)));
  };
  CHECK(errors_of(texts("w", {"5", "6"}), texts("nr", {"5", "6"})).empty());
  CHECK(errors_of(texts("w", {"#N/A", "6"}), texts("nr", {"5", "6"})) ==
        "e 0 w spreadsheet_error episodes[0].worker #N/A\ne 0 w spreadsheet_error episodes[0].reason #N/A\n");
  // The row that has the error may be the one that is looked for, and no other's.
  CHECK(errors_of(texts("w", {"5", "6"}), texts("nr", {"5", "#REF!"})) ==
        "workers 1 nr spreadsheet_error  #REF!\n"
        "workers 1 nr spreadsheet_error episodes[0].worker #REF!\nworkers 1 nr spreadsheet_error episodes[0].reason #REF!\n");
}

TEST_CASE("of many rows with one key a join finds what it finds of few") {
  const Desk desk;
  const std::string mapping = "tables: {e: {records: episode, parent: n, joins: {w: {table: workers, on: {nr: w}}}, attributes: {worker: w/name, reason: w/why}}}\n";
  std::vector<Text> names(50), reasons(50);
  for (std::size_t i = 7; i < names.size(); ++i) names[i] = "A";
  reasons[30] = "neglect";
  const auto told = [&](const std::vector<Text>& why) {
    const Caseload cases = caseload(desk, {{"e", {wholes("n", {1}), wholes("w", {5})}},
                                           {"workers", {wholes("nr", std::vector<Whole>(50, 5)), texts("name", names), texts("why", why)}}}, by_mapping(mapping));
    CHECK(desk.cell(one_case(cases), "episode", "worker").text() == "A");
    return placed(cases.place(0, cases.at(0)));
  };
  CHECK(told(reasons).empty());
  reasons[45] = "injury";
  CHECK(told(reasons) == "workers 30 why contradicting_rows episodes[0].reason neglect\n");
}

TEST_CASE("a row without the id of its case is told of once for each cell that is to blame") {
  const Desk desk;
  const Caseload cases = caseload(desk, {{"t", {texts("n", {"1", "#N/A", std::nullopt})}}},
                                  by_mapping("tables: {t: [{records: case, id: n, repeats: true}, {records: episode, parent: n}]}\n"));
  CHECK(placed(cases.errors_outside_cases()) == "t 1 n spreadsheet_error  #N/A\nt 2 n missing_id  \n");
  CHECK(cases.tables()[0].orphans == 2);
}

TEST_CASE("feeds of one table that join another in one way are told of together") {
  const Desk desk;
  const std::string join = "joins: {o: {table: o, on: {n: n, s: s}}}";
  const std::string mapping = "tables:\n  e: [{records: child, parent: n, " + join + ", attributes: {date_of_birth: o/d}}, {records: episode, parent: n, " + join +
                              ", attributes: {started_at: o/d}}]\n  o: {records: case, id: n, repeats: true}\n";
  CHECK(messages(read_tables(desk, {{"e", {wholes("n", {1, 2}), texts("s", {"x", "y"})}},
                                    {"o", {wholes("n", {1, 2, 2}), texts("s", {"x", "z", "y"}), texts("d", {"2024-01-01", "2024-01-02", "2024-01-03"})}}},
                             by_mapping(mapping))) ==
        "input.rows-unmatched 1 of 3 rows of table `o` matches no row of table `e` by `n`, `s`: what `e` takes from such rows took no part\n");
}

TEST_CASE("a table without rows that is only joined tells nothing where the mapping says so") {
  const Desk desk;
  const std::string mapping = "empty_tables: not_given\ntables: {e: {records: episode, parent: n, joins: {w: {table: workers, on: {nr: w}}}, attributes: {ended_at: w/d}}}\n";
  const std::vector<GivenTable> tables{{"e", {wholes("n", {1}), wholes("w", {5})}}, {"workers", {wholes("nr", {}), texts("d", {})}}};
  const auto read = read_tables(desk, tables, by_mapping(mapping));
  CHECK(messages(read) == "input.table-empty table `workers` has no rows: what it would tell is unknown\n");
  CHECK(desk.cell(one_case(read.value()), "episode", "ended_at").is_unknown());
}

TEST_CASE("ids that differ only in capitals, leading zeros or white space are told of") {
  const Desk desk;
  const auto read = read_tables(desk, {{"cases", {texts("id", {"abc1", "ABC1", "007", "7", "x"})}},
                                       {"episodes", {texts("case_id", {"Abc1", "X", "07", "y"}), texts("id", {"1", "2", "3", "4"})}}});
  REQUIRE(read.ok());
  CHECK(messages(read) ==
        "input.ids-alike 5 ids of `case` differ from another only in capitals, leading zeros or white space, and are taken as ids of their own: `Abc1` and `abc1`\n");
  const auto& errors = read.value().errors_outside_cases();
  REQUIRE(errors.size() == 4);
  CHECK(errors[1].error.reason.find("`x` differs only in capitals") != std::string::npos);
  CHECK(errors[3].error.reason.find("differs") == std::string::npos);
  CHECK(messages(read_tables(desk, {{"episodes", {texts("case_id", {"a", "A ", "a"})}}})) ==
        "input.ids-alike 1 id of `case` differs from another only in capitals, leading zeros or white space, and is taken as an id of its own: `a` and `A`\n");
}

TEST_CASE("ids are the same without white space and empty fractions") {
  const Desk desk;
  const Caseload cases = caseload(desk, {{"cases", {texts("id", {"\xC2\xA0" "12345", "x\xE2\x80\xAF"})}},
                                         {"episodes", {texts("case_id", {"12345.0", "\xEF\xBB\xBF" "x "})}},
                                         {"conference", {reals("case_id", {12345.0})}}});
  REQUIRE(cases.size() == 2);
  CHECK(cases.case_id(0) == "12345");
  CHECK(cases.case_id(1) == "x");
  CHECK(cases.find("12345.00") == 0);
  CHECK(rows(desk, one_case(cases), "episode") == 1);
  CHECK(rows(desk, one_case(cases, 1), "episode") == 1);
  CHECK(rows(desk, one_case(cases), "conference") == 1);
  CHECK(cases.errors_outside_cases().empty());
}
