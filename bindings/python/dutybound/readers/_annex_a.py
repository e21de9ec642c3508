"""Ofsted's Annex A: a workbook with a sheet for each list, or a folder of CSV files. Entry: `read_annex_a`.

It finds the lists and their headings and makes cells into columns; what they mean is in rules/mappings/annex-a.yaml.
"""

from __future__ import annotations

import os
import re
from typing import IO, Any, Dict, Iterable, List, Optional, Union

from dutybound._caseload import Caseload
from dutybound._errors import TableError, left_out
from dutybound.readers._columns import mapped_tables
from dutybound.readers._sheet import columns, csv_files, csv_rows
from dutybound.readers._workbook import Sheet, read_workbook

WorkbookSource = Union[str, "os.PathLike[str]", IO[bytes]]

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
    from 0. Dates may be dates of Excel, its serial numbers (from 1900 or 1904, as the workbook says), or text in the
    order day, month, year. Rows and columns that are hidden or filtered away are read; of a list that stands on a
    hidden sheet besides, the hidden copy is left out.

    The lists hold only what happened in the months before the inspection, so what is not in them is unknown and not
    "none"; docs/data-sets.md tells which duties can be decided from them. `notes` of the result says which lists are
    missing, which columns have no heading, and what else was left out; a sheet that was left out although it is one of
    the lists is a `TableWarning` too.

    Needs openpyxl for a workbook: `pip install dutybound[excel]`. Raises `TableError` for a file that is no such
    workbook, saying what it is and what to do; a list that stands there twice, a heading that a list has twice, a list
    without headings, a formula whose result was not saved, and for CSV files as `read_csv`; `OSError` where the
    file cannot be read; `OptionError` where openpyxl is not installed.
    """
    path = os.fspath(source) if isinstance(source, (str, os.PathLike)) else None
    notes: List[str] = []
    dates: List[str] = []
    if path is not None and os.path.isdir(path):
        sheets = [Sheet(file.stem, csv_rows(file, notes), True, file.name) for file in csv_files(path, notes)]
    else:
        sheets, from_1904 = read_workbook(source)
        dates = ["excel_1904"] if from_1904 else []
    chosen: Dict[int, Sheet] = {}
    for sheet in sorted(sheets, key=lambda sheet: not sheet.visible):
        number = _list_number(sheet.title)
        if number is None:
            notes.append(f"sheet {sheet.title!r}: none of the lists; left out")
        elif number not in chosen:
            chosen[number] = sheet
            if not sheet.visible and f"list_{number}" in mapped_tables("annex-a"):
                notes.append(f"list {number}: {sheet.title!r} is a hidden sheet; read, because no other has the list")
        elif sheet.visible:
            raise TableError(f"list {number} is there twice: {chosen[number].title!r} and {sheet.title!r}; leave one of them")
        else:
            left_out(f"{sheet.title!r} is a hidden sheet with list {number} once more; left out", notes)
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
            is_heading=_has_child_id,
            headings_hint="one of them is 'Child Unique ID'",
            all_cells=sheet_of.all_cells,
        ).columns
    if not tables:
        there = ", ".join(repr(sheet.title) for sheet in sheets) or "none"
        raise TableError(f"no sheet is one of the lists 2 to 7 of Annex A; there are: {there}")
    where = os.path.basename(path) if path is not None else ""
    return Caseload(tables, mapping="annex-a", dates=dates, source=where, notes=tuple(notes))


def _has_child_id(names: List[str]) -> bool:
    pattern = r"(child )?(unique )?(child )?(unique )?(id|identifier)"
    return any(re.fullmatch(pattern, name.lower()) for name in names)


def _list_number(title: str) -> Optional[int]:
    words = re.sub(r"[\s_.:-]+", " ", title).strip().lower()
    number = re.search(r"\blist ?(\d{1,2})\b", words) or re.match(r"(?:annex a )?(\d{1,2})(?: |$)", words)
    if number:
        return int(number.group(1)) if 1 <= int(number.group(1)) <= 11 else None
    return next((number for pattern, number in _TITLES if pattern.search(words)), None)
