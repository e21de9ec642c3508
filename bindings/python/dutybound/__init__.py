"""dutybound: which safeguarding duties apply, by when, whether they were met, why, and what is not known.

>>> import dutybound
>>> rulebook = dutybound.load()
>>> assessment = rulebook.assess({"id": "c1", "episodes": []}, as_at="2024-04-22")
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, List

try:
    from dutybound import _dutybound
except ImportError as error:  # pragma: no cover
    if "sub-interpreter" in str(error):
        raise
    raise ImportError(
        "dutybound's compiled half cannot be loaded. Install the package (pip install .), or put a build's python folder on PYTHONPATH; "
        f"its sources alone are not enough ({error})"
    ) from error

from dutybound import measures
from dutybound._assessment import CaseloadAssessment, ErrorTable
from dutybound._caseload import Caseload
from dutybound._dutybound import (
    Assessment,
    AssumedFact,
    Calendar,
    Case,
    ConditionReading,
    DataError,
    Diagnostic,
    Edition,
    Explanation,
    Fact,
    FactReading,
    Finding,
    Holiday,
    Manifest,
    MissingFact,
    Parameter,
    Question,
    Reading,
    ReadingChoice,
    ReadingOutcome,
    ReadingValue,
    Rule,
    RuleAlternative,
    RulebookRef,
    RulePart,
    Source,
    UnreadNames,
)
from dutybound._errors import CaseError, CaseTimeout, DataWarning, Error, OptionError, RuleError, TableError, TableWarning
from dutybound._rulebook import Rulebook, load
from dutybound._unknown import UNKNOWN
from dutybound._words import DayUnit, EditionPolicy, Kind, Modality, Status
from dutybound.readers import read_annex_a, read_cases, read_cin_census, read_csv, read_ssd

if TYPE_CHECKING:
    from dutybound import report, spark

__version__: str = _dutybound.__version__

__all__ = [
    "UNKNOWN",
    "Assessment",
    "AssumedFact",
    "Calendar",
    "Case",
    "CaseError",
    "CaseTimeout",
    "Caseload",
    "CaseloadAssessment",
    "ConditionReading",
    "DataError",
    "DataWarning",
    "DayUnit",
    "Diagnostic",
    "Edition",
    "EditionPolicy",
    "Error",
    "ErrorTable",
    "Explanation",
    "Fact",
    "FactReading",
    "Finding",
    "Holiday",
    "Kind",
    "Manifest",
    "MissingFact",
    "Modality",
    "OptionError",
    "Parameter",
    "Question",
    "Reading",
    "ReadingChoice",
    "ReadingOutcome",
    "ReadingValue",
    "Rule",
    "RuleAlternative",
    "RuleError",
    "RulePart",
    "Rulebook",
    "RulebookRef",
    "Source",
    "Status",
    "TableError",
    "TableWarning",
    "UnreadNames",
    "__version__",
    "load",
    "measures",
    "read_annex_a",
    "read_cases",
    "read_cin_census",
    "read_csv",
    "read_ssd",
]


def __getattr__(name: str) -> Any:
    """`dutybound.report` and `dutybound.spark` are there without an import of their own, and are loaded when they are asked for."""
    if name in ("report", "spark"):
        return importlib.import_module(f"dutybound.{name}")
    raise AttributeError(f"module 'dutybound' has no attribute {name!r}")


def __dir__() -> List[str]:
    return sorted({*globals(), "report", "spark"})
