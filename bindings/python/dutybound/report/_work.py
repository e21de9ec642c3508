"""The page's sections on time: what was in time and what late, what is overdue and what falls due. Entries: summary,
work.
"""

from __future__ import annotations

from typing import List, Tuple

from ._headlines import COUNTED, Share, headlines, share
from ._html import Markup, element, joined, table
from ._model import Action, Report
from ._words import UNDECIDED, count_words, day_words, percent_words, period_words, status_words

#: So many overdue duties are written out for readers without a script.
MOST_WITHOUT_SCRIPT = 300


def _bar(one: Share) -> Markup:
    parts = (
        (one.in_time, "in-time", "in time"),
        (one.late, "late", "done late or missed"),
        (one.overdue, "not-done", "overdue"),
        (one.unless_excused, "unless-excused", "late unless excused"),
        (one.undecided, "unknown", "could not be judged"),
    )
    return element(
        "div",
        *(
            element("span", class_=kind, style=f"flex-grow:{number}", title=f"{number:,} {words}")
            for number, kind, words in parts
            if number
        ),
        class_="bar",
        role="img",
        aria_label=", ".join(f"{number:,} {words}" for number, _, words in parts) + f", of {one.whole:,}",
    )


def _share_row(one: Share, name: str) -> List[str]:
    beside = ", ".join(
        f"{number:,} {status_words(status).lower()}"
        for status, number in sorted(one.by_status.items())
        if status not in COUNTED
    )
    undecided = ", ".join(
        f"{one.by_status[status]:,} {status_words(status).lower()}" for status in UNDECIDED if one.by_status.get(status)
    )
    return [
        name,
        f"{one.whole:,}",
        f"{one.in_time:,}",
        f"{one.late:,}",
        f"{one.overdue:,}",
        f"{one.unless_excused:,}",
        f"{one.undecided:,}",
        percent_words(one.in_time, one.whole),
        f"{one.running:,}",
        "; ".join(part for part in (undecided, beside) if part),
    ]


_SHARE_COLUMNS = (
    "Duty",
    "To be judged",
    "In time",
    "Done late, or missed",
    "Overdue",
    "Late unless excused",
    "Could not be judged",
    "Share in time",
    "Still within time",
    "Of these, and beside them",
)


def summary(report: Report) -> List[str]:
    by_rule = report.found.by_rule
    shown = headlines(by_rule)
    clocked = sorted({report.rule_of(row) for row in report.found.rows if row.due is not None}, key=report.rule_title)
    legend = element(
        "ul",
        *(
            element("li", element("span", class_="key " + kind), " " + words)
            for kind, words in (
                ("in-time", "in time"),
                ("late", "done late, or missed: can no longer be done"),
                ("not-done", "overdue, not done yet"),
                ("unless-excused", "late unless excused: whether an accepted reason is recorded is not known"),
                ("unknown", "could not be judged"),
            )
        ),
        class_="legend",
        aria_label="What the colours mean",
    )
    parts: List[str] = [
        element(
            "p",
            "Of every record in the caseload, whatever its year. A bar is what was to be judged; what is still within "
            "time stands beside it.",
        )
    ]
    if shown:
        parts.append(legend)
        parts += [
            element("div", element("h3", one.title), element("p", one.sentence()), _bar(one), class_="headline")
            for one in shown
        ]
        parts.append(
            element(
                "details",
                element("summary", "The same as a table"),
                table(
                    "Duties that people know by name",
                    _SHARE_COLUMNS,
                    [_share_row(one, one.title) for one in shown],
                    numbers=range(1, 9),
                ),
            )
        )
    else:
        parts.append(element("p", "None of the duties that people know by name has a finding."))
    rows = [
        _share_row(
            share(rule, (rule,), by_rule), joined((report.rule_title(rule), element("span", rule, class_="id")), " ")
        )
        for rule in clocked
    ]
    parts.append(
        element(
            "details",
            element("summary", f"Every duty that has a last day ({len(rows)})"),
            table("Duties with a last day", _SHARE_COLUMNS, rows, numbers=range(1, 9)),
        )
    )
    return parts


def work(report: Report) -> List[str]:
    overdue, soon, unless = report.overdue(), report.falling_due(), report.overdue_unless_excused()
    columns = ["Overdue", "Overdue unless excused"] + [
        f"{'This week, to' if at == 0 else 'Week to'} {day_words(week.last)}" for at, week in enumerate(report.weeks)
    ]

    def counted(name: str, groups: List[Tuple[str, List[int]]]) -> Markup:
        rows = [[group, *(f"{number:,}" for number in numbers), f"{sum(numbers):,}"] for group, numbers in groups]
        whole = [sum(numbers[at] for _, numbers in groups) for at in range(len(columns))]
        rows.append(["All", *(f"{number:,}" for number in whole), f"{sum(whole):,}"])
        return table(
            f"Overdue and falling due by {name}",
            [name.capitalize(), *columns, "All"],
            rows,
            numbers=range(1, len(columns) + 2),
        )

    said = (
        f"{count_words(len(overdue), 'duty is', 'duties are')} overdue"
        + (
            f", and {len(unless):,} unless an accepted reason for the delay is recorded, which the data does not show"
            if unless
            else ""
        )
        + f"; {count_words(len(soon), 'falls', 'fall')} due "
        f"from {day_words(report.as_at)} to {day_words(report.horizon)}."
    )
    parts: List[str] = [element("p", said)]
    by_duty = report.by_group(lambda action: report.rule_title(action.rule))
    if report.actions:
        parts.append(element("div", id="work-chart", hidden=""))
        if report.has_teams:
            parts.append(
                element(
                    "details",
                    element("summary", "By team, as a table"),
                    counted("team", report.by_group(lambda action: action.team)),
                    open="",
                )
            )
        parts.append(
            element(
                "details",
                element("summary", "By duty, as a table"),
                counted("duty", by_duty),
                open=None if report.has_teams else "",
            )
        )
    late = [action for action in report.actions if action.week is None]
    if late:
        shown = late[:MOST_WITHOUT_SCRIPT]
        first = (
            ""
            if len(shown) == len(late)
            else f" The first {len(shown):,} of {len(late):,}, longest overdue first; the rest is in the CSV file."
        )
        parts.append(
            element(
                "div",
                element("h3", "Overdue"),
                element("p", "Longest overdue first." + first),
                table(
                    "Overdue duties",
                    ("Child", "Code", "Team", "Duty", "Status", "Last day", "Late by"),
                    [_overdue_row(report, action) for action in shown],
                ),
                id="overdue-list",
            )
        )
    return parts


def _overdue_row(report: Report, action: Action) -> List[str]:
    row = report.found.rows[action.row]
    return [
        report.found.cases.values[action.case],
        report.codes[action.case],
        action.team if report.has_teams else "",
        report.rule_title(action.rule),
        status_words(action.status),
        row.due_at or day_words(action.due),
        period_words(row.days, row.unit),
    ]
