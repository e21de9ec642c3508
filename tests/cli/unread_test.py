"""What cannot be read, for every format of documents: the first thing that the command says, its exit code, and what of it each output carries."""
import csv
import io
import json
import pathlib
import resource
import subprocess
import tempfile
import unittest

from command import COMMAND, RULES, CommandTest

SMALL = "dfe-children-in-need-statistics"  # with few rules
GOOD_CHILD = "<Child><ChildIdentifiers><LAchildID>{}</LAchildID></ChildIdentifiers></Child>"
RETURN = "<Message><Children>{}</Children></Message>"
LOGIN = b"<!DOCTYPE html><html><body>Please sign in</body></html>"
LATIN = RETURN.format(GOOD_CHILD.format("K\u00e9"))

# name of the file -> (its bytes, cases that are read, documents that are not, words of the first line)
CASES = {
    "truncated.xml": (RETURN.format(GOOD_CHILD.format("a")).encode()[:-30], 0, 1, "it ends before its outermost element does"),
    "login.xml": (LOGIN, 0, 1, "a web page"),
    "doctype.xml": (b"<!DOCTYPE Message>" + RETURN.format("").encode(), 0, 1, "document type"),
    "empty.xml": (b"", 0, 1, "nothing in it"),
    "root.xml": (b"<message/>", 0, 1, "expected the outermost element `Message`"),
    "workbook.xml": (b"PK\x03\x04....", 0, 1, "a workbook"),
    "zero.xml": (RETURN.format(GOOD_CHILD.format("A&#0;B")).encode(), 0, 1, "a character that XML does not allow"),
    "undeclared.xml": (LATIN.encode("latin-1"), 0, 1, "not UTF-8"),
    "small-letters.xml": (RETURN.format(GOOD_CHILD.format("a") + "<child/>").encode(), 1, 1, "`Message/Children/child`"),
    "utf-16.xml": (LATIN.encode("utf-16"), 1, 0, ""),
    "latin.xml": (b"<?xml version='1.0' encoding='ISO-8859-1'?>" + LATIN.encode("latin-1"), 1, 0, ""),
    "truncated.json": (b'{"id": "a"', 0, 1, "not JSON"),
    "login.json": (LOGIN, 0, 1, "a web page"),
    "garbage.json": (b"garbage", 0, 1, "not JSON"),
    "rubbish.json": (b'{"id": "a"} rubbish', 0, 1, "something follows the end of the document"),
    "two.json": (b'{"id": "a"}{"id": "b"}', 0, 1, "something follows the end of the document"),
    "zero.json": (b'{"id": "a"}\0{"id": "b"}', 0, 1, "a zero byte"),
    "utf-16.json": ('{"id": "\u00e9"}'.encode("utf-16"), 1, 0, ""),
    "list.json": (b'[{"id": "a"}, {"id": "b", "subject": "nobody"}, {"id": "c"}]', 2, 1, "no subject `nobody`"),
    "truncated-list.json": (b'[{"id": "a"}, {"id": "b"', 1, 1, "not JSON"),
    "one-a-line.json": (b'{"id": "a"}\n{"id": "b"\n{"id": "c"}\n', 2, 1, "not JSON"),
    "lines.jsonl": (b'{"id": "a"}\nrubbish\n{"id": "\xe9"}\n{"id": "c"} {}\n', 1, 3, ""),
    "utf-16.jsonl": ('{"id": "a"}\n{"id": "b"}\n'.encode("utf-16-le"), 2, 0, ""),
    "truncated.yaml": (b"id: [a", 0, 1, ""),
    "stream.yaml": (b"id: a\n---\nid: b\n", 0, 1, ""),
    "list.yaml": (b"- {id: a}\n- just words\n", 1, 1, "expected a case"),
    "utf-16.yaml": ("id: \u00e9\n".encode("utf-16"), 1, 0, ""),
    "latin.yaml": (b"id: caf\xe9\n", 0, 1, "not UTF-8"),
    "latin.jsonl": (b'{"id": "caf\xe9"}\n', 0, 1, "not UTF-8"),
    "wrapped.json": (b'{"cases": [{"id": "a"}]}', 0, 1, "no name of a case is in it: found `cases`"),
    "capitals.jsonl": (b'{"Episodes": []}\n{"id": "b"}\n', 1, 1, "no name of a case is in it: found `Episodes`"),
}


