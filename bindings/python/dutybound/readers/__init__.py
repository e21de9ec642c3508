"""Readers of the data sets that authorities keep: each gives a `Caseload` for `Rulebook.assess_tables`.

What a data set says, and what stays unknown in it, is docs/data-sets.md.
"""

from __future__ import annotations

from dutybound.readers._annex_a import read_annex_a
from dutybound.readers._csv import read_csv
from dutybound.readers._documents import read_cases, read_cin_census
from dutybound.readers._ssd import read_ssd

__all__ = ["read_annex_a", "read_cases", "read_cin_census", "read_csv", "read_ssd"]
