"""Tables as they should not be: each gives a clear error, or a data error on its row; no row is lost, nothing crashes or hangs.

Every test runs in a process of its own, so that a crash or a hang is a failure with a name.
"""

import ctypes
import datetime
import decimal
import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest

TIMEOUT = 120
TESTS = []


def hostile(body):
    """Makes a test of a body that runs in a process of its own."""
    TESTS.append(body)

    def test():
        command = [sys.executable, "-X", "faulthandler", __file__, body.__name__]
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, encoding="utf-8", errors="replace")
        if done.returncode == 77:
            pytest.skip(done.stdout.strip())
        assert done.returncode == 0, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"

    test.__name__ = test.__qualname__ = body.__name__
    test.__doc__ = body.__doc__
    return test


def needs(module):
    """A third party's module, or the end of this test."""
    try:
        return __import__(module)
    except ImportError:
        print(f"needs {module}")
        sys.exit(77)


AS_AT = "2024-07-15"
CASES, CONCERNS, HELP, SIGNS = "cases", "concerns", "early_help_episodes", "early_help_signs"


def rulebook():
    import dutybound

    return dutybound.load()


def run(tables, **options):
    """(findings, data errors, manifest) of one run."""
    options.setdefault("as_at", AS_AT)
    result = rulebook().assess_tables(tables, progress=False, **options)
    findings = list(result.to_dicts())
    errors = list(result.data_errors.to_dicts())
    manifest = result.manifest
    assert manifest["findings"] == sum(manifest["by_status"].values()) == len(findings), manifest
    return findings, errors, manifest


def refused(kind, tables, *words, **options):
    """The tables are refused with an error of that kind that says these words."""
    import dutybound

    options.setdefault("as_at", AS_AT)
    try:
        list(rulebook().assess_tables(tables, progress=False, **options).to_dicts())
    except getattr(dutybound, kind) as error:
        text = str(error)
        for word in words:
            assert word in text, f"no '{word}' in: {text}"
        return error
    raise AssertionError(f"no {kind}")


def concerns(raised, **columns):
    """Cases with one concern each, raised on these days."""
    count = len(raised)
    ids = [f"c{n}" for n in range(count)]
    return {CASES: {"id": ids}, CONCERNS: {"id": [f"k{n}" for n in range(count)], "case_id": ids, "raised_at": raised, **columns}}


def has(errors, code=None, **cell):
    """The errors with that code and place."""
    return [e for e in errors if (code is None or e["code"] == code) and all(e[k] == v for k, v in cell.items())]


def of_case(findings, case_id):
    return [f for f in findings if f["case_id"] == case_id]


def check_rows(manifest, table, rows, orphans=0):
    """The manifest says of every row of the table what became of it."""
    counted = next(count for count in manifest["tables"] if count["table"] == table)
    assert counted["rows"] == rows, counted
    assert counted["orphans"] == orphans, counted
    assert counted["used"] + counted["orphans"] + counted.get("skipped", 0) == rows, counted


# --- values that are none --------------------------------------------------------------------------------------------------


@hostile
def test_numbers_where_dates_are_wanted():
    findings, errors, manifest = run(concerns([20240701, 3, 45000]))
    assert len(has(errors, table=CONCERNS, column="raised_at")) == 3, errors
    assert [e["row"] for e in has(errors, column="raised_at")] == [0, 1, 2]
    check_rows(manifest, CONCERNS, 3)


@hostile
def test_booleans_where_dates_are_wanted():
    _, errors, _ = run(concerns([True, False]))
    assert {e["row"] for e in has(errors, column="raised_at")} == {0, 1}, errors


@hostile
def test_texts_where_booleans_are_wanted():
    _, errors, _ = run(concerns(["2024-07-01"] * 2, danger_now=["perhaps", "ja"]))
    assert [e["value"] for e in has(errors, column="danger_now")] == ["perhaps", "ja"], errors


@hostile
def test_lists_where_dates_are_wanted():
    pa = needs("pyarrow")
    days = pa.array([[datetime.date(2024, 7, 1)], [], None], pa.list_(pa.date32()))
    tables = concerns([None] * 3)
    tables[CONCERNS] = pa.table({"id": ["a", "b", "c"], "case_id": tables[CASES]["id"], "raised_at": days})
    _judged_or_refused(tables, CONCERNS, "raised_at")


@hostile
def test_binary_columns():
    pa = needs("pyarrow")
    tables = concerns(["x"] * 2)
    tables[CONCERNS] = pa.table({"id": ["a", "b"], "case_id": ["c0", "c1"], "raised_at": pa.array([b"2024-07-01", b"\xff\xfe"], pa.binary())})
    _judged_or_refused(tables, CONCERNS, "raised_at")


