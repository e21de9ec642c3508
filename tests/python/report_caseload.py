"""A caseload's findings as tests of the report need them: the form of CaseloadAssessment, with rows that are written by
hand.
"""

from __future__ import annotations

import datetime
import random
from types import SimpleNamespace
from typing import Any, Dict, Iterator, List, Optional

AS_AT = datetime.date(2026, 3, 6)  # a Friday
RULES = {
    "wt23-referral-decision-1wd": "Decide on a referral in one working day",
    "wt23-assess-45wd": "Conclude an assessment in 45 working days",
    "wt23-icpc-15wd": "Initial child protection conference in 15 working days",
    "wt23-rcpc-first-3m": "First review conference in 3 months",
    "wt23-child-voice": "Hear the child",
    "wt23-def-child": "Child",
}


def day(text: Optional[str]) -> Optional[datetime.date]:
    return None if text is None else datetime.date.fromisoformat(text)


def finding(case_id: Any, rule: str, status: str, record: str = "", **more: Any) -> Dict[str, Any]:
    """A row with every column of a caseload's findings; days as ISO text."""
    row: Dict[str, Any] = dict.fromkeys(
        (
            "case_id",
            "rule",
            "rulebook",
            "kind",
            "modality",
            "actor",
            "entity",
            "record_id",
            "record",
            "status",
            "outcome",
            "trigger",
            "due",
            "done",
            "due_at",
            "days",
            "day_unit",
            "valid_until",
            "valid_until_at_least",
            "missing",
            "data_errors",
            "provisional",
            "unless",
            "assumed",
            "source_table",
            "source_row",
            "edition_policy",
            "readings",
            "same_under_all_readings",
            "other_readings",
        )
    )
    row.update(
        case_id=case_id,
        rule=rule,
        rulebook="working-together-2023",
        kind="duty",
        modality="should",
        actor="local authority",
        entity="case",
        record=record,
        status=status,
        missing=[],
        data_errors=[],
        unless=[],
        assumed=[],
        edition_policy="in_force",
        readings=[],
    )
    for name, value in more.items():
        row[name] = day(value) if name in ("trigger", "due", "done") and isinstance(value, str) else value
    return row


def some() -> List[Dict[str, Any]]:
    """Findings of five children, of every status that the report treats apart."""
    rows = [
        finding(
            "A1",
            "wt23-assess-45wd",
            "overdue",
            "episodes[0].assessments[0]",
            record_id="a1",
            trigger="2025-12-01",
            due="2026-02-06",
            days=20,
            day_unit="working_days",
        ),
        finding(
            "A1",
            "wt23-icpc-15wd",
            "due",
            "episodes[0].section_47_enquiries[0]",
            record_id="s1",
            trigger="2026-02-20",
            due="2026-03-13",
            days=-5,
            day_unit="working_days",
        ),
        finding(
            "A2",
            "wt23-assess-45wd",
            "met",
            "episodes[0].assessments[0]",
            record_id="a1",
            trigger="2025-03-03",
            due="2025-05-09",
            done="2025-04-30",
            days=-6,
            day_unit="working_days",
        ),
        finding(
            "A2",
            "wt23-icpc-15wd",
            "met_late",
            "episodes[0].section_47_enquiries[0]",
            trigger="2025-03-10",
            due="2025-03-31",
            done="2025-04-02",
            days=2,
            day_unit="working_days",
        ),
        finding(
            "A10",
            "wt23-assess-45wd",
            "indeterminate",
            "episodes[0].assessments[0]",
            trigger="2025-12-15",
            due="2026-02-20",
            missing=["episodes[0].assessments[0].completed_at"],
        ),
        finding(
            "A10",
            "wt23-child-voice",
            "indeterminate",
            "episodes[0]",
            missing=["episodes[0].child_wishes_recorded", "episodes[0].child_identity_recorded"],
        ),
        finding(
            "A10", "wt23-child-voice", "indeterminate", "episodes[1]", missing=["episodes[1].child_wishes_recorded"]
        ),
        finding(
            "A3", "wt23-assess-45wd", "data_error", "episodes[0].assessments[0]", trigger="2025-12-15", due="2026-02-20"
        ),
        finding(
            "A3",
            "wt23-rcpc-first-3m",
            "due",
            "episodes[0].cp_plans[0]",
            trigger="2026-03-01",
            due="2026-06-01",
            days=-87,
            day_unit="days",
        ),
        finding("A3", "wt23-referral-decision-1wd", "not_in_force", "episodes[0].referral"),
        finding(
            "A4",
            "wt23-rcpc-first-3m",
            "overdue",
            "episodes[0].cp_plans[0]",
            trigger="2025-11-20",
            due="2026-02-20",
            days=14,
            day_unit="days",
        ),
        finding(
            "A4",
            "wt23-assess-45wd",
            "exempt",
            "episodes[0].assessments[0]",
            trigger="2025-10-01",
            due="2025-12-03",
            done="2025-12-20",
        ),
        finding("A4", "wt23-def-child", "value", "", kind="definition", modality="is", outcome="true"),
    ]
    return rows


