"""The answer over tables equals the answer case by case for every scenario and every example."""

import collections
import json
import pathlib

import dutybound
import pytest
from conformance import DAYS, hold_equal, one_by_one, over_tables
from made_cases import Tables, Vocabulary, plain, with_ids

ROOT = pathlib.Path(__file__).resolve().parents[2]

yaml_as_written = pytest.importorskip("yaml_as_written")


def scenarios():
    """(rulebook, options) -> the cases of all scenarios to be assessed so."""
    groups = collections.defaultdict(list)
    for path in sorted(ROOT.glob("rules/**/*.scenarios.yaml")):
        content = yaml_as_written.read(path)
        for scenario in content["list"]:
            options = {
                "as_at": scenario["as_at"],
                "carry_forward": scenario.get("carry_forward", False),
                "edition": scenario.get("edition"),
                "readings": scenario.get("readings"),
                "assume": scenario.get("assume"),
                "all_readings": any("same_under_all_readings" in row for row in scenario["expect"]),
            }
            key = (content["scenarios"], json.dumps(scenario.get("policy", {}), sort_keys=True), scenario.get("subject", "case"), json.dumps(options))
            groups[key].append(scenario["case"])
    return groups


def examples():
    """The cases of examples/, by the name of their file."""
    paths = [ROOT / "examples" / name for name in ("case.json", "case.yaml", "cases.jsonl", "agency.yaml", "partnership.yaml", "local-protocol/case.json")]
    for path in [*paths, *sorted((ROOT / "examples" / "cases").glob("*/case.yaml"))]:
        documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.suffix == ".jsonl" else [yaml_as_written.read(path)]
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
