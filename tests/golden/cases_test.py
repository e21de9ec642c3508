"""Assesses the cases of examples/cases and compares each finding with what was read and accepted.

The indented `dutybound assess ...` lines of a case's README.md say how it is assessed. Each is compared with
- the table below it, worked out by hand: rule and record, status, last day, days. Nothing rewrites it.
- tests/golden/cases/NAME.findings (NAME-2 for a second command): every finding, a line each, without versions and digests.
- tests/golden/cases/NAME.report, where there is one: the report for people, whole.
After a change of rules: DUTYBOUND_ACCEPT=1 rewrites the last two; read the diff line by line before you commit it.
"""
import difflib
import json
import os
import pathlib
import re
import shlex
import subprocess
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
CASES = SOURCE / "examples" / "cases"
GOLDEN = pathlib.Path(__file__).resolve().parent / "cases"
COMMAND = os.environ["DUTYBOUND_COMMAND"]
ACCEPT = "DUTYBOUND_ACCEPT" in os.environ
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())
ROW = re.compile(r"\| `([a-z0-9-]+)` ?([^|]*?) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|")


def commands(readme):
    """Each command of a README, as the arguments of assess and the rows of the table that follows it."""
    found = []
    for line in readme.splitlines():
        if line.startswith("    dutybound assess "):
            found.append((shlex.split(line)[2:], []))
        elif row := ROW.match(line):
            found[-1][1].append(tuple(cell.strip() for cell in row.groups()))
    return found


def assess(arguments, form):
    """What `assess` prints of the case. DUTYBOUND_ARGUMENTS: further options, for runs by hand (such as --rules)."""
    extra = shlex.split(os.environ.get("DUTYBOUND_ARGUMENTS", ""))
    done = subprocess.run([COMMAND, "assess", *arguments, "--format", form, *extra], cwd=SOURCE, capture_output=True, text=True,
                          encoding="utf-8", timeout=120, check=False, env={**os.environ, "NO_COLOR": "1"})
    if done.returncode != 0:
        raise AssertionError(f"{arguments}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


def summary(assessment):
    """Every finding on a line, with what matters to a reader and nothing that a release changes."""
    manifest = assessment["manifest"]["by_status"]
    lines = [f"{assessment['subject']} {assessment['case']} as at {assessment['as_at']}",
             "  ".join(f"{status} {count}" for status, count in sorted(manifest.items()) if count), ""]
    for error in assessment["data_errors"]:
        lines.append(f"impossible: {error['path']} = {error['value']}: {error['reason']}")
    order = {}  # by record, as they come, then by rule: moving a rule in its file changes nothing here
    for finding in assessment["findings"]:
        order.setdefault(finding["instance"], len(order))
    for finding in sorted(assessment["findings"], key=lambda finding: (order[finding["instance"]], finding["rule"])):
        words = [finding["rule"], finding["record"] or finding["instance"] or assessment["subject"], finding["status"]]
        if finding["outcome"] and finding["outcome"] != finding["status"]:
            words.append(f"({finding['outcome']})")
        words += [f"{name} {finding[key]}" for name, key in [("from", "trigger"), ("due", "due"), ("at", "due_at"), ("done", "done")] if finding[key]]
        if finding["days"] is not None:
            words.append(f"{finding['days']:+d} {finding['day_unit']}")
        if finding["rulebook"] == "working-together-2018":  # its rules share their ids with those of 2023
            words.append("edition 2018")
        if finding["edition_policy"] not in (None, "in_force"):
            words.append(finding["edition_policy"])
        if finding["provisional"]:
            words.append(f"{finding['provisional']} unless excused")
        words += ["missing " + ", ".join(fact["path"] for fact in finding["missing"])] if finding["missing"] else []
        words += ["impossible " + ", ".join(error["path"] for error in finding["data_errors"])] if finding["data_errors"] else []
        lines.append("  ".join(words))
    return "\n".join(lines) + "\n"


class CasesTest(unittest.TestCase):
    def compare(self, path, actual):
        if ACCEPT:
            path.write_text(actual, encoding="utf-8")
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        difference = "\n".join(difflib.unified_diff(expected.splitlines(), actual.splitlines(), "accepted", "now", n=0, lineterm=""))
        self.assertEqual(expected, actual, f"\n{path.name}\n{difference}\nread it; DUTYBOUND_ACCEPT=1 accepts it")

    def check_row(self, assessment, row):
        rule, record, status, due, days = row
        found = [finding for finding in assessment["findings"] if finding["rule"] == rule and record in ("", finding["record"])]
        self.assertEqual(len(found), 1, f"{rule} {record}: {len(found)} findings")
        actual = found[0]
        self.assertEqual((status, due or actual["due"], days or str(actual["days"])),
                         (actual["status"], actual["due"], str(actual["days"])), f"{rule} {record}")

    def test_every_case_is_explained(self):
        for folder in FOLDERS:
            with self.subTest(case=folder.name):
                found = commands((folder / "README.md").read_text(encoding="utf-8"))
                self.assertTrue(found and all(rows for _, rows in found))
                for number, (arguments, rows) in enumerate(found, 1):
                    self.assertEqual(arguments[0], f"examples/cases/{folder.name}/case.yaml")
                    name = folder.name + (f"-{number}" if number > 1 else "")
                    assessment = json.loads(assess(arguments, "json"))
                    for row in rows:
                        with self.subTest(finding=row):
                            self.check_row(assessment, row)
                    with self.subTest(golden=name):
                        self.compare(GOLDEN / f"{name}.findings", summary(assessment))
                    report = GOLDEN / f"{name}.report"
                    if report.exists():
                        text = assess(arguments, "text")
                        with self.subTest(report=name):
                            self.compare(report, text)

    def test_nothing_accepted_is_left_over(self):
        names = set()
        for folder in FOLDERS:
            for number, _ in enumerate(commands((folder / "README.md").read_text(encoding="utf-8")), 1):
                names.add(folder.name + (f"-{number}" if number > 1 else ""))
        self.assertEqual(sorted({path.stem for path in GOLDEN.iterdir()} - names), [])


if __name__ == "__main__":
    unittest.main()
