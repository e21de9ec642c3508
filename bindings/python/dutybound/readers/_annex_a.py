"""Ofsted's Annex A: a workbook with a sheet for each list, or a folder of CSV files. Entry: `read_annex_a`.

It finds the lists and their headings and makes cells into columns; what they mean is in rules/mappings/annex-a.yaml.
"""

from __future__ import annotations

import csv
import datetime
import os
import re
from typing import IO, Any, Dict, Iterable, Iterator, List, Optional, Sequence, Tuple, Union

from dutybound._caseload import Caseload
from dutybound._errors import OptionError, TableError
from dutybound.readers._columns import Column, mapped_tables, uniform

WorkbookSource = Union[str, "os.PathLike[str]", IO[bytes]]

_HEADING_ROWS = 25  # as far down as a title, notes and blank lines may push the headings
_EXCEL_DAYS = range(18264, 73051)  # 1950 to 2099: a whole number among dates that can only be a day's serial

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


def read_annex_a(source: WorkbookSource) -> Caseload:
    """Read Annex A from a workbook (.xlsx) or a folder of CSV files: one case for each child in lists 2 to 7.

    A sheet is known by its number ("List 4", "4", "4. Assessments") or by what it is about ("Assessments"). Headings
    are found below titles and notes, as the row that has the child's id; they may differ from Ofsted's in capitals and
    spaces. Blank rows and columns are left out, so a row number in an error counts the filled rows below the headings,
    from 0. Dates may be dates of Excel, its serial numbers, or text in the order day, month, year.

    The lists hold only what happened in the months before the inspection, so what is not in them is unknown and not
    "none"; docs/data-sets.md tells which duties can be decided from them. `notes` of the result says which lists are
    missing and which columns have no heading.

    Needs openpyxl for a workbook: `pip install dutybound[excel]`. Raises `TableError` for a workbook that is none, a
    list that stands there twice, a heading that a list has twice, a list without headings, and formulas whose results
    were not saved; `OSError` where the file cannot be read; `OptionError` where openpyxl is not installed.
    """
    path = os.fspath(source) if isinstance(source, (str, os.PathLike)) else None
    notes: List[str] = []
    first_day = datetime.date(1899, 12, 30)
    if path is not None and os.path.isdir(path):
        sheets: Iterable[Tuple[str, Iterable[Row]]] = _csv_sheets(path)
    else:
        sheets, first_day = _workbook_sheets(source)
    tables: Dict[str, Dict[str, Column]] = {}
    titles: Dict[str, str] = {}
    for title, rows in sheets:
        number = _list_number(title)
        if number is None:
            notes.append(f"sheet {title!r}: none of the lists; left out")
            continue
        name = f"list_{number}"
        if name in titles:
            raise TableError(f"list {number} is there twice: {titles[name]!r} and {title!r}")
        titles[name] = title
        if name in mapped_tables("annex-a"):
            tables[name] = _table(title, rows, first_day, notes)
    for name in mapped_tables("annex-a"):
        if name not in titles:
            notes.append(f"list {name[5:]}: not found; taken as not given")
    if not tables:
        raise TableError("no sheet is one of the lists 2 to 7 of Annex A")
    where = os.path.basename(path) if path is not None else ""
    return Caseload(tables, mapping="annex-a", source=where, notes=tuple(notes))


def _list_number(title: str) -> Optional[int]:
    words = re.sub(r"[\s_.:-]+", " ", title).strip().lower()
    number = re.search(r"\blist ?(\d{1,2})\b", words) or re.match(r"(?:annex a )?(\d{1,2})(?: |$)", words)
    if number:
        return int(number.group(1)) if 1 <= int(number.group(1)) <= 11 else None
    return next((number for pattern, number in _TITLES if pattern.search(words)), None)


Row = Sequence[Any]


def _csv_sheets(folder: str) -> Iterator[Tuple[str, Iterable[Row]]]:
    names = sorted(name for name in os.listdir(folder) if name.lower().endswith(".csv"))
    if not names:
        raise TableError(f"the folder {os.path.basename(folder)!r} has no CSV files")
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            content = file.read()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")  # what Excel on Windows saves
        yield os.path.splitext(name)[0], csv.reader(text.splitlines(keepends=True))


