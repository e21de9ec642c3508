"""Tables as CSV files. Entry: `read_csv`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional, Union

from dutybound._caseload import Caseload, Names
from dutybound._errors import OptionError, TableError, not_all_read
from dutybound.readers._sheet import columns, csv_rows, files_of, no_csv_files, rows_of_other

Path_ = Union[str, "os.PathLike[str]"]


def read_csv(source: Union[Path_, Iterable[Path_]], *, mapping: Optional[str] = None, dates: Names = None) -> Caseload:
    """Read tables from CSV files: a folder, a file, or several; each is a table that is named as its file is.

    The first row has the headings; a cell is text, and a blank one is None. Separators are commas, semicolons or tabs,
    which the file itself tells (also by `sep=;`); encodings are UTF-8, UTF-16 with its mark, and Windows-1252.
    Blank rows are left out, and headings that stand there again, so a row number in an error counts the filled rows below the headings, from 0.

    `mapping` and `dates` are as for `Rulebook.assess_tables`, which takes what this returns.

    Other files of a folder that hold tables or documents, and folders in it that do, are a `DataWarning`, and stand in `not_read` of the result; columns that have
    cells and no heading are a `TableWarning`.

    Raises `TableError` with file and line where a quote is left open or stands inside a cell, where rows have more or
    fewer cells than there are headings, where a heading stands there twice, and for what is no text; `OSError` where a
    file cannot be read.
    """
    notes: List[str] = []
    given = [source] if isinstance(source, (str, os.PathLike)) else list(source)
    if not given or not all(isinstance(each, (str, os.PathLike)) for each in given):
        raise OptionError("read_csv takes the path of a folder or of a file, or a list of paths")
    lost: List[str] = []
    files: List[Path] = []
    for each in given:
        if not os.path.isdir(each):
            files.append(Path(each))
            continue
        there, others = files_of(each)
        if not there:
            raise no_csv_files(each, others)
        files += there
        for other in others:
            rows = rows_of_other(other, notes, lost)
            if rows:
                lost.append(f"{other.name} holds {len(rows):,} rows and is not called CSV, so it was not read; give it the ending .csv if it is a table")
    tables: Dict[str, Dict[str, List[Any]]] = {}
    for file in files:
        if file.stem in tables:
            raise TableError(f"two files are called {file.name}: each is a table that is named as its file is")
        tables[file.stem] = columns(file.name, csv_rows(file, notes), notes).columns
    where = Path(given[0]).name if len(given) == 1 else ""
    not_all_read(lost)
    return Caseload(tables, mapping=mapping, dates=dates, source=where, notes=notes, not_read=lost)
