"""Workbooks of Excel: which kind a file is, its sheets and their cells. Entry: `read_workbook`."""

from __future__ import annotations

import datetime
import io
import os
import zipfile
from typing import IO, Any, List, NamedTuple, Sequence, Tuple, Union

from dutybound._errors import OptionError, TableError
from dutybound.readers._sheet import Row, letters

Source = Union[str, "os.PathLike[str]", IO[bytes]]

_SAVE = "open it in Excel and save it as Excel Workbook (.xlsx)"


class Sheet(NamedTuple):
    """A sheet of a workbook, or a CSV file in its place."""

    title: str
    rows: Sequence[Row]
    all_cells: bool  #: rows hold their blank cells too
    where: str  #: for errors
    visible: bool = True

    def read(self) -> List[Row]:
        """Its rows. Raises `TableError` for a formula whose result was not saved."""
        kept: List[Row] = []
        for line, cells in self.rows:
            for place, cell in enumerate(cells):
                if isinstance(cell, Unsaved):
                    raise TableError(
                        f"{self.where}, cell {letters(place)}{line}: a formula without a saved result; "
                        "open the workbook in Excel, let it calculate, and save it"
                    )
            kept.append((line, cells))
        return kept


class Unsaved:
    """What stands in the place of a formula's result that was not saved."""


def read_workbook(source: Source) -> Tuple[List[Sheet], bool]:
    """The sheets, and whether serial numbers count from 1904.

    A cell is text, a number, a truth, a day, or a moment; midnight is its day, as Excel has no days of their own. An
    error (`#REF!`) is its text. Of merged cells the first has the value, as Excel keeps it. Raises `TableError` for what
    is no workbook that can be read, `OSError`, and `OptionError` where openpyxl is not installed.
    """
    if isinstance(source, (str, os.PathLike)):
        name = os.path.basename(os.fspath(source))
        with open(source, "rb") as file:
            content = file.read()
    else:
        name = os.path.basename(str(getattr(source, "name", ""))) or "this"
        source.seek(0)
        content = source.read()
    _check_kind(name, content)  # first, so that nobody installs what would not help
    try:
        import openpyxl  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        raise OptionError("reading a workbook needs openpyxl: pip install dutybound[excel]") from None

    def rows(results: bool) -> Tuple[List[Tuple[str, bool, List[Sequence[Any]]]], bool]:
        try:
            workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=results)
            found = []
            for sheet in workbook.worksheets:
                sheet.reset_dimensions()
                found.append((sheet.title, sheet.sheet_state == "visible", list(sheet.iter_rows(values_only=True))))
            workbook.close()
            return found, workbook.epoch.year == 1904
        except Exception as error:  # openpyxl has a dozen kinds
            raise TableError(
                f"{name}: this workbook is damaged and cannot be read ({type(error).__name__}); {_SAVE}, or copy it again"
            ) from None

    written, from_1904 = rows(results=False)
    saved = written
    if any(_is_formula(cell) for _, _, lines in written for line in lines for cell in line):
        saved, _ = rows(results=True)
    sheets = []
    for (title, visible, formulas), (_, _, results) in zip(written, saved):
        lines = [(line, [_cell(*pair) for pair in zip(*both)]) for line, both in enumerate(zip(formulas, results), start=1)]
        sheets.append(Sheet(title, lines, False, repr(title), visible))
    return sheets, from_1904


def _check_kind(name: str, content: bytes) -> None:
    """Says of what is no workbook of the kind that is read what it is and what to do."""
    if not content:
        raise TableError(f"{name}: there is nothing in this file")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise TableError(
                f"{name}: this workbook is protected by a password; open it in Excel, take the password away "
                "(File, Info, Protect Workbook, Encrypt with Password) and save it"
            )
        if name.lower().endswith((".xlsx", ".xlsm")):
            raise TableError(
                f"{name}: this workbook is protected by a password, or one of Excel 97 to 2003 under a new name; "
                "open it in Excel, take the password away, and save it as Excel Workbook (.xlsx)"
            )
        raise TableError(f"{name}: this is a workbook of Excel 97 to 2003 (.xls); {_SAVE}")
    if not content.startswith(b"PK"):
        start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if start.startswith(b"<"):
            raise TableError(f"{name}: this is a web page or XML under the name of a workbook; {_SAVE}")
        if b"\x00" not in content[:1000]:
            raise TableError(
                f"{name}: this is text, such as CSV, and no workbook; {_SAVE}, or give a folder with a CSV file for each list"
            )
        raise TableError(f"{name}: this is no workbook; {_SAVE}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = set(archive.namelist())
            kind = archive.read("mimetype") if "mimetype" in parts else b""
            main = archive.read("xl/workbook.xml") if "xl/workbook.xml" in parts else b""
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise TableError(f"{name}: this workbook is cut off or damaged; copy or download it again") from None
    if "xl/workbook.bin" in parts:
        raise TableError(f"{name}: this is a binary workbook (.xlsb); {_SAVE}")
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        raise TableError(f"{name}: this is an OpenDocument file (.ods); open it and save it as Excel Workbook (.xlsx)")
    if b"http://purl.oclc.org/ooxml/spreadsheetml/main" in main:
        raise TableError(
            f"{name}: this is a Strict Open XML workbook; open it in Excel and save it as Excel Workbook (.xlsx), not Strict"
        )
    if not main:
        raise TableError(f"{name}: this is a zip file and no workbook; unpack it, or {_SAVE}")


def _is_formula(cell: Any) -> bool:
    return isinstance(cell, str) and cell.startswith("=") or type(cell).__name__ in ("ArrayFormula", "DataTableFormula")


def _cell(written: Any, result: Any) -> Any:
    if result is None and _is_formula(written):
        return Unsaved()
    if isinstance(result, datetime.datetime) and result.time() == datetime.time():
        return result.date()
    if isinstance(result, (datetime.time, datetime.timedelta)):
        return str(result)
    return result
