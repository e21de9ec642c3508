"""Counts findings by measure, period and group. Entry: compute."""

from __future__ import annotations

import datetime
from typing import Any, Collection, Dict, Hashable, Iterable, List, NamedTuple, Optional, Sequence, Tuple, Union

from dutybound._errors import OptionError, nearest
from dutybound.measures._definitions import COLUMNS, DATES, STATUSES, Measure, chosen
from dutybound.measures._periods import UNDATED, WHOLE, Period, check_period, grouping, period_of
from dutybound.measures._rows import Row, day, findings_of, rules_of
from dutybound.measures._suppress import suppress as hide
from dutybound.measures._suppress import visible
from dutybound.measures._table import MeasureRow, MeasureTable

_Place = Tuple[str, Period, Optional[Hashable]]  # measure, period, group


class _Key(NamedTuple):
    """The record that a finding and the one with its band are about."""

    measure: str
    rule: str
    case: str
    record: Optional[str]


class _Cell:
    """The counts of one row."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(COLUMNS, 0)
        self.not_recorded = 0
        self.looked_from: Optional[datetime.date] = None  # the earliest day from which one of its findings was looked
        self.bands: Dict[str, int] = {}
        self.sides: Dict[str, str] = {}


class _Counter:
    def __init__(
        self, measures: Sequence[Measure], period: str, by: Any, on: Optional[str], as_at: Optional[datetime.date]
    ) -> None:
        self.period, self.on, self.as_at = period, on, as_at
        self.group = grouping(by)
        self.cells: Dict[_Place, _Cell] = {}
        self.found = {measure.name: 0 for measure in measures}
        self.not_counted: Dict[str, int] = {measure.name: 0 for measure in measures}
        self.judged_by: Dict[str, List[Measure]] = {}
        self.banded_by: Dict[str, List[Tuple[Measure, str]]] = {}
        for measure in measures:
            for rule in measure.rules:
                self.judged_by.setdefault(rule, []).append(measure)
            for rule, bands in measure.bands.items():
                self.banded_by.setdefault(bands, []).append((measure, rule))
        self.waiting: Dict[_Key, List[Row]] = {}  # for the band
        self.levels: Dict[_Key, List[str]] = {}  # for the finding

    def add(self, row: Row) -> None:
        for measure in self.judged_by.get(row.rule, ()):
            self.found[measure.name] += 1
            if row.rule not in measure.bands:
                self.settle(measure, row, None)
                continue
            key = _Key(measure.name, row.rule, str(row.case), row.record)
            levels = self.levels.get(key)
            if levels:
                self.settle(measure, row, levels.pop())
            else:
                self.waiting.setdefault(key, []).append(row)
        for measure, rule in self.banded_by.get(row.rule, ()):
            if row.level is None:
                continue
            key = _Key(measure.name, rule, str(row.case), row.record)
            rows = self.waiting.get(key)
            if rows:
                self.settle(measure, rows.pop(), row.level)
            else:
                self.levels.setdefault(key, []).append(row.level)

    def finish(self, measures: Sequence[Measure]) -> None:
        """Those whose band never came have none."""
        of = {measure.name: measure for measure in measures}
        for key, rows in self.waiting.items():
            for row in rows:
                self.settle(of[key.measure], row, None)

    def settle(self, measure: Measure, row: Row, level: Optional[str]) -> None:
        column = _column(measure, row, level)
        if column is None:
            self.not_counted[measure.name] += 1
            return
        place = (measure.name, period_of(self.period, self.date(measure, row)), self.group(row.case))
        cell = self.cells.setdefault(place, _Cell())
        looked_from = self.as_at or row.as_at
        if looked_from is not None:
            cell.looked_from = looked_from if cell.looked_from is None else min(looked_from, cell.looked_from)
        if row.not_recorded:
            cell.not_recorded += 1
            return
        cell.counts[column] += 1
        if level is not None and column in ("in_time", "late"):
            cell.bands[level] = cell.bands.get(level, 0) + 1
            # Of a band that lies on both sides the one side is named, whichever comes first.
            cell.sides[level] = min(column, cell.sides.get(level, column))

    def date(self, measure: Measure, row: Row) -> Optional[datetime.date]:
        on = goes_by(measure, self.on)
        if on == "as_at":
            return self.as_at or row.as_at
        if on == "done":
            return row.done or row.due
        return row.trigger if on == "trigger" else row.due


def goes_by(measure: Measure, on: Optional[str]) -> str:
    """A snapshot has no day but that from which was looked; others go by what is asked for, else by their own."""
    return measure.on if on is None or measure.on == "as_at" else on


def _column(measure: Measure, row: Row, level: Optional[str]) -> Optional[str]:
    """Where it is counted, or None: there was nothing to do."""
    if row.status in measure.excluded or (level is not None and level in measure.excluded):
        return "excluded"
    if row.status == "not_applicable":
        return None
    if row.status == "data_error" and any(code in measure.excluded for code in row.codes):
        return "excluded"
    if row.provisional is not None:
        return "late_unless_excused"
    if row.status not in STATUSES:
        raise OptionError(
            f"measure `{measure.name}`: `{row.status}` of `{row.rule}` is neither in time nor late; "
            "a measure counts duties and expectations"
        )
    return STATUSES[row.status]


def compute(
    findings: Any,
    names: Union[None, str, Measure, Iterable[Union[str, Measure]]] = None,
    *,
    period: str = "quarter",
    by: Any = None,
    on: Optional[str] = None,
    suppress: Optional[int] = None,
    as_at: Any = None,
) -> MeasureTable:
    """Counts, for each measure, period and group, what was in time, late, overdue, and what could not be told.

    ``findings``: a CaseloadAssessment, an Assessment or several, a pandas, polars or pyarrow table of findings,
        {"column": sequence}, or dictionaries with the columns ``case_id``, ``rule``, ``record``, ``status``, ``provisional``,
        ``outcome``, ``trigger``, ``due``, ``done``, ``data_errors``. They have to be all findings of a measure's
        rules: what was filtered out cannot be counted.
    ``names``: measures, or names of them; without any, all whose rules have findings.
    ``period``: ``month``, ``quarter``, ``financial_year`` or ``census_year`` (both to 31 March), ``whole``.
    ``by``: the group of a case: {id: group}, a function of the id, or (table, column of ids, column of groups); ids
        compare as text.
    ``on``: the date that decides the period, ``trigger``, ``due`` or ``done``, in place of the measures' own.
    ``suppress``: hide counts from 1 to that number, and others that would give them away.
    ``as_at``: the day looked from, where the findings do not carry it; only snapshots need it.

    Raises `TableError` for what is no table of findings, `OptionError` for the rest; so for a measure whose rules are
    in no rulebook that was loaded.
    """
    check_period(period)
    if on is not None and on not in DATES[:3]:
        raise OptionError(f"`on` is one of {', '.join(DATES[:3])}, not `{on}`{nearest(on, DATES[:3])}")
    if suppress is not None and (not isinstance(suppress, int) or suppress < 1):
        raise OptionError("`suppress` is a whole number above 0, or None")
    measures = chosen(names)
    if names is not None:
        _check_loaded(measures, rules_of(findings))
    counter = _Counter(measures, period, by, on, day(as_at))
    wanted = set(counter.judged_by) | set(counter.banded_by)
    for row in findings_of(findings, wanted):
        counter.add(row)
    counter.finish(measures)
    if names is None:
        measures = tuple(measure for measure in measures if counter.found[measure.name])
    rows = [
        _row(measure, place[1], place[2], cell, on, suppress, counter.found[measure.name])
        for measure in measures
        for place, cell in _sorted(counter, measure, period)
    ]
    not_counted = {measure.name: counter.not_counted[measure.name] for measure in measures}
    return MeasureTable(tuple(rows), measures, period, by is not None, not_counted, suppress)


def _check_loaded(measures: Sequence[Measure], loaded: Optional[Collection[str]]) -> None:
    """A measure whose rules nobody loaded would be an empty row, as if there were nothing to count."""
    if loaded is None:
        return
    for measure in measures:
        missing = [rule for rule in (*measure.rules, *measure.bands.values()) if rule not in loaded]
        if missing:
            raise OptionError(
                f"measure `{measure.name}` needs the rule `{missing[0]}`, which no loaded rulebook has; "
                f"its source: {measure.source}; load its rulebook too, as in dutybound.load([...])"
            )


def _sorted(counter: _Counter, measure: Measure, period: str) -> List[Tuple[_Place, _Cell]]:
    """By period, then by group; what has none comes last. Where there is nothing at all a row says so."""
    own = [(place, cell) for place, cell in counter.cells.items() if place[0] == measure.name]
    if not own:
        return [((measure.name, WHOLE if period == "whole" else UNDATED, None), _Cell())]
    return sorted(own, key=lambda item: (item[0][1].start or datetime.date.max,) + _order(item[0][2]))


def _order(group: Optional[Hashable]) -> Tuple[Any, ...]:
    comparable = group if isinstance(group, (int, float, str)) else str(group)
    return group is None, type(group).__name__, comparable


def _row(
    measure: Measure,
    period: Period,
    group: Optional[Hashable],
    cell: _Cell,
    on: Optional[str],
    up_to: Optional[int],
    found: int,
) -> MeasureRow:
    counts: Dict[str, Optional[int]] = dict(cell.counts)
    total: Optional[int] = sum(cell.counts.values())
    # Levels of which the definition does not know come last.
    order = list(measure.band_names) + sorted(set(cell.bands) - set(measure.band_names))
    bands: Dict[str, Optional[int]] = {name: cell.bands.get(name, 0) for name in order}
    complete = None if period.end is None or cell.looked_from is None else period.end <= cell.looked_from
    note = _note(cell, found) if complete is not False else "the period is not over"
    if up_to is not None:
        whole = {name: cell.bands.get(name, 0) for name in order}
        counts, total, bands = hide(cell.counts, sum(cell.counts.values()), whole, cell.sides, up_to)
        if None in counts.values() or None in bands.values():
            note = f"counts up to {up_to} are hidden"

    def share(above: Sequence[str], below: Sequence[str]) -> Optional[float]:
        if complete is False or not visible(counts, below):
            return None
        of = sum(cell.counts[name] for name in below)
        return sum(cell.counts[name] for name in above) / of if of else None

    judged = ("in_time", "late", "overdue")
    open_ = ("could_not_be_judged", "data_errors")
    # Of what is late unless excused only the late can be missing from what was judged: its share would be too good.
    late = ("late_unless_excused",)
    both_ways = not cell.counts["late_unless_excused"]
    return MeasureRow(
        measure=measure.name,
        definition=f"{measure.title} ({measure.source})",
        on=goes_by(measure, on),
        period=period.label,
        period_start=period.start,
        period_end=period.end,
        group=group,
        **counts,
        total=total,
        not_recorded=None if up_to is not None and 1 <= cell.not_recorded <= up_to else cell.not_recorded,
        complete=complete,
        share_of_judged=share(("in_time",), judged) if both_ways else None,
        lowest_share=share(("in_time",), judged + open_ + late),
        highest_share=share(("in_time",) + open_, judged + open_),
        published_share=share(("in_time",), ("in_time", "late")) if measure.published and both_ways else None,
        bands=tuple(bands.items()),
        note=note,
    )


def _note(cell: _Cell, found: int) -> str:
    counts = cell.counts
    if counts["late_unless_excused"]:
        return "no share: some are late unless excused"
    if counts["in_time"] or counts["late"] or counts["overdue"]:
        return ""
    if counts["could_not_be_judged"] or counts["data_errors"]:
        return "nothing could be judged"
    if sum(counts.values()):
        return "nothing to judge yet"
    if cell.not_recorded:
        return "not recorded"
    return "nothing was found" if found else "no finding of its rules was given"
