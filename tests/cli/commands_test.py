"""The other commands: explain, ask, rules, test, lint, calendar, feel, schema."""
import json
import pathlib
import shutil
import tempfile
import unittest

from command import HERE, OVERDUE, RULES, UNKNOWN, CommandTest


class Reasons(CommandTest):
    def explain(self, *arguments, document=OVERDUE, expect=0):
        return self.run_command("explain", "-", *arguments, "--input", "json", "--rules", RULES, "--as-at", "2024-04-30",
                                stdin=json.dumps(document), expect=expect)

    def test_explain_tells_condition_and_arithmetic_and_source(self):
        text = self.explain("hold-the-conference").stdout
        self.assertIn("Answer: overdue", text)
        self.assertIn("The enquiry led to a conference", text)
        self.assertIn('enquiry.outcome = "conference"', text)
        self.assertIn("Mon 22 Apr 2024", text)
        self.assertIn("Easter Monday", text)
        self.assertIn("Made for tests", text)

    def test_explain_as_json(self):
        answer = json.loads(self.explain("hold-the-conference", "--format", "json").stdout)
        self.assertEqual(answer["case"], "c2")
        self.assertEqual([e["finding"]["status"] for e in answer["explanations"]], ["overdue"])
        self.assertEqual(answer["explanations"][0]["deadline"],
                         "15 working days after Thu 28 Mar 2024, skipping Good Friday 29 Mar and Easter Monday 1 Apr, is Mon 22 Apr 2024")

    def test_explain_tells_how_the_sources_were_read(self):
        text = self.explain("hold-the-conference", "--reading", "first-day=own").stdout
        self.assertIn("15 working days from and including Thu 28 Mar 2024, skipping Good Friday 29 Mar and Easter", text)
        self.assertIn("Which day is day 1: Its own [first-day = own]", text)
        self.assertIn("Fri 19 Apr 2024", text)

    def test_explain_picks_a_record(self):
        self.assertIn("e1", self.explain("hold-the-conference", "--record", "e1").stdout)
        self.assertIn("e1", self.explain("hold-the-conference", "--instance", "enquiries[0]").stdout)
        self.assertIn("no finding about that record", self.explain("hold-the-conference", "--record", "e9", expect=1).stderr)
        self.assertIn("no rule `nonsense`", self.explain("nonsense", expect=2).stderr)

    def test_ask_names_the_fact_that_settles_most(self):
        arguments = ("ask", "-", "--input", "json", "--rules", RULES, "--as-at", "2024-04-30")
        answer = json.loads(self.run_command(*arguments, "--format", "json", stdin=json.dumps(UNKNOWN)).stdout)
        self.assertEqual(answer["case"], "c3")
        self.assertIn("enquiries[0].outcome", [question["path"] for question in answer["questions"]])
        text = self.run_command(*arguments, stdin=json.dumps(UNKNOWN)).stdout
        self.assertIn("enquiries[0].outcome", text)
        self.assertIn("What it led to.", text)


class Rules(CommandTest):
    def test_list(self):
        text = self.run_command("rules", "--rules", RULES).stdout
        self.assertRegex(text, r"^All that was loaded: sha256 [0-9a-f]{64}\n\nsmall edition 2024, version 1\.0\.0, sha256 [0-9a-f]{64}\n")
        self.assertIn("hold-the-conference", text)

    def test_readings_are_listed_and_a_rule_tells_its_alternatives(self):
        self.assertIn("  reading first-day: Which day is day 1\n    next (default): The next\n    own: Its own\n",
                      self.run_command("rules", "--rules", RULES).stdout)
        text = self.run_command("rules", "--rules", RULES, "--rule", "hold-the-conference").stdout
        self.assertIn("Under first-day = own\n  deadline       within 15 working days (conference-limit) after enquiry.started_at, counting", text)

    def test_the_embedded_rules_are_there(self):
        text = self.run_command("rules").stdout
        self.assertIn("working-together-2023 ", text)
        self.assertIn("wt23-icpc-15wd ", text)

    def test_one_rule_with_sources_and_parameters_and_conditions(self):
        text = self.run_command("rules", "--rules", RULES, "--rule", "hold-the-conference").stdout
        self.assertTrue(text.startswith("Hold the conference in time\n"), text)
        self.assertIn("Made for tests", text)
        self.assertIn("conference-limit: Working days from the start of an enquiry to the conference; from 2024-01-01 15 working_days", text)
        self.assertIn('enquiry.outcome = "conference"', text)
        self.run_command("rules", "--rule", "nonsense", expect=2)

    def test_one_rule_as_every_edition_has_it(self):
        text = self.run_command("rules", "--rule", "wt23-lp-s17-open-to-range").stdout
        self.assertTrue(text.startswith("Range of lead practitioners under section 17\n"), text)
        self.assertIn("\n\nA social worker leads under section 17\n", text)
        self.assertRegex(text, r"(?s)rulebook +working-together-2023.*rulebook +working-together-2018")

    def test_lint_of_good_rules(self):
        self.assertIn("0 errors", self.run_command("lint", RULES).stdout)

    def test_lint_points_at_a_misspelt_fact_and_offers_the_right_one(self):
        text = self.run_command("lint", str(HERE / "broken"), expect=4).stdout
        self.assertIn("small/duties.yaml:16:", text)
        self.assertIn(" |     done_at: enquiry.conferense_at\n", text)
        self.assertIn("     |                      ^^^^^^^^^^^^^\n", text)
        self.assertIn("`conference_at`", text)
        self.assertIn("2 errors", text)

    def test_lint_of_what_is_not_there(self):
        self.run_command("lint", str(HERE / "nowhere"), expect=4)


