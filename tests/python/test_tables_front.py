"""Tables in, findings of many cases out: every kind of table, every way to read the answer."""

from __future__ import annotations

import copy
import csv
import datetime as dt
import decimal
import io
import os
import pathlib
import pickle
import subprocess
import sys
import threading

import pytest

import dutybound

ROOT = pathlib.Path(__file__).resolve().parents[2]
AS_AT = dt.date(2024, 7, 31)
RULE = "wt23-assess-45wd"


def case_dicts(count=3):
    return [
        {
            "id": f"c{number}",
            "episodes": [
                {
                    "id": f"e{number}",
                    "referral": {"id": f"r{number}", "received_at": dt.date(2024, 4, 2) + dt.timedelta(days=number)},
                    "assessments": [{"id": f"a{number}", "started_at": dt.date(2024, 4, 3), "completed_at": None, "extension_reason_recorded": False}],
                }
            ],
        }
        for number in range(count)
    ]


def related(received=None):
    """The same three cases as tables by name, of Python lists."""
    return {
        "cases": {"id": ["c0", "c1", "c2"]},
        "episodes": {
            "id": ["e0", "e1", "e2"],
            "case_id": ["c0", "c1", "c2"],
            "referral.received_at": received or [dt.date(2024, 4, 2), dt.date(2024, 4, 3), dt.date(2024, 4, 4)],
        },
        "assessments": {
            "id": ["a0", "a1", "a2"],
            "episode_id": ["e0", "e1", "e2"],
            "started_at": [dt.date(2024, 4, 3)] * 3,
            "completed_at": [None] * 3,
            "extension_reason_recorded": [False] * 3,
        },
    }


def answers(result):
    return [(row["case_id"], row["rule"], row["record"], row["status"], row["due"]) for row in result.to_dicts()]


@pytest.fixture(scope="module")
def expected(rulebook):
    found = answers(rulebook.assess_tables(related(), as_at=AS_AT, rules=RULE))
    assert [row[3] for row in found] == ["overdue"] * 3 and all(row[4] for row in found)
    return found


def test_a_caseload_is_its_cases(rulebook):
    cases = case_dicts()
    result = rulebook.assess_tables(iter(cases), as_at=AS_AT)
    rows = list(result.to_dicts())
    singles = [rulebook.assess(case, as_at=AS_AT) for case in cases]
    assert len(rows) == sum(len(single) for single in singles) and len(result.cases) == 3
    place = 0
    for single in singles:
        for finding in single:
            row = rows[place]
            place += 1
            assert row["case_id"] == single.case_id
            for name in ("rule", "rulebook", "kind", "modality", "actor", "status", "outcome", "trigger", "due", "done", "due_at", "days", "day_unit", "valid_until", "valid_until_at_least", "edition_policy"):
                assert row[name] == getattr(finding, name), (finding, name)
            assert (row["record"], row["record_id"]) == (finding.instance, finding.record)
            assert row["missing"] == [fact.path for fact in finding.missing]
            assert row["data_errors"] == [error.to_dict() for error in finding.data_errors]
            assert {each["reading"]: each["value"] for each in row["readings"]} == finding.readings


def test_tables_by_name_as_python_lists(rulebook, expected):
    assert answers(rulebook.assess_tables(related(), as_at=AS_AT, rules=[RULE])) == expected
    rows = {name: [dict(zip(table, values)) for values in zip(*table.values())] for name, table in related().items()}
    assert answers(rulebook.assess_tables(rows, as_at=AS_AT, rules=RULE)) == expected
    text = related(["02/04/2024", "03/04/2024", "04/04/2024"])
    assert answers(rulebook.assess_tables(text, as_at=AS_AT, rules=RULE, dates="dd/mm/yyyy")) == expected


def test_a_nested_table(rulebook, expected):
    cases = case_dicts()
    nested = {"id": [case["id"] for case in cases], "episodes": [case["episodes"] for case in cases]}
    assert answers(rulebook.assess_tables(nested, as_at=AS_AT, rules=RULE)) == expected


