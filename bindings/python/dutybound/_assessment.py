"""Findings of many cases: computed as they are pulled, as often as they are asked for. Entry: CaseloadAssessment."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Iterator, Mapping, NamedTuple, Optional, Union

from dutybound import _dutybound
from dutybound._caseload import Names, names
from dutybound._dutybound import Assessment, Batch, Case, Explanation
from dutybound._errors import OptionError
from dutybound._progress import Progress, reporter
from dutybound._rows import Rows

if TYPE_CHECKING:
    from dutybound._rulebook import Rulebook

_WAIT = 100  # milliseconds until Python may look at signals


class Options(NamedTuple):
    """How a caseload is assessed."""

    as_at: Union[date, datetime]
    edition: Optional[str]
    carry_forward: bool
    readings: Optional[Mapping[str, str]]
    all_readings: bool
    assume: Optional[Mapping[str, Any]]
    rules: tuple[str, ...]
    statuses: tuple[str, ...]
    threads: int
    valid_until: bool


class CaseloadAssessment(Rows):
    """The findings of a caseload, one row each. Nothing is kept: each of its methods computes anew, in bounded memory, with the
    same answer.

    Columns: case_id, rule, rulebook, kind, modality, actor, entity, record_id, record (its path), status, outcome, trigger, due,
    done, due_at, days, day_unit, valid_until, valid_until_at_least, missing, data_errors, provisional, unless, assumed, source_table, source_row, edition_policy,
    readings, same_under_all_readings, other_readings.
    ``provisional``: what an undecided one is unless one of the facts in ``unless`` excuses it. ``source_table`` and ``source_row`` (from 0)
    join a finding back to the row that its record was read from; of a census return, to the element and its number in it.
    ``days`` is late (positive) or early or left (negative), in ``day_unit``.

    What is being computed stops on an interrupt; ``__arrow_c_stream__`` is pulled by others and stops when they do.
    """

    def __init__(
        self, rulebook: Rulebook, cases: _dutybound.Cases, options: Options, progress: Progress, not_read: tuple[str, ...] = ()
    ) -> None:
        """Use ``Rulebook.assess_tables``."""
        self._rulebook = rulebook
        self._cases = cases
        self._options = options
        self._progress = progress
        self._not_read = not_read
        self._manifest: Optional[dict[str, Any]] = None
        self._start().close()  # tells at once what does not fit

    @property
    def rulebook(self) -> Rulebook:
        """What judges."""
        return self._rulebook

    @property
    def cases(self) -> _dutybound.Cases:
        """The cases, each read when it is asked for: ``len``, by number, in order."""
        return self._cases

    @property
    def not_read(self) -> tuple[str, ...]:
        """What could not be read, and so has no findings, in sentences with numbers; empty where all could be read. The first thing to
        look at: whatever the findings say, they are about the rest."""
        return self._not_read

    @property
    def as_at(self) -> Union[date, datetime]:
        """The day, or the moment, that is looked from."""
        return self._options.as_at

    @property
    def reference_date(self) -> Optional[date]:
        """The last day that a statutory return tells of."""
        return self._cases.reference_date

    def batches(self) -> Iterator[Batch]:
        """Findings as they come, some ten thousand at a time; each batch has ``__arrow_c_array__`` and ``to_columns()``."""
        run = self._start()
        shown = reporter(self._progress, run.cases)
        try:
            for batch in _pull(run, shown):
                yield batch
            if self._manifest is None:
                counted = run.manifest()
                counted["data_errors"] += len(self._cases.errors_outside_cases())
                self._manifest = {**counted, "tables": self._cases.tables()}
        finally:
            run.close()
            shown.close()

    def where(self, *, statuses: Names = None, rules: Names = None) -> CaseloadAssessment:
        """Only findings with one of these statuses and of one of these rules. Raises OptionError where nothing could be left."""
        chosen = self._options
        return CaseloadAssessment(
            self._rulebook,
            self._cases,
            chosen._replace(
                statuses=_both("statuses", chosen.statuses, statuses),
                rules=_both("rules", chosen.rules, rules),
            ),
            self._progress,
            self._not_read,
        )

    @property
    def overdue(self) -> CaseloadAssessment:
        """Only what has not been done though its last day has passed."""
        return self.where(statuses="overdue")

    @property
    def data_errors(self) -> ErrorTable:
        """Every value, record or row that cannot be used as it is, with the table, row (from 0) and column that it came from."""
        return ErrorTable(self)

    @property
    def manifest(self) -> dict[str, Any]:
        """What was counted; runs once if nothing has run to its end. ``cases``, ``unread``, ``findings`` (the sum of ``by_status``), ``shown``
        (left by ``statuses``), ``data_errors`` (the rows of that table), ``by_status``, ``provisional`` (undecided ones, by what they are unless
        excused), ``assumed``, ``by_rule``, and of each of the ``tables`` its rows, those used, orphans, skipped, those without an id and
        columns that nothing read."""
        if self._manifest is None:
            for _ in self.batches():
                pass
        assert self._manifest is not None
        return self._manifest

    def case(self, case_id: Union[str, int]) -> Case:
        """The case with that id, as the rules see it. Raises OptionError if there is none, CaseError if it cannot be read."""
        place = self._cases.find(str(case_id))
        if place is None:
            raise OptionError(f"there is no case {case_id!r}")
        return self._cases[place]

    def assessment(self, case_id: Union[str, int]) -> Assessment:
        """All findings of one case."""
        return self._rulebook.assess(self.case(case_id), **self._judged())

    def explain(self, case_id: Union[str, int], rule: str, record: Optional[str] = None) -> list[Explanation]:
        """Why a rule's findings about a case are as they are: of all records, or of the one with that id or path."""
        return self._rulebook.explain(self.case(case_id), rule, record, **self._judged())

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._start().stream()

    def __copy__(self) -> CaseloadAssessment:
        return self.where()

    def __reduce__(self) -> Any:
        raise TypeError(
            "a CaseloadAssessment cannot be pickled or sent to another process: it holds the cases and computes from them; send the table "
            "that to_arrow(), to_pandas() or to_polars() gives, or send the rulebook and the tables and assess there"
        )

    def __repr__(self) -> str:
        counted = "" if self._manifest is None else f", findings={self._manifest['findings']}"
        lost = f"NOT ALL WAS READ: {'; '.join(self._not_read)}, " if self._not_read else ""
        assumed = f", assume={dict(self._options.assume)!r}" if self._options.assume else ""
        return f"CaseloadAssessment({lost}cases={len(self._cases)}, as_at={self.as_at.isoformat()!r}{assumed}{counted})"

    def _repr_html_(self) -> str:
        from dutybound._html import caseload

        return caseload(self)

    def _start(self) -> _dutybound.Run:
        o = self._options
        return _dutybound.run(
            self._rulebook._native,
            self._cases,
            o.as_at,
            o.edition,
            o.carry_forward,
            o.readings,
            o.all_readings,
            o.assume,
            list(o.rules),
            list(o.statuses),
            o.threads,
            65536,
            o.valid_until,
        )

    def _schema(self) -> Batch:
        run = self._start()
        try:
            return run.schema()
        finally:
            run.close()

    def _judged(self) -> dict[str, Any]:
        o = self._options
        return {
            "as_at": o.as_at,
            "edition": o.edition,
            "carry_forward": o.carry_forward,
            "readings": o.readings,
            "all_readings": o.all_readings,
            "assume": o.assume,
        }


