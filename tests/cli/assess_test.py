"""dutybound assess: formats, selection, exit codes, bad inputs among good ones."""
import csv
import io
import json
import pathlib
import tempfile
import unittest

from command import HERE, IN_TIME, OVERDUE, RULES, UNKNOWN, CommandTest


class Formats(CommandTest):
    def test_text_says_what_is_overdue_and_what_is_not_known(self):
        text = self.assess("--width", "200", documents=[OVERDUE]).stdout
        self.assertIn("Case c2 as at Tue 30 Apr 2024\n", text)
        self.assertIn("Judged by small (2024)\n", text)
        self.assertIn("Overdue (1)\n  Hold the conference in time\n", text)
        self.assertIn("from Thu 28 Mar 2024, due Mon 22 Apr 2024, 6 working days late\n", text)
        self.assertIn("1 finding cannot be decided", text)
        self.assertNotIn("\x1b", text)

    def test_colour_only_when_asked_for(self):
        self.assertIn("\x1b[", self.assess("--colour", "always", documents=[OVERDUE]).stdout)

    def test_json_of_one_case_is_an_object(self):
        answer = json.loads(self.assess("--format", "json", documents=[IN_TIME]).stdout)
        self.assertEqual(list(answer), ["format", "read_in_part", "engine", "digest", "rulebooks", "as_at", "subject", "readings", "assumed", "case", "findings", "data_errors", "manifest"])
        self.assertEqual((answer["as_at"], answer["subject"], answer["case"]), ("2024-04-30", "case", "c1"))
        self.assertRegex(answer["rulebooks"][0]["digest"], "^[0-9a-f]{64}$")
        met = [f for f in answer["findings"] if f["rule"] == "hold-the-conference"]
        self.assertEqual(met, [{
            "rule": "hold-the-conference", "rulebook": "small", "kind": "duty", "instance": "enquiries[0]", "record": "e1",
            "status": "met", "outcome": None, "modality": "should", "actor": "the authority", "trigger": "2024-03-28",
            "due": "2024-04-22", "due_at": None, "done": "2024-04-22", "days": 0, "day_unit": "working_days",
            "valid_until": None, "valid_until_at_least": False, "missing": [], "data_errors": [], "provisional": None, "unless": [], "assumed": [],
            "source_table": None, "source_row": 0, "edition_policy": "in_force", "readings": {"first-day": "next"},
            "same_under_all_readings": None, "other_readings": []}])
        self.assertEqual(sum(answer["manifest"]["by_status"].values()), len(answer["findings"]))

    def test_json_of_several_cases_is_an_array(self):
        answers = json.loads(self.assess("--format", "json", documents=[IN_TIME, OVERDUE, UNKNOWN]).stdout)
        self.assertEqual([answer["case"] for answer in answers], ["c1", "c2", "c3"])

    def test_json_lines_give_one_finding_each(self):
        lines = self.assess("--format", "jsonl", documents=[IN_TIME, OVERDUE]).stdout.splitlines()
        findings = [json.loads(line) for line in lines]
        self.assertEqual(len(findings), 4)
        self.assertEqual(list(findings[0])[:5], ["format", "engine", "case", "as_at", "rule"])
        self.assertEqual({f["case"] for f in findings}, {"c1", "c2"})

    def test_csv_has_one_header_for_all_cases(self):
        done = self.assess("--format", "csv", documents=[IN_TIME, OVERDUE])
        rows = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
        self.assertEqual([row["case"] for row in rows], ["c1", "c1", "c2", "c2"])
        overdue = [row for row in rows if row["status"] == "overdue"]
        self.assertEqual([(row["record"], row["due"], row["days"]) for row in overdue], [("e1", "2024-04-22", "6")])

    def test_the_same_facts_give_the_same_bytes(self):
        first = self.assess("--format", "json", documents=[IN_TIME, OVERDUE]).stdout
        self.assertEqual(first, self.assess("--format", "json", documents=[IN_TIME, OVERDUE]).stdout)


