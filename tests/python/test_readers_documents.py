"""read_cin_census and read_cases."""

from __future__ import annotations

import datetime
import io
import json
import pickle

import pytest

import dutybound
from readers_cases import (
    ASSESSMENT,
    ASSESSMENTS,
    CONFERENCE,
    CONFERENCES,
    EXAMPLES,
    FIRST_REVIEW,
    FIRST_REVIEWS,
    NEXT_REVIEW,
    TRANSFER,
    csv_tables,
    outcomes,
)

CENSUS = EXAMPLES / "cin_census.xml"


def test_the_census_gives_its_children_and_its_last_day(rulebook):
    caseload = dutybound.read_cin_census(CENSUS)
    assert caseload.reference_date == datetime.date(2025, 3, 31)
    assert outcomes(rulebook, caseload, ASSESSMENT) == sorted(ASSESSMENTS)
    assert outcomes(rulebook, caseload, CONFERENCE) == sorted(CONFERENCES)
    assert outcomes(rulebook, caseload, FIRST_REVIEW) == FIRST_REVIEWS
    assert ("MEADOW003", "indeterminate", None) in outcomes(rulebook, caseload, TRANSFER)


@pytest.mark.parametrize("rule", [ASSESSMENT, CONFERENCE, FIRST_REVIEW, NEXT_REVIEW, TRANSFER])
def test_the_census_as_flat_tables_says_the_same(rulebook, rule):
    flat = dutybound.Caseload(csv_tables(EXAMPLES / "tables" / "cin"), mapping="cin-census-tables")
    assert outcomes(rulebook, flat, rule) == outcomes(rulebook, dutybound.read_cin_census(CENSUS), rule)


def test_a_path_bytes_and_open_files_are_the_same_return(rulebook):
    expected = outcomes(rulebook, dutybound.read_cin_census(str(CENSUS)), ASSESSMENT)
    content = CENSUS.read_bytes()
    assert outcomes(rulebook, dutybound.read_cin_census(content), ASSESSMENT) == expected
    assert outcomes(rulebook, dutybound.read_cin_census(io.BytesIO(content)), ASSESSMENT) == expected
    with open(CENSUS, encoding="utf-8") as file:
        assert outcomes(rulebook, dutybound.read_cin_census(file), ASSESSMENT) == expected


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("declared", ["ISO-8859-1", "windows-1252", "UTF-16", "UTF-8"])
def test_a_text_that_was_decoded_is_read_as_it_is_whatever_it_declares(rulebook, declared, mark):
    text = CENSUS.read_text(encoding="utf-8").replace("MEADOW006", "Zo\u00eb")
    text = mark + f'<?xml version="1.0" encoding="{declared}"?>\n' + text[text.index("?>") + 2 :].lstrip()
    caseload = dutybound.read_cin_census(io.StringIO(text))
    found = {outcome[0] for outcome in outcomes(rulebook, caseload, ASSESSMENT)}
    assert "Zo\u00eb" in found and len(found) == len({case for case, _, _ in ASSESSMENTS}), found


def test_a_decoded_document_with_a_mark_is_read(rulebook):
    case = dutybound.read_cases(io.StringIO("\ufeff" + json.dumps({"id": "Zo\u00eb"}, ensure_ascii=False)), format="json")
    assert case.not_read == () and {row["case_id"] for row in rulebook.assess_tables(case, as_at="2025-03-31").to_dicts()} == {"Zo\u00eb"}


def test_a_return_larger_than_the_limit_is_refused_and_the_option_named(rulebook):
    large = CENSUS.read_bytes() + b" " * (1 << 20)
    assert outcomes(rulebook, dutybound.read_cin_census(large), ASSESSMENT) == sorted(ASSESSMENTS)
    with pytest.raises(dutybound.CaseError, match="more than 1048576 bytes.*input_limit"):
        dutybound.read_cin_census(large, input_limit=1)
    with pytest.raises(dutybound.CaseError, match="input_limit"):
        dutybound.read_cases(large, format="cin_census", input_limit=1)
    small = dutybound.load(["working-together-2023"], input_limit=1)
    caseload = dutybound.read_cin_census(large, input_limit=2)
    for rules in (small, pickle.loads(pickle.dumps(small))):
        with pytest.raises(dutybound.CaseError, match="input_limit"):
            rules.assess_tables(caseload, as_at="2025-03-31")
    enough = pickle.loads(pickle.dumps(dutybound.load(["working-together-2023"], input_limit=2)))
    assert outcomes(enough, caseload, ASSESSMENT) == sorted(ASSESSMENTS)


def test_more_than_the_usual_64_mib_are_read_where_that_is_allowed():
    large = CENSUS.read_bytes() + b" " * (64 << 20)
    with pytest.raises(dutybound.CaseError, match="input_limit"):
        dutybound.read_cin_census(large)
    assert dutybound.read_cin_census(large, input_limit=65).reference_date == datetime.date(2025, 3, 31)


