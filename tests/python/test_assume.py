"""What nobody recorded and is assumed: it settles what turns on it, and every finding that rests on it says so."""

from __future__ import annotations

import copy
import json
import os
import subprocess

import pytest

import dutybound

from readers_cases import AS_AT, ASSESSMENT, EXAMPLES

FACT = "assessment.extension_reason_recorded"
PATH = "episodes[0].assessments[0].extension_reason_recorded"
LATE = {
    "id": "c1",
    "episodes": [{"referral": {"received_at": "2024-03-28"}, "assessments": [{"id": "a1", "completed_at": "2024-06-15"}]}],
}


def late(**of_assessment):
    case = copy.deepcopy(LATE)
    case["episodes"][0]["assessments"][0].update(of_assessment)
    return case


def one(rulebook, case, rule=ASSESSMENT, as_at="2024-08-01", **options):
    [finding] = [f for f in rulebook.assess(case, as_at=as_at, **options) if f.rule == rule]
    return finding


def test_without_an_assumption_it_says_what_it_would_be(rulebook):
    finding = one(rulebook, LATE)
    assert (finding.status, finding.provisional, finding.unless) == ("indeterminate", "met_late", (PATH,))
    assert (finding.days, finding.day_unit, finding.assumed) == (7, "working_days", ())
    assessment = rulebook.assess(LATE, as_at="2024-08-01")
    assert assessment.manifest.provisional["met_late"] >= 1 and assessment.assumed == {}
    assert sum(assessment.manifest.provisional.values()) <= assessment.manifest.by_status["indeterminate"]
    assert "Met late unless excused" in assessment.to_text() and "unless an accepted reason is recorded" in assessment.to_text()
    [explanation] = rulebook.explain(LATE, ASSESSMENT, as_at="2024-08-01")
    assert "Late unless an accepted reason for the delay is recorded: " + PATH in explanation.summary
    assert explanation.summary.startswith("Done late, on Sat 15 Jun 2024, 7 working days after Wed 5 Jun 2024.")
    assert "met late unless excused" in assessment._repr_html_()


def test_a_notebook_says_by_how_many_days_a_break_is_late(rulebook):
    plan = {"id": "p", "conference_held_at": "2024-01-10", "started_at": "2024-01-10", "ended_at": "2024-04-15", "reviews": []}
    finding = one(rulebook, {"id": "c", "episodes": [{"id": "e", "cp_plans": [plan]}]}, rule="wt23-rcpc-first-3m")
    assert (finding.status, finding.days, finding.day_unit) == ("breached", 5, "days")
    assert "5 days late" in finding._repr_html_()


@pytest.mark.parametrize("value, status", [(False, "met_late"), (True, "exempt")])
def test_an_assumption_settles_it_and_is_told(rulebook, value, status):
    finding = one(rulebook, LATE, assume={FACT: value})
    assert (finding.status, finding.provisional, finding.unless) == (status, None, ())
    assert [(fact.path, fact.value) for fact in finding.assumed] == [(PATH, str(value).lower())]
    assessment = rulebook.assess(LATE, as_at="2024-08-01", assume={FACT: value})
    assert assessment.assumed == {FACT: str(value).lower()}
    assert assessment.to_text().splitlines()[1].startswith(f"Assumed wherever it is not recorded: {FACT} = {str(value).lower()}.")
    [explanation] = assessment.explain(ASSESSMENT)
    assert f"Assumed, because it is not recorded: {PATH} is {str(value).lower()}." in explanation.summary
    assert any(f"{PATH}: {str(value).lower()} (assumed)" in line for line in explanation.to_text().splitlines())
    assert not any(PATH == question.fact.path for question in assessment.ask())
    assert not any(PATH == question.fact.path for question in rulebook.ask(LATE, as_at="2024-08-01", assume={FACT: value}))


@pytest.mark.parametrize("recorded, status", [(True, "exempt"), (False, "met_late")])
def test_what_is_recorded_is_never_overridden(rulebook, recorded, status):
    finding = one(rulebook, late(extension_reason_recorded=recorded), assume={FACT: not recorded})
    assert (finding.status, finding.assumed) == (status, ())


def test_what_is_impossible_stays_impossible(rulebook):
    finding = one(rulebook, late(extension_reason_recorded="maybe"), assume={FACT: False})
    assert (finding.status, finding.provisional, finding.assumed) == ("data_error", None, ())


def test_an_assumption_that_the_record_contradicts_is_not_made(rulebook):
    case = late(started_at="2024-05-01")
    case["episodes"][0]["assessments"][0].pop("completed_at")
    fits = one(rulebook, case, assume={"assessment.completed_at": "2024-05-20"})
    assert fits.status == "met" and [fact.value for fact in fits.assumed] == ["2024-05-20"]
    before = one(rulebook, case, assume={"assessment.completed_at": "2024-04-10"})
    assert before.status == "indeterminate" and before.assumed == () and before.data_errors == ()


def test_that_something_has_not_happened_can_be_assumed(rulebook):
    case = late()
    case["episodes"][0]["assessments"][0].pop("completed_at")
    assert one(rulebook, case, assume={"assessment.completed_at": None, FACT: False}).status == "overdue"
    finding = one(rulebook, case, assume={"assessment.completed_at": None})
    assert (finding.status, finding.provisional) == ("indeterminate", "overdue")
    assert [(fact.path, fact.value) for fact in finding.assumed] == [("episodes[0].assessments[0].completed_at", "null")]


