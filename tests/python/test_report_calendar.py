"""The calendar: RFC 5545 by rules written here, and by the icalendar package where that is installed."""

from __future__ import annotations

import datetime
import re

import pytest
from report_caseload import Result, finding, some

import dutybound.report
from dutybound.report._codes import case_code, event_uid
from dutybound.report._ics import escaped, folded


def calendar(tmp_path, rows, **options):
    return dutybound.report.write(Result(rows), tmp_path / "r.html", **options).ics.read_bytes()


def events(data):
    """Each event's properties, read by the rules of RFC 5545: unfolded, parameters left on the name."""
    text = data.decode("utf-8").replace("\r\n ", "")
    found = []
    for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT\r\n", text, re.S):
        found.append(dict(line.split(":", 1) for line in block.split("\r\n") if line))
    return found


def test_one_all_day_event_for_each_duty_that_needs_action(tmp_path):
    found = events(calendar(tmp_path, some()))
    assert [(event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) for event in found] == [
        ("20260206", "20260207"),
        ("20260220", "20260221"),
        ("20260313", "20260314"),
    ]
    assert found[0]["SUMMARY"] == "Overdue: Conclude an assessment in 45 working days - " + case_code("A1")
    assert found[2]["SUMMARY"] == "Initial child protection conference in 15 working days - " + case_code("A1")
    assert all(event["DTSTAMP"] == "20260306T000000Z" for event in found)


def test_no_id_of_a_child_is_in_it_unless_asked_for(tmp_path):
    rows = [finding("SECRET-77", "wt23-assess-45wd", "overdue", due="2026-02-06", days=20, day_unit="days")]
    assert b"SECRET" not in calendar(tmp_path, rows)
    assert b"- SECRET-77" in calendar(tmp_path, rows, calendar_ids=True)


def test_identifiers_stay_when_the_last_day_moves_and_differ_between_duties(tmp_path):
    before = [event["UID"] for event in events(calendar(tmp_path, some()))]
    moved = [dict(row, due=row["due"] and row["due"] + datetime.timedelta(days=1)) for row in some()]
    assert [event["UID"] for event in events(calendar(tmp_path, moved))] == before
    assert len(set(before)) == 3
    assert all(re.fullmatch(r"[0-9a-f]{32}@dutybound", uid) for uid in before)


def test_two_duties_that_nothing_tells_apart_get_two_identifiers(tmp_path):
    rows = [finding("A1", "wt23-assess-45wd", "overdue", due=f"2026-02-0{n}", days=20) for n in (2, 3)]
    assert len({event["UID"] for event in events(calendar(tmp_path, rows))}) == 2


def test_a_key_changes_codes_and_identifiers():
    assert case_code("A1") == case_code("A1") != case_code("A1", b"secret")
    assert event_uid("A1", "r", "s") != event_uid("A1", "r", "s", key=b"secret")
    assert re.fullmatch("[A-Z2-7]{8}", case_code("A1"))


def test_lines_are_folded_by_bytes_and_never_inside_a_letter(tmp_path):
    rows = [finding("A1", "wt23-assess-45wd", "overdue", due="2026-02-06", days=20, actor="é" * 200)]
    data = calendar(tmp_path, rows)
    assert data.endswith(b"END:VCALENDAR\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75 and b"\n" not in line and b"\r" not in line
        line.decode("utf-8")
    assert folded("x" * 75) == "x" * 75 + "\r\n"
    assert folded("x" * 76) == "x" * 75 + "\r\n x\r\n"
    assert folded("x" * 74 + "é") == "x" * 74 + "\r\n é\r\n"


def test_text_is_escaped():
    assert escaped("a\\b;c,d\r\ne\nf\x00\x07\tg") == "a\\\\b\\;c\\,d\\ne\\nf\tg"


def test_an_identifier_of_a_team_cannot_add_a_property(tmp_path):
    rows = [finding("A1", "wt23-assess-45wd", "overdue", due="2026-02-06", days=20)]
    data = calendar(
        tmp_path, rows, teams={"A1": "North\r\nATTENDEE:mailto:x@example.org\r\n"}, title="x\nEND:VCALENDAR"
    )
    assert b"\r\nATTENDEE" not in data and data.count(b"\r\nEND:VCALENDAR") == 1


def test_a_calendar_without_events_still_holds_a_component(tmp_path):
    data = calendar(tmp_path, [finding("A1", "wt23-assess-45wd", "met", due="2026-02-06", done="2026-02-05", days=-1)])
    assert b"BEGIN:VEVENT" not in data and b"BEGIN:VTIMEZONE" in data


def test_another_reader_reads_the_same(tmp_path):
    icalendar = pytest.importorskip("icalendar")
    read = icalendar.Calendar.from_ical(calendar(tmp_path, some(), teams={"A1": "North; East, and \\ more"}))
    found = list(read.walk("VEVENT"))
    assert [event["DTSTART"].dt for event in found] == [
        datetime.date(2026, 2, 6),
        datetime.date(2026, 2, 20),
        datetime.date(2026, 3, 13),
    ]
    assert all(event["DTEND"].dt - event["DTSTART"].dt == datetime.timedelta(days=1) for event in found)
    assert str(found[0]["CATEGORIES"].cats[0]) == "North; East, and \\ more"
    assert not any(component.errors for component in read.walk())
