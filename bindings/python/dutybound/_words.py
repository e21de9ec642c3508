"""The words that findings are told in, for type checkers."""

from __future__ import annotations

from typing import Literal

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
