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
