// Ids of tables: what is the same, what is nearly the same, what leads nowhere.
#include "tables.hpp"
#include "text/inside.hpp"

using namespace dutybound;
using namespace dutybound::testing;
using feel::State;

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
  CHECK(placed(cases.place(0, cases.at(0))) == "episodes 0 id spreadsheet_error episodes[0].id #REF!\n"
        "visits 0 episode_id unlinked_row episodes[0].visits #N/A\n"
        "visits 0 episode_id unlinked_row episodes[1].visits #N/A\n");
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

TEST_CASE("a row with an error in its key is no other row's where nothing or something else leads to it") {
  const Desk desk;
  const std::string mapping =
      "tables:\n  c: {records: case, id: n}\n  e: {records: episode, parent: n, joins: {o: {table: o, on: {n: n, s: s}}}, attributes: {worker: o/name}}\n";
  const auto told = [&](const Column& n, const Column& s) {
    const Caseload cases = caseload(desk, {{"c", {texts("n", {"1", "2"})}}, {"e", {texts("n", {"1", "2"}), texts("s", {"x", "y"})}},
                                           {"o", {n, s, texts("name", {"A"})}}}, by_mapping(mapping));
    return placed(cases.place(0, cases.at(0))) + placed(cases.place(1, cases.at(1)));
  };
  CHECK(told(texts("n", {std::nullopt}), texts("s", {"#N/A"})).empty());
  CHECK(told(texts("n", {"#N/A"}), texts("s", {"z"})).empty());
  CHECK(told(texts("n", {"#N/A"}), texts("s", {"y"})) == "o 0 n spreadsheet_error episodes[0].worker #N/A\n");
  CHECK(told(texts("n", {"2"}), texts("s", {"#N/A"})) == "o 0 s spreadsheet_error episodes[0].worker #N/A\n");
}

TEST_CASE("a row with an error in its key may be another case's where keys lead from one case to another") {
  const Desk desk;
  // The rows of `o` are episodes of cases themselves, and are joined by a key that is no link to a record above them.
  const std::string mapping =
      "tables:\n  c: {records: case, id: n, joins: {o: {table: o, on: {s: s}}}, attributes: {child: {attributes: {date_of_birth: o/day}}}}\n"
      "  o: {records: episode, parent: n}\n";
  const auto told = [&](const char* key) {
    const Caseload cases = caseload(desk, {{"c", {texts("n", {"1", "2"}), texts("s", {"x", "x"})}},
                                           {"o", {texts("n", {"1"}), texts("s", {key}), texts("day", {"2014-06-02"})}}}, by_mapping(mapping));
    return placed(cases.place(0, cases.at(0))) + placed(cases.place(1, cases.at(1)));
  };
  CHECK(told("x").empty());
  CHECK(told("#REF!") == "o 0 s spreadsheet_error child.date_of_birth #REF!\no 0 s spreadsheet_error child.date_of_birth #REF!\n");
}

TEST_CASE("a test of joined rows that contradict one another is a data error") {
  const Desk desk;
  const std::string mapping =
      "tables: {e: {records: episode, parent: n, joins: {o: {table: o, on: {nr: w}}}, attributes: {reason: [{when: {column: o/k, is: [A]}, value: neglect}, {value: injury}]}}}\n";
  const Caseload cases = caseload(desk, {{"e", {wholes("n", {1}), wholes("w", {5})}}, {"o", {wholes("nr", {5, 5}), texts("k", {"A", "B"})}}}, by_mapping(mapping));
  CHECK(placed(cases.place(0, cases.at(0))) == "o 0 k contradicting_rows episodes[0].reason A\n");
}

