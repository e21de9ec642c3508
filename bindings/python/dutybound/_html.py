"""Assessments, findings and explanations as HTML for notebooks: escaped, one small scoped style, light and dark."""

from __future__ import annotations

from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING, Iterable

from dutybound._dutybound import Assessment, ConditionReading, Explanation, Finding
from dutybound._words import assumed_words, shown_status

if TYPE_CHECKING:
    from dutybound._assessment import CaseloadAssessment, ErrorTable

# status -> sign and word: colour only repeats them
_SIGNS = {
    "overdue": ("&#9888;", "overdue", "bad"),
    "breached": ("&#9888;", "breached", "bad"),
    "overdue_unless_excused": ("&#9888;", "overdue unless excused", "warn"),
    "breached_unless_excused": ("&#9888;", "breached unless excused", "warn"),
    "not_in_place": ("&#9888;", "not in place", "bad"),
    "met_late": ("&#9680;", "met late", "warn"),
    "met_late_unless_excused": ("&#9680;", "met late unless excused", "warn"),
    "data_error": ("&#9888;", "impossible data", "warn"),
    "indeterminate": ("?", "not known", "warn"),
    "due": ("&#9719;", "due", "open"),
    "met": ("&#10003;", "met", "good"),
    "in_place": ("&#10003;", "in place", "good"),
    "eligible": ("&#10003;", "eligible", "good"),
    "permitted": ("&#10003;", "permitted", "good"),
}
_ORDER = list(_SIGNS)
_OPEN = _ORDER[: _ORDER.index("due") + 1]
_STYLE = """<style>
.dutybound{font:14px/1.45 system-ui,sans-serif;color:inherit;max-width:72em}
.dutybound table{border-collapse:collapse;margin:.4em 0}
.dutybound th,.dutybound td{text-align:left;vertical-align:top;padding:.2em .8em .2em 0;border-bottom:1px solid rgba(128,128,128,.35)}
.dutybound .s{white-space:nowrap;font-weight:600}
.dutybound .bad{color:#c62828}.dutybound .warn{color:#b26a00}.dutybound .good{color:#2e7d32}.dutybound .open{color:#1565c0}
.dutybound .quiet{opacity:.75}
.dutybound ul{margin:.2em 0 .4em 1.2em;padding:0}
.dutybound svg{max-width:100%;height:auto}
@media (prefers-color-scheme:dark){.dutybound .bad{color:#ff8a80}.dutybound .warn{color:#ffcc80}.dutybound .good{color:#a5d6a7}.dutybound .open{color:#90caf9}}
</style>"""
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date) -> str:
    """``Mon 22 Apr 2024``, with the time where there is one."""
    text = f"{_DAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]} {value.year:04}"
    return f"{text} {value:%H:%M}" if isinstance(value, datetime) else text


def _words(wire: str) -> str:
    return wire.replace("_", " ")


def _frame(parts: Iterable[str]) -> str:
    return f'{_STYLE}<div class="dutybound">{"".join(parts)}</div>'


def _shown(finding: Finding) -> str:
    return shown_status(finding.status, finding.provisional)


def _status(finding: Finding) -> str:
    sign, word, kind = _SIGNS.get(_shown(finding), ("&#8212;", _words(finding.status), "quiet"))
    if finding.outcome:
        word += f": {_words(finding.outcome)}"
    return f'<span class="s {kind}"><span aria-hidden="true">{sign}</span> {escape(word)}</span>'


def _due(finding: Finding) -> str:
    return day(finding.due_at or finding.due) if finding.due else ""


def _span(finding: Finding) -> str:
    status = finding.provisional or finding.status
    if finding.days is None or status not in ("due", "overdue", "breached", "met", "met_late"):
        return ""
    number = abs(finding.days)
    unit = _words(finding.day_unit or "days")
    unit = unit[:-1] if number == 1 else unit
    if status in ("overdue", "breached", "met_late"):
        return f"{number} {unit} late"
    return f"{number} {unit} {'left' if status == 'due' else 'early'}"


def _about(finding: Finding) -> str:
    if finding.record:
        return f"{finding.record} ({finding.instance})" if finding.instance else finding.record
    return finding.instance or "the subject itself"


