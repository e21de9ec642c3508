"""Overdue duties of a caseload in pandas: any version, with or without pyarrow."""

import pathlib

import pandas as pd

import dutybound

folder = pathlib.Path(__file__).parent / "tables"
names = ("cases", "episodes", "referrals", "assessments", "section_47_enquiries", "icpc")
tables = {name: pd.read_csv(folder / f"{name}.csv") for name in names}

result = dutybound.load().assess_tables(tables, as_at="2025-03-31")
overdue = result.overdue.to_pandas()
for row in overdue.itertuples():
    print(f"{row.case_id} {row.rule} {row.due:%Y-%m-%d} {row.days}")
