"""CSV files in every reader: strict, in any encoding and with any separator that spreadsheets write, one way for all."""

import warnings

import pytest

import dutybound
from dutybound.report._teams import read_teams

HEAD = "id,case_id,note"


def write(folder, name, content):
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return file


def tables(*sources, **options):
    return dutybound.read_csv(list(sources), **options).tables


def annex(folder, content):
    """Annex A as a folder with this list 4."""
    write(folder, "List 4.csv", content)
    return dutybound.read_annex_a(folder)


def test_a_folder_is_a_table_for_each_file_and_what_is_no_csv_is_told(tmp_path):
    write(tmp_path, "episodes.csv", '\ufeffid,"start, day"\r\n1,2024-05-01\r\n2,\r\n')
    write(tmp_path, "cases.CSV", "id\n1\n\n2\n")
    write(tmp_path, "notes.txt", "x")
    read = dutybound.read_csv(tmp_path, mapping="ssd", dates="dd/mm/yyyy")
    assert read.tables == {
        "cases": {"id": ["1", "2"]},
        "episodes": {"id": ["1", "2"], "start, day": ["2024-05-01", None]},
    }
    assert (read.mapping, read.dates, read.notes) == ("ssd", ["dd/mm/yyyy"], ("notes.txt: no CSV file; left out",))
    (tmp_path / "nothing").mkdir()
    with pytest.raises(dutybound.TableError, match="has no CSV files"):
        dutybound.read_csv(tmp_path / "nothing")
    with pytest.raises(dutybound.OptionError):
        dutybound.read_csv([])