@pytest.mark.parametrize("limit", [0, -1, True, 1.5, "64", 1 << 21, None])
def test_a_limit_is_a_number_of_mebibytes(limit):
    for call in (lambda: dutybound.load(input_limit=limit), lambda: dutybound.read_cin_census(CENSUS, input_limit=limit)):
        with pytest.raises(dutybound.OptionError, match="input_limit"):
            call()


def test_several_returns_at_once_are_refused():
    with pytest.raises(dutybound.OptionError, match="one file at a time"):
        dutybound.read_cin_census([CENSUS, CENSUS])


@pytest.mark.parametrize(
    "content",
    [b"", b"LAchildID,CINreferralDate\n", b"<Message><Header></Message>", b"<html><p>Log in</p></html>", b"<Message/>"],
)
def test_what_is_no_return_is_refused(content):
    with pytest.raises(dutybound.CaseError, match="^<text>: nothing in it could be read: ") as refused:
        dutybound.read_cin_census(content)
    assert refused.value.diagnostics


@pytest.mark.parametrize("text", ["garbage", '{"id": "a"', '{"id": "a"\n{"id": 1'])
@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_documents_none_of_which_can_be_read_are_refused(text, format):
    with pytest.raises(dutybound.CaseError, match="could be read: line [12]: "):
        dutybound.read_cases(text.encode(), format=format)


def test_documents_some_of_which_cannot_be_read_are_a_warning_and_the_first_thing_that_results_say(rulebook):
    text = b'{"id": "a", "episodes": []}\n{"id": "b"\n{"id": "c", "episodes": []}\n'
    told = "1 of 3 documents could not be read: <text>:2: not JSON"
    with pytest.warns(dutybound.DataWarning, match=told):
        caseload = dutybound.read_cases(text, format="jsonl")
    assert repr(caseload).startswith(f"Caseload(NOT ALL CAN BE READ: {told}")
    with pytest.warns(dutybound.DataWarning, match="1 of 3 documents"):
        result = rulebook.assess_tables(caseload, as_at="2024-05-31")
    assert result.not_read[0].startswith("1 of 3 documents could not be read") and len(result.not_read) == 1
    assert repr(result).startswith("CaseloadAssessment(NOT ALL WAS READ: 1 of 3 documents")
    assert repr(result.overdue).startswith("CaseloadAssessment(NOT ALL WAS READ: ")
    for html in (result._repr_html_(), result.data_errors._repr_html_()):
        assert html[html.index("<p") :].startswith("<p class='s bad'>") and "1 of 3 documents could not be read" in html
    assert result.manifest["data_errors"] == len(result.data_errors) == 1


def test_rows_that_belong_nowhere_are_a_warning_and_counted_among_the_data_errors(rulebook):
    tables = {"cases": {"id": ["c1"]}, "episodes": {"id": ["e1", "e2", "e3"], "case_id": ["c1", "c9", None]}}
    with pytest.warns(dutybound.DataWarning, match="episodes: 2 of 3 rows belong to no record and took no part"):
        result = rulebook.assess_tables(tables, as_at="2024-05-31")
    assert result.manifest["data_errors"] == len(result.data_errors) == 2
    assert "episodes: 2 of 3 rows" in repr(result)


def test_a_day_below_the_header_is_not_the_reference_date():
    text = b"<Message><Header/><Children><Child><ReferenceDate>2024-03-31</ReferenceDate></Child></Children></Message>"
    assert dutybound.read_cin_census(text).reference_date is None
    prefixed = (
        b'<m:Message xmlns:m="urn:x"><m:Header><m:CollectionDetails><m:ReferenceDate> 2024-03-31 </m:ReferenceDate></m:CollectionDetails></m:Header>'
        b"<m:Children><m:Child/></m:Children></m:Message>"
    )
    assert dutybound.read_cin_census(prefixed).reference_date == datetime.date(2024, 3, 31)


PLANS = {
    # start, end, reviews -> rules and their answers at the end of the return's year
    "open all the year": ("2022-06-06", None, [], {FIRST_REVIEW: ["overdue"], NEXT_REVIEW: []}),
    "begun in the year": ("2023-06-05", None, [], {FIRST_REVIEW: ["overdue"], NEXT_REVIEW: []}),
    "begun lately": ("2024-02-05", None, [], {FIRST_REVIEW: ["due"], NEXT_REVIEW: []}),
    "ended in the year": ("2022-06-06", "2023-07-03", [], {FIRST_REVIEW: ["indeterminate"], NEXT_REVIEW: ["indeterminate"]}),
    "begun and ended in the year": ("2023-06-05", "2023-12-04", [], {FIRST_REVIEW: ["breached"], NEXT_REVIEW: []}),
    "reviewed before the year": ("2022-06-06", None, ["2022-09-05"], {FIRST_REVIEW: ["met"], NEXT_REVIEW: ["overdue"]}),
    "reviewed in the year": ("2022-06-06", None, ["2022-09-05", "2023-03-03", "2023-10-02"], {NEXT_REVIEW: ["due", "met", "met_late"]}),
}


