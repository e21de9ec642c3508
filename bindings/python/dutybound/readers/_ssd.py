"""The Standard Safeguarding Dataset out of a database. Entry: `read_ssd`.

Any DB-API 2 connection will do; the same statements run on SQL Server, PostgreSQL, Oracle and SQLite. Which tables and
columns are read is the mapping's matter (rules/mappings/ssd.yaml); what they mean too.
"""

from __future__ import annotations

import contextlib
import re
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Set, Union

from dutybound._caseload import Caseload
from dutybound._errors import OptionError, TableError, left_out, nearest
from dutybound.readers._columns import Column, in_order, mapped_tables, shipped, uniform

_BATCH = 5000
_PERSONS = "ssd_person"

Tables = Union[Sequence[str], Mapping[str, str]]


def read_ssd(connection: Any, schema: Optional[str] = None, tables: Optional[Tables] = None) -> Caseload:
    """Read the tables of the Standard Safeguarding Dataset that a database has: one case for each row of ssd_person.

    `connection` is a DB-API 2 connection (pyodbc, psycopg, psycopg2, sqlite3, oracledb ...) or an SQLAlchemy engine or
    connection. It is read from and left open and as it was; nothing is written, committed or rolled back.

    `schema` is where the tables are, dots between its parts: `ssd_development`, `HDM_Local.ssd_development`.
    `tables` narrows what is read to these tables of the dataset; as a dict it says what they are called here:
    `{"ssd_person": "#ssd_person"}`. A table that is named here has to be there; ssd_person is read in any case.

    Only columns that the mapping reads leave the database; names and addresses do not. Rows come ordered by what is in
    them, whatever order the database gives, so that the same rows have the same findings every time. A table that is
    missing, or has no row, counts as not given, so that what it would tell is unknown; `notes` of the result lists
    these, and `assess_tables` warns of those to whose records rows belong. A table or column of nearly the name of
    one that is missing, which nothing reads, draws a `TableWarning`. Memory: about a Python object for each cell.

    Raises `TableError` where a table that is there, or that `tables` names, cannot be read, and where ssd_person is
    missing; `OptionError` for anything that is no connection and for a table that the mapping does not know.
    """
    wanted = mapped_tables("ssd")
    chosen = _chosen(tables, wanted)
    given: Dict[str, Dict[str, Column]] = {}
    notes: List[str] = []
    with _dbapi(connection) as dbapi:
        present = _catalogue(dbapi, schema) if tables is None else None
        for table, name in chosen.items():
            if present is not None and name not in present and table != _PERSONS:
                like = nearest(name, set(present).difference(chosen.values(), wanted, shipped().unused_tables("ssd")), 0.85)
                if like:  # a table that nothing reads, and may be this one misspelt
                    left_out(f"{table}: not found; taken as not given{like}", notes)
                else:
                    notes.append(f"{table}: not found; taken as not given")
                continue
            place = _qualified(name, schema)
            misspelt: List[str] = []
            try:
                content = _read(dbapi, place, wanted[table], misspelt)
            except Exception as error:  # each driver has errors of its own
                where = ", ".join(sorted(present.get(name, ()))) if present and not schema else ""
                hint = f"; it is in {where}: give schema=" if where else ""
                said = str(error).splitlines()[0] if str(error) else ""
                raise TableError(f"{place} could not be read: {type(error).__name__}: {said}{hint}") from error
            for sentence in misspelt:
                left_out(sentence, notes)
            if content is None:
                raise TableError(f"{place} has none of the dataset's columns")
            if any(content.values()):
                given[table] = content
            elif table == _PERSONS:
                raise TableError(f"{place} has no rows")
            else:
                notes.append(f"{table}: no rows; taken as not given")
    return Caseload(given, mapping="ssd", source=schema or "", notes=tuple(notes))