@hostile
def test_durations_intervals_and_unions():
    pa = needs("pyarrow")
    union = pa.UnionArray.from_sparse(pa.array([0, 0], pa.int8()), [pa.array(["2024-07-01", "x"])])
    for column in (pa.array([1, 2], pa.duration("s")), pa.array([(1, 2, 3), None], pa.month_day_nano_interval()), union):
        tables = concerns(["x"] * 2)
        tables[CONCERNS] = pa.table({"id": ["a", "b"], "case_id": ["c0", "c1"], "raised_at": column})
        _judged_or_refused(tables, CONCERNS, "raised_at")


def _judged_or_refused(tables, table, column):
    """Either the column is refused by name, or each value that is there is a data error of its row."""
    import dutybound

    try:
        _, errors, _ = run(tables)
    except dutybound.TableError as error:
        assert table in str(error) and column in str(error), error
        return
    assert has(errors, table=table, column=column), errors


@hostile
def test_dictionary_encoded_dates():
    pa = needs("pyarrow")
    days = pa.array([datetime.date(2024, 7, 1), None, datetime.date(2024, 7, 1)], pa.date32()).dictionary_encode()
    texts = pa.array(["2024-07-01", None, "2024-07-01"]).dictionary_encode()
    plain = run(concerns(["2024-07-01", None, "2024-07-01"]))
    for column in (days, texts):
        tables = concerns([None] * 3)
        ids = tables[CONCERNS]["id"]
        tables[CONCERNS] = pa.table({"id": ids, "case_id": tables[CASES]["id"], "raised_at": column})
        assert run(tables)[:2] == plain[:2]


@hostile
def test_mixed_time_zones():
    moments = ["2024-07-01T23:30:00Z", "2024-07-01T23:30:00-05:00", "2024-07-01T23:30:00", "2024-07-01T23:30:00+99:00"]
    findings, errors, _ = run(concerns(moments, police_told_at=["2024-07-03"] * 4))
    assert [e["row"] for e in has(errors, column="raised_at")] == [3], errors
    paris = datetime.timezone(datetime.timedelta(hours=2))
    mixed = [datetime.datetime(2024, 7, 1, 23, 30, tzinfo=zone) for zone in (datetime.timezone.utc, paris, None)]
    findings, errors, _ = run(concerns(mixed))
    assert not has(errors, column="raised_at") or {e["row"] for e in has(errors)} <= {0, 1, 2}


@hostile
def test_nan_and_infinities():
    nan, inf = float("nan"), float("inf")
    tables = {CASES: {"id": ["a", "b", "c", "d"]}, HELP: {"id": ["1", "2", "3", "4"], "case_id": ["a", "b", "c", "d"], "agencies_count": [nan, inf, -inf, 2.0]}}
    _, errors, manifest = run(tables)
    assert [e["row"] for e in has(errors, column="agencies_count")] == [1, 2], errors
    check_rows(manifest, HELP, 4)
    _, errors, _ = run(concerns([nan, inf, -inf]))
    assert [e["row"] for e in has(errors, column="raised_at")] == [1, 2], errors


@hostile
def test_huge_integers_and_decimals():
    huge = [10**18, 10**40, -(10**100), decimal.Decimal("1e999"), decimal.Decimal("2.5"), 3]
    tables = {CASES: {"id": list("abcdef")}, HELP: {"id": list("123456"), "case_id": list("abcdef"), "agencies_count": huge}}
    _, errors, manifest = run(tables)
    assert errors == [], "numbers have as many digits as they are given"
    check_rows(manifest, HELP, 6)


@hostile
def test_decimal_columns_of_arrow():
    pa = needs("pyarrow")
    for kind in (pa.decimal128(38, 10), pa.decimal256(60, 2)):
        counts = pa.array([decimal.Decimal("3"), decimal.Decimal("2.5"), None], kind)
        tables = {CASES: {"id": list("abc")}, HELP: pa.table({"id": list("123"), "case_id": list("abc"), "agencies_count": counts})}
        _judged_or_clean(tables)


def _judged_or_clean(tables):
    import dutybound

    try:
        run(tables)
    except dutybound.TableError as error:
        assert HELP in str(error) and "agencies_count" in str(error), error


@hostile
def test_impossible_years():
    days = ["0000-01-01", "0001-01-01", "9999-12-31", "1900-01-01", "2024-02-30", "-0001-01-01", "10000-01-01"]
    findings, errors, manifest = run(concerns(days))
    assert [e["row"] for e in has(errors, column="raised_at")] == [0, 1, 2, 3, 4, 5, 6], errors
    assert of_status(findings, "c3", "data_error"), "what libraries write for a blank day is no day of a table without a mapping"
    check_rows(manifest, CONCERNS, 7)


