"""Who works with which child, from a CSV file or a mapping. Entry: read_teams."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterable, Mapping, Union

from dutybound import _dutybound
from dutybound._errors import TableError, nearest
from dutybound.readers._sheet import columns, csv_rows

#: What a file may call the column of children, without case, blanks and underscores.
CASE_COLUMNS = ("caseid", "case", "childid", "lachildid", "childuniqueid", "personid", "id")
NO_TEAM = "No team given"


def read_teams(teams: Union[None, str, Path, Mapping[Any, Any]]) -> Dict[str, str]:
    """Case id -> team.

    `teams` is None, a mapping, or the path of a CSV file (as `dutybound.read_csv` reads it) with a column ``team`` and
    one of the children's ids: ``case_id``, or as returns call it ``LAchildID``, ``Child Unique ID``, ``person_id``.
    Raises `ValueError` where it is no such file, a column is missing or has no value, a row has a team without a child or an
    error of a spreadsheet, or a child is in two teams.
    """
    if teams is None:
        return {}
    if isinstance(teams, Mapping):
        return {str(case): str(team).strip() for case, team in teams.items() if team is not None and str(team).strip()}
    try:
        read = columns(Path(teams).name, csv_rows(teams, []), [])
    except TableError as error:
        raise ValueError(str(error)) from None
    names = {"".join(letter for letter in name.lower() if letter.isalnum()): name for name in read.columns}
    case_name = next((names[name] for name in CASE_COLUMNS if name in names), None)
    for wanted, there in (("case_id", case_name), ("team", names.get("team"))):
        if there is None:
            headings = ", ".join(repr(name) for name in read.columns) or "none"
            raise ValueError(f"{teams}: no column is called {wanted}; there are: {headings}{nearest(wanted, read.columns)}")
        if all(cell is None for cell in read.columns[there]):
            raise ValueError(f"{teams}: the column {there!r} has no value")
    assert case_name is not None
    found: Dict[str, str] = {}
    for line, case, team in zip(read.lines, read.columns[case_name], read.columns[names["team"]]):
        wrong = next((cell for cell in (case, team) if cell is not None and _dutybound.is_spreadsheet_error(cell)), None)
        if wrong is not None:
            raise ValueError(f"{teams}, line {line}: {wrong} is an error of a spreadsheet; leave the team blank where there is none")
        if team is None:
            continue
        if case is None:
            raise ValueError(f"{teams}, line {line}: a team without a child")
        if found.setdefault(case.strip(), team.strip()) != team.strip():
            raise ValueError(f"{teams}, line {line}: a child is in two teams")
    return found


def check_teams(teams: Mapping[str, str], cases: Iterable[str]) -> None:
    """Raises `ValueError` where there are children and none of them is among those who have a team: the ids are others."""
    ids = list(cases)
    if teams and ids and not any(case in teams for case in ids):
        one = next(iter(teams))
        raise ValueError(f"none of the {len(ids):,} children has a team: ids of the teams are such as {one!r}, those of the children such as {ids[0]!r}")
