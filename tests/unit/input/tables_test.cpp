// Tables to cases: by the vocabulary's names and by mappings, joined, counted, and told of where they are wrong.
#include "tables.hpp"
#include "text/inside.hpp"

using namespace dutybound;
using namespace dutybound::testing;
using feel::State;

TEST_CASE("tables with the names of the vocabulary are joined by their ids") {
  const Desk desk;
  const Caseload cases = caseload(
      desk, {{"cases", {texts("id", {"b", "a"}), texts("child.date_of_birth", {"2020-01-02", std::nullopt})}},
             {"Episodes", {wholes("Id", {1, 2, 3}), texts("Case ID", {"a", "b", "a"}), texts("Started At", {"2024-01-01", "2024-01-02", "2024-01-03"}),
                           texts("colour", {"x", "x", "x"})}},
             {"visit", {reals("episode_id", {3.0, 1.0, 3.0}), texts("made_at", {"2024-02-03", "2024-02-01", "2024-02-02"})}}});
  REQUIRE(cases.size() == 2);
  CHECK(cases.case_id(0) == "b");
  CHECK(cases.find("a") == 1);
  CHECK(!cases.find("c"));
  CHECK(!cases.integer_ids());
  CHECK(cases.at(1).where == "case a");
  const Case a = one_case(cases, 1);
  CHECK(a.id() == "a");
  REQUIRE(rows(desk, a, "episode") == 2);
  CHECK(body_of(a).facts.id(desk.entity("episode"), 1) == "3");
  CHECK(desk.cell(a, "episode", "started_at", 1).date() == *Date::parse("2024-01-03"));
  CHECK(desk.cell(a, "visit", "made_at", 1).date() == *Date::parse("2024-02-03"));
  CHECK(desk.cell(a, "visit", "made_at", 2).date() == *Date::parse("2024-02-02"));
  const Case b = one_case(cases, 0);
  CHECK(children(desk, b, "visit") == State::known);
  CHECK(rows(desk, b, "visit") == 0);
  CHECK(children(desk, b, "conference") == State::unknown);
  REQUIRE(cases.tables().size() == 3);
  CHECK(cases.tables()[1].used == 3);
  CHECK(cases.tables()[1].unused_columns == std::vector<std::string>{"colour"});
  CHECK(cases.errors_outside_cases().empty());
}

TEST_CASE("cases are made of the ids that lead to them where they have no table") {
  const Desk desk;
  const Caseload cases = caseload(desk, {{"episodes", {wholes("case_id", {12, std::nullopt, 11, 12})}}});
  REQUIRE(cases.size() == 2);
  CHECK(cases.case_id(0) == "12");
  CHECK(cases.integer_ids());
  CHECK(rows(desk, one_case(cases, 0), "episode") == 2);
  CHECK(placed(cases.errors_outside_cases()) == "episodes 1 case_id orphan_row  \n");
  CHECK(cases.tables()[0].orphans == 1);
  CHECK(caseload(desk, {{"episodes", {reals("case_id", {12.0, std::nan("")})}}}).case_id(0) == "12");
  CHECK(caseload(desk, {{"episodes", {wholes("case_id", {})}}}).size() == 0);
  CHECK(caseload(desk, {}).size() == 0);
}

