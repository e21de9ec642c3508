"""Holds the shared library's symbols against the list beside this file. symbols.py LIBRARY [--write]

What is added here is API, and what goes is a break: the list is renewed (--write) with the change that means it."""

import difflib
import pathlib
import subprocess
import sys

LIST = pathlib.Path(__file__).with_name("symbols.txt")


def shown(library: str) -> "list[str]":
    """Names as C++ has them, each once: constructors come twice."""
    told = subprocess.run(["nm", "--dynamic", "--defined-only", "--demangle", library], check=True, capture_output=True, text=True).stdout
    return sorted({line.split(" ", 2)[2] for line in told.splitlines()})


def main() -> int:
    names = shown(sys.argv[1])
    if sys.argv[2:] == ["--write"]:
        LIST.write_text("".join(name + "\n" for name in names), encoding="utf-8")
        return 0
    expected = LIST.read_text(encoding="utf-8").splitlines()
    foreign = [name for name in names if "dutybound" not in name.split("(")[0]]
    for line in difflib.unified_diff(expected, names, "symbols.txt", sys.argv[1], lineterm="", n=0):
        print(line)
    for name in foreign:
        print("not the library's own:", name)
    if expected != names:
        print(f"If the change is meant: {pathlib.Path(__file__).name} {sys.argv[1]} --write")
    return 1 if foreign or expected != names else 0


if __name__ == "__main__":
    sys.exit(main())