def test_dates_numbers_and_text_in_one_column(rulebook, expected):
    mixed = related([dt.datetime(2024, 4, 2, 9, 30), "2024-04-03", dt.date(2024, 4, 4)])
    assert answers(rulebook.assess_tables(mixed, as_at=AS_AT, rules=RULE)) == expected
    ids = related()
    ids["cases"]["id"] = [1, "c1", "c2"]
    ids["episodes"]["case_id"] = [1, "c1", "c2"]
    assert [row[0] for row in answers(rulebook.assess_tables(ids, as_at=AS_AT, rules=RULE))] == ["1", "c1", "c2"]


def test_whole_numbers_as_ids_come_back_as_such(rulebook):
    tables = related()
    tables["cases"]["id"] = tables["episodes"]["case_id"] = [11, 12, 13]
    result = rulebook.assess_tables(tables, as_at=AS_AT, rules=RULE)
    assert [row["case_id"] for row in result.to_dicts()] == [11, 12, 13]
    assert result.case(12).id == "12" and result.assessment(12).case_id == "12"
    assert [e.finding.status for e in result.explain(12, RULE)] == ["overdue"]


def test_what_is_wrong_with_tables_is_told_at_once(rulebook):
    for tables, message in [
        ({}, "no table"),
        ({"cases": {"id": ["a", "b"], "child": ["x"]}}, "column `child` has 1 rows, column `id` 2"),
        ({"cases": {"id": "abc"}}, "no column"),
        ({"cases": [{"id": "a"}], "nonsense": [{"id": "a"}]}, "nonsense"),
        ({"cases": {1: ["a"]}}, "name of a column"),
        (7, "no table"),
    ]:
        with pytest.raises(dutybound.TableError, match=message):
            rulebook.assess_tables(tables, as_at=AS_AT)
    with pytest.raises(dutybound.CaseError, match="key 1"):
        rulebook.assess_tables([{1: 2}], as_at=AS_AT)
    with pytest.raises(dutybound.OptionError, match="read_cases"):
        rulebook.assess_tables("cases.jsonl", as_at=AS_AT)
    with pytest.raises(dutybound.TableError, match="no-such-mapping"):
        rulebook.assess_tables(related(), as_at=AS_AT, mapping="no-such-mapping")
    with pytest.raises(dutybound.TableError, match="mapping: "):
        rulebook.assess_tables(related(), as_at=AS_AT, mapping="no-such-file.yaml")


def test_options_are_checked_at_once(rulebook):
    for options, message in [
        ({"rules": "wt23-assess-45w"}, "did you mean"),
        ({"statuses": "over_due"}, "did you mean `overdue`"),
        ({"threads": 0}, "threads"),
        ({"threads": "2"}, "threads"),
        ({"edition": "none"}, "edition|rulebook"),
        ({"readings": {"none": "x"}}, "reading"),
        ({"as_at": "31/07/2024"}, "as_at"),
    ]:
        with pytest.raises(dutybound.OptionError, match=message):
            rulebook.assess_tables(related(), **{"as_at": AS_AT, **options})


def test_filters(rulebook):
    result = rulebook.assess_tables(related(), as_at=AS_AT)
    every = answers(result)
    assert answers(result.overdue) == [row for row in every if row[3] == "overdue"]
    assert answers(result.where(rules=RULE)) == [row for row in every if row[1] == RULE]
    both = result.where(statuses=["overdue", "met"]).where(statuses="overdue", rules=[RULE])
    assert answers(both) == [row for row in every if row[1] == RULE and row[3] == "overdue"]
    with pytest.raises(dutybound.OptionError, match="nothing can be left"):
        result.overdue.where(statuses="met")
    assert answers(rulebook.assess_tables(related(), as_at=AS_AT, statuses="overdue")) == answers(result.overdue)