class ErrorTable(Rows):
    """What is wrong with a caseload's data, one row each: case_id, table, row (from 0), column, path, value, reason, code. Computed when it
    is asked for, like the findings."""

    def __init__(self, of: CaseloadAssessment) -> None:
        """Use ``CaseloadAssessment.data_errors``."""
        self._of = of

    def batches(self) -> Iterator[Batch]:
        """Rows that belong to no case first, then by case."""
        outside = self._of.cases.errors_outside_cases()
        if len(outside):
            yield outside
        # Data errors are the cases': one rule is enough to have each of them read.
        rules = self._of._rulebook.rules()
        chosen = self._of._options._replace(rules=tuple(rule.id for rule in rules[:1]), statuses=(), valid_until=False, all_readings=False)
        run = CaseloadAssessment(self._of._rulebook, self._of.cases, chosen, False)._start()
        shown = reporter(self._of._progress, run.cases)
        try:
            for _ in _pull(run, shown):
                errors = run.take_errors()
                if len(errors):
                    yield errors
            errors = run.take_errors()
            if len(errors):
                yield errors
        finally:
            run.close()
            shown.close()

    def __len__(self) -> int:
        return sum(len(batch) for batch in self.batches())

    def __repr__(self) -> str:
        return f"ErrorTable(of {self._of!r})"

    def _repr_html_(self) -> str:
        from dutybound._html import errors

        return errors(self)

    def _schema(self) -> Batch:
        return self._of.cases.errors_outside_cases()


def _pull(run: _dutybound.Run, shown: Any) -> Iterator[Batch]:
    """Every batch; between short waits Python looks at its signals."""
    while True:
        got = run.poll(_WAIT)
        shown.update(run.cases_done)
        if got is None:
            return
        if got is not False:
            yield got


def _both(what: str, before: tuple[str, ...], given: Names) -> tuple[str, ...]:
    """Those of both lists; no list is all there are."""
    if given is None:
        return before
    wanted = names(given)
    kept = tuple(word for word in wanted if not before or word in before)
    if not kept:
        raise OptionError(f"{what}: nothing can be left of {', '.join(wanted) or 'none'}")
    return kept
