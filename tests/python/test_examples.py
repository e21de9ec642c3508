"""Every script of examples/python and the notebook run, and say what they should."""

import os
import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "examples" / "python"


def run(script, *arguments):
    command = [sys.executable, str(SCRIPTS / script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_ten_lines():
    printed = run("ten_lines.py")
    assert "MEADOW003" in printed and "wt23-rcpc-first-3m" in printed
    assert len([line for line in (SCRIPTS / "ten_lines.py").read_text(encoding="utf-8").splitlines() if line.strip()]) <= 13


def test_one_case():
    printed = run("one_case.py")
    assert "wt23-icpc-15wd" in printed and "2024-04-22" in printed


def test_all_kinds_of_tables_give_the_same():
    printed = {}
    for name in ("pandas", "polars", "pyarrow", "duckdb", "dask"):
        try:
            __import__("dask.dataframe" if name == "dask" else name)  # a part of dask that needs pandas and pyarrow
        except ImportError:
            continue
        printed[name] = sorted(run(f"from_{name}.py").splitlines())
    if not printed:
        pytest.skip("none of pandas, polars, pyarrow, duckdb, dask is installed")
    first, *others = printed.values()
    assert "M005 wt23-icpc-15wd 2024-12-24 66" in first and len(first) == 2, first
    assert all(other == first for other in others), printed


def test_own_mapping():
    printed = run("own_mapping.py")
    assert "C-1 met 2024-06-05 -2" in printed, printed
    assert "row 3, Referral date: 31/09/2024" in printed, printed


@pytest.fixture(scope="module")
def parquet(tmp_path_factory):
    """The tables of examples/python/tables as Parquet, each with the case's id, and a row of a case that is none."""
    pa = pytest.importorskip("pyarrow")
    pandas = pytest.importorskip("pandas")
    pq = pytest.importorskip("pyarrow.parquet")
    folder = tmp_path_factory.mktemp("parquet")
    read = {path.stem: pandas.read_csv(path) for path in sorted((SCRIPTS / "tables").glob("*.csv"))}
    cases = read["episodes"].set_index("id")["case_id"]
    enquiries = read["section_47_enquiries"].set_index("id")["episode_id"]
    for name, table in read.items():
        if "section_47_enquiry_id" in table:
            table["case_id"] = table["section_47_enquiry_id"].map(enquiries).map(cases)
        elif "episode_id" in table:
            table["case_id"] = table["episode_id"].map(cases)
        if name == "episodes":
            table.loc[len(table)] = {"id": "E9", "case_id": None}
        pq.write_table(pa.Table.from_pandas(table, preserve_index=False), folder / f"{name}.parquet")
    return folder


@pytest.mark.parametrize("tool", ["duckdb", "polars"])
def test_parquet_larger_than_memory(tool, parquet, tmp_path):
    pytest.importorskip(tool)
    pq = pytest.importorskip("pyarrow.parquet")
    run(f"parquet_larger_than_memory_{tool}.py", parquet, tmp_path / "few", 1)
    run(f"parquet_larger_than_memory_{tool}.py", parquet, tmp_path / "many", 4)

    def rows(which, what):
        found = [row for path in sorted((tmp_path / which / what).glob("*.parquet")) for row in pq.read_table(path).to_pylist()]
        for row in found:
            for place in ("row", "source_row"):  # in the tables that were given at once
                row.pop(place, None)
        return sorted(map(repr, found))

    assert len(list((tmp_path / "many" / "findings").glob("*.parquet"))) == 4
    assert rows("few", "findings") == rows("many", "findings") != []
    assert rows("few", "data_errors") == rows("many", "data_errors") and any("orphan_row" in row for row in rows("few", "data_errors"))


def test_notebook(tmp_path):
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    pytest.importorskip("pandas")
    path = ROOT / "examples" / "notebooks" / "caseload.ipynb"
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.get("outputs") and not cell.get("execution_count") for cell in notebook.cells), "stored without outputs"
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    html = [output["data"].get("text/html", "") for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
    assert any("wt23-icpc-15wd" in text for text in html)
    assert any("MEADOW003" in text for text in html)
    (measured,) = [text for text in html if "dfe-c2" in text]
    head, *rows = [re.findall("<t[hd]>(.*?)</t[hd]>", row) for row in re.findall("<tr>(.*?)</tr>", measured)]
    shown = {row[0]: tuple(row[head.index(name)] for name in ("in time", "late", "overdue", "late unless excused", "not judged", "lists not recorded", "between", "as published")) for row in rows}
    assert shown == {
        "assessment": ("2", "0", "0", "3", "0", "0", "33.3 % to 100.0 %", ""),
        "dfe-c2": ("2", "1", "1", "0", "0", "0", "50.0 % to 50.0 %", "66.7 %"),
        "conference": ("1", "1", "0", "0", "1", "0", "25.0 % to 75.0 %", ""),
        "dfe-c4": ("2", "1", "0", "0", "1", "6", "50.0 % to 75.0 %", "66.7 %"),
        "first-review": ("1", "0", "1", "0", "0", "0", "50.0 % to 50.0 %", ""),
        "later-reviews": ("1", "0", "0", "0", "0", "0", "100.0 % to 100.0 %", ""),
        "dfe-d6": ("1", "1", "0", "0", "0", "0", "50.0 % to 50.0 %", "50.0 %"),
    }
    printed = "".join(output["text"] for output in notebook.cells[-1].outputs)
    assert printed.count("extension_reason_recorded") == 3 and "MEADOW002 due 2024-08-05 done 2024-09-02" in printed, printed


def test_benchmark(capsys):
    pytest.importorskip("pyarrow")
    pytest.importorskip("numpy")
    import json

    script = ROOT / "benchmarks" / "python" / "caseload.py"
    command = [sys.executable, str(script), "--cases", "2000", "--cases-all-rules", "200", "--threads", "2", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["deadlines"]["cases"] == 2000 and told["deadlines"]["by_status"].keys() >= {"met", "met_late", "due", "overdue"}, told
    assert told["all_rules"]["findings"] > 200 * 100 and told["numpy_one_deadline"]["ratio"] > 0
