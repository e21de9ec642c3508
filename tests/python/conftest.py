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
