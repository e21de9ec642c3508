"""Parquet files larger than memory, by polars: cases in buckets of their ids, the findings of each appended as a Parquet file.

    python parquet_larger_than_memory_polars.py FOLDER FINDINGS [BUCKETS]

FOLDER has a Parquet file for each table (cases.parquet, episodes.parquet, ...), every one but `cases` with a column `case_id`. What is in memory at
a time is one bucket's tables.
"""

import pathlib
import sys

import polars as pl

import dutybound

folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
buckets = int(sys.argv[3]) if len(sys.argv) > 3 else 16
rulebook = dutybound.load()
(out / "findings").mkdir(parents=True)
(out / "data_errors").mkdir()

for bucket in range(buckets):
    tables = {}
    for path in sorted(folder.glob("*.parquet")):
        key = pl.col("id" if path.stem == "cases" else "case_id")
        rows = pl.scan_parquet(path).filter(key.hash(seed=1) % buckets == bucket)
        tables[path.stem] = rows.collect(engine="streaming")
    result = rulebook.assess_tables(tables, as_at="2025-03-31")
    pl.DataFrame(result).write_parquet(out / "findings" / f"{bucket:04d}.parquet")
    pl.DataFrame(result.data_errors).write_parquet(out / "data_errors" / f"{bucket:04d}.parquet")

print(pl.scan_parquet(out / "findings").group_by("status").len("findings").sort("status").collect(engine="streaming"))
