"""Overdue duties of a caseload in polars: no copy on the way in or out."""

import pathlib

import polars as pl

import dutybound

folder = pathlib.Path(__file__).parent / "tables"
names = ("cases", "episodes", "referrals", "assessments", "section_47_enquiries", "icpc")
tables = {name: pl.read_csv(folder / f"{name}.csv", try_parse_dates=True) for name in names}

result = dutybound.load().assess_tables(tables, as_at="2025-03-31")
overdue = pl.DataFrame(result.overdue)
for row in overdue.iter_rows(named=True):
    print(f"{row['case_id']} {row['rule']} {row['due']:%Y-%m-%d} {row['days']}")