class Unread(CommandTest):
    def answer(self, name, content, *arguments, expect):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / name
            file.write_bytes(content)
            return self.run_command("assess", str(file), "--as-at", "2024-04-30", "--rules", SMALL, *arguments, expect=expect)

    def test_every_way_not_to_be_read_is_the_first_thing_said_and_counted_in_every_format(self):
        for name, (content, read, unread, words) in CASES.items():
            with self.subTest(name):
                done = self.answer(name, content, expect=3 if unread else 0)
                first = done.stdout.splitlines()[0]
                cases = sum(line.startswith("Case ") for line in done.stdout.splitlines())
                self.assertEqual(cases, read)
                if not unread:
                    self.assertTrue(first.startswith("Case "))
                    self.assertEqual(done.stderr, "")
                    continue
                self.assertIn(f"{unread} document{'' if unread == 1 else 's'} could not be read", first)
                self.assertIn(words, first)
                self.assertEqual(done.stderr.splitlines()[0], first)
                if read == 0:
                    self.assertIn("nothing was assessed", first)

    def test_json_json_lines_and_csv_carry_the_count(self):
        read, unread = (sum(each[number] for each in CASES.values()) for number in (1, 2))
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for name, (content, *_) in CASES.items():
                files.append(pathlib.Path(folder) / name)
                files[-1].write_bytes(content)
            def assess(form):
                return self.run_command("assess", *map(str, files), "--as-at", "2024-04-30", "--rules", SMALL, "--format", form, expect=3).stdout

            told, *answers = json.loads(assess("json"))
            self.assertEqual((told["unread"], len(told["documents"]), len(answers)), (unread, unread, read))
            self.assertTrue(all(document["errors"] for document in told["documents"]))
            for name, (*_, lost, _) in CASES.items():
                self.assertEqual(sum(f"/{name}" in document["where"] for document in told["documents"]), lost, name)
            self.assertEqual(json.loads(assess("jsonl").splitlines()[0]), told)
            rows = list(csv.DictReader(io.StringIO(assess("csv"))))
            self.assertEqual([row["status"] for row in rows].count("unread"), unread)
            for row, document in zip(rows, told["documents"]):
                self.assertTrue(row["data_errors"].startswith(document["where"] + ": "), row)

    def test_ask_and_explain_say_it_first_too(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "lines.jsonl"
            file.write_bytes(b'{"id": "a"}\nrubbish\n')
            for command in (["ask", str(file)], ["explain", str(file), "dfe-c2-working-days"]):
                done = self.run_command(*command, "--as-at", "2024-04-30", "--rules", SMALL, expect=3)
                self.assertIn("1 document could not be read", done.stdout.splitlines()[0])
                told = json.loads(self.run_command(*command, "--as-at", "2024-04-30", "--rules", SMALL, "--format", "json",
                                                   expect=3).stdout)[0]
                self.assertEqual(told["unread"], 1)

    def test_the_limit_of_a_file_is_an_option(self):
        large = b'{"id": "a", "x": "' + b"y" * (2 << 20) + b'"}'
        self.assertIn("input-limit", self.answer("large.json", large, "--input-limit", "1", expect=3).stderr)
        # It is read, and `x` is none of a case's names.
        self.assertIn("1 case was read in part", self.answer("large.json", large, "--input-limit", "3", expect=3).stdout)

    def test_a_case_with_a_name_that_nobody_reads_is_told_first_and_is_not_all_clear(self):
        done = self.answer("part.json", b'{"id": "a", "epsiodes": []}', expect=3)
        first = done.stdout.splitlines()[0]
        self.assertIn("1 case was read in part: ", first)
        self.assertIn("part.json: `epsiodes`: The vocabulary has no such attribute of `case`: did you mean `episodes`?", first)
        self.assertEqual(done.stderr.splitlines(), [first])
        two = self.answer("two.jsonl", b'{"id": "a", "x": 1, "y": 2}\n{"id": "b", "x": 1}\n{"id": "c"}\n', expect=3)
        self.assertEqual(two.stdout.splitlines()[0], "2 cases were read in part: some of what they hold was not read.")
        self.assertEqual(len(two.stderr.splitlines()), 3)
        self.assertIn("two.jsonl:1: `x` (and 1 more)", two.stderr)
        misspelt = RETURN.format(GOOD_CHILD.format("a").replace("</Child>", "<CINDetails><CINreferralDate>2024-01-02</CINreferralDate></CINDetails></Child>"))
        self.assertIn("`Child/CINDetails`", self.answer("part.xml", misspelt.encode(), expect=3).stdout.splitlines()[0])

    def test_a_case_that_was_read_in_part_is_so_in_every_format(self):
        lines = b'{"id": "a", "x": 1, "y": 2}\n{"id": "b"}\n'
        head = {"names": 2, "path": "x", "reason": "The vocabulary has no such attribute of `case`."}
        read, whole = json.loads(self.answer("two.jsonl", lines, "--format", "json", expect=3).stdout)
        self.assertEqual((read["read_in_part"], whole["read_in_part"]), (head, None))
        self.assertEqual(list(read)[:2], ["format", "read_in_part"])
        told = json.loads(self.answer("two.jsonl", lines, "--format", "jsonl", expect=3).stdout.splitlines()[0])
        self.assertEqual((told["unread"], told["documents"], len(told["read_in_part"])), (0, [], 1))
        self.assertEqual(told["read_in_part"][0]["names"], 2)
        self.assertTrue(told["read_in_part"][0]["where"].endswith("two.jsonl:1"))
        row = next(csv.DictReader(io.StringIO(self.answer("two.jsonl", lines, "--format", "csv", expect=3).stdout)))
        self.assertEqual(row["status"], "read_in_part")
        self.assertTrue(row["data_errors"].endswith("two.jsonl:1: x: unknown_attribute"))
        told, *rest = json.loads(self.answer("three.jsonl", lines + b"rubbish\n", "--format", "json", expect=3).stdout)
        self.assertEqual((told["unread"], len(told["read_in_part"]), len(rest)), (1, 1, 2))

    def test_cases_with_one_id_or_nearly_one_are_warned_of_also_in_several_files(self):
        done = self.answer("two.jsonl", b'{"id": "k1"}\n{"id": "K1"}\n{"id": "a"}\n{"id": "a"}\n', expect=0)
        self.assertIn("warning[input.ids-alike]: 1 id of `case` differs", done.stderr)
        self.assertIn("warning[input.ids-repeated]: 1 id of `case` is that of several cases", done.stderr)
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for name in ("1.json", "2.json"):
                files.append(str(pathlib.Path(folder) / name))
                pathlib.Path(files[-1]).write_text('{"id": "a"}', encoding="utf-8")
            self.assertIn("input.ids-repeated", self.run_command("assess", *files, "--as-at", "2024-04-30", "--rules", SMALL).stderr)

    def test_cases_without_an_id_among_several_are_told_first(self):
        name = "some.jsonl"
        done = self.answer(name, b'{"id": "k1"}\n{"id": " "}\n{"id": "#REF!"}\n{"subject": "case"}\n', expect=3)
        self.assertRegex(done.stdout.splitlines()[0], r"^3 of 4 cases have no id \(.*some.jsonl:2, .*some.jsonl:3, .*some.jsonl:4\), so that nothing tells which they are$")
        self.assertEqual(done.stderr.splitlines()[0], done.stdout.splitlines()[0])
        self.assertEqual(self.answer(name, b'{"id": "k1"}\n{"id": "k2"}\n', expect=0).stderr, "")
        self.assertEqual(self.answer("one.json", b'{"subject": "case"}', expect=0).stderr, "", "the one case of a file is known by it")
        with tempfile.TemporaryDirectory() as folder:
            files = [str(pathlib.Path(folder) / name) for name in ("1.json", "2.json")]
            for file in files:
                pathlib.Path(file).write_text('{"subject": "case"}', encoding="utf-8")
            self.assertEqual(self.run_command("assess", *files, "--as-at", "2024-04-30", "--rules", SMALL, expect=0).stderr, "")

    def test_of_very_many_bad_lines_a_hundred_are_shown_and_all_are_counted(self):
        done = self.answer("bad.jsonl", b"{\n" * 20000, expect=3)
        self.assertEqual(done.stdout.splitlines()[0], "20000 documents could not be read; nothing was assessed.")
        self.assertIn("and 19900 more that could not be read", done.stderr)
        self.assertLess(len(done.stderr), 100000)

    def test_a_long_line_with_many_mistakes_is_shown_in_part(self):
        keys = ",".join(f'"k{i}": 1, "k{i}": 2' for i in range(1000))
        done = self.answer("long.json", ("{" + keys + "}").encode(), expect=3)
        self.assertIn("900 more mistakes are not shown", done.stderr)
        self.assertLess(max(map(len, done.stderr.splitlines())), 400)


class Terminal(CommandTest):
    """Nothing that a file, its name or an argument holds reaches the terminal as a control character."""

    HOSTILE = "\x1b[31m\u009b2J\u202e\u2066\x7f\u2028"

    def assert_plain(self, done):
        for text in (done.stdout, done.stderr):
            steering = [c for c in text if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u061c\u200e\u200f"
                                                          or 0x2028 <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069)]
            self.assertEqual(steering, [])

    def test_no_command_passes_a_control_character_on(self):
        day = ("--as-at", "2024-04-30", "--rules", SMALL)
        facts = json.dumps({"id": self.HOSTILE + "\n", "episodes": [{"id": self.HOSTILE, "section_47_enquiries": [
            {"id": self.HOSTILE, "started_at": self.HOSTILE, self.HOSTILE: self.HOSTILE}]}]})
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / f"a{self.HOSTILE}\n.json"
            file.write_text(facts, encoding="utf-8")
            for arguments in (["assess", *day], ["assess", *day, "--format", "json"], ["assess", *day, "--format", "jsonl"],
                              ["ask", *day], ["ask", *day, "--format", "json"]):
                self.assert_plain(self.run_command(arguments[0], str(file), *arguments[1:], expect=3))
            for form in ("text", "json"):
                self.assert_plain(self.run_command("explain", str(file), "dfe-c2-working-days", *day, "--format", form, expect=3))
            for broken in ('{"id": "' + self.HOSTILE[1:] + '", "id": 1}', '{"subject": "' + self.HOSTILE[1:] + '"}', "{" + self.HOSTILE,
                           '{"' + self.HOSTILE[1:] + '": 1}'):
                file.write_text(broken, encoding="utf-8")
                self.assert_plain(self.run_command("assess", str(file), *day, expect=3))
                self.assert_plain(self.run_command("assess", str(file), *day, "--format", "json", expect=3))
            self.assert_plain(self.run_command("assess", str(file) + "x", *day, expect=3))

    def test_no_argument_is_handed_back_with_control_characters(self):
        for arguments in (["feel", "1 + " + self.HOSTILE], ["feel", "x" + self.HOSTILE], ["assess", "a", "--as-at", self.HOSTILE],
                          ["assess", "--" + self.HOSTILE], ["feel", "1", "--facts", self.HOSTILE], ["explain", "a", self.HOSTILE]):
            self.assert_plain(self.run_command(*arguments, expect=2))
        shown = self.run_command("feel", "x", "--facts", json.dumps({"x": "a" + self.HOSTILE}))
        self.assert_plain(shown)
        self.assertIn("\\u001b[31m", shown.stdout)


