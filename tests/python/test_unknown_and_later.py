"""What holds of every rule: recording more never flips an answer, nothing changes before `valid_until`, and `ask` leaves out nothing
that matters. Each against the plainest oracle: the assessment of another case, or of another day."""

import copy
import datetime
import json
import pathlib
import random

import dutybound
import pytest
from made_cases import Maker

ROOT = pathlib.Path(__file__).resolve().parents[2]
DAY = datetime.timedelta(days=1)
OPEN = ("indeterminate", "data_error")
# Duties owed to a child who may be unborn: it is presumed born unless the record says otherwise, and unborn where it says so without a
# date that speaks against it; the rules' pages say so.
PRESUMED = {"unborn", "child", "expected_date_of_birth"}

yaml_as_written = pytest.importorskip("yaml_as_written")


def judged(rules, case, as_at, **options):
    return {(f.rule, f.instance): f for f in rules.assess(case, as_at=as_at, **options)}


def answer(finding):
    return finding.status, finding.outcome, finding.rulebook


def places(value, path=()):
    """The path of every recorded fact, collections and records too."""
    if isinstance(value, dict):
        for name, below in value.items():
            if name not in ("id", "subject"):
                yield (*path, name)
                yield from places(below, (*path, name))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from places(below, (*path, number))


def holder(case, path):
    for part in path[:-1]:
        case = case[part]
    return case


def without(case, path):
    case = copy.deepcopy(case)
    del holder(case, path)[path[-1]]
    return case


def with_value(case, path, value):
    case = copy.deepcopy(case)
    holder(case, path)[path[-1]] = value
    return case


def path_text(path):
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)[1:]


def made(vocabulary, seed):
    maker = Maker(vocabulary, f"unknown/{seed}", "partnership" if seed % 9 == 8 else "case")
    case = maker.case(seed)
    chance = random.Random(seed)
    return chance, {**case, "subject": maker.subject}, maker.near + chance.randrange(-30, 300) * DAY


def flips(case, full, some):
    """Findings of a case with a fact less that are decided otherwise than with it."""
    for key, finding in some.items():
        if finding.status in OPEN:
            continue
        if key not in full:  # nobody says whether there are records: all that there could be are not in force either
            below = [f for (rule, instance), f in full.items() if rule == finding.rule and instance.startswith(finding.instance)]
            if finding.status != "not_in_force" or any(f.status not in ("not_in_force", "not_applicable") for f in below):
                yield key, finding.status, [f.status for f in below]
            continue
        known = full[key]
        # Where no edition covers the day that decides, a rule that would not apply asks for nothing either.
        if known.status == "data_error" or (finding.status == "not_applicable" and known.status == "not_in_force"):
            continue
        grown = finding.status == "permitted" == known.status and {*(finding.outcome or "").split(", ")} - {""} <= set((known.outcome or "").split(", "))
        if (finding.status, finding.outcome) != (known.status, known.outcome) and not grown:
            yield key, finding.status, known.status


@pytest.mark.parametrize("seed", range(9))
def test_a_fact_that_is_not_recorded_leaves_open_what_it_decides(rulebook, vocabulary, seed):
    chance, case, as_at = made(vocabulary, seed)
    options = {"carry_forward": seed % 3 == 0}
    full = judged(rulebook, case, as_at, **options)
    facts = [path for path in places(case) if path[-1] not in PRESUMED]
    for path in chance.sample(facts, min(len(facts), 6)):
        wrong = list(flips(case, full, judged(rulebook, without(case, path), as_at, **options)))
        assert not wrong, f"seed {seed} as at {as_at}: without {path_text(path)}: {wrong[:3]}"


def scenarios():
    for path in sorted(ROOT.glob("rules/**/*.scenarios.yaml")):
        content = yaml_as_written.read(path)
        for scenario in content["list"]:
            if "policy" not in scenario:
                yield content["scenarios"], scenario


def examples():
    for path in sorted((ROOT / "examples" / "cases").glob("*/case.yaml")):
        yield yaml_as_written.read(path)


def chance_of(case):
    return random.Random(json.dumps(case, sort_keys=True, default=str))


def hold_until(rules, case, as_at, days, **options):
    """Every answer is the same on every day before its `valid_until`, and another on that day."""
    base = datetime.date.fromisoformat(as_at[:10]) if isinstance(as_at, str) else as_at
    now = judged(rules, case, as_at, **options)
    turns = {f.valid_until for f in now.values() if f.valid_until and f.valid_until.year < 9990}
    checked = 0
    turns = chance_of(case).sample(sorted(turns), min(len(turns), 5))
    for day in sorted({*turns, *(day - DAY for day in turns), *(base + n * DAY for n in days)}):
        if day <= base:
            continue
        then = judged(rules, case, day, **options)
        for key, finding in now.items():
            same = answer(then[key]) == answer(finding)
            where = f"{key} {finding.status} as at {as_at} until {finding.valid_until}, on {day} {then[key].status}: {case}"
            if finding.valid_until is None or day < finding.valid_until:
                assert same, where
            elif day == finding.valid_until and not finding.valid_until_at_least:
                assert not same, where
                checked += 1
    return checked


