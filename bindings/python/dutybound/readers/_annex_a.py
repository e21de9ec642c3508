"""Ofsted's Annex A: a workbook with a sheet for each list, or a folder of CSV files. Entry: `read_annex_a`.

It finds the lists and their headings and makes cells into columns; what they mean is in rules/mappings/annex-a.yaml.
"""

from __future__ import annotations

import functools
import os
import re
from pathlib import Path
from typing import IO, Any, Dict, List, NamedTuple, Optional, Set, Tuple, Union

from dutybound._caseload import Caseload
from dutybound._errors import OptionError, TableError, left_out, not_all_read
from dutybound.readers._columns import mapped_tables
from dutybound.readers._sheet import columns, csv_rows, files_of, heading, heading_row, is_blank, looks_like_day, no_csv_files, rows_of_other
from dutybound.readers._workbook import Sheet, read_workbook

WorkbookSource = Union[str, "os.PathLike[str]", IO[bytes]]
CsvFiles = Union[List[Union[str, "os.PathLike[str]"]], Tuple[Union[str, "os.PathLike[str]"], ...]]

# What a sheet may be called that does not have its list's number. The first that fits.
_TITLES = (
    (re.compile(r"prospective|adopters"), 11),
    (re.compile(r"adopt"), 10),
    (re.compile(r"care ?leaver"), 9),
    (re.compile(r"looked after|children in care|\b(cla|lac)\b"), 8),
    (re.compile(r"section 47|sec 47|\bs ?47\b|\bicpc|conference"), 5),
    (re.compile(r"child(ren)? protection|\bcpp?\b"), 7),
    (re.compile(r"child(ren)? in need|\bcin\b"), 6),
    (re.compile(r"early help"), 2),
    (re.compile(r"assessment"), 4),
    (re.compile(r"referral"), 3),
    (re.compile(r"contact"), 1),
)


def read_annex_a(source: Union[WorkbookSource, CsvFiles]) -> Caseload:
    """Read Annex A from a workbook (.xlsx), a folder of CSV files or several of them: one case for each child in lists 2 to 7.

    A sheet is known by its number ("List 4", "4", "4. Assessments") or by what it is about ("Assessments"); where that
    tells no list, or two headings tell another, by the headings that only one list has. Headings are found below titles and notes, as the row
    that has the child's id; they may differ from Ofsted's in capitals and spaces. Rows above them that look like rows of
    the list, because they were sorted with it, are read. Blank rows and columns are left out, so a row number in an error counts the filled rows below the headings,
    from 0. Dates may be dates of Excel, its serial numbers (from 1900 or 1904, as the workbook says), or text in the
    order day, month, year. Rows and columns that are hidden or filtered away are read; of a list that stands on a
    hidden sheet besides, the hidden copy is left out.

    The lists hold only what happened in the months before the inspection, so what is not in them is unknown and not
    "none"; docs/data-sets.md tells which duties can be decided from them. `notes` of the result says which lists are
    missing, which columns have no heading, and what else was left out; a sheet that was left out although it is one of
    the lists, a column without a heading, and a sheet that was known by its headings are a `TableWarning` too. A sheet that
    holds rows and is none of the lists is a `DataWarning`, with their number, and stands in `not_read` of the result.

    Needs openpyxl for a workbook: `pip install dutybound[excel]`. Raises `TableError` for a file that is no such
    workbook, saying what it is and what to do; a list that stands there twice, a heading that a list has twice, a list
    without headings, a formula whose result was not saved, and for CSV files as `read_csv`; `OSError` where the
    file cannot be read; `OptionError` where openpyxl is not installed.
    """
    path = os.fspath(source) if isinstance(source, (str, os.PathLike)) else None
    notes: List[str] = []
    lost: List[str] = []
    dates: List[str] = []
    if isinstance(source, (list, tuple)) or (path is not None and os.path.isdir(path)):
        files, others = ([Path(each) for each in source], []) if isinstance(source, (list, tuple)) else files_of(path or "")
        if not files and not others:
            raise OptionError("read_annex_a takes a workbook, a folder, or a list of CSV files, which has to have some")
        read = [(file, csv_rows(file, notes)) for file in files] + [(file, rows_of_other(file, notes, lost)) for file in others]
        sheets = [Sheet(file.stem, rows, True, file.name) for file, rows in read if rows or file in files]
        if not sheets:
            raise no_csv_files(path or "", others)
    else:
        sheets, from_1904 = read_workbook(source)
        dates = ["excel_1904"] if from_1904 else []
    chosen = _chosen(sheets, notes, lost)
    tables: Dict[str, Dict[str, List[Any]]] = {}
    for name in mapped_tables("annex-a"):
        sheet_of = chosen.get(int(name[5:]))
        if sheet_of is None:
            notes.append(f"list {name[5:]}: not found; taken as not given")
            continue
        tables[name] = columns(
            sheet_of.where,
            sheet_of.read(),
            notes,
            is_id=_is_child_id,
            is_heading=_is_heading,
            headings_hint="one of them is 'Child Unique ID'",
            all_cells=sheet_of.all_cells,
        ).columns
    if not tables:
        there = ", ".join(repr(sheet.title) for sheet in sheets) or "none"
        raise TableError(f"no sheet is one of the lists 2 to 7 of Annex A; there are: {there}")
    where = os.path.basename(path) if path is not None else ""
    not_all_read(lost)
    return Caseload(tables, mapping="annex-a", dates=dates, source=where, notes=tuple(notes), not_read=lost)


