"""The words that findings are told in: as types, for type checkers, and as people read them. Entries: `shown_status`, `assumed_words`."""

from __future__ import annotations

from typing import Literal, Mapping, Optional

Status = Literal[
    "not_applicable",
    "exempt",
    "due",
    "met",
    "met_late",
    "overdue",
    "breached",
    "level",
    "none",
    "value",
    "eligible",
    "not_eligible",
    "permitted",
    "not_established",
    "in_place",
    "not_in_place",
    "indeterminate",
    "data_error",
    "not_in_force",
]
Kind = Literal["threshold", "eligibility", "permission", "duty", "expectation", "definition", "advisory"]
Modality = Literal["must", "should", "may", "must_not", "is"]
DayUnit = Literal["working_days", "days", "hours", "weeks", "months"]
EditionPolicy = Literal["in_force", "carried_forward", "chosen"]


def shown_status(status: str, provisional: Optional[str]) -> str:
    """The status by which a finding is counted and shown: an undecided one that is late unless excused has one of its own."""
    return f"{provisional}_unless_excused" if provisional else status


def assumed_words(assumed: Mapping[str, str]) -> str:
    """`entity.fact = value, ...`, by name."""
    return ", ".join(f"{fact} = {value}" for fact, value in sorted(assumed.items()))
