"""The text of a file that people save out of spreadsheets. Entry: `read_text`."""

from __future__ import annotations

import codecs
from typing import Optional, Tuple

from dutybound._errors import TableError

#: How other kinds of file begin, and what they are.
_KINDS = (
    (b"PK\x03\x04", "a workbook or another zip file, whatever its name says; give it the ending .xlsx if it is one"),
    (b"\xd0\xcf\x11\xe0", "an old or protected Excel workbook, whatever its name says; save it as CSV UTF-8"),
    (b"SQLite format 3\x00", "a database, whatever its name says"),
    (b"PAR1", "a Parquet file; read it with pandas, polars or pyarrow and give the table"),
    (b"\x1f\x8b", "compressed; unpack it first"),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table")


def read_text(name: str, content: bytes) -> Tuple[str, Optional[str]]:
    """The text, and what people should be told of its encoding, if anything.

    UTF-8 and UTF-16 by their marks, UTF-8 without one, and else Windows-1252, which Excel on Windows saves. Raises
    `TableError` for what is no text, and says what it is.
    """
    for begin, kind in _KINDS:
        if content.startswith(begin):
            raise TableError(f"{name}: this is {kind}")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16"), None
        except UnicodeDecodeError:
            raise TableError(f"{name}: begins as UTF-16 and is damaged; save it again as CSV UTF-8") from None
    if b"\x00" in content:
        raise TableError(f"{name}: this is no text, or UTF-16 without a byte order mark; save it as CSV UTF-8")
    start = content[:1000].lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    if start.startswith(_MARKUP):
        raise TableError(f"{name}: this is a web page or XML, whatever its name says; save the table itself as CSV UTF-8")
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    try:
        return content.decode("cp1252"), f"{name}: read as Windows-1252, because line {line} is no UTF-8"
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TableError(
            f"{name}, line {line}: neither UTF-8 nor Windows-1252, the encodings that CSV files have; save it as CSV UTF-8"
        ) from None