TEST_CASE("a row whose parent is the latest stands in none of them where one's day or the link cannot be read") {
  const Desk desk;
  const std::string mapping =
      "tables:\n  c: {records: case, id: n}\n  e: {records: episode, id: k, parent: n, attributes: {started_at: s}}\n"
      "  v: {records: visit, parent: {id: k, case: n, latest: started_at, on_or_before: d}, attributes: {made_at: d}}\n";
  const auto stands_in = [&](const char* second, const char* link) {
    const Caseload cases = caseload(desk, {{"c", {wholes("n", {1})}}, {"e", {texts("k", {"a", "b"}), wholes("n", {1, 1}), texts("s", {"2024-01-01", second})}},
                                           {"v", {texts("k", {link ? Text(link) : std::nullopt}), wholes("n", {1}), texts("d", {"2024-03-01"})}}}, by_mapping(mapping));
    const Case facts = one_case(cases);
    const auto& kept = body_of(facts).facts;
    REQUIRE(kept.rows(desk.entity("visit")) == 1);
    std::string list = placed(cases.errors_outside_cases());
    return kept.id(desk.entity("episode"), kept.parent_row(desk.entity("visit"), 0)).value_or("no episode that is known") + (list.empty() ? "" : " " + list);
  };
  CHECK(stands_in("2024-02-01", nullptr) == "b");
  CHECK(stands_in("2024-05-01", nullptr) == "a");
  CHECK(stands_in("#REF!", nullptr) == "no episode that is known");
  CHECK(stands_in("", nullptr) == "a");  // it has not happened, as the mapping has it
  CHECK(stands_in("31/02/2024", nullptr) == "no episode that is known");
  CHECK(stands_in("2024-02-01", "a") == "a");
  CHECK(stands_in("2024-02-01", "#REF!") == "no episode that is known v 0 k spreadsheet_error  #REF!\n");
}

TEST_CASE("days that are keys of a join are the same however they are written") {
  const Desk desk;
  const std::string mapping =
      "dates: [dd/mm/yyyy, excel]\ntables:\n  e: {records: episode, parent: n, joins: {o: {table: o, on: {n: n, day: s}}}, attributes: {started_at: s, ended_at: o/end}}\n"
      "  o: {records: case, id: n, repeats: true}\n";
  const Caseload cases = caseload(desk, {{"e", {wholes("n", {1, 1, 1}), texts("s", {"24/10/2024", "2024-10-25", "26/10/2024"})}},
                                         {"o", {wholes("n", {1, 1, 1}), wholes("day", {45589, 45590, 45592}), texts("end", {"2024-11-01", "2024-11-02", "2024-11-03"})}}},
                                  by_mapping(mapping));
  const Case facts = one_case(cases);
  CHECK(desk.cell(facts, "episode", "ended_at", 0).date() == *Date::parse("2024-11-01"));
  CHECK(desk.cell(facts, "episode", "ended_at", 1).date() == *Date::parse("2024-11-02"));
  CHECK(desk.cell(facts, "episode", "ended_at", 2).is_null());
}