def of_status(findings, case_id, status):
    return [f for f in findings if f["case_id"] == case_id and f["status"] == status]


@hostile
def test_impossible_years_of_arrow():
    pa = needs("pyarrow")
    days = pa.array([-719529, -719162, 2932896, -25567, 2147483647, -2147483648, 19905], pa.int32()).cast(pa.date32())
    tables = concerns([None] * 7)
    tables[CONCERNS] = pa.table({"id": tables[CONCERNS]["id"], "case_id": tables[CASES]["id"], "raised_at": days})
    _, errors, _ = run(tables)
    assert [e["row"] for e in has(errors, column="raised_at")] == [0, 1, 2, 3, 4, 5], errors
    moments = pa.array([2**63 - 1, -(2**63) + 1, 0], pa.int64())
    for unit in ("s", "ms", "us", "ns"):
        for zone in (None, "Europe/London", "UTC", "Nowhere/Land", "+99:99"):
            tables = concerns([None] * 3)
            column = moments.cast(pa.timestamp(unit, zone))
            tables[CONCERNS] = pa.table({"id": ["a", "b", "c"], "case_id": tables[CASES]["id"], "raised_at": column})
            _judged_or_refused(tables, CONCERNS, "raised_at") if unit in ("s", "ms") else _either(tables)


def _either(tables):
    import dutybound

    try:
        run(tables)
    except dutybound.TableError:
        pass


@hostile
def test_ambiguous_and_undeclared_dates():
    days = ["03/04/2024", "13/04/2024", "2024/04/03", "3 April 2024", "45000", "April", "24-04-03"]
    _, errors, _ = run(concerns(days))
    assert [e["row"] for e in has(errors, column="raised_at")] == [0, 4, 5, 6], errors  # there is no 13th month
    _, errors, _ = run(concerns(days), dates=["dd/mm/yyyy"])
    assert [e["row"] for e in has(errors, column="raised_at")] == [4, 5, 6], errors
    refused("TableError", concerns(days), "dd/mm/yyyy", dates=["mm/dd/yyyy"])


@hostile
def test_excel_serials_undeclared():
    _, errors, _ = run(concerns([45474.0, 45475.5]))
    assert [e["row"] for e in has(errors, column="raised_at")] == [0, 1], errors
    _, errors, _ = run(concerns([45474.0, 45475.0, 60.0, -1.0, 1e300]), dates=["excel"])
    assert {e["row"] for e in has(errors, column="raised_at")} == {2, 3, 4}, errors


@hostile
def test_texts_of_ten_megabytes():
    long = "x" * 10_000_000
    tables = concerns([long, "2024-07-01"])
    tables[SIGNS] = {"id": ["s"], "case_id": ["c0"], "noticed_by_agency": [long], "kind": [long]}
    _, errors, _ = run(tables)
    assert len(has(errors, column="raised_at", row=0)) == 1 and len(has(errors, column="kind")) == 1, len(errors)
    assert all(len(str(e["value"])) < 1000 and len(e["reason"]) < 1000 for e in errors)
    ids = {CASES: {"id": [long, "b"]}, CONCERNS: {"id": ["1", "2"], "case_id": [long, "b"], "raised_at": ["2024-07-01"] * 2}}
    assert counts(ids)["cases"] == 2


def counts(tables):
    """The manifest alone, for rows that are too large to print."""
    result = rulebook().assess_tables(tables, as_at=AS_AT, progress=False, statuses=["breached"])
    for _ in result.batches():
        pass
    return result.manifest


@hostile
def test_lone_surrogates():
    import dutybound

    tables = concerns(["2024-07-01", "\udc80", "2024-07-01"])
    tables[CASES]["id"][2] = tables[CONCERNS]["case_id"][2] = "\ud800"
    try:
        _, errors, manifest = run(tables)
        assert has(errors, column="raised_at", row=1), errors
        assert manifest["cases"] == 3
    except dutybound.TableError as error:
        assert "UTF-8" in str(error) or "text" in str(error), error
    try:
        rulebook().assess('{"id": "\ud800"}', as_at=AS_AT)
    except dutybound.Error as error:
        assert "surrogate" in str(error), error


@hostile
def test_bytes_that_are_no_utf8():
    pa = needs("pyarrow")
    broken = pa.Array.from_buffers(pa.string(), 2, [None, pa.py_buffer(bytes([0, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0])), pa.py_buffer(b"\xff\xfe\xc3\x28")])
    tables = concerns(["2024-07-01"] * 2)
    tables[SIGNS] = pa.table({"id": ["1", "2"], "case_id": broken, "noticed_by_agency": broken})
    _, errors, manifest = run(tables)
    check_rows(manifest, SIGNS, 2, orphans=2)
    assert {e["row"] for e in has(errors, table=SIGNS)} == {0, 1}, errors