TEST_CASE("rows that fit nowhere and ids that come twice are told of and lost nowhere") {
  const Desk desk;
  const Caseload cases = caseload(desk, {{"cases", {texts("id", {"a", "b", "a", std::nullopt})}},
                                         {"episodes", {texts("id", {"e", "e", "f", "f"}), texts("case_id", {"a", "b", "b", "b"})}},
                                         {"visits", {texts("episode_id", {"e", "x", std::nullopt, "f"}), texts("case_id", {"b", "a", "c", "b"})}}});
  REQUIRE(cases.size() == 4);
  CHECK(placed(cases.errors_outside_cases()) ==
        "cases 2 id duplicate_id  a\n"
        "cases 3 id missing_id  \n"
        "episodes 1 id duplicate_id  e\n"
        "visits 0 case_id other_case  b\n"
        "visits 1 episode_id orphan_row  x\n"
        "visits 2 case_id orphan_row  c\n");
  const Case a = one_case(cases, 0);
  CHECK(rows(desk, a, "visit") == 2);  // its own, and the one that stands in the case without an episode that is known
  CHECK(rows(desk, a, "episode") == 2);
  CHECK(desk.cell(a, "episode", "started_at", 1).is_unknown());
  const CaseDocument b = cases.at(1);
  CHECK(placed(cases.place(1, b)) == "episodes 3 id duplicate_id episodes[2].id f\n");
  CHECK(rows(desk, *b.facts, "episode") == 3);
  const TableCount& visits = cases.tables()[2];
  CHECK(visits.rows == 4);
  CHECK(visits.used == 3);
  CHECK(visits.orphans == 1);
}

