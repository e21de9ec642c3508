"""Overdue duties of a caseload in Dask: the rows of a case are brought together, and each worker assesses the cases that it has."""

import pathlib
from typing import Any

import dask.dataframe as dd

import dutybound

folder = pathlib.Path(__file__).parent / "tables"
names = ("cases", "episodes", "referrals", "assessments", "section_47_enquiries", "icpc")
tables = {name: dd.read_csv(folder / f"{name}.csv", dtype=str) for name in names}  # ids as text, so that equal ones hash alike
rulebook = dutybound.load()

# Every table gets the case's id, from its parent where it has only that one's id.
tables["cases"]["of_case"] = tables["cases"]["id"]
tables["episodes"]["of_case"] = tables["episodes"]["case_id"]
for key, parent, children in (("episode_id", "episodes", names[2:5]), ("section_47_enquiry_id", "section_47_enquiries", names[5:])):
    case_ids = tables[parent][["id", "of_case"]].drop_duplicates("id").rename(columns={"id": key})
    tables.update({name: tables[name].merge(case_ids, on=key, how="left") for name in children})


def overdue(*bucket: Any) -> Any:
    return rulebook.assess_tables(dict(zip(names, bucket)), as_at="2025-03-31").overdue.to_pandas()


none = rulebook.assess_tables([], as_at="2025-03-31").overdue.to_pandas()
buckets = [table.shuffle("of_case", npartitions=3) for table in tables.values()]
findings = dd.map_partitions(overdue, *buckets, meta=none, align_dataframes=False)
for row in findings.compute().itertuples():
    print(f"{row.case_id} {row.rule} {row.due:%Y-%m-%d} {row.days}")