class Selection(CommandTest):
    def test_status_leaves_out_findings_and_says_so(self):
        text = self.assess("--status", "overdue,met_late", documents=[OVERDUE]).stdout
        self.assertIn("Shown below: 1 of 2 findings.", text)
        answer = json.loads(self.assess("--status", "overdue", "--format", "json", documents=[OVERDUE]).stdout)
        self.assertEqual([f["status"] for f in answer["findings"]], ["overdue"])
        self.assertEqual(answer["manifest"]["findings"], 2)

    def test_case_picks_one(self):
        answer = json.loads(self.assess("--case", "c2", "--format", "json", documents=[IN_TIME, OVERDUE]).stdout)
        self.assertEqual(answer["case"], "c2")
        self.assertIn("no case `nobody`", self.assess("--case", "nobody", documents=[IN_TIME], expect=3).stderr)

    def test_an_earlier_day_replays(self):
        answer = json.loads(self.run_command("assess", "-", "--input", "json", "--rules", RULES, "--as-at", "2024-04-22", "--format",
                                             "json", "--status", "due", stdin=json.dumps(OVERDUE)).stdout)
        self.assertEqual([(f["due"], f["days"], f["valid_until"]) for f in answer["findings"]], [("2024-04-22", 0, "2024-04-23")])

    def test_policy_fills_what_is_left_open(self):
        answer = json.loads(self.assess("--policy", "local-limit=30", "--format", "json", documents=[OVERDUE]).stdout)
        self.assertEqual({f["rule"]: f["status"] for f in answer["findings"]}, {"hold-the-conference": "overdue", "local-review": "overdue"})

    def test_without_a_day_it_is_today_and_says_so(self):
        done = self.run_command("assess", "-", "--input", "json", "--rules", RULES, stdin=json.dumps(IN_TIME))
        self.assertRegex(done.stdout, r"^No --as-at was given: looking from today, \d{4}-\d\d-\d\d\.\n")

    def test_a_clock_outside_the_edition_is_not_in_force_until_carried_forward(self):
        late = {"id": "c4", "enquiries": [{"id": "e1", "started_at": "2024-07-01", "outcome": "conference", "conference_at": "2024-07-02"}]}
        arguments = ("assess", "-", "--input", "json", "--rules", RULES, "--as-at", "2024-07-05", "--format", "json")
        answer = json.loads(self.run_command(*arguments, stdin=json.dumps(late)).stdout)
        self.assertEqual({f["status"] for f in answer["findings"]}, {"not_in_force"})
        carried = json.loads(self.run_command(*arguments, "--carry-forward", stdin=json.dumps(late)).stdout)
        self.assertEqual({f["edition_policy"] for f in carried["findings"]}, {"carried_forward"})
        chosen = json.loads(self.run_command(*arguments, "--edition", "small", stdin=json.dumps(late)).stdout)
        self.assertEqual({f["edition_policy"] for f in chosen["findings"]}, {"chosen"})