@hostile
def test_nul_characters():
    tables = concerns(["2024-07-01\0", "2024-07-01"])
    tables[CASES]["id"][1] = tables[CONCERNS]["case_id"][1] = "a\0b"
    findings, errors, _ = run(tables)
    assert has(errors, column="raised_at", row=0), errors
    assert {f["case_id"] for f in findings} == {"c0", "a\0b"}


@hostile
def test_a_thousand_words_that_no_list_has():
    words = [f"word {n}" for n in range(1000)]
    ids = [f"c{n}" for n in range(1000)]
    _, errors, _ = run({CASES: {"id": ids}, SIGNS: {"id": ids, "case_id": ids, "kind": words}}, rules=["wt23-referral-immediate"])
    assert [e["value"] for e in has(errors, column="kind", code="unknown_value")] == words


# --- rows that do not fit together -------------------------------------------------------------------------------------------


@hostile
def test_duplicate_case_ids():
    tables = concerns(["2024-07-01"] * 3)
    tables[CASES]["id"] = ["c0", "c0", "c1"]
    findings, errors, manifest = run(tables)
    assert has(errors, table=CASES, row=1), errors
    check_rows(manifest, CASES, 3, orphans=manifest_orphans(manifest, CASES))
    assert {f["case_id"] for f in findings} >= {"c0", "c1"}


def manifest_orphans(manifest, table):
    return next(count["orphans"] for count in manifest["tables"] if count["table"] == table)


@hostile
def test_duplicate_record_ids():
    tables = concerns(["2024-07-01"] * 3)
    tables[CONCERNS]["id"] = ["k", "k", "k"]
    tables[CONCERNS]["case_id"] = ["c0", "c0", "c1"]
    _, errors, manifest = run(tables)
    assert {e["row"] for e in has(errors, "duplicate_id", table=CONCERNS)} >= {1}, errors
    check_rows(manifest, CONCERNS, 3, orphans=manifest_orphans(manifest, CONCERNS))


@hostile
def test_null_ids():
    tables = concerns(["2024-07-01"] * 3)
    tables[CASES]["id"] = [None, "c1", ""]
    tables[CONCERNS]["id"] = [None, None, ""]
    tables[CONCERNS]["case_id"] = [None, "c1", ""]
    findings, errors, manifest = run(tables)
    assert has(errors, table=CASES, row=0) and has(errors, table=CASES, row=2), errors
    assert has(errors, table=CONCERNS, row=0) and has(errors, table=CONCERNS, row=2), errors
    assert "c1" in {f["case_id"] for f in findings}


@hostile
def test_orphan_rows():
    tables = concerns(["2024-07-01"] * 3)
    tables[CONCERNS]["case_id"] = ["c0", "nobody", None]
    findings, errors, manifest = run(tables)
    assert [e["row"] for e in has(errors, "orphan_row", table=CONCERNS)] == [1, 2] or {e["row"] for e in has(errors, table=CONCERNS)} == {1, 2}, errors
    check_rows(manifest, CONCERNS, 3, orphans=2)
    assert manifest["cases"] == 3


@hostile
def test_every_row_an_orphan():
    tables = concerns(["2024-07-01"] * 50)
    tables[CASES]["id"] = [f"other{n}" for n in range(50)]
    _, errors, manifest = run(tables)
    assert len({e["row"] for e in has(errors, table=CONCERNS)}) == 50
    check_rows(manifest, CONCERNS, 50, orphans=50)


@hostile
def test_cyclic_links():
    """Episodes that name themselves as the case, and cases that are nobody's: no walk goes round for ever."""
    tables = {CASES: {"id": ["a"]}, "episodes": {"id": ["e1", "e2"], "case_id": ["e2", "e1"]}}
    _, errors, manifest = run(tables)
    assert {e["row"] for e in has(errors, table="episodes")} == {0, 1}, errors
    loop = {"id": "x"}
    loop["child"] = loop
    import dutybound

    for given in (loop, {"id": "x", "concerns": [loop]}):
        try:
            rulebook().assess(given, as_at=AS_AT)
            raise AssertionError("a case that contains itself")
        except dutybound.CaseError:
            pass
    knot = []
    knot.append(knot)
    try:
        list(rulebook().assess_tables({CASES: {"id": [knot]}}, as_at=AS_AT, progress=False).to_dicts())
    except (dutybound.TableError, dutybound.CaseError):
        pass