class RedactTest(CommandTest):
    """What a log may hold: `--redact` leaves on standard error nothing that the documents hold."""

    SECRET = "S3CR3T"

    def test_standard_error_quotes_nothing_of_what_cannot_be_read(self):
        secret = self.SECRET
        lines = "\n".join([
            json.dumps({"id": secret, "enquiries": []}), json.dumps({"id": secret, "enquiries": []}),
            '{"id": "' + secret + '", "id": 1}', "{" + secret, json.dumps({secret: 1}), json.dumps({"subject": secret}),
            json.dumps({"id": secret + "2", "enquiries": [], secret: 1}), json.dumps({"enquiries": []})])
        for command in ("assess", "ask"):
            arguments = [command, "-", "--input", "jsonl", "--rules", RULES, "--as-at", "2024-04-30"]
            full = self.run_command(*arguments, stdin=lines, expect=3).stderr
            redacted = self.run_command(*arguments, "--redact", stdin=lines, expect=3).stderr
            self.assertIn(secret, full)
            self.assertNotIn(secret, redacted)
            for words in ("4 documents could not be read", "input.json-syntax", "input.duplicate-key", "standard input:"):
                self.assertIn(words, redacted)


class MemoryTest(CommandTest):
    def test_out_of_memory_is_said_and_has_a_code_of_its_own(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "large.json"
            file.write_text('{"id": "c", "enquiries": [' + ",".join(['{"id": "e"}'] * 400_000) + "]}", encoding="utf-8")
            done = subprocess.run(
                [COMMAND, "assess", str(file), "--rules", RULES, "--as-at", "2024-04-30"], capture_output=True, text=True, check=False,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (120 << 20, 120 << 20)))
        self.assertEqual(done.returncode, 71, done.stderr)
        self.assertIn("out of memory", done.stderr)


if __name__ == "__main__":
    unittest.main()
