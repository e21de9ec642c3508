"""What needs action as CSV: RFC 4180, UTF-8, CR LF, and nothing that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
from typing import TextIO

from dutybound._dutybound import csv_text

from ._model import Report
from ._words import status_words

COLUMNS = (
    "code",
    "case_id",
    "team",
    "status",
    "duty",
    "rule",
    "last_day",
    "last_moment",
    "days_late",
    "days_left",
    "day_unit",
    "started",
    "record_id",
    "record",
    "strength",
    "actor",
    "rulebook",
    "as_at",
)


def write_csv(report: Report, file: TextIO) -> None:
    """One line for each duty that is overdue or falls due, the most urgent first; before them one for each sentence about
    what could not be read, which is no child's. `file` is opened with newline="".
    """
    found = report.found
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for sentence in report.background.not_read:
        cells = dict.fromkeys(COLUMNS, "")
        cells.update(status="could not be read", duty=sentence, as_at=report.as_at.isoformat())
        rows.writerow([csv_text(cell) for cell in cells.values()])
    for action in report.actions:
        row = found.rows[action.row]
        _, path, record_id, _ = found.records[row.record]
        rulebook, _, modality, actor = found.rule_facts[action.rule]
        days = row.days
        written = (
            report.codes[action.case],
            found.cases.values[action.case],
            action.team,
            status_words(action.status).lower(),
            report.rule_title(action.rule),
            action.rule,
            action.due.isoformat(),
            row.due_at or "",
            "" if days is None or days < 0 else str(days),
            "" if days is None or days > 0 else str(-days),
            row.unit or "",
            "" if row.trigger is None else row.trigger.isoformat(),
            record_id or "",
            path,
            modality.replace("_", " "),
            actor,
            rulebook,
            report.as_at.isoformat(),
        )
        rows.writerow([csv_text(cell) for cell in written])
