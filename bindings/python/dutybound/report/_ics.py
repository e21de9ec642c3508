"""What needs action as a calendar: RFC 5545, an all-day event on the last day of each duty. No child's id in it unless
it is asked for.
"""

from __future__ import annotations

import datetime
from typing import Dict, Iterator, List, Tuple

from ._codes import event_uid
from ._model import Report
from ._words import day_words, period_words, status_words

LINE_BYTES = 75
#: A calendar must hold a component even where nothing is due.
TIME_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/London",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T010000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "TZNAME:BST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "TZNAME:GMT",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def escaped(text: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line ends escaped, control characters left out."""
    text = (
        text.replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\n", "\\n")
    )
    return "".join(letter for letter in text if letter == "\t" or (letter >= " " and letter != "\x7f"))


def folded(line: str) -> str:
    """A content line in lines of at most 75 bytes, never cut within a character, with CR LF at the end."""
    lines: List[str] = []
    part, size = "", 0
    for letter in line:
        width = len(letter.encode("utf-8", "replace"))
        if size + width > LINE_BYTES:
            lines.append(part)
            part, size = " ", 1
        part += letter
        size += width
    lines.append(part)
    return "\r\n".join(lines) + "\r\n"


def calendar_lines(report: Report, ids: bool) -> Iterator[str]:
    """Unfolded content lines. A child goes by its code, or with `ids` by its id."""
    found = report.found
    stamp = report.as_at.strftime("%Y%m%dT000000Z")
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//dutybound//report//EN"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield "X-WR-CALNAME:" + escaped(report.title)
    yield from TIME_ZONE
    if report.background.not_read:
        yield from _not_read(report, stamp)
    seen: Dict[Tuple[int, str, str], int] = {}
    for action in report.actions:
        row = found.rows[action.row]
        _, path, record_id, _ = found.records[row.record]
        record = record_id or path
        key = (action.case, action.rule, record)
        nth = seen[key] = seen.get(key, -1) + 1
        case_id = found.cases.values[action.case]
        _, _, modality, actor = found.rule_facts[action.rule]
        title = report.rule_title(action.rule)
        words = [
            f"{status_words(action.status)}: last day {day_words(action.due)}, {period_words(row.days, row.unit)} on "
            f"{day_words(report.as_at)}."
        ]
        if row.due_at:
            words.append(f"By {row.due_at[11:]}.")
        if row.trigger:
            words.append(f"The clock began on {day_words(row.trigger)}.")
        words.append(f"{title} ({action.rule}; {modality.replace('_', ' ')}; {actor}).")
        yield "BEGIN:VEVENT"
        yield "UID:" + event_uid(case_id, action.rule, record, nth, report.key)
        yield "DTSTAMP:" + stamp
        yield "DTSTART;VALUE=DATE:" + action.due.strftime("%Y%m%d")
        yield "DTEND;VALUE=DATE:" + (action.due + datetime.timedelta(days=1)).strftime("%Y%m%d")
        yield "SUMMARY:" + escaped(
            f"{status_words(action.status) + ': ' if action.week is None else ''}{title} - {case_id if ids else report.codes[action.case]}"
        )
        yield "DESCRIPTION:" + escaped(" ".join(words))
        if report.has_teams:
            yield "CATEGORIES:" + escaped(action.team)
        yield "CLASS:CONFIDENTIAL"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _not_read(report: Report, stamp: str) -> Iterator[str]:
    """An event on the day of the report: the calendar lacks what could not be read. File names and numbers, no child."""
    yield "BEGIN:VEVENT"
    yield "UID:" + event_uid("", "not-read", report.as_at.isoformat(), 0, report.key)
    yield "DTSTAMP:" + stamp
    yield "DTSTART;VALUE=DATE:" + report.as_at.strftime("%Y%m%d")
    yield "DTEND;VALUE=DATE:" + (report.as_at + datetime.timedelta(days=1)).strftime("%Y%m%d")
    yield "SUMMARY:" + escaped("Not everything could be read: last days are missing in this calendar")
    yield "DESCRIPTION:" + escaped("The report's page and CSV file name what could not be read. Put it right and make the report again.")
    yield "CLASS:CONFIDENTIAL"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def calendar_text(report: Report, ids: bool = False) -> str:
    """The calendar, lines folded and ended by CR LF."""
    return "".join(folded(line) for line in calendar_lines(report, ids))
