"""Rules of several rulebooks that speak of the same thing give the same answer."""

from __future__ import annotations

import itertools

import pytest

import dutybound

BASES = ["contract", "legal_obligation", "vital_interests", "public_task", "legitimate_interests"]
RECOGNISED = "recognised_legitimate_interest"
CONCERN = "wt23-is-noconsent-concern"
ARTICLE_6 = "gdpr-art6-bases"


@pytest.fixture(scope="module")
def books():
    return dutybound.load(["working-together-2023", "working-together-2018", "data-protection-act-2018"])


def answers(books, as_at, **facts):
    request = {"id": "i", "safeguarding_concern": True, "necessary": True, **facts}
    assessed = books.assess({"id": "c", "information_requests": [request]}, as_at=as_at)
    return {finding.rule: (finding.status, finding.outcome) for finding in assessed.findings if finding.rule in (CONCERN, ARTICLE_6)}


@pytest.mark.parametrize("basis", [*BASES, RECOGNISED, "none_identified"])
def test_sharing_without_consent_and_article_6_agree_on_every_basis(books, basis):
    days = ["2019-01-07", "2023-12-14", "2023-12-15", "2026-02-04", "2026-02-05", "2026-03-17"]
    for day, authority in itertools.product(days, (True, False, None)):
        facts = {} if authority is None else {"controller_is_public_authority": authority}
        found = answers(books, "2026-03-17", made_at=day, lawful_basis=basis, **facts)
        assert found[CONCERN][0] == found[ARTICLE_6][0], (day, authority, found)
        undated = answers(books, day, lawful_basis=basis, **facts)
        assert undated == found, (day, authority)


def test_recognised_legitimate_interest_is_no_basis_before_its_day(books):
    for day, status in (("2026-02-04", "not_established"), ("2026-02-05", "permitted")):
        found = answers(books, "2026-03-17", made_at=day, lawful_basis=RECOGNISED, controller_is_public_authority=False)
        assert {status for status, _ in found.values()} == {status}
        assert ("permitted", RECOGNISED) in found.values() or status == "not_established"


def test_no_rule_takes_the_basis_without_asking_for_its_day():
    """Every condition in rules/ that names the basis stands beside its first day."""
    import pathlib
    import re

    rules = pathlib.Path(__file__).resolve().parents[2] / "rules"
    for path in rules.glob("*/*.yaml"):
        if path.name.endswith(".scenarios.yaml") or path.parent.name in ("vocabulary", "provisions", "data-use-and-access-act-2025"):
            continue
        for rule in re.split(r"\n  - id: ", path.read_text()):
            conditions = re.sub(r"(?s)    (interpretation|source|notes):\n(      .*\n)+", "", rule)
            if RECOGNISED in conditions:
                assert '@"2026-02-05"' in conditions, (path.name, rule.splitlines()[0])
