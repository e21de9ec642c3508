#!/usr/bin/env python3
"""Writes an invented caseload: case documents as JSON lines, and which team works with which child.

    python3 generate.py FOLDER [--children 5000] [--as-at 2026-03-06] [--seed 1]

FOLDER gets cases.jsonl and teams.csv. Every child in it is made up, and the same seed gives the same bytes. Most of it
is in time; some is late, some
not done, some not recorded, and a little is impossible, as in a real caseload.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import random
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

TEAMS = [
    "Assessment North",
    "Assessment South",
    "Family Help East",
    "Family Help West",
    "Safeguarding",
    "Children with Disabilities",
]
CATEGORIES = ["neglect", "physical_abuse", "sexual_abuse", "emotional_abuse", "multiple"]
Document = Dict[str, Any]


def text(day: datetime.date) -> str:
    return day.isoformat()


def weekday(day: datetime.date) -> datetime.date:
    """The day itself, or the Monday after a weekend."""
    return day + datetime.timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


class Writer:
    def __init__(self, seed: int, as_at: datetime.date) -> None:
        self.random = random.Random(seed)
        self.as_at = as_at

    def after(self, day: datetime.date, least: int, most: int) -> datetime.date:
        return weekday(day + datetime.timedelta(days=self.random.randint(least, most)))

    def happened(self, day: datetime.date) -> Optional[str]:
        """An event's cell: null if it is still to come."""
        return text(day) if day <= self.as_at else None

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def forgotten(self, day: datetime.date) -> bool:
        """Whether nobody has done so far what should have been done on that day."""
        return (self.as_at - day).days < 120 and self.chance(0.06)

    def assessment(self, number: int, referral: datetime.date) -> Tuple[Document, datetime.date]:
        started = self.after(referral, 0, 4)
        # Forty-five working days are about 63 days.
        ended = self.after(referral, 20, 61) if self.chance(0.85) else self.after(referral, 64, 110)
        found: Document = {
            "id": f"a{number}",
            "started_at": self.happened(started),
            "completed_at": self.happened(ended),
        }
        if self.forgotten(ended):
            found["completed_at"] = None
        if self.chance(0.02):
            found["completed_at"] = "1900-01-01"
        elif self.chance(0.03):
            del found["completed_at"]
        if self.chance(0.85):
            found["extension_reason_recorded"] = self.chance(0.1)
        if self.chance(0.5):
            found["child_seen"] = self.chance(0.95)
        return found, ended

    def plan(self, number: int, conference: datetime.date) -> Document:
        ended = self.after(conference, 150, 700)
        reviews: List[Document] = []
        last = conference
        held = self.after(conference, 70, 90) if self.chance(0.9) else self.after(conference, 93, 130)
        while held < min(ended, self.as_at) and not self.forgotten(held):
            reviews.append({"id": f"p{number}r{len(reviews) + 1}", "held_at": text(held)})
            last = held
            held = self.after(last, 140, 180) if self.chance(0.9) else self.after(last, 185, 240)
        found: Document = {
            "id": f"p{number}",
            "conference_held_at": text(conference),
            "started_at": text(conference),
            "ended_at": self.happened(ended),
            "initial_category": self.random.choice(CATEGORIES),
            "reviews": reviews,
        }
        if self.chance(0.6):
            groups: List[Document] = []
            day = self.after(conference, 5, 13) if self.chance(0.85) else self.after(conference, 15, 30)
            while day < min(ended, self.as_at) and len(groups) < 12:
                groups.append({"id": f"p{number}g{len(groups) + 1}", "held_at": text(day)})
                day = self.after(day, 30, 45)
            found["core_groups"] = groups
        return found

    def enquiry(self, number: int, referral: datetime.date) -> Tuple[Document, Optional[datetime.date]]:
        started = self.after(referral, 0, 10)
        found: Document = {"id": f"s{number}", "started_at": self.happened(started)}
        if started > self.as_at:
            return found, None
        if self.chance(0.45):
            found["outcome"] = self.random.choice(["no_conference_support", "no_further_action"])
            return found, None
        if self.chance(0.9):
            found["outcome"] = "icpc_required"
        held = self.after(started, 10, 20) if self.chance(0.8) else self.after(started, 23, 45)
        if self.forgotten(held):
            held = self.as_at + datetime.timedelta(days=7)
        found["icpc"] = {"held_at": text(held)} if held <= self.as_at else None
        if self.chance(0.01):
            found["icpc"] = {"held_at": text(started - datetime.timedelta(days=7))}
            return found, None
        return found, held if held <= self.as_at else None

    def episode(self, number: int, referral: datetime.date) -> Document:
        decided = self.after(referral, 0, 1) if self.chance(0.9) else self.after(referral, 2, 9)
        kind = self.random.random()
        found: Document = {
            "id": f"e{number}",
            "referral": {"received_at": text(referral)},
            "assessments": [],
            "section_47_enquiries": [],
            "cp_plans": [],
            "cin_plans": [],
        }
        if self.chance(0.8):
            found["referral"]["decided_at"] = None if self.forgotten(decided) else self.happened(decided)
        if kind < 0.12:
            found["referral"]["decision"] = "no_further_action"
            found["closed_at"] = self.happened(decided)
            return found
        found["referral"]["decision"] = "section_47_enquiries" if kind > 0.6 else "section_17_assessment"
        assessment, ended = self.assessment(number, referral)
        found["assessments"] = [assessment]
        if kind > 0.6:
            enquiry, conference = self.enquiry(number, referral)
            found["section_47_enquiries"] = [enquiry]
            if conference is not None and self.chance(0.88):
                plan = self.plan(number, conference)
                found["cp_plans"] = [plan]
                closed = datetime.date.fromisoformat(plan["ended_at"]) if plan["ended_at"] else None
                found["closed_at"] = None if closed is None else self.happened(self.after(closed, 20, 120))
                return found
        found["closed_at"] = self.happened(self.after(ended, 0, 150))
        return found

    def case(self, number: int) -> Document:
        years = 15 * 365
        born = self.as_at - datetime.timedelta(days=self.random.randint(200, years))
        found: Document = {"id": f"FIC{number:05d}", "child": {"date_of_birth": text(born)}, "episodes": []}
        if self.chance(0.01):
            found["child"] = {"expected_date_of_birth": text(self.after(self.as_at, 20, 150)), "unborn": True}
        referral = weekday(self.as_at - datetime.timedelta(days=int(self.random.triangular(1, 760, 60))))
        found["episodes"].append(self.episode(1, min(referral, self.as_at)))
        closed = found["episodes"][0].get("closed_at")
        if closed and self.chance(0.2):
            again = self.after(datetime.date.fromisoformat(closed), 30, 200)
            if again <= self.as_at:
                found["episodes"].append(self.episode(2, again))
        return found


def write(folder: Path, children: int = 5000, as_at: datetime.date = datetime.date(2026, 3, 6), seed: int = 1) -> None:
    """Writes cases.jsonl and teams.csv into the folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = Writer(seed, as_at)
    with (
        open(folder / "cases.jsonl", "w", encoding="utf-8", newline="\n") as cases,
        open(folder / "teams.csv", "w", encoding="utf-8", newline="") as teams,
    ):
        rows = csv.writer(teams)
        rows.writerow(["case_id", "team"])
        for number in range(1, children + 1):
            case = writer.case(number)
            cases.write(json.dumps(case) + "\n")
            if writer.chance(0.97):
                rows.writerow([case["id"], writer.random.choice(TEAMS)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--children", type=int, default=5000)
    parser.add_argument("--as-at", type=datetime.date.fromisoformat, default=datetime.date(2026, 3, 6))
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write(arguments.folder, arguments.children, arguments.as_at, arguments.seed)


if __name__ == "__main__":
    main()