def test_the_manifest_adds_up(rulebook):
    result = rulebook.assess_tables(related(), as_at=AS_AT, statuses=["overdue"])
    manifest = result.manifest
    assert manifest["cases"] == 3 and manifest["unread"] == 0
    assert manifest["findings"] == sum(manifest["by_status"].values()) == sum(sum(each.values()) for each in manifest["by_rule"].values())
    assert manifest["shown"] == manifest["by_status"]["overdue"] == len(list(result.to_dicts()))
    assert [(table["table"], table["rows"], table["used"]) for table in manifest["tables"]] == [("cases", 3, 3), ("episodes", 3, 3), ("assessments", 3, 3)]
    assert result.manifest is manifest
    assert f"findings={manifest['findings']}" in repr(result)
    assert "3 cases" in result._repr_html_()


def test_data_errors_say_where_they_stand(rulebook):
    tables = related([dt.date(2024, 4, 2), "in April", None])
    tables["assessments"]["episode_id"] = ["e0", "e1", "e9"]
    result = rulebook.assess_tables(tables, as_at=AS_AT)
    errors = list(result.data_errors.to_dicts())
    assert list(errors[0]) == ["case_id", "table", "row", "column", "path", "value", "reason", "code"]
    bad = [e for e in errors if e["value"] == "in April"]
    assert [(e["case_id"], e["table"], e["row"], e["column"], e["path"]) for e in bad] == [
        ("c1", "episodes", 1, "referral.received_at", "episodes[0].referral.received_at")
    ]
    orphans = [e for e in errors if e["code"] == "orphan_row"]
    assert [(e["table"], e["row"]) for e in orphans] == [("assessments", 2)]
    assert len(result.data_errors) == len(errors)
    assert "in April" in result.data_errors._repr_html_()
    text = io.StringIO()
    result.data_errors.to_csv(text)
    assert text.getvalue().count("\r\n") == len(errors) + 1


def test_csv(rulebook, tmp_path):
    result = rulebook.assess_tables(related(), as_at=AS_AT)
    path = tmp_path / "findings.csv"
    result.to_csv(path)
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == result.manifest["findings"]
    assert [row["due"] for row in rows if row["rule"] == RULE] == [row[4].isoformat() for row in answers(result) if row[1] == RULE]
    missing = next(row for row in result.to_dicts() if len(row["missing"]) > 1)
    assert any(row["missing"] == "; ".join(missing["missing"]) for row in rows)


def test_one_case_of_many(rulebook):
    result = rulebook.assess_tables(related(), as_at=AS_AT)
    assert [case.id for case in result.cases] == ["c0", "c1", "c2"] and result.cases[2].id == "c2"
    single = result.assessment("c1")
    assert [(f.rule, f.status) for f in single] == [row[1:4:2] for row in answers(result) if row[0] == "c1"]
    explained = result.explain("c1", RULE)
    assert [e.finding.record for e in explained] == ["a1"] and result.explain("c1", RULE, "a1") == explained
    with pytest.raises(dutybound.OptionError, match="no case 'none'"):
        result.case("none")
    with pytest.raises(IndexError):
        result.cases[3]


def test_a_caseload_of_a_text_and_its_unread_documents(rulebook):
    text = b'{"id": "a"}\n{"id": \n{"id": "c"}\n'
    result = rulebook.assess_tables(dutybound.Caseload(text=text, format="jsonl", source="cases.jsonl"), as_at=AS_AT)
    assert result.manifest["cases"] == 3 and result.manifest["unread"] == 1
    assert {row["case_id"] for row in result.to_dicts()} == {"a", "c"}
    assert len(result.data_errors) >= 1
    with pytest.raises(dutybound.CaseError):
        result.cases[1]
    with pytest.raises(dutybound.OptionError, match="tables"):
        rulebook.assess_tables(dutybound.Caseload(text=text), as_at=AS_AT, mapping="ssd")
    with pytest.raises(dutybound.OptionError, match="either"):
        dutybound.Caseload()


