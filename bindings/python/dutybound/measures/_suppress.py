"""Hiding small numbers in a row so that they cannot be worked out from what else the row shows."""

from __future__ import annotations

from typing import Collection, Dict, Mapping, Optional, Sequence, Tuple

Shown = Dict[str, Optional[int]]


def suppress(
    counts: Mapping[str, int], total: int, bands: Mapping[str, int], sides: Mapping[str, str], up_to: int
) -> Tuple[Shown, Optional[int], Shown]:
    """Counts of 1 to ``up_to`` as None, and as many others as it takes that sums do not tell them.

    Counts add up to ``total``; bands to the column on whose side they are (``sides``: in_time or late). Where that
    column is hidden they must not tell it either.
    """
    shown = _shown(counts, up_to)
    shown_bands: Shown = dict(bands)
    for side in ("in_time", "late"):
        own = {name: count for name, count in bands.items() if sides.get(name) == side}
        shown_bands.update(_shown(own, up_to, some=shown[side] is None))
    return shown, None if 1 <= total <= up_to else total, shown_bands


def visible(shown: Mapping[str, Optional[int]], names: Sequence[str]) -> bool:
    """Whether all of them are shown."""
    return all(shown[name] is not None for name in names)


def _shown(counts: Mapping[str, int], up_to: int, some: bool = False) -> Shown:
    """Hides small counts; and, smallest first, others above 0 as long as the sum of what is hidden tells it."""
    hidden = {name for name, count in counts.items() if 1 <= count <= up_to}
    others = sorted((count, name) for name, count in counts.items() if count > up_to)
    while others and (_told(counts, hidden) or (some and not hidden)):
        hidden.add(others.pop(0)[1])
    return {name: None if name in hidden else count for name, count in counts.items()}


def _told(counts: Mapping[str, int], hidden: Collection[str]) -> bool:
    """A single one is what is missing from the sum; and if as many are hidden as they count together, each is 1."""
    return len(hidden) == 1 or (len(hidden) > 1 and sum(counts[name] for name in hidden) == len(hidden))
