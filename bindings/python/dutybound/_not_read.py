"""What of a caseload could not be read, in sentences: the first thing that anybody is told of it. Entry: `not_read`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dutybound._errors import CaseError, OptionError

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
    """A sentence for documents that cannot be read, and for each table with rows that belong to no record; none where all
    could be read. Raises CaseError where no document could.
    """
    told = []
    if of_text:
        count, first = cases.unread()
        if count == len(cases):
            wrong = [each for _, diagnostics in first for each in diagnostics]
            lines = [f"{name}: {'nothing in it' if count == 1 else f'none of its {count:,} documents'} could be read: {_reason('', first[0][1])}"]
            raise CaseError("\n".join([*lines, *(str(each) for each in wrong)]), wrong)
        if count:
            named = "; ".join(f"{where}: {_reason(where, diagnostics)}" for where, diagnostics in first[:_MOST_NAMED])
            more = f"; and {count - _MOST_NAMED:,} more" if count > _MOST_NAMED else ""
            told.append(f"{count:,} of {len(cases):,} documents could not be read: {named}{more}")
    for table in cases.tables():
        if table["orphans"]:
            told.append(
                f"{table['table']}: {table['orphans']:,} of {table['rows']:,} {'row' if table['rows'] == 1 else 'rows'} "
                f"{'belongs' if table['orphans'] == 1 else 'belong'} to no record and took no part"
            )
    return tuple(told)


def _reason(where: str, diagnostics: tuple[_dutybound.Diagnostic, ...]) -> str:
    first = diagnostics[0]
    line = f"line {first.line}: " if first.line and not where.endswith(f":{first.line}") else ""
    hint = _RAISE_LIMIT if first.code == "input.too-large" else first.hint
    return f"{line}{first.message}" + (f" ({hint})" if hint else "")