def _workbook_sheets(source: WorkbookSource) -> Tuple[Iterable[Tuple[str, Iterable[Row]]], datetime.date]:
    """Title and rows of each sheet, and the day that Excel counts as 0."""
    try:
        import openpyxl  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        raise OptionError("reading a workbook needs openpyxl: pip install dutybound[excel]") from None

    def opened(results: bool) -> Any:
        if not isinstance(source, (str, os.PathLike)):
            source.seek(0)
        try:
            return openpyxl.load_workbook(source, read_only=True, data_only=results)
        except OSError:
            raise
        except Exception as error:  # openpyxl has a dozen kinds
            raise TableError(f"this is no workbook (.xlsx) that can be read: {type(error).__name__}") from None

    def rows(workbook: Any) -> List[Tuple[str, List[Row]]]:
        found: List[Tuple[str, List[Row]]] = []
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()
            found.append((sheet.title, list(sheet.iter_rows(values_only=True))))
        workbook.close()
        return found

    workbook = opened(results=False)
    first_day = workbook.epoch.date()
    written = rows(workbook)
    sheets = written
    if any(_is_formula(cell) for _, lines in written for line in lines for cell in line):
        sheets = rows(opened(results=True))
        for (title, formulas), (_, results) in zip(written, sheets):
            if f"list_{_list_number(title)}" not in mapped_tables("annex-a"):
                continue
            for line, (before, after) in enumerate(zip(formulas, results), start=1):
                if any(_is_formula(cell) and result is None for cell, result in zip(before, after)):
                    raise TableError(
                        f"{title!r}, row {line}: a formula without a saved result; save the workbook in Excel"
                    )
    return sheets, first_day


def _is_formula(cell: Any) -> bool:
    return isinstance(cell, str) and cell.startswith("=") or type(cell).__name__ in ("ArrayFormula", "DataTableFormula")


def _heading(cell: Any) -> str:
    return re.sub(r"\s+", " ", cell).strip() if isinstance(cell, str) else ""


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _table(title: str, rows: Iterable[Row], first_day: datetime.date, notes: List[str]) -> Dict[str, Column]:
    lines = iter(rows)
    headings: Dict[int, str] = {}
    for _, line in zip(range(_HEADING_ROWS), lines):
        found = {place: _heading(cell) for place, cell in enumerate(line) if _heading(cell)}
        if any(
            re.fullmatch(r"(child )?(unique )?(child )?(unique )?(id|identifier)", name.lower())
            for name in found.values()
        ):
            headings = found
            break
    else:
        raise TableError(f"{title!r}: no row of headings was found; one of them is 'Child Unique ID'")
    seen: Dict[str, int] = {}
    for place, name in headings.items():
        if name.lower() in seen:
            raise TableError(
                f"{title!r}: the heading {name!r} stands above columns "
                f"{_letters(seen[name.lower()])} and {_letters(place)}"
            )
        seen[name.lower()] = place
    cells: Dict[int, List[Any]] = {place: [] for place in headings}
    nameless: Dict[int, int] = {}
    for line in lines:
        if all(_is_blank(cell) for cell in line):
            continue
        for place in headings:
            cell = line[place] if place < len(line) else None
            cells[place].append(None if _is_blank(cell) else cell)
        for place, cell in enumerate(line):
            if place not in headings and not _is_blank(cell):
                nameless[place] = nameless.get(place, 0) + 1
    for place, count in sorted(nameless.items()):
        notes.append(f"{title!r}: column {_letters(place)} has no heading; {count} cells left out")
    return {name: uniform(_days(name, cells[place], first_day)) for place, name in headings.items()}


def _letters(place: int) -> str:
    """A column's name in Excel; the first is 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _days(heading: str, values: List[Any], first_day: datetime.date) -> List[Any]:
    """In a column of dates: whole numbers are dates whose format got lost, and text may be day, month, year. What is
    neither stays as it is, to be told as a data error."""
    if "date" not in heading.lower() and not any(isinstance(value, datetime.date) for value in values):
        return values
    return [_day(value, first_day) for value in values]


def _day(value: Any, first_day: datetime.date) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and value in _EXCEL_DAYS:
        return first_day + datetime.timedelta(days=value)
    if isinstance(value, str) and re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", value.strip()):
        try:
            return datetime.datetime.strptime(value.strip(), "%d/%m/%Y").date()
        except ValueError:
            pass
    return value
