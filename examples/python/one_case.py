"""One case as a dict: its findings, why one of them is as it is, and what to find out next."""

import datetime

import dutybound

case = {
    "id": "case-17",
    "child": {"date_of_birth": datetime.date(2015, 10, 2)},
    "episodes": [
        {
            "id": "episode-1",
            "referral": {"received_at": datetime.date(2024, 3, 27), "acknowledged_at": None},
            "section_47_enquiries": [
                # No conference: null, because it is known that none was held. A key that is left out is unknown.
                {"id": "enquiry-1", "started_at": datetime.date(2024, 3, 28), "outcome": "icpc_required", "icpc": None}
            ],
        }
    ],
}

rulebook = dutybound.load()
assessment = rulebook.assess(case, as_at="2024-04-23")
for finding in assessment.overdue:
    print(finding.rule, finding.record or "", "was due on", finding.due)

for explanation in assessment.explain("wt23-icpc-15wd"):
    print()
    print(explanation)

print()
for question in assessment.ask()[:3]:
    print(question)
