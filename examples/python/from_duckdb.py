"""Overdue duties of a caseload in DuckDB: its relations go in, and the findings are a table of its queries."""

import pathlib

import duckdb

import dutybound

folder = pathlib.Path(__file__).parent / "tables"
names = ("cases", "episodes", "referrals", "assessments", "section_47_enquiries", "icpc")
tables = {name: duckdb.read_csv(str(folder / f"{name}.csv")) for name in names}

result = dutybound.load().assess_tables(tables, as_at="2025-03-31")
overdue = result.overdue
for row in duckdb.execute("select case_id, rule, due, days from overdue").fetchall():
    print(*row)