class _Known(NamedTuple):
    """What a sheet is by its title, and by its headings, of which so many are that list's alone."""

    sheet: Sheet
    by_title: Optional[int]
    by_headings: Optional[int]
    headings: int


def _chosen(sheets: List[Sheet], notes: List[str], lost: List[str]) -> Dict[int, Sheet]:
    """List -> the sheet that has it. Sheets that can be seen go first; of these what titles tell, unless two headings tell otherwise;
    then the sheet with the most headings of a list.
    """
    chosen: Dict[int, Sheet] = {}
    for visible in (True, False):
        known = [_Known(sheet, _list_number(sheet.title), *_list_by_headings(sheet)) for sheet in sheets if sheet.visible == visible]
        titled = [one for one in known if _is_used(one.by_title) and (one.by_headings in (None, one.by_title) or one.headings < 2)]
        for one in titled:
            _choose_by_title(one.sheet, one.by_title or 0, chosen, notes)
        for one in sorted((one for one in known if one not in titled), key=lambda one: -one.headings):
            _choose_by_headings(one, chosen, notes, lost)
    return chosen


def _choose_by_title(sheet: Sheet, number: int, chosen: Dict[int, Sheet], notes: List[str]) -> None:
    if number not in chosen:
        chosen[number] = sheet
        if not sheet.visible:
            notes.append(f"list {number}: {sheet.title!r} is a hidden sheet; read, because no other has the list")
    elif sheet.visible:
        raise TableError(f"list {number} is there twice: {chosen[number].title!r} and {sheet.title!r}; leave one of them")
    else:
        left_out(f"{sheet.title!r} is a hidden sheet with list {number} once more; left out", notes)


def _choose_by_headings(one: _Known, chosen: Dict[int, Sheet], notes: List[str], lost: List[str]) -> None:
    sheet, title, number = one.sheet, one.sheet.title, one.by_headings
    if number is not None and one.by_title is not None and one.headings < 2:  # one heading does not tell a title wrong
        number = None
    if number is not None and number not in chosen:
        chosen[number] = sheet
        left_out(f"sheet {title!r} has the headings of list {number}; read as that list", notes)
    elif number is not None and not sheet.visible:
        left_out(f"{title!r} is a hidden sheet with the headings of list {number}, which {chosen[number].title!r} has; left out", notes)
    elif number is not None:
        lost.append(f"sheet {title!r} has the headings of list {number}, which {chosen[number].title!r} has already: {_count(sheet)} not read")
    elif one.by_title is not None:
        if not re.search(r"\d", title) and _holds_data(sheet):
            notes.append(f"sheet {title!r}: list {one.by_title} by its name, which is not used; left out")
    elif _holds_data(sheet):
        lost.append(f"sheet {title!r} is none of the lists by its name or headings: {_count(sheet)} not read")
    else:
        notes.append(f"sheet {title!r}: none of the lists; left out")


def _is_used(number: Optional[int]) -> bool:
    return number is not None and f"list_{number}" in mapped_tables("annex-a")


@functools.lru_cache(maxsize=None)
def _all_headings() -> Dict[int, Set[str]]:
    """List -> the headings that it has, as letters and digits."""
    return {int(name[5:]): {_plain(column) for column in read} for name, read in mapped_tables("annex-a").items()}


@functools.lru_cache(maxsize=None)
def _headings() -> Dict[int, Set[str]]:
    """List -> the headings that it has and no other list has."""
    return {
        number: own - {column for other, theirs in _all_headings().items() if other != number for column in theirs}
        for number, own in _all_headings().items()
    }


def _list_by_headings(sheet: Sheet) -> Tuple[Optional[int], int]:
    """The list of which it has the most headings that no other list has, and how many; none where two lists have as many."""
    at = heading_row(sheet.rows, _is_child_id)
    if at is None:
        return None, 0
    names = {_plain(heading(cell)) for cell in sheet.rows[at][1]}
    counts = sorted(((len(own & names), number) for number, own in _headings().items()), reverse=True)
    (most, number), (next_most, _) = counts[0], counts[1]
    return (number, most) if most > next_most else (None, 0)


def _is_heading(name: str) -> bool:
    """A heading of some list."""
    return any(_plain(name) in headings for headings in _all_headings().values())


def _holds_data(sheet: Sheet) -> bool:
    """It has a column of children's ids with something below, or rows with days in them: more than a cover or a list of codes."""
    at = heading_row(sheet.rows, _is_child_id)
    if at is not None:
        return len(sheet.rows) > 1
    filled = ([cell for cell in cells if not is_blank(cell)] for _, cells in sheet.rows)
    return any(len(cells) > 2 and any(looks_like_day(cell) for cell in cells) for cells in filled)


def _count(sheet: Sheet) -> str:
    """How many rows it has besides headings."""
    count = sum(1 for _, cells in sheet.rows if not all(is_blank(cell) for cell in cells))
    count -= heading_row(sheet.rows, _is_child_id) is not None
    return f"{count:,} {'row was' if count == 1 else 'rows were'}"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _is_child_id(name: str) -> bool:
    return bool(re.fullmatch(r"(child )?(unique )?(child )?(unique )?(id|identifier)", name.lower()))


def _list_number(title: str) -> Optional[int]:
    words = re.sub(r"[\s_.:-]+", " ", title).strip().lower()
    number = re.search(r"\blist ?(\d{1,2})\b", words) or re.match(r"(?:annex a )?(\d{1,2})(?: |$)", words)
    if number:
        return int(number.group(1)) if 1 <= int(number.group(1)) <= 11 else None
    return next((number for pattern, number in _TITLES if pattern.search(words)), None)