@hostile
def test_empty_tables():
    import dutybound

    findings, errors, manifest = run({CASES: {"id": []}, CONCERNS: {"id": [], "case_id": [], "raised_at": []}})
    assert (findings, errors, manifest["cases"]) == ([], [], 0)
    findings, errors, manifest = run({CASES: {"id": ["a"]}, CONCERNS: {"id": [], "case_id": [], "raised_at": []}})
    assert findings and manifest["cases"] == 1
    for nothing in ([], iter(()), {CASES: []}):
        findings, errors, manifest = run(nothing)
        assert (findings, errors, manifest["cases"], manifest["unread"]) == ([], [], 0, 0)
    with pytest.raises(dutybound.TableError, match="no table"):
        run({})


@hostile
def test_tables_without_columns():
    import dutybound

    for tables in ({CASES: {}}, {CASES: {"id": ["a"]}, CONCERNS: {}}):
        try:
            run(tables)
        except dutybound.TableError as error:
            assert (CASES if CONCERNS not in tables else CONCERNS) in str(error), error
    pa = needs("pyarrow")
    bare = pa.table({"id": ["a", "b"]}).select([])
    try:
        run({CASES: bare})
    except dutybound.TableError as error:
        assert CASES in str(error)


@hostile
def test_columns_of_unequal_length():
    tables = concerns(["2024-07-01"] * 3)
    tables[CONCERNS]["raised_at"] = ["2024-07-01"]
    refused("TableError", tables, CONCERNS, "raised_at")


@hostile
def test_duplicate_column_names():
    pa = needs("pyarrow")
    tables = concerns([None] * 2)
    twice = pa.Table.from_arrays([pa.array(["a", "b"]), pa.array(["c0", "c1"]), pa.array(["2024-07-01"] * 2), pa.array([None, "2024-07-02"])], names=["id", "case_id", "raised_at", "raised_at"])
    tables[CONCERNS] = twice
    refused("TableError", tables, CONCERNS, "raised_at")


@hostile
def test_two_tables_of_one_name():
    """Names that differ in case, or that mean the same records, do not silently stand for one another."""
    import dutybound

    tables = concerns(["2024-07-01"] * 2)
    tables[CONCERNS.upper()] = tables[CONCERNS]
    try:
        _, errors, manifest = run(tables)
        assert {count["table"] for count in manifest["tables"]} >= {CONCERNS}
        assert not any(count["table"] == CONCERNS.upper() for count in manifest["tables"]) or errors
    except dutybound.TableError as error:
        assert CONCERNS.upper() in str(error), error
    tables = concerns(["2024-07-01"] * 2)
    tables["concern"] = tables[CONCERNS]
    try:
        _, errors, _ = run(tables)
        assert errors
    except dutybound.TableError as error:
        assert "concern" in str(error), error


# --- names that are wrong ------------------------------------------------------------------------------------------------------


@hostile
def test_misspelt_tables_and_columns():
    tables = concerns(["2024-07-01"])
    tables["concrens"] = tables.pop(CONCERNS)
    refused("TableError", tables, "concrens", CONCERNS)
    tables = concerns(["2024-07-01"])
    tables[CONCERNS]["raised_on"] = tables[CONCERNS].pop("raised_at")
    import dutybound

    try:
        _, _, manifest = run(tables)
        counted = next(count for count in manifest["tables"] if count["table"] == CONCERNS)
        assert list(counted["unused_columns"]) == ["raised_on"], counted
    except dutybound.TableError as error:
        assert "raised_on" in str(error), error


@hostile
def test_tables_of_every_entity_with_every_choice_of_key_columns():
    """A table below another needs the column that leads to it; whatever the columns are, no row is lost and nothing crashes."""
    import itertools
    import re
    import warnings

    import dutybound

    warnings.simplefilter("ignore")
    rules = rulebook()  # loaded once for some five hundred runs
    facts = rules.facts()
    entities = sorted({fact.entity for fact in facts})
    parents = {}
    for fact in facts:
        for entity in entities:
            if re.fullmatch(rf"(list of )?{entity}s?", fact.type):
                parents[entity] = fact.entity
    refused_tables = 0
    for entity in entities:
        if entity == "case":
            continue
        above = {"case_id", f"{parents[entity]}_id"} if entity in parents else {"case_id", "episode_id"}
        for keys in itertools.chain.from_iterable(itertools.combinations(sorted(above | {"id"}), size) for size in range(4)):
            rows = {key: ["k1", "k2", None, "k1"] for key in keys} or {"nothing": ["x"]}
            tables = {CASES: {"id": ["k1", "k2"]}, entity: rows}
            try:
                manifest = rules.assess_tables(tables, as_at=AS_AT, progress=False, rules=["wt23-icpc-15wd"]).manifest
            except dutybound.TableError as error:
                assert entity in str(error), error
                refused_tables += 1
                continue
            assert f"{parents.get(entity, 'case')}_id" in keys or entity not in parents, (entity, keys)
            counted = next(count for count in manifest["tables"] if count["table"] == entity)
            assert counted["used"] + counted["orphans"] + counted.get("skipped", 0) == len(next(iter(rows.values()))), (entity, keys, counted)
    assert refused_tables > len(entities)


