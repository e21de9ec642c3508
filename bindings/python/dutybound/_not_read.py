"""What of a caseload could not be read, in sentences: the first thing that anybody is told of it. Entries: `not_read`, `without_id`."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from dutybound._errors import CaseError, DataWarning, OptionError

if TYPE_CHECKING:
    from dutybound import _dutybound

#: Inputs of at most so many MiB are read, unless told otherwise.
INPUT_LIMIT = 64

_MOST_NAMED = 3
_RAISE_LIMIT = "raise input_limit, of the reader and of dutybound.load; --input-limit of the command; or split the file"


def mebibytes(limit: int) -> int:
    """The limit, which has to be one."""
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= 1 << 20:
        raise OptionError(f"input_limit is a whole number of MiB, from 1 to {1 << 20}, not {limit!r}")
    return limit


def not_read(cases: _dutybound.Cases, name: str, of_text: bool) -> tuple[str, ...]:
    """A sentence for documents that cannot be read, one for cases that were read in part, one for cases of a text without an id, and
    one for each table with rows that belong to no record, or that are cases without an id; one where there is no case; none where
    all could be read. Raises CaseError where no document could.
    """
    told = []
    if not len(cases):
        told.append(f"{name}: no case in it")
    if cases.may_be_unread:
        one, many = ("document", "documents") if of_text else ("case", "cases")
        count, first, in_part, first_in_part = cases.unread()
        if of_text and count == len(cases):
            wrong = [each for _, diagnostics in first for each in diagnostics]
            lines = [f"{name}: {'nothing in it' if count == 1 else f'none of its {count:,} documents'} could be read: {_reason('', first[0][1])}"]
            raise CaseError("\n".join([*lines, *(str(each) for each in wrong)]), wrong)
        if count:
            whole = f"1 {one}" if len(cases) == 1 else f"{count:,} of {len(cases):,} {many}"
            told.append(f"{whole} could not be read: {_first([f'{where}: {_reason(where, diagnostics)}' for where, diagnostics in first], count)}")
        if in_part:
            whole = "1 case" if len(cases) == 1 else f"{in_part:,} of {len(cases):,} cases"
            parts = [f"{where}: `{path}`: {reason}" for where, path, reason in first_in_part]
            told.append(f"{whole} {'was' if in_part == 1 else 'were'} read in part: {_first(parts, in_part)}")
    nameless = without_id(cases) if of_text else []
    if nameless:
        told.append(f"{_nameless(nameless, len(cases), name)}, so that nothing tells which {'child it is' if len(nameless) == 1 else 'children they are'}")
    for table in cases.tables():
        if table["orphans"]:
            told.append(
                f"{table['table']}: {table['orphans']:,} of {table['rows']:,} {'row' if table['rows'] == 1 else 'rows'} "
                f"{'belongs' if table['orphans'] == 1 else 'belong'} to no record and took no part"
            )
        if table["without_id"]:
            told.append(
                f"{table['table']}: {table['without_id']:,} of {table['rows']:,} {'row' if table['rows'] == 1 else 'rows'} "
                f"{'has' if table['without_id'] == 1 else 'have'} no id, so that no row of another table can belong there"
            )
    return tuple(told)


def without_id(cases: _dutybound.Cases) -> list[int]:
    """The numbers, from 0, of the cases that can be read and have no id."""
    found = []
    for i in range(len(cases)):
        if cases.case_id(i) is None:
            try:
                cases[i]
            except CaseError:
                continue
            found.append(i)
    return found


def _nameless(places: list[int], cases: int, name: str) -> str:
    """How many have no id, and which are the first."""
    of_name = [] if name.startswith("<") else [name]
    if cases == 1:
        return f"1 case has no id{''.join(f' ({each})' for each in of_name)}"
    first = [f"case {place + 1}" for place in places[:_MOST_NAMED]] + ["..."] * (len(places) > _MOST_NAMED)
    return f"{len(places):,} of {cases:,} cases {'has' if len(places) == 1 else 'have'} no id ({', '.join([*of_name, *first])})"


def _first(sentences: list[str], count: int) -> str:
    """The first few of so many."""
    return "; ".join(sentences[:_MOST_NAMED]) + (f"; and {count - _MOST_NAMED:,} more" if count > _MOST_NAMED else "")


def warn_in_part(names: _dutybound.UnreadNames, where: str = "the case") -> None:
    """Says that a case was read in part, to whoever called the method that read it."""
    assert names.first is not None
    more = f"; and {names.count - 1:,} more" if names.count > 1 else ""
    warnings.warn(f"{where} was read in part: `{names.first.path}`: {names.first.reason}{more}", DataWarning, stacklevel=3)


def _reason(where: str, diagnostics: tuple[_dutybound.Diagnostic, ...]) -> str:
    first = next((each for each in diagnostics if each.severity == "error"), diagnostics[0])
    line = f"line {first.line}: " if first.line and not where.endswith(f":{first.line}") else ""
    hint = _RAISE_LIMIT if first.code == "input.too-large" else first.hint
    return f"{line}{first.message}" + (f" ({hint})" if hint else "")
