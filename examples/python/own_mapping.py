"""A table with names of one's own, said in a mapping file, and dates as a spreadsheet wrote them."""

import pathlib

import dutybound

assessments = {
    "Child ref": ["C-1", "C-1", "C-2", "C-3"],
    "Episode": ["C-1/1", "C-1/2", "C-2/1", "C-3/1"],
    "Referral date": ["28/03/2024", "03/06/2024", "27/03/2024", "31/09/2024"],
    "Assessment began": ["02/04/2024", "04/06/2024", "03/04/2024", "01/10/2024"],
    "Assessment ended": ["03/06/2024", "", "03/06/2024", ""],
}

mapping = pathlib.Path(__file__).parent / "own_mapping.yaml"
result = dutybound.load().assess_tables({"Assessments": assessments}, as_at="2024-10-31", mapping=mapping)
for finding in result.where(rules=["wt23-assess-45wd"]).to_dicts():
    print(finding["case_id"], finding["status"], finding["due"], finding["days"])
for error in result.data_errors.to_dicts():
    print(f"{error['table']}, row {error['row']}, {error['column']}: {error['value']}: {error['reason']}")
