"""read_annex_a: finding the lists, their headings and their dates; what can be decided from them and what cannot."""

from __future__ import annotations

import csv
import datetime
import io
import sys
import warnings
import zipfile

import pytest

import dutybound
from readers_cases import ASSESSMENT, AS_AT, CONFERENCE, EXAMPLES, FIRST_REVIEW, NEXT_REVIEW, outcomes

openpyxl = pytest.importorskip("openpyxl")

WORKBOOK = EXAMPLES / "tables" / "annex_a.xlsx"
DAY = datetime.date
LIST_3 = ["Child Unique ID", "Date of Birth", "Age", "Date of Referral", "Referral NFA?"]
HEADINGS = {
    2: ["Child Unique ID", "Assessment start date"],
    3: ["Child Unique ID", "Date of Referral"],
    5: ["Child Unique ID", "Date of Initial Child Protection Conference"],
    6: ["Child Unique ID", "CIN Start Date"],
    7: ["Child Unique ID", "Child Protection Plan Start Date"],
}
LIST_4 = ["Child Unique ID", "Continuous Assessment Start Date", "Continuous Assessment Date of Authorisation"]


@pytest.fixture
def workbook(tmp_path):
    """Writes sheets {title: rows} into a workbook and gives its path."""

    def write(sheets, epoch=None):
        book = openpyxl.Workbook()
        if epoch is not None:
            book.epoch = epoch
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "annex_a.xlsx"
        book.save(path)
        return path

    return write


def test_the_example_workbook_is_the_one_that_the_script_makes(tmp_path):
    sys.path.insert(0, str(EXAMPLES / "tables"))
    try:
        import make_tables
    finally:
        sys.path.pop(0)
    make_tables.main(tmp_path)
    made, kept = (openpyxl.load_workbook(path) for path in (tmp_path / "annex_a.xlsx", WORKBOOK))
    assert [[row for row in sheet.iter_rows(values_only=True)] for sheet in made] == [
        [row for row in sheet.iter_rows(values_only=True)] for sheet in kept
    ]
    for folder in ("cin", "ssd"):
        for path in sorted((tmp_path / folder).iterdir()):
            assert path.read_text() == (EXAMPLES / "tables" / folder / path.name).read_text(), path.name


def test_the_children_of_the_workbook(rulebook):
    caseload = dutybound.read_annex_a(WORKBOOK)
    assert sorted(caseload.tables) == ["list_3", "list_4", "list_5", "list_6", "list_7"]
    assert len(caseload.tables["list_6"]["Child Unique ID"]) == 6
    # Of MEADOW001 to MEADOW003 the assessments ended before the window.
    unknown = [(f"MEADOW00{number}", "indeterminate", None) for number in (1, 2, 3)]
    assert outcomes(rulebook, caseload, ASSESSMENT) == unknown + [
        ("MEADOW004", "data_error", None),
        ("MEADOW005", "indeterminate", "2025-02-06"),
        ("MEADOW005", "indeterminate", "2025-02-06"),
        ("MEADOW006", "due", "2025-04-23"),
    ]
    assert outcomes(rulebook, caseload, CONFERENCE) == unknown + [
        ("MEADOW004", "data_error", None),
        ("MEADOW005", "indeterminate", "2024-12-24"),
        ("MEADOW005", "not_applicable", None),
        ("MEADOW006", "indeterminate", None),
    ]
    # Only the latest review is told: of MEADOW001 one, with none after it; of MEADOW003 none at all.
    reviews = outcomes(rulebook, caseload, FIRST_REVIEW)
    assert reviews[0] == ("MEADOW001", "indeterminate", "2024-08-22")
    assert reviews[2] == ("MEADOW003", "overdue", "2024-12-27")
    assert [status for child, status, _ in outcomes(rulebook, caseload, NEXT_REVIEW) if child == "MEADOW001"] == ["due", "indeterminate"]
    assert not any(child == "MEADOW003" for child, _, _ in outcomes(rulebook, caseload, NEXT_REVIEW))


LIST_7 = ["Child Unique ID", "Child Protection Plan Start Date", "Child Protection Plan End Date", "Date of latest review conference", "Date of the Last Statutory Visit"]


def plans(workbook, *rows):
    return dutybound.read_annex_a(workbook({"List 7": [LIST_7, *rows]}))