def _chosen(tables: Optional[Tables], wanted: Mapping[str, Sequence[str]]) -> Dict[str, str]:
    """Table of the dataset -> what it is called here."""
    if tables is None:
        return {table: table for table in wanted}
    if isinstance(tables, str):
        raise OptionError("tables is a list of names, or a dict from the dataset's names to those here")
    chosen = dict(tables) if isinstance(tables, Mapping) else {table: table for table in tables}
    chosen.setdefault(_PERSONS, _PERSONS)
    unknown = sorted(set(chosen) - set(wanted))
    if unknown:
        raise OptionError(f"no finding needs {', '.join(unknown)}; the mapping reads {', '.join(sorted(wanted))}")
    return chosen


@contextlib.contextmanager
def _dbapi(connection: Any) -> Iterator[Any]:
    """The DB-API connection under whatever was given; what is opened here is closed here."""
    if hasattr(connection, "raw_connection"):  # an SQLAlchemy engine
        raw = connection.raw_connection()
        try:
            yield raw
        finally:
            raw.close()
    elif hasattr(connection, "exec_driver_sql"):  # an SQLAlchemy connection
        yield connection.connection
    elif hasattr(connection, "cursor"):
        yield connection
    else:
        raise OptionError(
            f"read_ssd takes a DB-API 2 connection or an SQLAlchemy engine, not {type(connection).__name__}"
        )


def _quoted(identifier: str) -> str:
    """An identifier that cannot be anything else. A plain one in small letters stays bare: each database then looks for
    it in the case in which it keeps such names."""
    if re.fullmatch(r"#{0,2}[a-z_][a-z0-9_]*", identifier):
        return identifier
    if not identifier or "\x00" in identifier:
        raise OptionError("a name of a schema, table or column is empty or has a zero in it")
    return '"' + identifier.replace('"', '""') + '"'


def _qualified(table: str, schema: Optional[str]) -> str:
    parts = [*(schema.split(".") if schema else []), table]
    return ".".join(_quoted(part) for part in parts)


def _catalogue(dbapi: Any, schema: Optional[str]) -> Optional[Dict[str, Set[str]]]:
    """The tables and views that the database tells of, names in small letters, each with the schemas that have it; None
    if it tells of none. So no statement fails for a table that is not there, which would spoil a transaction."""
    parts = [_quoted(part) for part in schema.split(".")] if schema else []
    within = "".join(part + "." for part in parts[:-1])
    for statement in (
        f"select table_schema, table_name from {within}information_schema.tables",
        f"select '', name from {''.join(part + '.' for part in parts)}sqlite_master",
        "select owner, table_name from all_tables union all select owner, view_name from all_views",
    ):
        cursor = dbapi.cursor()
        try:
            cursor.execute(statement)
            rows = cursor.fetchall()
        except Exception:  # a database of another kind
            continue
        finally:
            cursor.close()
        there: Dict[str, Set[str]] = {}
        for owner, name in rows:
            if not schema or not owner or str(owner).lower() == schema.split(".")[-1].lower():
                there.setdefault(str(name).lower(), set()).add(str(owner))
        return there
    return None


def _read(dbapi: Any, place: str, wanted: Sequence[str], misspelt: List[str]) -> Optional[Dict[str, Column]]:
    """The wanted columns that the table has; None if it has none of them. Adds sentences for those that it may have under another
    name, which nothing reads."""
    cursor = dbapi.cursor()
    try:
        cursor.execute(f"select * from {place} where 1=0")
        actual = {str(column[0]).lower(): str(column[0]) for column in reversed(cursor.description)}
        names = [name for name in wanted if name.lower() in actual]
        if not names:
            return None
        free = set(actual).difference(name.lower() for name in wanted)
        for name in wanted:
            like = nearest(name.lower(), free, 0.85) if name.lower() not in actual else ""
            if like:
                misspelt.append(f"{place}: no column {name}; what it would tell is unknown{like}")
        written = ", ".join(_quoted(actual[name.lower()]) for name in names)
        cursor.arraysize = _BATCH
        cursor.execute(f"select {written} from {place}")
        cells: List[List[Any]] = [[] for _ in names]
        rows = cursor.fetchmany(_BATCH)
        while rows:
            for column, values in zip(cells, zip(*rows)):
                column.extend(values)
            rows = cursor.fetchmany(_BATCH)
        return dict(zip(names, in_order([uniform(values) for values in cells])))
    finally:
        cursor.close()
