"""What the page's script reads: the findings as columns of numbers with dictionaries. Entry: embedded_json."""

from __future__ import annotations

import datetime
import json
from typing import Any, Dict, List, Optional

from ._collect import Numbering
from ._model import Report
from ._words import STATUSES, status_order

#: So many of the findings that need action get the engine's own sentences.
MOST_EXPLAINED = 2000

_EPOCH = datetime.date(1970, 1, 1).toordinal()


def day_number(day: Optional[datetime.date]) -> Optional[int]:
    """Days since 1970-01-01."""
    return None if day is None else day.toordinal() - _EPOCH


def embedded_json(report: Report) -> str:
    """JSON text that may stand in a script element: it holds no `<`, `>`, `&`, line separators or other letters outside
    ASCII.
    """
    text = json.dumps(page_data(report), ensure_ascii=True, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def page_data(report: Report) -> Dict[str, Any]:
    found, background = report.found, report.background
    statuses = status_order(report.by_status())
    status_numbers = {status: number for number, status in enumerate(statuses)}
    teams: Numbering[str] = Numbering()
    paths: Numbering[str] = Numbering()
    units: Numbering[str] = Numbering()
    missing_paths: Numbering[str] = Numbering()
    missing_sets: Numbering[Any] = Numbering()
    moments: Dict[str, str] = {}
    for name in sorted(set(report.teams)):
        teams(name)
    templates: List[List[Any]] = [[], [], [], []]
    for rule, status, missing, outcome in found.templates.values:
        templates[0].append(rule)
        templates[1].append(status_numbers[status])
        templates[2].append(missing_sets(tuple(missing_paths(path) for path in missing)))
        templates[3].append(outcome)
    profiles, of_record = found.profiles()
    for number, row in enumerate(found.rows):
        if row.due_at:
            moments[str(number)] = row.due_at
    rules = []
    for id_ in found.rules.values:
        words = background.rules.get(id_)
        _, kind, modality, actor = found.rule_facts[id_]
        rules.append(
            [
                id_,
                words.title if words else id_,
                words.requires if words else "",
                words.deadline if words else "",
                modality.replace("_", " "),
                actor,
                kind,
            ]
        )
    return {
        "asAt": day_number(report.as_at),
        "horizon": day_number(report.horizon),
        "weeks": [[day_number(week.first), day_number(week.last)] for week in report.weeks],
        "hasTeams": report.has_teams,
        "holidays": [[day_number(day), name] for day, name in background.holidays],
        "teams": teams.values,
        "statuses": [[status, *STATUSES.get(status, (status, ""))] for status in statuses],
        "rules": rules,
        "missing": [[path, background.facts.get(path, "")] for path in missing_paths.values],
        "missingSets": missing_sets.values,
        "templates": templates,
        "profiles": profiles,
        "cases": {"id": found.cases.values, "code": report.codes, "team": [teams(team) for team in report.teams]},
        "paths": paths.values,
        "records": {
            "case": [r[0] for r in found.records],
            "path": [paths(r[1]) for r in found.records],
            "id": [r[2] for r in found.records],
            "profile": of_record,
        },
        "units": units.values,
        "rows": {
            "record": [row.record for row in found.rows],
            "template": [row.template for row in found.rows],
            "trigger": [day_number(row.trigger) for row in found.rows],
            "due": [day_number(row.due) for row in found.rows],
            "done": [day_number(row.done) for row in found.rows],
            "days": [row.days for row in found.rows],
            "unit": [None if row.unit is None else units(row.unit) for row in found.rows],
        },
        "moments": moments,
        "why": _explanations(report),
        "errors": [
            [
                error["case"] if error["case"] is not None else _id(error.get("case_id")),
                error.get("table") or "",
                error.get("row"),
                error.get("column") or "",
                error.get("path") or "",
                _text(error.get("value")),
                error.get("reason") or "",
                error.get("code") or "",
            ]
            for error in found.errors
        ],
        "errorCount": found.error_count,
    }


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _id(case_id: Any) -> Optional[str]:
    return None if case_id is None else str(case_id)


def _explanations(report: Report) -> Dict[str, List[str]]:
    explain = report.background.explain
    if explain is None:
        return {}
    texts: Dict[str, List[str]] = {}
    for action in report.actions[:MOST_EXPLAINED]:
        record = report.found.records[report.found.rows[action.row].record]
        said = explain(report.found.cases.values[action.case], action.rule, record[1])
        if said:
            texts[str(action.row)] = list(said)
    return texts
