"""The page: one HTML file that needs nothing else. What it says without its script is written here; the script adds
sorting, filters, charts and timelines. Entry: page.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import List

from dutybound._words import assumed_words

from ._embed import embedded_json
from ._html import Markup, element, joined
from ._judged import errors, judged, statuses, undecided
from ._model import Report
from ._words import LATE_UNLESS_EXCUSED, UNDECIDED, count_words, day_words
from ._work import summary, work

_ASSETS = Path(__file__).parent / "assets"

#: The page's script, in the order in which its parts use each other; the first is for all.
_SCRIPT = ("data.js", "table.js", "findings.js", "child.js", "errors.js", "chart.js", "start.js")

_SECTIONS = (
    ("summary", "In time or late"),
    ("work", "Overdue and falling due"),
    ("findings", "Children and findings"),
    ("undecided", "What could not be judged"),
    ("errors", "Impossible data"),
    ("statuses", "Every finding by status"),
    ("judged", "How this was judged"),
)


def page(report: Report) -> str:
    """The whole file. It forbids itself every connection: nothing that it shows leaves the machine."""
    scripts = [
        _asset("echarts.js"),
        "(function () {\n'use strict';\n" + "".join(_asset(part) for part in _SCRIPT) + "})();\n",
    ]
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode('ascii')}'"
        for script in scripts
    )
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    head = joined(
        (
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=policy),
            element("meta", name="generator", content="dutybound report"),
            element("meta", name="referrer", content="no-referrer"),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("link", rel="icon", href="data:,"),
            element("title", f"{report.title}, as at {report.as_at_words}"),
            element("style", Markup("\n" + _asset("report.css"))),
        ),
        Markup("\n"),
    )
    body = joined(
        (
            element("a", "Skip to the content", class_="skip", href="#main"),
            element(
                "header",
                element(
                    "nav",
                    element("ul", *(element("li", element("a", name, href="#" + id_)) for id_, name in _SECTIONS)),
                    aria_label="Sections",
                ),
            ),
            element("main", *_main(report), id="main", tabindex="-1"),
            _footer(report),
            element("dialog", id="child", aria_labelledby="child-title"),
            element("script", Markup(embedded_json(report)), type="application/json", id="data"),
            *(element("script", Markup(script)) for script in scripts),
        ),
        Markup("\n"),
    )
    return (
        "<!DOCTYPE html>\n"
        + element(
            "html",
            Markup("\n"),
            element("head", Markup("\n"), head),
            Markup("\n"),
            element("body", Markup("\n"), body),
            lang="en-GB",
        )
        + "\n"
    )


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _main(report: Report) -> List[str]:
    found = report.found
    status = report.by_status()
    unknown = sum(status.get(name, 0) for name in UNDECIDED)
    late = sum(status.get(name, 0) for name in LATE_UNLESS_EXCUSED)
    overdue, soon = len(report.overdue()), len(report.falling_due())
    counts = (
        (overdue, "overdue", "overdue", "findings"),
        *(((late, "late unless excused", "unless", "findings"),) if late else ()),
        (soon, f"due by {day_words(report.horizon)}", "soon", "findings"),
        (unknown, "could not be judged", "undecided", "undecided"),
        (found.error_count, "impossible values", "errors", "errors"),
    )
    opening = (
        f"{count_words(len(found.cases), 'child', 'children')}, {count_words(found.findings, 'finding')}. Each finding "
        "is one rule held against one record. "
        "Nothing that could not be judged is counted as in time."
    )
    assumed = report.background.manifest.get("assumed") or {}
    words = assumed_words(assumed)
    return [
        element("h1", report.title),
        *_not_read(report),
        *([element("p", element("strong", f"Assumed wherever it is not recorded: {words}."), class_="opening")] if assumed else []),
        element("p", f"As at {report.as_at_words}. {opening}", class_="opening"),
        element(
            "ul",
            *(
                element(
                    "li", element("a", element("strong", f"{number:,}"), " ", name, href="#" + section, data_show=show)
                )
                for number, name, show, section in counts
            ),
            class_="counts",
        ),
        _section("summary", *summary(report)),
        _section("work", *work(report)),
        _section("findings", *_findings(report)),
        _section("undecided", *undecided(report)),
        _section("errors", *errors(report)),
        _section("statuses", *statuses(report)),
        _section("judged", *judged(report)),
    ]


def _not_read(report: Report) -> List[str]:
    """What the page does not tell because it could not be read, before anything that it tells."""
    lost = report.background.not_read
    if not lost:
        return []
    return [
        element(
            "div",
            element("h2", "Not everything could be read", id="not-read-title"),
            element("ul", *(element("li", sentence) for sentence in lost)),
            element(
                "p",
                "Nothing is known here of what could not be read: whatever this page says of late or in time is about the "
                "rest. Put right what is named and make the report again.",
            ),
            class_="not-read",
            role="alert",
            aria_labelledby="not-read-title",
        )
    ]


def _section(id_: str, *children: str) -> Markup:
    return element(
        "section",
        element("h2", dict(_SECTIONS)[id_], id=id_ + "-title"),
        *children,
        id=id_,
        aria_labelledby=id_ + "-title",
    )


def _findings(report: Report) -> List[str]:
    return [
        element(
            "noscript",
            element(
                "p",
                "The table with filters, the charts and each child's timeline need the script of this page, which is "
                "switched off. "
                "Everything else on the page can be read without it.",
            ),
        ),
        element("div", id="browser", hidden=""),
    ]


def _footer(report: Report) -> Markup:
    return element(
        "footer",
        element(
            "p",
            "Paraphrased rules, made to be computed: no legal advice, and no replacement for professional judgement.",
        ),
        element(
            "p",
            f"Written by dutybound {report.background.engine}. This page holds children's records as they were given, "
            "and no names: keep it as you keep those records. "
            "It asks nothing of any network.",
        ),
    )
