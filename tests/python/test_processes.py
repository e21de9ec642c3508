"""Forks while a result is being read, and interpreters besides the main one."""

import os
import subprocess
import sys
import textwrap

import pytest


def run(program, *arguments):
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), *arguments], capture_output=True, text=True, timeout=120, check=False
    )


FORK = """
import gc, os, signal, sys, warnings
warnings.simplefilter("ignore", DeprecationWarning)
import dutybound
rulebook = dutybound.load(["working-together-2023"])
cases = [{"id": f"c{i}", "episodes": [{"section_47_enquiries": [{"id": "s1", "started_at": "2024-03-28"}]}]} for i in range(600)]
result = rulebook.assess_tables(cases, as_at="2024-06-30", threads=2)
batches = iter(result.batches())
run = result._start()
while run.poll(100) is False:
    pass
child = os.fork()
if child == 0:
    signal.alarm(60)
    what = sys.argv[1]
    if what == "exit":
        sys.exit(0)
    if what == "delete":
        run.cancel()
        run.close()
        del run, batches
        gc.collect()
        os._exit(0)
    if what == "read on":
        try:
            while run.poll(100) is not None:
                pass
        except dutybound.Error as error:
            os._exit(0 if "begun before the process was forked" in str(error) else 8)
        os._exit(9)
    if what == "begin another":
        os._exit(0 if result.manifest["cases"] == 600 else 9)
status = os.waitpid(child, 0)[1]
while run.poll(100) is not None:
    pass
print(os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status), run.manifest()["cases"])
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("what", ["exit", "delete", "read on", "begin another"])
def test_a_fork_while_a_result_is_read_leaves_the_child_a_clear_error_and_the_parent_its_result(what):
    done = run(FORK, what)
    assert done.stdout == "0 600\n", done.stderr


INTERPRETER = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
import sys
other = interpreters.create()
program = '''
try:
    import dutybound
except ImportError as error:
    print("refused:", error)
else:
    print("imported")
'''
(getattr(interpreters, "exec", None) or interpreters.run_string)(other, program)
import dutybound
print(dutybound.load(["working-together-2023"]))
"""


def test_a_sub_interpreter_is_refused_with_what_to_do_and_the_main_one_goes_on():
    done = run(INTERPRETER)
    first, *_, last = done.stdout.splitlines()
    assert first.startswith("refused:") and "main interpreter" in done.stdout, done.stdout + done.stderr
    assert last == "Rulebook(working-together-2023)"
