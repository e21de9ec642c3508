"""`dutybound report`: what it reads, what it refuses, and with which exit code it ends."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path

import pytest

import dutybound
from dutybound.__main__ import main
from dutybound.report._collect import Collector
from dutybound.report._source import collect, explainer

if not hasattr(dutybound.Rulebook, "assess_tables"):
    pytest.skip("this build does not assess caseloads", allow_module_level=True)

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def report(folder, *arguments):
    return main(["report", *map(str, arguments), "-o", str(folder / "report.html")])


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_census_return_becomes_a_report(tmp_path, capsys):
    assert report(tmp_path, EXAMPLES / "cin_census.xml", "--as-at", "2025-03-31") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.csv", "report.html", "report.ics"]
    overdue = [(row["case_id"], row["rule"]) for row in rows_of(tmp_path / "report.csv") if row["status"] == "overdue"]
    assert ("MEADOW003", "wt23-rcpc-first-3m") in overdue
    assert "overdue" in capsys.readouterr().err


def test_case_documents_become_a_report_with_teams_title_and_weeks(tmp_path):
    teams = tmp_path / "teams.csv"
    teams.write_text("case_id,team\ncase-1003,North\n", encoding="utf-8")
    code = report(
        tmp_path,
        EXAMPLES / "cases.jsonl",
        "--as-at",
        "2024-05-01",
        "--teams",
        teams,
        "--title",
        "Our work",
        "--weeks",
        "2",
    )
    assert code == 0
    assert {row["team"] for row in rows_of(tmp_path / "report.csv")} >= {"North"}
    assert "<h1>Our work</h1>" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_return_larger_than_the_limit_is_refused_and_the_option_named(tmp_path, capsys):
    large = tmp_path / "large.xml"
    large.write_bytes((EXAMPLES / "cin_census.xml").read_bytes() + b" " * (1 << 20))
    assert report(tmp_path, large, "--as-at", "2025-03-31", "--input-limit", "1") == 3
    first = capsys.readouterr().err.splitlines()[0]
    assert "large.xml" in first and "more than 1048576 bytes" in first and "--input-limit" in first
    assert report(tmp_path, large, "--as-at", "2025-03-31", "--input-limit", "2") == 0
    for wrong in ("0", "-1", "much", "1.5"):
        assert report(tmp_path, large, "--as-at", "2025-03-31", f"--input-limit={wrong}") == 2


def test_an_input_that_is_not_there_is_told_and_the_others_are_reported(tmp_path, capsys):
    code = report(tmp_path, EXAMPLES / "cin_census.xml", tmp_path / "nothing.xml", "--as-at", "2025-03-31")
    assert code == 3
    assert (tmp_path / "report.html").exists()
    assert "nothing.xml" in capsys.readouterr().err


def test_annex_a_in_csv_files_becomes_a_report_and_what_was_not_read_is_the_first_line(tmp_path, capsys):
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "List 3.csv").write_text("Child Unique ID,Date of Referral\nk1,03/02/2025\n,04/02/2025\n")
    (lists / "List 4.csv").write_text("Child Unique ID,Continuous Assessment Start Date\nk1,04/02/2025\n")
    for given in ([lists], [lists / "List 3.csv", lists / "List 4.csv"]):
        assert report(tmp_path, *given, "--input", "annex-a", "--as-at", "2025-03-31") == 3
        assert capsys.readouterr().err.startswith("dutybound report: list_3: 1 of 2 rows belongs to no record and took no part\n")
        assert {row["status"] for row in rows_of(tmp_path / "report.csv")} >= {"could not be read"}
    (lists / "List 3.csv").write_text("Child Unique ID,Date of Referral\nk1,03/02/2025\n")
    (lists / "Sheet1.csv").write_text("Child Unique ID,Colour\nk1,red\n")
    assert report(tmp_path, lists, "--input", "annex-a", "--as-at", "2025-03-31") == 3
    assert capsys.readouterr().err.startswith("dutybound report: sheet 'Sheet1' is none of the lists by its name or headings: 1 row was not read\n")


def test_a_report_of_nothing_is_not_written(tmp_path):
    assert report(tmp_path, tmp_path / "nothing.xml", "--as-at", "2025-03-31") == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["cases.jsonl"],
        ["cases.jsonl", "--as-at", "yesterday"],
        ["cases.jsonl", "--as-at", "2024-05-01", "--policy", "x=many"],
        ["cases.jsonl", "--as-at", "2024-05-01", "--reading", "day-count"],
        ["cases.jsonl", "--as-at", "2024-05-01", "--weeks", "0"],
        ["cases.jsonl", "--as-at", "2024-05-01", "--teams", "case.json"],
        ["cases.jsonl", "--as-at", "2024-05-01", "--edition", "no-such-rulebook"],
    ],
)
def test_wrong_usage_is_refused(tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(EXAMPLES)
    assert report(tmp_path, *arguments) == 2
    assert list(tmp_path.iterdir()) == []


def test_rules_that_do_not_load_are_refused(tmp_path):
    assert report(tmp_path, EXAMPLES / "cases.jsonl", "--as-at", "2024-05-01", "--rules", "no-such-rulebook") == 4


def test_a_page_that_cannot_be_written_is_told(tmp_path):
    assert report(tmp_path / "no" / "folder", EXAMPLES / "cases.jsonl", "--as-at", "2024-05-01") == 74


def test_a_key_changes_the_codes(tmp_path):
    key = tmp_path / "key"
    key.write_bytes(b"secret\n")
    codes = []
    for more in ([], ["--code-key", key]):
        assert report(tmp_path, EXAMPLES / "cases.jsonl", "--as-at", "2024-05-01", *more) == 0
        codes.append([row["code"] for row in rows_of(tmp_path / "report.csv")])
    assert len(codes[0]) == len(codes[1]) > 0
    assert not set(codes[0]) & set(codes[1])


def test_the_same_report_comes_from_python(tmp_path):
    assert report(tmp_path, EXAMPLES / "cin_census.xml", "--as-at", "2025-03-31") == 0
    again = dutybound.report.write(
        dutybound.read_cin_census(EXAMPLES / "cin_census.xml"), tmp_path / "again.html", as_at="2025-03-31"
    )
    assert again.html.read_bytes() == (tmp_path / "report.html").read_bytes()


SOME_UNREAD = b'{"id": "a", "episodes": []}\n{"id": "b", \n{"id": "c", "episodes": []}\n'
LOGIN = b"<html><head><title>Log in</title></head><body><p>Your session has ended</p></body></html>"
CENSUS = (EXAMPLES / "cin_census.xml").read_bytes()

#: What looks like data and holds none that can be read.
UNREADABLE = {
    "truncated.xml": CENSUS[: len(CENSUS) // 2],
    "login.xml": LOGIN,
    "empty.xml": b"",
    "garbage.json": b"garbage",
    "truncated.json": b'{"id": "a", "episodes": [',
    "lines.jsonl": b'{"id": "a"\n{"id": "b"\n',
    "workbook.xlsx": b"PK\x03\x04 cut off",
    "stray.csv": b'id,episode_id\n1,"open\n2,3\n',
    "ragged.csv": b"id,episode_id\n1\n",
    "twice.csv": b"id,id\n1,2\n",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_nothing_that_can_be_read_is_exit_code_3_a_first_line_with_the_file_and_no_report(tmp_path, capsys, name):
    if name.endswith(".xlsx"):
        pytest.importorskip("openpyxl")
    (tmp_path / name).write_bytes(UNREADABLE[name])
    assert report(tmp_path, tmp_path / name, "--as-at", "2025-03-31") == 3
    first, *_, last = capsys.readouterr().err.splitlines()
    assert first.startswith(f"dutybound report: {name}")
    assert last == "dutybound report: nothing could be read, so no report was written"
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


def test_a_document_that_cannot_be_read_is_the_first_thing_said_everywhere(tmp_path, capsys):
    (tmp_path / "cases.jsonl").write_bytes(SOME_UNREAD)
    assert report(tmp_path, tmp_path / "cases.jsonl", "--as-at", "2025-03-31") == 3
    said = "1 of 3 documents could not be read: cases.jsonl:2: not JSON"
    first, last = capsys.readouterr().err.splitlines()
    assert first.startswith("dutybound report: " + said)
    assert "not everything could be read; of the rest 0 overdue" in last
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    main_part = page[page.index("<main") :]
    assert main_part.index("Not everything could be read") < main_part.index(said) < main_part.index('class="opening"')
    row = rows_of(tmp_path / "report.csv")[0]
    assert row["status"] == "could not be read" and row["duty"].startswith(said) and row["case_id"] == ""
    calendar = (tmp_path / "report.ics").read_text(encoding="utf-8")
    assert calendar.index("SUMMARY:Not everything could be read") < calendar.index("END:VEVENT")


def test_an_input_that_cannot_be_read_among_others_is_named_by_the_report_of_the_rest(tmp_path, capsys):
    (tmp_path / "login.xml").write_bytes(LOGIN)
    assert report(tmp_path, tmp_path / "login.xml", EXAMPLES / "cin_census.xml", "--as-at", "2025-03-31") == 3
    assert capsys.readouterr().err.startswith("dutybound report: login.xml")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.index("Not everything could be read") < page.index("login.xml")


def test_rows_that_belong_nowhere_are_exit_code_3_and_counted_in_the_first_line(tmp_path, capsys):
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "cases.csv").write_text("id\nc1\n", encoding="utf-8")
    (folder / "episodes.csv").write_text("id,case_id\ne1,c1\ne2,c9\n", encoding="utf-8")
    assert report(tmp_path, folder, "--as-at", "2025-03-31") == 3
    first = capsys.readouterr().err.splitlines()[0]
    assert first == "dutybound report: episodes: 1 of 2 rows belongs to no record and took no part"


def test_an_input_that_can_be_read_says_nothing_of_reading(tmp_path, capsys):
    assert report(tmp_path, EXAMPLES / "cin_census.xml", "--as-at", "2025-03-31") == 0
    assert "could not be read" not in capsys.readouterr().err
    assert "Not everything could be read" not in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert rows_of(tmp_path / "report.csv")[0]["status"] != "could not be read"


#: An assessment that is overdue at the end of March 2025, of whichever day it began.
LATE = '{"id": "e1", "referral": {"received_at": "%s"}, "assessments": [{"id": "a1", "started_at": "%s", "completed_at": null}]}'
AS_AT = ("--as-at", "2025-03-31")


def late(day="2024-09-02", case_id=None):
    """A JSON case with something overdue."""
    named = "" if case_id is None else f'"id": "{case_id}", '
    return f'{{{named}"episodes": [{LATE % (day, day)}]}}'


CHILD = (
    "<Child><ChildIdentifiers><LAchildID>%s</LAchildID><PersonBirthDate>2015-06-02</PersonBirthDate></ChildIdentifiers><CINdetails>"
    "<CINreferralDate>%s</CINreferralDate><Assessments><AssessmentActualStartDate>%s</AssessmentActualStartDate></Assessments></CINdetails></Child>"
)
#: A return of two children with something overdue.
RETURN = (
    "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year><ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails>"
    f"</Header><Children>{CHILD % ('K1', '2024-09-02', '2024-09-02')}{CHILD % ('K2', '2024-09-03', '2024-09-03')}</Children></Message>"
)


def overdue(folder):
    return [(row["case_id"], row["started"]) for row in rows_of(folder / "report.csv") if row["rule"] == "wt23-assess-45wd"]


def test_cases_without_an_id_are_told_first_and_shown_by_their_number(tmp_path, capsys):
    path = tmp_path / "cases.json"
    path.write_text(f"[{late('2024-09-02')}, {late('2024-09-03', 'k')}, {late('2024-09-04')}, {late('2024-09-05', ' ')}]", encoding="utf-8")
    assert report(tmp_path, path, *AS_AT) == 3
    said = "3 of 4 cases have no id (cases.json, case 1, case 3, case 4), so that nothing tells which children they are"
    assert capsys.readouterr().err.startswith(f"dutybound report: {said}\n")
    assert overdue(tmp_path) == [
        ("case 1, without an id", "2024-09-02"),
        ("k", "2024-09-03"),
        ("case 3, without an id", "2024-09-04"),
        ("case 4, without an id", "2024-09-05"),
    ]
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert said in page and "case 3, without an id" in page
    with pytest.warns(dutybound.DataWarning, match=re.escape(said)):
        read = dutybound.read_cases(path)
    assert read.not_read == (said,)
    with pytest.warns(dutybound.DataWarning, match=re.escape(said)):
        assert dutybound.load().assess_tables(read, as_at="2025-03-31").not_read == (said,)


def test_one_case_without_an_id_is_told_in_one_sentence(tmp_path, capsys):
    (tmp_path / "case.json").write_text(late(), encoding="utf-8")
    assert report(tmp_path, tmp_path / "case.json", *AS_AT) == 3
    assert capsys.readouterr().err.startswith("dutybound report: 1 case has no id (case.json), so that nothing tells which child it is\n")
    assert overdue(tmp_path) == [("case 1, without an id", "2024-09-02")]


@pytest.mark.parametrize("instead", ["", "<LAchildID></LAchildID>", "<LAchildID> </LAchildID>"])
def test_a_child_of_a_return_without_an_id_is_told_and_shown(tmp_path, capsys, instead):
    (tmp_path / "return.xml").write_text(RETURN.replace("<LAchildID>K2</LAchildID>", instead), encoding="utf-8")
    assert report(tmp_path, tmp_path / "return.xml", *AS_AT) == 3
    assert capsys.readouterr().err.startswith("dutybound report: 1 of 2 cases has no id (return.xml, case 2), so that nothing tells which child it is\n")
    assert overdue(tmp_path) == [("K1", "2024-09-02"), ("case 2, without an id", "2024-09-03")]


def test_a_case_without_an_id_has_its_own_sentences_and_no_finding_that_was_not_asked_for(tmp_path):
    rulebook = dutybound.load(["working-together-2023"])
    cases = [late("2024-09-02"), late("2024-09-16")]
    with pytest.warns(dutybound.DataWarning, match="2 of 2 cases have no id"):
        result = rulebook.assess_tables([json.loads(case) for case in cases], as_at="2025-03-31")
    whole = dutybound.report.write(result, tmp_path / "a.html")
    assert whole.findings == result.manifest["findings"]
    chosen = result.where(rules="wt23-assess-45wd", statuses=("overdue", "indeterminate"))
    assert dutybound.report.write(chosen, tmp_path / "b.html").findings == 2
    found = Collector()
    collect(result, found)
    explain = explainer([result], found)
    first, second = (explain(f"case {number}, without an id", "wt23-assess-45wd", "episodes[0].assessments[0]") for number in (1, 2))
    assert first and second and first != second


def test_inputs_without_a_case_are_told_first(tmp_path, capsys):
    folder = tmp_path / "extract"
    folder.mkdir()
    (folder / "cases.csv").write_text("id\n", encoding="utf-8")
    assert report(tmp_path, folder, *AS_AT) == 3
    first, last = capsys.readouterr().err.splitlines()
    assert first == "dutybound report: extract: no case in it"
    assert "not everything could be read" in last


@pytest.mark.parametrize("given", [[], {"cases": {"id": []}}], ids=["no records", "no rows"])
def test_a_caseload_without_a_case_is_a_warning(rulebook, given):
    with pytest.warns(dutybound.DataWarning, match="no case in it"):
        result = rulebook.assess_tables(given, as_at="2025-03-31")
    assert result.not_read == ("tables: no case in it",)


@pytest.mark.parametrize(
    "name, content, says",
    [
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old.xls: this is a workbook of Excel 97 to 2003 (.xls); open it in Excel and save it"),
        ("page.xls", LOGIN, "page.xls: this is a web page or XML under the name of a workbook"),
        ("empty.xlsb", b"", "empty.xlsb: there is nothing in this file"),
        ("cut.ods", b"PK\x03\x04", "cut.ods: this workbook is cut off or damaged"),
    ],
)
def test_workbooks_of_other_kinds_are_named_with_what_to_do(tmp_path, capsys, name, content, says):
    (tmp_path / name).write_bytes(content)
    assert report(tmp_path, tmp_path / name, *AS_AT) == 3
    assert capsys.readouterr().err.startswith(f"dutybound report: {says}")


def test_a_case_in_two_inputs_is_named_with_both_and_what_was_not_read_is_told_before(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("3.json").write_text(f"[{late(case_id='k1')}, 5]", encoding="utf-8")
    Path("12.json").write_text(f"[{late(case_id='k2')}, {late(case_id='k1')}]", encoding="utf-8")
    assert report(tmp_path, "3.json", "12.json", *AS_AT) == 3
    first, last = capsys.readouterr().err.splitlines()
    assert first.startswith("dutybound report: 1 of 2 documents could not be read: 3.json[1]")
    assert last == "dutybound report: the case 'k1' is in 3.json and in 12.json: a report takes each case from one input; no report was written"
    assert not (tmp_path / "report.html").exists()


def test_cases_without_an_id_in_two_inputs_stay_two(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text(late(), encoding="utf-8")
    Path("b.json").write_text(late("2024-09-03"), encoding="utf-8")
    assert report(tmp_path, "a.json", "b.json", *AS_AT) == 3
    assert overdue(tmp_path) == [("case 1 of a.json, without an id", "2024-09-02"), ("case 1 of b.json, without an id", "2024-09-03")]


@pytest.mark.parametrize(
    "form, content",
    [("json", late(case_id="k")), ("jsonl", late(case_id="k") + "\n"), ("yaml", late(case_id="k")), ("cin-census", RETURN)],
)
def test_standard_input_is_read_as_the_format_that_is_said(tmp_path, monkeypatch, form, content):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    assert report(tmp_path, "-", "--input", form, *AS_AT) == 0
    assert rows_of(tmp_path / "report.csv")


def test_standard_input_is_named_where_it_cannot_be_read(tmp_path, monkeypatch, capsys):
    for arguments, code, says in (
        (["--input", "json"], 3, "standard input: nothing in it could be read"),
        ([], 3, "-: standard input has no name that tells what it is; say --input, one of json, jsonl, yaml, cin-census"),
        (["--input", "tables"], 3, "-: tables is read from files, not from standard input"),
        (["-", "--input", "json"], 2, "-: standard input can be read once"),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"garbage")))
        assert report(tmp_path, "-", *arguments, *AS_AT) == code
        assert capsys.readouterr().err.startswith(f"dutybound report: {says}")


@pytest.mark.parametrize("blank", ["", " "])
def test_a_blank_input_is_wrong_usage(tmp_path, capsys, blank):
    assert report(tmp_path, blank, *AS_AT) == 2
    assert "a file or a folder is needed, and this is blank" in capsys.readouterr().err


def test_byte_order_marks_are_read_in_one_way_however_many_there_are(tmp_path):
    for marks in (1, 2, 3):
        (tmp_path / "case.json").write_bytes(b"\xef\xbb\xbf" * marks + late(case_id="k").encode())
        assert report(tmp_path, tmp_path / "case.json", *AS_AT) == 0
        assert overdue(tmp_path) == [("k", "2024-09-02")]


def test_the_reason_stands_before_warnings_in_what_is_said_of_tables(tmp_path, capsys):
    folder = tmp_path / "ssd"
    folder.mkdir()
    (folder / "cases.csv").write_text("id\nc1\n", encoding="utf-8")
    (folder / "episodes.csv").write_text("id,case_id\n", encoding="utf-8")
    (folder / "colours.csv").write_text("id\nred\n", encoding="utf-8")
    (folder / "assessments.csv").write_text("id,episode_id,case_id\na1,e1,c1\n", encoding="utf-8")
    assert report(tmp_path, folder, *AS_AT) == 3
    assert capsys.readouterr().err.startswith("dutybound report: the tables do not fit: table `colours` has no name of the vocabulary\nerror[")
