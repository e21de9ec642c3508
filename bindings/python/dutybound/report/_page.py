"""The page: one HTML file that needs nothing else. What it says without its script is written here; the script adds sorting, filters, charts and timelines."""
from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import List, Mapping, Tuple

from ._collect import as_day
from ._embed import embedded_json
from ._headlines import Share, headlines, share
from ._html import Markup, element, joined, table, text
from ._model import Action, Report
from ._words import STATUSES, UNDECIDED, count_words, day_words, percent_words, period_words, status_order, status_words

#: So many overdue duties are written out for readers without a script.
MOST_WITHOUT_SCRIPT = 300
_ASSETS = Path(__file__).parent / "assets"

#: The page's script, in the order in which its parts use each other; the first is for all.
_SCRIPT = ("data.js", "table.js", "findings.js", "child.js", "errors.js", "chart.js", "start.js")

#: The page's script, in the order in which its parts use each other; the first is for all.
_SCRIPT = ("data.js", "table.js", "findings.js", "child.js", "errors.js", "chart.js", "start.js")

_SECTIONS = (("summary", "In time or late"), ("work", "Overdue and falling due"), ("findings", "Children and findings"),
             ("undecided", "What could not be judged"), ("errors", "Impossible data"), ("statuses", "Every finding by status"), ("judged", "How this was judged"))


def page(report: Report) -> str:
    """The whole file. It forbids itself every connection: nothing that it shows leaves the machine."""
    scripts = [_asset("echarts.js"), "(function () {\n'use strict';\n" + "".join(_asset(part) for part in _SCRIPT) + "})();\n"]
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode('ascii')}'" for script in scripts)
    policy = f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    head = joined((
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="generator", content="dutybound report"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("link", rel="icon", href="data:,"),
        element("title", f"{report.title}, as at {report.as_at_words}"),
        element("style", Markup("\n" + _asset("report.css"))),
    ), Markup("\n"))
    body = joined((
        element("a", "Skip to the content", class_="skip", href="#main"),
        element("header", element("nav", element("ul", *(element("li", element("a", name, href="#" + id_)) for id_, name in _SECTIONS)), aria_label="Sections")),
        element("main", *_main(report), id="main", tabindex="-1"),
        _footer(report),
        element("dialog", id="child", aria_labelledby="child-title"),
        element("script", Markup(embedded_json(report)), type="application/json", id="data"),
        *(element("script", Markup(script)) for script in scripts),
    ), Markup("\n"))
    return "<!DOCTYPE html>\n" + element("html", Markup("\n"), element("head", Markup("\n"), head), Markup("\n"), element("body", Markup("\n"), body), lang="en-GB") + "\n"


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _main(report: Report) -> List[str]:
    found = report.found
    status = report.by_status()
    undecided = sum(status.get(name, 0) for name in UNDECIDED)
    overdue, soon = len(report.overdue()), len(report.falling_due())
    counts = (
        (overdue, "overdue", "overdue", "findings"), (soon, f"due by {day_words(report.horizon)}", "soon", "findings"),
        (undecided, "could not be judged", "undecided", "undecided"), (found.error_count, "impossible values", "errors", "errors"),
    )
    opening = (f"{count_words(len(found.cases), 'child', 'children')}, {count_words(found.findings, 'finding')}. Each finding is one rule held against one record. "
               "Nothing that could not be judged is counted as in time.")
    return [
        element("h1", report.title),
        element("p", f"As at {report.as_at_words}. {opening}", class_="opening"),
        element("ul", *(element("li", element("a", element("strong", f"{number:,}"), " ", name, href="#" + section, data_show=show)) for number, name, show, section in counts),
                class_="counts"),
        _section("summary", *_summary(report)),
        _section("work", *_work(report)),
        _section("findings", *_findings(report)),
        _section("undecided", *_undecided(report)),
        _section("errors", *_errors(report)),
        _section("statuses", *_statuses(report)),
        _section("judged", *_judged(report)),
    ]