@hostile
def test_ids_of_every_type_and_no_type():
    """Keys that are null, empty, twice there, of other types than each other, or that lead back to where they came from."""
    pa = needs("pyarrow")
    import itertools
    import warnings

    warnings.simplefilter("ignore")
    rules = rulebook()
    columns = {
        "int8": pa.array([1, 2, None, 1], pa.int8()),
        "uint64": pa.array([1, 2, None, 1], pa.uint64()),
        "float": pa.array([1.0, 2.0, None, float("nan")]),
        "decimal": pa.array([decimal.Decimal("1.00"), decimal.Decimal("2.00"), None, decimal.Decimal("1.00")], pa.decimal128(9, 2)),
        "text": pa.array(["1", "2", None, ""]),
        "large_text": pa.array(["1.0", "\u00a02", None, "1"], pa.large_utf8()),
        "dictionary": pa.array(["1", "2", None, "1"]).dictionary_encode(),
        "null": pa.nulls(4),
        "empty": pa.array([], pa.int64()),
        "boolean": pa.array([True, False, None, True]),
        "date": pa.array([datetime.date(2024, 1, 1)] * 4),
        "list": pa.array([["1"], ["2"], None, []]),
    }
    if hasattr(pa, "string_view"):
        columns["text_view"] = pa.array(["1", "2", None, "1"], pa.string_view())
    for (_, own), (_, link) in itertools.product(columns.items(), repeat=2):
        count = len(link)
        tables = {
            CASES: pa.table({"id": own}),
            "episodes": pa.table({"id": link, "case_id": link}),
            "assessments": pa.table({"id": link, "episode_id": link, "case_id": link}),
            "cp_plans": pa.table({"id": link, "episode_id": pa.nulls(count), "case_id": link}),
            "cp_reviews": pa.table({"id": link, "cp_plan_id": link, "case_id": link}),
        }
        result = rules.assess_tables(tables, as_at=AS_AT, progress=False, rules=["wt23-rcpc-first-3m"])
        manifest = result.manifest
        assert manifest["data_errors"] == len(result.data_errors)
        for counted in manifest["tables"]:
            assert counted["rows"] == counted["used"] + counted["orphans"] + counted.get("skipped", 0), counted
    whole = [name for name in columns if name in ("int8", "uint64", "decimal", "dictionary", "text_view")]
    for own, link in itertools.product(whole, repeat=2):
        tables = {CASES: pa.table({"id": columns[own].slice(0, 2)}), CONCERNS: pa.table({"case_id": columns[link].slice(0, 2)})}
        check_rows(rules.assess_tables(tables, as_at=AS_AT, progress=False, rules=["wt23-icpc-15wd"]).manifest, CONCERNS, 2)


@hostile
def test_extension_types_are_refused_by_name():
    """The storage of a period is a number that only pandas knows the meaning of."""
    pd, pa = needs("pandas"), needs("pyarrow")
    count = 2
    tables = concerns(["2024-07-01"] * count)
    periods = pd.DataFrame({**tables[CONCERNS], "raised_at": pd.period_range("2024-07-01", periods=count, freq="D")})
    refused("TableError", {**tables, CONCERNS: periods}, "raised_at", "pandas.period")
    intervals = pd.DataFrame({**tables[CONCERNS], "raised_at": pd.interval_range(0, count)})
    refused("TableError", {**tables, CONCERNS: intervals}, "raised_at", "pandas.interval")
    for name, storage, value in (("acme.day", pa.int32(), 19000), ("acme.day", pa.date32(), 19000), ("acme.text", pa.string(), "2024-07-01")):
        kind = type("Kind", (pa.ExtensionType,), {"__arrow_ext_serialize__": lambda self: b"", "__arrow_ext_deserialize__": classmethod(lambda cls, s, m: cls(s, name))})
        column = pa.ExtensionArray.from_storage(kind(storage, name), pa.array([value] * count, storage))
        refused("TableError", {**tables, CONCERNS: pa.table({**tables[CONCERNS], "raised_at": column})}, "raised_at", name)
        unused = pa.table({**tables[CONCERNS], "colour": column})
        check_rows(run({**tables, CONCERNS: unused})[2], CONCERNS, count)