def census_of(plans):
    children = ""
    for name, (start, end, reviews, _) in plans.items():
        dates = "".join(f"<CPPreviewDate>{day}</CPPreviewDate>" for day in reviews)
        plan = f"<CPPstartDate>{start}</CPPstartDate>" + (f"<CPPendDate>{end}</CPPendDate>" if end else "")
        plan += f"<Reviews>{dates}</Reviews>" if reviews else ""
        children += (
            f"<Child><ChildIdentifiers><LAchildID>{name}</LAchildID></ChildIdentifiers><CINdetails><CINreferralDate>2022-05-02</CINreferralDate>"
            f"<ChildProtectionPlans>{plan}</ChildProtectionPlans></CINdetails></Child>"
        )
    header = "<Header><CollectionDetails><ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails></Header>"
    return f"<Message>{header}<Children>{children}</Children></Message>".encode()


def flat_census_of(plans):
    rows = [{"LAchildID": name, "CINdetailsID": "1", "CPPID": "1", "CPPstartDate": start, "CPPendDate": end} for name, (start, end, _, _) in plans.items()]
    reviews = [
        {"LAchildID": name, "CINdetailsID": "1", "CPPID": "1", "CPPreviewDate": day} for name, (_, _, days, _) in plans.items() for day in days
    ]

    def columns(dicts):
        return {key: [each[key] for each in dicts] for key in dicts[0]}

    return {
        "Header": {"ReferenceDate": ["2024-03-31"]},
        "ChildIdentifiers": {"LAchildID": list(plans)},
        "CINdetails": {"LAchildID": list(plans), "CINdetailsID": ["1"] * len(plans), "CINreferralDate": ["2022-05-02"] * len(plans)},
        "ChildProtectionPlans": columns(rows),
        "Reviews": columns(reviews),
    }


def test_a_plan_open_all_the_census_year_without_a_review_is_overdue(rulebook):
    xml = dutybound.read_cin_census(census_of(PLANS))
    flat = dutybound.Caseload(flat_census_of(PLANS), mapping="cin-census-tables")
    for caseload in (xml, flat):
        for rule in (FIRST_REVIEW, NEXT_REVIEW):
            found = outcomes(rulebook, caseload, rule, datetime.date(2024, 3, 31))
            for name, (_, _, _, expected) in PLANS.items():
                if rule in expected:
                    assert sorted(status for child, status, _ in found if child == name) == expected[rule], (name, rule)


CASE = {
    "id": "k1",
    "episodes": [
        {
            "referral": {"received_at": "2024-06-03"},
            "assessments": [
                {"id": "a1", "started_at": "2024-06-04", "completed_at": None, "extension_reason_recorded": False}
            ],
        }
    ],
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cases.json", json.dumps([CASE])),
        ("cases.jsonl", json.dumps(CASE) + "\n"),
        ("CASES.YAML", json.dumps(CASE)),
    ],
)
def test_case_documents_by_the_name_of_the_file(rulebook, tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert outcomes(rulebook, dutybound.read_cases(path), ASSESSMENT) == [("k1", "overdue", "2024-08-05")]


def test_case_documents_without_a_name_need_a_format(rulebook):
    text = json.dumps(CASE).encode()
    assert outcomes(rulebook, dutybound.read_cases(text, format="json"), ASSESSMENT) == [
        ("k1", "overdue", "2024-08-05")
    ]
    with pytest.raises(dutybound.OptionError, match="give format="):
        dutybound.read_cases(text)
    with pytest.raises(dutybound.OptionError, match="no format 'xlsx'"):
        dutybound.read_cases(text, format="xlsx")


def test_a_census_return_is_a_case_document_too():
    assert dutybound.read_cases(CENSUS).reference_date == datetime.date(2025, 3, 31)


@pytest.mark.parametrize("days", [["#REF!"], ["31st March"], ["2025-03-31", "2024-03-31"]])
def test_a_last_day_of_the_returns_year_that_cannot_be_read_is_warned_of_and_is_none(rulebook, days):
    tables = {**csv_tables(EXAMPLES / "tables" / "cin"), "Header": {"ReferenceDate": days}}
    with pytest.warns(dutybound.TableWarning, match=f"row {len(days) - 1} of table `Header`, column `ReferenceDate`: `{days[-1]}`"):
        assert rulebook.assess_tables(tables, as_at="2025-03-31", mapping="cin-census-tables").cases.reference_date is None
