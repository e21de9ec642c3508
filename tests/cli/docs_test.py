"""`dutybound docs`: every link leads somewhere, every id is one, headings step down by one, every rule has its page."""
import html.parser
import os
import pathlib
import re
import tempfile
import unittest
from urllib.parse import unquote

from command import RULES, CommandTest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
LONE = {"meta", "link", "input", "rect", "path", "line", "br"}


class Page(html.parser.HTMLParser):
    """One page's ids, links, headings, and what is wrong with its form."""

    def __init__(self, path, text):
        super().__init__()
        self.path, self.ids, self.links, self.headings, self.faults = path, [], [], [], []
        self.open, self.tags, self.labels = [], {}, set()
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice")
        attributes = dict(attrs)
        self.tags[tag] = self.tags.get(tag, 0) + 1
        if "id" in attributes:
            self.ids.append(attributes["id"])
            if not attributes["id"] or re.search(r"\s", attributes["id"]):
                self.faults.append(f"id `{attributes['id']}`")
        for name in ("href", "src"):
            if name in attributes:
                self.links.append(attributes[name])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "html" and attributes.get("lang") != "en-GB":
            self.faults.append("no lang")
        if tag == "svg" and not attributes.get("aria-label"):
            self.faults.append("a drawing without words")
        if tag == "label":
            self.labels.add(attributes["for"])
        if tag == "input" and attributes.get("id") not in self.labels:
            self.faults.append("an input without a label")
        if tag == "p" and "p" in self.open:
            self.faults.append("a paragraph in a paragraph")
        if tag not in LONE:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in LONE:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()


def read_site(folder):
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.is_file()}


class DocsTest(CommandTest):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.scratch = pathlib.Path(scratch.name)

    def check_site(self, folder):
        texts = read_site(folder)
        pages = {path: Page(path, text) for path, text in texts.items() if path.endswith(".html")}
        for path, page in pages.items():
            with self.subTest(page=path):
                self.assertEqual(page.faults, [])
                self.assertEqual(len(page.ids), len(set(page.ids)), "an id stands twice")
                self.assertEqual([page.tags.get(tag) for tag in ("h1", "main", "header", "footer", "title")], [1] * 5)
                steps = [(a, b) for a, b in zip([0] + page.headings, page.headings) if b > a + 1]
                self.assertEqual(steps, [], "a level of headings is left out")
                for link in page.links:
                    if link.startswith(("https://", "http://")):
                        continue
                    address, _, anchor = link.partition("#")
                    target = os.path.normpath(os.path.join(os.path.dirname(path), unquote(address))) if address else path
                    self.assertIn(target.replace(os.sep, "/"), texts, link)
                    if anchor:
                        self.assertIn(unquote(anchor), pages[target.replace(os.sep, "/")].ids, link)
        return pages

    def test_small_rules_give_the_same_bytes_each_time(self):
        first, second = self.scratch / "deep" / "site", self.scratch / "again"
        for folder in (first, second):
            done = self.run_command("docs", str(folder), "--rules", RULES)
            self.assertIn("index.html", done.stdout)
        pages = self.check_site(first)
        self.assertIn("rules/hold-the-conference.html", pages)
        self.assertEqual(read_site(first), read_site(second))

    def test_every_embedded_rule_has_a_page(self):
        folder = self.scratch / "site"
        self.run_command("docs", str(folder), "--scenarios", str(SOURCE / "rules"))
        pages = self.check_site(folder)
        listed = re.findall(r"^  (\S+)  ", self.run_command("rules").stdout, re.MULTILINE)
        self.assertGreater(len(listed), 100)
        missing = [rule for rule in listed if f"rules/{rule}.html" not in pages]
        self.assertEqual(missing, [])
        self.assertIn("<svg", (folder / "rules" / "wt23-icpc-15wd.html").read_text("utf-8"))

    def test_a_folder_with_something_else_is_left_alone(self):
        (self.scratch / "mine.txt").write_text("mine")
        done = self.run_command("docs", str(self.scratch), "--rules", RULES, expect=2)
        self.assertIn("holds no earlier site", done.stderr)
        self.assertEqual([path.name for path in self.scratch.iterdir()], ["mine.txt"])
        self.run_command("docs", str(self.scratch / "mine.txt"), "--rules", RULES, expect=2)

    def test_an_earlier_site_is_replaced_and_its_old_pages_go(self):
        self.run_command("docs", str(self.scratch), "--rules", RULES)
        before = read_site(self.scratch)
        page = (self.scratch / "index.html").read_text("utf-8")
        (self.scratch / "rules" / "gone.html").write_text(page)
        (self.scratch / "rules" / "mine.html").write_text("<p>Mine</p>")
        self.run_command("docs", str(self.scratch), "--rules", RULES)
        self.assertEqual(read_site(self.scratch), {**before, "rules/mine.html": "<p>Mine</p>"})

    def test_what_cannot_be_written_is_told(self):
        (self.scratch / "file").write_text("")
        done = self.run_command("docs", str(self.scratch / "file" / "site"), "--rules", RULES, expect=74)
        self.assertIn("could not be written", done.stderr)

    def test_scenarios_that_cannot_be_read(self):
        (self.scratch / "s").mkdir()
        (self.scratch / "s" / "bad.yaml").write_text("scenarios: children-act-1989\nlist: 7\n")
        self.run_command("docs", str(self.scratch / "site"), "--scenarios", str(self.scratch / "s"), expect=3)
        self.run_command("docs", str(self.scratch / "site"), "--scenarios", str(self.scratch / "none"), expect=2)


if __name__ == "__main__":
    unittest.main()
