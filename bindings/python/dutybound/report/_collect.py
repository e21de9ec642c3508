"""Folds a run's findings, as they stream by, into the columns of a report. Entry: Collector.

Findings with a day (a trigger, a last day, a day on which it was done) are kept as rows. All others are alike in so
many records that they are kept as
templates (rule, status, what is missing), and a record names the set of its templates: half a million findings become a
few thousand numbers.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, Dict, Generic, Hashable, Iterable, List, Mapping, NamedTuple, Optional, Tuple, TypeVar

from dutybound._errors import Error
from dutybound._words import shown_status

Row = Mapping[str, Any]
T = TypeVar("T", bound=Hashable)

_INDEX = re.compile(r"\[\d+\]")
_LOOKS_LIKE_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: So many data errors are listed one by one; all are counted.
MOST_ERRORS = 5000


class WithoutId(NamedTuple):
    """Stands where the id of a case would stand that has none: the case's number in its input, from 0."""

    number: int


class Numbering(Generic[T]):
    """Numbers values in the order in which they first come."""

    def __init__(self) -> None:
        self.values: List[T] = []
        self._numbers: Dict[T, int] = {}

    def __call__(self, value: T) -> int:
        number = self._numbers.get(value)
        if number is None:
            number = self._numbers[value] = len(self.values)
            self.values.append(value)
        return number

    def known(self, value: T) -> Optional[int]:
        return self._numbers.get(value)

    def __len__(self) -> int:
        return len(self.values)


class Dated:
    """A finding with a day: what its row shows."""

    __slots__ = ("record", "template", "trigger", "due", "due_at", "done", "days", "unit")

    def __init__(self, record: int, template: int, row: Row) -> None:
        self.record = record
        self.template = template
        self.trigger = as_day(row.get("trigger"))
        self.due = as_day(row.get("due"))
        self.due_at = as_moment(row.get("due_at"))
        self.done = as_day(row.get("done"))
        days = row.get("days")
        self.days: Optional[int] = None if days is None else int(days)
        self.unit: Optional[str] = row.get("day_unit")


def as_day(value: Any) -> Optional[datetime.date]:
    """A date from a date, a datetime, ISO text or None."""
    if value is None or type(value) is datetime.date:
        return value
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return datetime.date(value.year, value.month, value.day)
    return datetime.date.fromisoformat(str(value)[:10])


def as_moment(value: Any) -> Optional[str]:
    """``2024-04-22 09:30`` from a datetime, ISO text or None."""
    if value is None:
        return None
    text = value.isoformat(" ") if isinstance(value, datetime.datetime) else str(value)
    return text[:16].replace("T", " ")


def is_no_id(name: Any) -> bool:
    """Nothing, or white space, which is no id in any of the inputs."""
    return name is None or (isinstance(name, str) and not name.strip())


