"""`dutybound report`: what it reads, what it refuses, and with which exit code it ends."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import dutybound
from dutybound.__main__ import main
from dutybound.report._command import _tables

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


def test_an_input_that_is_not_there_is_told_and_the_others_are_reported(tmp_path, capsys):
    code = report(tmp_path, EXAMPLES / "cin_census.xml", tmp_path / "nothing.xml", "--as-at", "2025-03-31")
    assert code == 3
    assert (tmp_path / "report.html").exists()
    assert "nothing.xml" in capsys.readouterr().err


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


def test_tables_are_read_as_columns_of_text(tmp_path):
    (tmp_path / "assessments.csv").write_text('\ufeffid,"start, day"\r\n1,2024-05-01\r\n2,\r\n3\r\n', encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    assert _tables([tmp_path]) == {"assessments": {"id": ["1", "2", "3"], "start, day": ["2024-05-01", None, None]}}
    (tmp_path / "nothing").mkdir()
    with pytest.raises(ValueError, match="no .csv file"):
        _tables([tmp_path / "nothing"])


def test_the_same_report_comes_from_python(tmp_path):
    assert report(tmp_path, EXAMPLES / "cin_census.xml", "--as-at", "2025-03-31") == 0
    again = dutybound.report.write(
        dutybound.read_cin_census(EXAMPLES / "cin_census.xml"), tmp_path / "again.html", as_at="2025-03-31"
    )
    assert again.html.read_bytes() == (tmp_path / "report.html").read_bytes()