def test_nothing_happened_after_the_latest_review(rulebook, workbook):
    """Started 8 January 2024; the next review is due six months after the latest."""
    start = DAY(2024, 1, 8)
    caseload = plans(
        workbook,
        ["k1", start, None, DAY(2024, 4, 3), None],
        ["k2", start, None, DAY(2024, 9, 30), None],
        ["k3", start, DAY(2024, 9, 2), DAY(2024, 4, 3), None],
        ["k4", start, DAY(2024, 10, 4), DAY(2024, 4, 3), None],
        ["k5", start, None, None, None],
    )
    unlisted = "indeterminate"  # whether there were reviews before, and whether those were in time
    for as_at, k1 in ((DAY(2024, 10, 3), "due"), (DAY(2024, 10, 4), "overdue"), (DAY(2024, 12, 31), "overdue")):
        found = outcomes(rulebook, caseload, NEXT_REVIEW, as_at)
        assert sorted(status for child, status, _ in found if child == "k1") == sorted([k1, unlisted])
        assert ("k1", k1, "2024-10-03") in found
    found = {child: sorted(status for other, status, _ in outcomes(rulebook, caseload, NEXT_REVIEW, DAY(2024, 12, 31)) if other == child) for child in ("k2", "k3", "k4", "k5")}
    assert found == {"k2": ["due", unlisted], "k3": [unlisted, "not_applicable"], "k4": ["breached", unlisted], "k5": []}
    # Of the first review only a blank tells.
    first = {child: status for child, status, _ in outcomes(rulebook, caseload, FIRST_REVIEW, DAY(2024, 12, 31))}
    assert first == {"k1": unlisted, "k2": unlisted, "k3": unlisted, "k4": unlisted, "k5": "overdue"}
    rows = rulebook.assess_tables(caseload, as_at="2024-12-31", rules=[NEXT_REVIEW]).to_dicts()
    missing = {row["record"]: row["missing"] for row in rows if row["case_id"] == "k1"}
    path = "episodes[0].cp_plans[0].reviews"
    assert missing == {path: [path], path + "[0]": []}


def test_nothing_happened_after_the_last_visit(workbook):
    rulebook = dutybound.load(policy={"cp-visit-interval": 14})
    caseload = plans(workbook, ["k1", DAY(2024, 1, 8), None, None, DAY(2024, 4, 3)], ["k2", DAY(2024, 1, 8), None, None, None])

    def visits(as_at, rule="wt23-cpp-visits"):
        rows = rulebook.assess_tables(caseload, as_at=as_at, rules=[rule]).to_dicts()
        return sorted((row["case_id"], row["status"]) for row in rows)

    assert visits("2024-04-17") == [("k1", "due"), ("k1", "indeterminate")]
    assert visits("2024-04-18") == [("k1", "indeterminate"), ("k1", "overdue")]
    assert visits("2024-04-18", "wt23-cpp-visits-first") == [("k1", "indeterminate"), ("k2", "overdue")]


def test_the_workbook_as_an_open_file():
    with open(WORKBOOK, "rb") as file:
        assert dutybound.read_annex_a(file).tables == dutybound.read_annex_a(WORKBOOK).tables
    assert (
        dutybound.read_annex_a(io.BytesIO(WORKBOOK.read_bytes())).tables == dutybound.read_annex_a(str(WORKBOOK)).tables
    )


@pytest.mark.parametrize(
    "title", ["List 4", "list_4", "LIST 4 - Assessments", "4", "4. Assessments", "Assessments", "Annex A List 4"]
)
def test_a_sheet_is_known_by_number_or_subject(workbook, title):
    path = workbook({title: [LIST_4, ["k1", DAY(2024, 6, 4), None]]})
    assert list(dutybound.read_annex_a(path).tables) == ["list_4"]


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Early Help", 2),
        ("Referrals", 3),
        ("Sec 47 and ICPC", 5),
        ("Section 47", 5),
        ("Children in Need", 6),
        ("CIN", 6),
        ("Child Protection", 7),
        ("CP Plans", 7),
    ],
)
def test_titles_of_the_lists(workbook, title, number):
    path = workbook({title: [HEADINGS[number], ["k1", DAY(2024, 6, 4), None]]})
    assert list(dutybound.read_annex_a(path).tables) == [f"list_{number}"]


