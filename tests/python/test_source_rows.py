"""Findings join back to the rows that their records were read from: source_table and source_row."""

from __future__ import annotations

import sqlite3
import xml.etree.ElementTree as xml

import pytest

import dutybound
from readers_cases import AS_AT, ASSESSMENT, CONFERENCE, EXAMPLES, FIRST_REVIEW, csv_tables

CENSUS = EXAMPLES / "cin_census.xml"


def dated(findings):
    return [row for row in findings.to_dicts() if row["trigger"] or row["due"] or row["done"]]


def child_of(root):
    """Element -> the child that it is in."""
    return {inner: child.findtext(".//LAchildID") for child in root.iter("Child") for inner in child.iter()}


def test_every_dated_finding_of_a_census_joins_back_to_its_element(rulebook):
    root = xml.parse(CENSUS).getroot()
    child = child_of(root)
    found = dated(rulebook.assess_tables(dutybound.read_cin_census(CENSUS), as_at=AS_AT))
    assert found
    for row in found:
        element = list(root.iter(row["source_table"]))[row["source_row"]]
        assert child[element] == row["case_id"], row


def test_a_census_record_is_its_own_element(rulebook):
    root = xml.parse(CENSUS).getroot()
    found = list(rulebook.assess_tables(dutybound.read_cin_census(CENSUS), as_at=AS_AT, rules=[ASSESSMENT, CONFERENCE]).to_dicts())
    told = [row for row in found if row["rule"] == ASSESSMENT and row["done"]]
    assert told
    for row in told:
        assert row["source_table"] == "Assessments"
        element = list(root.iter("Assessments"))[row["source_row"]]
        assert element.findtext("AssessmentAuthorisationDate") == row["done"].isoformat()
    enquiries = [row for row in found if row["rule"] == CONFERENCE and row["done"]]
    assert enquiries
    for row in enquiries:
        assert row["source_table"] == "Section47"
        assert list(root.iter("Section47"))[row["source_row"]].findtext("DateOfInitialCPC") == row["done"].isoformat()


RETURN = """<?xml version="1.0"?>
<m:Message xmlns:m="urn:x"><m:Header><m:CollectionDetails><m:ReferenceDate>2025-03-31</m:ReferenceDate></m:CollectionDetails></m:Header><m:Children>
<m:Child><m:ChildIdentifiers><m:LAchildID>A</m:LAchildID><m:PersonBirthDate>2015-01-01</m:PersonBirthDate></m:ChildIdentifiers>
 <m:CINdetails><m:CINreferralDate>2024-05-01</m:CINreferralDate>
  <m:Section47><m:S47ActualStartDate>2024-05-02</m:S47ActualStartDate></m:Section47>
  <m:Section47><m:S47ActualStartDate>2024-06-03</m:S47ActualStartDate><m:DateOfInitialCPC>2024-06-20</m:DateOfInitialCPC></m:Section47>
  <m:ChildProtectionPlans><m:CPPstartDate>2024-06-20</m:CPPstartDate><m:Reviews><m:CPPreviewDate>2024-09-02</m:CPPreviewDate><m:CPPreviewDate>2025-02-03</m:CPPreviewDate></m:Reviews></m:ChildProtectionPlans>
 </m:CINdetails></m:Child>
<m:Child><m:ChildIdentifiers><m:LAchildID>B</m:LAchildID><m:PersonBirthDate>2016-01-01</m:PersonBirthDate></m:ChildIdentifiers>
 <m:CINdetails><m:CINreferralDate>2024-07-01</m:CINreferralDate></m:CINdetails>
 <m:CINdetails><m:CINreferralDate>2024-09-01</m:CINreferralDate>
  <m:Section47><m:S47ActualStartDate>2024-09-03</m:S47ActualStartDate><m:DateOfInitialCPC>2024-09-20</m:DateOfInitialCPC></m:Section47>
 </m:CINdetails></m:Child></m:Children></m:Message>
"""


def test_elements_are_counted_over_the_whole_return(rulebook):
    found = rulebook.assess_tables(dutybound.read_cin_census(RETURN.encode()), as_at="2025-03-31").to_dicts()
    places = {(row["case_id"], row["record"]): (row["source_table"], row["source_row"]) for row in found}
    assert places["A", ""] == ("Child", 0) and places["B", ""] == ("Child", 1)
    assert places["A", "episodes[0]"] == ("CINdetails", 0)
    assert places["B", "episodes[1]"] == ("CINdetails", 2)
    assert places["B", "episodes[1].referral"] == ("CINdetails", 2)  # made of the same element
    assert places["A", "episodes[0].section_47_enquiries[1]"] == ("Section47", 1)
    assert places["B", "episodes[1].section_47_enquiries[0]"] == ("Section47", 2)
    assert places["B", "episodes[1].section_47_enquiries[0].icpc"] == ("Section47", 2)  # a date alone is part of its record
    assert places["A", "episodes[0].cp_plans[0].reviews[1]"] == ("CPPreviewDate", 1)  # but each review is a record


