"""Runs the dutybound command as a user would. What every test of it shares."""
import json
import os
import pathlib
import subprocess
import unittest

COMMAND = os.environ["DUTYBOUND_COMMAND"]
HERE = pathlib.Path(__file__).resolve().parent
RULES = str(HERE / "rules")

IN_TIME = {"id": "c1", "enquiries": [
    {"id": "e1", "started_at": "2024-03-28", "outcome": "conference", "conference_at": "2024-04-22"}]}
OVERDUE = {"id": "c2", "enquiries": [
    {"id": "e1", "started_at": "2024-03-28", "outcome": "conference", "conference_at": None}]}
UNKNOWN = {"id": "c3", "enquiries": [{"id": "e1", "started_at": "2024-03-28"}]}


class CommandTest(unittest.TestCase):
    maxDiff = None

    def run_command(self, *arguments, stdin="", expect=0):
        """The finished process, after a check of its exit code; an exception of ours would be 70."""
        done = subprocess.run([COMMAND, *arguments], input=stdin, capture_output=True, text=True, encoding="utf-8",
                              timeout=600, check=False, env={**os.environ, "NO_COLOR": "1"})
        self.assertEqual(done.returncode, expect, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def assess(self, *arguments, documents, expect=0):
        """`assess -` over documents with the small rules, as at 30 April 2024; one document a line."""
        text = "".join(json.dumps(document) + "\n" for document in documents)
        return self.run_command("assess", "-", "--input", "jsonl", "--rules", RULES, "--as-at", "2024-04-30", *arguments,
                                stdin=text, expect=expect)