class Collector:
    """What a report holds, gathered finding by finding. Rows have the form of `CaseloadAssessment.to_dicts`."""

    def __init__(self) -> None:
        self.cases: Numbering[str] = Numbering()
        self.source = 0  #: number of the result that is being added
        self.source_names: List[str] = []  #: what people call each result, where there are several
        self.case_sources: List[int] = []
        self.given_ids: List[Any] = []  #: as the result has them: text or whole numbers
        self.rules: Numbering[str] = Numbering()
        self.templates: Numbering[Tuple[int, str, Tuple[str, ...], str]] = Numbering()
        self.records: List[Tuple[int, str, Optional[str], str]] = []  #: case, path, id, entity
        self.rows: List[Dated] = []
        self.rule_facts: Dict[str, Tuple[str, str, str, str]] = {}  #: rule -> rulebook, kind, modality, actor
        self.by_rule: Dict[str, Dict[str, int]] = {}
        self.findings = 0
        self.missing: Dict[str, List[int]] = {}  #: path -> findings that wait for it, of these for it alone
        self.missing_cases: Dict[str, int] = {}
        self.resting = 0  #: findings whose rule took something else in the place of a fact that is not recorded
        self.stood_in: Dict[str, int] = {}  #: path of such a fact -> findings
        self._last_case: Dict[str, int] = {}
        self._record_numbers: Dict[Tuple[int, str], int] = {}
        self._undated: List[List[int]] = []
        self._paths: Dict[Any, Tuple[str, ...]] = {}
        self.errors: List[Dict[str, Any]] = []
        self.error_count = 0
        self.errors_by_code: Dict[str, int] = {}
        self.error_reasons: Dict[str, str] = {}
        self.cases_with_errors: Dict[int, int] = {}

    def add_all(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        case = self._case(row["case_id"])
        rule = row["rule"]
        status = shown_status(row["status"], row.get("provisional"))
        path = row["record"] or ""
        key = (case, path)
        record = self._record_numbers.get(key)
        if record is None:
            record = self._record_numbers[key] = len(self.records)
            name = row.get("record_id")
            self.records.append((case, path, None if name is None else str(name), str(row.get("entity") or "")))
            self._undated.append([])
        if rule not in self.rule_facts:
            self.rule_facts[rule] = (
                row.get("rulebook") or "",
                row.get("kind") or "",
                row.get("modality") or "",
                row.get("actor") or "",
            )
        counts = self.by_rule.setdefault(rule, {})
        counts[status] = counts.get(status, 0) + 1
        self.findings += 1
        missing = self._without_indices(row.get("missing"))
        if row["status"] == "indeterminate":
            self._count_missing(case, missing)
        self._count_stand_ins(row.get("assumed"))
        outcome = row.get("outcome") or ""
        if _LOOKS_LIKE_A_DAY.match(outcome):
            outcome = ""
        template = self.templates((self.rules(rule), status, missing, outcome))
        if row.get("due") is None and row.get("trigger") is None and row.get("done") is None:
            self._undated[record].append(template)
        else:
            self.rows.append(Dated(record, template, row))

    def add_error(self, error: Row) -> None:
        """A data error in the form of `CaseloadAssessment.data_errors`: case_id, table, row, column, path, value,
        reason, code. After the findings: a case
        that has none (of a row that belongs to nobody, say) is no child of the report."""
        self.error_count += 1
        code = str(error.get("code") or "")
        self.errors_by_code[code] = self.errors_by_code.get(code, 0) + 1
        self.error_reasons.setdefault(code, str(error.get("reason") or ""))
        name = error.get("case_id")
        case = None if name is None else self.cases.known(self._shown(name))
        if case is not None:
            self.cases_with_errors[case] = self.cases_with_errors.get(case, 0) + 1
        if len(self.errors) < MOST_ERRORS:
            self.errors.append({**error, "case": case})

    def _case(self, name: Any) -> int:
        shown = self._shown(name)
        case = self.cases(shown)
        if case == len(self.case_sources):
            self.case_sources.append(self.source)
            self.given_ids.append(name)
        elif self.case_sources[case] != self.source:
            both = " and in ".join(self._source_name(source) for source in (self.case_sources[case], self.source))
            raise Error(f"the case {shown!r} is in {both}: a report takes each case from one input; no report was written")
        return case

    def _shown(self, name: Any) -> str:
        """What a case is called: its id, or where it stands if it has none."""
        if isinstance(name, WithoutId):
            where = f" of {self._source_name(self.source)}" if len(self.source_names) > 1 else ""
            return f"case {name.number + 1}{where}, without an id"
        return "a case without an id" if is_no_id(name) else str(name)

    def _source_name(self, source: int) -> str:
        return self.source_names[source] if source < len(self.source_names) else f"input {source + 1}"

    def profiles(self) -> Tuple[List[Tuple[int, ...]], List[int]]:
        """The different sets of templates, and for each record the number of its set."""
        sets: Numbering[Tuple[int, ...]] = Numbering()
        of_record = [sets(tuple(sorted(templates))) for templates in self._undated]
        return sets.values, of_record

    def _without_indices(self, paths: Any) -> Tuple[str, ...]:
        if not paths:
            return ()
        key = tuple(paths)
        found = self._paths.get(key)
        if found is None:
            seen = dict.fromkeys(_INDEX.sub("", str(path)) for path in key)
            found = tuple(seen)
            if len(self._paths) < 200_000:
                self._paths[key] = found
        return found

    def _count_stand_ins(self, assumed: Any) -> None:
        facts = self._without_indices([fact["path"] for fact in assumed if fact["by_rule"]] if assumed else None)
        self.resting += bool(facts)
        for path in facts:
            self.stood_in[path] = self.stood_in.get(path, 0) + 1

    def _count_missing(self, case: int, paths: Tuple[str, ...]) -> None:
        alone = 1 if len(paths) == 1 else 0
        for path in paths:
            counts = self.missing.get(path)
            if counts is None:
                counts = self.missing[path] = [0, 0]
            counts[0] += 1
            counts[1] += alone
            if self._last_case.get(path) != case:  # findings of a case come together
                self._last_case[path] = case
                self.missing_cases[path] = self.missing_cases.get(path, 0) + 1
