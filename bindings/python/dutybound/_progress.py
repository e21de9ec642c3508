"""How far a run is, for those who wait. Entry: reporter."""

from __future__ import annotations

import sys
from typing import Any, Callable, Union

Progress = Union[None, bool, Callable[[int, int], object]]
_MANY = 5000


class _Quiet:
    def update(self, done: int) -> None:
        pass

    def close(self) -> None:
        pass


class _Told(_Quiet):
    def __init__(self, tell: Callable[[int, int], object], total: int) -> None:
        self._tell, self._total, self._last = tell, total, -1

    def update(self, done: int) -> None:
        if done != self._last:
            self._last = done
            self._tell(done, self._total)


class _Bar(_Quiet):
    def __init__(self, bar: Any) -> None:
        self._bar = bar

    def update(self, done: int) -> None:
        if done > self._bar.n:
            self._bar.update(done - self._bar.n)

    def close(self) -> None:
        self._bar.close()


class _Line(_Quiet):
    """Without tqdm: a line on standard error."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._last = ""

    def update(self, done: int) -> None:
        line = f"{done} of {self._total} cases assessed"
        if line != self._last:
            self._last = line
            print(f"\r{line}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        if self._last:
            print(file=sys.stderr)


def reporter(progress: Progress, total: int) -> _Quiet:
    """None: a bar where there is tqdm, a terminal and more than 5000 cases; True: always; False: never; a callable: told (done, total)."""
    if callable(progress):
        return _Told(progress, total)
    if progress is False:
        return _Quiet()
    if progress is None and not (total > _MANY and sys.stderr is not None and sys.stderr.isatty()):
        return _Quiet()
    try:
        from tqdm import tqdm
    except ImportError:
        return _Line(total) if progress else _Quiet()
    return _Bar(tqdm(total=total, unit=" cases", file=sys.stderr))
