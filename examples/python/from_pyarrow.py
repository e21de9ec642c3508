"""Overdue duties of a caseload in Arrow tables."""

import pathlib

import pyarrow as pa
from pyarrow import csv

import dutybound

folder = pathlib.Path(__file__).parent / "tables"
names = ("cases", "episodes", "referrals", "assessments", "section_47_enquiries", "icpc")
tables = {name: csv.read_csv(folder / f"{name}.csv") for name in names}

result = dutybound.load().assess_tables(tables, as_at="2025-03-31")
overdue = pa.table(result.overdue)
for row in overdue.to_pylist():
    print(f"{row['case_id']} {row['rule']} {row['due']:%Y-%m-%d} {row['days']}")
