"""The answer over tables equals the answer case by case, field by field. Entry: hold_equal(one_by_one(...), over_tables(...), where)."""

import collections

DAYS = ("2024-04-22", "2025-03-31", "2026-03-17", "2026-06-30")


def answer(case_id, finding):
    """A finding of one case, as the row of a table has it."""
    return {
        "case_id": case_id,
        "rule": finding.rule,
        "rulebook": finding.rulebook,
        "kind": finding.kind,
        "modality": finding.modality,
        "actor": finding.actor,
        "record_id": finding.record,
        "record": finding.instance,
        "status": finding.status,
        "outcome": finding.outcome or None,
        "trigger": finding.trigger,
        "due": finding.due,
        "done": finding.done,
        "due_at": finding.due_at,
        "days": finding.days,
        "day_unit": finding.day_unit,
        "valid_until": finding.valid_until,
        "valid_until_at_least": finding.valid_until_at_least,
        "missing": [fact.path for fact in finding.missing],
        "data_errors": [(error.path, error.value, error.reason, error.code) for error in finding.data_errors],
        "provisional": finding.provisional,
        "unless": list(finding.unless),
        "assumed": [(fact.path, fact.value, fact.by_rule) for fact in finding.assumed],
        "edition_policy": finding.edition_policy,
        "readings": sorted(finding.readings.items()),
        "same_under_all_readings": finding.same_under_all_readings,
        "other_readings": [(sorted(o.readings.items()), o.status, o.outcome or None, o.due, o.provisional) for o in finding.other_readings],
    }


def row(found):
    """A row of a table in the same form; the entity, which a finding has no field for, is held by `record` already."""
    given = dict(found)
    given.pop("entity")
    given.pop("source_table")  # of the tables, which the cases did not come from
    given.pop("source_row")
    given["unless"] = list(given["unless"] or [])
    given["assumed"] = [(fact["path"], fact["value"], fact["by_rule"]) for fact in given["assumed"] or []]
    given["missing"] = list(given["missing"] or [])
    given["data_errors"] = [(e["path"], e["value"], e["reason"], e["code"]) for e in given["data_errors"] or []]
    given["readings"] = sorted((r["reading"], r["value"]) for r in given["readings"] or [])
    given["other_readings"] = [
        (sorted((r["reading"], r["value"]) for r in o["readings"]), o["status"], o["outcome"] or None, o["due"], o["provisional"])
        for o in given["other_readings"] or []
    ]
    return given


def one_by_one(rulebook, cases, rules=None, **options):
    """case -> its findings (of these rules), its data errors."""
    answers = {}
    for case in cases:
        assessment = rulebook.assess(case, **options)
        findings = [answer(case["id"], finding) for finding in assessment.findings if rules is None or finding.rule in rules]
        answers[case["id"]] = (findings, sorted(errors_of(assessment.data_errors)))
    return answers


def errors_of(errors):
    return [(error.path, error.value, error.reason, error.code) for error in errors]


def over_tables(rulebook, tables, threads, **options):
    """case -> its rows, its data errors; the same with each of these numbers of threads, to the order of rows."""
    runs = []
    for number in threads:
        result = rulebook.assess_tables(tables, progress=False, threads=number, **options)
        rows, errors, manifest = list(result.to_dicts()), list(result.data_errors.to_dicts()), result.manifest
        assert manifest["findings"] == sum(manifest["by_status"].values()) == len(rows)
        runs.append((rows, errors, manifest))
    assert runs[0] == runs[-1]
    answers = collections.defaultdict(lambda: ([], []))
    for found in rows:
        answers[found["case_id"]][0].append(row(found))
    for error in errors:
        answers[error["case_id"]][1].append((error["path"], error["value"], error["reason"], error["code"]))
    for _, of_case in answers.values():
        of_case.sort()
    return answers


def hold_equal(wanted, given, where):
    """Every field of every finding and data error; tells of the first that differs."""
    assert {case for case, (rows, errors) in wanted.items() if rows or errors} == given.keys(), where
    for case_id, (findings, errors) in wanted.items():
        rows, row_errors = given[case_id]
        for one, other in zip(findings, rows):
            differing = {name: (one[name], other[name]) for name in one if one[name] != other[name]}
            assert not differing, f"{where}, {case_id}, {one['rule']} of `{one['record']}`: (case, table) {differing}"
        assert len(findings) == len(rows), f"{where}, {case_id}"
        assert errors == row_errors, f"{where}, {case_id}"
