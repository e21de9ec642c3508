"""Holds cmake/third_party.json to what a build compiled and linked: every foreign header and archive belongs to a component of the list,
every component's licence is one that a closed product may link and has its text here, nanoarrow is as it was bundled.

check_components.py SOURCE_DIR BUILD_DIR NINJA"""

import hashlib
import json
import pathlib
import re
import subprocess
import sys

PERMISSIVE = {"MIT", "BSD-3-Clause", "ISC", "Apache-2.0", "0BSD", "GPL-3.0-or-later WITH GCC-exception-3.1"}
# The C and C++ run time and the kernel's headers: of the platform, not of what we ship (what is linked in of it is an archive).
PLATFORM = re.compile(r"^/usr/(include/(c\+\+|x86_64-linux-gnu/(c\+\+|bits|sys|gnu|asm)|aarch64-linux-gnu/(c\+\+|bits|sys|gnu|asm)|bits|sys|linux|asm-generic|rpc|arpa|net|netinet)/|lib/(gcc|llvm)[^/]*/)")
PYTHON = re.compile(r"/include/python3[^/]*/|/include/[^/]*-linux-gnu/python3[^/]*/")
SHIPPED = re.compile(r"(^|/)(dutybound|dutybound_commands|dutybound_cli|dutybound_nanoarrow|_dutybound)\.dir/")


def foreign_headers(source, build, ninja):
    """Every header that a shipped object was compiled from, outside of the checkout."""
    listed = subprocess.run([ninja, "-C", build, "-t", "deps"], capture_output=True, text=True, check=True).stdout
    shipped = False
    seen = 0
    for line in listed.splitlines():
        if not line.startswith(" "):
            shipped = bool(SHIPPED.search(line.split(":")[0]))
            seen += shipped
            continue
        header = (build / line.strip()).resolve()
        ours = header.is_relative_to(source) and not header.is_relative_to(source / "cmake") or header.is_relative_to(build)
        if shipped and not ours:
            yield header
    assert seen > 20, f"only {seen} shipped objects in the build's record: build first"


def archives(build, ninja):
    """Every library that the shipped binaries are linked with, by name."""
    commands = subprocess.run([ninja, "-C", build, "-t", "commands"], capture_output=True, text=True, check=True).stdout
    for line in commands.splitlines():
        if re.search(r" -o (src/cli/dutybound|python/dutybound/_dutybound[^ ]*|_dutybound[^ ]*) ", line):
            for found in re.finditer(r"(?:^| )(?:\S*/lib([^/ ]+?)\.(?:a|so[.0-9]*)|-l(\S+))(?= |$)", line):
                yield found.group(1) or found.group(2)


def of_the_c_library(headers):
    """Headers of the C library stand directly below /usr/include, where others' single headers stand too: Debian knows which."""
    owners = subprocess.run(["dpkg-query", "-S", *headers], capture_output=True, text=True, check=False).stdout if headers else ""
    owned = (line.split(": ", 1) for line in owners.splitlines() if ": " in line)
    return {path for package, path in owned if package.startswith(("libc6-dev", "linux-libc-dev", "libcrypt-dev"))}


def mistakes(source, build, ninja):
    components = json.loads((source / "cmake" / "third_party.json").read_text(encoding="utf-8"))["components"]
    prefixes = [prefix for each in components for prefix in each["headers"]]
    used = set()
    unknown = []
    for path in sorted({str(header) for header in foreign_headers(source, build, ninja)}):
        if PLATFORM.search(path) or PYTHON.search(path):
            continue
        known = [prefix for prefix in prefixes if f"/{prefix}" in path]
        used.update(known)
        if not known:
            unknown.append(path)
    yield from (f"{path}: of no component in cmake/third_party.json" for path in sorted(set(unknown) - of_the_c_library(unknown)))
    for prefix in prefixes:
        shipped = any(prefix in each["headers"] and "library" in each["parts"] for each in components)
        if shipped and not any(other in used for each in components if prefix in each["headers"] for other in each["headers"]):
            yield f"{prefix}: listed, but nothing is compiled from it"
    linked = [name for name in archives(build, ninja) if not name.startswith("dutybound")]
    if not linked:
        yield "no linked library found: the link commands are not understood"
    names = {name for each in components for name in each["archives"]}
    yield from (f"lib{name}: of no component in cmake/third_party.json" for name in sorted(set(linked) - names - {"m", "pthread", "dl", "c"}))
    for each in components:
        if each["licence"] not in PERMISSIVE:
            yield f"{each['name']}: {each['licence']} is not among the licences that a closed product may link"
        for licence in each["licence"].split(" WITH "):
            if not any((source / folder / f"{licence}.txt").is_file() for folder in ("LICENSES", "cmake/licences")):
                yield f"{each['name']}: the text of {licence} is missing"
    bundled = re.findall(r"^\| `(\S+)` \| `([0-9a-f]{64})` \|$", (source / "cmake/nanoarrow/README.md").read_text(encoding="utf-8"), re.M)
    if {path for path, _ in bundled} != {path.relative_to(source / "cmake/nanoarrow").as_posix() for path in (source / "cmake/nanoarrow").rglob("*.[ch]")}:
        yield "cmake/nanoarrow/README.md: does not list every source with its digest"
    for path, digest in bundled:
        if hashlib.sha256((source / "cmake/nanoarrow" / path).read_bytes()).hexdigest() != digest:
            yield f"cmake/nanoarrow/{path}: not as it was bundled"


def main():
    source, build, ninja = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), sys.argv[3]
    found = list(mistakes(source, build, ninja))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
