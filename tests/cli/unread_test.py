"""What cannot be read, for every format of documents: the first thing that the command says, its exit code, and what of it each output carries."""
import csv
import io
import json
import pathlib
import tempfile
import unittest

from command import CommandTest

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
        self.answer("large.json", large, "--input-limit", "3", expect=0)


if __name__ == "__main__":
    unittest.main()
