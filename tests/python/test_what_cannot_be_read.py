"""docs/what-cannot-be-read.md is what the readers say: every format against every way of being unreadable.

After a change: DUTYBOUND_ACCEPT=1 writes the page; read the diff line by line, no cell may turn into silence.
"""

import codecs
import io
import os
import warnings
from pathlib import Path

import pytest

import dutybound
from dutybound.__main__ import main

openpyxl = pytest.importorskip("openpyxl")

PAGE = Path(__file__).resolve().parents[2] / "docs" / "what-cannot-be-read.md"
AS_AT = "2025-03-31"
RULES = "working-together-2023"
LONGEST = 190

INTRODUCTION = """# What cannot be read

What people see first when an input is cut off, written in another encoding, something else, empty, or not whole. A test writes this page from what the readers do.

- **Python**: what reading it and `assess_tables` raise or warn; else what the caseload's notes or the result's counts say.
- **`report`**, **`assess`**: the exit code and the first line. 0: all was read; 3: something could not be read, or a case was read in part, and the first line says what. Then `report` opens its page, CSV file and
  calendar with it, or writes none where nothing could be read.

"Read" without more means that the input can be read as it stands.
"""

LOGIN = b"<html><head><title>Log in</title></head><body>Your session has ended</body></html>"
JSON = '{"id": "a", "episodes": [{"id": "e1", "referral": {"received_at": "2025-02-03"}}]}'
NAMED = '"id": "a", '
YAML = "id: a\nepisodes:\n  - id: e1\n    referral: {received_at: 2025-02-03}\n"
XML = """<?xml version="1.0" encoding="utf-8"?>
<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year><ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails></Header>
<Children><Child><ChildIdentifiers><LAchildID>K1</LAchildID><PersonBirthDate>2015-06-02</PersonBirthDate></ChildIdentifiers>
<CINdetails><CINreferralDate>2025-02-03</CINreferralDate></CINdetails></Child></Children></Message>
"""
CASES = "id\nc1\n"
EPISODES = "id,case_id,closed_at\n"


def documents(ending, good, *, truncated, several, unread, other, nameless, encoding="utf-16"):
    """The ways in which a text of documents goes wrong: name -> (file, bytes)."""
    yield "cut off", f"cut{ending}", truncated.encode()
    yield "in UTF-16", f"utf16{ending}", good.replace("utf-8", "utf-16").encode(encoding)
    yield "in Windows-1252", f"cp1252{ending}", good.replace('"a"', '"Zo\u00eb"').replace("id: a", "id: Zo\u00eb").replace("K1", "Zo\u00eb").encode("cp1252")
    yield "another format", f"login{ending}", LOGIN
    yield "empty", f"empty{ending}", b""
    yield "one bad record", f"bad{ending}", several.encode()
    yield "a name that nobody reads", f"unread{ending}", unread.encode()
    yield "no name that is known", f"other{ending}", other.encode()
    yield "a case without an id", f"nameless{ending}", nameless.encode()
    yield "an id that is an error of a spreadsheet", f"ref{ending}", nameless_as(good, "#REF!").encode()
    yield "two byte order marks", f"marks{ending}", codecs.BOM_UTF8 * 2 + good.encode()


def nameless_as(good, error):
    return good.replace('"a"', f'"{error}"').replace("id: a", f"id: '{error}'").replace("K1", error)


def texts():
    yield "JSON", documents(
        ".json",
        JSON,
        truncated=JSON[:40],
        several=f"[{JSON}, 5]",
        unread=JSON.replace("episodes", "epsiodes"),
        other=f'{{"cases": [{JSON}]}}',
        nameless=f"[{JSON}, {JSON.replace(NAMED, '')}]",
    )
    yield "JSON Lines", documents(
        ".jsonl",
        JSON,
        truncated=f"{JSON}\n{JSON[:40]}",
        several=f"{JSON}\n{{'id'}}\n",
        unread=JSON.replace("episodes", "epsiodes"),
        other='{"Episodes": []}',
        nameless=f"{JSON}\n{JSON.replace(NAMED, '')}\n",
    )
    yield "YAML", documents(
        ".yaml",
        YAML,
        truncated=YAML[:-2],
        several=f"{YAML}---\n5\n",
        unread=YAML.replace("episodes", "epsiodes"),
        other="cases:\n- id: a\n",
        nameless=YAML.removeprefix("id: a\n"),
    )
    yield "Census return (XML)", documents(
        ".xml",
        XML,
        truncated=XML[:300],
        several=XML.replace("</Child>", "</Child><child><LAchildID>K2</LAchildID></child>"),
        unread=XML.replace("</CINdetails>", "<CPPreviews><CPPreviewDay>2025-03-01</CPPreviewDay></CPPreviews></CINdetails>"),
        other=XML.replace("CINdetails", "CINDetails").replace("ChildIdentifiers", "Identifiers"),
        nameless=XML.replace("<LAchildID>K1</LAchildID>", "<LAchildID> </LAchildID>"),
    )


