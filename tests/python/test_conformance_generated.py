"""The answer over tables equals the answer case by case for 10,000 generated cases."""

import collections
import os

import pytest
from conformance import DAYS, hold_equal, one_by_one, over_tables
from made_cases import Tables, made_cases, with_days

GENERATED, SOURCES = 10_000, 40
CAN_BE_BREACHED = {"dpa18-policy-document-retention", "wt23-is-fear-no-barrier"}


@pytest.fixture(scope="module")
def sources(vocabulary):
    return dict(made_cases(vocabulary, GENERATED, SOURCES))


@pytest.fixture(scope="module")
def rules_of(rulebook):
    """Source -> the rules to ask for: all of a twentieth of the sources (of every one with DUTYBOUND_EVERY_RULE set, some minutes), of
    others a tenth, and those that are breached at all."""
    ids = sorted({rule.id for rule in rulebook.rules() if rule.kind != "advisory"})

    def choose(source):
        whole = source % 20 == 0 or os.environ.get("DUTYBOUND_EVERY_RULE")
        return None if whole else sorted({*ids[source % 10 :: 10], *CAN_BE_BREACHED})

    return choose


def options_of(source, rules):
    return {"as_at": DAYS[source % len(DAYS)], "carry_forward": source % 3 == 0, "rules": rules}


@pytest.mark.parametrize("source", range(SOURCES))
def test_generated_cases(rulebook, vocabulary, sources, rules_of, source):
    """As documents, as one nested Arrow table, as related tables of lists, as related Arrow tables."""
    cases, where = sources[source], f"source {source}"
    options = options_of(source, rules_of(source))
    threads = (3,) if options["rules"] else (1, 3)
    wanted = one_by_one(rulebook, cases, **options)
    (tables,) = Tables.of(cases, vocabulary)
    assert tables.exact == len(cases) and tables.cases == cases
    hold_equal(wanted, over_tables(rulebook, cases, threads, **options), f"{where}, documents")
    if source % 2:
        hold_equal(wanted, over_tables(rulebook, tables.columns(), (1,), **options), f"{where}, related tables")
        return
    pa = pytest.importorskip("pyarrow")
    hold_equal(wanted, over_tables(rulebook, tables.arrow(), threads, **options), f"{where}, related Arrow tables")
    nested = pa.Table.from_pylist(with_days(cases), schema=pa.schema(vocabulary.arrow_fields("case", cases)))
    hold_equal(wanted, over_tables(rulebook, nested, (3,), **options), f"{where}, nested Arrow table")


def test_generated_cases_are_many_and_of_all_kinds(rulebook, sources, rules_of):
    """What is compared above is worth it: every status that a case can have comes up, not once only."""
    assert sum(len(cases) for cases in sources.values()) == GENERATED
    seen = collections.Counter()
    for source, cases in sources.items():
        seen.update(rulebook.assess_tables(cases, progress=False, **options_of(source, rules_of(source))).manifest["by_status"])
    for status in ("not_applicable", "exempt", "due", "met", "met_late", "overdue", "breached", "permitted", "not_established", "eligible",
                   "not_eligible", "indeterminate", "data_error", "not_in_force", "level", "value"):
        assert seen[status] >= 3, seen