def test_columns_that_nothing_reads_are_told(rulebook, tmp_path):
    tables = related()
    tables["assessments"]["complete_at"] = tables["assessments"].pop("completed_at")
    with pytest.warns(dutybound.TableWarning, match="nothing reads column `complete_at` of table `assessments`; nearest: `completed_at`"):
        told = {table["table"]: table["unused_columns"] for table in rulebook.assess_tables(tables, as_at=AS_AT).manifest["tables"]}
    assert told == {"cases": (), "episodes": (), "assessments": ("complete_at",)}
    mapping = tmp_path / "mine.yaml"
    mapping.write_text(
        "mapping: mine\ntitle: Mine\nformat: tables\nsource: [{document: None}]\ntables:\n"
        "  people: {records: case, id: number, attributes: {child: {attributes: {date_of_birth: date_of_birth}}}}\n",
        "utf-8",
    )
    with pytest.warns(dutybound.TableWarning, match="date_of_brith"):
        result = rulebook.assess_tables({"people": {"number": ["c0"], "date_of_brith": [None]}}, as_at=AS_AT, mapping=mapping)
    assert len(result.cases) == 1


def test_a_table_without_one_known_column_is_refused(rulebook):
    with pytest.raises(dutybound.TableError, match="no column of table `cases` is known: columns `foo`, `bar`"):
        rulebook.assess_tables({"cases": {"foo": ["a"], "bar": ["b"]}}, as_at=AS_AT)


def test_ids_are_one_in_whatever_column_they_stand(rulebook):
    pandas = pytest.importorskip("pandas")
    for ids in ([12345, "ABC"], [12345.0, "ABC"], [decimal.Decimal("12345.00"), "ABC"], ["12345.0", "ABC"], ["12345", "ABC\u00a0"]):
        tables = {"cases": pandas.DataFrame({"id": pandas.Series(ids, dtype=object)}), "concerns": {"case_id": [12345, "ABC"], "id": ["k1", "k2"]}}
        result = rulebook.assess_tables(tables, as_at=AS_AT, rules=RULE)
        assert [result.cases.case_id(place) if hasattr(result.cases, "case_id") else result.cases[place].id for place in range(2)] == ["12345", "ABC"], ids
        assert not len(result.data_errors), ids


def test_cases_of_tables_that_cannot_be_read_or_are_read_in_part_are_told_first(rulebook):
    part = '[{"zzz": 2, "referral": {"recieved_at": "2024-01-01"}}]'
    with pytest.warns(dutybound.DataWarning, match="1 of 2 cases was read in part: case a: `episodes\\[0\\].zzz`") as told:
        result = rulebook.assess_tables({"cases": {"id": ["a", "b"], "episodes": [part, "[]"]}}, as_at=AS_AT)
    assert len(told) == len(result.not_read) == 1 and result.not_read[0] in repr(result)


def test_ids_that_are_nearly_the_same_draw_a_warning(rulebook):
    tables = {"cases": {"id": ["c0", "C0", "c1"]}, "concerns": {"case_id": ["c0", "C1"]}}
    with pytest.warns(dutybound.TableWarning, match="2 ids of `case` differ from another only in capitals, leading zeros or white space"):
        result = rulebook.assess_tables(tables, as_at=AS_AT, rules=RULE)
    assert len(result.cases) == 3


def test_the_manifest_counts_every_data_error_that_is_listed(rulebook):
    tables = {"cases": {"id": ["c0"]}, "concerns": {"case_id": ["c0"] + ["lost"] * 1500, "raised_at": ["soon"] + [None] * 1500}}
    result = rulebook.assess_tables(tables, as_at=AS_AT, rules=RULE)
    errors = list(result.data_errors.to_dicts())
    assert result.manifest["data_errors"] == len(errors) == 1002
    rest = [e for e in errors if e["row"] is None]
    assert [(e["table"], e["code"], e["value"]) for e in rest] == [("concerns", "orphan_row", "500")]
    assert [table["orphans"] for table in result.manifest["tables"]] == [0, 1500]
    text = rulebook.assess_tables(dutybound.Caseload(text=b'{"id": "a"}\n{"id": \n', format="jsonl"), as_at=AS_AT, rules=RULE)
    assert text.manifest["data_errors"] == len(text.data_errors) == 1


def test_threads_give_the_same(rulebook):
    cases = case_dicts(200)
    one, many = (answers(rulebook.assess_tables(cases, as_at=AS_AT, threads=threads)) for threads in (1, 3))
    assert one == many and len(one) > 1000


