"""The page's sections on judgement: what could not be judged, what is impossible, every finding by status, and by what
law it was judged.
"""

from __future__ import annotations

from typing import List, Mapping

from dutybound._words import assumed_words

from ._collect import as_day
from ._html import Markup, element, joined, table, text
from ._model import Report
from ._words import LATE_UNLESS_EXCUSED, STATUSES, UNDECIDED, count_words, day_words, status_order, status_words


def undecided(report: Report) -> List[str]:
    found = report.found
    status = report.by_status()
    whole = sum(status.get(name, 0) for name in UNDECIDED)
    late = sum(status.get(name, 0) for name in LATE_UNLESS_EXCUSED)
    why = {
        "indeterminate": "turn on facts that are not recorded",
        "data_error": "turn on a value that is impossible",
        "not_in_force": "have a clock that began when no loaded edition was in force",
    }
    said = "; ".join(f"{status[name]:,} {why[name]}" for name in UNDECIDED if status.get(name))
    parts: List[str] = [
        element(
            "p",
            (
                f"{count_words(whole, 'finding')} of {found.findings:,}: {said}."
                if whole
                else "Every finding could be judged."
            ),
        )
    ]
    if late:
        parts.append(
            element(
                "p",
                f"{count_words(late, 'more finding is', 'more findings are')} late or broken unless an accepted reason is recorded, "
                "and the data does not show whether one is: they are listed and counted as such.",
            )
        )
    if found.missing:
        rows = []
        for path, (findings, alone) in sorted(found.missing.items(), key=lambda item: (-item[1][0], item[0])):
            words = report.background.facts.get(path, "")
            name = joined((element("code", _breakable(path)), " " + words if words else ""))
            rows.append([name, f"{found.missing_cases[path]:,}", f"{findings:,}", f"{alone:,}"])
        parts.append(
            element(
                "p",
                "Facts that are not recorded, by how many findings wait for them. A child's own page tells which of "
                "its records they belong to.",
            )
        )
        parts.append(
            element(
                "details",
                element("summary", f"By missing fact ({len(rows)})"),
                table(
                    "Missing facts",
                    ("Fact", "Children", "Findings that wait for it", "Of these, for it alone"),
                    rows,
                    numbers=(1, 2, 3),
                ),
            )
        )
    rules = [(rule, sum(counts.get(name, 0) for name in UNDECIDED), counts) for rule, counts in found.by_rule.items()]
    ruled = [
        [
            _rule(report, rule),
            *(f"{counts.get(name, 0):,}" for name in UNDECIDED),
            f"{sum(counts.values()):,}",
        ]
        for rule, number, counts in sorted(rules, key=lambda item: (-item[1], item[0]))
        if number
    ]
    if ruled:
        parts.append(
            element(
                "details",
                element("summary", f"By rule ({len(ruled)})"),
                table(
                    "Rules that could not be judged",
                    ("Rule", *(status_words(name) for name in UNDECIDED), "All its findings"),
                    ruled,
                    numbers=(1, 2, 3, 4),
                ),
            )
        )
    return parts


def _rule(report: Report, rule: str) -> Markup:
    return joined((report.rule_title(rule), element("span", rule, class_="id")), " ")


def _breakable(path: str) -> Markup:
    return Markup(text(path).replace(".", ".<wbr>").replace("_", "_<wbr>"))


def errors(report: Report) -> List[str]:
    found = report.found
    if not found.error_count:
        return [element("p", "No value in the input is impossible.")]
    rows = [
        [code, f"{number:,}", found.error_reasons.get(code, "")]
        for code, number in sorted(found.errors_by_code.items(), key=lambda item: (-item[1], item[0]))
    ]
    said = (
        f"{count_words(found.error_count, 'value')} of "
        f"{count_words(len(found.cases_with_errors), 'child', 'children')} cannot be. "
        "A finding that turns on one is never counted as in time."
    )
    return [
        element("p", said),
        table("Impossible data by kind", ("Kind", "Values", "For example"), rows, numbers=(1,)),
        element("div", id="error-browser", hidden=""),
    ]


