"""What dutybound raises."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Iterable

if TYPE_CHECKING:
    from dutybound._dutybound import Diagnostic


class Error(Exception):
    """Anything that dutybound refuses. ``diagnostics`` says what is wrong, each with code, place, message and hint."""

    diagnostics: tuple[Diagnostic, ...]

    def __init__(self, message: str = "", diagnostics: Iterable[Diagnostic] = ()) -> None:
        given = tuple(diagnostics)
        self.diagnostics = tuple(sorted(given, key=lambda each: each.severity != "error"))
        super().__init__(_in_order(message, given, self.diagnostics))


def _in_order(message: str, given: tuple[Diagnostic, ...], ordered: tuple[Diagnostic, ...]) -> str:
    """The message with errors before warnings, also where its first line tells the first of them: no warning was the reason."""
    told = "".join(f"\n{each}" for each in given)
    if given == ordered or not message.endswith(told):
        return message
    head = message[: len(message) - len(told)]
    if head.endswith(given[0].message):
        head = head[: len(head) - len(given[0].message)] + ordered[0].message
    return head + "".join(f"\n{each}" for each in ordered)


class RuleError(Error):
    """Rules could not be loaded."""


class CaseError(Error):
    """There is no case to read. Values that are impossible are no errors: findings carry them as data errors."""


class CaseTimeout(Error, TimeoutError):
    """A case took longer than the `timeout` that it was given, and has no answer."""


class TableError(Error):
    """A table, a column or a mapping does not fit."""


class OptionError(Error, ValueError):
    """An argument names something that is not loaded, or says no day."""


class DataWarning(UserWarning):
    """Some of the data could not be read: the answer is about the rest. It says how much."""


class TableWarning(UserWarning):
    """Something of a table is left aside that was perhaps meant."""


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """``; did you mean `x`?`` for the known word that is most like it, or nothing; of `likeness` 1 it is the same."""
    import difflib

    found = difflib.get_close_matches(word, list(known), n=1, cutoff=likeness)
    return f"; did you mean `{found[0]}`?" if found else ""


def left_out(what: str, notes: list[str]) -> None:
    """Tells in the notes, and as a TableWarning, of something that was left aside and was perhaps meant."""
    notes.append(what)
    warnings.warn(what, TableWarning, stacklevel=3)


def not_all_read(lost: Iterable[str]) -> None:
    """Tells, as DataWarnings, what a reader could not read of what it was given."""
    for sentence in lost:
        warnings.warn(sentence, DataWarning, stacklevel=3)