def test_progress_is_told(rulebook, capsys):
    told = []
    result = rulebook.assess_tables(case_dicts(50), as_at=AS_AT, progress=lambda done, total: told.append((done, total)))
    list(result.batches())
    assert told[-1] == (50, 50) and told == sorted(told)
    list(rulebook.assess_tables(case_dicts(5), as_at=AS_AT, progress=True).batches())
    assert "5" in capsys.readouterr().err
    list(rulebook.assess_tables(case_dicts(5), as_at=AS_AT).batches())
    assert capsys.readouterr().err == ""


def test_a_mistake_in_the_callers_loop_ends_the_run(rulebook):
    threads = threading.active_count()

    def angry(done, total):
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        list(rulebook.assess_tables(case_dicts(500), as_at=AS_AT, progress=angry).batches())
    for _ in rulebook.assess_tables(case_dicts(500), as_at=AS_AT).batches():
        break
    assert threading.active_count() == threads


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_stops_a_run(tmp_path):
    program = """
import os, signal, threading, time, dutybound
signal.signal(signal.SIGINT, signal.default_int_handler)  # it is ignored by what a shell runs in the background
rulebook = dutybound.load()
case = {"id": "c", "episodes": [{"id": "e", "referral": {"received_at": "2024-04-02"}, "assessments": [{"started_at": "2024-04-03"}] * 20}] * 40}
result = rulebook.assess_tables([case] * 3000, as_at="2024-07-31", threads=2)
def press():
    time.sleep(1)
    press.at = time.perf_counter()
    os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=press).start()
try:
    for how in range(100):
        result.to_arrow() if how % 2 else list(result.batches())
    print("too fast")
except KeyboardInterrupt:
    print("stopped after", time.perf_counter() - press.at)
    print("threads", len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 1)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=300, check=False)
    first, second = done.stdout.decode().splitlines()
    assert first.startswith("stopped after"), done.stderr.decode()
    assert float(first.rpartition(" ")[2]) < 2  # of a busy machine; alone it takes some 0.1 s
    assert int(second.rpartition(" ")[2]) <= 1 + len(os.sched_getaffinity(0))  # pyarrow's own pool


def test_an_interrupt_stops_the_joining_of_tables():
    pytest.importorskip("pyarrow")
    program = """
import signal, dutybound, pyarrow
rulebook = dutybound.load()
ids = pyarrow.array(range(1_000_000))
tables = {"cases": pyarrow.table({"id": ids}), "episodes": pyarrow.table({"id": ids, "case_id": ids})}
def press(signal, frame):
    raise KeyboardInterrupt
signal.signal(signal.SIGALRM, press)
signal.setitimer(signal.ITIMER_REAL, 0.2)
try:
    for _ in range(100):
        rulebook.assess_tables(tables, as_at="2024-07-31")
    print("too fast")
except KeyboardInterrupt:
    print("stopped")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=300, check=False)
    assert done.stdout.decode().split() == ["stopped"], done.stderr.decode()


