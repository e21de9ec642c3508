"""The types that the package promises, held against it by mypy."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import pytest

import dutybound

pytest.importorskip("mypy")
ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGE = pathlib.Path(dutybound.__file__).parent


def mypy(*arguments, tmp_path):
    environment = {**os.environ, "MYPYPATH": str(PACKAGE.parent), "MYPY_CACHE_DIR": str(tmp_path)}
    if "site-packages" in PACKAGE.parts:  # mypy finds it there by itself, and wants it named nowhere else
        del environment["MYPYPATH"]
    return subprocess.run([sys.executable, "-m", *arguments], capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=600, check=False)


def test_the_stub_tells_what_the_module_has(tmp_path):
    known = mypy("mypy.stubtest", "--help", tmp_path=tmp_path).stdout
    options = ["--ignore-disjoint-bases"] if "--ignore-disjoint-bases" in known else []
    done = mypy("mypy.stubtest", "dutybound._dutybound", *options, tmp_path=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_package_is_strictly_typed(tmp_path):
    done = mypy("mypy", "--strict", "--config-file", str(ROOT / "pyproject.toml"), "-p", "dutybound", tmp_path=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_so_are_the_examples(tmp_path):
    for example in sorted((ROOT / "examples" / "python").glob("*.py")):
        done = mypy("mypy", "--strict", "--config-file", str(ROOT / "pyproject.toml"), str(example), tmp_path=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_caller_is_told_of_mistakes(tmp_path):
    program = tmp_path / "caller.py"
    program.write_text(
        "import dutybound\n"
        "assessment = dutybound.load().assess({}, as_at='2024-04-22')\n"
        "reveal_type(assessment.findings[0].due)\n"
        "assessment.findings[0].status == 'over_due'\n"
        "assessment.overdue_findings\n",
        "utf-8",
    )
    done = mypy("mypy", "--strict", str(program), tmp_path=tmp_path)
    assert "datetime.date | None" in done.stdout or "Union[datetime.date, None]" in done.stdout
    assert "Non-overlapping equality check" in done.stdout and 'no attribute "overdue_findings"' in done.stdout