def _row(finding: Finding) -> str:
    title = finding._title or finding.rule
    reasons = [fact.path for fact in finding.missing] + [f"{error.path}: {error.reason}" for error in finding.data_errors]
    reasons += [f"{fact.path}: the rule takes {fact.value} in its place" for fact in finding.assumed if fact.by_rule]
    cells = [
        _status(finding),
        f"{escape(title)}<br><span class='quiet'>{escape(finding.rule)}</span>",
        escape(_about(finding)),
        escape(_due(finding)),
        escape(day(finding.done)) if finding.done else "",
        escape(_span(finding)),
        "<br>".join(escape(reason) for reason in reasons[:5]) + (f"<br>and {len(reasons) - 5} more" if len(reasons) > 5 else ""),
    ]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _table(findings: Iterable[Finding]) -> str:
    heads = ("Status", "Rule", "About", "Due", "Done", "Time", "Missing or impossible")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(_row, findings))}</tbody></table>"


def counts(by_status: dict[str, int], provisional: dict[str, int]) -> str:
    """``2 overdue, 3 due, ...`` with all that there are, the worst first; what is late unless excused apart."""
    by_status = {**by_status, **{f"{status}_unless_excused": number for status, number in provisional.items()}}
    if provisional:
        by_status["indeterminate"] -= sum(provisional.values())
    by_status = {status: number for status, number in by_status.items() if number}
    order = sorted(by_status, key=lambda status: (_ORDER.index(status) if status in _ORDER else len(_ORDER), status))
    return ", ".join(f"{by_status[status]} {escape(_SIGNS.get(status, ('', _words(status)))[1])}" for status in order)


def _assumed(facts: dict[str, str]) -> list[str]:
    return [f"<p>Assumed wherever it is not recorded: {escape(assumed_words(facts))}</p>"] if facts else []


def assessment(value: Assessment) -> str:
    """Open and undecided findings as a table; the rest is counted."""
    shown = sorted((f for f in value.findings if f.status in _OPEN), key=lambda f: (_ORDER.index(_shown(f)), f.due or date.max))
    who = f"{_words(value.subject).capitalize()} {value.case_id}" if value.case_id else _words(value.subject).capitalize()
    parts = [
        f"<p><strong>{escape(who)}</strong>, as at {escape(day(value.as_at))}: {counts(value.manifest.by_status, value.manifest.provisional)}</p>",
        *_assumed(value.assumed),
        _table(shown) if shown else "<p>Nothing is overdue, due or undecided.</p>",
    ]
    if value.data_errors:
        items = "".join(f"<li>{escape(e.path)} = {escape(e.value)}: {escape(e.reason)}</li>" for e in value.data_errors)
        parts.append(f"<p>Impossible data</p><ul>{items}</ul>")
    laws = ", ".join(f"{book.id} {book.version}" for book in value.rulebooks)
    parts.append(f"<p class='quiet'>{escape(laws)}; dutybound {escape(value.engine)}</p>")
    return _frame(parts)


def caseload(value: CaseloadAssessment) -> str:
    """How many findings have which status."""
    told = value.manifest
    unread = f"; {told['unread']} could not be read" if told["unread"] else ""
    return _frame(
        [
            _lost(value),
            f"<p><strong>{told['cases']} cases</strong>, as at {escape(day(value.as_at))}{unread}: {counts(told['by_status'], told['provisional'])}</p>",
            *_assumed(told["assumed"]),
            f"<p class='quiet'>{told['findings']} findings, {told['shown']} of them in this result; {told['data_errors']} impossible values</p>",
        ]
    )


def _lost(value: CaseloadAssessment) -> str:
    """What could not be read, before all else; nothing where all could."""
    if not value.not_read:
        return ""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in value.not_read)
    return f"<p class='s bad'><span aria-hidden='true'>&#9888;</span> Not everything could be read: what follows is about the rest</p><ul>{items}</ul>"


def errors(value: ErrorTable) -> str:
    """The first of them, and how many there are."""
    rows, count = [], 0
    for count, row in enumerate(value.to_dicts(), 1):
        if count <= 20:
            rows.append("<tr>" + "".join(f"<td>{escape('' if cell is None else str(cell))}</td>" for cell in row.values()) + "</tr>")
    if not count:
        return _frame([_lost(value._of), "<p>No impossible data.</p>"])
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in value._schema().names)
    return _frame([_lost(value._of), f"<p>{count} rows</p><table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"])