@pytest.mark.parametrize("threads", [1, 2])
def test_rows_of_plain_tables(rulebook, threads):
    tables = {
        "case": {"id": ["a", "b", "c"]},
        "episode": {"id": [3, 2, 1], "case_id": ["b", "a", "b"]},
        "referral": {"episode_id": [1, 2, 3], "received_at": ["2024-01-02", "2024-02-01", "2024-03-01"]},
        "assessment": {
            "episode_id": [3, 1, 2, 1],
            "completed_at": ["2024-03-28", "2024-01-31", None, "2024-02-12"],
        },
    }
    found = dated(rulebook.assess_tables(tables, as_at="2024-07-01", rules=[ASSESSMENT], threads=threads))
    assert {row["source_table"] for row in found} == {"assessment"}
    assert sorted(row["source_row"] for row in found) == [0, 1, 2, 3]
    for row in found:
        episode = tables["assessment"]["episode_id"][row["source_row"]]
        referral = tables["referral"]["episode_id"].index(episode)
        assert row["trigger"].isoformat() == tables["referral"]["received_at"][referral]
        assert row["case_id"] == tables["episode"]["case_id"][tables["episode"]["id"].index(episode)]


def test_a_row_joins_back_where_there_are_no_ids(rulebook):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(
        {
            "episodes": [
                [{"referral": {"received_at": "2024-03-28"}, "assessments": [{"completed_at": "2024-06-15"}]}],
                [{"referral": {"received_at": "2024-03-28"}, "assessments": [{"completed_at": "2024-05-15"}]}],
            ],
            "team": ["north", "south"],
        }
    )
    findings = rulebook.assess_tables(frame.drop(columns="team"), as_at="2024-07-01", rules=[ASSESSMENT]).to_pandas()
    joined = findings.join(frame["team"], on="source_row")
    assert dict(zip(joined["team"], joined["status"])) == {"north": "indeterminate", "south": "met"}
    records = [{"episodes": episodes} for episodes in frame["episodes"]]
    rows = rulebook.assess_tables(iter(records), as_at="2024-07-01", rules=[ASSESSMENT]).to_dicts()
    assert [(row["source_table"], row["source_row"], row["status"]) for row in rows] == [(None, 0, "indeterminate"), (None, 1, "met")]


def test_findings_of_an_annex_a_workbook_join_back(rulebook):
    caseload = dutybound.read_annex_a(EXAMPLES / "tables" / "annex_a.xlsx")
    found = dated(rulebook.assess_tables(caseload, as_at=AS_AT))
    assert {ASSESSMENT, CONFERENCE, FIRST_REVIEW} <= {row["rule"] for row in found}
    for row in found:
        table = caseload.tables[row["source_table"]]
        assert table["Child Unique ID"][row["source_row"]] == row["case_id"], row


@pytest.mark.parametrize("name", ["ssd", "cin-census-tables"])
def test_findings_of_flat_tables_join_back(rulebook, name):
    tables = csv_tables(EXAMPLES / "tables" / ("ssd" if name == "ssd" else "cin"))
    found = dated(rulebook.assess_tables(dutybound.Caseload(tables, mapping=name), as_at=AS_AT))
    assert found
    for row in found:
        assert row["source_row"] < len(next(iter(tables[row["source_table"]].values()))), row
        cells = {column[row["source_row"]] for column in tables[row["source_table"]].values()}
        if row["rule"] == ASSESSMENT and row["done"]:
            assert row["done"].isoformat() in cells


def test_an_ssd_database_joins_back_to_the_tables_that_were_read(rulebook):
    tables = csv_tables(EXAMPLES / "tables" / "ssd")
    database = sqlite3.connect(":memory:")
    for name, columns in tables.items():
        database.execute(f"create table {name} ({', '.join(columns)})")
        database.executemany(f"insert into {name} values ({', '.join('?' * len(columns))})", list(zip(*columns.values())))
    caseload = dutybound.read_ssd(database)
    for row in dated(rulebook.assess_tables(caseload, as_at=AS_AT, rules=[ASSESSMENT])):
        table = caseload.tables[row["source_table"]]
        assert row["source_table"] == "ssd_cin_assessments"
        if row["done"]:
            assert str(table["cina_assessment_auth_date"][row["source_row"]])[:10] == row["done"].isoformat()


def test_records_that_nobody_tells_of_stand_at_the_record_around_them(rulebook):
    found = rulebook.assess_tables({"cases": {"id": ["a", "b"]}}, as_at="2024-07-01", rules=[ASSESSMENT]).to_dicts()
    assert [(row["case_id"], row["status"], row["source_table"], row["source_row"]) for row in found] == [
        ("a", "indeterminate", "cases", 0),
        ("b", "indeterminate", "cases", 1),
    ]


def test_documents_are_counted_in_their_text(rulebook):
    text = "\n".join('{"episodes": [{"referral": {"received_at": "2024-03-28"}, "assessments": [{}, {}]}]}' for _ in range(2))
    found = rulebook.assess_tables(dutybound.Caseload(text=text.encode(), format="jsonl"), as_at="2024-07-01", rules=[ASSESSMENT]).to_dicts()
    assert [(row["source_table"], row["source_row"]) for row in found] == [(None, 0), (None, 0), (None, 1), (None, 1)]
    [one, two] = list(rulebook.read_cases(text.encode(), "jsonl"))
    assert {f.source_row for f in rulebook.assess(two, as_at="2024-07-01")} == {1}
    assert {f.source_table for f in rulebook.assess(one, as_at="2024-07-01")} == {None}