def test_that_there_are_no_records_can_be_assumed(rulebook):
    case = {"id": "c", "episodes": [{"referral": {"received_at": "2024-03-28"}}]}
    assert one(rulebook, case).status == "indeterminate"
    assert not [f for f in rulebook.assess(case, as_at="2024-08-01", assume={"episode.assessments": []}) if f.rule == ASSESSMENT]


@pytest.mark.parametrize(
    "assume, message",
    [
        ({"assessment.extension_reason_recorde": False}, "did you mean `assessment.extension_reason_recorded`"),
        ({"extension_reason_recorded": False}, "the vocabulary has no fact `extension_reason_recorded`"),
        ({FACT: "no"}, "cannot be assumed"),
        ({FACT: 1}, "cannot be assumed"),
        ({FACT: None}, "only an event"),
        ({"assessment.completed_at": "soon"}, "cannot be assumed"),
        ({"section_47_enquiry.outcome": "icpc_requird"}, "did you mean `icpc_required`"),
        ({"episode.assessments": None}, "that there are none"),
        ({"episode.assessments": [{}]}, "that there are none"),
        ([FACT], "a dictionary"),
    ],
)
def test_mistakes_are_told(rulebook, assume, message):
    with pytest.raises(dutybound.OptionError, match=message):
        rulebook.assess(LATE, as_at="2024-08-01", assume=assume)
    with pytest.raises(dutybound.OptionError, match=message):
        rulebook.assess_tables([LATE], as_at="2024-08-01", assume=assume)


def test_a_caseload_says_the_same_as_each_case(rulebook):
    cases = [LATE, late(extension_reason_recorded=True), late(completed_at="2024-05-01"), {"id": "x"}]
    options = {"as_at": "2024-08-01", "assume": {FACT: False, "assessment.completed_at": None}}
    result = rulebook.assess_tables(iter(cases), **options)
    rows = list(result.to_dicts())
    singles = [finding for case in cases for finding in rulebook.assess(case, **options)]
    assert len(rows) == len(singles)
    for row, finding in zip(rows, singles):
        assert (row["rule"], row["status"], row["provisional"], tuple(row["unless"])) == (
            finding.rule,
            finding.status,
            finding.provisional,
            finding.unless,
        )
        assert [(a["path"], a["value"]) for a in row["assumed"]] == [(a.path, a.value) for a in finding.assumed]
    assert any(row["assumed"] for row in rows)
    manifest = result.manifest
    assert manifest["assumed"] == {FACT: "false", "assessment.completed_at": "null"}
    assert sum(manifest["provisional"].values()) == sum(1 for row in rows if row["provisional"])


def test_the_census_with_those_who_know(rulebook):
    census = dutybound.read_cin_census(EXAMPLES / "cin_census.xml")
    open_ = rulebook.assess_tables(census, as_at=AS_AT, rules=[ASSESSMENT])
    assert open_.manifest["provisional"] == {"met_late": 1, "overdue": 2}
    assert [row["provisional"] for row in open_.to_dicts() if row["status"] == "indeterminate"].count("overdue") == 2
    settled = rulebook.assess_tables(census, as_at=AS_AT, rules=[ASSESSMENT], assume={FACT: False})
    assert settled.manifest["by_status"] == {"met": 2, "met_late": 1, "overdue": 2, "data_error": 1, "due": 1}
    assert "Assumed wherever it is not recorded" in settled._repr_html_()
    assert settled.assessment("MEADOW005").assumed == {FACT: "false"}


def test_measures_count_what_is_late_unless_excused_apart_and_give_no_share(rulebook):
    census = dutybound.read_cin_census(EXAMPLES / "cin_census.xml")
    result = rulebook.assess_tables(census, as_at=AS_AT)
    [row] = dutybound.measures.compute(result, "assessment", period="whole")
    assert (row.in_time, row.late, row.overdue, row.late_unless_excused) == (2, 0, 0, 3)
    assert row.share_of_judged is None and "late unless excused" in row.note
    assert row.lowest_share == pytest.approx(2 / 6) and row.highest_share == 1
    settled = rulebook.assess_tables(census, as_at=AS_AT, assume={FACT: False})
    [row] = dutybound.measures.compute(settled, "assessment", period="whole")
    assert (row.in_time, row.late, row.overdue, row.late_unless_excused, row.share_of_judged) == (2, 1, 2, 0, 0.4)


def command(*arguments):
    done = subprocess.run([os.environ["DUTYBOUND_COMMAND"], *arguments], capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout, done.stderr


def test_the_command(tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(LATE))
    code, out, _ = command("assess", str(file), "--as-at", "2024-08-01", "--assume", f"{FACT}=false", "--format", "json")
    told = json.loads(out)
    assert told["assumed"] == {FACT: "false"}
    [finding] = [f for f in told["findings"] if f["rule"] == ASSESSMENT]
    assert (finding["status"], finding["assumed"]) == ("met_late", [{"path": PATH, "value": "false", "by_rule": False}])
    code, _, err = command("assess", str(file), "--as-at", "2024-08-01", "--assume", f"{FACT}d=false")
    assert code == 2 and "--assume" in err and FACT in err
    code, _, err = command("assess", str(file), "--as-at", "2024-08-01", "--assume", FACT)
    assert code == 2 and "FACT=VALUE" in err
    code, out, _ = command("explain", str(file), ASSESSMENT, "--as-at", "2024-08-01", "--assume", f"{FACT}=true")
    assert code == 0 and "(assumed)" in out
