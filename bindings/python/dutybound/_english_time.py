"""English local time, also where the machine has no data on time zones."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from typing import Optional


def _last_sunday(year: int, month: int) -> datetime:
    """01:00 UTC of the last Sunday of March or October, when the clocks change."""
    last = datetime(year, month, 31, 1)
    return last - timedelta(days=(last.weekday() + 1) % 7)


class _EnglishTime(tzinfo):
    """The Summer Time Act's rule, as it has been since 1996."""

    def _is_summer(self, utc: datetime) -> bool:
        return _last_sunday(utc.year, 3) <= utc < _last_sunday(utc.year, 10)

    def utcoffset(self, moment: Optional[datetime]) -> timedelta:
        return self.dst(moment)

    def dst(self, moment: Optional[datetime]) -> timedelta:
        if moment is None:
            return timedelta(0)
        local = moment.replace(tzinfo=None, fold=0)
        as_summer, as_winter = self._is_summer(local - timedelta(hours=1)), self._is_summer(local)
        # Where the two disagree the hour comes twice (the second time in winter), or not at all.
        summer = as_summer if as_summer == as_winter else (moment.fold == 0) == as_summer
        return timedelta(hours=1) if summer else timedelta(0)

    def tzname(self, moment: Optional[datetime]) -> str:
        return "BST" if self.dst(moment) else "GMT"

    def fromutc(self, moment: datetime) -> datetime:
        utc = moment.replace(tzinfo=None)
        local = utc + timedelta(hours=1) if self._is_summer(utc) else utc
        end = _last_sunday(utc.year, 10)
        return local.replace(tzinfo=self, fold=1 if end <= utc < end + timedelta(hours=1) else 0)

    def __repr__(self) -> str:
        return "Europe/London"

    def __reduce__(self) -> str:
        return "ENGLISH_TIME"


def _english_time() -> tzinfo:
    try:
        from zoneinfo import ZoneInfo

        return ZoneInfo("Europe/London")
    except Exception:  # no data on time zones: ZoneInfoNotFoundError, or a broken installation of it
        return _EnglishTime()


ENGLISH_TIME = _english_time()
UTC = timezone.utc