def _section(id_: str, *children: str) -> Markup:
    return element("section", element("h2", dict(_SECTIONS)[id_], id=id_ + "-title"), *children, id=id_, aria_labelledby=id_ + "-title")


def _bar(one: Share) -> Markup:
    parts = ((one.in_time, "in-time", "in time"), (one.late, "late", "done late"), (one.overdue, "not-done", "overdue"), (one.undecided, "unknown", "could not be judged"))
    return element("div", *(element("span", class_=kind, style=f"flex-grow:{number}", title=f"{number:,} {words}") for number, kind, words in parts if number),
                   class_="bar", role="img", aria_label=", ".join(f"{number:,} {words}" for number, _, words in parts) + f", of {one.whole:,}")


def _share_row(one: Share, name: str) -> List[str]:
    beside = ", ".join(f"{number:,} {status_words(status).lower()}" for status, number in sorted(one.by_status.items())
                       if status not in ("met", "met_late", "overdue", "due") + UNDECIDED)
    undecided = ", ".join(f"{one.by_status[status]:,} {status_words(status).lower()}" for status in UNDECIDED if one.by_status.get(status))
    return [name, f"{one.whole:,}", f"{one.in_time:,}", f"{one.late:,}", f"{one.overdue:,}", f"{one.undecided:,}", percent_words(one.in_time, one.whole), f"{one.running:,}",
            "; ".join(part for part in (undecided, beside) if part)]


_SHARE_COLUMNS = ("Duty", "To be judged", "In time", "Done late", "Overdue", "Could not be judged", "Share in time", "Still within time", "Of these, and beside them")


def _summary(report: Report) -> List[str]:
    by_rule = report.found.by_rule
    shown = headlines(by_rule)
    clocked = sorted({report.rule_of(row) for row in report.found.rows if row.due is not None}, key=report.rule_title)
    legend = element("ul", *(element("li", element("span", class_="key " + kind), " " + words) for kind, words in (
        ("in-time", "in time"), ("late", "done late"), ("not-done", "overdue, not done yet"), ("unknown", "could not be judged"))), class_="legend", aria_label="What the colours mean")
    parts: List[str] = [element("p", "Of every record in the caseload, whatever its year. A bar is what was to be judged; what is still within time stands beside it.")]
    if shown:
        parts.append(legend)
        parts += [element("div", element("h3", one.title), element("p", one.sentence()), _bar(one), class_="headline") for one in shown]
        parts.append(element("details", element("summary", "The same as a table"),
                             table("Duties that people know by name", _SHARE_COLUMNS, [_share_row(one, one.title) for one in shown], numbers=range(1, 8))))
    else:
        parts.append(element("p", "None of the duties that people know by name has a finding."))
    rows = [_share_row(share(rule, (rule,), by_rule), joined((report.rule_title(rule), element("span", rule, class_="id")), " ")) for rule in clocked]
    parts.append(element("details", element("summary", f"Every duty that has a last day ({len(rows)})"), table("Duties with a last day", _SHARE_COLUMNS, rows, numbers=range(1, 8))))
    return parts


