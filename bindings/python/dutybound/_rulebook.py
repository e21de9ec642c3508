"""Loading rules and asking them. Entry: load."""

from __future__ import annotations

import functools
import os
import warnings
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Iterable, Iterator, Mapping, Optional, Union

from dutybound import _dutybound
from dutybound._dutybound import Assessment, Calendar, Case, Edition, Explanation, Fact, Holiday, Parameter, Question, Reading, Rule
from dutybound._caseload import Names, names, read
from dutybound._errors import CaseError, DataWarning, OptionError, TableWarning
from dutybound._not_read import INPUT_LIMIT, mebibytes, warn_in_part

if TYPE_CHECKING:
    from dutybound._assessment import CaseloadAssessment
    from dutybound._progress import Progress

Day = Union[date, datetime, str]
Folder = Union[str, "os.PathLike[str]"]


def load(
    rulebooks: Union[str, Iterable[str], None] = None,
    *,
    rules: Optional[Folder] = None,
    layers: Union[Folder, Iterable[Folder]] = (),
    policy: Optional[Mapping[str, int]] = None,
    closures: Union[Mapping[Day, str], Iterable[Union[Day, Holiday]], None] = None,
    input_limit: int = INPUT_LIMIT,
    limits: Optional[Mapping[str, int]] = None,
) -> Rulebook:
    """Loads rulebooks; all mistakes of all files in one ``RuleError``.

    rulebooks: ids of embedded rulebooks; None: all that are not off by default.
    rules: a folder of rules in place of the embedded ones. Without a vocabulary of its own it gets the embedded vocabulary,
        calendar and mappings; embedded rulebooks are added to it only by name (``rulebooks``).
    layers: folders of local protocols, each of which extends a rulebook.
    policy: numbers that guidance leaves to local policy, by the parameter's id, in the parameter's unit.
    closures: local closure days, no working days: days, ``Holiday`` values, or day -> name.
    input_limit: read returns and documents of at most so many MiB; of JSON Lines, lines.
    limits: what else bounds time and memory, by name: ``{"steps_per_case": 1_000_000}``. docs/limits.md lists them. A case that
        needs more has findings with ``limits.NAME`` among what is missing, or cannot be read.
    """
    names = [rulebooks] if isinstance(rulebooks, str) else list(rulebooks or ())
    folders = [layers] if isinstance(layers, (str, os.PathLike)) else list(layers)
    days: list[tuple[Any, str]] = []
    if isinstance(closures, Mapping):
        days = list(closures.items())
    else:
        for each in closures or ():
            days.append((each.date, each.name) if isinstance(each, Holiday) else (each, "closed"))
    for name, number in (policy or {}).items():
        if isinstance(number, bool) or not isinstance(number, int):
            raise OptionError(f"policy: `{name}` is a whole number, not {number!r}")
    for name, number in (limits or {}).items():
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            raise OptionError(f"limits: `{name}` is a whole number, not {number!r}")
    folder = None if rules is None else os.fspath(rules)
    return Rulebook(_dutybound.Rulebook.load(names, folder, [os.fspath(each) for each in folders], dict(policy or {}), days, mebibytes(input_limit), dict(limits or {})))


