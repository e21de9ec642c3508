"""A caseload's report before it is written: what needs doing, by whom and by when, and everything that the page, the
CSV file and the calendar share.
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

from ._codes import case_code
from ._collect import Collector, Dated
from ._teams import NO_TEAM
from ._words import day_words

Explain = Callable[[str, str, str], Optional[Tuple[str, str]]]


@dataclasses.dataclass(frozen=True)
class RuleWords:
    """What the rulebooks say of a rule, in their words."""

    title: str
    requires: str = ""
    deadline: str = ""
    rulebook: str = ""


@dataclasses.dataclass
class Background:
    """What findings were judged by."""

    engine: str
    rulebooks: List[Mapping[str, str]]  #: id, title, edition, version, digest, from, to
    rules: Mapping[str, RuleWords]
    holidays: List[Tuple[datetime.date, str]]  #: days that their weekday would make working days
    readings: List[Tuple[str, str, str]]  #: id, question, answer chosen
    facts: Mapping[str, str]  #: path without indices -> description
    choices: List[str] = dataclasses.field(default_factory=list)  #: what else was chosen, a sentence each
    manifest: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    not_read: List[str] = dataclasses.field(default_factory=list)  #: what is not in the report, a sentence each
    #: (case id, rule, record's path) -> (the answer in a sentence, the arithmetic of its last day), or None
    explain: Optional[Explain] = None


@dataclasses.dataclass(frozen=True)
class Week:
    """Days of one week, Monday to Sunday; the first begins with the day of the report."""

    first: datetime.date
    last: datetime.date

    def words(self) -> str:
        return f"{day_words(self.first)} to {day_words(self.last)}"


@dataclasses.dataclass(frozen=True)
class Action:
    """A finding that needs action: overdue, also unless excused, or due within the report's weeks."""

    row: int  #: in Collector.rows
    status: str
    case: int
    team: str
    rule: str
    due: datetime.date
    week: Optional[int]  #: number of its week; None if overdue


class Report:
    """Everything that is written, and nothing that has to be looked up again."""

    def __init__(
        self,
        found: Collector,
        background: Background,
        *,
        as_at: datetime.date,
        as_at_words: str,
        weeks: int,
        teams: Mapping[str, str],
        title: str,
        key: bytes,
    ) -> None:
        self.found = found
        self.background = background
        self.as_at = as_at
        self.as_at_words = as_at_words
        self.title = title
        self.key = key
        self.has_teams = bool(teams)
        self.teams = [teams.get(case, NO_TEAM) for case in found.cases.values]
        self.codes = [case_code(case, key) for case in found.cases.values]
        self.weeks = weeks_from(as_at, weeks)
        self.horizon = self.weeks[-1].last
        self.actions = self._actions()

    def rule_title(self, rule: str) -> str:
        words = self.background.rules.get(rule)
        return words.title if words else rule

    def case_of(self, row: Dated) -> int:
        return self.found.records[row.record][0]

    def status_of(self, row: Dated) -> str:
        return self.found.templates.values[row.template][1]

    def rule_of(self, row: Dated) -> str:
        return self.found.rules.values[self.found.templates.values[row.template][0]]

    def by_status(self) -> Dict[str, int]:
        total: Dict[str, int] = {}
        for counts in self.found.by_rule.values():
            for status, number in counts.items():
                total[status] = total.get(status, 0) + number
        return total

    def overdue(self) -> List[Action]:
        return [action for action in self.actions if action.status == "overdue"]

    def overdue_unless_excused(self) -> List[Action]:
        return [action for action in self.actions if action.status == "overdue_unless_excused"]

    def falling_due(self) -> List[Action]:
        return [action for action in self.actions if action.week is not None]

    def by_group(self, group: Callable[[Action], str]) -> List[Tuple[str, List[int]]]:
        """(name, [overdue, overdue unless excused, due in week 0, week 1, ...]) of every group, that with the most overdue first."""
        counts: Dict[str, List[int]] = {}
        for action in self.actions:
            of_group = counts.setdefault(group(action), [0] * (len(self.weeks) + 2))
            late = 0 if action.status == "overdue" else 1
            of_group[late if action.week is None else action.week + 2] += 1
        return sorted(counts.items(), key=lambda item: (-item[1][0], -item[1][1], -sum(item[1]), item[0]))

    def _actions(self) -> List[Action]:
        actions: List[Action] = []
        for number, row in enumerate(self.found.rows):
            status = self.status_of(row)
            if row.due is None or status not in ("overdue", "overdue_unless_excused", "due"):
                continue
            week = None
            if status == "due":
                if row.due > self.horizon:
                    continue
                week = next((at for at, week in enumerate(self.weeks) if row.due <= week.last), None)
            case = self.case_of(row)
            actions.append(Action(number, status, case, self.teams[case], self.rule_of(row), row.due, week))
        actions.sort(
            key=lambda action: (
                action.week is not None,
                action.due,
                self.found.cases.values[action.case],
                action.rule,
                action.row,
            )
        )
        return actions


def weeks_from(as_at: datetime.date, number: int) -> List[Week]:
    """`number` weeks from a day on: the rest of its own week first. Raises `ValueError` for fewer than one or more than
    53.
    """
    if not 1 <= number <= 53:
        raise ValueError("weeks must be between 1 and 53")
    sunday = as_at + datetime.timedelta(days=6 - as_at.weekday())
    found = [Week(as_at, sunday)]
    for at in range(1, number):
        found.append(Week(sunday + datetime.timedelta(days=7 * at - 6), sunday + datetime.timedelta(days=7 * at)))
    return found
