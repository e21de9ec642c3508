"""The package as it is installed: its version, its command, what it needs and what it leaves alone."""

from __future__ import annotations

import importlib.metadata
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

import pytest

import dutybound
from dutybound import _dutybound

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = str(ROOT / "examples" / "case.json")


def run_python(*arguments, **options):
    return subprocess.run([sys.executable, *arguments], capture_output=True, timeout=120, check=False, **options)


def test_one_version_everywhere(command):
    stated = re.search(r"project\(dutybound VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text("utf-8")).group(1)
    assert dutybound.__version__ == _dutybound.__version__ == stated
    if "site-packages" in pathlib.Path(dutybound.__file__).parts:
        assert importlib.metadata.version("dutybound") == stated
    assert command("--version")[1] == f"dutybound {stated}\n"
    assert run_python("-m", "dutybound", "--version").stdout.decode() == f"dutybound {stated}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("calendar", "add", "2024-03-28", "15"),
        ("assess", EXAMPLE, "--as-at", "2024-07-31"),
        ("assess", EXAMPLE, "--as-at", "2024-07-31", "--fail-on", "met"),
        ("assess", "no-such-file.json", "--as-at", "2024-07-31"),
        ("rules", "--rules", "no-such-rulebook"),
        ("assess", EXAMPLE, "--as-at", "31/07/2024"),
        ("--no-such-option",),
        ("assess", "--help"),
        (),
    ],
)
def test_the_command_in_process_is_the_command(command, arguments):
    code, out, complaints = command(*arguments)
    done = run_python("-m", "dutybound", *arguments)
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (code, out, complaints)


def test_what_python_prints_keeps_its_place():
    program = "import sys; from dutybound.__main__ import main; print('before'); code = main(['--version']); print('after', code)"
    done = run_python("-c", program)
    assert done.stdout.decode().splitlines() == ["before", f"dutybound {dutybound.__version__}", "after 0"]
    twice = "from dutybound.__main__ import main; assert [main(['calendar', 'add', '2024-03-28', '15']) for _ in range(2)] == [0, 0]"
    assert run_python("-c", twice).stdout.decode() == "2024-04-22\n" * 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_ends_it_as_it_ends_the_command():
    for program in ([os.environ["DUTYBOUND_COMMAND"]], [sys.executable, "-m", "dutybound"]):
        with subprocess.Popen([*program, "assess", "-", "--as-at", "2024-07-31"], stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            time.sleep(2)  # it waits for its input
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == -signal.SIGINT
            assert process.stderr.read() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_closed_pipe_ends_it_quietly():
    shell = f'"{sys.executable}" -m dutybound rules | head -n 1'
    done = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, timeout=120, check=False)
    assert done.stderr == b"" and len(done.stdout.splitlines()) == 1


def test_importing_needs_nothing_and_opens_nothing():
    program = """
import sys
opened = []
sys.addaudithook(lambda event, arguments: opened.append(event) if event.startswith(("socket.", "subprocess.", "urllib.")) else None)
before = set(sys.modules)
import dutybound
dutybound.load().assess({"id": "c"}, as_at="2024-04-22")
names = {name.partition(".")[0] for name in set(sys.modules) - before}
print(sorted(names - set(sys.stdlib_module_names) - {"dutybound"}), opened)
"""
    if sys.version_info < (3, 10):
        program = program.replace("set(sys.stdlib_module_names)", "{n for n in names if n not in ('numpy', 'pandas', 'pyarrow', 'polars')}")
    done = run_python("-I", "-c", "import sys; sys.path.insert(0, %r)\n%s" % (str(pathlib.Path(dutybound.__file__).parents[1]), program))
    assert done.stdout.decode().strip() == "[] []", done.stderr.decode()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads ELF")
def test_the_module_needs_nothing_but_glibc():
    needed = subprocess.run(["readelf", "-d", _dutybound.__file__], capture_output=True, check=True).stdout.decode()
    libraries = set(re.findall(r"\(NEEDED\).*\[(.*)\]", needed))
    glibc = re.compile(r"(libc|libm|libpthread|libdl|librt|ld-linux-[a-z0-9-]+)\.so\.\d+")
    assert libraries and not {name for name in libraries if not glibc.fullmatch(name)}
    shown = subprocess.run(["readelf", "-Ws", "--dyn-syms", _dutybound.__file__], capture_output=True, check=True).stdout.decode()
    ours = {line.split()[-1] for line in shown.splitlines() if re.search(" (GLOBAL|WEAK|UNIQUE) ", line) and " UND " not in line}
    assert ours == {"PyInit__dutybound"}


def test_a_wheel_carries_the_licences_and_the_bill_of_materials_of_what_is_linked_in():
    try:
        files = importlib.metadata.files("dutybound") or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("not installed from a wheel")
    [bill] = [file for file in files if file.match("sboms/*.cdx.json")]
    [notices] = [file for file in files if file.match("licenses/*.notices.txt")]
    components = {each["name"]: each for each in json.loads(bill.read_text(encoding="utf-8"))["components"]}
    listed = json.loads((ROOT / "cmake" / "third_party.json").read_text(encoding="utf-8"))["components"]
    assert set(components) <= {each["name"] for each in listed} and {"yaml-cpp", "libsodium", "pybind11", "echarts"} <= set(components)
    text = notices.read_text(encoding="utf-8")
    for each in components.values():
        [licence] = each["licenses"]
        assert each["name"] in text and all(f"= {name} =" in text for name in licence["expression"].split(" WITH "))
    # Whatever copyleft there is has the exception by which what is compiled is free of it.
    assert not [each for each in components.values() if "GPL" in each["licenses"][0]["expression"] and "WITH GCC-exception" not in each["licenses"][0]["expression"]]
    needed = subprocess.run(["readelf", "-d", _dutybound.__file__], capture_output=True, check=True).stdout.decode()
    assert ("libstdc++" in needed) == ("gcc-runtime" not in components)


def test_sources_alone_say_what_is_missing():
    program = "import sys; sys.path.insert(0, %r); import dutybound" % str(ROOT / "bindings" / "python")
    done = run_python("-I", "-B", "-c", program)
    assert done.returncode == 1 and b"its sources alone are not enough" in done.stderr


def test_parts_of_the_package_are_there_without_an_import_of_their_own():
    program = (
        "import sys, dutybound\n"
        "assert not {'dutybound.report', 'dutybound.spark', 'argparse', 'sqlite3'} & set(sys.modules)\n"
        "print(dutybound.report.write.__name__, dutybound.spark.assess.__name__, dutybound.measures.compute.__name__)\n"
        "print({'report', 'spark', 'measures'} <= set(dir(dutybound)), hasattr(dutybound, 'nothing'))\n"
    )
    done = run_python("-c", program)
    assert done.stdout.decode().splitlines() == ["write assess compute", "True False"], done.stderr.decode()