class Scenarios(CommandTest):
    def test_scenarios_that_hold(self):
        text = self.run_command("test", RULES).stdout
        self.assertIn("2 scenarios, 2 expectations, 0 failed\n", text)
        self.assertIn("hold-the-conference", text)
        self.assertIn("never unknown", text)

    def test_a_scenario_that_fails(self):
        text = self.run_command("test", str(HERE / "failing"), "--rules", RULES, "--no-coverage", expect=1).stdout
        self.assertIn("wrong.scenarios.yaml:7: A conference on the sixteenth working day is late\n", text)
        self.assertIn("met_late", text)
        self.assertIn("1 failed", text)

    def test_no_scenario_at_all_is_no_success(self):
        self.run_command("test", str(HERE / "broken"), "--rules", RULES, expect=3)


class Calendar(CommandTest):
    def test_add(self):
        for day, number, answer in (("2024-03-28", "15", "2024-04-22"), ("2022-06-02", "15", "2022-06-24"), ("2024-04-22", "-15", "2024-03-28"),
                                    ("2024-03-30", "0", "2024-03-30"), ("1970-06-02", "15", None), ("2028-12-29", "1", None)):
            with self.subTest(day=day, number=number):
                done = self.run_command("calendar", "add", day, number, expect=0 if answer else 1)
                self.assertEqual(done.stdout, f"{answer}\n" if answer else "")
                if not answer:
                    self.assertIn("beyond the calendar, which knows 2012-01-01 to 2028-12-31", done.stderr)

    def test_count(self):
        self.assertEqual(self.run_command("calendar", "count", "2024-03-28", "2024-04-22").stdout, "15\n")
        self.assertEqual(self.run_command("calendar", "count", "2024-04-22", "2024-03-28").stdout, "-15\n")

    def test_list(self):
        lines = self.run_command("calendar", "list").stdout.splitlines()
        self.assertEqual(len(lines), 140)
        self.assertEqual(lines[0], "2012-01-02  New Year's Day (substitute)")
        one_year = self.run_command("calendar", "list", "--from", "2022-01-01", "--to", "2022-12-31").stdout.splitlines()
        self.assertEqual([line[:10] for line in one_year], [
            "2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03", "2022-08-29", "2022-09-19", "2022-12-26",
            "2022-12-27"])

    def test_batch_keeps_answers_beside_their_questions(self):
        done = self.run_command("calendar", "--batch", stdin="add 2024-03-28 15\nadd 2028-12-29 1\ncount 2024-03-28 2024-04-22\n", expect=1)
        self.assertEqual(done.stdout, "2024-04-22\nunknown\n15\n")
        self.assertIn("line 2: beyond the calendar", done.stderr)
        self.assertIn("line 1: `subtract", self.run_command("calendar", "--batch", stdin="subtract 2024-03-28 15\n", expect=2).stderr)

    def test_wrong_usage(self):
        for arguments in (["calendar"], ["calendar", "add", "2024-03-28"], ["calendar", "add", "28/03/2024", "1"],
                          ["calendar", "add", "2024-03-28", "1.5"], ["calendar", "--batch", "list"]):
            with self.subTest(arguments=arguments):
                self.run_command(*arguments, expect=2)


class Feel(CommandTest):
    def test_values(self):
        self.assertEqual(self.run_command("feel", "1 + 2").stdout, "3\n")
        self.assertEqual(self.run_command("feel", "-1 + 2").stdout, "1\n")
        self.assertEqual(self.run_command("feel", "a and b", "--facts", '{"a": true, "b": false}').stdout, "false\n")

    def test_the_day_is_in_scope_only_if_given(self):
        self.assertEqual(self.run_command("feel", 'as_at > @"2024-04-01"', "--as-at", "2024-04-22").stdout, "true\n")
        self.run_command("feel", 'as_at > @"2024-04-01"', expect=2)

    def test_a_mistake_is_underlined(self):
        done = self.run_command("feel", "1 +", expect=2)
        self.assertIn("1 +", done.stderr)
        self.assertIn("^", done.stderr)


class Schemas(CommandTest):
    def test_schemas_are_json(self):
        for of in ("case", "rules", "assessment"):
            with self.subTest(of=of):
                schema = json.loads(self.run_command("schema", of).stdout)
                self.assertEqual(schema["$schema"], "https://json-schema.org/draft/2020-12/schema")
        self.run_command("schema", "nonsense", expect=2)



class Differences(CommandTest):
    def test_folders_that_are_the_same_do_not_differ(self):
        text = self.run_command("diff", RULES, RULES).stdout
        self.assertIn("0 came, 0 went, 0 changed", text)

    def test_a_changed_number_and_what_it_decides(self):
        with tempfile.TemporaryDirectory() as folder:
            changed = pathlib.Path(folder) / "rules"
            shutil.copytree(RULES, changed)
            for file in changed.rglob("*.yaml"):
                file.write_text(file.read_text("utf-8").replace("value: 15", "value: 14"), "utf-8")
            answer = json.loads(self.run_command("diff", RULES, str(changed), "--format", "json").stdout)
            self.assertEqual([rule["change"] for rule in answer["rules"]], ["changed"])
            self.assertTrue(answer["parameters"])

    def test_a_rulebook_that_is_not_there(self):
        self.assertIn("no rulebook `nonsense`", self.run_command("diff", "nonsense", "working-together-2023", expect=4).stderr)


if __name__ == "__main__":
    unittest.main()
