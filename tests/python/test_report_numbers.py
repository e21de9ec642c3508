"""The numbers of a report against a recount of what the engine found, for an invented caseload."""

from __future__ import annotations

import csv
import datetime
import json
import re
import runpy
from collections import Counter
from pathlib import Path

import pytest

import dutybound
import dutybound.report

GENERATOR = Path(__file__).resolve().parents[2] / "examples" / "report" / "generate.py"
AS_AT = datetime.date(2026, 3, 6)
SUNDAY = datetime.date(2026, 4, 12)  # of the sixth week
CHILDREN = 60


@pytest.fixture(scope="module")
def caseload(tmp_path_factory):
    folder = tmp_path_factory.mktemp("caseload")
    runpy.run_path(str(GENERATOR))["write"](folder, CHILDREN, AS_AT, 1)
    return folder


@pytest.fixture(scope="module")
def assessments(caseload):
    rulebook = dutybound.load()
    return rulebook, [rulebook.assess(case, as_at=AS_AT) for case in rulebook.read_cases(caseload / "cases.jsonl")]


@pytest.fixture(scope="module")
def written(caseload, assessments):
    rulebook, found = assessments
    return dutybound.report.write(
        found, caseload / "report.html", as_at=AS_AT, teams=caseload / "teams.csv", rulebook=rulebook
    )


def told(finding):
    """The word by which a report counts it."""
    return f"{finding.provisional}_unless_excused" if finding.provisional else finding.status


def test_the_same_seed_gives_the_same_children(caseload, tmp_path):
    runpy.run_path(str(GENERATOR))["write"](tmp_path, CHILDREN, AS_AT, 1)
    assert (tmp_path / "cases.jsonl").read_bytes() == (caseload / "cases.jsonl").read_bytes()


def test_what_needs_action_is_what_the_engine_says(assessments, written):
    expected = {
        (assessment.case_id, finding.rule, finding.instance, told(finding).replace("_", " "), finding.due.isoformat())
        for assessment in assessments[1]
        for finding in assessment.findings
        if finding.due is not None
        and ("overdue" in (finding.status, finding.provisional) or (finding.status == "due" and finding.due <= SUNDAY))
    }
    with open(written.csv, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["case_id"], row["rule"], row["record"], row["status"], row["last_day"]) for row in rows} == expected
    assert len(rows) == len(expected) == written.overdue + written.overdue_unless_excused + written.falling_due > 5
    assert written.ics.read_bytes().count(b"BEGIN:VEVENT\r\n") == len(expected)


def test_shares_are_a_recount(assessments, written):
    counted = Counter(
        told(finding)
        for assessment in assessments[1]
        for finding in assessment.findings
        if finding.rule == "wt23-assess-45wd"
    )
    undecided = counted["indeterminate"] + counted["data_error"] + counted["not_in_force"]
    unless = counted["met_late_unless_excused"] + counted["overdue_unless_excused"]
    late = counted["met_late"] + counted["breached"]
    whole = counted["met"] + late + counted["overdue"] + unless + undecided
    assert undecided > 0 and counted["met"] > 10
    text = written.html.read_text(encoding="utf-8")
    said = re.search(
        r"<h3>Assessments concluded within 45 working days of the referral</h3><p>(.*?)</p>.*?aria-label=\"(.*?)\"",
        text,
        re.S,
    )
    assert f"could not be judged: {undecided} of {whole}." in said.group(1)
    assert (
        said.group(2) == f"{counted['met']} in time, {late} done late or missed, {counted['overdue']} overdue, "
        f"{unless} late unless excused, {undecided} could not be judged, of {whole}"
    )


def test_every_finding_is_in_the_page_with_its_status(assessments, written):
    data = json.loads(re.search(r'id="data">(.*?)</script>', written.html.read_text(encoding="utf-8"), re.S).group(1))
    rules = [rule[0] for rule in data["rules"]]
    statuses = [status[0] for status in data["statuses"]]
    expected = Counter()
    for assessment in assessments[1]:
        for finding in assessment.findings:
            expected[assessment.case_id, finding.rule, finding.instance, told(finding)] += 1
    found = Counter()
    names, paths = data["cases"]["id"], data["paths"]

    def count(record, template):
        found[
            names[data["records"]["case"][record]],
            rules[data["templates"][0][template]],
            paths[data["records"]["path"][record]],
            statuses[data["templates"][1][template]],
        ] += 1

    for record, template in zip(data["rows"]["record"], data["rows"]["template"]):
        count(record, template)
    for record, profile in enumerate(data["records"]["profile"]):
        for template in data["profiles"][profile]:
            count(record, template)
    assert found == expected
    assert sum(found.values()) == written.findings


def test_the_law_that_judged_is_named_with_its_digest(assessments, written):
    text = written.html.read_text(encoding="utf-8")
    for book in assessments[0].editions():
        assert book.id in text and book.digest in text


def test_missing_facts_have_the_words_of_the_vocabulary(written):
    words = re.search(
        r"<caption>Missing facts</caption>(.*?)</table>", written.html.read_text(encoding="utf-8"), re.S
    ).group(1)
    named = re.findall(r'<th scope="row"><code>.*?</code>(.*?)</th>', words)
    assert len(named) > 50 and all(name.strip() for name in named)
    assert "Left to local policy: " in words