def tables():
    """name -> files of a folder of tables, or the tables themselves."""
    yield "cut off inside a quoted cell", {"cases.csv": CASES, "episodes.csv": EPISODES + 'e1,c1,"cut'}
    yield "in UTF-16", {"cases.csv": CASES.encode("utf-16"), "episodes.csv": (EPISODES + "e1,c1,2025-02-03\n").encode("utf-16")}
    yield "no encoding that there is", {"cases.csv": CASES, "episodes.csv": EPISODES.encode() + b"e1,c1,\x81\n"}
    yield "another format", {"cases.csv": CASES, "episodes.csv": LOGIN}
    yield "empty", {"cases.csv": CASES, "episodes.csv": b""}
    yield "a row of another width", {"cases.csv": CASES, "episodes.csv": EPISODES + "e1,c1\n"}
    yield "a title above the headings", {"cases.csv": CASES, "episodes.csv": f"Extract of 3 May\n{EPISODES}e1,c1,\n"}
    yield "a row that belongs nowhere", {"cases.csv": CASES, "episodes.csv": EPISODES + "e1,c1,\ne2,c9,\n"}
    yield "a heading twice", {"cases.csv": CASES, "episodes.csv": "id,case_id,ID\ne1,c1,e2\n"}
    yield "a case without an id", {"cases.csv": "id,child.date_of_birth\nc1,2015-06-02\n,2016-07-03\n", "episodes.csv": EPISODES + "e1,c1,\n"}
    yield "a case twice", {"cases.csv": CASES + "c1\n", "episodes.csv": EPISODES + "e1,c1,\n"}
    yield "an error of a spreadsheet in a cell", {"cases.csv": CASES, "episodes.csv": EPISODES + "e1,c1,#N/A\n"}
    yield "a column without a heading", {"cases.csv": CASES, "episodes.csv": "id,case_id,\ne1,c1,x\n"}
    yield "a table in a file of another kind", {"cases.csv": CASES, "episodes.xlsx": b"PK\x03\x04"}
    yield "documents beside them", {"cases.csv": CASES, "more.json": "[" + JSON + "]"}
    yield "a folder of tables in the folder", {"cases.csv": CASES, "more/episodes.csv": EPISODES}
    yield "headings alone", {"cases.csv": "id\n", "episodes.csv": EPISODES}
    yield "a table that others name, without rows", {"cases.csv": CASES, "episodes.csv": EPISODES, "assessments.csv": "id,episode_id,case_id\na1,e1,c1\n"}
    yield "no table of cases", {"episodes.csv": EPISODES + "e1,c1,\n"}
    yield "a table that nobody knows", {"cases.csv": CASES, "colours.csv": "id\nred\n"}
    yield "a column that nobody reads", {"cases.csv": CASES, "episodes.csv": "id,case_id,colour\ne1,c1,red\n"}


def named_tables():
    cases, episodes = {"id": ["c1"]}, {"id": ["e1"], "case_id": ["c1"]}
    yield "empty", {"cases": {"id": []}, "episodes": {"id": [], "case_id": []}}
    yield "None in the place of a table", {"cases": cases, "episodes": None}
    yield "a path in the place of a table", {"cases": cases, "episodes": "episodes.csv"}
    yield "a row that belongs nowhere", {"cases": cases, "episodes": {"id": ["e1", "e2"], "case_id": ["c1", None]}}
    yield "no table of cases", {"episodes": episodes}
    yield "a column that nobody reads", {"cases": cases, "episodes": {**episodes, "colour": ["red"]}}