class Table:
    def __init__(self, rows: List[Dict[str, Any]]) -> None:
        self._rows = rows

    def to_dicts(self) -> Iterator[Dict[str, Any]]:
        return iter(self._rows)


class Result(Table):
    """What the report asks of a CaseloadAssessment."""

    def __init__(
        self, rows: List[Dict[str, Any]], errors: Optional[List[Dict[str, Any]]] = None, as_at: Any = AS_AT
    ) -> None:
        super().__init__(rows)
        self.data_errors = Table(errors or [])
        self.as_at = as_at
        self.rulebook = rulebook()
        by_status: Dict[str, int] = {}
        for row in rows:
            by_status[row["status"]] = by_status.get(row["status"], 0) + 1
        self.manifest = {"findings": len(rows), "unread": 0, "by_status": by_status}

    def explain(self, case_id: Any, rule: str, record: Optional[str] = None) -> List[Any]:
        return [
            SimpleNamespace(
                finding=SimpleNamespace(instance=record or ""),
                summary=f"{rule} in words.",
                deadline=f"the arithmetic of {rule}",
            )
        ]


def rulebook() -> Any:
    """Words for the rules above; bank holidays of spring 2025 and of New Year 2026."""
    rules = [
        SimpleNamespace(
            id=id_, title=title, requires=title + ", please.", deadline="", rulebook="working-together-2023"
        )
        for id_, title in RULES.items()
    ]
    edition = SimpleNamespace(
        id="working-together-2023",
        title="Working Together",
        edition="2023",
        version="1.0.0",
        digest="ab" * 32,
        first_day=day("2023-12-15"),
        last_day=None,
    )
    reading = SimpleNamespace(
        id="day-count",
        title="Is the first day day 0 or day 1?",
        default_value="day-0",
        values=(SimpleNamespace(value="day-0", title="It is day 0"),),
    )
    holidays = [
        SimpleNamespace(date=day(text), name=name, closure=False)
        for text, name in (
            ("2025-04-18", "Good Friday"),
            ("2025-04-21", "Easter Monday"),
            ("2025-05-05", "Early May bank holiday"),
            ("2025-12-25", "Christmas Day"),
            ("2025-12-26", "Boxing Day"),
            ("2026-01-01", "New Year's Day"),
        )
    ]
    fact = SimpleNamespace
    facts = (
        fact(entity="case", attribute="episodes", type="list of episode", description="Referrals."),
        fact(entity="episode", attribute="assessments", type="list of assessment", description="Assessments."),
        fact(entity="assessment", attribute="completed_at", type="date", description="The assessment was concluded."),
    )
    return SimpleNamespace(
        rules=lambda: rules,
        editions=lambda: [edition],
        readings=lambda: [reading],
        facts=lambda: facts,
        parameters=lambda: [],
        calendar=SimpleNamespace(holidays=holidays),
    )


def many(children: int, seed: int = 1) -> List[Dict[str, Any]]:
    """A large caseload: about 40 findings a child, most of which nobody can judge."""
    dice = random.Random(seed)
    rows: List[Dict[str, Any]] = []
    for number in range(children):
        case_id = f"C{number:05d}"
        for rule in ("wt23-assess-45wd", "wt23-icpc-15wd", "wt23-rcpc-first-3m"):
            due = AS_AT + datetime.timedelta(days=dice.randint(-400, 60))
            late = (AS_AT - due).days
            status = dice.choice(("met", "met", "met_late", "overdue")) if late > 0 else "due"
            done = (
                None
                if status in ("overdue", "due")
                else due + datetime.timedelta(days=3 if status == "met_late" else -3)
            )
            days = late if done is None else (done - due).days
            rows.append(
                finding(
                    case_id,
                    rule,
                    status,
                    "episodes[0]",
                    record_id=f"e{number}",
                    trigger=due - datetime.timedelta(days=40),
                    due=due,
                    done=done,
                    days=days,
                    day_unit="days",
                )
            )
        for at in range(dice.randint(30, 44)):
            rows.append(
                finding(
                    case_id,
                    "wt23-child-voice" if at % 2 else "wt23-referral-decision-1wd",
                    "indeterminate",
                    f"episodes[{at // 2}]",
                    missing=(
                        [f"episodes[{at // 2}].child_wishes_recorded"]
                        if at % 2
                        else [f"episodes[{at // 2}].referral.decided_at"]
                    ),
                )
            )
    return rows
