"""read_cin_census and read_cases."""

from __future__ import annotations

import datetime
import io
import json

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


def test_several_returns_at_once_are_refused():
    with pytest.raises(dutybound.OptionError, match="one file at a time"):
        dutybound.read_cin_census([CENSUS, CENSUS])


@pytest.mark.parametrize("content", [b"", b"LAchildID,CINreferralDate\n", b"<Message><Header></Message>"])
def test_what_is_no_xml_is_refused(content):
    with pytest.raises(dutybound.CaseError, match="no XML"):
        dutybound.read_cin_census(content)


def test_a_day_below_the_header_is_not_the_reference_date():
    text = b"<Message><Header/><Children><Child><ReferenceDate>2024-03-31</ReferenceDate></Child></Children></Message>"
    assert dutybound.read_cin_census(text).reference_date is None
    prefixed = (
        b'<m:Message xmlns:m="urn:x"><m:Header><m:ReferenceDate> 2024-03-31 </m:ReferenceDate></m:Header></m:Message>'
    )
    assert dutybound.read_cin_census(prefixed).reference_date == datetime.date(2024, 3, 31)


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