def test_lists_that_are_not_used_and_other_sheets_are_left_out(workbook):
    row = [LIST_4, ["k1", DAY(2024, 6, 4), None]]
    other = [["Child Unique ID", "Date of Contact"], ["k1", DAY(2024, 6, 4)]]
    codes = [["Gender", "Ethnicity", "Reason"], ["a) Female", "WBRI", "RC1"], ["b) Male", "WIRI", "RC2"]]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        caseload = dutybound.read_annex_a(workbook({"List 4": row, "List 8": other, "Contacts": other, "Cover": [["Annex A"], ["Drawn on", DAY(2024, 9, 30)]], "Codes": codes}))
    assert list(caseload.tables) == ["list_4"]
    assert "sheet 'Cover': none of the lists; left out" in caseload.notes
    assert "list 3: not found; taken as not given" in caseload.notes
    assert "sheet 'Contacts': list 1 by its name, which is not used; left out" in caseload.notes
    assert not any("List 8" in note for note in caseload.notes)


@pytest.mark.parametrize("title", ["Sheet1", "List_17", "Tabelle 1", "List 8", "Referrals"])
def test_a_list_under_an_unknown_or_wrong_name_is_read_by_its_headings_and_told(workbook, title):
    rows = [["Plans of the authority"], LIST_7, ["k1", DAY(2024, 6, 4)]]
    path = workbook({"List 4": [LIST_4, ["k1", DAY(2024, 6, 4), None]], title: rows})
    with pytest.warns(dutybound.TableWarning, match=f"sheet '{title}' has the headings of list 7; read as that list"):
        caseload = dutybound.read_annex_a(path)
    assert sorted(caseload.tables) == ["list_4", "list_7"] and not caseload.not_read


@pytest.mark.parametrize(
    "rows, message",
    [
        ([LIST_4, ["k2", DAY(2024, 6, 4)], [], ["k3", DAY(2024, 6, 4)]], "has the headings of list 4, which 'List 4' has already: 2 rows were not read"),
        ([["Child Unique ID", "Colour"], ["k1", "red"]], "is none of the lists by its name or headings: 1 row was not read"),
        ([["Person", "Since", "What"], ["k1", DAY(2024, 6, 4), "Plan"]], "is none of the lists by its name or headings: 2 rows were not read"),
    ],
)
def test_a_sheet_with_rows_that_is_none_of_the_lists_is_the_first_thing_told(rulebook, workbook, rows, message):
    path = workbook({"List 4": [LIST_4, ["k1", DAY(2024, 6, 4), None]], "Sheet1": rows})
    with pytest.warns(dutybound.DataWarning, match=message):
        caseload = dutybound.read_annex_a(path)
    with pytest.warns(dutybound.DataWarning, match=message):
        result = rulebook.assess_tables(caseload, as_at=AS_AT)
    assert result.not_read == caseload.not_read == (f"sheet 'Sheet1' {message}",)


def test_rows_that_were_sorted_above_their_headings_are_read_and_told(workbook):
    rows = [[f"A{number}", DAY(2015, 1, 1), 9, "03/06/2024", "No"] for number in range(30)]
    blank = [None, DAY(2015, 1, 1), 9, 45446, "No"]
    texts = ["B1", None, 9, None, "No"]
    below = ["K1", None, None, DAY(2024, 6, 3), "No"]
    path = workbook({"List 3": [["Referrals of the authority"], ["Drawn on", DAY(2024, 9, 30)], [None, "of", "Town"], *rows, blank, texts, LIST_3, below]})
    with pytest.warns(dutybound.TableWarning, match="'List 3': 32 rows, from 4 to 35, stand above the headings and were read as part of the list"):
        caseload = dutybound.read_annex_a(path)
    assert caseload.tables["list_3"]["Child Unique ID"] == [*(row[0] for row in rows), None, "B1", "K1"]
    assert caseload.tables["list_3"]["Date of Referral"][-3:] == [45446, None, DAY(2024, 6, 3)]


def test_titles_and_guidance_above_the_headings_stay_titles(workbook):
    guidance = ["The child's own number", "dd/mm/yyyy", "In years, or -1", "The day of the referral", "Yes or No"]
    above = [["Authority", "Town"], ["Date:", DAY(2024, 9, 30)], ["Drawn on", DAY(2024, 9, 30), None, DAY(2024, 9, 1)], guidance, ["Child", None, "Referral"]]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        caseload = dutybound.read_annex_a(workbook({"List 3": [*above, LIST_3, ["K1", None, None, DAY(2024, 6, 3), "No"]]}))
    assert caseload.tables["list_3"]["Child Unique ID"] == ["K1"]


