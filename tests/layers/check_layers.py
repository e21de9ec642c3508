#!/usr/bin/env python3
"""Holds ARCHITECTURE.md's dependency rule against the #include lines of a source tree.

Usage: check_layers.py ROOT. Prints each offending edge as `file:line: ...` and exits with 1 if there is one.
"""

import re
import sys
from pathlib import Path

# What a folder of src/ may include besides itself and public headers, in the order of the data's way.
ALLOWED = {
    "text": set(),
    "time": set(),
    "feel": {"text", "time"},
    "yaml": {"text"},
    "rulebook": {"text", "time", "feel", "yaml"},
    "program": {"text", "time", "feel", "rulebook"},
    "engine": {"text", "time", "feel", "program"},
    "findings": {"text", "time", "feel", "program", "engine"},
    "explain": {"text", "time", "feel", "program", "engine", "findings"},
    "arrow": {"text", "time"},
    "input": {"text", "time", "feel", "yaml", "rulebook", "program", "engine", "arrow"},
    "caseload": {"text", "time", "feel", "program", "engine", "findings", "arrow", "input"},
    "report": {"text"},
    "scenario": {"text", "feel", "yaml", "rulebook", "program", "engine", "findings", "explain", "input"},
    "catalogue": {"text", "yaml", "rulebook", "program"},
    "api": {"text", "time", "feel", "yaml", "rulebook", "program", "engine", "findings", "explain", "arrow", "input", "caseload", "report", "scenario", "catalogue"},
    "c": set(),
    "cli": set(),
}

# Of these folders only a part is for others: the readers of rulebook and the parser of feel are not.
MODEL_ONLY = {"rulebook": {"rulebook/model.hpp"}}
MAY_READ = {"rulebook": {"rulebook", "catalogue", "api"}}
FEEL_PARSER = re.compile(r"feel/(ast|check|cursor|lexer|parser?|token)\w*\.hpp")
MAY_PARSE = {"feel", "rulebook", "program", "api"}

# Third-party and system headers, by how their name begins, and the folders that may name them.
THIRD_PARTY = {
    "yaml-cpp/": {"src/yaml"},
    "fmt/": {"src/report", "src/cli"},
    "nlohmann/": {"src/input", "src/report", "src/scenario", "src/api", "src/cli", "tests"},
    "expat.h": {"src/input"},
    "tao/": {"src/input/read_csv.cpp"},
    "nanoarrow/": {"src/arrow", "tests"},
    "CLI/": {"src/cli"},
    "bid_": {"src/feel", "tests"},
    "sodium/": {"src/text"},
    "catch2/": {"tests/support/catch.hpp"},
    "valgrind/": {"tests/growth"},
    "pybind11/": {"bindings/python"},
    "benchmark/": {"benchmarks"},
    "datetime.h": {"bindings/python"},
    "fcntl.h": {"src/cli"},
    "io.h": {"src/cli"},
    "windows.h": {"src/cli"},
    "unistd.h": {"src/cli", "src/caseload/process.hpp"},
}

FOLDERS = ["src", "include", "bindings", "examples", "benchmarks", "tests"]
SUFFIXES = {".cpp", ".hpp", ".h", ".def", ".in"}
LONGEST = 400
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")')
STANDARD = re.compile(r"[a-z_0-9]+")
STANDARD_OF_C = re.compile(r"std[a-z]+\.h")


def below(path, folder):
    return path == folder or path.startswith(folder + "/")


def third_party_fault(path, name):
    if STANDARD.fullmatch(name):
        return None
    for lead, homes in THIRD_PARTY.items():
        if name.startswith(lead):
            return None if any(below(path, home) for home in homes) else f"<{name}> belongs to {', '.join(sorted(homes))} only"
    return f"<{name}> is a header that the list of check_layers.py does not know"


def inner_fault(path, name):
    """`name` is an include in quotes, of a file below src/."""
    here = path.split("/")[1]
    folder = name.split("/")[0]
    if "/" not in name:
        return None  # a neighbour in the same folder
    if here not in ALLOWED:
        return f"src/{here} is not among the folders of check_layers.py"
    if folder not in ALLOWED:
        return f'"{name}" is no header of a folder of src/'
    if folder == here:
        return None
    if folder not in ALLOWED[here]:
        return f"{here} may not include {folder} (\"{name}\")"
    if folder in MODEL_ONLY and name not in MODEL_ONLY[folder] and here not in MAY_READ[folder]:
        return f"{here} may include only {', '.join(MODEL_ONLY[folder])} of {folder}, not \"{name}\""
    if FEEL_PARSER.fullmatch(name) and here not in MAY_PARSE:
        return f"{here} may not include feel's parser (\"{name}\")"
    return None


def include_fault(path, angle, name):
    if name.startswith("dutybound/"):
        return None if angle else "public headers are included with angle brackets"
    if path.startswith("include/"):
        standard = STANDARD_OF_C if path.endswith(".h") else STANDARD
        return None if angle and standard.fullmatch(name) else f"a public header may not include {name}"
    if angle:
        return third_party_fault(path, name)
    if path.startswith("src/"):
        return inner_fault(path, name)
    if path.startswith(("bindings/", "examples/", "benchmarks/")) and name.split("/")[0] in ALLOWED:
        return f"only public headers may be included here, not \"{name}\""
    return None


def faults(root):
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in SUFFIXES or not file.is_file():
                continue
            path = file.relative_to(root).as_posix()
            lines = file.read_bytes().split(b"\n")
            if len(lines) - 1 > LONGEST:
                yield f"{path}: {len(lines) - 1} lines, more than {LONGEST}"
            for number, raw in enumerate(lines, 1):
                if not raw.isascii():
                    yield f"{path}:{number}: a character that is not ASCII"
                match = INCLUDE.match(raw.decode("ascii", "replace"))
                if match:
                    fault = include_fault(path, match[1] is not None, match[1] or match[2])
                    if fault:
                        yield f"{path}:{number}: {fault}"


def main(root):
    found = list(faults(Path(root)))
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