def test_it_can_run_in_several_python_threads(rulebook):
    result = rulebook.assess_tables(case_dicts(50), as_at=AS_AT)
    expected, found = answers(result), []
    threads = [threading.Thread(target=lambda: found.append(answers(result) == expected)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4


# Other people's tables ----------------------------------------------------------------------------------------


def test_pandas_in_and_out(rulebook, expected):
    pandas = pytest.importorskip("pandas")
    frames = {name: pandas.DataFrame(table) for name, table in related().items()}
    assert answers(rulebook.assess_tables(frames, as_at=AS_AT, rules=RULE)) == expected
    frames["episodes"]["referral.received_at"] = pandas.to_datetime(frames["episodes"]["referral.received_at"])
    frames["assessments"]["completed_at"] = pandas.NaT
    frames["cases"]["id"] = frames["cases"]["id"].astype("category")
    frames["cases"]["weight"] = pandas.array([1, None, 3], dtype="Int64")
    result = rulebook.assess_tables(frames, as_at=AS_AT, rules=RULE)
    assert answers(result) == expected
    frame = result.to_pandas()
    assert frame["status"].dtype == "category" and str(frame["due"].dtype).startswith("datetime64")
    assert [at.date() for at in frame["due"]] == [row[4] for row in expected]
    assert list(frame["case_id"]) == ["c0", "c1", "c2"] and list(frame["days"]) == [row["days"] for row in result.to_dicts()]


@pytest.fixture()
def without_pyarrow(monkeypatch):
    pandas = pytest.importorskip("pandas")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delattr(pandas.DataFrame, "__arrow_c_stream__", raising=False)
    return pandas


def test_pandas_without_pyarrow(rulebook, expected, without_pyarrow):
    pandas = without_pyarrow
    frames = {name: pandas.DataFrame(table) for name, table in related().items()}
    assert answers(rulebook.assess_tables(frames, as_at=AS_AT, rules=RULE)) == expected
    days = pandas.Series([dt.datetime(2024, 4, 2), dt.datetime(2024, 4, 3), dt.datetime(2024, 4, 4)])
    numpy = pytest.importorskip("numpy")
    for received in (
        pandas.to_datetime(days),
        pandas.to_datetime(days).dt.tz_localize("Europe/Paris").dt.tz_convert("Europe/London") + pandas.Timedelta(hours=12),
        days.dt.strftime("%Y-%m-%d"),
        days.astype(object),
        days.astype("category"),
        days.to_numpy().astype("datetime64[ms]"),
        pandas.Series([dt.date(2024, 4, 2), "2024-04-03", pandas.Timestamp("2024-04-04")]),
    ):
        frames["episodes"]["referral.received_at"] = received
        assert answers(rulebook.assess_tables(frames, as_at=AS_AT, rules=RULE)) == expected, received
    frames["assessments"]["completed_at"] = pandas.to_datetime(pandas.Series(["2024-05-01", None, "2024-05-02"]))
    frames["assessments"]["started_at"] = numpy.array(["2024-04-03"] * 3, dtype="datetime64[D]")
    frames["assessments"]["spent"] = pandas.to_timedelta([1, 2, 3], unit="D")  # no fact, and none needs it
    result = rulebook.assess_tables(frames, as_at=AS_AT, rules=RULE)
    assert [row[3] for row in answers(result)] == ["met", "overdue", "met"]
    frame = result.to_pandas()
    assert frame["status"].dtype == "category" and str(frame["done"].dtype).startswith("datetime64")
    assert frame["done"].isna().tolist() == [False, True, False]
    nested = pandas.DataFrame({"id": ["c0", "c1", "c2"], "episodes": [case["episodes"] for case in case_dicts()]})
    assert answers(rulebook.assess_tables(nested, as_at=AS_AT, rules=RULE)) == expected
    numbers = pandas.DataFrame({"id": pandas.array([1, 2, None], dtype="Int64"), "child.disabled": pandas.array([True, None, False], dtype="boolean")})
    assert len(rulebook.assess_tables({"cases": numbers}, as_at=AS_AT).cases) >= 2


def test_numpy_columns(rulebook):
    numpy = pytest.importorskip("numpy")
    tables = related()
    tables["cases"]["id"] = numpy.array([1, 2, 3], dtype="uint16")
    tables["episodes"]["case_id"] = numpy.array([1.0, 2.0, 3.0])
    tables["episodes"]["referral.received_at"] = numpy.array(["2024-04-02", "NaT", "2024-04-04"], dtype="datetime64[h]")
    result = rulebook.assess_tables(tables, as_at=AS_AT)
    assert [row["case_id"] for row in result.where(rules=RULE).to_dicts()] == [1, 2, 3]


def test_pyarrow_in_and_out(rulebook, expected):
    pyarrow = pytest.importorskip("pyarrow")
    tables = {name: pyarrow.table(table) for name, table in related().items()}
    result = rulebook.assess_tables(tables, as_at=AS_AT, rules=RULE)
    assert answers(result) == expected
    table = pyarrow.table(result)
    assert table.equals(result.to_arrow()) and table.schema.equals(pyarrow.schema(result))
    assert table["due"].to_pylist() == [row[4] for row in expected] and pyarrow.types.is_dictionary(table["status"].type)
    reader = pyarrow.RecordBatchReader.from_batches(tables["episodes"].schema, (batch for batch in tables["episodes"].to_batches()))
    assert answers(rulebook.assess_tables({**tables, "episodes": reader}, as_at=AS_AT, rules=RULE)) == expected
    (batch,) = tables["cases"].to_batches()
    assert answers(rulebook.assess_tables({**tables, "cases": batch}, as_at=AS_AT, rules=RULE)) == expected
    assert pyarrow.table(result.data_errors).num_rows == len(result.data_errors)
    for batch in result.batches():
        assert pyarrow.record_batch(batch).equals(pyarrow.record_batch(batch))  # may be taken twice
    nested = pyarrow.Table.from_pylist([{**case} for case in case_dicts()])
    assert answers(rulebook.assess_tables(nested, as_at=AS_AT, rules=RULE)) == expected


def test_polars_in_and_out(rulebook, expected):
    polars = pytest.importorskip("polars")
    tables = {name: polars.DataFrame(table) for name, table in related().items()}
    result = rulebook.assess_tables(tables, as_at=AS_AT, rules=RULE)
    assert answers(result) == expected
    frame = result.to_polars()
    assert frame["due"].to_list() == [row[4] for row in expected] and frame["status"].cast(polars.String).to_list() == ["overdue"] * 3
    assert frame.equals(polars.DataFrame(result))


def test_duckdb_in_and_out(rulebook, expected):
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    frames = {}
    for name, table in related().items():
        rows = list(zip(*table.values()))
        kinds = ["date" if "_at" in column else "varchar" for column in table]
        connection.execute(f"create table {name} ({', '.join(f'{chr(34)}{c}{chr(34)} {k}' for c, k in zip(table, kinds))})")
        connection.executemany(f"insert into {name} values ({', '.join('?' * len(kinds))})", rows)
        frames[name] = connection.table(name)
    result = rulebook.assess_tables(frames, as_at=AS_AT, rules=RULE)
    assert answers(result) == expected
    found = result  # noqa: F841  DuckDB finds it by its name
    assert connection.sql("select count(*) from found where status = 'overdue'").fetchall() == [(3,)]


def test_a_stream_is_read_once(rulebook, expected):
    class Once:
        def __init__(self, table):
            self.table, self.asked = table, 0

        columns = ()

        def __arrow_c_stream__(self, requested_schema=None):
            self.asked += 1
            return self.table.__arrow_c_stream__()

    pyarrow = pytest.importorskip("pyarrow")
    tables = {name: Once(pyarrow.table(table)) for name, table in related().items()}
    result = rulebook.assess_tables(tables, as_at=AS_AT, rules=RULE)
    assert answers(result) == answers(result) == expected
    assert [table.asked for table in tables.values()] == [1, 1, 1]
    generated = rulebook.assess_tables((case for case in case_dicts()), as_at=AS_AT, rules=RULE)
    assert answers(generated) == answers(generated) == expected


def test_an_angry_stream_is_an_error(rulebook):
    class Angry:
        columns = ()

        def __arrow_c_stream__(self, requested_schema=None):
            raise RuntimeError("no connection")

    with pytest.raises(dutybound.TableError, match="table `cases`: RuntimeError: no connection"):
        rulebook.assess_tables({"cases": Angry()}, as_at=AS_AT)
    pyarrow = pytest.importorskip("pyarrow")

    def batches():
        yield pyarrow.record_batch({"id": ["a"]})
        raise RuntimeError("connection lost")

    reader = pyarrow.RecordBatchReader.from_batches(pyarrow.schema({"id": pyarrow.string()}), batches())
    with pytest.raises(dutybound.TableError, match="connection lost"):
        rulebook.assess_tables({"cases": reader}, as_at=AS_AT)


def test_without_the_libraries_it_says_what_to_install(rulebook, monkeypatch):
    result = rulebook.assess_tables(related(), as_at=AS_AT, rules=RULE)
    for library, method in (("pandas", "to_pandas"), ("polars", "to_polars"), ("pyarrow", "to_arrow")):
        monkeypatch.setitem(sys.modules, library, None)
        with pytest.raises(dutybound.OptionError, match=f"pip install {library}"):
            getattr(result, method)()


def no_tables():
    """What people give in the place of a table, and what the error says of it."""
    yield None, "None is no table; leave the name out"
    yield "section47.csv", "the name of a file is no table; read it first"
    yield pathlib.Path("section47.csv"), "the name of a file is no table; read it first"
    yield 5, "a int is no table"
    for name, make, words in (
        ("polars", lambda module: module.DataFrame({"id": ["s1"]}).lazy(), r"a LazyFrame has not been computed; give its collect\(\)"),
        ("polars", lambda module: module.Series("id", ["s1"]), "a Series is a column and no table"),
        ("pandas", lambda module: module.Series(["s1"]), "a Series is a column and no table"),
        ("pyarrow", lambda module: module.array(["s1"]), "a StringArray is a column and no table"),
    ):
        try:
            yield make(__import__(name)), words
        except ImportError:
            pass


def test_what_is_no_table_is_named_as_what_it_is_and_by_the_name_that_it_was_given(rulebook):
    for given, words in no_tables():
        with pytest.raises(dutybound.TableError, match=f"^table `section_47_enquiries`: {words}"):
            rulebook.assess_tables({"cases": {"id": ["c1"]}, "section_47_enquiries": given}, as_at=AS_AT)
    with pytest.raises(dutybound.TableError, match="^table `section_47_enquiries`: None is no table"):
        rulebook.assess_tables({"cases": [], "section_47_enquiries": None}, as_at=AS_AT)


def test_columns_alone_are_one_table_of_cases(rulebook):
    assert len(rulebook.assess_tables({"id": ["c1", "c2"]}, as_at=AS_AT).cases) == 2
    assert len(rulebook.assess_tables({"id": []}, as_at=AS_AT).cases) == 0


def test_a_column_of_values_that_are_no_facts_is_refused_by_name_where_a_fact_is_to_come_from_it(rulebook):
    class Period:
        pass

    episodes = {"id": ["e1"], "case_id": ["c1"], "closed_at": [Period()]}
    with pytest.raises(dutybound.TableError, match="column `closed_at` of table `episodes` is of type"):
        rulebook.assess_tables({"cases": {"id": ["c1"]}, "episodes": episodes}, as_at=AS_AT)
    episodes = {"id": ["e1"], "case_id": ["c1"], "colour": [Period()]}
    assert rulebook.assess_tables({"cases": {"id": ["c1"]}, "episodes": episodes}, as_at=AS_AT).manifest["cases"] == 1


def test_a_result_that_is_sent_to_another_process_is_refused_with_what_to_send(rulebook):
    result = rulebook.assess_tables(case_dicts(1), as_at=AS_AT, rules=RULE)
    for each in (result, result.data_errors):
        with pytest.raises(TypeError, match=r"cannot be pickled .*to_arrow\(\), to_pandas\(\).*assess there"):
            pickle.dumps(each)
    assert list(copy.copy(result).to_dicts()) == list(result.to_dicts())


def test_no_cell_of_a_csv_file_runs_as_a_formula(tmp_path):
    evil = '=HYPERLINK("http://x","y")'
    result = dutybound.load(["working-together-2023"]).assess_tables(
        {"cases": {"id": [evil]}, "episodes": {"id": ["+1+1"], "case_id": [evil]}, "referrals": {"id": ["r"], "episode_id": ["+1+1"], "received_at": ["2024-03-01"], "decided_at": ["2024-03-01"]}},
        as_at="2024-03-01",
    )
    result.to_csv(tmp_path / "a.csv")
    with open(tmp_path / "a.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["case_id"] for row in rows} == {"'" + evil}
    assert "'+1+1" in {row["record_id"] for row in rows}
    assert any(row["days"].startswith("-") for row in rows)
