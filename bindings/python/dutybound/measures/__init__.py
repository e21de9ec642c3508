"""How many were in time: from findings, per period and group, by definitions that are named and shown.

>>> from dutybound import measures
>>> result = rulebook.assess_tables(tables, as_at="2024-03-31")
>>> table = measures.compute(result, ["assessment", "dfe-c2"], period="financial_year")

What is in time, the rules say; what a measure adds is which rules, which date and what is left out. What could not be
judged is in every row.
"""

from __future__ import annotations

from dutybound.measures._count import compute
from dutybound.measures._definitions import Measure, describe, names
from dutybound.measures._table import MeasureRow, MeasureTable

__all__ = ["Measure", "MeasureRow", "MeasureTable", "compute", "describe", "names"]