def _work(report: Report) -> List[str]:
    overdue, soon = report.overdue(), report.falling_due()
    columns = ["Overdue"] + [f"{'This week, to' if at == 0 else 'Week to'} {day_words(week.last)}" for at, week in enumerate(report.weeks)]

    def counted(name: str, groups: List[Tuple[str, List[int]]]) -> Markup:
        rows = [[group, *(f"{number:,}" for number in numbers), f"{sum(numbers):,}"] for group, numbers in groups]
        whole = [sum(numbers[at] for _, numbers in groups) for at in range(len(columns))]
        rows.append(["All", *(f"{number:,}" for number in whole), f"{sum(whole):,}"])
        return table(f"Overdue and falling due by {name}", [name.capitalize(), *columns, "All"], rows, numbers=range(1, len(columns) + 2))

    said = f"{count_words(len(overdue), 'duty is', 'duties are')} overdue; {count_words(len(soon), 'falls', 'fall')} due from {day_words(report.as_at)} to {day_words(report.horizon)}."
    parts: List[str] = [element("p", said)]
    by_duty = report.by_group(lambda action: report.rule_title(action.rule))
    if report.actions:
        parts.append(element("div", id="work-chart", hidden=""))
        if report.has_teams:
            parts.append(element("details", element("summary", "By team, as a table"), counted("team", report.by_group(lambda action: action.team)), open=""))
        parts.append(element("details", element("summary", "By duty, as a table"), counted("duty", by_duty), open=None if report.has_teams else ""))
    if overdue:
        shown = overdue[:MOST_WITHOUT_SCRIPT]
        first = "" if len(shown) == len(overdue) else f" The first {len(shown):,} of {len(overdue):,}, longest overdue first; the rest is in the CSV file."
        parts.append(element("div", element("h3", "Overdue"), element("p", "Longest overdue first." + first), table(
            "Overdue duties", ("Child", "Code", "Team", "Duty", "Last day", "Late by"), [_overdue_row(report, action) for action in shown]), id="overdue-list"))
    return parts


def _overdue_row(report: Report, action: Action) -> List[str]:
    row = report.found.rows[action.row]
    return [report.found.cases.values[action.case], report.codes[action.case], action.team if report.has_teams else "", report.rule_title(action.rule),
            row.due_at or day_words(action.due), period_words(row.days, row.unit)]


def _findings(report: Report) -> List[str]:
    return [element("noscript", element("p", "The table with filters, the charts and each child's timeline need the script of this page, which is switched off. "
                                             "Everything else on the page can be read without it.")),
            element("div", id="browser", hidden="")]


def _undecided(report: Report) -> List[str]:
    found = report.found
    status = report.by_status()
    whole = sum(status.get(name, 0) for name in UNDECIDED)
    why = {"indeterminate": "turn on facts that are not recorded", "data_error": "turn on a value that is impossible",
           "not_in_force": "have a clock that began when no loaded edition was in force"}
    said = "; ".join(f"{status[name]:,} {why[name]}" for name in UNDECIDED if status.get(name))
    parts: List[str] = [element("p", f"{count_words(whole, 'finding')} of {found.findings:,}: {said}." if whole else "Every finding could be judged.")]
    if found.missing:
        rows = []
        for path, (findings, alone) in sorted(found.missing.items(), key=lambda item: (-item[1][0], item[0])):
            words = report.background.facts.get(path, "")
            name = joined((element("code", _breakable(path)), " " + words if words else ""))
            rows.append([name, f"{found.missing_cases[path]:,}", f"{findings:,}", f"{alone:,}"])
        parts.append(element("p", "Facts that are not recorded, by how many findings wait for them. A child's own page tells which of its records they belong to."))
        parts.append(element("details", element("summary", f"By missing fact ({len(rows)})"), table(
            "Missing facts", ("Fact", "Children", "Findings that wait for it", "Of these, for it alone"), rows, numbers=(1, 2, 3))))
    rules = [(rule, sum(counts.get(name, 0) for name in UNDECIDED), counts) for rule, counts in found.by_rule.items()]
    ruled = [[joined((report.rule_title(rule), element("span", rule, class_="id")), " "), *(f"{counts.get(name, 0):,}" for name in UNDECIDED), f"{sum(counts.values()):,}"]
             for rule, number, counts in sorted(rules, key=lambda item: (-item[1], item[0])) if number]
    if ruled:
        parts.append(element("details", element("summary", f"By rule ({len(ruled)})"), table(
            "Rules that could not be judged", ("Rule", *(status_words(name) for name in UNDECIDED), "All its findings"), ruled, numbers=(1, 2, 3, 4))))
    return parts


def _breakable(path: str) -> Markup:
    return Markup(text(path).replace(".", ".<wbr>").replace("_", "_<wbr>"))