class ExitCodes(CommandTest):
    def test_a_reading_is_chosen_and_all_are_compared(self):
        def conference(*arguments):
            lines = self.assess("--format", "jsonl", *arguments, documents=[IN_TIME]).stdout.splitlines()
            return next(f for f in map(json.loads, lines) if f["rule"] == "hold-the-conference")
        own = conference("--reading", "first-day=own")
        self.assertEqual((own["status"], own["due"], own["readings"]), ("met_late", "2024-04-19", {"first-day": "own"}))
        both = conference("--reading", "all")
        self.assertEqual((both["status"], both["same_under_all_readings"]), ("met", False))
        self.assertEqual(both["other_readings"],
                         [{"readings": {"first-day": "own"}, "status": "met_late", "outcome": None, "due": "2024-04-19", "provisional": None}])
        text = self.assess("--reading", "all", documents=[IN_TIME]).stdout
        self.assertIn("met late, due Fri 19 Apr 2024, with first-day = own", text)
        wrong = self.assess("--reading", "first-dy=own", documents=[IN_TIME], expect=2)
        self.assertIn("no reading `first-dy` is loaded; did you mean `first-day`?", wrong.stderr)

    def test_fail_on_is_found(self):
        self.assess("--fail-on", "overdue,breached", documents=[IN_TIME, OVERDUE], expect=1)
        self.assess("--fail-on", "overdue,breached", documents=[IN_TIME], expect=0)

    def test_fail_on_looks_at_findings_that_are_not_shown(self):
        self.assess("--fail-on", "overdue", "--status", "met", documents=[OVERDUE], expect=1)

    def test_a_limit_that_is_met_is_named_in_what_is_missing_and_the_other_cases_are_judged(self):
        done = self.assess("--format", "jsonl", "--limit", "findings_per_case=1", documents=[OVERDUE, IN_TIME])
        findings = [each for each in map(json.loads, done.stdout.splitlines()) if "rule" in each]
        self.assertEqual({each["case"] for each in findings}, {"c1", "c2"})
        cut = [each for each in findings if [fact["path"] for fact in each["missing"]] == ["limits.findings_per_case"]]
        self.assertTrue(cut)
        self.assertEqual({each["status"] for each in cut}, {"indeterminate"})

    def test_a_limit_that_there_is_not_is_wrong_usage(self):
        for limit in ("findings=1", "nodes", "nodes=", "nodes=many", "nodes=-1", "nodes=1x"):
            self.assertIn("is not NAME=N", self.assess("--limit", limit, documents=[IN_TIME], expect=2).stderr)

    def test_wrong_usage(self):
        for arguments in ([], ["assess"], ["nonsense"], ["assess", "-", "--format", "html"], ["assess", "-", "--as-at", "30/04/2024"],
                          ["assess", "-", "--status", "late"], ["assess", "-", "--fail-on", "bad"], ["assess", "-", "--policy", "x"], ["assess", "-", "--policy", "x=1", "--policy", "x=2"],
                          ["assess", "-", "--edition", "no-such"], ["assess", "-", "--reading", "no-such=x"],
                          ["assess", "-", "--rules", RULES, "--reading", "first-day=nxt"], ["assess", "-", "--reading", "first-day"],
                          ["assess", "-", "--carry-forward", "--edition", "small"], ["feel", "1", "--profile", "dmn"]):
            with self.subTest(arguments=arguments):
                done = self.run_command(*arguments, stdin="{}", expect=2)
                self.assertNotEqual(done.stderr, "")
                self.assertEqual(done.stdout, "")

    def test_help_and_version(self):
        self.assertIn("Exit codes", self.run_command("--help").stdout)
        self.assertIn("--fail-on", self.run_command("assess", "--help").stdout)
        self.assertRegex(self.run_command("--version").stdout, r"^dutybound \d+\.\d+\.\d+\n$")

    def test_rules_that_do_not_load(self):
        done = self.run_command("assess", "-", "--rules", str(HERE / "broken"), stdin="{}", expect=4)
        self.assertIn("conferense_at", done.stderr)
        self.run_command("assess", "-", "--rules", "no-such-rulebook", stdin="{}", expect=4)
        self.assertIn("`no-such`", self.run_command("assess", "-", "--policy", "no-such=1", stdin="{}", expect=4).stderr)

    def test_output_that_cannot_be_written(self):
        full = pathlib.Path("/dev/full")
        if not full.exists():
            return
        import subprocess
        from command import COMMAND
        with full.open("w", encoding="utf-8") as stream:
            done = subprocess.run([COMMAND, "schema", "rules"], stdout=stream, stderr=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(done.returncode, 74)


class BadInputs(CommandTest):
    def test_a_bad_line_among_good_ones_is_named_and_the_rest_goes_on(self):
        text = json.dumps(IN_TIME) + "\n{nonsense\n" + json.dumps(OVERDUE) + "\n"
        done = self.run_command("assess", "-", "--input", "jsonl", "--rules", RULES, "--as-at", "2024-04-30", "--format", "json", stdin=text,
                                expect=3)
        unread, *answers = json.loads(done.stdout)
        self.assertEqual((unread["unread"], unread["documents"][0]["where"]), (1, "standard input:2"))
        self.assertEqual([answer["case"] for answer in answers], ["c1", "c2"])
        self.assertIn("standard input:2", done.stderr)
        self.assertIn("; 2 cases were read.", done.stderr.splitlines()[0])

    def test_a_file_that_is_not_there_does_not_stop_the_others(self):
        with tempfile.TemporaryDirectory() as folder:
            good = pathlib.Path(folder) / "good.json"
            good.write_text(json.dumps(IN_TIME), encoding="utf-8")
            done = self.run_command("assess", str(pathlib.Path(folder) / "missing.json"), str(good), folder, "--rules", RULES, "--as-at",
                                    "2024-04-30", "--format", "json", expect=3)
        unread, answer = json.loads(done.stdout)
        self.assertEqual((unread["unread"], answer["case"]), (2, "c1"))
        self.assertIn("missing.json: cannot be opened", done.stderr)
        self.assertEqual(done.stderr.splitlines()[0], "2 documents could not be read; 1 case was read.")

    def test_an_empty_input_is_no_case(self):
        done = self.run_command("assess", "-", "--input", "json", "--rules", RULES, "--as-at", "2024-04-30", "--format", "json", expect=3)
        (unread,) = json.loads(done.stdout)
        self.assertEqual((unread["unread"], unread["documents"][0]["errors"][0]["code"]), (1, "input.empty"))

    def test_yaml_is_read_too(self):
        text = "id: y1\nenquiries:\n  - {id: e1, started_at: 2024-03-28, outcome: conference, conference_at: 2024-04-23}\n"
        done = self.run_command("assess", "-", "--input", "yaml", "--rules", RULES, "--as-at", "2024-04-30", "--format", "json", stdin=text)
        self.assertEqual({f["rule"]: f["status"] for f in json.loads(done.stdout)["findings"]}["hold-the-conference"], "met_late")

    def test_an_impossible_value_is_a_data_error_and_no_crash(self):
        wrong = {"id": "w1", "enquiries": [{"id": "e1", "started_at": "2024-02-30", "outcome": "conferense", "conference_at": None}]}
        answer = json.loads(self.assess("--format", "json", documents=[wrong]).stdout)
        self.assertEqual({e["path"] for e in answer["data_errors"]}, {"enquiries[0].started_at", "enquiries[0].outcome"})
        self.assertIn("data_error", {f["status"] for f in answer["findings"]})


if __name__ == "__main__":
    unittest.main()