class Rulebook:
    """Rulebooks, loaded and compiled together. Frozen; may be used by any number of threads at once, and pickled."""

    __slots__ = ("_native",)
    _native: _dutybound.Rulebook

    def __init__(self, native: _dutybound.Rulebook) -> None:
        """Use ``dutybound.load``."""
        self._native = native

    def assess(
        self,
        case: Any,
        *,
        as_at: Day,
        edition: Optional[str] = None,
        carry_forward: bool = False,
        readings: Optional[Mapping[str, str]] = None,
        all_readings: bool = False,
        assume: Optional[Mapping[str, Any]] = None,
        rules: Names = None,
        timeout: Optional[float] = None,
    ) -> Assessment:
        """Which duties apply, by when, and whether they were met.

        case: a dictionary, a dataclass, a ``Case``, or JSON or YAML text (str or bytes). None is ``not happened`` for an event and unknown
            for anything else; a missing key (or ``dutybound.UNKNOWN``) is unknown; NaN and NaT are None.
        as_at: the day that is looked from (its end), or a moment of it; naive moments are English local time. A pandas.Timestamp or
            numpy.datetime64 at midnight is its day.
        edition: id of the rulebook to judge everything by, whatever its dates.
        carry_forward: let the last edition of a series go on after its end.
        readings: reading -> value, where the sources differ.
        all_readings: say of every finding whether all readings give the same answer.
        assume: fact -> value, for those who know what the data does not say: ``{"assessment.extension_reason_recorded": False}`` holds of
            every assessment of which that is not recorded, and of no other. None: it has not happened. Findings name what they
            rest on in ``assumed``.
        rules: ids of rules, or one; only these are judged, and ``manifest.not_chosen`` counts the others.
        timeout: seconds that judging it may take (reading it has limits of its own). The clock is looked at every 65,536 steps, so
            that an ordinary case always has its answer. What comes of the assessment later is not under it.

        Raises CaseTimeout (a ``TimeoutError``) after that, CaseError where there is no case to read, OptionError for options that do not fit. A single value that is
        impossible is a data error of the findings that it touches; names that nobody reads are told of by a ``DataWarning`` too.
        """
        return self._native.assess(case, as_at, edition, carry_forward, readings, all_readings, assume, names(rules), timeout)

    def explain(
        self,
        case: Any,
        rule: str,
        record: Optional[str] = None,
        *,
        as_at: Day,
        edition: Optional[str] = None,
        carry_forward: bool = False,
        readings: Optional[Mapping[str, str]] = None,
        all_readings: bool = False,
        assume: Optional[Mapping[str, Any]] = None,
        timeout: Optional[float] = None,
    ) -> list[Explanation]:
        """Why the rule's findings are as they are: of all records, or of the one with that id or path."""
        return self._native.explain(case, rule, record, as_at, edition, carry_forward, readings, all_readings, assume, timeout)

    def ask(
        self,
        case: Any,
        *,
        as_at: Day,
        edition: Optional[str] = None,
        carry_forward: bool = False,
        readings: Optional[Mapping[str, str]] = None,
        all_readings: bool = False,
        assume: Optional[Mapping[str, Any]] = None,
        rules: Names = None,
        timeout: Optional[float] = None,
    ) -> list[Question]:
        """Facts that are not recorded, by how many findings each could settle, most first."""
        return self._native.ask(case, as_at, edition, carry_forward, readings, all_readings, assume, names(rules), timeout)

    def case(self, case: Any) -> Case:
        """Reads a case once, to assess it at many days. Takes what ``assess`` takes; raises CaseError."""
        return self._native.case(case)

    def read_cases(self, source: Union[Folder, bytes], format: Optional[str] = None) -> Iterator[Case]:
        """The cases of a file or a text, one after the other.

        source: a path, or a text (a str with line ends or brackets, or bytes).
        format: json, yaml, jsonl or cin-census; None: by the file's name and the first characters.

        Documents that cannot be read are left out, and named by one CaseError after the last case. A case with names that nobody
        reads is told of by a ``DataWarning``.
        """
        name, text = _read_source(source)
        unread = []
        for where, case, diagnostics in self._native.read_cases(name, text, format):
            if case is not None:
                if case.unread_names.count:
                    warn_in_part(case.unread_names, where)
                yield case
            else:
                unread.append((where, diagnostics))
        if unread:
            lines = [f"{len(unread)} could not be read"]
            lines += [f"{where}: {'; '.join(str(each) for each in diagnostics)}" for where, diagnostics in unread]
            raise CaseError("\n".join(lines), [each for _, diagnostics in unread for each in diagnostics])

    def assess_tables(
        self,
        tables: Any,
        *,
        as_at: Day,
        mapping: Union[Folder, None] = None,
        dates: Names = None,
        rules: Names = None,
        statuses: Names = None,
        edition: Optional[str] = None,
        carry_forward: bool = False,
        readings: Optional[Mapping[str, str]] = None,
        all_readings: bool = False,
        assume: Optional[Mapping[str, Any]] = None,
        threads: Optional[int] = None,
        valid_until: bool = True,
        progress: Progress = None,
    ) -> CaseloadAssessment:
        """Which duties apply to each of many cases. Tables are read and joined at once; findings are computed when they are asked for.

        tables: name -> table; one table with whole cases in nested columns; a ``Caseload`` (what readers give); or an iterable of
            dictionaries or dataclasses, each a case. A table is a pandas, polars or pyarrow table, anything else with
            ``__arrow_c_stream__`` or ``__arrow_c_array__``, {"column": sequence}, or a list of dictionaries. Cells: None, NaN, NaT and
            empty text are null, which is ``not happened`` for events; a column that is not there is unknown.
        as_at, edition, carry_forward, readings, all_readings, assume: as of ``assess``.
        mapping: how the tables' names become the vocabulary's: the id of a loaded one (``ssd``, ``annex-a``, ``cin-census-tables``), or the path of a
            YAML file (docs/tables.md). None: they are the vocabulary's own, or what the ``Caseload`` says.
        dates: ways to say a day besides those that can mean one day only: ``dd/mm/yyyy``, ``dd/mm/yy``, ``excel``, ``excel_1904``; added to the mapping's.
        rules: ids of rules; only what these need is computed. statuses: only findings with one of these are given.
        threads: None: as many as the machine has.
        valid_until: False leaves that column null, which is cheaper.
        progress: None: a bar where tqdm is installed, standard error is a terminal and there are more than 5000 cases; True or
            False; or a callable that is told (done, total).

        Raises TableError with all that is wrong with tables, columns and mapping, CaseError where no document of a text can be read,
        OptionError for options that do not fit. Documents that cannot be read among others, and rows that belong to no record, are
        warnings of the category ``dutybound.DataWarning`` with their numbers, and stand in ``not_read`` of the result; columns that
        nothing reads, ids that are nearly the same and rows whose parents are in no table are ``dutybound.TableWarning``.
        """
        from dutybound._assessment import CaseloadAssessment, Options

        day = self._native.as_at(as_at, edition, carry_forward, readings, all_readings, assume)
        if threads is not None and (isinstance(threads, bool) or not isinstance(threads, int) or not 1 <= threads <= 1024):
            raise OptionError(f"threads: a whole number from 1 to 1024 is needed, not {threads!r}")
        cases, lost = read(self._native, tables, mapping, dates)
        for warning in cases.warnings:
            warnings.warn(str(warning), TableWarning, stacklevel=2)
        for sentence in lost:
            warnings.warn(sentence, DataWarning, stacklevel=2)
        chosen = dict(readings) if readings else None
        assumed = dict(assume) if assume else None
        options = Options(
            day, edition, carry_forward, chosen, all_readings, assumed, tuple(names(rules)), tuple(names(statuses)), threads or 0, bool(valid_until)
        )
        return CaseloadAssessment(self, cases, options, progress, lost)

    def rules(self) -> tuple[Rule, ...]:
        """Every loaded rule; one for each rulebook that has it."""
        return self._native.rules()

    def rule(self, id: str) -> Optional[Rule]:
        """The rule as the latest edition that has it says it; None if there is none."""
        return self._native.rule(id)

    def facts(self) -> tuple[Fact, ...]:
        """The vocabulary, in its order."""
        return self._native.facts()

    def parameters(self) -> tuple[Parameter, ...]:
        """The numbers of the rules."""
        return self._native.parameters()

    def parameter(self, id: str, on: Day) -> Optional[int]:
        """The number in force on a day, in the parameter's unit; None if it is not known."""
        return self._native.parameter(id, on)

    def readings(self) -> tuple[Reading, ...]:
        """Questions on which the sources differ, with their answers."""
        return self._native.readings()

    def editions(self) -> tuple[Edition, ...]:
        """The loaded rulebooks."""
        return self._native.editions()

    @property
    def digest(self) -> str:
        """SHA-256 of all that was loaded: rules, vocabulary, calendars, mappings, local protocols, policy values, closure days,
        limits, and the engine's version. `Assessment.digest` and `manifest["digest"]` add the options of an assessment."""
        return self._native.digest

    @property
    def calendar(self) -> Calendar:
        """Working days, with local closures."""
        return self._native.calendar

    def __repr__(self) -> str:
        return f"Rulebook({', '.join(edition.id for edition in self.editions())})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (self._native.state,)


def _read_source(source: Union[Folder, bytes]) -> tuple[str, bytes]:
    if isinstance(source, (bytes, bytearray)):
        return "<text>", bytes(source)
    if isinstance(source, str) and any(mark in source for mark in "\n{[<"):
        return "<text>", source.encode("utf-8", "surrogatepass")
    path = os.fspath(source)
    try:
        with open(path, "rb") as file:
            return path, file.read()
    except OSError as error:
        raise CaseError(f"{path}: {error.strerror or error}") from error


@functools.lru_cache(maxsize=8)
def _restore(state: tuple[Any, ...]) -> Rulebook:
    """The same rules in another process: loaded there once."""
    return Rulebook(_dutybound.Rulebook.restore(state))


def _restore_case(state: tuple[Any, ...], text: bytes) -> Case:
    return _restore(state).case(text)
