"""Rows of a CSV file or of a workbook's sheet as columns below their headings. Entries: `columns`, `csv_rows`, `files_of`."""

from __future__ import annotations

import datetime
import os
import re
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, NamedTuple, Optional, Sequence, Tuple, Union

from dutybound import _dutybound
from dutybound._errors import TableError, left_out
from dutybound.readers._text import read_text

#: The line or row that it has in its file, from 1, and its cells.
Row = Tuple[int, Sequence[Any]]
_MOST_TOLD = 10
_DAY = re.compile(r"\d{1,4}([-/. ])([A-Za-z]{3,9}|\d{1,2})\1\d{2,4}\b")
_SERIAL = re.compile(r"[0-9]{5}")
_SERIALS = range(10_000, 80_000)  # days of 1927 to 2119, as Excel counts them
#: Endings of files of rows under other names, and of files in which data lies that a CSV reader does not read, the second in
#: texts that other readers may read.
_OF_ROWS = (".tsv", ".tab", ".psv")
_OF_WINDOWS = "thumbs.db"  # what Windows keeps pictures in
_OF_DATA = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".parquet", ".feather", ".arrow", ".db", ".sqlite", ".sqlite3", ".zip", ".gz")
_OF_DOCUMENTS = (".json", ".jsonl", ".ndjson", ".xml", ".yaml", ".yml")
_A_MAPPING = re.compile(rb"^format:\s*[\"']?tables\b", re.MULTILINE)


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


def files_of(folder: Union[str, "os.PathLike[str]"]) -> Tuple[List[Path], List[Path]]:
    """The CSV files of a folder and whatever else lies there, by name. Raises `TableError` where nothing does."""
    found = sorted(path for path in Path(folder).iterdir() if not path.name.startswith((".", "~$")) and path.name.lower() != _OF_WINDOWS)
    if not found:
        raise TableError(f"the folder {Path(folder).name!r} has no CSV files (.csv); it is empty")
    files = [path for path in found if path.suffix.lower() == ".csv" and path.is_file()]
    return files, [path for path in found if path not in files]


def no_csv_files(folder: Union[str, "os.PathLike[str]"], others: List[Path]) -> TableError:
    return TableError(f"the folder {Path(folder).name!r} has no CSV files (.csv); there is {others[0].name}")


def rows_of_other(path: Path, notes: List[str], lost: List[str]) -> List[Row]:
    """The rows of a file that is not called CSV and is some all the same. Of any other it tells in the notes, or, where data
    lies in such files, among what was lost.
    """
    if path.is_dir():
        within = _data_within(path)
        if within:
            lost.append(f"the folder {path.name} was not read, and holds {within}; give it by itself, or move its files up")
            return []
    elif path.suffix.lower() in _OF_DOCUMENTS:
        if path.suffix.lower() in (".yaml", ".yml") and _A_MAPPING.search(path.read_bytes()):
            notes.append(f"{path.name}: a mapping of tables; left out")
        else:
            lost.append(f"{path.name} is no CSV file, and was not read; if it holds cases, give it by itself")
        return []
    elif path.suffix.lower() in _OF_DATA:
        lost.append(f"{path.name} is no CSV file, and was not read; save what is in it as CSV UTF-8 (.csv)")
        return []
    rows: List[Row] = []
    if path.is_file():
        told: List[str] = []
        of_rows = path.suffix.lower() in _OF_ROWS
        try:
            rows = [row for row in csv_rows(path, told) if not all(is_blank(cell) for cell in row[1])]
        except TableError as wrong:
            if of_rows:
                lost.append(f"{wrong}; the file was not read")
                return []
            rows = []  # it is prose, or a picture
        if len(rows) > 1 and len(rows[0][1]) > 1 and (of_rows or len({len(cells) for _, cells in rows}) == 1):
            notes += told
            return rows
    notes.append(f"{path.name}: no CSV file; left out")
    return []


def _data_within(folder: Path) -> str:
    """The first file with data in a folder or the folders in it, with how many there are besides; empty if there is none."""
    found = sorted(
        name
        for _, _, names in os.walk(folder)
        for name in names
        if not name.startswith((".", "~$")) and name.lower() != _OF_WINDOWS and name.lower().endswith((".csv", *_OF_ROWS, *_OF_DATA, *_OF_DOCUMENTS))
    )
    more = f" and {len(found) - 1:,} more {'file' if len(found) == 2 else 'files'} of data" if len(found) > 1 else ""
    return f"{found[0]}{more}" if found else ""


def heading(cell: Any) -> str:
    """A heading without the line ends and blanks that a spreadsheet lays it out with."""
    return re.sub(r"\s+", " ", cell).strip() if isinstance(cell, str) else "" if cell is None else str(cell)


def is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def looks_like_day(cell: Any) -> bool:
    """A day, a day in words or digits, or a serial number that may be one."""
    if isinstance(cell, str):
        return bool(_DAY.match(cell.strip())) or (bool(_SERIAL.fullmatch(cell.strip())) and int(cell) in _SERIALS)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return int(cell) in _SERIALS if cell == cell and abs(cell) < 1e9 else False
    return isinstance(cell, datetime.date)


