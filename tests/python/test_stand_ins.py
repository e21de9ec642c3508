"""What a rule takes in the place of a fact that is not recorded: the finding says so, wherever it is shown."""

import csv
import io
import json
import os
import subprocess

import dutybound
import pytest

RULE = "wt23-core-group-10wd"
PATH = "episodes[0].cp_plans[0].conference_held_at"
AS_AT = "2024-09-19"


def case(**plan):
    return {"id": "c1", "episodes": [{"id": "e1", "cp_plans": [{"id": "p1", "started_at": "2024-08-14", "ended_at": None, "core_groups": [{"id": "g1", "held_at": "2024-08-21"}], **plan}]}]}


def found(rulebook, facts, rule=RULE, **options):
    return next(f for f in rulebook.assess(facts, as_at=AS_AT, **options) if f.rule == rule)


def told(finding):
    return [(fact.path, fact.value, fact.by_rule) for fact in finding.assumed]


def test_a_clock_that_starts_from_a_stand_in_says_so(rulebook):
    finding = found(rulebook, case())
    assert (finding.status, finding.trigger.isoformat()) == ("met", "2024-08-14")
    assert told(finding) == [(PATH, "2024-08-14", True)]


def test_what_is_recorded_or_has_not_happened_is_not_stood_in_for(rulebook):
    assert told(found(rulebook, case(conference_held_at="2024-08-12"))) == []
    assert told(found(rulebook, case(conference_held_at=None))) == []
    impossible = found(rulebook, case(conference_held_at="2024-06-31"))
    assert (impossible.status, told(impossible)) == ("data_error", [])


def test_nothing_is_said_where_nothing_stands_in(rulebook):
    open_one = case()
    del open_one["episodes"][0]["cp_plans"][0]["started_at"]
    finding = found(rulebook, open_one)
    assert (finding.status, told(finding)) == ("indeterminate", [])


def test_an_assumption_of_the_caller_goes_before_the_rules_own(rulebook):
    finding = found(rulebook, case(), assume={"cp_plan.conference_held_at": "2024-08-05"})
    assert (finding.trigger.isoformat(), told(finding)) == ("2024-08-05", [(PATH, "2024-08-05", False)])


def test_tables_say_the_same_as_cases(rulebook):
    wanted = {(f.rule, f.instance): told(f) for f in rulebook.assess(case(), as_at=AS_AT)}
    assert sum(map(bool, wanted.values())) >= 2, "the first review's clock starts there, too"
    rows = rulebook.assess_tables([case()], as_at=AS_AT, progress=False).to_dicts()
    assert {(row["rule"], row["record"] or ""): [(a["path"], a["value"], a["by_rule"]) for a in row["assumed"] or []] for row in rows} == wanted


def test_text_and_explanation_and_html_say_it_in_words(rulebook):
    assessment = rulebook.assess(case(), as_at=AS_AT)
    assert f"not recorded, taken by the rule from what stands in: {PATH} = 2024-08-14" in " ".join(assessment.to_text().split())
    explanation = rulebook.explain(case(), RULE, as_at=AS_AT)[0]
    assert f"Not recorded, so the rule takes what stands in for it: {PATH} is 2024-08-14." in explanation.summary
    late = rulebook.assess(case(core_groups=[]), as_at=AS_AT)
    assert f"{PATH}: the rule takes 2024-08-14 in its place" in late._repr_html_()


def test_the_reports_page_counts_them(rulebook, tmp_path):
    from dutybound import report

    page = tmp_path / "report.html"
    report.write(rulebook.assess_tables([case()], as_at=AS_AT, progress=False), page)
    assert "Taken by the rules" in page.read_text(encoding="utf-8")


@pytest.mark.skipif("DUTYBOUND_COMMAND" not in os.environ, reason="the command is not built")
def test_the_commands_formats_say_it(tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case()), encoding="utf-8")

    def run(form):
        command = [os.environ["DUTYBOUND_COMMAND"], "assess", str(file), "--as-at", AS_AT, "--format", form]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout

    finding = next(f for f in json.loads(run("json"))["findings"] if f["rule"] == RULE)
    assert finding["assumed"] == [{"path": PATH, "value": "2024-08-14", "by_rule": True}]
    row = next(row for row in csv.DictReader(io.StringIO(run("csv"))) if row["rule"] == RULE)
    assert row["assumed"] == f"{PATH} = 2024-08-14 (by the rule)"


ENQUIRIES = {"cases": {"id": ["c1"]}, "episodes": {"id": ["e1"], "case_id": ["c1"]}}


def statuses(rulebook, tables, rule):
    rows = rulebook.assess_tables({**ENQUIRIES, **tables}, as_at=AS_AT, progress=False).to_dicts()
    return [(row["status"], row["missing"]) for row in rows if row["rule"] == rule]


@pytest.mark.parametrize("blank", [None, float("nan"), ""])
def test_a_blank_start_in_a_table_is_not_recorded(rulebook, blank):
    plans = {"id": ["p1"], "episode_id": ["e1"], "started_at": [blank], "conference_held_at": [None], "ended_at": [None]}
    groups = {"id": ["g1"], "cp_plan_id": ["p1"], "held_at": ["2024-08-21"]}
    assert statuses(rulebook, {"cp_plans": plans, "core_groups": groups}, RULE) == [("indeterminate", ["episodes[0].cp_plans[0].started_at"])]
    started = {**plans, "started_at": ["2024-08-14"]}
    assert statuses(rulebook, {"cp_plans": started, "core_groups": groups}, RULE) == [("met", [])]


def test_a_start_that_a_document_calls_null_has_not_happened(rulebook):
    assert found(rulebook, case(started_at=None, conference_held_at=None)).status == "not_applicable"
    rows = rulebook.assess_tables([case(started_at=None, conference_held_at=None)], as_at=AS_AT, progress=False).to_dicts()
    assert [row["status"] for row in rows if row["rule"] == RULE] == ["not_applicable"]


def test_structs_of_columns_are_null_where_nothing_was_said(rulebook):
    pa = pytest.importorskip("pyarrow")
    plan = {"id": "p1", "started_at": None, "conference_held_at": None, "ended_at": None, "core_groups": [{"id": "g1", "held_at": "2024-08-21"}]}
    nested = pa.table({"id": ["c1"], "episodes": [[{"id": "e1", "cp_plans": [plan]}]]})
    rows = rulebook.assess_tables(nested, as_at=AS_AT, progress=False).to_dicts()
    assert [row["status"] for row in rows if row["rule"] == RULE] == ["indeterminate"]


@pytest.mark.parametrize("sentinel", ["1900-01-01", "1899-12-30", "01/01/1900"])
def test_what_libraries_write_for_a_blank_day_is_an_error_in_a_table_without_a_mapping(rulebook, sentinel):
    plans = {"id": ["p1"], "episode_id": ["e1"], "started_at": ["2024-08-14"], "ended_at": [sentinel]}
    result = rulebook.assess_tables({**ENQUIRIES, "cp_plans": plans}, as_at=AS_AT, progress=False)
    result.to_dicts()
    assert [(e["column"], e["code"]) for e in result.data_errors.to_dicts()] == [("ended_at", "impossible_date")]