TEST_CASE("many orphans are counted and only the first listed") {
  const Desk desk;
  std::vector<Whole> ids(200'000, 5);
  const Caseload cases = caseload(desk, {{"cases", {wholes("id", {1})}}, {"episodes", {wholes("case_id", ids)}}});
  REQUIRE(cases.errors_outside_cases().size() == 1001);
  CHECK(placed({cases.errors_outside_cases().back()}) == "episodes -  orphan_row  199000\n");
  CHECK(cases.tables()[1].orphans == 200'000);
}

TEST_CASE("a record of which there is one is there unless its columns are all null") {
  const Desk desk;
  const Caseload cases = caseload(desk, {{"t", {wholes("id", {1, 2, 3}), texts("conference.held_at", {"2024-01-01", std::nullopt, "soon"}),
                                                texts("child.date_of_birth", {std::nullopt, std::nullopt, std::nullopt})}}});
  CHECK(children(desk, one_case(cases, 0), "conference") == State::known);
  CHECK(children(desk, one_case(cases, 1), "conference") == State::null);
  CHECK(children(desk, one_case(cases, 2), "conference") == State::known);
  CHECK(children(desk, one_case(cases, 0), "child") == State::null);
  const auto always = [&](const char* how) {
    return children(desk, one_case(caseload(desk, {{"t", {wholes("id", {1}), texts("d", {std::nullopt})}}},
                                            by_mapping(std::string("tables: {t: {records: case, id: id, attributes: {conference: {") + how +
                                                       "attributes: {held_at: d}}}}}\n"))),
                    "conference");
  };
  CHECK(always("always: true, ") == State::known);
  CHECK(always("absent: unknown, ") == State::unknown);
  CHECK(always("") == State::null);
}

TEST_CASE("a reference date that cannot be read or is given twice is none and is warned of") {
  const Desk desk;
  const auto read = [&](std::vector<std::optional<std::string>> days) {
    return read_tables(desk, {{"c", {wholes("n", {1})}}, {"h", {texts("d", std::move(days))}}},
                       by_mapping("reference_date: {table: h, column: d}\ntables: {c: {records: case, id: n}}\n"));
  };
  CHECK(read({"2024-03-31", std::nullopt, "2024-03-31"}).value().reference_date() == Date::parse("2024-03-31"));
  CHECK(messages(read({std::nullopt})).empty());
  for (const auto& [days, told] : std::vector<std::pair<std::vector<std::optional<std::string>>, std::string>>{
           {{"2024-03-31", "#REF!"}, "row 1 of table `h`, column `d`: `#REF!`: The cell holds an error of a spreadsheet and no value."},
           {{"2024-03-31", "2025-03-31"}, "row 1 of table `h`, column `d`: `2025-03-31`: An earlier row gives another day."}}) {
    CHECK(messages(read(days)) == "input.reference-date " + told + "\n");
    CHECK(!read(days).value().reference_date());
  }
}

TEST_CASE("what a record without rows has is the table entry's to say") {
  const Desk desk;
  const auto state = [&](const std::string& how, bool given) {
    std::vector<GivenTable> tables{{"c", {wholes("n", {1}), texts("since", {"2024-01-01"})}}, {"h", {texts("d", {"2024-03-31"})}}};
    if (given) tables.push_back({"e", {wholes("n", {})}});
    const Caseload cases = caseload(desk, tables,
                                    by_mapping("reference_date: {table: h, column: d}\ntables: {c: {records: case, id: n}, e: {records: episode, parent: n" +
                                               how + "}}\n"));
    CHECK(cases.reference_date() == Date::parse("2024-03-31"));
    return children(desk, one_case(cases), "episode");
  };
  CHECK(state("", true) == State::known);
  CHECK(state("", false) == State::unknown);
  CHECK(state(", absent: unknown", true) == State::unknown);
  CHECK(state(", absent_if: {in_collection_year: since}", true) == State::known);
  CHECK(state(", absent_if: {present: other}", true) == State::unknown);
}

TEST_CASE("a row may belong to the latest record of its case or to one that nothing is known of") {
  const Desk desk;
  const Caseload cases = caseload(
      desk, {{"e", {wholes("n", {1, 1, 1, 2}), wholes("e", {10, 11, 12, 20}), texts("s", {"2024-01-01", "2024-03-01", "2024-02-01", "2024-05-01"})}},
             {"v", {wholes("n", {1, 1, 1, 1, 2, 2, 3}), texts("d", {"2024-02-15", "2024-03-01", "2023-12-31", std::nullopt, "2024-01-01", "2024-01-02", "2024-01-01"})}}},
      by_mapping("tables:\n  e: {records: episode, id: e, parent: n, attributes: {started_at: s}}\n"
                 "  v: {records: visit, parent: {case: n, latest: started_at, on_or_before: d}, attributes: {made_at: d}}\n"));
  REQUIRE(cases.size() == 3);
  const Case first = one_case(cases, 0);
  REQUIRE(rows(desk, first, "episode") == 4);
  const auto& facts = body_of(first).facts;
  const auto visit = desk.entity("visit");
  CHECK(facts.children(visit, 0).count == 0);
  CHECK(facts.children(visit, 1).count == 1);
  CHECK(facts.children(visit, 2).count == 1);
  CHECK(facts.children(visit, 3).count == 2);
  const Case second = one_case(cases, 1);
  CHECK(rows(desk, second, "episode") == 2);
  CHECK(body_of(second).facts.children(visit, 1).count == 2);
  CHECK(rows(desk, one_case(cases, 2), "visit") == 1);
}

TEST_CASE("several rows may be one record where the mapping says so") {
  const Desk desk;
  const std::string mapping =
      "tables:\n"
      "  l: [{records: case, id: n, repeats: true, attributes: {child: {attributes: {date_of_birth: b, needs: k}}}},\n"
      "      {records: episode, parent: n, attributes: {started_at: s}}]\n"
      "  m: {records: case, id: n, repeats: true, attributes: {child: {attributes: {date_of_birth: b}}}}\n";
  const Caseload cases = caseload(desk, {{"l", {wholes("n", {1, 2, 1}), texts("b", {std::nullopt, "2019-01-01", "2020-01-01"}), texts("k", {"x", "y", "z"}),
                                                texts("s", {"2024-01-01", "2024-01-02", "2024-01-03"})}},
                                         {"m", {wholes("n", {3, 2}), texts("b", {"2018-01-01", "2017-01-01"})}}},
                                  by_mapping(mapping));
  REQUIRE(cases.size() == 3);
  const Case one = one_case(cases, 0);
  CHECK(desk.cell(one, "child", "date_of_birth").date() == *Date::parse("2020-01-01"));
  CHECK(desk.cell(one, "child", "needs").payload.items.size == 2);
  CHECK(rows(desk, one, "episode") == 2);
  CHECK(desk.cell(one_case(cases, 1), "child", "date_of_birth").date() == *Date::parse("2019-01-01"));
  CHECK(cases.errors_outside_cases().empty());
}

TEST_CASE("keys may be of several columns and rows of other tables may be joined") {
  const Desk desk;
  const std::string mapping =
      "tables:\n"
      "  c: {records: case, id: n}\n"
      "  e: {records: episode, id: {columns: [n, k]}, parent: n, joins: {w: {table: workers, on: {nr: w}}}, attributes: {worker: w/name, reason: [{when: {present: w/name}, value: neglect}, {value: injury}]}}\n"
      "  v: {records: visit, parent: {columns: [n, k]}, attributes: {made_at: d}}\n";
  const std::vector<GivenTable> tables{
      {"c", {wholes("n", {1, 2})}},
      {"e", {wholes("n", {1, 1, 2}), wholes("k", {1, 2, 1}), wholes("w", {5, 6, 7})}},
      {"v", {wholes("n", {1, 2, 1}), wholes("k", {2, 1, std::nullopt}), texts("d", {"2024-01-01", "2024-01-02", "2024-01-03"})}},
      {"workers", {wholes("nr", {5, 6, 6, 5}), texts("name", {"A", "B", "C", "A"})}}};
  const Caseload cases = caseload(desk, tables, by_mapping(mapping));
  const CaseDocument one = cases.at(0);
  REQUIRE(one.facts);
  CHECK(!body_of(*one.facts).facts.id(desk.entity("episode"), 0));
  CHECK(body_of(*one.facts).facts.children(desk.entity("visit"), 1).count == 1);
  CHECK(desk.cell(*one.facts, "episode", "worker", 0).text() == "A");
  CHECK(placed(cases.place(0, one)) == "workers 1 name contradicting_rows episodes[1].worker B\n");
  const Case two = one_case(cases, 1);
  CHECK(desk.cell(two, "episode", "worker").is_unknown());
  CHECK(desk.cell(two, "episode", "reason").payload.integer == 1);
  CHECK(cases.tables()[2].orphans == 1);
  CHECK(cases.tables()[3].used == 4);
  const Caseload without = caseload(desk, {tables[0], tables[1]}, by_mapping(mapping));
  CHECK(desk.cell(one_case(without), "episode", "worker").is_unknown());
}

TEST_CASE("rows that do not meet the tests of an entry are passed over and counted") {
  const Desk desk;
  const Caseload cases = caseload(desk, {{"t", {wholes("n", {1, 1, 1}), texts("kind", {"V", " W ", std::nullopt}), texts("d", {"2024-01-01", "2024-01-02", "2024-01-03"})}}},
                                  by_mapping("tables: {t: [{records: episode, parent: n, when: {column: kind, is: [V, W]}, attributes: {started_at: d}}]}\n"));
  CHECK(rows(desk, one_case(cases), "episode") == 2);
  CHECK(cases.tables()[0].skipped == 1);
}

TEST_CASE("one record of several rows is a data error and the rest goes on") {
  const Desk desk;
  const Caseload cases = caseload(desk, {{"cases", {wholes("id", {1})}}, {"conference", {wholes("case_id", {1, 1}), texts("held_at", {"2024-01-01", "2024-01-02"})}}});
  CHECK(placed(cases.place(0, cases.at(0))) == "conference 1  duplicate_row conference 2 rows\n");
}

TEST_CASE("whole cases may stand in nested columns") {
  const Desk desk;
  Column json = texts("episodes", {"[{\"id\": 4, \"started_at\": \"13/04/2024\", \"visits\": [{\"made_at\": \"2024-04-14\", \"count\": 2}]}]", "[{\"strted_at\": 1}]", std::nullopt, "{"});
  const Caseload cases = caseload(desk, {{"anything", {texts("id", {"a", "b", "c", "d"}), json}}});
  const Case a = one_case(cases, 0);
  CHECK(errors(a).empty());
  CHECK(desk.cell(a, "episode", "started_at").date() == *Date::parse("2024-04-13"));
  CHECK(desk.cell(a, "visit", "count").is_known());
  CHECK(placed(cases.place(1, cases.at(1))) == "anything 1 episodes unknown_attribute episodes[0].strted_at 1\n"
        "anything 1 episodes unknown_attribute episodes[0].started_at strted_at\n");
  CHECK(children(desk, one_case(cases, 2), "episode") == State::unknown);
  CHECK(placed(cases.place(3, cases.at(3))) == "anything 3 episodes not_json episodes {\n");
}

TEST_CASE("names that nothing knows are told of with the nearest") {
  const Desk desk;
  CHECK(messages(read_tables(desk, {{"episods", {wholes("case_id", {1})}}})) ==
        "input.table-unknown table `episods` has no name of the vocabulary; nearest: `episode`\n");
  CHECK(messages(read_tables(desk, {{"episodes", {wholes("cse_id", {1})}}})) ==
        "input.column-missing column `case_id` not found in table `episodes`; nearest: `cse_id`\n");
  CHECK(messages(read_tables(desk, {{"visits", {wholes("episode_id", {1})}}})) ==
        "input.table-missing the rows of table `visits` belong to records `episode`, of which no table is given\n");
  CHECK(messages(read_tables(desk, {{"episodes", {wholes("case_id", {1}), wholes("started_at", {1}), wholes("started_at", {1})}}})) ==
        "input.column-ambiguous table `episodes` has several columns `started_at`\n");
  CHECK(messages(read_tables(desk, {{"episodes", {wholes("case_id", {1}), texts("started_at", {"x"}, NANOARROW_TYPE_BINARY)}}})) ==
        "input.column-type column `started_at` of table `episodes` is of type binary, from which no fact can be read\n");
  const std::string mapping = "tables: {list_3: {records: episode, parent: n, attributes: {started_at: Date of referral}}}\n";
  const auto misspelt = read_tables(desk, {{"List 3", {wholes("n", {1}), texts("Date of refferal", {"2024-01-01"})}}}, by_mapping(mapping));
  CHECK(misspelt.ok());
  CHECK(messages(misspelt) == "input.column-unmatched column `Date of referral` not found in table `List 3`; nearest: `Date of refferal`\n");
  CHECK(misspelt.diagnostics()[0].underlined() == "Date of referral");
  CHECK(messages(read_tables(desk, {{"list_4", {wholes("n", {1})}}}, by_mapping(mapping))) ==
        "input.table-unknown table `list_4` is nothing that the mapping `mine` knows; nearest: `list_3`\n");
  CHECK(messages(read_tables(desk, {{"List 3", {wholes("n", {1})}}, {"list_3", {wholes("n", {1})}}}, by_mapping(mapping))) ==
        "input.table-twice the tables `List 3` and `list_3` are the same to the mapping\n");
  CHECK(messages(read_tables(desk, {}, TableOptions{"sdd", {}, {}, "case"})) == "input.mapping-unknown no mapping of tables `sdd` is loaded\n");
  CHECK(messages(read_tables(desk, {}, TableOptions{{}, {}, {"mm/dd/yyyy"}, "case"})) == "input.table-option `mm/dd/yyyy` is no way of saying a day\n");
  CHECK(messages(read_tables(desk, {}, TableOptions{{}, {}, {}, "cse"})) == "input.table-option the vocabulary has no subject `cse`\n");
  std::vector<NamedTable> used{{"cases", nullptr}};
  CHECK(messages(input::read_tables(desk.program, desk.mappings, std::move(used), {}, desk.limits)) ==
        "input.table-unreadable table `cases` cannot be read: its stream was used before\n");
}

TEST_CASE("columns that nothing reads are told of, the misspelt ones with the nearest name") {
  const Desk desk;
  CHECK(messages(read_tables(desk, {{"episodes", {wholes("case_id", {1}), texts("startd_at", {"x"}), texts("colour", {"x"}), texts("size", {"x"})}}})) ==
        "input.column-unread nothing reads column `startd_at` of table `episodes`; nearest: `started_at`\n"
        "input.column-unread nothing reads columns `colour`, `size` of table `episodes`\n");
  CHECK(messages(read_tables(desk, {{"episodes", {wholes("case_id", {1}), texts("Started At", {"2024-01-01"})}}})).empty());
  CHECK(messages(read_tables(desk, {{"cases", {texts("foo", {"x"}), texts("bar", {"x"})}}})) ==
        "input.columns-unknown no column of table `cases` is known: columns `foo`, `bar`\n");
  const std::string mapping = "tables: {t: {unused: [colour], records: episode, parent: n, attributes: {started_at: d}}, u: {records: case, id: n}}\n";
  CHECK(messages(read_tables(desk, {{"t", {wholes("n", {1}), texts("d", {"2024-01-01"}), texts("Colour", {"red"}), texts("size", {"x"})}}}, by_mapping(mapping))) ==
        "input.column-unread nothing reads column `size` of table `t`\n");
}

TEST_CASE("of two columns or members of one name nobody knows which is meant") {
  const Desk desk;
  CHECK(messages(read_tables(desk, {{"episodes", {wholes("case_id", {1}), texts("colour", {"x"}), texts("colour", {"y"})}}})) ==
        "input.column-ambiguous table `episodes` has several columns `colour`\n");
  CHECK(messages(read_tables(desk, {{"episodes", {wholes("case_id", {1}), texts("started_at", {"x"}), texts("Started At", {"y"})}}})) ==
        "input.column-ambiguous columns `started_at` and `Started At` of table `episodes` are the same attribute\n");
  const Caseload cases = caseload(desk, {{"cases", {texts("id", {"a"}), texts("episodes", {"[{\"started_at\": \"2024-01-01\", \"Started At\": \"2024-01-02\"}]"})}}});
  CHECK(placed(cases.place(0, cases.at(0))) == "cases 0 episodes duplicate_key episodes[0].started_at Started At\n");
}

TEST_CASE("rows whose parent is in no table stand in their case with a parent of which only the id is known") {
  const Desk desk;
  const std::string mapping =
      "tables:\n  c: {records: case, id: n}\n  e: {records: episode, id: e, parent: n, attributes: {started_at: s}}\n"
      "  v: {records: visit, parent: {id: e, case: n}, attributes: {made_at: d}}\n";
  const GivenTable people{"c", {wholes("n", {1, 2})}};
  const GivenTable visits{"v", {wholes("n", {1, 1, 1, 2, 3}), wholes("e", {7, 7, 8, std::nullopt, 9}),
                                texts("d", {"2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"})}};
  const auto read = read_tables(desk, {people, visits}, by_mapping(mapping));
  REQUIRE(read.ok());
  CHECK(messages(read) ==
        "input.table-not-given the rows of table `v` belong to records `episode`, of which no table is given: each stands in one of which nothing else is known\n");
  const Case first = one_case(read.value());
  REQUIRE(rows(desk, first, "episode") == 2);
  CHECK(body_of(first).facts.id(desk.entity("episode"), 0) == std::optional<std::string>("7"));
  CHECK(body_of(first).facts.children(desk.entity("visit"), 0).count == 2);
  CHECK(body_of(first).facts.id(desk.entity("episode"), 1) == std::optional<std::string>("8"));
  CHECK(rows(desk, one_case(read.value(), 1), "visit") == 1);
  CHECK(placed(read.value().errors_outside_cases()) == "v 4 e orphan_row  9\n");
  // A table without rows that others name is one that nobody filled.
  const GivenTable no_episodes{"e", {wholes("n", {}), wholes("e", {}), texts("s", {})}};
  const auto empty = read_tables(desk, {people, no_episodes, visits}, by_mapping(mapping));
  REQUIRE(empty.ok());
  CHECK(messages(empty) == "input.table-empty table `e` has no rows: what it would tell is unknown\n" + messages(read));
  CHECK(rows(desk, one_case(empty.value()), "visit") == 3);
  CHECK(placed(empty.value().errors_outside_cases()) == "v 4 e orphan_row  9\n");
  // Without a way to the case the rows are in none, and the rest goes on.
  const auto lost = read_tables(desk, {people, {"v", {wholes("e", {7}), texts("d", {"2024-01-01"})}}}, by_mapping(mapping));
  CHECK(lost.ok());
  CHECK(lost.value().size() == 2);
  CHECK(lost.value().tables()[1].orphans == 1);
  CHECK(messages(lost).find("they are in no case") != std::string::npos);
  // The column of the parent's id may not be missing.
  CHECK(messages(read_tables(desk, {people, {"v", {wholes("n", {1}), texts("d", {"2024-01-01"})}}}, by_mapping(mapping))) ==
        "input.column-missing column `e` not found in table `v`\n");
}

TEST_CASE("a table without rows tells that there is none unless the mapping says that it tells nothing") {
  const Desk desk;
  const std::vector<GivenTable> tables{{"c", {wholes("n", {1})}}, {"e", {wholes("n", {})}}};
  const std::string mapping = "tables: {c: {records: case, id: n}, e: {records: episode, parent: n}}\n";
  const auto none = read_tables(desk, tables, by_mapping(mapping));
  CHECK(messages(none).empty());
  CHECK(children(desk, one_case(none.value()), "episode") == State::known);
  const auto unknown = read_tables(desk, tables, by_mapping("empty_tables: not_given\n" + mapping));
  CHECK(messages(unknown) == "input.table-empty table `e` has no rows: what it would tell is unknown\n");
  CHECK(children(desk, one_case(unknown.value()), "episode") == State::unknown);
  CHECK(messages(read_tables(desk, tables, by_mapping("empty_tables: none\n" + mapping))).find("input.mapping-word") == 0);
}

TEST_CASE("a row of a list that names no case is counted as belonging to none and makes none") {
  const Desk desk;
  const std::string mapping = "tables:\n  l: [{records: case, id: n, repeats: true}, {records: episode, parent: n, attributes: {started_at: s}}]\n";
  const Caseload cases = caseload(desk, {{"l", {texts("n", {"a", std::nullopt, " "}), texts("s", {"2024-01-01", "2024-01-02", "2024-01-03"})}}}, by_mapping(mapping));
  CHECK(cases.size() == 1);
  CHECK(cases.tables()[0].used == 1);
  CHECK(cases.tables()[0].orphans == 2);
  CHECK(placed(cases.errors_outside_cases()) ==
        "l 1 n missing_id  \nl 2 n missing_id  \n");
  const Caseload whole = caseload(desk, {{"cases", {texts("id", {"a", std::nullopt})}}});
  CHECK(whole.size() == 2);
  CHECK(whole.tables()[0].without_id == 1);
}

TEST_CASE("a table two levels down needs the column of its parent though it has that of its case") {
  const Desk desk;
  const GivenTable people{"cases", {wholes("id", {1})}};
  CHECK(messages(read_tables(desk, {people, {"visits", {wholes("id", {1}), wholes("case_id", {1})}}})) ==
        "input.column-missing column `episode_id` not found in table `visits`\n");
  CHECK(messages(read_tables(desk, {people, {"visits", {wholes("case_id", {1}), wholes("episod_id", {1})}}})) ==
        "input.column-missing column `episode_id` not found in table `visits`; nearest: `episod_id`\n");
}

TEST_CASE("a caller can stop the reading of tables") {
  const Desk desk;
  const std::vector<GivenTable> tables{{"cases", {wholes("id", {1})}}, {"episodes", {wholes("id", {1}), wholes("case_id", {1})}}};
  for (int times = 0; times < 2; ++times) {
    int asked = 0;
    TableOptions options;
    options.proceed = [&] { return asked++ < times; };
    CHECK(messages(read_tables(desk, tables, options)) == "input.stopped the caller stopped the reading\n");
    CHECK(asked == times + 1);
  }
  TableOptions willing;
  willing.proceed = [] { return true; };
  CHECK(caseload(desk, tables, willing).size() == 1);
}

TEST_CASE("another subject than the case has tables of its own") {
  const Desk desk;
  TableOptions options;
  options.subject = "partnership";
  const Caseload all = caseload(desk, {{"partnerships", {wholes("id", {1}), texts("published_at", {"2024-01-01"})}}}, options);
  CHECK(one_case(all).subject() == "partnership");
  CHECK(desk.cell(one_case(all), "partnership", "published_at").is_known());
}
