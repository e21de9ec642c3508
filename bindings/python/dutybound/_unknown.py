"""The value of a key that the source says nothing about."""

from __future__ import annotations

import enum
from typing import Literal


class Unknown(enum.Enum):
    """The type of ``UNKNOWN``."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Literal[Unknown.UNKNOWN] = Unknown.UNKNOWN
"""In a dictionary or a dataclass: as if the key were not there. None is another thing: an event that has not happened."""
