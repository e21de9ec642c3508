"""Parquet files larger than memory, by DuckDB: cases in buckets of their ids, the findings of each appended as a Parquet file.

    python parquet_larger_than_memory_duckdb.py FOLDER FINDINGS [BUCKETS]

FOLDER has a Parquet file for each table (cases.parquet, episodes.parquet, ...), every one but `cases` with a column `case_id`. What is in memory at
a time is one bucket's tables.
"""

import pathlib
import sys

import duckdb

import dutybound

folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
buckets = int(sys.argv[3]) if len(sys.argv) > 3 else 16
rulebook = dutybound.load()
(out / "findings").mkdir(parents=True)
(out / "data_errors").mkdir()

for bucket in range(buckets):
    tables = {}
    for path in sorted(folder.glob("*.parquet")):
        key = "id" if path.stem == "cases" else "case_id"
        tables[path.stem] = duckdb.sql(f"from read_parquet('{path}') where coalesce(hash({key}), 0) % {buckets} = {bucket}")
    result = rulebook.assess_tables(tables, as_at="2025-03-31")
    errors = result.data_errors
    duckdb.execute(f"copy (from result) to '{out}/findings/{bucket:04d}.parquet'")
    duckdb.execute(f"copy (from errors) to '{out}/data_errors/{bucket:04d}.parquet'")

print(duckdb.sql(f"select status, count(*) as findings from '{out}/findings/*.parquet' group by all order by all"))
