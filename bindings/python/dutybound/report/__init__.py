"""A caseload's report: one page of HTML that needs no network, what needs action as CSV, and its last days as a
calendar. Entries: write, main.

    result = rulebook.assess_tables(dutybound.read_annex_a("annex-a.xlsx"), as_at="2025-03-31")
    dutybound.report.write(result, "report.html", teams="teams.csv")

Names of children are not read at all; ids are shown as they were given, and a code stands for them in the calendar.
docs/report.md tells the rest.
"""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from ._collect import Collector
from ._csv import write_csv
from ._ics import calendar_text
from ._model import Report
from ._page import page
from ._source import background, collect, explainer
from ._teams import check_teams, read_teams
from ._words import UNDECIDED, day_words

__all__ = ["Written", "main", "write"]

TITLE = "Safeguarding timescales"


class Written(NamedTuple):
    """The three files, how many findings need action or could not be judged, and what could not be read and so is not in
    them, in sentences.
    """

    html: Path
    csv: Path
    ics: Path
    overdue: int
    falling_due: int
    undecided: int
    findings: int
    not_read: Tuple[str, ...]
    overdue_unless_excused: int


def write(
    result: Any,
    path: Union[str, "os.PathLike[str]"],
    *,
    as_at: Union[None, str, datetime.date] = None,
    teams: Union[None, str, "os.PathLike[str]", Mapping[Any, Any]] = None,
    weeks: int = 6,
    title: str = TITLE,
    rulebook: Any = None,
    readings: Optional[Mapping[str, str]] = None,
    assume: Optional[Mapping[str, Any]] = None,
    calendar_ids: bool = False,
    code_key: Union[str, bytes] = b"",
    explain: bool = True,
) -> Written:
    """Writes PATH, and beside it the same name with ``.csv`` and ``.ics``.

    result: a `CaseloadAssessment`; a `Caseload`, which is then assessed; or an iterable of `Assessment`, one a child,
        with `rulebook`.
    path: the page; its folder must be there.
    as_at: the day that is looked from: required for a `Caseload` and for `Assessment`s, else that of the result.
    teams: case id -> team, or a CSV file with the columns ``case_id`` and ``team``. Without it all are in one.
    weeks: how many calendar weeks, the current one among them, a last day is told in advance: 1 to 53.
    title: the page's heading.
    rulebook: what `dutybound.load` gave; only for a `Caseload` or `Assessment`s, else that of the result.
    readings: readings chosen in place of the defaults, for a `Caseload`; those of a result are its own.
    assume: what is taken to be so of every record that does not say it, for a `Caseload`; as of `Rulebook.assess`.
    calendar_ids: write children's ids into the calendar in place of codes. Calendars travel: think twice.
    code_key: a secret that the codes and the calendar's identifiers are made with, so that nobody can find them by
        hashing a list of ids.
    explain: take the engine's sentences for findings that need action (of the first 2,000).

    What could not be read stands first in each of the files, and in `not_read` of what is returned.

    Raises `ValueError` for options that do not fit and for a file of teams that is none, `OSError` where a file cannot
    be read or written, and what assessing raises.
    """
    return write_all(
        [result],
        path,
        as_at=as_at,
        teams=teams,
        weeks=weeks,
        title=title,
        rulebook=rulebook,
        readings=readings,
        assume=assume,
        calendar_ids=calendar_ids,
        code_key=code_key,
        explain=explain,
    )


