"""The dutybound command. ``report`` is Python's own; everything else is the command as C++ programs have it."""

from __future__ import annotations

import signal
import sys
from typing import Optional, Sequence


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Runs the command line (default: the process's own) and answers its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["report"]:
        from dutybound.report import main as report

        return int(report(words[1:]) or 0)
    from dutybound._dutybound import command

    return command(words)


def run() -> int:
    """As a process of its own: interrupts and closed pipes end it as they end any other command."""
    if sys.argv[1:2] != ["report"]:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if hasattr(signal, "SIGPIPE"):
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    return main()


if __name__ == "__main__":
    sys.exit(run())
