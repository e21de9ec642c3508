"""The engine against the plain oracle, on generated rulebooks and cases, through the command line.

    test_differential.py DUTYBOUND RULES_DIR [--seeds N] [--from SEED]

Compares the value of every definition and the status of every duty, by whichever of two editions, under every reading; then holds `valid_until` against replays: the day before it
nothing has changed, on it something has.
"""

import argparse
import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from decimal import Decimal

import generate
import oracle

RULES_EACH, CASES_EACH = 40, 25
IN_FORCE = (datetime.date(2023, 9, 1), datetime.date(2024, 2, 14))
NEXT = (IN_FORCE[1] + oracle.DAY, datetime.date(2025, 2, 28))
READINGS = """readings:
  - {id: first-day, title: Day 1, default: next, values: [{value: next, title: The next}, {value: own, title: Its own}]}
  - {id: which, title: Which day starts it, default: this, values: [{value: this, title: This}, {value: other, title: Another}]}
"""
SOME_DAYS = [datetime.date(2024, 3, 31), datetime.date(2024, 2, 29), datetime.date(2024, 12, 27), datetime.date(2023, 12, 24)]


def read_calendar(rules_folder):
    """The dates of the calendar file, by the plainest reading there is."""
    holidays, known = [], []
    for line in (rules_folder / "calendars" / "england-and-wales.yaml").read_text().splitlines():
        words = line.replace("{", " ").replace("}", " ").replace(",", " ").split()
        if words[:1] == ["known:"]:
            known = [datetime.date.fromisoformat(words[2]), datetime.date.fromisoformat(words[4])]
        if "date:" in words:
            holidays.append(datetime.date.fromisoformat(words[words.index("date:") + 1].strip("'")))
    return oracle.WorkingDays(*known, holidays)


def write_rulebook(folder, rules_folder, made):
    (folder / "vocabulary.yaml").write_text(generate.vocabulary_yaml())
    (folder / "calendar.yaml").write_text((rules_folder / "calendars" / "england-and-wales.yaml").read_text())
    book = folder / "generated"
    book.mkdir()
    head = "edition: '1'\ntitle: Generated\nversion: 1.0.0\njurisdiction: England\nseries: generated\n"
    (book / "rulebook.yaml").write_text(f"rulebook: generated\n{head}in_force: {{from: {IN_FORCE[0]}, to: {IN_FORCE[1]}}}\n{READINGS}")
    shared = ", ".join(rule["id"] for rule, _ in made if rule.get("shared"))
    following = folder / "next"
    following.mkdir()
    (following / "rulebook.yaml").write_text(
        f"rulebook: next\n{head}in_force: {{from: {NEXT[0]}, to: {NEXT[1]}}}\nshares:\n  - {{from: generated, rules: [{shared}]}}\n"
    )
    (book / "rules.yaml").write_text("rules:\n" + "\n".join("\n".join(lines) for _, lines in made) + "\n")


