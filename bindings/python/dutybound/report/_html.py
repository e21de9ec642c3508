"""Writing HTML: text is escaped where it enters, everything else is markup made here. Entry: element, text, table."""

from __future__ import annotations

import html
from typing import Iterable, Optional, Sequence

_VOID = frozenset(("meta", "link", "input", "br"))


class Markup(str):
    """Text that is HTML already."""


def text(value: str) -> Markup:
    """Text as HTML: markup characters escaped, letters that HTML forbids replaced."""
    if isinstance(value, Markup):
        return value
    clean = "".join(letter if letter >= " " or letter in "\n\t" else "\ufffd" for letter in value)
    return Markup(html.escape(clean, quote=True))


def element(name: str, /, *children: str, **attributes: Optional[str]) -> Markup:
    """An element; children that are no Markup are escaped. An attribute of None is left out, `""` stands alone;
    `class_` and `data_x` lose and turn their `_`.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + (f'="{text(value)}"' if value else "")
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{''.join(text(child) for child in children)}</{name}>")


def joined(parts: Iterable[str], separator: str = "") -> Markup:
    return Markup(text(separator).join(text(part) for part in parts))


def table(
    caption: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numbers: Sequence[int] = (),
    id_: Optional[str] = None,
) -> Markup:
    """A table that scrolls sideways where there is no room; the first cell of a row heads it. `numbers` are the columns
    that hold numbers.
    """
    head = element(
        "tr",
        *(
            element("th", name, scope="col", class_="number" if at in numbers else None)
            for at, name in enumerate(header)
        ),
    )
    lines = []
    for row in rows:
        cells = [element("th", row[0], scope="row")]
        cells += [element("td", cell, class_="number" if at in numbers else None) for at, cell in enumerate(row[1:], 1)]
        lines.append(element("tr", *cells))
    whole = element("table", element("caption", caption), element("thead", head), element("tbody", *lines), id=id_)
    return element("div", whole, class_="scroll", role="region", aria_label=caption, tabindex="0")
