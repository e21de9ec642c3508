"""Assesses a children in need census return and prints what is overdue: `python ten_lines.py [CIN_Census.xml]`."""

import pathlib
import sys

import dutybound

path = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent / "cin_census.xml"
caseload = dutybound.read_cin_census(path)
assert caseload.reference_date, "the return names no reference date"
result = dutybound.load().assess_tables(caseload, as_at=caseload.reference_date)
for finding in result.overdue.to_dicts():
    print(f"{finding['case_id']}  due {finding['due']}  {finding['days']:>4} {finding['day_unit'].replace('_', ' ')} late  {finding['rule']}")
print(result.manifest["by_status"])
