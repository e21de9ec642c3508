"""Case documents and the children in need census return: texts that the library's own readers take as they are.

Entries: `read_cases`, `read_cin_census`. What is in the text is judged when it is assessed.
"""

from __future__ import annotations

import os
from typing import IO, Optional, Union

from dutybound._caseload import Caseload, cases_of_text
from dutybound._errors import OptionError, not_all_read
from dutybound._not_read import INPUT_LIMIT, not_read
from dutybound.readers._columns import shipped

TextSource = Union[str, "os.PathLike[str]", bytes, bytearray, IO[bytes], IO[str]]

_FORMATS = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".xml": "cin_census",
}


def read_cin_census(source: TextSource, *, input_limit: int = INPUT_LIMIT) -> Caseload:
    """Read a children in need census return (XML, schemas 2017 to 2026): one case for each child.

    `source` is the path of a file, the XML itself as bytes, or an open file. `reference_date` of the result is the last
    day of the year that the return covers: assess it as at that day or earlier, because what the return does not tell
    had not happened by then. A return of more than `input_limit` MiB is refused; a rulebook that is to assess a larger
    one is loaded with the same `input_limit`.

    One return at a time. What a return leaves out is read by its own reference date, and a child may be in the returns
    of several years with the same episode, so several of them do not add up to one caseload; read each by itself.

    Raises `CaseError` where the text is no census return that can be read, `OSError` where the file cannot be read,
    `OptionError` for a list of files. Children that cannot be read among others, and children without an id, are a
    `DataWarning` with their number; what is wrong inside of what can be read is in the data errors of the assessment.
    """
    text, name = _text(source, "read_cin_census")
    return _read(text, name, "cin_census", input_limit)


def read_cases(source: TextSource, *, format: Optional[str] = None, input_limit: int = INPUT_LIMIT) -> Caseload:
    """Read case documents in the vocabulary's own names: JSON (one or a list), JSON Lines, YAML.

    `source` is the path of a file, the text itself as bytes, or an open file. `format` is `json`, `jsonl`, `yaml` or
    `cin_census`; without it the ending of the file's name says. A text of more than `input_limit` MiB is refused (of JSON
    Lines, a line); a rulebook that is to assess a larger one is loaded with the same `input_limit`.

    Raises `CaseError` where no case can be read, `OptionError` where neither says which format it is, `OSError` where
    the file cannot be read. Documents that cannot be read among others, and cases without an id, are a `DataWarning` with
    their number.
    """
    text, name = _text(source, "read_cases")
    if format is None:
        format = _FORMATS.get(os.path.splitext(name)[1].lower())
        if format is None:
            raise OptionError(
                "the name does not say what format this is; give format=, one of json, jsonl, yaml, cin_census"
            )
    elif format not in _FORMATS.values():
        raise OptionError(f"there is no format {format!r}; it is one of json, jsonl, yaml, cin_census")
    return _read(text, name, format, input_limit)


def _read(text: bytes, name: str, format: str, input_limit: int) -> Caseload:
    """Looks into the text at once, by the shipped rules, so that what cannot be read is told here."""
    cases = cases_of_text(shipped(input_limit), name or "<text>", text, format)
    lost = not_read(cases, name or "<text>", True)
    not_all_read(lost)
    return Caseload(text=text, format=format, reference_date=cases.reference_date, source=name, not_read=lost)


def _text(source: TextSource, reader: str) -> tuple[bytes, str]:
    """The bytes of a source and the name of its file, which is empty where there is none."""
    if isinstance(source, (bytes, bytearray)):
        return bytes(source), ""
    if isinstance(source, (str, os.PathLike)):
        path = os.fspath(source)
        with open(path, "rb") as file:
            return file.read(), os.path.basename(path)
    if hasattr(source, "read"):
        content = source.read()
        if isinstance(content, str):  # decoded already: the mark outranks what the text declares of its former bytes
            content = content.removeprefix("\ufeff").encode("utf-8-sig")
        return content, os.path.basename(str(getattr(source, "name", "")))
    if isinstance(source, (list, tuple, set)):
        raise OptionError(f"{reader} reads one file at a time; call it for each and assess each by itself")
    raise OptionError(f"{reader} takes a path, bytes or an open file, not {type(source).__name__}")

