"""The shares that a page opens with: what was in time, late, not done, and what nobody could judge, of duties that
people know by name.
"""

from __future__ import annotations

import re
from typing import Dict, List, Mapping, NamedTuple, Tuple

from ._words import LATE_UNLESS_EXCUSED, UNDECIDED, count_words, percent_words

#: Done after the last day, or missed for good.
LATE = ("met_late", "breached")

#: Statuses with a place of their own among the numbers of a share; all others stand beside it.
COUNTED = ("met", *LATE, "overdue", "due", *LATE_UNLESS_EXCUSED, *UNDECIDED)

#: title -> rules, without the letters of their edition, in the order of a child's way through the system.
HEADLINES: Tuple[Tuple[str, Tuple[str, ...]], ...] = (
    ("Referrals decided within 1 working day", ("referral-decision-1wd",)),
    ("Assessments concluded within 45 working days of the referral", ("assess-45wd",)),
    ("Initial child protection conferences held within 15 working days", ("icpc-15wd",)),
    ("First core groups held within 10 working days", ("core-group-10wd",)),
    ("Review conferences held in time: the first within 3 months, then every 6", ("rcpc-first-3m", "rcpc-next-6m")),
)


class Share(NamedTuple):
    """Findings of one or more duties with a clock, counted by how they came out. The first five make the whole; the
    rest stands beside it. `late` is what was done late or missed: a review whose plan ended after the review's last
    day can no longer be held, and was not.
    """

    title: str
    rules: Tuple[str, ...]
    in_time: int
    late: int
    overdue: int
    unless_excused: int
    undecided: int
    running: int
    elsewhere: int
    by_status: Dict[str, int]

    @property
    def whole(self) -> int:
        """How many were to be judged: done or past their last day, or undecided."""
        return self.in_time + self.late + self.overdue + self.unless_excused + self.undecided

    def sentence(self) -> str:
        """``82 % in time, 9 % late, 9 % could not be judged: 14 of 156.``"""
        whole = self.whole
        if not whole:
            return f"Nothing to judge yet; {self.running:,} still within time." if self.running else "Nothing to judge."
        late = self.late + self.overdue
        missed = " or missed" if self.by_status.get("breached") else ""
        text = f"{percent_words(self.in_time, whole)} in time, {percent_words(late, whole)} late{missed}"
        if self.overdue:
            text += f" ({self.overdue:,} of them not done yet)"
        if self.unless_excused:
            text += f", {percent_words(self.unless_excused, whole)} late unless an accepted reason is recorded"
        if self.undecided:
            text += f", {percent_words(self.undecided, whole)} could not be judged: {self.undecided:,} of {whole:,}."
        else:
            text += f", of {whole:,}; every one could be judged."
        if self.running:
            text += f" {count_words(self.running, 'more is', 'more are')} still within time."
        return text


def share(title: str, rules: Tuple[str, ...], by_rule: Mapping[str, Mapping[str, int]]) -> Share:
    """Counts the findings of some rules. `by_rule` is rule -> status -> how many."""
    total: Dict[str, int] = {}
    for rule in rules:
        for status, number in by_rule.get(rule, {}).items():
            total[status] = total.get(status, 0) + number
    undecided = sum(total.get(status, 0) for status in UNDECIDED)
    unless_excused = sum(total.get(status, 0) for status in LATE_UNLESS_EXCUSED)
    counted = sum(total.get(status, 0) for status in COUNTED)
    return Share(
        title,
        rules,
        total.get("met", 0),
        sum(total.get(status, 0) for status in LATE),
        total.get("overdue", 0),
        unless_excused,
        undecided,
        total.get("due", 0),
        sum(total.values()) - counted,
        total,
    )


def headlines(by_rule: Mapping[str, Mapping[str, int]]) -> List[Share]:
    """The shares whose rules have findings; rules of any edition (``wt18-``, ``wt23-``, ...) go by the rest of their
    id.
    """
    known: Dict[str, List[str]] = {}
    for rule in by_rule:
        known.setdefault(re.sub(r"^wt\d\d-", "", rule), []).append(rule)
    found: List[Share] = []
    for title, names in HEADLINES:
        rules = tuple(rule for name in names for rule in sorted(known.get(name, [])))
        one = share(title, rules, by_rule)
        if one.whole or one.running:
            found.append(one)
    return found
