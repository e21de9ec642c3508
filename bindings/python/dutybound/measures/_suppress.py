"""Hiding small numbers in a row so that they cannot be worked out from what else the row shows."""

from __future__ import annotations

from typing import Dict, Mapping, Optional, Sequence, Tuple

Counts = Dict[str, Optional[int]]
Bands = Dict[str, Optional[int]]


def suppress(
    counts: Mapping[str, int], total: int, bands: Mapping[str, int], sides: Mapping[str, str], up_to: int
) -> Tuple[Counts, Optional[int], Bands]:
    """Counts of 1 to ``up_to`` as None.

    Where a single one is hidden, the total would tell it, so the smallest other count that is not 0 is hidden too.
    Bands add up to the column on whose side they are (``sides``: in_time or late), so they are hidden by the same
    rule, side by side; and where the column is hidden at least one is.
    """
    shown: Counts = {name: _small(count, up_to) for name, count in counts.items()}
    _hide_another(shown, needed=2 if None in shown.values() else 0)
    shown_total = _small(total, up_to)
    shown_bands: Bands = {}
    for side in ("in_time", "late"):
        own: Bands = {name: _small(count, up_to) for name, count in bands.items() if sides.get(name) == side}
        if None in own.values():
            _hide_another(own, needed=2)
        elif shown.get(side, 0) is None:
            _hide_another(own, needed=1)
        shown_bands.update(own)
    return shown, shown_total, {name: shown_bands.get(name, bands[name]) for name in bands}


def visible(shown: Mapping[str, Optional[int]], names: Sequence[str]) -> bool:
    """Whether all of them are shown."""
    return all(shown[name] is not None for name in names)


def _small(count: int, up_to: int) -> Optional[int]:
    return None if 1 <= count <= up_to else count


def _hide_another(counts: Dict[str, Optional[int]], needed: int) -> None:
    """Hides the smallest counts above 0 until ``needed`` are hidden, as far as there are such."""
    while sum(1 for count in counts.values() if count is None) < needed:
        left = sorted((count, name) for name, count in counts.items() if count)
        if not left:
            return
        counts[left[0][1]] = None