@hostile
def test_misspelt_options():
    refused("TableError", concerns(["2024-07-01"]), "sdd", "ssd", mapping="sdd")
    refused("OptionError", concerns(["2024-07-01"]), "wt23-icpc-15wdd", "wt23-icpc-15wd", rules=["wt23-icpc-15wdd"])
    refused("OptionError", concerns(["2024-07-01"]), "overdeu", "overdue", statuses=["overdeu"])
    refused("OptionError", concerns(["2024-07-01"]), "2024-13-01", as_at="2024-13-01")
    refused("OptionError", concerns(["2024-07-01"]), "working-together-2032", edition="working-together-2032")


@hostile
def test_threads_that_cannot_be():
    for threads in (-1, 10**9, -(10**30)):
        refused("OptionError", concerns(["2024-07-01"]), "threads", threads=threads)
    plain = run(concerns(["2024-07-01"] * 5), threads=1)
    for threads in (0, 2, 64):
        try:
            assert run(concerns(["2024-07-01"] * 5), threads=threads)[:2] == plain[:2]
        except Exception as error:
            assert "threads" in str(error), error


def _mapping_file(text):
    import tempfile

    with tempfile.NamedTemporaryFile("w", suffix=".yaml", delete=False, encoding="utf-8") as file:
        file.write(textwrap.dedent(text))
    return file.name


@hostile
def test_mapping_files_that_are_none():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12)
    )
    texts = {
        "tabs": "mapping: own\n\ttitle: Own\n",
        "a cycle": "mapping: &m\n  title: *m\n",
        "an alias bomb": bomb,
        "no mapping": "- 1\n- 2\n",
        "empty": "",
        "binary": "\0\1\2",
        "deep": "[" * 5000,
        "a misspelt key": "mapping: own\ntitle: Own\nformat: tables\ntabels: {}\n",
        "a misspelt attribute": "mapping: own\ntitle: Own\nformat: tables\ntables:\n  cases: {records: case, id: id, attributes: {chidl: x}}\n",
    }
    for name, text in texts.items():
        started = time.monotonic()
        path = _mapping_file(text)
        error = refused("TableError", concerns(["2024-07-01"]), mapping=path)
        assert time.monotonic() - started < 20, name
        assert len(str(error)) < 100_000, name
        os.unlink(path)
    refused("TableError", concerns(["2024-07-01"]), mapping="/no/such/mapping.yaml")


@hostile
def test_five_thousand_columns():
    tables = concerns(["2024-07-01"] * 3)
    for n in range(5000):
        tables[CONCERNS][f"extra_{n}"] = [n] * 3
    import dutybound

    try:
        _, errors, manifest = run(tables)
        counted = next(count for count in manifest["tables"] if count["table"] == CONCERNS)
        assert len(counted["unused_columns"]) == 5000
    except dutybound.TableError as error:
        assert "extra_" in str(error) and len(str(error)) < 2_000_000


# --- sources that break or lie ----------------------------------------------------------------------------------------------------


@hostile
def test_an_arrow_stream_that_fails_half_way():
    pa = needs("pyarrow")
    schema = pa.schema([("id", pa.string())])

    def batches():
        yield pa.record_batch([pa.array(["a", "b"])], schema=schema)
        raise OSError("the network went away")

    refused("TableError", {CASES: pa.RecordBatchReader.from_batches(schema, batches())}, CASES, "the network went away")


@hostile
def test_generators_that_raise():
    def documents():
        yield {"id": "a"}
        raise RuntimeError("no more of this")

    try:
        list(rulebook().assess_tables(documents(), as_at=AS_AT, progress=False).to_dicts())
        raise AssertionError("the generator's error is lost")
    except RuntimeError as error:
        assert "no more of this" in str(error)


@hostile
def test_objects_whose_arrow_methods_lie():
    import dutybound

    class Wrong:
        def __arrow_c_stream__(self, requested_schema=None):
            return "no capsule"

    class Raises:
        def __arrow_c_stream__(self, requested_schema=None):
            raise KeyError("inside")

    class Unnamed:
        def __arrow_c_stream__(self, requested_schema=None):
            new = ctypes.pythonapi.PyCapsule_New
            new.restype, new.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
            return new(ctypes.addressof(KEPT), b"something_else", None)

    for kind in (Wrong, Raises, Unnamed):
        try:
            run({CASES: kind()})
            raise AssertionError(kind)
        except (dutybound.TableError, TypeError, ValueError, KeyError):
            pass


