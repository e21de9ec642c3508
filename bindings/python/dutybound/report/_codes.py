"""Short codes that stand for a child outside the page, and identifiers of calendar events. Hashes: the same id gives
the same code everywhere.
"""

from __future__ import annotations

import base64
import hashlib
import hmac


def case_code(case_id: str, key: bytes = b"") -> str:
    """Eight letters and digits that stand for a case.

    Whoever has a list of ids can find out whose code it is by hashing them all, unless a secret `key` is given.
    """
    return base64.b32encode(_digest("case", case_id, key)).decode("ascii")[:8]


def event_uid(case_id: str, rule: str, record: str, nth: int = 0, key: bytes = b"") -> str:
    """The UID of a calendar event: the same for the same duty in every later report, so that a calendar replaces it."""
    parts = "\x1f".join((case_id, rule, record, str(nth)))
    return _digest("event", parts, key).hex()[:32] + "@dutybound"


def _digest(purpose: str, text: str, key: bytes) -> bytes:
    return hmac.new(key, f"dutybound {purpose}\x1f{text}".encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
