"""Holds the published JSON Schemas against what the command prints, every file of rules, every scenario and example, and assessments."""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import unittest

import jsonschema
import yaml

OPTIONS = argparse.Namespace()


class Yaml12(yaml.SafeLoader):
    """YAML as the rule reader understands it: dates stay texts, and only true and false are truths."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, regex) for tag, regex in resolvers if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^-?[0-9]+$"), list("-0123456789"))


def read_yaml(text):
    return yaml.load(text, Loader=Yaml12)


def run(*arguments):
    done = subprocess.run([OPTIONS.command, *arguments], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise AssertionError(f"{arguments}: exit {done.returncode}: {done.stderr}")
    return done.stdout


def validator(name):
    schema = json.loads((OPTIONS.source / "docs/schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker(["date"]))


def complaints(checker, document):
    return [f"{error.json_path}: {error.message[:300]}" for error in checker.iter_errors(document)]


def scenario_files():
    return sorted((OPTIONS.source / "rules").rglob("*.scenarios.yaml"))


def expects_data_errors(scenario):
    return any(row.get("data_errors") or row.get("status") == "data_error" for row in scenario["expect"])


class Published(unittest.TestCase):
    def test_the_documents_are_what_the_command_prints(self):
        for name in ("rules", "case", "assessment"):
            with self.subTest(name):
                published = (OPTIONS.source / "docs/schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
                self.assertEqual(json.loads(published)["$id"], f"urn:dutybound:schema:{name}:1")
                self.assertEqual(run("schema", name), published, f"dutybound schema {name} > docs/schemas/{name}.schema.json")


class Rules(unittest.TestCase):
    def test_every_file_of_rules_is_valid(self):
        checker = validator("rules")
        files = sorted((OPTIONS.source / "rules").rglob("*.yaml"))
        self.assertGreater(len(files), 10)
        for path in files:
            with self.subTest(path.relative_to(OPTIONS.source)):
                self.assertEqual(complaints(checker, read_yaml(path.read_text(encoding="utf-8"))), [])

    def test_what_the_reader_says_of_keys_and_forms_the_schema_says_too(self):
        checker = validator("rules")
        codes = ("unknown-key", "missing-key", "misplaced-key", "conflicting-keys", "unknown-word", "unknown-file")
        seen = 0
        for path in sorted((OPTIONS.source / "tests/golden/rulebook/bad").glob("*.yaml")):
            text = path.read_text(encoding="utf-8")
            if not re.match(r"# expect: rulebook\.(%s) " % "|".join(codes), text):
                continue
            with self.subTest(path.name):
                seen += 1
                parts = re.split(r"^#=== .*\n", text, flags=re.MULTILINE)[1:]
                self.assertTrue(any(complaints(checker, read_yaml(part)) for part in parts))
        self.assertGreater(seen, 10)


class Cases(unittest.TestCase):
    def test_the_cases_of_scenarios_are_valid_unless_they_show_impossible_values(self):
        checker = validator("case")
        seen = 0
        for path in scenario_files():
            for scenario in read_yaml(path.read_text(encoding="utf-8"))["list"]:
                if expects_data_errors(scenario):
                    continue
                with self.subTest(f"{path.name}: {scenario['name']}"):
                    seen += 1
                    document = dict(scenario["case"])
                    if "subject" in scenario:
                        document["subject"] = scenario["subject"]
                    self.assertEqual(complaints(checker, document), [])
        self.assertGreater(seen, 0)

    def test_a_misspelt_attribute_and_an_unknown_value_are_refused(self):
        checker = validator("case")
        self.assertEqual(complaints(checker, {"episodes": [{"referral": {"received_at": None}}]}), [])
        self.assertNotEqual(complaints(checker, {"episodes": [{"referral": {"recieved_at": "2024-01-02"}}]}), [])
        self.assertNotEqual(complaints(checker, {"child": {"date_of_birth": "2024-02-30"}}), [])
        self.assertNotEqual(complaints(checker, {"subject": "no_such_subject"}), [])

    def test_examples_are_valid(self):
        case, rules = validator("case"), validator("rules")
        for path in sorted((OPTIONS.source / "examples").rglob("*")):
            if path.suffix not in (".json", ".yaml") or path.name.endswith(".scenarios.yaml") or "rules" in path.parts:
                continue
            text = path.read_text(encoding="utf-8")
            document = json.loads(text) if path.suffix == ".json" else read_yaml(text)
            if not isinstance(document, dict) or not ({"mapping", "episodes", "child", "subject"} & set(document)):
                continue  # neither a mapping nor a case document
            with self.subTest(path.name):
                self.assertEqual(complaints(rules if "mapping" in document else case, document), [])


class Assessments(unittest.TestCase):
    def test_assessments_are_valid(self):
        checker = validator("assessment")
        case = {
            "id": "c1",
            "child": {"date_of_birth": "2015-05-01"},
            "episodes": [{"id": "e1", "referral": {"received_at": "2024-03-01"}, "section_47_enquiries": [{"id": "s1", "started_at": "1900-01-01"}]}],
        }
        path = OPTIONS.scratch / "schema-case.json"
        path.write_text(json.dumps(case), encoding="utf-8")
        assessment = json.loads(run("assess", str(path), "--as-at", "2024-06-01", "--format", "json"))
        self.assertEqual(complaints(checker, assessment), [])
        self.assertEqual(assessment["case"], "c1")
        self.assertTrue(assessment["findings"])
        self.assertTrue(assessment["data_errors"])
        assessment["findings"][0]["added_later"] = assessment["added_later"] = 1
        self.assertEqual(complaints(checker, assessment), [], "what a later version adds is no mistake")
        del assessment["manifest"]
        self.assertNotEqual(complaints(checker, assessment), [])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--scratch", type=pathlib.Path, required=True)
    OPTIONS = parser.parse_args()
    unittest.main(argv=sys.argv[:1])