def test_headings_that_stand_there_again_are_left_out_and_others_refused(workbook):
    row = ["K1", None, None, DAY(2024, 6, 3), "No"]
    caseload = dutybound.read_annex_a(workbook({"List 3": [LIST_3, row, LIST_3, row]}))
    assert caseload.tables["list_3"]["Child Unique ID"] == ["K1", "K1"]
    assert "'List 3': the headings stand there once more; left out" in caseload.notes
    with pytest.raises(dutybound.TableError, match="'List 3', line 3: other headings than those of line 1"):
        dutybound.read_annex_a(workbook({"List 3": [LIST_3, row, LIST_4, ["K1", DAY(2024, 6, 3), None]]}))


def test_rows_without_a_child_are_counted_and_told_first(rulebook, workbook):
    path = workbook({"3": [LIST_3, ["k1", None, 9, DAY(2024, 6, 3), "No"], [None, None, 9, DAY(2024, 6, 3), "No"], ["#N/A", None, 9, DAY(2024, 6, 3), "No"]]})
    with pytest.warns(dutybound.DataWarning, match="list_3: 2 of 3 rows belong to no record and took no part"):
        result = rulebook.assess_tables(dutybound.read_annex_a(path), as_at=AS_AT)
    assert len(result.cases) == 1
    errors = [(each["row"], each["code"], each["value"]) for each in result.data_errors.to_dicts() if each["column"] == "Child Unique ID"]
    assert (1, "missing_id", "") in errors and (2, "spreadsheet_error", "#N/A") in errors


def test_two_children_with_one_id_or_nearly_one_across_lists_are_told(rulebook, workbook):
    def told(referred, planned, born):
        path = workbook(
            {
                "3": [["Child Unique ID", "Date of Birth", "Age", "Date of Referral"], [referred, DAY(2015, 1, 2), 9, DAY(2024, 6, 3)]],
                "7": [["Child Unique ID", "Date of Birth", "Age", "Child Protection Plan Start Date"], [planned, born, 9, DAY(2024, 6, 3)]],
            }
        )
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            rulebook.assess_tables(dutybound.read_annex_a(path), as_at=AS_AT)
        return [str(each.message).split("]")[0].split("[")[1] for each in warned if each.category is dutybound.TableWarning]

    assert told("k1", "k1", DAY(2015, 1, 2)) == []
    assert told("k1", "k1", DAY(2019, 3, 4)) == ["input.rows-contradict"]
    for referred, planned in (("k1", "K1"), (7, "007"), ("a 1", "a1")):
        assert told(referred, planned, DAY(2015, 1, 2)) == ["input.ids-alike"]


def test_rows_of_list_6_that_meet_no_referral_are_counted_in_a_warning(rulebook, workbook):
    path = workbook(
        {
            "3": [LIST_3, ["k1", None, 9, DAY(2024, 6, 3), "No"]],
            "6": [["Child Unique ID", "CIN Start Date", "CIN Closure Date"], ["k1", DAY(2024, 6, 3), None], ["k1", DAY(2024, 7, 3), None]],
        }
    )
    with pytest.warns(dutybound.TableWarning, match="1 of 2 rows of table `list_6` matches no row of table `list_3`"):
        rulebook.assess_tables(dutybound.read_annex_a(path), as_at=AS_AT)


def test_headings_below_a_title_and_blank_rows(workbook):
    rows = [
        ["Assessments of the authority"],
        [],
        ["", "Drawn on", DAY(2024, 9, 30)],
        ["", "Footnote", "\u00b2", "9" * 5000],
        [" child  unique id", None, "CONTINUOUS ASSESSMENT START DATE "],
        [None],
        ["k1", None, DAY(2024, 6, 4)],
    ]
    rows += [[" "], ["k2", None, DAY(2024, 6, 5)], [], [None, None, None, ""]]
    caseload = dutybound.read_annex_a(workbook({"4": rows}))
    assert caseload.tables["list_4"] == {
        "child unique id": ["k1", "k2"],
        "CONTINUOUS ASSESSMENT START DATE": [DAY(2024, 6, 4), DAY(2024, 6, 5)],
    }


def test_a_column_without_a_heading_is_told(workbook):
    path = workbook({"List 4": [LIST_4, ["k1", DAY(2024, 6, 4), None, "x"], ["k2", DAY(2024, 6, 5), None, "y"]]})
    with pytest.warns(dutybound.TableWarning, match="column D has no heading"):
        caseload = dutybound.read_annex_a(path)
    assert "'List 4': column D has no heading; 2 cells left out" in caseload.notes


