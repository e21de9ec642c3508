"""Periods of time, and groups of cases."""

from __future__ import annotations

import datetime
import functools
from typing import Any, Callable, Dict, Hashable, Mapping, NamedTuple, Optional

from dutybound._errors import OptionError, TableError
from dutybound.measures._rows import columns_of, nothing

Group = Callable[[Any], Optional[Hashable]]


class Period(NamedTuple):
    """``start`` and ``end`` are its first and last day; None for the whole, and for what has no date."""

    label: Optional[str]
    start: Optional[datetime.date] = None
    end: Optional[datetime.date] = None


WHOLE = Period("whole")
UNDATED = Period(None)

_MONTHS = {"month": 1, "quarter": 3, "financial_year": 12, "census_year": 12}
PERIODS = tuple(_MONTHS) + ("whole",)


@functools.lru_cache(maxsize=4096)
def period_of(kind: str, day: Optional[datetime.date]) -> Period:
    """The period of that kind with the day in it. Quarters begin in January, April, July, October; years in April."""
    if kind == "whole":
        return WHOLE
    if day is None:
        return UNDATED
    months = _MONTHS[kind]
    behind = (day.month - (4 if months == 12 else 1)) % months
    start = _first(day.year, day.month - behind)
    after = _first(start.year, start.month + months)
    return Period(_label(months, start, after), start, after - datetime.timedelta(days=1))


def _first(year: int, month: int) -> datetime.date:
    return datetime.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _label(months: int, start: datetime.date, after: datetime.date) -> str:
    if months == 12:
        return f"{start.year}-{after.year % 100:02d}"
    if months == 1:
        return f"{start:%Y-%m}"
    return f"{start:%Y-%m} to {after.year - (after.month == 1)}-{(after.month - 2) % 12 + 1:02d}"


def check_period(kind: str) -> None:
    """Raises `OptionError` unless it is one of `PERIODS`."""
    if kind not in PERIODS:
        raise OptionError(f"a period is one of {', '.join(PERIODS)}, not `{kind}`")


def grouping(by: Any) -> Group:
    """A case's group, from what `compute` takes as ``by``. A case that it does not know has none."""
    if by is None:
        return lambda case: None
    if isinstance(by, tuple):
        if len(by) != 3:
            raise OptionError("`by` is (table, column of ids, column of groups)")
        by = _from_table(*by)
    if isinstance(by, Mapping):
        known: Dict[str, Any] = {str(case): group for case, group in by.items()}
        return lambda case: _clean(known.get(str(case)))
    if callable(by):
        return lambda case: _clean(by(case))
    raise OptionError("`by` is a dictionary, a function or (table, column of ids, column of groups)")


def _clean(group: Any) -> Optional[Hashable]:
    return None if nothing(group) else group


def _from_table(table: Any, ids: str, groups: str) -> Dict[str, Any]:
    known: Dict[str, Any] = {}
    for case, group in columns_of(table, (ids, groups)):
        if nothing(case):
            continue
        if known.setdefault(str(case), group) != group and not (nothing(group) and nothing(known[str(case)])):
            raise TableError(f"column `{groups}`: a case is in two groups")
    if known and all(nothing(group) for group in known.values()):
        raise TableError(f"column `{groups}` is missing or empty")
    if not known:
        raise TableError(f"column `{ids}` is missing or empty")
    return known
