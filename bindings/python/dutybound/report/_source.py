"""From the library's objects to what a report folds: rows of findings, placed errors, the rulebooks' words."""

from __future__ import annotations

import datetime
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence, Tuple, cast

from dutybound._not_read import without_id

from ._collect import Collector, WithoutId, is_no_id
from ._model import Background, Explain, RuleWords

Row = Mapping[str, Any]

#: What an assessment of one case calls the columns of a caseload's findings.
_ANSWERS = ("none", "indeterminate", "data_error", "not_in_force", "not_applicable")


def collect(result: Any, into: Collector, number: int = 0) -> Mapping[str, Any]:
    """Adds everything that a CaseloadAssessment or an iterable of Assessment tells, as result of that number; gives its
    manifest.

    Raises `dutybound.Error` where a case is in an earlier result too.
    """
    into.source = number
    if hasattr(result, "to_dicts"):
        rows = cast(Iterable[Row], result.to_dicts())
        nameless = without_id(result.cases) if hasattr(result, "cases") else []
        if nameless:
            # Findings of two cases without an id cannot be told apart in a table, so each of them is assessed by itself.
            into.add_all(row for row in rows if not is_no_id(row["case_id"]))
            for place in nameless:
                into.add_all(_of_one(result, place))
        else:
            into.add_all(rows)
        for error in result.data_errors.to_dicts():
            into.add_error(error)
        return cast(Mapping[str, Any], result.manifest)
    findings = 0
    assumed: Dict[str, str] = {}
    for place, assessment in enumerate(result):
        case_id = WithoutId(place) if is_no_id(assessment.case_id) else assessment.case_id
        whole = assessment.to_dict()
        findings += len(whole["findings"])
        assumed.update(whole["assumed"])
        into.add_all(_as_rows(case_id, whole["findings"]))
        for error in whole["data_errors"]:
            into.add_error({**error, "case_id": case_id})
    return {"findings": findings, "assumed": assumed}


def _of_one(result: Any, place: int) -> Iterator[Row]:
    """The findings of one case of a CaseloadAssessment, those that it shows, as rows of its table."""
    rules, statuses = result._options.rules, result._options.statuses
    whole = result.rulebook.assess(result.cases[place], **result._judged()).to_dict()
    for row in _as_rows(WithoutId(place), whole["findings"]):
        if (not rules or row["rule"] in rules) and (not statuses or row["status"] in statuses):
            yield row


def _as_rows(case_id: Any, findings: Iterable[Row]) -> Iterator[Row]:
    """Findings in the form of the command line's JSON as rows of a table of findings."""
    for finding in findings:
        status = finding["status"]
        if finding["kind"] == "threshold" and status not in _ANSWERS:
            status = "level"
        elif finding["kind"] == "definition" and status not in _ANSWERS[1:]:
            status = "value"
        yield {
            **finding,
            "case_id": case_id,
            "record": finding["instance"],
            "record_id": finding["record"],
            "status": status,
            "missing": [fact["path"] for fact in finding["missing"]],
        }


def background(
    rulebook: Any,
    *,
    engine: str,
    readings: Mapping[str, str],
    choices: List[str],
    manifest: Mapping[str, Any],
    not_read: List[str],
    explain: Optional[Explain],
) -> Background:
    """What the loaded rulebooks say of themselves. `readings` are those that were chosen in place of the defaults."""
    rules: Dict[str, RuleWords] = {}
    for rule in rulebook.rules():  # of several editions the latest, whose id is the greatest
        known = rules.get(rule.id)
        if known is None or rule.rulebook >= known.rulebook:
            rules[rule.id] = RuleWords(rule.title, rule.requires or "", rule.deadline or "", rule.rulebook)
    books: List[Mapping[str, str]] = [
        {
            "id": book.id,
            "title": book.title,
            "edition": book.edition,
            "version": book.version,
            "digest": book.digest,
            "from": _text(book.first_day),
            "to": _text(book.last_day),
        }
        for book in rulebook.editions()
    ]
    chosen = []
    for reading in rulebook.readings():
        value = readings.get(reading.id, reading.default_value)
        words = next((answer.title for answer in reading.values if answer.value == value), value)
        chosen.append((reading.id, reading.title, words))
    holidays = [(holiday.date, holiday.name) for holiday in rulebook.calendar.holidays if holiday.date.weekday() < 5]
    return Background(
        engine,
        books,
        rules,
        holidays,
        chosen,
        _FactWords(rulebook.facts(), rulebook.parameters()),
        choices,
        manifest,
        not_read,
        explain,
    )


def _text(day: Optional[datetime.date]) -> str:
    return "" if day is None else day.isoformat()


def explainer(results: Sequence[Any], found: Collector) -> Optional[Explain]:
    """The engine's sentences about one finding of the results; None where a result cannot explain itself."""
    if not all(hasattr(result, "explain") for result in results):
        return None

    def explain(case_id: str, rule: str, path: str) -> Optional[Tuple[str, str]]:
        case = found.cases(case_id)
        result, given = results[found.case_sources[case]], found.given_ids[case]
        if isinstance(given, WithoutId):
            explanations = result.rulebook.explain(result.cases[given.number], rule, path or None, **result._judged())
        else:
            explanations = result.explain(given, rule, path or None)
        for explanation in explanations:
            if explanation.finding.instance == path:
                return explanation.summary, explanation.deadline
        return None

    return explain


class _FactWords(Dict[str, str]):
    """Path without indices (`episodes[].referral.received_at` with or without the brackets) -> what the vocabulary says
    of the fact.
    """

    def __init__(self, facts: Iterable[Any], parameters: Iterable[Any]) -> None:
        super().__init__(
            (f"policy.{parameter.id}", f"Left to local policy: {parameter.description}")
            for parameter in parameters
            if parameter.policy
        )
        self._facts = {(fact.entity, fact.attribute): fact for fact in facts}

    def get(self, path: str, default: Any = None) -> Any:
        return self[path] or default

    def __missing__(self, path: str) -> str:
        entity, words = "case", ""
        for name in path.replace("[]", "").split("."):
            fact = self._facts.get((entity, name))
            if fact is None:
                words = ""
                break
            words = fact.description
            entity = fact.type.rpartition(" of ")[2]
        self[path] = words
        return words