def test_dates_in_every_way_that_excel_has(rulebook, workbook):
    days = [DAY(2024, 6, 3), datetime.datetime(2024, 6, 3), 45446, "03/06/2024", "2024-06-03"]
    rows = [[f"k{number}", None, 9, day, "No"] for number, day in enumerate(days)]
    starts = [[f"k{number}", DAY(2024, 6, 4), None] for number in range(len(days))]
    for chosen in ([0, 1, 2], [2], [3, 4], [0, 3], [0, 1, 2, 3, 4]):  # also columns of a single kind
        caseload = dutybound.read_annex_a(
            workbook({"3": [LIST_3, *(rows[i] for i in chosen)], "4": [LIST_4, *(starts[i] for i in chosen)]})
        )
        assert outcomes(rulebook, caseload, ASSESSMENT, DAY(2024, 9, 30)) == [
            (f"k{i}", "indeterminate", "2024-08-05") for i in chosen
        ]


def test_serial_numbers_of_a_mac(rulebook, workbook):
    from openpyxl.utils.datetime import MAC_EPOCH

    serial = (DAY(2024, 6, 3) - DAY(1904, 1, 1)).days
    for others in ([], [["k2", None, 9, DAY(2024, 6, 3), "No"]]):  # alone, and beside a date of Excel
        path = workbook(
            {"3": [LIST_3, ["k1", None, 9, serial, "No"], *others], "4": [LIST_4, ["k1", DAY(2024, 6, 4), None]]},
            epoch=MAC_EPOCH,
        )
        found = outcomes(rulebook, dutybound.read_annex_a(path), ASSESSMENT, DAY(2024, 9, 30))
        assert found[0] == ("k1", "indeterminate", "2024-08-05")


def test_a_referral_before_the_window_leaves_the_clock_unknown(rulebook, workbook):
    path = workbook(
        {
            "3": [LIST_3, ["k1", None, 9, DAY(2024, 6, 3), "No"], ["k1", None, 9, DAY(2024, 7, 1), "No"]],
            "4": [
                LIST_4,
                ["k1", DAY(2024, 5, 1), DAY(2024, 8, 30)],
                ["k1", DAY(2024, 7, 1), DAY(2024, 8, 30)],
                ["k1", DAY(2024, 6, 30), None],
            ],
        }
    )
    # The latest referral on or before the start: none, the first, the second (45 working days from 1 July).
    assert outcomes(rulebook, dutybound.read_annex_a(path), ASSESSMENT, DAY(2024, 9, 30)) == [
        ("k1", "indeterminate", None),
        ("k1", "indeterminate", "2024-08-05"),
        ("k1", "met", "2024-09-03"),
    ]


def test_an_unborn_child(rulebook, workbook):
    path = workbook(
        {
            "3": [
                LIST_3,
                ["k1", DAY(2025, 6, 15), -1, DAY(2025, 2, 17), "No"],
                ["k2", DAY(2020, 6, 15), 4, DAY(2025, 2, 17), "No"],
            ]
        }
    )
    rows = rulebook.assess_tables(dutybound.read_annex_a(path), as_at=AS_AT, rules=["wt23-def-child"]).to_dicts()
    assert [(row["case_id"], row["outcome"]) for row in rows] == [("k1", "false"), ("k2", "true")]


def test_a_list_that_is_there_twice(workbook):
    row = [LIST_4, ["k1", DAY(2024, 6, 4), None]]
    with pytest.raises(dutybound.TableError, match="list 4 is there twice: 'List 4' and 'Assessments'"):
        dutybound.read_annex_a(workbook({"List 4": row, "Assessments": row}))


def test_a_heading_that_is_there_twice(workbook):
    with pytest.raises(dutybound.TableError, match="the heading 'child unique id' stands above columns A and D"):
        dutybound.read_annex_a(workbook({"List 4": [[*LIST_4, "child unique id"], ["k1", None, None, "k2"]]}))


def test_a_list_without_headings(workbook):
    with pytest.raises(dutybound.TableError, match="'List 4': no row of headings"):
        dutybound.read_annex_a(workbook({"List 4": [["k1", DAY(2024, 6, 4), None]]}))


