"""Plain words of the report: dates, statuses, shares, periods. Everything that is shown to people in English goes
through here.
"""

from __future__ import annotations

import datetime
from typing import Dict, Iterable, List, Optional, Tuple

#: status -> (what people call it, what it means), in the order in which a page lists them.
STATUSES: Dict[str, Tuple[str, str]] = {
    "overdue": ("Overdue", "not done, and the last day has passed"),
    "breached": (
        "Broken",
        "done although it must not be, kept for too short or too long a time, or missed before its occasion ended",
    ),
    "overdue_unless_excused": (
        "Overdue unless excused",
        "not done, and the last day has passed; whether an accepted reason for the delay is recorded is not known",
    ),
    "breached_unless_excused": (
        "Broken unless excused",
        "done although it must not be, kept for too short or too long a time, or missed before its occasion ended; whether an exception is recorded is not known",
    ),
    "not_in_place": ("Not in place", "an arrangement that should stand does not"),
    "due": ("Due", "not done yet; no last day has passed"),
    "met_late": ("Done late", "done after the last day"),
    "met_late_unless_excused": (
        "Done late unless excused",
        "done after the last day; whether an accepted reason for the delay is recorded is not known",
    ),
    "met": ("Done in time", "done by the last day"),
    "data_error": ("Impossible data", "turns on a value that cannot be, so nothing is said about it"),
    "indeterminate": ("Could not be judged", "turns on facts that are not recorded"),
    "not_in_force": ("No edition", "its clock began on a day for which no loaded edition was in force"),
    "exempt": ("Excused", "an exception or a recorded reason excuses it"),
    "not_applicable": ("Does not apply", "its conditions are not met"),
    "in_place": ("In place", "an arrangement that should stand does"),
    "level": ("Level", "the level of need or response that the facts reach"),
    "none": ("No level", "the facts reach none of the levels"),
    "value": ("Value", "a derived fact that other rules use"),
    "eligible": ("Eligible", "may hold the role"),
    "not_eligible": ("Not eligible", "may not hold the role"),
    "permitted": ("Permitted", "the facts give a basis for it"),
    "not_established": ("Not established", "the facts give no basis for it"),
}

#: Late or broken, unless a reason that nobody recorded was accepted.
LATE_UNLESS_EXCUSED = ("met_late_unless_excused", "overdue_unless_excused", "breached_unless_excused")

#: Statuses in which nobody could say whether the duty was kept.
UNDECIDED = ("indeterminate", "data_error", "not_in_force")

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def status_words(status: str) -> str:
    """What people call a status; one that this version does not know goes by its own name."""
    known = STATUSES.get(status)
    return known[0] if known else status.replace("_", " ").capitalize()


def status_order(statuses: Iterable[str]) -> List[str]:
    """The statuses in the page's order, those that this version does not know at the end."""
    order = {status: place for place, status in enumerate(STATUSES)}
    return sorted(statuses, key=lambda status: (order.get(status, len(order)), status))


def day_words(day: Optional[datetime.date]) -> str:
    """``Mon 22 Apr 2024``; empty for None."""
    if day is None:
        return ""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def count_words(number: int, noun: str, several: Optional[str] = None) -> str:
    """``1 rule``, ``3 rules``, ``1,200 children``."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def period_words(days: Optional[int], unit: Optional[str]) -> str:
    """``6 working days late``, ``3 days left``, ``last day today``; empty for None."""
    if days is None:
        return ""
    if days == 0:
        return "last day today"
    number = abs(days)
    noun = (unit or "days").replace("_", " ")
    return f"{number:,} {noun[:-1] if number == 1 and noun.endswith('s') else noun} {'late' if days > 0 else 'left'}"


def percent_words(part: int, whole: int) -> str:
    """A share in whole percents; what is there is never ``0 %`` and what is not all is never ``100 %``."""
    if not whole:
        return "none"
    if part and part * 200 < whole:
        return "under 1 %"
    if part < whole and part * 200 >= whole * 199:
        return "over 99 %"
    return f"{(part * 200 + whole) // (2 * whole)} %"
