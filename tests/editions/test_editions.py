"""Holds the table of docs/editions.md against the rulebooks: of every rule of 2023 it is said how it was in 2018, and the rulebook of 2018 does so."""

import functools
import pathlib
import re
import sys
import unittest

import yaml

SOURCE = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else ".")
ROW = re.compile(r"^\| `(wt\d\d-[a-z0-9-]+)` \| (.+?) \| (.+?) \|$")
SURE = {"read", "not listed as new", "general knowledge"}


@functools.lru_cache(maxsize=None)
def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@functools.lru_cache(maxsize=None)
def rules(rulebook):
    """The rules of a rulebook's own files, by file."""
    folder = SOURCE / "rules" / rulebook
    files = {path.name: read(path) for path in sorted(folder.glob("*.yaml")) if not path.name.endswith(".scenarios.yaml")}
    return {name: {rule["id"]: rule for rule in content["rules"]} for name, content in files.items() if "rules" in content}


def ids(rulebook):
    return {rule for file in rules(rulebook).values() for rule in file}


def shared():
    return [rule for share in read(SOURCE / "rules/working-together-2018/rulebook.yaml")["shares"] for rule in share["rules"]]


def table(heading, text):
    section = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [match.groups() for match in map(ROW.match, section.split("\n")) if match]


class Editions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = (SOURCE / "docs/editions.md").read_text(encoding="utf-8")
        cls.rows = table("From 2018 to 2023, rule by rule", cls.text)

    def decided(self, word):
        return {rule for rule, answer, _ in self.rows if answer.split(":")[0] == word}

    def test_every_rule_of_2023_is_decided_once(self):
        self.assertEqual(sorted(rule for rule, _, _ in self.rows), sorted(ids("working-together-2023")))

    def test_rules_stand_under_the_file_that_has_them(self):
        listed = {}
        for part in self.text.split("\n### `")[1:]:
            name, rest = part.split("`\n", 1)
            listed[name] = [match.group(1) for match in map(ROW.match, rest.split("\n## ")[0].split("\n")) if match]
        self.assertEqual(listed, {name: list(content) for name, content in rules("working-together-2023").items()})

    def test_answers_are_of_the_three_kinds_and_say_how_sure(self):
        self.assertEqual({answer.split(":")[0] for _, answer, _ in self.rows}, {"same", "differs", "new in 2023"})
        self.assertEqual({sure for _, _, sure in self.rows} - SURE, set())
        for rule, answer, _ in self.rows:
            if answer.startswith("differs"):
                self.assertIn(": ", answer, rule)

    def test_what_is_the_same_is_shared(self):
        self.assertEqual(self.decided("same"), set(shared()))

    def test_what_differs_has_a_version_of_its_own(self):
        own = ids("working-together-2018")
        self.assertEqual(self.decided("differs"), own & ids("working-together-2023"))
        only = {match.group(1) for match in re.finditer(r"^\| `(wt18-[a-z0-9-]+)` \|", self.text, re.MULTILINE)}
        self.assertEqual(only, own - ids("working-together-2023"))

    def test_a_version_of_2018_says_something_else(self):
        later = {rule: content for file in rules("working-together-2023").values() for rule, content in file.items()}
        for file in rules("working-together-2018").values():
            for rule, content in file.items():
                if rule in later:
                    judged = [{key: value for key, value in each.items() if key not in ("source", "interpretation", "notes")} for each in (content, later[rule])]
                    self.assertNotEqual(*judged, rule)

    def test_every_rule_of_2018_is_seen_judged_by_it(self):
        seen = set()
        for path in (SOURCE / "rules").rglob("*.scenarios.yaml"):
            for scenario in read(path)["list"]:
                seen |= {row["rule"] for row in scenario["expect"] if row.get("rulebook") == "working-together-2018"}
        kinds = {rule: content["kind"] for name in ("working-together-2023", "working-together-2018") for file in rules(name).values() for rule, content in file.items()}
        judging = {rule for rule in ids("working-together-2018") | set(shared()) if kinds[rule] != "advisory"}
        self.assertEqual(judging - seen, set())

    def test_numbers_of_shared_rules_reach_back(self):
        later = {rule: content for file in rules("working-together-2023").values() for rule, content in file.items()}
        starts = {}
        for parameter in read(SOURCE / "rules/working-together-2023/rulebook.yaml")["parameters"]:
            if "values" in parameter:
                starts[parameter["id"]] = min(value.get("from", "") for value in parameter["values"])
        for rule in shared():
            for name in starts:
                if name in str(later[rule]):
                    self.assertLessEqual(starts[name], "2018-07-04", f"{name}, used by {rule}")


if __name__ == "__main__":
    unittest.main()
