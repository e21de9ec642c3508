"""Who works with which child, from a CSV file or a mapping. Entry: read_teams."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, Dict, Mapping, Optional, Union

#: What a file may call the column of children, without case, blanks and underscores.
CASE_COLUMNS = ("caseid", "case", "childid", "lachildid", "childuniqueid", "personid", "id")
NO_TEAM = "No team given"


def read_teams(teams: Union[None, str, Path, Mapping[Any, Any]]) -> Dict[str, str]:
    """Case id -> team.

    `teams` is None, a mapping, or the path of a CSV file (UTF-8, a header) with a column ``team`` and one of the
    children's ids: ``case_id``, or as returns
    call it ``LAchildID``, ``Child Unique ID``, ``person_id``. Raises `ValueError` where a column is missing or a child
    is in two teams.
    """
    if teams is None:
        return {}
    if isinstance(teams, Mapping):
        return {str(case): str(team).strip() for case, team in teams.items() if team is not None and str(team).strip()}
    with open(teams, encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        header = next(rows, [])
        names = ["".join(letter for letter in name.lower() if letter.isalnum()) for name in header]
        case_at = next((names.index(name) for name in CASE_COLUMNS if name in names), None)
        team_at: Optional[int] = names.index("team") if "team" in names else None
        if case_at is None or team_at is None:
            raise ValueError(f"{teams}: the header needs the columns case_id and team")
        found: Dict[str, str] = {}
        for cells in rows:
            if len(cells) <= max(case_at, team_at) or not cells[team_at].strip():
                continue
            case, team = cells[case_at].strip(), cells[team_at].strip()
            if found.setdefault(case, team) != team:
                raise ValueError(f"{teams}, line {rows.line_num}: a child is in two teams")
        return found