def heading_row(rows: Sequence[Row], is_id: Optional[Callable[[str], bool]]) -> Optional[int]:
    """Where among the rows the headings stand: the first that has one for the ids; without `is_id` the first with any."""
    for place, (_, cells) in enumerate(rows):
        names = [heading(cell) for cell in cells]
        if any(is_id(name) if is_id else name for name in names):
            return place
    return None


def _is_row(cells: Sequence[Any], names: Sequence[str], is_id: Callable[[str], bool]) -> bool:
    """A row above the headings is one of the list, as after sorting them with the rest, and no title: it may have an id where
    ids are, and days where days are, or cells in half of the columns.
    """
    there = [(name, cell) for name, cell in zip(names, cells) if name and not is_blank(cell)]
    if len(there) < 2:
        return False
    ids = [str(cell).strip() for name, cell in there if is_id(name)]
    if any(re.search(r"\s|:$", one) for one in ids):  # words
        return False
    if any("date" in name.lower() and looks_like_day(cell) for name, cell in there):
        return True
    return bool(ids) and len(there) >= max(3, sum(1 for name in names if name) / 2)


def columns(
    where: str,
    rows: Iterable[Row],
    notes: List[str],
    *,
    is_id: Optional[Callable[[str], bool]] = None,
    is_heading: Optional[Callable[[str], bool]] = None,
    headings_hint: str = "the first row has the headings",
    all_cells: bool = True,
) -> Table:
    """The rows of a list by their headings, None for blank cells. Blank rows are left out, and headings that stand there again;
    cells without a heading are told, and a `TableWarning`.

    `is_id` says of a text whether it heads the column of ids, and so which row has the headings, `is_heading` whether it heads any
    column of such lists; rows above the headings are titles, but for those that look like rows of the list, which are read and told. `all_cells`: each row has to have as many cells
    as the headings have, as in a CSV file; of a sheet the cells at the end may not be stored.
    Raises `TableError` where there are no headings, where two are the same, for other headings further down, and with all
    rows of another width.
    """
    lines = [row for row in rows if not all(is_blank(cell) for cell in row[1])]
    at = heading_row(lines, is_id)
    if at is None:
        raise TableError(f"{where}: no row of headings was found; {headings_hint}")
    names = [heading(cell) for cell in lines[at][1]]
    above = [row for row in lines[:at] if is_id and _is_row(row[1], names, is_id)]
    if above:
        first, last = above[0][0], above[-1][0]
        which = f"row {first} stands" if len(above) == 1 else f"{len(above)} rows, from {first} to {last}, stand"
        left_out(f"{where}: {which} above the headings and {'was' if len(above) == 1 else 'were'} read as part of the list", notes)
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
    again = 0
    for line, cells in above + lines[at + 1 :]:
        if _same_headings(cells, names):
            again += 1
            continue
        if is_id and _other_headings(cells, names, is_id, is_heading):
            raise TableError(f"{where}, line {line}: other headings than those of line {lines[at][0]}; each list needs a sheet or file of its own")
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
        if is_id is None and not kept_lines and all(len(cells) > len(names) for _, cells in lines[at + 1 :]):
            few = f"line {lines[at][0]} has {len(names)} {'cell' if len(names) == 1 else 'cells'} and all below it have more"
            hint = f"the first line has to be the headings: {few}; if it is a title, take it away"
        raise TableError("\n".join([f"{where}: {count} {'row is' if count == 1 else 'rows are'} not as wide as the headings; {hint}", *ragged, *more]))
    for place, number in sorted(nameless.items()):
        left_out(f"{where}: column {letters(place)} has no heading; {number} {'cell' if number == 1 else 'cells'} left out", notes)
    if again:
        notes.append(f"{where}: the headings stand there {'once' if again == 1 else f'{again} times'} more; left out")
    return Table({names[place]: column for place, column in kept.items()}, kept_lines)


def _same_headings(cells: Sequence[Any], names: Sequence[str]) -> bool:
    there = [heading(cell).lower() for cell in cells]
    width = max(len(there), len(names))
    return there + [""] * (width - len(there)) == [name.lower() for name in names] + [""] * (width - len(names))


def _other_headings(
    cells: Sequence[Any], names: Sequence[str], is_id: Callable[[str], bool], is_heading: Optional[Callable[[str], bool]]
) -> bool:
    """A heading for ids where the ids stand, with another heading beside it, and nothing that only a row of the list has."""
    there = [(place, heading(cell)) for place, cell in enumerate(cells) if not is_blank(cell)]
    ids = [place for place, name in there if is_id(name)]
    if not any(place < len(names) and is_id(names[place]) for place in ids):
        return False
    others = [name for place, name in there if place not in ids]
    if is_heading is not None:
        return any(is_heading(name) for name in others)
    return bool(others) and not any(looks_like_day(cell) or isinstance(cell, (int, float)) for cell in cells)


def letters(place: int) -> str:
    """A column's name in Excel; the first is 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name