def write_all(
    results: List[Any],
    path: Union[str, "os.PathLike[str]"],
    *,
    as_at: Union[None, str, datetime.date] = None,
    teams: Union[None, str, "os.PathLike[str]", Mapping[Any, Any]] = None,
    weeks: int = 6,
    title: str = TITLE,
    rulebook: Any = None,
    readings: Optional[Mapping[str, str]] = None,
    assume: Optional[Mapping[str, Any]] = None,
    choices: Optional[List[str]] = None,
    not_read: Sequence[str] = (),
    names: Sequence[str] = (),
    calendar_ids: bool = False,
    code_key: Union[str, bytes] = b"",
    explain: bool = True,
) -> Written:
    """One report of several results, as `write`; `dutybound.Error` where a case is in two of them. `choices` are sentences for the page
    about how it was judged, `not_read` those about inputs that are not among the results because they could not be read,
    `names` what people call each of the results.
    """
    import dutybound

    target = Path(path)
    files = (target, target.with_suffix(".csv"), target.with_suffix(".ics"))
    if len(set(files)) < 3:
        raise ValueError("the page may not end in .csv or .ics: those are written beside it")
    groups = read_teams(teams if teams is None or isinstance(teams, Mapping) else os.fspath(teams))
    key = code_key.encode("utf-8") if isinstance(code_key, str) else code_key
    given = _first(as_at, *(getattr(result, "as_at", None) for result in results))
    if given is None:
        raise ValueError("as_at is missing: the day that is looked from")
    day, day_text = _day(given)
    found = Collector()
    found.source_names = list(names)
    manifest: Dict[str, Any] = {"findings": 0, "unread": 0, "tables": [], "assumed": {}, "digests": []}
    told = list(choices or [])
    lost = list(not_read)
    assessed: List[Any] = []
    for number, result in enumerate(results):
        told += getattr(result, "notes", ())
        assessed.append(_assessed(result, rulebook, given, readings, assume))
        lost += getattr(assessed[-1], "not_read", ())
        counted = collect(assessed[-1], found, number)
        manifest["findings"] += counted["findings"]
        manifest["unread"] += counted.get("unread", 0)
        manifest["tables"] += counted.get("tables", [])
        if counted.get("digest") not in (None, *manifest["digests"]):
            manifest["digests"].append(counted["digest"])
        manifest["assumed"].update(counted.get("assumed", {}))
    check_teams(groups, found.cases.values)
    rulebook = _first(rulebook, *(getattr(result, "rulebook", None) for result in assessed))
    if rulebook is None:
        raise ValueError("rulebook is missing: what dutybound.load gave")
    words = background(
        rulebook,
        engine=dutybound.__version__,
        readings=readings or {},
        choices=told,
        manifest=manifest,
        not_read=lost,
        explain=explainer(assessed, found) if explain else None,
    )
    report = Report(found, words, as_at=day, as_at_words=day_text, weeks=weeks, teams=groups, title=title, key=key)
    files[0].write_bytes(page(report).encode("utf-8", "replace"))
    with open(files[1], "w", encoding="utf-8", errors="replace", newline="") as file:
        write_csv(report, file)
    files[2].write_bytes(calendar_text(report, calendar_ids).encode("utf-8", "replace"))
    status = report.by_status()
    return Written(
        files[0],
        files[1],
        files[2],
        len(report.overdue()),
        len(report.falling_due()),
        sum(status.get(name, 0) for name in UNDECIDED),
        found.findings,
        tuple(lost),
        len(report.overdue_unless_excused()),
    )


def main(argv: Optional[Sequence[str]] = None) -> int:
    """The command ``dutybound report``: takes its arguments, gives its exit code."""
    from ._command import run

    return run(argv)


def _assessed(
    result: Any, rulebook: Any, as_at: Any, readings: Optional[Mapping[str, str]], assume: Optional[Mapping[str, Any]]
) -> Any:
    """What a reader returned is assessed; what has been assessed stays as it is."""
    import dutybound

    if hasattr(result, "to_dicts") or not hasattr(result, "reference_date"):
        return result
    return (rulebook or dutybound.load()).assess_tables(result, as_at=as_at, readings=readings, assume=assume)


def _first(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)


def _day(given: Any) -> Tuple[datetime.date, str]:
    """The day of a date, a moment or their ISO text, and how the page tells it."""
    if isinstance(given, str):
        given = datetime.datetime.fromisoformat(given) if len(given) > 10 else datetime.date.fromisoformat(given)
    if isinstance(given, datetime.datetime):
        return given.date(), f"{day_words(given.date())}, {given:%H:%M}"
    if isinstance(given, datetime.date):
        return given, day_words(given)
    raise ValueError("as_at is a date, a moment, or ISO text of one")