def test_scenarios_change_on_their_day(rulebook):
    """A sample of all scenarios, each as at its own day and looked at again on the days that matter and on days by chance."""
    default = {edition.id for edition in rulebook.editions()}
    loaded, checked = {}, 0
    for number, (book, scenario) in enumerate(scenarios()):
        if number % 90 != 3:
            continue
        rules = rulebook if book in default else loaded.setdefault(book, dutybound.load([book]))
        chance = random.Random(number)
        case = {**scenario["case"], "subject": scenario.get("subject", "case")}
        options = {name: scenario[name] for name in ("carry_forward", "edition", "readings") if name in scenario}
        days = [chance.randrange(1, 60) for _ in range(2)] + [chance.randrange(60, 5000) for _ in range(2)]
        checked += hold_until(rules, case, scenario["as_at"], days, **options)
    assert checked > 60


def test_examples_change_on_their_day(rulebook):
    for number, case in enumerate(examples()):
        chance = random.Random(number)
        days = [chance.randrange(1, 5000) for _ in range(3)]
        as_at = (datetime.date(2023, 11, 1), datetime.date(2024, 5, 20))[number // 2 % 2]
        hold_until(rulebook, case, as_at, days, carry_forward=bool(number % 2))


@pytest.mark.parametrize("seed", range(6))
def test_generated_cases_change_on_their_day(rulebook, vocabulary, seed):
    chance, case, as_at = made(vocabulary, 100 + seed)
    facts = list(places(case))
    for path in sorted(chance.sample(facts, len(facts) // 8), key=len, reverse=True):
        if path[-1] in holder(case, path):
            del holder(case, path)[path[-1]]
    hold_until(rulebook, case, as_at, [chance.randrange(1, 3000) for _ in range(3)])


def values(fact, chance, as_at):
    """Values that a fact could have; of days those about the assessment, about usual periods, and long ago."""
    if fact.type == "boolean":
        return [True, False]
    if fact.type == "enumeration":
        return list(fact.values)
    if fact.type in ("date", "date and time"):
        near = [as_at - n * DAY for n in (0, 1, 15, 46, chance.randrange(400), 366, 6000)]
        return [None, *(day.isoformat() for day in near)]
    return [0, 1, 5, 16, 40] if fact.type == "number" else []


def test_a_fact_that_could_change_an_open_finding_is_asked_for(rulebook, vocabulary):
    assert sum(changes_that_are_asked_for(rulebook, vocabulary, seed) for seed in range(12)) > 50


def changes_that_are_asked_for(rulebook, vocabulary, seed):
    """Some facts are taken away; then one of them is given many values, whatever some of the others are."""
    chance, case, as_at = made(vocabulary, 200 + seed)
    leaves = [p for p in places(case) if not isinstance(holder(case, p)[p[-1]], (dict, list))]
    gone = chance.sample(leaves, min(len(leaves), 25))
    poor = copy.deepcopy(case)
    for path in gone:
        del holder(poor, path)[path[-1]]
    assessment = rulebook.assess(poor, as_at=as_at)
    open_findings = {(f.rule, f.instance) for f in assessment if f.status in OPEN}
    asked = {question.fact.path: set(question.rules) for question in assessment.ask()}
    facts = {(fact.entity, fact.attribute): fact for fact in rulebook.facts()}
    changed = 0
    for path in gone[:8]:
        entity = case["subject"]
        for part in path[:-1]:
            entity = entity if isinstance(part, int) else vocabulary.child_of(entity, part)
        fact = facts[entity, path[-1]]
        for others in (poor, *(_fill(case, poor, gone, path, chance) for _ in range(2))):
            errors = len(rulebook.assess(others, as_at=as_at).data_errors)
            outcomes = {}
            for value in values(fact, chance, as_at):
                assessment = rulebook.assess(with_value(others, path, value), as_at=as_at)
                if len(assessment.data_errors) > errors:
                    continue  # it contradicts what is recorded
                for finding in assessment:
                    key = (finding.rule, finding.instance)
                    if key in open_findings and finding.status != "data_error":
                        outcomes.setdefault(key, {}).setdefault((finding.status, finding.outcome), value)
            for (rule, instance), found in outcomes.items():
                if len(found) > 1:
                    changed += 1
                    assert rule in asked.get(path_text(path), ()), f"seed {seed} as at {as_at}: {path_text(path)} changes {rule} of {instance}: {found}"
    return changed


def _fill(case, poor, gone, path, chance):
    """Some of the other facts that are gone, as they were."""
    filled = copy.deepcopy(poor)
    for other in gone:
        if other != path and chance.random() < 0.5:
            holder(filled, other)[other[-1]] = holder(case, other)[other[-1]]
    return filled
