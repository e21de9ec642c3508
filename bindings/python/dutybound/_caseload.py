"""What is assessed at once: tables, texts of documents, or what a reader of a data set gave. Entry: Caseload."""

from __future__ import annotations

import codecs
import os
from datetime import date
from typing import Any, Iterable, Mapping, Optional, Union

from dutybound import _dutybound
from dutybound._arrow import TABLE_HINT, is_neither, is_table, stream
from dutybound._errors import OptionError, TableError
from dutybound._not_read import not_read

Names = Union[str, Iterable[str], None]


class Caseload:
    """Cases as a data set has them: tables by name, or the text of documents. What readers give and ``Rulebook.assess_tables`` takes.

    tables: name -> table (see ``Rulebook.assess_tables``); empty where the cases are a text.
    text, format: documents as bytes, and how they are written (json, jsonl, yaml, cin_census).
    mapping: how the tables' names become the rules' (``ssd``, ``annex-a``, ...); None: they are the vocabulary's own.
    dates: ways besides ISO in which cells say days.
    reference_date: the last day that a statutory return tells of, where the reader knows it.
    source: what it was read from, for people.
    notes: what the reader left out or took for granted, in plain words.
    not_read: what the reader could not read, in plain words.
    """

    __slots__ = ("tables", "text", "format", "mapping", "dates", "reference_date", "source", "notes", "not_read")

    def __init__(
        self,
        tables: Optional[Mapping[str, Any]] = None,
        *,
        text: Optional[bytes] = None,
        format: Optional[str] = None,
        mapping: Optional[str] = None,
        dates: Names = None,
        reference_date: Optional[date] = None,
        source: str = "",
        notes: Iterable[str] = (),
        not_read: Iterable[str] = (),
    ) -> None:
        if (tables is None) == (text is None):
            raise OptionError("a caseload is either of tables or of a text")
        self.tables: dict[str, Any] = dict(tables or {})
        self.text = text
        self.format = format
        self.mapping = mapping
        self.dates = names(dates)
        self.reference_date = reference_date
        self.source = source
        self.notes = tuple(notes)
        self.not_read = tuple(not_read)

    def __repr__(self) -> str:
        held = f"tables={list(self.tables)}" if self.text is None else f"format={self.format!r}, bytes={len(self.text)}"
        mapping = f", mapping={self.mapping!r}" if self.mapping else ""
        day = f", reference_date={self.reference_date}" if self.reference_date else ""
        lost = f"NOT ALL CAN BE READ: {'; '.join(self.not_read)}, " if self.not_read else ""
        return f"Caseload({lost}{held}{mapping}{day})"


def names(given: Names) -> list[str]:
    """One name, several or none as a list."""
    return [given] if isinstance(given, str) else list(given or ())


def read(
    rulebook: _dutybound.Rulebook, given: Any, mapping: Union[str, os.PathLike[str], None], dates: Names
) -> tuple[_dutybound.Cases, tuple[str, ...]]:
    """Whatever ``assess_tables`` takes, joined into cases; and what could not be read of it, in sentences."""
    caseload = given if isinstance(given, Caseload) else _caseload(given)
    if caseload.text is not None:
        if mapping is not None or dates is not None:
            raise OptionError("mapping and dates are for tables; this is a text of documents")
        name = caseload.source or "<cases>"
        cases = cases_of_text(rulebook, name, caseload.text, caseload.format)
        return cases, not_read(cases, name, True)
    if not caseload.tables:
        raise TableError("there is no table")
    capsules = []
    for name, table in caseload.tables.items():
        if not isinstance(name, str):
            raise TableError(f"the name of a table is text, not {name!r}")
        capsules.append((name, stream(table, name)))
    file = None
    word = mapping if mapping is not None else caseload.mapping
    if word is not None and (not isinstance(word, str) or word.endswith((".yaml", ".yml")) or os.path.isfile(word)):
        file = _mapping_file(os.fspath(word))
        word = None
    ways = [*caseload.dates, *(way for way in names(dates) if way not in caseload.dates)]
    cases = _dutybound.read_tables(rulebook, capsules, word or "", file, ways)
    return cases, (*caseload.not_read, *not_read(cases, caseload.source or "tables", False))


def cases_of_text(rulebook: _dutybound.Rulebook, name: str, text: bytes, format: Optional[str]) -> _dutybound.Cases:
    """The cases of a text. A byte order mark that stands there more than once, as after joining files, is one."""
    while text.startswith(codecs.BOM_UTF8 * 2):
        text = text[len(codecs.BOM_UTF8) :]
    return _dutybound.read_caseload(rulebook, name, text, format)


def _mapping_file(path: str) -> tuple[str, str]:
    try:
        with open(path, encoding="utf-8") as file:
            return path, file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"mapping: {path}: {error}") from error


def _caseload(given: Any) -> Caseload:
    """Tables by name, one table, or an iterable of records."""
    if isinstance(given, (str, bytes, bytearray, os.PathLike)):
        raise OptionError("tables are needed; read_cases, read_cin_census and read_annex_a read files")
    if isinstance(given, Mapping):
        # Tables by name, or the columns of one table. An empty list may be either; what is neither is refused by its own name.
        some_table = any(is_table(each) and not _is_empty(each) for each in given.values())
        by_name = not given or "cases" in given or some_table or any(is_neither(each) for each in given.values())
        return Caseload(given if by_name else {"cases": given})
    if is_table(given) and not isinstance(given, (list, tuple)):
        return Caseload({"cases": given})
    try:
        records = iter(given)
    except TypeError:
        raise TableError(f"a {type(given).__name__} is no table; {TABLE_HINT}") from None
    texts = [_dutybound.case_text(record) for record in records]
    return Caseload(text=b"\n".join(texts), format="jsonl") if texts else Caseload({"cases": {"id": []}})


def _is_empty(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and not value
