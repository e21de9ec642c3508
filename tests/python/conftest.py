"""What the tests of the Python package share."""

from __future__ import annotations

import os
import subprocess

import pytest


@pytest.fixture(scope="session")
def command():
    """Runs the compiled dutybound command; answers exit code, output and complaints."""

    def run(*arguments):
        done = subprocess.run([os.environ["DUTYBOUND_COMMAND"], *arguments], capture_output=True, timeout=120, check=False)
        return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    return run


@pytest.fixture(scope="session")
def rulebook():
    """All that is loaded by default. Frozen, so one is enough for all tests."""
    import dutybound

    return dutybound.load()


@pytest.fixture(scope="session")
def vocabulary(rulebook):
    from made_cases import Vocabulary

    return Vocabulary(rulebook.facts())


def _failed_if_skipped(report):
    """Where everything that tests need has been installed (tools/test), a test that is left out is a fault."""
    if os.environ.get("DUTYBOUND_SKIP_NOTHING") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"left out, though nothing may be: {report.longrepr}"
    return report


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    outcome.force_result(_failed_if_skipped(outcome.get_result()))


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector):
    outcome = yield
    outcome.force_result(_failed_if_skipped(outcome.get_result()))