def statuses(report: Report) -> List[str]:
    found = report.found
    total = report.by_status()
    order = status_order(total)
    rows = [
        [
            status_words(name),
            element("a", f"{total[name]:,}", href="#findings", data_show=name),
            STATUSES.get(name, ("", ""))[1],
        ]
        for name in order
    ]
    rows.append(["All", f"{found.findings:,}", "every finding has one status"])
    ruled = [
        [
            _rule(report, rule),
            *(f"{counts[name]:,}" if name in counts else "" for name in order),
            f"{sum(counts.values()):,}",
        ]
        for rule, counts in sorted(found.by_rule.items(), key=lambda item: report.rule_title(item[0]))
    ]
    return [
        table("Findings by status", ("Status", "Findings", "What it means"), rows, numbers=(1,)),
        element(
            "details",
            element("summary", f"By rule ({len(ruled)})"),
            table(
                "Findings by rule and status",
                ("Rule", *(status_words(name) for name in order), "All"),
                ruled,
                numbers=range(1, len(order) + 2),
            ),
        ),
    ]


def judged(report: Report) -> List[str]:
    background, found = report.background, report.found
    facts = [
        ("As at", report.as_at_words),
        ("Engine", f"dutybound {background.engine}"),
        ("Children", f"{len(found.cases):,}"),
        ("Findings", f"{found.findings:,}"),
    ]
    unread = int(background.manifest.get("unread") or 0)
    if unread:
        facts.append(
            (
                "Not read",
                f"{count_words(unread, 'case')} could not be read and {'is' if unread == 1 else 'are'} not in this "
                "report",
            )
        )
    assumed = background.manifest.get("assumed") or {}
    if assumed:
        words = assumed_words(assumed)
        facts.append(("Assumed", f"wherever it is not recorded: {words}"))
    if found.resting:
        paths = ", ".join(f"{path} ({count:,})" for path, count in sorted(found.stood_in.items()))
        facts.append(
            (
                "Taken by the rules",
                f"{count_words(found.resting, 'finding')} rest{'s' if found.resting == 1 else ''} on what the rule takes "
                f"in the place of a fact that is not recorded: {paths}",
            )
        )
    left_out = int(background.manifest["findings"]) - found.findings if "findings" in background.manifest else 0
    if left_out:
        facts.append(
            (
                "Left out",
                f"{count_words(left_out, 'finding')} that the engine tells of are not in this report: it was made of a "
                "part of them",
            )
        )
    total = report.by_status()
    facts.append(
        (
            "Adds up",
            f"{' + '.join(f'{total[name]:,} {status_words(name).lower()}' for name in status_order(total))} = "
            f"{found.findings:,}",
        )
    )
    parts: List[str] = [
        element("dl", *(joined((element("dt", name), element("dd", words))) for name, words in facts), class_="card")
    ]
    if background.choices:
        parts.append(element("ul", *(element("li", choice) for choice in background.choices)))
    digests = background.manifest.get("digests") or []
    if digests:
        parts.append(
            element(
                "p",
                "Digest of all that the answers depend on beside the facts and the day: ",
                *(joined((" ", element("code", digest, class_="digest"))) for digest in digests),
                ". It takes in the engine's version, rules, calendars, mappings, local protocols, policy values, closure "
                "days, readings and assumptions: where it is the same, the same facts get the same answers.",
            )
        )
    counts = background.manifest.get("tables") or []
    if counts:
        parts.append(element("h3", "Tables"))
        parts.append(
            table(
                "Tables that were read",
                ("Table", "Rows", "Used", "Belong to no child", "Skipped", "Columns that nothing read"),
                [
                    [
                        count["table"],
                        *(f"{count[name]:,}" for name in ("rows", "used", "orphans", "skipped")),
                        ", ".join(count["unused_columns"]),
                    ]
                    for count in counts
                ],
                numbers=range(1, 5),
            )
        )
    rows = [
        [
            book["id"],
            book.get("title", ""),
            book.get("edition", ""),
            book.get("version", ""),
            _in_force(book),
            element("code", book.get("digest", ""), class_="digest"),
        ]
        for book in background.rulebooks
    ]
    parts.append(element("h3", "Rulebooks"))
    parts.append(
        element(
            "p",
            "The digest is the SHA-256 of a rulebook's files: where it is the same, every finding was judged by the "
            "same text of the rules.",
        )
    )
    parts.append(table("Rulebooks", ("Rulebook", "Title", "Edition", "Version", "In force", "Digest"), rows))
    if background.readings:
        parts.append(element("h3", "Where the sources can be read in more than one way"))
        parts.append(
            table("Readings", ("Reading", "Question", "Chosen"), [list(reading) for reading in background.readings])
        )
    return parts


def _in_force(book: Mapping[str, str]) -> str:
    first, last = (day_words(as_day(book.get(name) or None)) for name in ("from", "to"))
    if first and last:
        return f"{first} to {last}"
    return f"from {first}" if first else ""
