"""Findings and tables of any kind as plain rows, a few columns at a time. Entry: findings_of, columns_of."""

from __future__ import annotations

import datetime
import importlib
from typing import Any, Collection, Iterable, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from dutybound._errors import OptionError, TableError

# A table calls the path of a record `record`; the command line calls it `instance`, and the case `case`.
_COLUMNS = ("case_id", "case", "instance", "record") + (
    "rule",
    "status",
    "provisional",
    "outcome",
    "trigger",
    "due",
    "done",
    "missing",
    "data_errors",
    "as_at",
)


class Row(NamedTuple):
    """What a measure needs of a finding."""

    case: Any
    record: Optional[str]
    rule: str
    status: str
    provisional: Optional[str]  #: of an indeterminate one: what it is unless it is excused
    level: Optional[str]  #: of a threshold rule; "none" where none holds
    trigger: Optional[datetime.date]
    due: Optional[datetime.date]
    done: Optional[datetime.date]
    codes: Tuple[str, ...]  #: of its data errors
    as_at: Optional[datetime.date]
    not_recorded: bool = False  #: it is about records of which not even the list is recorded


def day(value: Any) -> Optional[datetime.date]:
    """A date, a datetime of any library or ISO text as a date; what says nothing as None."""
    if nothing(value):
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise TableError(f"`{str(value)[:40]}` is no day") from None


def nothing(value: Any) -> bool:
    """None, NaN, NaT, pandas' NA and empty text say nothing."""
    if value is None or (isinstance(value, str) and value == ""):
        return True
    if isinstance(value, (str, int, datetime.date)) and type(value).__name__ != "NaTType":
        return False
    return type(value).__name__ in ("NaTType", "NAType") or bool(isinstance(value, float) and value != value)


def findings_of(findings: Any, rules: Collection[str]) -> Iterator[Row]:
    """The findings of these rules, whatever holds them. Raises `TableError` where they are no findings."""
    looked_from = day(getattr(findings, "as_at", None))
    if isinstance(findings, (str, bytes)):
        raise TableError("findings are a result of assess_tables, a table or dictionaries, not text")
    if hasattr(findings, "findings") and not isinstance(findings, Mapping):  # one Assessment
        findings = [findings]
    of_caseload = hasattr(findings, "batches") and hasattr(findings, "rulebook")
    rows = _of_caseload(findings, rules) if of_caseload else columns_of(findings, _COLUMNS)
    for case_id, case, instance, record, *rest in rows:
        rule, status, provisional, outcome, trigger, due, done, missing, errors, as_at = rest
        if rule not in rules and not nothing(rule):
            continue
        if nothing(rule) or nothing(status):
            raise TableError("a row is no finding: it has no rule or no status")
        path = instance if not nothing(instance) else record
        yield Row(
            case=case_id if not nothing(case_id) else None if nothing(case) else case,
            record=None if nothing(path) else str(path),
            rule=str(rule),
            status=str(status),
            provisional=None if nothing(provisional) else str(provisional),
            level=str(outcome) if not nothing(outcome) else "none" if status == "none" else None,
            trigger=day(trigger),
            due=day(due),
            done=day(done),
            codes=_codes(errors),
            as_at=day(as_at) or looked_from,
            not_recorded=str(status) == "indeterminate" and not nothing(path) and str(path) in _paths(missing),
        )


def rules_of(findings: Any) -> Optional[Collection[str]]:
    """The rules of the rulebooks by which a result of assess_tables was judged; None of anything else."""
    if hasattr(findings, "batches") and hasattr(findings, "rulebook"):
        return {rule.id for rule in findings.rulebook.rules()}
    return None


def _of_caseload(result: Any, rules: Collection[str]) -> Iterator[Tuple[Any, ...]]:
    """Only these rules are computed, and only a batch is in memory."""
    if getattr(getattr(result, "_options", None), "statuses", ()):
        raise OptionError("these are findings of some statuses only; a measure counts all of them")
    known = sorted(set(rules_of(result) or ()).intersection(rules))
    if known:
        for batch in result.where(rules=known).batches():
            yield from columns_of(batch.to_columns(), _COLUMNS)


def columns_of(table: Any, wanted: Sequence[str]) -> Iterator[Tuple[Any, ...]]:
    """Each row's values of these columns; None where the table lacks one."""
    if isinstance(table, Mapping):
        return _zipped([table.get(name) for name in wanted])
    if hasattr(table, "iloc"):  # pandas, of any age
        return _zipped([table[name].tolist() if name in table.columns else None for name in wanted])
    if hasattr(table, "collect") and hasattr(table, "lazy"):  # a lazy polars frame
        table = table.collect()
    if hasattr(table, "iter_rows") and hasattr(table, "columns"):  # polars
        return _picked(wanted, table.select([name for name in wanted if name in table.columns]).iter_rows(named=True))
    return _picked(wanted, _dictionaries(table))


def _zipped(columns: List[Optional[Sequence[Any]]]) -> Iterator[Tuple[Any, ...]]:
    length = {len(column) for column in columns if column is not None}
    if len(length) > 1:
        raise TableError("the columns of a table differ in length")
    rows = length.pop() if length else 0
    return zip(*((column if column is not None else [None] * rows) for column in columns))


def _picked(wanted: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[Tuple[Any, ...]]:
    for row in rows:
        yield tuple(row.get(name) for name in wanted)


def _dictionaries(table: Any) -> Iterator[Mapping[str, Any]]:
    if hasattr(table, "to_pylist"):  # pyarrow
        yield from table.to_pylist()
        return
    if hasattr(table, "__arrow_c_stream__") and not hasattr(table, "__iter__"):
        table = _arrow_batches(table)
    if not hasattr(table, "__iter__"):
        raise TableError(f"a {type(table).__name__} holds no rows")
    for row in table:
        if type(row) is dict or isinstance(row, Mapping):
            yield row
        elif hasattr(row, "findings"):  # an Assessment
            for finding in row.findings:
                yield {**finding.to_dict(), "case_id": row.case_id, "as_at": row.as_at}
        elif hasattr(row, "to_pylist"):  # a batch of a pyarrow reader
            yield from row.to_pylist()
        elif hasattr(row, "to_dict"):  # a Finding
            yield row.to_dict()
        else:
            raise TableError(f"a {type(row).__name__} is no row of a table")


def _arrow_batches(table: Any) -> Any:
    try:
        pyarrow: Any = importlib.import_module("pyarrow")
    except ImportError:
        name = type(table).__name__
        raise TableError(f"reading a {name} needs pyarrow; or give a pandas or polars table, or dictionaries") from None
    return pyarrow.RecordBatchReader.from_stream(table)


def _paths(missing: Any) -> Tuple[str, ...]:
    """Paths of missing facts: from their records, from texts, or from one text, `path; path`."""
    if isinstance(missing, str):
        return tuple(missing.split("; "))
    if missing is None or not hasattr(missing, "__iter__"):
        return ()
    return tuple(_path(fact) for fact in missing)


def _path(fact: Any) -> str:
    if isinstance(fact, str):
        return fact
    return str(fact["path"] if isinstance(fact, Mapping) else fact.path)


def _codes(errors: Any) -> Tuple[str, ...]:
    """Codes of data errors: from their records, or from text, `path: code; path: code`."""
    if isinstance(errors, str):
        return tuple(part.rsplit(": ", 1)[-1] for part in errors.split("; ") if part)
    if errors is None or not hasattr(errors, "__iter__"):
        return ()
    return tuple(str(error["code"] if isinstance(error, Mapping) else error.code) for error in errors)