def workbook(lists, hidden=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in lists.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in hidden:
            sheet.sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def workbooks():
    referrals = [["Child Unique ID", "Date of Birth", "Date of referral"], ["K1", "02/06/2015", "03/02/2025"]]
    good = workbook({"List 3": referrals})
    yield "cut off", "cut.xlsx", good[: len(good) // 2]
    yield "a web page", "login.xlsx", LOGIN
    yield "CSV under another name", "text.xlsx", b"Child Unique ID\nK1\n"
    yield "of Excel 97 to 2003", "old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    yield "protected by a password", "secret.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
    yield "empty", "empty.xlsx", b""
    yield "a row without a child", "nobody.xlsx", workbook({"List 3": [*referrals, [None, "02/06/2015", "03/02/2025"]]})
    yield "two children with one id", "one.xlsx", workbook(
        {
            "List 3": [["Child Unique ID", "Age", "Date of Birth"], ["K1", 9, "02/06/2015"]],
            "List 7": [["Child Unique ID", "Age", "Date of Birth", "Child Protection Plan Start Date"], ["K1", 14, "07/08/2010", "03/02/2025"]],
        }
    )
    yield "rows above the headings", "sorted.xlsx", workbook({"List 3": [["A1", "02/06/2015", "03/02/2025"], *referrals]})
    yield "a list under another name", "named.xlsx", workbook({"Sheet1": referrals})
    yield "rows of no list", "unknown.xlsx", workbook({"List 3": referrals, "Sheet1": [["Child Unique ID", "Colour"], ["K1", "red"]]})
    yield "a column without a heading", "nameless.xlsx", workbook({"List 3": [referrals[0], [*referrals[1], "red"]]})
    yield "no list", "none.xlsx", workbook({"Notes": [["Read me"]]})
    yield "a heading twice", "twice.xlsx", workbook({"List 3": [[*referrals[0], "Date of Referral"]]})
    yield "a list twice, one of them hidden", "hidden.xlsx", workbook({"List 3": referrals, "List 3 old": referrals}, ["List 3 old"])
    yield "an error of Excel in a cell", "ref.xlsx", workbook({"List 3": [referrals[0], ["K1", "02/06/2015", "#N/A"]]})
    yield "a column that nobody reads", "colour.xlsx", workbook({"List 3": [[*referrals[0], "Colour"], [*referrals[1], "red"]]})


def cell(text):
    line = text.split("\n", 1)[0].replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
    return line if len(line) <= LONGEST else line[:LONGEST] + "..."


def python(rulebook, read):
    """What somebody sees who reads and assesses."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            given = read()
            result = rulebook.assess_tables(given, as_at=AS_AT)
            counted = result.manifest
        except (dutybound.Error, OSError) as error:
            return f"`{type(error).__name__}`: {cell(str(error))}"
    told = [f"`{each.category.__name__}`: {cell(str(each.message))}" for each in warned]
    told += [f"note: {cell(note)}" for note in getattr(given, "notes", ()) if "not found" not in note]
    if not told and counted["data_errors"]:
        first = next(iter(result.data_errors.to_dicts()))
        told.append(f"data error: {cell(str(first['reason']))}")
    unread = [f"{table['table']}: {', '.join(table['unused_columns'])}" for table in counted["tables"] if table["unused_columns"]]
    if not told and unread:
        told.append(f"unused columns of the manifest: {cell('; '.join(unread))}")
    return told[0] if told else "Read"


def reported(capsys, *inputs):
    code = main(["report", *inputs, "--as-at", AS_AT, "-o", "page.html", "--rules", RULES, "--no-sentences"])
    said = capsys.readouterr().err
    return f"{code}: {cell(said)}" if code else "0"


def assessed(command, name):
    code, _, said = command("assess", name, "--as-at", AS_AT, "--rules", RULES)
    return f"{code}: {cell(said)}" if code else "0"


def table(title, heads, rows):
    return "\n".join([f"\n## {title}\n", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *(f"| {' | '.join(row)} |" for row in rows)])


def write(folder, content):
    for name, text in content.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_the_page_says_what_readers_do(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    rulebook = dutybound.load([RULES])
    parts = [INTRODUCTION]
    for title, ways in texts():
        rows = []
        for way, name, content in ways:
            Path(name).write_bytes(content)
            rows.append([way, python(rulebook, lambda: dutybound.read_cases(name)), reported(capsys, name), assessed(command, name)])
        parts.append(table(title, ["input", "Python", "`report`", "`assess`"], rows))
    rows = []
    for number, (way, content) in enumerate(tables()):
        folder = tmp_path / str(number) / "tables"
        folder.mkdir(parents=True)
        write(folder, content)
        rows.append([way, python(rulebook, lambda: dutybound.read_csv(folder)), reported(capsys, str(folder))])
    parts.append(table("Tables as CSV files", ["input", "Python", "`report`"], rows))
    rows = []
    for way, name, content in workbooks():
        Path(name).write_bytes(content)
        rows.append([way, python(rulebook, lambda: dutybound.read_annex_a(name)), reported(capsys, name, "--input", "annex-a")])
    parts.append(table("Annex A (workbook)", ["input", "Python", "`report`"], rows))
    rows = [[way, python(rulebook, lambda: given)] for way, given in named_tables()]
    parts.append(table("Tables of pandas, polars, pyarrow or Python", ["input", "Python"], rows))
    page = "\n".join(parts) + "\n"
    if "DUTYBOUND_ACCEPT" in os.environ:
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page
