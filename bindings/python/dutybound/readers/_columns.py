"""Cells of databases and workbooks to columns of one type each. Entries: `uniform`,
`in_order`, `mapped_tables`, `shipped`."""

from __future__ import annotations

import datetime
import decimal
import functools
from typing import Any, Dict, List, Optional, Union

from dutybound import _dutybound
from dutybound._not_read import INPUT_LIMIT, mebibytes

Cell = Union[str, int, float, bool, datetime.date, datetime.datetime]
Column = List[Optional[Cell]]


@functools.lru_cache(maxsize=None)
def mapped_tables(mapping: str) -> Dict[str, List[str]]:
    """Table -> the columns in it that a shipped mapping reads, keys first."""
    return shipped().mapped_tables(mapping)


@functools.lru_cache(maxsize=None)
def shipped(input_limit: int = INPUT_LIMIT) -> _dutybound.Rulebook:
    """The shipped vocabulary and mappings, by which readers look into what they read."""
    return _dutybound.Rulebook.load(["working-together-2023"], None, [], {}, [], mebibytes(input_limit), {})


def uniform(values: List[Any]) -> Column:
    """The same cells in one type, besides None.

    Days stay days: a column whose moments are all at midnight is a column of days, as databases and Excel have no other
    way to keep them. What is of several types becomes text.
    """
    cells = [_plain(value) for value in values]
    types = {type(cell) for cell in cells if cell is not None}
    if datetime.datetime in types and all(_is_day(cell) for cell in cells if isinstance(cell, datetime.datetime)):
        cells = [cell.date() if isinstance(cell, datetime.datetime) else cell for cell in cells]
        types = types - {datetime.datetime} | {datetime.date}
    if types == {int, float}:
        cells = [float(cell) if isinstance(cell, int) else cell for cell in cells]
    elif len(types) > 1:
        cells = [None if cell is None else _text(cell) for cell in cells]
    return cells


def in_order(columns: List[Column]) -> List[Column]:
    """The same rows, ordered by their cells from the first column on, None before all else.

    A database may give its rows in any order, and each has one of its own for nulls, capitals and types that it cannot
    order at all. Where rows share an id or have none, the order decides which is the first, so it must not be chance.
    """
    first = columns[0]
    rows = list(range(len(first)))
    for column in reversed(columns if len(set(first)) < len(first) else columns[:1]):
        # Moments as text, because those with a zone and those without do not compare.
        cells: List[Any] = [_text(cell) if isinstance(cell, datetime.datetime) else cell for cell in column]
        known = [row for row in rows if cells[row] is not None]
        known.sort(key=cells.__getitem__)
        rows = [row for row in rows if cells[row] is None] + known
    return [[column[row] for row in rows] for column in columns]


def _plain(value: Any) -> Optional[Cell]:
    """A value of a driver as one of the types of `Cell`."""
    if value is None or isinstance(value, (str, bool, int, datetime.date)):
        return value
    if isinstance(value, float):
        if value != value:
            return None
        return int(value) if value.is_integer() else value
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return str(value)


def _is_day(moment: datetime.datetime) -> bool:
    return moment.time() == datetime.time() and moment.tzinfo is None


def _text(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell)
