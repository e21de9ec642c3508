"""Rows of a CSV file or of a workbook's sheet as columns below their headings. Entries: `columns`, `csv_rows`."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, NamedTuple, Sequence, Tuple, Union

from dutybound import _dutybound
from dutybound._errors import TableError
from dutybound.readers._text import read_text

#: The line or row that it has in its file, from 1, and its cells.
Row = Tuple[int, Sequence[Any]]
_HEADING_ROWS = 25  # as far down as a title, notes and blank lines may push the headings
_MOST_TOLD = 10


class Table(NamedTuple):
    """Heading -> its cells, and the line or row of the file in which each row stands."""

    columns: Dict[str, List[Any]]
    lines: List[int]


def csv_rows(path: Union[str, "os.PathLike[str]"], notes: List[str]) -> List[Row]:
    """The rows of a CSV file. Adds to the notes what was taken for granted; raises `TableError` for what is no CSV."""
    name = os.path.basename(os.fspath(path))
    text, note = read_text(name, Path(path).read_bytes())
    if note:
        notes.append(note)
    return list(_dutybound.read_csv(name, text))


def csv_files(folder: Union[str, "os.PathLike[str]"], notes: List[str]) -> List[Path]:
    """The CSV files of a folder by name; what else lies there is told. Raises `TableError` where there is none."""
    found = sorted(path for path in Path(folder).iterdir() if not path.name.startswith((".", "~$")))
    files = [path for path in found if path.suffix.lower() == ".csv" and path.is_file()]
    if not files:
        there = f"; there is {found[0].name}" if found else "; it is empty"
        raise TableError(f"the folder {Path(folder).name!r} has no CSV files (.csv){there}")
    notes += [f"{path.name}: no CSV file; left out" for path in found if path not in files]
    return files


def heading(cell: Any) -> str:
    """A heading without the line ends and blanks that a spreadsheet lays it out with."""
    return re.sub(r"\s+", " ", cell).strip() if isinstance(cell, str) else "" if cell is None else str(cell)


def is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def columns(
    where: str,
    rows: Iterable[Row],
    notes: List[str],
    *,
    is_heading: Callable[[List[str]], bool] = any,
    headings_hint: str = "the first row has the headings",
    all_cells: bool = True,
) -> Table:
    """The rows below the headings, None for blank cells. Blank rows are left out; columns without a heading are told.

    `is_heading` says of a row's texts whether it has the headings; rows above it are titles. `all_cells`: each row has
    to have as many cells as the headings have, as in a CSV file; of a sheet the cells at the end may not be stored.
    Raises `TableError` where there are no headings, where two are the same, and with all rows of another width.
    """
    lines = iter(rows)
    names: List[str] = []
    for _, (_, cells) in zip(range(_HEADING_ROWS), lines):
        found = [heading(cell) for cell in cells]
        if any(found) and is_heading(found):
            names = found
            break
    else:
        raise TableError(f"{where}: no row of headings was found; {headings_hint}")
    seen: Dict[str, int] = {}
    for place, name in enumerate(names):
        if name and name.lower() in seen:
            raise TableError(
                f"{where}: the heading {name!r} stands above columns {letters(seen[name.lower()])} and {letters(place)}; "
                "one of them has to go"
            )
        seen[name.lower()] = place
    kept: Dict[int, List[Any]] = {place: [] for place, name in enumerate(names) if name}
    kept_lines: List[int] = []
    nameless: Dict[int, int] = {}
    ragged: List[str] = []
    count = 0
    for line, cells in lines:
        if all(is_blank(cell) for cell in cells):
            continue
        if all_cells and len(cells) != len(names):
            count += 1
            if count <= _MOST_TOLD:
                ragged.append(f"{where}, line {line}: {len(cells)} cells below {len(names)} headings")
            continue
        kept_lines.append(line)
        for place, column in kept.items():
            cell = cells[place] if place < len(cells) else None
            column.append(None if is_blank(cell) else cell)
        for place, cell in enumerate(cells):
            if place not in kept and not is_blank(cell):
                nameless[place] = nameless.get(place, 0) + 1
    if ragged:
        more = [f"and {count - _MOST_TOLD} more lines"] if count > _MOST_TOLD else []
        hint = "a cell that holds a separator stands in quotes"
        raise TableError("\n".join([f"{where}: {count} {'row is' if count == 1 else 'rows are'} not as wide as the headings; {hint}", *ragged, *more]))
    for place, number in sorted(nameless.items()):
        notes.append(f"{where}: column {letters(place)} has no heading; {number} cells left out")
    return Table({names[place]: column for place, column in kept.items()}, kept_lines)


def letters(place: int) -> str:
    """A column's name in Excel; the first is 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name

