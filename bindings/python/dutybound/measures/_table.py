"""What measures answer: rows that do not change, and the ways to show them."""

from __future__ import annotations

import dataclasses
import datetime
import html
import importlib
from typing import Any, Dict, Hashable, Iterator, List, Mapping, Optional, Tuple

from dutybound.measures._definitions import Measure, words_of_date


@dataclasses.dataclass(frozen=True)
class MeasureRow:
    """One measure in one period and group. The nine counts add up to ``total``; None is a count that is hidden.

    ``late_unless_excused`` are late, unless a reason that the data does not hold was accepted for the delay.
    ``share_of_judged`` is in_time / (in_time + late + overdue), and None where some are late unless excused: the late
    alone would be missing from it. ``lowest_share`` and ``highest_share`` are what it could be if all that could not
    be judged or has a data error, and all that are late unless excused, were late, or were in time and excused. ``published_share``, of
    published definitions only, is in_time / (in_time + late). Shares are from 0 to 1, and None where there is
    nothing to divide by, a count is hidden or the period is not over. ``period`` is None for what has no date.
    ``not_recorded`` counts lists that are not recorded at all, so that nobody knows how many records there are; they
    are in no other count. ``complete`` is whether the period was over on the day looked from (its last day is enough);
    None where a row has no last day or the findings do not carry the day.
    """

    measure: str
    definition: str
    on: str
    period: Optional[str]
    period_start: Optional[datetime.date]
    period_end: Optional[datetime.date]
    group: Optional[Hashable]
    in_time: Optional[int]
    late: Optional[int]
    overdue: Optional[int]
    late_unless_excused: Optional[int]
    due: Optional[int]
    exempt: Optional[int]
    could_not_be_judged: Optional[int]
    data_errors: Optional[int]
    excluded: Optional[int]
    total: Optional[int]
    not_recorded: Optional[int]
    complete: Optional[bool]
    share_of_judged: Optional[float]
    lowest_share: Optional[float]
    highest_share: Optional[float]
    published_share: Optional[float]
    bands: Tuple[Tuple[str, Optional[int]], ...]
    note: str

    def to_dict(self) -> Dict[str, Any]:
        """The fields by name; ``bands`` is {level: count}."""
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        values["bands"] = dict(self.bands)
        return values


_SHOWN = (
    ("in_time", "in time"),
    ("late", "late"),
    ("overdue", "overdue"),
    ("late_unless_excused", "late unless excused"),
    ("due", "due"),
    ("exempt", "exempt"),
    ("could_not_be_judged", "not judged"),
    ("data_errors", "errors"),
    ("excluded", "excluded"),
    ("total", "total"),
    ("not_recorded", "lists not recorded"),
)


class MeasureTable:
    """Rows of measures, in the order of the measures, then of time, then of groups.

    ``measures`` are the definitions; ``not_counted`` says for each how many findings were not applicable: there was
    nothing to do.
    """

    def __init__(
        self,
        rows: Tuple[MeasureRow, ...],
        measures: Tuple[Measure, ...],
        period: str,
        grouped: bool,
        not_counted: Mapping[str, int],
        suppressed: Optional[int] = None,
    ) -> None:
        self.rows = rows
        self.measures = measures
        self.period = period
        self.grouped = grouped
        self.not_counted = dict(not_counted)
        self.suppressed = suppressed

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[MeasureRow]:
        return iter(self.rows)

    def __getitem__(self, index: int) -> MeasureRow:
        return self.rows[index]

    def to_dicts(self) -> List[Dict[str, Any]]:
        """One dictionary for each row, with the fields of `MeasureRow`."""
        return [row.to_dict() for row in self.rows]

    def to_columns(self) -> Dict[str, List[Any]]:
        """The fields of `MeasureRow` as lists; for each band ``band_`` and its name, None where a row has none."""
        names = [field.name for field in dataclasses.fields(MeasureRow) if field.name != "bands"]
        columns = {name: [getattr(row, name) for row in self.rows] for name in names}
        for band in dict.fromkeys(name for row in self.rows for name, _ in row.bands):
            columns[f"band_{band}"] = [dict(row.bands).get(band) for row in self.rows]
        return columns

    def to_pandas(self) -> Any:
        """A pandas DataFrame with the columns of `to_columns`. Needs pandas."""
        pandas: Any = importlib.import_module("pandas")
        return pandas.DataFrame(self.to_columns())

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The columns of `to_columns` for Arrow; groups of several kinds become text."""
        from dutybound import _dutybound

        columns = self.to_columns()
        if len({type(group) for group in columns["group"] if group is not None}) > 1:
            columns["group"] = [None if group is None else str(group) for group in columns["group"]]
        return _dutybound.columns_stream(list(columns.items()))

    def _cells(self) -> Tuple[List[str], List[List[str]]]:
        head = ["measure", "period"] + (["group"] if self.grouped else []) + [title for _, title in _SHOWN]
        head += ["share of judged", "between"]
        published = any(measure.published for measure in self.measures)
        head += ["as published"] if published else []
        lines = []
        for row in self.rows:
            period = (row.period or "no date") + (" (not over)" if row.complete is False else "")
            line = [row.measure, period] + ([_text(row.group, "no group")] if self.grouped else [])
            line += [_count(getattr(row, name)) for name, _ in _SHOWN]
            line += [_percent(row.share_of_judged) or row.note or "hidden"]
            bounds = [_percent(row.lowest_share), _percent(row.highest_share)]
            line += [" to ".join(bounds) if all(bounds) else ""]
            line += [_percent(row.published_share)] if published else []
            lines.append(line)
        return head, lines

    def _legend(self) -> List[str]:
        on = {row.measure: row.on for row in self.rows}
        lines = []
        for measure in self.measures:
            date = words_of_date(on.get(measure.name, measure.on))
            lines.append(f"{measure.name}: {measure.title}. {measure.source}. By {date}.")
        lines += [f"{name}: {count} not applicable, not counted." for name, count in self.not_counted.items() if count]
        if self.suppressed:
            lines.append(f"c: counts from 1 to {self.suppressed} are hidden, and others that would tell them.")
        return lines

    def __repr__(self) -> str:
        head, lines = self._cells()
        widths = [max(len(line[i]) for line in [head] + lines) for i in range(len(head))]
        words = 3 if self.grouped else 2
        texts = []
        for line in [head] + lines:
            padded = [cell.ljust(w) for cell, w in zip(line[:words], widths)]
            padded += [cell.rjust(w) for cell, w in zip(line[words:], widths[words:])]
            texts.append("  ".join(padded).rstrip())
        return "\n".join(texts + [""] + self._legend())

    def _repr_html_(self) -> str:
        head, lines = self._cells()
        top = "".join(f"<th>{html.escape(cell)}</th>" for cell in head)
        body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line) + "</tr>" for line in lines)
        legend = "".join(f"<li>{html.escape(line)}</li>" for line in self._legend())
        return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table><ul>{legend}</ul>"


def _count(count: Optional[int]) -> str:
    return "c" if count is None else str(count)


def _percent(share: Optional[float]) -> str:
    """With one decimal; only all is 100 and only none is 0."""
    if share is None:
        return ""
    rounded = round(100 * share, 1)
    return f"{min(max(rounded, 0.1), 99.9) if 0 < share < 1 else rounded:.1f} %"


def _text(value: Any, nothing: str) -> str:
    return nothing if value is None else str(value)