def test_formulas_without_results(workbook):
    with pytest.raises(dutybound.TableError, match="'List 4', cell B2: a formula without a saved result"):
        dutybound.read_annex_a(workbook({"List 4": [LIST_4, ["k1", "=TODAY()", None]]}))
    assert dutybound.read_annex_a(
        workbook({"List 4": [LIST_4, ["k1", None, None]], "List 10": [["Child Unique ID", "Age"], ["k1", "=TODAY()"]]})
    )


def test_what_is_no_workbook(tmp_path, workbook):
    path = tmp_path / "annex_a.xlsx"
    path.write_bytes(b"Child Unique ID,Age\n")
    with pytest.raises(dutybound.TableError, match="no workbook"):
        dutybound.read_annex_a(path)
    with pytest.raises(dutybound.TableError, match="no sheet is one of the lists"):
        dutybound.read_annex_a(workbook({"Sheet1": [["a"]]}))
    with pytest.raises(OSError):
        dutybound.read_annex_a(tmp_path / "missing.xlsx")


def part(name, text=b"x", kind=None):
    """A zip file with one part, and a type as OpenDocument has it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        if kind:
            archive.writestr("mimetype", kind)
        archive.writestr(name, text)
    return written.getvalue()


STRICT = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    "name, content, message",
    [
        ("a.xls", OLE + b"\x00" * 600, r"Excel 97 to 2003 \(.xls\); open it in Excel and save it as Excel Workbook"),
        ("a.xlsx", OLE + b"\x00" * 600, "protected by a password, or one of Excel 97 to 2003 under a new name"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password; open it in Excel, take"),
        ("a.xlsb", part("xl/workbook.bin"), r"a binary workbook \(.xlsb\); open it in Excel and save it"),
        ("a.ods", part("content.xml", kind="application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
        ("a.xlsx", part("content.xml", kind="application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
        ("a.xlsx", part("xl/workbook.xml", STRICT), "Strict Open XML workbook; .*not Strict"),
        ("a.xlsx", part("word/document.xml"), "a zip file and no workbook"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "a web page or XML under the name of a workbook"),
        ("a.xlsx", b"\xef\xbb\xbfChild Unique ID,Age\n1,2\n", "text, such as CSV, and no workbook"),
        ("a.xlsx", WORKBOOK.read_bytes()[:-2000], "cut off or damaged"),
        ("a.xlsx", b"", "nothing in this file"),
    ],
)
def test_a_file_of_another_kind_is_named_with_what_to_do(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(dutybound.TableError, match=f"^{name}: .*{message}"):
        dutybound.read_annex_a(tmp_path / name)


def test_a_workbook_is_read_whatever_its_name_says(tmp_path):
    (tmp_path / "a.xlsb").write_bytes(WORKBOOK.read_bytes())
    assert dutybound.read_annex_a(tmp_path / "a.xlsb").tables == dutybound.read_annex_a(WORKBOOK).tables


def hide(path, *titles):
    book = openpyxl.load_workbook(path)
    for title in titles:
        book[title].sheet_state = "hidden"
    book.save(path)
    return path


def test_a_hidden_copy_of_a_list_is_left_out_and_told(workbook):
    kept, old = [LIST_4, ["k1", DAY(2024, 6, 4), None]], [LIST_4, ["k9", DAY(2020, 6, 4), None]]
    path = workbook({"Assessments (old)": old, "List 4": kept})
    with pytest.raises(dutybound.TableError, match="list 4 is there twice"):
        dutybound.read_annex_a(path)
    with pytest.warns(dutybound.TableWarning, match="'Assessments .old.' is a hidden sheet with list 4 once more; left out"):
        caseload = dutybound.read_annex_a(hide(path, "Assessments (old)"))
    assert caseload.tables["list_4"]["Child Unique ID"] == ["k1"]
    assert any("hidden sheet" in note for note in caseload.notes)


def test_a_list_that_stands_on_a_hidden_sheet_alone_is_read_and_told(workbook):
    row = [LIST_4, ["k1", DAY(2024, 6, 4), None]]
    caseload = dutybound.read_annex_a(hide(workbook({"List 4": row, "Notes": [["x"]]}), "List 4"))
    assert caseload.tables["list_4"]["Child Unique ID"] == ["k1"]
    assert "list 4: 'List 4' is a hidden sheet; read, because no other has the list" in caseload.notes


@pytest.mark.parametrize("serial", [45446, 45446.0, 45446.5, "45446", "45446.0"])
@pytest.mark.parametrize("from_1904", [False, True])
@pytest.mark.parametrize("alone", [False, True])
def test_serial_numbers_are_one_day_however_they_are_written(rulebook, workbook, serial, from_1904, alone):
    from openpyxl.utils.datetime import MAC_EPOCH

    if from_1904:
        serial = str(float(serial) - 1462) if isinstance(serial, str) else serial - 1462
    others = [] if alone else [["k2", None, 9, DAY(2024, 6, 3), "No"]]
    path = workbook(
        {"3": [LIST_3, ["k1", None, 9, serial, "No"], *others], "4": [LIST_4, ["k1", DAY(2024, 6, 4), None]]},
        epoch=MAC_EPOCH if from_1904 else None,
    )
    found = outcomes(rulebook, dutybound.read_annex_a(path), ASSESSMENT, DAY(2024, 9, 30))
    assert found[0] == ("k1", "indeterminate", "2024-08-05")


def test_an_error_of_excel_is_a_data_error_of_that_cell(rulebook, workbook):
    for error in ("#REF!", "#N/A", "#N/A N/A", "#VALUE!"):
        path = workbook({"3": [LIST_3, ["k1", None, 9, error, "No"]], "4": [LIST_4, ["k1", DAY(2024, 6, 4), error]]})
        result = rulebook.assess_tables(dutybound.read_annex_a(path), as_at=AS_AT)
        assert [(each["column"], each["value"], each["code"]) for each in result.data_errors.to_dicts()] == [
            ("Date of Referral", error, "spreadsheet_error"),
            ("Continuous Assessment Date of Authorisation", error, "spreadsheet_error"),
        ]
        assert outcomes(rulebook, dutybound.read_annex_a(path), ASSESSMENT) == [("k1", "data_error", None), ("k1", "indeterminate", None)]


def test_an_error_of_excel_decides_nothing_that_hangs_on_its_cell(rulebook, workbook):
    list_5 = [
        "Child Unique ID",
        "Age",
        "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Was an Initial Child Protection Conference deemed unnecessary?",
        "Date of Initial Child Protection Conference",
    ]

    def of(deemed_unnecessary, held):
        path = workbook({"3": [LIST_3, ["k1", None, 9, DAY(2024, 6, 3), "No"]], "5": [list_5, ["k1", 9, DAY(2024, 6, 4), deemed_unnecessary, held]]})
        return [status for _, status, _ in outcomes(rulebook, dutybound.read_annex_a(path), CONFERENCE, DAY(2024, 9, 30))]

    for yes in ("a) Yes", True, 1, "TRUE"):
        assert of(yes, None) == ["not_applicable"]
    for no in ("b) No", False, 0, "False", None):
        assert of(no, None) == ["indeterminate"]
    assert of("maybe", None) == ["data_error"]
    assert of("a) Yes", "#N/A") == ["data_error"]
    assert of("#N/A", None) == ["data_error"]
    assert of("b) No", "#REF!") == ["data_error"]
    assert of("#N/A", DAY(2024, 6, 20)) == ["met"]


def test_an_assessment_belongs_to_no_referral_where_the_day_of_one_cannot_be_read(rulebook, workbook):
    def of(second):
        referrals = [LIST_3, ["k1", None, 9, DAY(2024, 4, 10), "No"], ["k1", None, 9, second, "No"]]
        path = workbook({"3": referrals, "4": [LIST_4, ["k1", DAY(2024, 4, 29), DAY(2024, 5, 20)]]})
        return outcomes(rulebook, dutybound.read_annex_a(path), ASSESSMENT)

    assert ("k1", "met", "2024-06-14") in of(DAY(2024, 5, 2))  # after the assessment began
    for unreadable in ("#REF!", "31/02/2024", None, "N/A"):
        assert not [each for each in of(unreadable) if each[1].startswith("met")]


def test_a_visible_list_under_another_name_goes_before_a_hidden_one_with_its_number(workbook):
    old, new = ["k1", DAY(2023, 4, 29), DAY(2023, 5, 20)], ["k1", DAY(2024, 4, 29), DAY(2024, 5, 20)]
    path = workbook({"List 3": [LIST_3], "List 4": [LIST_4, old], "Sheet1": [LIST_4, new]})
    book = openpyxl.load_workbook(path)
    book["List 4"].sheet_state = "hidden"
    book.save(path)
    with pytest.warns(dutybound.TableWarning, match="'List 4' is a hidden sheet with list 4 once more; left out"):
        caseload = dutybound.read_annex_a(path)
    assert caseload.tables["list_4"]["Continuous Assessment Start Date"] == [new[1]]


def test_the_sheet_with_most_headings_of_a_list_is_that_list_and_one_heading_tells_no_title_wrong(workbook):
    waiting = [["Child Unique ID", "Date of Referral"], ["k9", DAY(2024, 6, 1)]]
    contacts = [["Child Unique ID", "Date of Contact", "Date of Referral"], ["k8", DAY(2024, 6, 1), DAY(2024, 6, 2)]]
    with pytest.warns((dutybound.TableWarning, dutybound.DataWarning)) as told:
        caseload = dutybound.read_annex_a(workbook({"List 1": contacts, "Waiting": waiting, "Sheet2": [LIST_3, ["k1", None, 9, DAY(2024, 6, 3), "No"]]}))
    assert caseload.tables["list_3"]["Child Unique ID"] == ["k1"]
    assert [str(each.message) for each in told if each.category is dutybound.DataWarning] == [
        "sheet 'Waiting' has the headings of list 3, which 'Sheet2' has already: 1 row was not read"
    ]
    caseload = dutybound.read_annex_a(workbook({"List 3": [LIST_3], "CLA referrals": [["Child Unique ID", "Placed on"], ["k1", DAY(2024, 6, 3)]]}))
    assert "sheet 'CLA referrals': list 8 by its name, which is not used; left out" in caseload.notes


def test_a_row_of_words_is_no_row_of_headings(workbook):
    rows = [["Child Unique ID", "Referral Source", "Referral NFA?"], ["ID", "Police", "No"], ["K2", "Police", "No"]]
    assert dutybound.read_annex_a(workbook({"List 3": rows})).tables["list_3"]["Child Unique ID"] == ["ID", "K2"]


def test_a_cell_with_the_word_of_a_heading_is_no_heading(workbook):
    rows = [[*LIST_3, "Remark"], ["K1", None, None, DAY(2024, 6, 3), "No", "ID"], ["K2", None, None, DAY(2024, 6, 3), "No", "Child Unique ID"]]
    assert dutybound.read_annex_a(workbook({"List 3": rows})).tables["list_3"]["Child Unique ID"] == ["K1", "K2"]


def test_a_folder_of_csv_files(rulebook, tmp_path):
    for name, rows in {
        "List 3.csv": [LIST_3, ["k1", "", "9", "03/06/2024", "No"]],
        "assessments.csv": [LIST_4, ["k1", "04/06/2024", ""]],
    }.items():
        with open(tmp_path / name, "w", newline="", encoding="utf-8-sig") as file:
            csv.writer(file).writerows(rows)
    (tmp_path / "List 6.csv").write_bytes(
        "Child Unique ID,CIN Start Date,Town\r\nk9,03/06/2024,Plás\r\n".encode("cp1252")
    )
    caseload = dutybound.read_annex_a(tmp_path)
    assert caseload.tables["list_6"]["Town"] == ["Plás"]
    assert ("k1", "indeterminate", "2024-08-05") in outcomes(rulebook, caseload, ASSESSMENT, DAY(2024, 9, 30))


def test_lists_in_a_folder_that_are_not_called_csv(tmp_path):
    (tmp_path / "List 3.csv").write_text("Child Unique ID,Date of Referral\nk1,03/06/2024\n")
    (tmp_path / "List 7.txt").write_text("Child Unique ID\tChild Protection Plan Start Date\nk1\t03/06/2024\n")
    (tmp_path / "readme.txt").write_text("Drawn on 30 September.\nBy the authority.\n")
    (tmp_path / "List 5.xlsx").write_bytes(WORKBOOK.read_bytes())
    with pytest.warns(dutybound.DataWarning, match="List 5.xlsx is no CSV file, and was not read; save what is in it as CSV"):
        caseload = dutybound.read_annex_a(tmp_path)
    assert sorted(caseload.tables) == ["list_3", "list_7"] and len(caseload.not_read) == 1
    assert "readme.txt: no CSV file; left out" in caseload.notes
    assert sorted(dutybound.read_annex_a([tmp_path / "List 3.csv", tmp_path / "List 7.txt"]).tables) == ["list_3", "list_7"]


def test_a_folder_without_csv_files(tmp_path):
    with pytest.raises(dutybound.TableError, match="no CSV files"):
        dutybound.read_annex_a(tmp_path)


def test_without_openpyxl_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(dutybound.OptionError, match=r"pip install dutybound\[excel\]"):
        dutybound.read_annex_a(WORKBOOK)
