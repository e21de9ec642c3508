"""The budget of a case, as docs/limits.md has it."""

import pickle
import signal

import pytest

import dutybound


def test_limits_are_chosen_by_name_and_travel_with_the_rulebook():
    rulebook = dutybound.load(["working-together-2023"], limits={"steps_per_case": 100})
    case = {"id": "c", "episodes": [{"assessments": [{"started_at": "2024-05-01"}]}]}
    for each in (rulebook, pickle.loads(pickle.dumps(rulebook))):
        found = each.assess(case, as_at="2024-06-30")
        assert {fact.path for finding in found.findings for fact in finding.missing} >= {"limits.steps_per_case"}
        rows = each.assess_tables({"cases": {"id": ["c"]}, "episodes": {"id": ["e"], "case_id": ["c"]}}, as_at="2024-06-30").to_dicts()
        assert any("limits.steps_per_case" in row["missing"] for row in rows)
    assert rulebook.digest != dutybound.load(["working-together-2023"]).digest


@pytest.mark.parametrize("limits, words", [({"steps_per_cas": 1}, "did you mean `steps_per_case`?"), ({"nodes": True}, "is a whole number"), ({"nodes": -1}, "is a whole number")])
def test_a_limit_that_there_is_not_is_refused(limits, words):
    with pytest.raises(dutybound.OptionError) as refused:
        dutybound.load(["working-together-2023"], limits=limits)
    assert words in str(refused.value)


def test_an_alarm_ends_a_case_that_takes_long(tmp_path):
    rulebook = dutybound.load(["working-together-2023"], limits={"records_per_case": 1_000_000, "steps_per_case": 10**12, "findings_per_case": 10**9})
    case = rulebook.case({"id": "c", "episodes": [{} for _ in range(20_000)]})

    def stop(*_):
        raise TimeoutError("enough")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(TimeoutError, match="enough"):
            rulebook.assess(case, as_at="2024-06-30")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_a_timeout_ends_a_case_that_takes_long_and_no_other():
    rulebook = dutybound.load(["working-together-2023"])
    small = {"id": "c", "episodes": [{"assessments": [{"started_at": "2024-05-01"}]}]}
    large = rulebook.case({"id": "c", "episodes": [{} for _ in range(5_000)]})
    assert rulebook.assess(small, as_at="2024-06-30", timeout=3600) == rulebook.assess(small, as_at="2024-06-30")
    for ended in (
        lambda: rulebook.assess(large, as_at="2024-06-30", timeout=0),
        lambda: rulebook.ask(large, as_at="2024-06-30", timeout=0.0),
        lambda: rulebook.explain(large, "wt23-referral-decision-1wd", as_at="2024-06-30", timeout=0),
    ):
        with pytest.raises(dutybound.CaseTimeout, match="timeout") as late:
            ended()
        assert isinstance(late.value, TimeoutError) and isinstance(late.value, dutybound.Error)


def test_what_comes_of_an_assessment_later_is_not_under_its_timeout():
    rulebook = dutybound.load(["working-together-2023"], limits={"steps_per_case": 70_000})
    case = {"id": "c", "episodes": [{"referral": {"received_at": "2024-05-01"}}]}
    assert rulebook.assess(case, as_at="2024-06-30", timeout=0).ask()


@pytest.mark.parametrize("timeout", [-1, float("nan")])
def test_a_timeout_that_is_none_is_refused(timeout):
    with pytest.raises(dutybound.OptionError, match="timeout"):
        dutybound.load(["working-together-2023"]).assess({"id": "c"}, as_at="2024-06-30", timeout=timeout)


def test_chosen_rules_of_one_case_are_judged_alone_and_asked_about():
    rulebook = dutybound.load(["working-together-2023"])
    case = {"id": "c", "episodes": [{"assessments": [{"started_at": "2024-05-01"}]}]}
    whole = rulebook.assess(case, as_at="2024-06-30")
    part = rulebook.assess(case, as_at="2024-06-30", rules=["wt23-assess-45wd", "wt23-icpc-15wd"])
    assert part.findings == tuple(finding for finding in whole.findings if finding.rule in ("wt23-assess-45wd", "wt23-icpc-15wd"))
    assert part.findings and part.manifest.not_chosen > 0 == whole.manifest.not_chosen
    assert part.digest != whole.digest
    assert {rule for question in rulebook.ask(case, as_at="2024-06-30", rules="wt23-assess-45wd") for rule in question.rules} <= {"wt23-assess-45wd"}
    with pytest.raises(dutybound.OptionError, match="did you mean `wt23-assess-45wd`"):
        rulebook.assess(case, as_at="2024-06-30", rules=["wt23-assess-45w"])