TEST_CASE("which records a row without a link belongs to is open to all of its case and to no other") {
  const Desk desk;
  const std::string mapping =
      "tables:\n  c: {records: case, id: n}\n  e: {records: episode, id: k, parent: n}\n  v: {records: visit, parent: {id: k, case: n}, attributes: {made_at: d}}\n";
  const auto visits = [&](std::optional<std::string> link, const char* of_case) {
    const Caseload cases = caseload(desk, {{"c", {wholes("n", {1, 2})}}, {"e", {texts("k", {"a", "b", "c"}), wholes("n", {1, 1, 2})}},
                                           {"v", {texts("k", {"a", link}), texts("n", {"1", of_case}), texts("d", {"2024-03-01", "2024-03-02"})}}}, by_mapping(mapping));
    std::string told;
    for (std::size_t i = 0; i < 2; ++i) {
      for (std::uint32_t e = 0; e < 2 - i; ++e) told += children(desk, one_case(cases, i), "visit", e) == State::known ? "known " : "unknown ";
    }
    return told;
  };
  CHECK(visits("b", "1") == "known known known ");
  // A record that no table has: nobody else is said to have none.
  CHECK(visits("z", "1") == "known unknown known ");
  CHECK(visits("z", "2") == "known known unknown ");
  for (const auto& link : {Text("#REF!"), Text("  "), Text()}) {
    CHECK(visits(link, "1") == "unknown unknown known ");
    CHECK(visits(link, "2") == "known known unknown ");
  }
  const Caseload cases = caseload(desk, {{"c", {wholes("n", {1})}}, {"e", {texts("k", {"a", "#REF!"}), wholes("n", {1, 1})}},
                                         {"v", {texts("k", {"a"}), wholes("n", {1}), texts("d", {"2024-03-01"})}}}, by_mapping(mapping));
  CHECK(children(desk, one_case(cases), "visit", 0) == State::known);
  CHECK(children(desk, one_case(cases), "visit", 1) == State::unknown);
  const Caseload blank = caseload(desk, {{"c", {wholes("n", {1})}}, {"e", {texts("k", {"a", std::nullopt}), wholes("n", {1, 1})}},
                                         {"v", {texts("k", {"a"}), wholes("n", {1}), texts("d", {"2024-03-01"})}}}, by_mapping(mapping));
  CHECK(children(desk, one_case(blank), "visit", 1) == State::unknown);
  const std::string two_parts =
      "tables:\n  c: {records: case, id: n}\n  e: {records: episode, id: k, parent: n}\n  v: {records: visit, id: {columns: [k, l]}, parent: k}\n";
  CHECK(children(desk, one_case(caseload(desk, {{"c", {wholes("n", {1})}}, {"e", {texts("k", {"a"}), wholes("n", {1})}}, {"v", {texts("k", {"a"}), texts("l", {std::nullopt})}}},
                                         by_mapping(two_parts))), "visit") == State::known);
}

TEST_CASE("a table without columns refuses nothing") {
  const Desk desk;
  const auto read = read_tables(desk, {{"cases", {wholes("id", {1})}}, {"episodes", {wholes("id", {1}), wholes("case_id", {1})}}, {"visits", {}}});
  REQUIRE(read.ok());
  CHECK(messages(read) == "input.table-empty table `visits` has no rows: what it would tell is unknown\n");
  CHECK(children(desk, one_case(read.value()), "visit") == State::unknown);
}

TEST_CASE("a further row of which nobody knows whether it is one takes nothing back of what is certain") {
  const Desk desk;
  const std::string mapping =
      "tables: {t: [{records: case, id: n, repeats: true, when: {column: k, is: [V]}, attributes: {child: {attributes: {date_of_birth: b, disabled: d}}}}]}\n";
  const Caseload cases = caseload(desk, {{"t", {wholes("n", {1, 1, 2, 3}), texts("k", {"V", "#N/A", "V", "#N/A"}), texts("b", {"2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01"}),
                                                texts("d", {std::nullopt, "Y", "Y", "Y"})}}}, by_mapping(mapping));
  CHECK(cases.may_be_unread());
  REQUIRE(cases.size() == 3);
  const Case first = one_case(cases, 0);
  CHECK(desk.cell(first, "child", "date_of_birth").date() == *Date::parse("2020-01-01"));
  CHECK(placed(cases.place(0, cases.at(0))) == "t 1 k spreadsheet_error child.disabled #N/A\n");
  CHECK(one_case(cases, 1).data_errors().empty());
  CHECK_FALSE(cases.at(2).facts);
  CHECK(cases.at(2).diagnostics.front().code == "input.not-a-record");
}

TEST_CASE("rows whose ids cannot be read are records of their own") {
  const Desk desk;
  const std::string mapping = "tables:\n  c: {records: case, id: n}\n  e: {records: episode, id: k, parent: n, repeats: true, attributes: {started_at: s}}\n";
  const auto episodes = [&](std::vector<Text> ids) {
    return rows(desk, one_case(caseload(desk, {{"c", {wholes("n", {1})}}, {"e", {texts("k", std::move(ids)), wholes("n", {1, 1}), texts("s", {"2024-01-01", "2024-02-02"})}}},
                                        by_mapping(mapping))), "episode");
  };
  CHECK(episodes({"a", "a"}) == 1);
  CHECK(episodes({std::nullopt, std::nullopt}) == 1);
  CHECK(episodes({"#REF!", "#REF!"}) == 2);
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