KEPT = ctypes.create_string_buffer(256)


@hostile
def test_arrays_that_lie_about_their_lengths():
    """Offsets that run backwards or beyond the end, keys of no word. (How long a buffer is, Arrow tells nobody: the last offset has to be believed.)"""
    pa = needs("pyarrow")

    def whole(numbers):
        return b"".join(number.to_bytes(4, "little", signed=True) for number in numbers)

    def text(offsets):
        return pa.Array.from_buffers(pa.string(), 2, [None, offsets, pa.py_buffer(b"abcd")])

    def words(keys):
        return pa.DictionaryArray.from_buffers(pa.dictionary(pa.int32(), pa.string()), 2, [None, keys], pa.array(["a", "b"]))

    def lists(offsets):
        return pa.Array.from_buffers(pa.list_(pa.string()), 2, [None, offsets], children=[pa.array(["a", "b", "c", "d"])])

    right = (0, 2, 4)
    lies = [(text, right, offsets) for offsets in ((0, 1_000_000, 4), (0, -5, 4), (4, 2, 0), (-1, 0, 4))]
    lies += [(words, (0, 1), keys) for keys in ((99, 0), (0, -7))]
    lies += [(lists, right, offsets) for offsets in ((0, 1_000_000, 4), (0, -5, 4), (4, 2, 0))]
    for make, true, false in lies:
        raw = bytearray(whole(true))
        column = make(pa.py_buffer(raw))
        tables = concerns(["2024-07-01"] * 2)
        tables[SIGNS] = pa.table({"id": ["1", "2"], "case_id": ["c0", "c1"], "noticed_by_agency": column, "kind": column})
        raw[:] = whole(false)  # right when pyarrow looked at it, and wrong when it is read
        try:
            refused("TableError", tables, SIGNS)
        except AssertionError as error:
            raise AssertionError(f"{make.__name__} with {false}: {error}") from error


@hostile
def test_nested_tables_of_a_wrong_shape():
    import dutybound

    shapes = (
        [{"id": "a", "concerns": "none"}],
        [{"id": "a", "concerns": [1, 2]}],
        [{"id": "a", "child": [{"date_of_birth": "2010-01-01"}]}],
        [{"id": ["a"]}],
        [{"id": {"a": 1}}],
        [{1: 2}],
        [{"id": "a", "no_such_thing": {"deep": [{"er": None}]}}],
        ["text", 3, None],
        "just text",
        42,
        None,
        object(),
    )
    for shape in shapes:
        try:
            _, errors, manifest = run(shape)
            assert errors, shape
        except (dutybound.Error, TypeError) as error:
            assert str(error), shape


@hostile
def test_deeply_nested_cases():
    import dutybound

    deep = {"id": "a"}
    inner = deep
    for _ in range(5000):
        inner["child"] = {}
        inner = inner["child"]
    for given in (deep, [deep]):
        try:
            rulebook().assess(given, as_at=AS_AT) if isinstance(given, dict) else run(given)
        except (dutybound.Error, RecursionError) as error:
            assert str(error)


@hostile
def test_ctrl_c_in_the_middle():
    if os.name == "nt":
        print("signals of Windows are different")
        sys.exit(77)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # it is ignored by what a shell runs in the background
    count = 200_000
    ids = [f"c{n}" for n in range(count)]
    tables = {CASES: {"id": ids}, CONCERNS: {"id": ids, "case_id": ids, "raised_at": ["2024-07-01"] * count}}
    result = rulebook().assess_tables(tables, as_at=AS_AT, progress=False)
    script = f"import os, signal, time; time.sleep(2); os.kill({os.getpid()}, signal.SIGINT)"
    with subprocess.Popen([sys.executable, "-c", script]) as other:
        started = time.monotonic()
        try:
            for _ in result.batches():
                pass
            raise AssertionError("the run ended before the interruption: make it longer")
        except KeyboardInterrupt:
            assert time.monotonic() - started < 30
        finally:
            other.kill()
    assert list(rulebook().assess_tables(concerns(["2024-07-01"]), as_at=AS_AT, progress=False).to_dicts())


@hostile
def test_progress_that_raises():
    def progress(done, total):
        raise ZeroDivisionError("in progress")

    ids = [f"c{n}" for n in range(20_000)]
    result = rulebook().assess_tables({CASES: {"id": ids}}, as_at=AS_AT, progress=progress, rules=["wt23-icpc-15wd"])
    try:
        list(result.batches())
        raise AssertionError("the error of progress is lost")
    except ZeroDivisionError:
        pass


if __name__ == "__main__":
    {body.__name__: body for body in TESTS}[sys.argv[1]]()
