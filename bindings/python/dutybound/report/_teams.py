"""Who works with which child, from a CSV file or a mapping. Entry: read_teams."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Mapping, Union

from dutybound._errors import TableError
from dutybound.readers._sheet import columns, csv_rows

#: What a file may call the column of children, without case, blanks and underscores.
CASE_COLUMNS = ("caseid", "case", "childid", "lachildid", "childuniqueid", "personid", "id")
NO_TEAM = "No team given"


def read_teams(teams: Union[None, str, Path, Mapping[Any, Any]]) -> Dict[str, str]:
    """Case id -> team.

    `teams` is None, a mapping, or the path of a CSV file (as `dutybound.read_csv` reads it) with a column ``team`` and
    one of the children's ids: ``case_id``, or as returns call it ``LAchildID``, ``Child Unique ID``, ``person_id``.
    Raises `ValueError` where it is no such file, a column is missing, or a child is in two teams.
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
    if case_name is None or "team" not in names:
        raise ValueError(f"{teams}: the header needs the columns case_id and team")
    found: Dict[str, str] = {}
    for line, case, team in zip(read.lines, read.columns[case_name], read.columns[names["team"]]):
        if team is not None and found.setdefault((case or "").strip(), team.strip()) != team.strip():
            raise ValueError(f"{teams}, line {line}: a child is in two teams")
    return found