def finding(value: Finding) -> str:
    """One finding as a table of one row."""
    return _frame([_table([value])])


def _condition(reading: ConditionReading) -> str:
    signs = {"true": "&#10003; holds", "false": "&#10007; does not hold", "unknown": "? not known", "null": "&#8212; has not happened"}
    words = reading.because or reading.feel or {"all": "all of", "any": "any of", "none": "none of"}.get(reading.group, reading.group)
    role = f"{_words(reading.role)}: " if reading.role else ""
    facts = "; ".join(f"{fact.path} is {fact.value}" for fact in reading.facts)
    inner = "".join(map(_condition, reading.members))
    note = f" <span class='quiet'>({escape(facts)})</span>" if facts else ""
    return f"<li>{escape(role)}{escape(words)} <strong>{signs.get(reading.truth, escape(reading.truth))}</strong>{note}{f'<ul>{inner}</ul>' if inner else ''}</li>"


def explanation(value: Explanation) -> str:
    """The answer, the days drawn, the conditions, the sources."""
    found = value.finding
    parts = [
        f"<p><strong>{escape(value.title)}</strong> <span class='quiet'>{escape(found.rule)}, {escape(_about(found))}</span><br>",
        f"{_status(found)} {escape(value.summary)}</p>",
        timeline(found),
    ]
    for words in (value.deadline, value.edition, value.national):
        if words:
            parts.append(f"<p>{escape(words)}</p>")
    if value.conditions:
        parts.append(f"<ul>{''.join(map(_condition, value.conditions))}</ul>")
    if found.missing:
        items = "".join(f"<li>{escape(fact.path)}: {escape(fact.description)}</li>" for fact in found.missing)
        parts.append(f"<p>Not recorded</p><ul>{items}</ul>")
    if found.data_errors:
        items = "".join(f"<li>{escape(e.path)} = {escape(e.value)}: {escape(e.reason)}</li>" for e in found.data_errors)
        parts.append(f"<p>Impossible</p><ul>{items}</ul>")
    sources = "; ".join(" ".join(filter(None, (s.document, s.section))) for s in value.sources)
    if sources:
        parts.append(f"<p class='quiet'>{escape(sources)}</p>")
    return _frame(parts)


def timeline(found: Finding) -> str:
    """Trigger, skipped holidays, due and done (or the day that is looked from) on a line, as SVG with a text alternative."""
    open_end = ("as at", found._as_at, "&#9671;") if found.done is None else ("done", found.done, "&#10003;")
    points = [("starts", found.trigger, "&#9679;"), ("due", found.due, "&#9650;"), open_end]
    days = [(name, at, sign) for name, at, sign in points if at is not None]
    if found.trigger is None or len({at for _, at, _ in days}) < 2:
        return ""
    first, last = min(at for _, at, _ in days), max(at for _, at, _ in days)

    def place(at: date) -> float:
        return 20 + 560 * (at - first).days / (last - first).days

    skipped = [holiday for holiday in found._skipped if first <= holiday.date <= last]
    words = ", ".join(f"{name} {day(at)}" for name, at, _ in days)
    if skipped:
        words += "; skipped: " + ", ".join(f"{holiday.name} {day(holiday.date)}" for holiday in skipped)
    marks = []
    for row, (name, at, sign) in enumerate(days):
        x = place(at)
        anchor = "start" if x < 150 else "end" if x > 450 else "middle"
        marks.append(
            f'<line x1="{x:.0f}" y1="{18 + 18 * row}" x2="{x:.0f}" y2="76" stroke="currentColor" stroke-opacity=".4"/>'
            f'<text x="{x:.0f}" y="{14 + 18 * row}" text-anchor="{anchor}" fill="currentColor">{sign} {name} {escape(day(at))}</text>'
        )
    for holiday in skipped:
        label = escape(f"{holiday.name} {day(holiday.date)}, skipped")
        x = place(holiday.date)
        marks.append(f'<path d="M{x - 4:.0f} 72l8 8m0-8l-8 8" stroke="currentColor" stroke-width="2"><title>{label}</title></path>')
    return (
        f'<svg role="img" viewBox="0 0 600 84" width="600" height="84" font-size="12"><title>{escape(words)}</title>'
        f'<line x1="20" y1="76" x2="580" y2="76" stroke="currentColor" stroke-width="2"/>{"".join(marks)}</svg>'
    )