@pytest.mark.parametrize("breaks", ["\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_a_cell_may_hold_what_other_programs_take_for_a_line_end(tmp_path, breaks):
    file = write(tmp_path, "episodes.csv", f"{HEAD}\n1,c1,from{breaks}Word\n2,c2,x\n")
    assert tables(file)["episodes"]["note"] == [f"from{breaks}Word", "x"]
    other = tmp_path / "annex"
    other.mkdir()
    read = annex(other, f"Child Unique ID,Note\n1,from{breaks}Word\n2,x\n")
    assert read.tables["list_4"]["Child Unique ID"] == ["1", "2"]


@pytest.mark.parametrize(
    "encoding, note",
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("cp1252", "episodes.csv: read as Windows-1252, because line {line} is no UTF-8"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("says", [False, True])
def test_encodings_and_separators_are_recognised(tmp_path, encoding, note, separator, says):
    text = f"{HEAD}\r\n1,c1,Zo\u00eb\r\n2,c2,\u20ac 5\r\n".replace(",", separator)
    file = write(tmp_path, "episodes.csv", ((f"sep={separator}\r\n" if says else "") + text).encode(encoding))
    read = dutybound.read_csv(file)
    assert read.tables["episodes"] == {"id": ["1", "2"], "case_id": ["c1", "c2"], "note": ["Zo\u00eb", "\u20ac 5"]}
    assert read.notes == ((note.format(line=3 if says else 2),) if note else ())


BAD = {
    "an open quote": ("{head}\n1,c1,ok\n2,c2,\"open\n3,c3,x\n", r"{name}, line 3: this quote is never closed"),
    "a stray quote": ("{head}\n1,c1,5\" nail\n", r"{name}, line 2: a quote begins or ends in the middle"),
    "text after a quote": ("{head}\n1,c1,\"a\" b\n", r"{name}, line 2: a quote begins or ends in the middle"),
    "too few cells": ("{head}\n1,c1,x\n2,c2\n", r"{name}, line 3: 2 cells below 3 headings"),
    "too many cells": ("{head}\n1,c1,x,y\n", r"{name}, line 2: 4 cells below 3 headings"),
    "a heading twice": ("{head},ID\n1,c1,x,y\n", r"{name}: the heading 'ID' stands above columns A and D"),
    "an empty file": ("", r"{name}: no row of headings was found"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_table_is_refused_with_file_and_line_by_every_reader(tmp_path, what):
    content, message = BAD[what]
    file = write(tmp_path, "episodes.csv", content.format(head=HEAD))
    for read in (lambda: dutybound.read_csv(file), lambda: dutybound.read_csv(tmp_path)):
        with pytest.raises(dutybound.TableError, match=message.format(name="episodes.csv")):
            read()
    other = tmp_path / "annex"
    other.mkdir()
    with pytest.raises(dutybound.TableError, match=message.format(name="List 4.csv")):
        annex(other, content.format(head=HEAD))
    teams = write(tmp_path, "teams.csv", content.format(head="id,case_id,team"))
    with pytest.raises(ValueError, match=message.format(name="teams.csv")):
        read_teams(teams)


def test_titles_above_the_headings_of_a_list_may_be_of_any_width(tmp_path):
    read = annex(tmp_path, "Annex A, list 4\n\nChild Unique ID,Date of Birth,x\n1,01/02/2015,\n")
    assert read.tables["list_4"] == {"Child Unique ID": ["1"], "Date of Birth": ["01/02/2015"], "x": [None]}


@pytest.mark.parametrize(
    "content, message",
    [
        (b"PK\x03\x04\x14", "a workbook or another zip file"),
        (b"\xd0\xcf\x11\xe0\xa1", "old or protected Excel workbook"),
        (b"<!DOCTYPE html><html>", "a web page or XML"),
        ("id\n1\n".encode("utf-16-le"), "UTF-16 without a byte order mark"),
        (b"id,name\n1,\x81\n", "line 2: neither UTF-8 nor Windows-1252"),
        (b"\xff\xfei", "begins as UTF-16 and is damaged"),
    ],
)
def test_what_is_no_text_is_named_with_what_to_do(tmp_path, content, message):
    with pytest.raises(dutybound.TableError, match="^episodes.csv.*" + message):
        dutybound.read_csv(write(tmp_path, "episodes.csv", content))


def test_a_column_without_a_heading_is_told(tmp_path):
    with pytest.warns(dutybound.TableWarning, match="column B has no heading; 1 cell left out"):
        read = dutybound.read_csv(write(tmp_path, "episodes.csv", "id,\n1,x\n2,\n"))
    assert read.tables == {"episodes": {"id": ["1", "2"]}}
    assert read.notes == ("episodes.csv: column B has no heading; 1 cell left out",)


def test_files_of_a_folder_that_hold_data_and_are_no_csv_are_told_first(tmp_path, rulebook):
    write(tmp_path, "cases.csv", "id\nc1\n")
    write(tmp_path, "episodes.tsv", "id\tcase_id\ne1\tc1\ne2\tc1\n")
    write(tmp_path, "visits.xlsx", b"PK\x03\x04")
    with pytest.warns(dutybound.DataWarning):
        read = dutybound.read_csv(tmp_path)
    assert read.not_read == (
        "episodes.tsv holds 3 rows and is not called CSV, so it was not read; give it the ending .csv if it is a table",
        "visits.xlsx is no CSV file, and was not read; save what is in it as CSV UTF-8 (.csv)",
    )
    with pytest.warns(dutybound.DataWarning):
        assert rulebook.assess_tables(read, as_at="2024-05-31").not_read == read.not_read


def test_a_damaged_file_of_rows_is_told_first_and_prose_with_commas_is_not(tmp_path):
    write(tmp_path, "cases.csv", "id\nc1\n")
    write(tmp_path, "episodes.tsv", 'id\tcase_id\ne1\t"c1\n')
    write(tmp_path, "README.txt", "Drawn on 30 September, by the authority.\nAsk us, of course, if anything is unclear.\n")
    with pytest.warns(dutybound.DataWarning) as told:
        read = dutybound.read_csv(tmp_path)
    assert len(told) == len(read.not_read) == 1
    assert read.not_read[0].startswith("episodes.tsv") and read.not_read[0].endswith("the file was not read")
    assert read.notes == ("README.txt: no CSV file; left out",)


def test_an_error_of_a_spreadsheet_in_a_csv_file_is_a_data_error(tmp_path, rulebook):
    write(tmp_path, "cases.csv", "id\nc1\n")
    write(tmp_path, "episodes.csv", "id,case_id,closed_at\ne1,c1,#N/A\ne2,c1,########\n")
    result = rulebook.assess_tables(dutybound.read_csv(tmp_path), as_at="2024-05-31")
    assert [(each["row"], each["code"]) for each in result.data_errors.to_dicts()] == [(0, "spreadsheet_error"), (1, "spreadsheet_error")]


def test_tables_of_text_are_assessed(tmp_path, rulebook):
    write(tmp_path, "cases.csv", "id\nc1\n")
    write(tmp_path, "episodes.csv", "id,case_id\ne1,c1\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = rulebook.assess_tables(dutybound.read_csv(tmp_path), as_at="2024-05-31")
    assert result.manifest["cases"] == 1 and result.not_read == ()


def test_documents_and_folders_of_data_beside_csv_files_are_told_first_and_prose_is_not(tmp_path, rulebook):
    write(tmp_path, "cases.csv", "id\nc1\n")
    for name in ("a.json", "b.jsonl", "c.ndjson", "d.xml", "e.yaml", "f.YML", "README.md", "LICENSE", "make.py"):
        write(tmp_path, name, "{}\n")
    write(tmp_path, "mapping.yaml", "id: mine\nformat: tables\n")
    for folder, files in {"2024": ("x.csv", "y.xlsx"), "empty": (), "notes": ("README.md",), "deep": ("more/z.json",)}.items():
        (tmp_path / folder).mkdir()
        for name in files:
            (tmp_path / folder / name).parent.mkdir(exist_ok=True)
            write(tmp_path / folder, name, "id\n")
    with pytest.warns(dutybound.DataWarning):
        read = dutybound.read_csv(tmp_path)
    documents = [f"{name} is no CSV file, and was not read; if it holds cases, give it by itself" for name in ("a.json", "b.jsonl", "c.ndjson", "d.xml", "e.yaml", "f.YML")]
    assert read.not_read == (
        "the folder 2024 was not read, and holds x.csv and 1 more file of data; give it by itself, or move its files up",
        *documents[:4],
        "the folder deep was not read, and holds z.json; give it by itself, or move its files up",
        *documents[4:],
    )
    assert set(read.notes) == {
        *(f"{name}: no CSV file; left out" for name in ("README.md", "LICENSE", "make.py", "empty", "notes")),
        "mapping.yaml: a mapping of tables; left out",
    }


def test_a_title_above_the_headings_is_named_as_what_it_may_be(tmp_path):
    path = write(tmp_path, "episodes.csv", "Extract of 3 May\nid,case_id\ne1,c1\n")
    with pytest.raises(dutybound.TableError) as told:
        dutybound.read_csv(path)
    first = str(told.value).splitlines()[0]
    assert first == (
        "episodes.csv: 2 rows are not as wide as the headings; the first line has to be the headings: line 1 has 1 cell and all below it "
        "have more; if it is a title, take it away"
    )
    path = write(tmp_path, "episodes.csv", "id,case_id\ne1,c1\ne2,c1,\n")
    with pytest.raises(dutybound.TableError, match="a cell that holds a separator stands in quotes"):
        dutybound.read_csv(path)
