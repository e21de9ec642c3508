"""The answer over tables equals the answer case by case, field by field: for every scenario, every example and 10,000 generated cases."""

import collections
import json
import pathlib

import dutybound
import pytest
from made_cases import Tables, Vocabulary, made_cases, plain, with_days, with_ids

ROOT = pathlib.Path(__file__).resolve().parents[2]
DAYS = ("2024-04-22", "2025-03-31", "2026-03-17", "2026-06-30")
GENERATED, SOURCES = 10_000, 40

yaml = pytest.importorskip("yaml")


@pytest.fixture(scope="module")
def rulebook():
    return dutybound.load()


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
        "missing": [fact.path for fact in finding.missing],
        "data_errors": [(error.path, error.value, error.reason, error.code) for error in finding.data_errors],
        "edition_policy": finding.edition_policy,
        "readings": sorted(finding.readings.items()),
        "same_under_all_readings": finding.same_under_all_readings,
        "other_readings": [(sorted(o.readings.items()), o.status, o.outcome or None, o.due) for o in finding.other_readings],
    }


def row(found):
    """A row of a table in the same form; the entity, which a finding has no field for, is held by `record` already."""
    given = dict(found)
    given.pop("entity")
    given["missing"] = list(given["missing"] or [])
    given["data_errors"] = [(e["path"], e["value"], e["reason"], e["code"]) for e in given["data_errors"] or []]
    given["readings"] = sorted((r["reading"], r["value"]) for r in given["readings"] or [])
    given["other_readings"] = [
        (sorted((r["reading"], r["value"]) for r in o["readings"]), o["status"], o["outcome"] or None, o["due"]) for o in given["other_readings"] or []
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


# --- scenarios and examples -------------------------------------------------------------------------------------------------


def as_json(value):
    """A YAML value as a case document of JSON has it."""
    return json.loads(json.dumps(value, default=lambda day: day.isoformat()))


def scenarios():
    """(rulebook, options) -> the cases of all scenarios to be assessed so."""
    groups = collections.defaultdict(list)
    for path in sorted(ROOT.glob("rules/**/*.scenarios.yaml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for scenario in content["list"]:
            options = {
                "as_at": as_json(scenario["as_at"]),
                "carry_forward": scenario.get("carry_forward", False),
                "edition": scenario.get("edition"),
                "readings": scenario.get("readings"),
                "all_readings": any("same_under_all_readings" in row for row in scenario["expect"]),
            }
            key = (content["scenarios"], json.dumps(scenario.get("policy", {}), sort_keys=True), scenario.get("subject", "case"), json.dumps(options))
            groups[key].append(as_json(scenario["case"]))
    return groups


def examples():
    """The cases of examples/, by the name of their file."""
    paths = [ROOT / "examples" / name for name in ("case.json", "case.yaml", "cases.jsonl", "agency.yaml", "partnership.yaml", "local-protocol/case.json")]
    for path in [*paths, *sorted((ROOT / "examples" / "cases").glob("*/case.yaml"))]:
        text = path.read_text(encoding="utf-8")
        documents = [json.loads(line) for line in text.splitlines()] if path.suffix == ".jsonl" else [as_json(yaml.safe_load(text))]
        yield path.relative_to(ROOT).as_posix(), documents


@pytest.fixture(scope="module")
def scenario_groups():
    loaded = {}
    default = {edition.id for edition in dutybound.load().editions()}

    def load(book, policy):
        if (book, policy) not in loaded:
            loaded[book, policy] = dutybound.load([book] if book else None, policy=json.loads(policy) or None)
        return loaded[book, policy]

    prepared = []
    for number, ((book, policy, subject, options), cases) in enumerate(scenarios().items()):
        rules = load(book if book not in default else "", policy)
        vocabulary = Vocabulary(rules.facts())
        named = [{**with_ids(case, vocabulary, f"{number}-{n}", subject), "subject": subject} for n, case in enumerate(cases)]
        prepared.append((f"{book} {policy} {options}", rules, subject, vocabulary, json.loads(options), named))
    assert sum(len(cases) for *_, cases in prepared) > 3000
    return prepared


def test_scenarios_as_one_nested_table(scenario_groups):
    for where, rules, _, _, options, cases in scenario_groups:
        hold_equal(one_by_one(rules, cases, **options), over_tables(rules, cases, (3,), **options), where)


def test_scenarios_as_related_tables(scenario_groups):
    """Cases of which one table says the same as the documents do, in groups; the others hold null where a document says nothing."""
    whole = 0
    for where, rules, subject, vocabulary, options, cases in scenario_groups:
        if subject != "case":
            continue
        for tables in Tables.of([case for case in cases if plain(case, vocabulary)], vocabulary):
            whole += tables.exact
            hold_equal(one_by_one(rules, tables.cases, **options), over_tables(rules, tables.columns(), (3,), **options), where)
    assert whole > 2000


@pytest.mark.parametrize("name, cases", [pytest.param(name, cases, id=name) for name, cases in examples()])
def test_examples(rulebook, vocabulary, name, cases):
    for day in DAYS:
        named = [with_ids(case, vocabulary, case.get("id", name), case.get("subject", "case")) for case in cases]
        wanted = one_by_one(rulebook, named, as_at=day, all_readings=True)
        hold_equal(wanted, over_tables(rulebook, named, (1,), as_at=day, all_readings=True), name)
        if any("subject" in case for case in named):
            continue
        for tables in Tables.of([case for case in named if plain(case, vocabulary)], vocabulary):
            wanted = one_by_one(rulebook, tables.cases, as_at=day, all_readings=True)
            hold_equal(wanted, over_tables(rulebook, tables.columns(), (1,), as_at=day, all_readings=True), name)


# --- generated cases ----------------------------------------------------------------------------------------------------------


SEEN = collections.Counter()


@pytest.fixture(scope="module")
def vocabulary(rulebook):
    return Vocabulary(rulebook.facts())


@pytest.fixture(scope="module")
def sources(vocabulary):
    return dict(made_cases(vocabulary, GENERATED, SOURCES))


@pytest.mark.parametrize("source", range(SOURCES))
def test_generated_cases(rulebook, vocabulary, sources, source):
    """As documents, as one nested Arrow table, as related tables of lists, as related Arrow tables. Most sources ask for a tenth of the rules."""
    cases, where = sources[source], f"source {source}"
    ids = sorted({rule.id for rule in rulebook.rules() if rule.kind != "advisory"})
    whole = source % 20 == 0
    rules = None if whole else ids[source % 10 :: 10]
    options = {"as_at": DAYS[source % len(DAYS)], "carry_forward": source % 3 == 0, "rules": rules}
    wanted = one_by_one(rulebook, cases, **options)
    (tables,) = Tables.of(cases, vocabulary)
    assert tables.exact == len(cases) and tables.cases == cases
    hold_equal(wanted, over_tables(rulebook, cases, (1, 3) if whole else (1,), **options), f"{where}, documents")
    if source % 2:
        hold_equal(wanted, over_tables(rulebook, tables.columns(), (1,), **options), f"{where}, related tables")
        return SEEN.update(finding["status"] for findings, _ in wanted.values() for finding in findings)
    pa = pytest.importorskip("pyarrow")
    hold_equal(wanted, over_tables(rulebook, tables.arrow(), (1, 3) if whole else (3,), **options), f"{where}, related Arrow tables")
    nested = pa.Table.from_pylist(with_days(cases), schema=pa.schema(vocabulary.arrow_fields("case", cases)))
    hold_equal(wanted, over_tables(rulebook, nested, (3,), **options), f"{where}, nested Arrow table")
    SEEN.update(finding["status"] for findings, _ in wanted.values() for finding in findings)


def test_generated_cases_are_many_and_of_all_kinds(sources):
    """What is compared above is worth it: every status that a case can have came up, not once only."""
    assert sum(len(cases) for cases in sources.values()) == GENERATED
    if len(SEEN) < 3:
        pytest.skip("run together with the tests above")
    for status in ("not_applicable", "exempt", "due", "met", "met_late", "overdue", "breached", "permitted", "not_established", "eligible",
                   "not_eligible", "indeterminate", "data_error", "not_in_force", "level", "value"):
        assert SEEN[status] >= 3, SEEN
