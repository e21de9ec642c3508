"""What of a caseload could not be read, in sentences: the first thing that anybody is told of it. Entry: `not_read`."""

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
    """A sentence for documents that cannot be read, one for cases that were read in part, and one for each table with rows that
    belong to no record, or that are cases without an id; none where all could be read. Raises CaseError where no document could.
    """
    told = []
    if of_text:
        count, first, in_part, first_in_part = cases.unread()
        if count == len(cases):
            wrong = [each for _, diagnostics in first for each in diagnostics]
            lines = [f"{name}: {'nothing in it' if count == 1 else f'none of its {count:,} documents'} could be read: {_reason('', first[0][1])}"]
            raise CaseError("\n".join([*lines, *(str(each) for each in wrong)]), wrong)
        if count:
            named = "; ".join(f"{where}: {_reason(where, diagnostics)}" for where, diagnostics in first[:_MOST_NAMED])
            more = f"; and {count - _MOST_NAMED:,} more" if count > _MOST_NAMED else ""
            told.append(f"{count:,} of {len(cases):,} documents could not be read: {named}{more}")
        if in_part:
            named = "; ".join(f"{where}: `{path}`: {reason}" for where, path, reason in first_in_part[:_MOST_NAMED])
            more = f"; and {in_part - _MOST_NAMED:,} more" if in_part > _MOST_NAMED else ""
            whole = "1 case" if len(cases) == 1 else f"{in_part:,} of {len(cases):,} cases"
            told.append(f"{whole} {'was' if in_part == 1 else 'were'} read in part: {named}{more}")
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


def warn_in_part(names: _dutybound.UnreadNames, where: str = "the case") -> None:
    """Says that a case was read in part, to whoever called the method that read it."""
    assert names.first is not None
    more = f"; and {names.count - 1:,} more" if names.count > 1 else ""
    warnings.warn(f"{where} was read in part: `{names.first.path}`: {names.first.reason}{more}", DataWarning, stacklevel=3)


def _reason(where: str, diagnostics: tuple[_dutybound.Diagnostic, ...]) -> str:
    first = diagnostics[0]
    line = f"line {first.line}: " if first.line and not where.endswith(f":{first.line}") else ""
    hint = _RAISE_LIMIT if first.code == "input.too-large" else first.hint
    return f"{line}{first.message}" + (f" ({hint})" if hint else "")
