"""What large and hostile inputs cost: time and peak memory of the command for each, as the table in docs/limits.md.

    python3 benchmarks/hostile.py build/release/src/cli/dutybound

Every input is made here, given on standard input, and its answer thrown away. Time is that of the processor for a whole process, the loading of the embedded rules included (the first row shows it).
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

DAY = ["--as-at", "2024-06-30"]
EPISODE = {"id": "e", "referral": {"received_at": "2024-03-01", "decided_at": "2024-03-04", "source": "1A"}}


def minified(size):
    episodes = [dict(EPISODE, id=f"e{n}") for n in range(size // 110)]
    return json.dumps({"id": "c", "episodes": episodes}, separators=(",", ":"))[:-1] + ",nul}"


def repeated(pairs):
    return '{"id":"c",' + ",".join(f'"k{n}":1,"k{n}":1' for n in range(pairs)) + "}"


def empty(episodes):
    return json.dumps({"id": "c", "episodes": [{}] * episodes}, separators=(",", ":"))


def yaml(size):
    return "id: c\nepisodes:\n" + "  - {id: e, referral: {received_at: 2024-03-01}}\n" * (size // 50)


def records(count):
    visits = [{"id": f"v{n}", "held_at": "2024-03-01", "started_at": "2024-03-01", "date": "2024-03-01"} for n in range(count)]
    return json.dumps({"id": "c", "episodes": [{"cp_plans": [{"visits": visits, "reviews": visits}], "assessments": visits, "section_47_enquiries": visits}]}, separators=(",", ":"))


ORDINARY = json.dumps({"id": "c", "child": {"date_of_birth": "2015-01-01"}, "episodes": [EPISODE]})

#: what it is, the command's arguments, its input, what it took before there were limits
INPUTS = [
    ("one ordinary case", ["assess", "-", "--input", "json", *DAY], ORDINARY, ""),
    ("one ordinary case, `ask`", ["ask", "-", "--input", "json", *DAY], ORDINARY, "16.7 ms without loading"),
    ("40 KB of JSON on one line with one mistake", ["assess", "-", "--input", "json", *DAY], minified(40_000), "13 s"),
    ("1,000 keys twice, 14 KB", ["assess", "-", "--input", "json", *DAY], repeated(1_000), "over a minute"),
    ("64,000 bad lines of JSON Lines", ["assess", "-", "--input", "jsonl", *DAY], "{bad\n" * 64_000, "15 s"),
    ("10,000 empty episodes, 30 KB, as text", ["assess", "-", "--input", "json", *DAY], empty(10_000), "86 s"),
    ("10,000 empty episodes, 30 KB, as JSON", ["assess", "-", "--input", "json", "--format", "json", *DAY], empty(10_000), "5 GB of answer"),
    ("4,000 empty episodes, `ask`", ["ask", "-", "--input", "json", *DAY], empty(4_000), "51 s"),
    ("100 KB of YAML", ["assess", "-", "--input", "yaml", *DAY], yaml(100_000), "8 GB"),
    ("a plan and its records, 200 of each kind", ["assess", "-", "--input", "json", *DAY], records(200), "60 s of constraints for 4 KB"),
    ("`flatten` of 9,000 numbers", ["feel", "count(flatten(for x in list return [x.n]))", "--facts", json.dumps({"list": [{"n": n} for n in range(9_000)]})], "", "3.8 GB"),
]


def measured(command, arguments, text):
    """Seconds of the processor, MiB at most, exit code, bytes of answer."""
    with tempfile.TemporaryDirectory() as folder:
        given, answer = pathlib.Path(folder) / "given", pathlib.Path(folder) / "answer"
        given.write_text(text, encoding="utf-8")
        with given.open("rb") as stdin, answer.open("wb") as stdout:
            process = subprocess.Popen([command, *arguments], stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode, answer.stat().st_size


print("| input | before | now | memory | answer | exit code |\n|---|---|---|---|---|---|")
for what, arguments, text, before in INPUTS:
    seconds, memory, code, size = measured(sys.argv[1], arguments, text)
    print(f"| {what} | {before} | {seconds:.2f} s | {memory:.0f} MB | {size / 1e6:.1f} MB | {code} |", flush=True)
