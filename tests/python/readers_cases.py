"""The invented children of examples/cin_census.xml and what has to come out of them, worked by hand.

Day 0 is the day that starts the clock. In the spans below these days do not count besides weekends: 6 and 27 May,
25 and 26 December 2024, 1 January, 18 and 21 April 2025.
"""

from __future__ import annotations

import csv
import datetime
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import dutybound

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
AS_AT = datetime.date(2025, 3, 31)

ASSESSMENT = "wt23-assess-45wd"
CONFERENCE = "wt23-icpc-15wd"
FIRST_REVIEW = "wt23-rcpc-first-3m"
NEXT_REVIEW = "wt23-rcpc-next-6m"
TRANSFER = "wt23-transfer-15wd"

Outcome = Tuple[str, str, Optional[str]]

# (child, status, last day), for each record in the order of the children. A late assessment is excused by a recorded reason,
# which no data set carries.
ASSESSMENTS: List[Outcome] = [
    ("MEADOW001", "met", "2024-07-05"),
    ("MEADOW002", "met", "2024-06-12"),
    ("MEADOW002", "indeterminate", "2024-08-05"),
    ("MEADOW004", "data_error", None),
    ("MEADOW005", "indeterminate", "2025-02-06"),
    ("MEADOW005", "indeterminate", "2025-02-06"),
    ("MEADOW006", "due", "2025-04-23"),
]
CONFERENCES: List[Outcome] = [
    ("MEADOW001", "met", "2024-05-24"),
    ("MEADOW002", "met_late", "2024-06-26"),
    ("MEADOW004", "data_error", None),
    ("MEADOW005", "indeterminate", "2024-12-24"),  # the census does not say whether a conference was required
    ("MEADOW005", "not_applicable", None),
]
FIRST_REVIEWS: List[Outcome] = [("MEADOW001", "met", "2024-08-22"), ("MEADOW003", "overdue", "2024-12-27")]


def outcomes(rulebook: Any, caseload: Any, rule: str, as_at: datetime.date = AS_AT) -> List[Outcome]:
    """(case, status, last day) of the findings of a rule; no day for data errors and what does not apply."""
    rows = rulebook.assess_tables(caseload, as_at=as_at, rules=[rule]).to_dicts()
    found = (
        (
            row["case_id"],
            row["status"],
            row["due"].isoformat() if row["due"] and row["status"] not in ("data_error", "not_applicable") else None,
        )
        for row in rows
    )
    return sorted(found, key=lambda outcome: (outcome[0], outcome[1], outcome[2] or ""))


def csv_tables(folder: Path) -> Dict[str, Dict[str, List[Optional[str]]]]:
    """The CSV files of a folder as columns of text; an empty cell is None."""
    tables: Dict[str, Dict[str, List[Optional[str]]]] = {}
    for path in sorted(folder.glob("*.csv")):
        with open(path, newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        tables[path.stem] = {name: [row[place] or None for row in rows[1:]] for place, name in enumerate(rows[0])}
    return tables