def assess(command, folder, cases_file, as_at):
    arguments = [command, "assess", cases_file, "--rules", folder, "--as-at", as_at.isoformat(), "--format", "jsonl", "--reading", "all"]
    done = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):  # 3: a list that is none, among the made values, was not read
        sys.exit(f"{' '.join(map(str, arguments))}\nexit {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    lines = list(map(json.loads, done.stdout.splitlines()))
    head = lines.pop(0) if done.returncode == 3 else {"unread": 0}
    if head["unread"]:
        sys.exit(f"not all cases were read: {head}")
    return {(f["case"], f["rule"], f["instance"]): f for f in lines}


def instances(evaluator, case):
    """entity -> [(path, scope)], and the paths where nobody says whether there are any."""
    root = oracle.Record("case", case, None)
    found = {"case": [("", {"case": root})], "thing": [], "part": []}
    gaps = {"case": [], "thing": [], "part": []}
    things = evaluator.attribute(root, "things")
    if oracle.unknown(things):
        gaps["thing"].append("things")
        gaps["part"].append("things")
        return found, gaps
    for i, (thing, _) in enumerate(things):
        scope = {"case": root, "thing": thing}
        found["thing"].append((f"things[{i}]", scope))
        parts = evaluator.attribute(thing, "parts")
        if oracle.unknown(parts):
            gaps["part"].append(f"things[{i}].parts")
            continue
        for j, (part, _) in enumerate(parts):
            found["part"].append((f"things[{i}].parts[{j}]", {**scope, "part": part}))
    return found, gaps


def same_value(expected, finding, tree):
    word = finding["status"]
    if expected is oracle.UNKNOWN:
        return word == "indeterminate"
    if expected is oracle.UNCLEAR:  # past the calendar's end, without anything impossible
        return word == "data_error" or (word == "indeterminate" and "working_days" in repr(tree))
    if expected is None:
        return word == "null"
    if isinstance(expected, bool):
        return word == ("true" if expected else "false")
    if isinstance(expected, (int, Decimal)):
        try:
            return Decimal(word) == expected
        except ArithmeticError:
            return False
    return word == expected.isoformat()


def agrees(found, status, provisional):
    """Whether a finding, or what it is under other readings, is that. The oracle knows of no data errors, which are undecided and nothing more."""
    if found["status"] == "data_error":
        return status == "indeterminate" and found["provisional"] is None
    return (found["status"], found["provisional"]) == (status, provisional)


def differences(rule, evaluator, scope, finding):
    """What the engine says of a duty that the oracle does not, under the default readings and under all others."""
    editions = [("next", *NEXT)] * rule["shared"] + [("generated", *IN_FORCE)]
    chosen, *others = oracle.combinations(rule)
    status, provisional, rulebook = oracle.judged(oracle.under(rule, chosen), evaluator, scope, editions)
    if not agrees(finding, status, provisional) or finding["rulebook"] != rulebook:
        yield f"oracle {status}, {provisional} by {rulebook}, engine {finding['status']}, {finding['provisional']} by {finding['rulebook']}"
    if bool(finding["unless"]) != (finding["provisional"] is not None):
        yield f"unless {finding['unless']} and provisional {finding['provisional']}"
    if finding["readings"] != chosen:
        yield f"read with {finding['readings']}, not {chosen}"
    expected = {str(o): oracle.judged(oracle.under(rule, o), evaluator, scope, editions)[:2] for o in others}
    found = {str(o["readings"]): o for o in finding["other_readings"]}
    if expected.keys() != found.keys() or not all(agrees(found[o], *expected[o]) for o in expected):
        yield f"other readings: oracle {expected}, engine {found}"
    statuses = [(o["status"], o["provisional"]) for o in (finding, *finding["other_readings"])]
    same = len(set(statuses)) == 1 if rule["readings"] else None
    if finding["same_under_all_readings"] != same:
        yield f"same under all readings: {finding['same_under_all_readings']}, and the statuses are {statuses}"


def compare(seed, command, rules_folder):
    random_numbers = random.Random(seed)
    as_at = random_numbers.choice(SOME_DAYS)
    working_days = read_calendar(rules_folder)
    made = generate.rules(random_numbers, as_at, RULES_EACH)
    compared = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "rules"
        folder.mkdir()
        write_rulebook(folder, rules_folder, made)
        cases = {}
        for n in range(CASES_EACH):
            cases[f"c{n}"] = {"id": f"c{n}", **generate.facts(random_numbers, "case", as_at)}
        cases_file = pathlib.Path(temporary) / "cases.jsonl"
        cases_file.write_text("".join(json.dumps(c) + "\n" for c in cases.values()))
        findings = assess(command, folder, cases_file, as_at)
        wrong = []
        for case_id, case in cases.items():
            evaluator = oracle.Evaluator(generate.MODEL, {}, working_days, as_at)
            found, gaps = instances(evaluator, case)
            for rule, lines in made:
                for path, scope in found[rule["entity"]]:
                    finding = findings.pop((case_id, rule["id"], path), None)
                    compared += 1
                    if finding is None:
                        wrong.append((case_id, rule["id"], path, "no finding", lines))
                    elif rule["kind"] == "definition":
                        value = evaluator.value(rule["value"], scope)
                        if not same_value(value, finding, rule["value"]):
                            wrong.append((case_id, rule["id"], path, f"oracle {value!r}, engine {finding['status']}", lines))
                    else:
                        for what in differences(rule, evaluator, scope, finding):
                            wrong.append((case_id, rule["id"], path, what, lines))
                for path in gaps[rule["entity"]]:
                    finding = findings.pop((case_id, rule["id"], path), None)
                    compared += 1
                    if finding is None or finding["status"] not in ("indeterminate", "data_error"):
                        wrong.append((case_id, rule["id"], path, f"a gap should be indeterminate, not {finding and finding['status']}", lines))
        wrong += [(key[0], key[1], key[2], "an extra finding", []) for key in findings]
        if not wrong:
            wrong = replay(command, folder, cases_file, as_at)
        for case_id, rule_id, path, what, lines in wrong[:5]:
            print(f"seed {seed} case {case_id} rule {rule_id} at `{path}`: {what}")
            print("\n".join(lines))
            print(json.dumps(cases[case_id]))
        return compared, len(wrong)


def answer(finding):
    return finding["status"], finding["provisional"], finding["rulebook"]


def replay(command, folder, cases_file, as_at):
    """Findings change on `valid_until`, unless it is a lower bound, and not the day before."""
    now = assess(command, folder, cases_file, as_at)
    days = sorted({f["valid_until"] for f in now.values() if f["valid_until"]})
    wrong = []
    for day in days[:: max(1, len(days) // 4)][:4]:
        on = datetime.date.fromisoformat(day)
        before = assess(command, folder, cases_file, on - oracle.DAY)
        after = assess(command, folder, cases_file, on)
        for key, finding in now.items():
            until = finding["valid_until"]
            if (until is None or until > (on - oracle.DAY).isoformat()) and answer(before[key]) != answer(finding):
                wrong.append((*key, f"{finding['status']} until {until}, yet {before[key]['status']} on {on - oracle.DAY}", []))
            if until == day and not finding["valid_until_at_least"] and answer(after[key]) == answer(finding):
                wrong.append((*key, f"{finding['status']} until {until}, yet still so on that day", []))
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command", type=pathlib.Path)
    parser.add_argument("rules", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, default=7)
    parser.add_argument("--from", dest="first", type=int, default=0)
    arguments = parser.parse_args()
    compared = wrong = 0
    for seed in range(arguments.first, arguments.first + arguments.seeds):
        these, bad = compare(seed, arguments.command, arguments.rules)
        compared, wrong = compared + these, wrong + bad
    print(f"{compared} findings compared, {wrong} differ")
    sys.exit(1 if wrong or not compared else 0)


if __name__ == "__main__":
    main()