def _errors(report: Report) -> List[str]:
    found = report.found
    if not found.error_count:
        return [element("p", "No value in the input is impossible.")]
    rows = [[code, f"{number:,}", found.error_reasons.get(code, "")] for code, number in sorted(found.errors_by_code.items(), key=lambda item: (-item[1], item[0]))]
    said = (f"{count_words(found.error_count, 'value')} of {count_words(len(found.cases_with_errors), 'child', 'children')} cannot be. "
            "A finding that turns on one is never counted as in time.")
    return [element("p", said), table("Impossible data by kind", ("Kind", "Values", "For example"), rows, numbers=(1,)), element("div", id="error-browser", hidden="")]


def _statuses(report: Report) -> List[str]:
    found = report.found
    total = report.by_status()
    order = status_order(total)
    rows = [[status_words(name), element("a", f"{total[name]:,}", href="#findings", data_show=name), STATUSES.get(name, ("", ""))[1]] for name in order]
    rows.append(["All", f"{found.findings:,}", "every finding has one status"])
    ruled = [[joined((report.rule_title(rule), element("span", rule, class_="id")), " "), *(f"{counts[name]:,}" if name in counts else "" for name in order), f"{sum(counts.values()):,}"]
             for rule, counts in sorted(found.by_rule.items(), key=lambda item: report.rule_title(item[0]))]
    return [table("Findings by status", ("Status", "Findings", "What it means"), rows, numbers=(1,)),
            element("details", element("summary", f"By rule ({len(ruled)})"), table(
                "Findings by rule and status", ("Rule", *(status_words(name) for name in order), "All"), ruled, numbers=range(1, len(order) + 2)))]


def _judged(report: Report) -> List[str]:
    background, found = report.background, report.found
    facts = [("As at", report.as_at_words), ("Engine", f"dutybound {background.engine}"), ("Children", f"{len(found.cases):,}"), ("Findings", f"{found.findings:,}")]
    unread = int(background.manifest.get("unread") or 0)
    if unread:
        facts.append(("Not read", f"{count_words(unread, 'case')} could not be read and {'is' if unread == 1 else 'are'} not in this report"))
    left_out = int(background.manifest["findings"]) - found.findings if "findings" in background.manifest else 0
    if left_out:
        facts.append(("Left out", f"{count_words(left_out, 'finding')} that the engine tells of are not in this report: it was made of a part of them"))
    total = report.by_status()
    facts.append(("Adds up", f"{' + '.join(f'{total[name]:,} {status_words(name).lower()}' for name in status_order(total))} = {found.findings:,}"))
    parts: List[str] = [element("dl", *(joined((element("dt", name), element("dd", words))) for name, words in facts), class_="card")]
    if background.choices:
        parts.append(element("ul", *(element("li", choice) for choice in background.choices)))
    rows = [[book["id"], book.get("title", ""), book.get("edition", ""), book.get("version", ""), _in_force(book), element("code", book.get("digest", ""), class_="digest")]
            for book in background.rulebooks]
    parts.append(element("h3", "Rulebooks"))
    parts.append(element("p", "The digest is the SHA-256 of a rulebook's files: where it is the same, every finding was judged by the same text of the rules."))
    parts.append(table("Rulebooks", ("Rulebook", "Title", "Edition", "Version", "In force", "Digest"), rows))
    if background.readings:
        parts.append(element("h3", "Where the sources can be read in more than one way"))
        parts.append(table("Readings", ("Reading", "Question", "Chosen"), [list(reading) for reading in background.readings]))
    return parts


def _in_force(book: Mapping[str, str]) -> str:
    first, last = (day_words(as_day(book.get(name) or None)) for name in ("from", "to"))
    if first and last:
        return f"{first} to {last}"
    return f"from {first}" if first else ""


def _footer(report: Report) -> Markup:
    return element("footer", element("p", "Paraphrased rules, made to be computed: no legal advice, and no replacement for professional judgement."),
                   element("p", f"Written by dutybound {report.background.engine}. This page holds children's records as they were given, and no names: keep it as you keep those records. "
                                "It asks nothing of any network."))
