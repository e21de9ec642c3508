"""Spark gives what one machine gives, bit for bit, for nested and for related tables, with their data errors."""

import datetime
import os
import pathlib
import subprocess
import sys

import dutybound
import pytest
from made_cases import Tables, made_cases, with_days

pytest.importorskip("pyspark")
pa = pytest.importorskip("pyarrow")

import dutybound.spark  # noqa: E402  # after the skip

ROOT = pathlib.Path(__file__).resolve().parents[2]
DAY = "2025-03-31"
ERROR = ("case_id", "table", "column", "path", "value", "reason", "code")


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "3",
        "spark.sql.session.timeZone": "Europe/London",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "7",
    }
    builder = SparkSession.builder.master("local[2]").appName("dutybound")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:  # no Java
        pytest.skip(f"no Spark here: {error}")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def cases(vocabulary):
    """30 generated cases of one source that has episodes; tables can tell all of them."""
    return next(made for _, made in made_cases(vocabulary, 600, sources=20, seed=3) if made[0].get("episodes") is not None)


@pytest.fixture(scope="module")
def related(vocabulary, cases):
    (tables,) = Tables.of(cases, vocabulary)
    return tables


def plain(value):
    """Rows of Spark as the dicts and lists of one machine."""
    if hasattr(value, "asDict"):
        return {name: plain(item) for name, item in value.asDict().items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    return value


def in_order(rows):
    return sorted(rows, key=lambda row: (row["case_id"], row["rule"], row["record"]))


def of_spark(frame):
    return [plain(row) for row in frame.collect()]


def of_one_machine(result):
    findings = [{**plain(row), "source_row": None} for row in result.to_dicts()]
    errors = sorted(tuple(str(row[name]) for name in ERROR) for row in result.data_errors.to_dicts())
    return in_order(findings), errors, result.manifest


def frame(spark, table):
    from pyspark.sql.pandas.types import from_arrow_schema

    return spark.createDataFrame(table.to_pylist(), schema=from_arrow_schema(table.schema))


def hold_equal(given, wanted):
    findings, errors, manifest = wanted
    rows = in_order(of_spark(given.findings))
    assert rows and rows == findings
    assert sorted(tuple(str(row[name]) for name in ERROR) for row in of_spark(given.data_errors)) == errors
    counted = given.manifest()
    for name in ("cases", "unread", "findings", "data_errors", "by_status", "provisional", "by_rule"):
        assert counted[name] == manifest[name], name


def test_related_tables(spark, rulebook, related):
    tables = related.arrow()
    orphan = pa.table({"id": ["lost"], "case_id": ["nobody"]})
    episodes = related.table("episode")
    tables[episodes] = pa.concat_tables([tables[episodes], orphan], promote_options="default")
    wanted = of_one_machine(rulebook.assess_tables(tables, as_at=DAY, all_readings=True, progress=False))
    assert any("nobody" in str(error) or "lost" in str(error) or "orphan" in str(error) for error in wanted[1])
    frames = {name: frame(spark, table) for name, table in tables.items()}
    given = dutybound.spark.assess(rulebook, frames, as_at=DAY, links=related.links(), all_readings=True).persist()
    hold_equal(given, wanted)
    told = spark.createDataFrame([], dutybound.spark.findings_schema()).schema
    assert [(field.name, field.dataType.simpleString()) for field in given.findings.schema] == [
        (field.name, field.dataType.simpleString()) for field in told
    ]
    given.unpersist()


def test_one_nested_table(spark, rulebook, vocabulary, cases):
    table = pa.Table.from_pylist(with_days(cases), schema=pa.schema(vocabulary.arrow_fields("case", cases)))
    wanted = of_one_machine(rulebook.assess_tables(table, as_at=DAY, progress=False))
    hold_equal(dutybound.spark.assess(rulebook, frame(spark, table).repartition(3), as_at=DAY).persist(), wanted)


def test_whole_numbers_as_ids_and_tables_of_no_case(spark, rulebook):
    tables = {
        "cases": pa.table({"id": [1, 2, 3]}),
        "episodes": pa.table({"id": [10, 20, 30], "case_id": [1, 2, 2]}),
        "referral": pa.table({"episode_id": [10, 20, 30], "received_at": [datetime.date(2025, 3, day) for day in (3, 21, 24)]}),
    }
    wanted = of_one_machine(rulebook.assess_tables(tables, as_at=DAY, progress=False, rules=["wt23-assess-45wd", "wt23-referral-decision-1wd"]))
    frames = {name: frame(spark, table) for name, table in tables.items()}
    links = {"referral": ("episode_id", "episodes", "id")}
    given = dutybound.spark.assess(rulebook, frames, as_at=DAY, links=links, rules=["wt23-assess-45wd", "wt23-referral-decision-1wd"])
    hold_equal(given, wanted)
    assert {row["case_id"] for row in of_spark(given.findings)} == {1, 2}


def test_mistakes_are_told_on_the_driver(spark, rulebook):
    cases = spark.createDataFrame([("a",)], "id string")
    reviews = spark.createDataFrame([("r", "p")], "number string, plan string")
    with pytest.raises(dutybound.OptionError, match="neither 'case_id' nor 'id'"):
        dutybound.spark.assess(rulebook, {"cases": cases, "reviews": reviews}, as_at=DAY)
    with pytest.raises(dutybound.OptionError, match="no column 'plna'"):
        dutybound.spark.assess(rulebook, {"cases": cases, "reviews": reviews}, as_at=DAY, links={"reviews": "plna"})
    with pytest.raises(dutybound.OptionError, match="no table 'revews'"):
        dutybound.spark.assess(rulebook, {"cases": cases, "reviews": reviews}, as_at=DAY, links={"revews": "plan"})
    with pytest.raises(dutybound.OptionError, match="circle"):
        circle = {"cases": ("id", "reviews", "plan"), "reviews": ("plan", "cases", "id")}
        dutybound.spark.assess(rulebook, {"cases": cases, "reviews": reviews}, as_at=DAY, links=circle)
    with pytest.raises(dutybound.OptionError):
        dutybound.spark.assess(rulebook, cases, as_at="2025-02-30")


def test_a_mapping_of_ones_own_is_sent_along(spark, rulebook):
    mapping = ROOT / "examples" / "python" / "own_mapping.yaml"
    rows = [("C-1", "C-1/1", "28/03/2024", "02/04/2024", "03/06/2024"), ("C-2", "C-2/1", "31/09/2024", "01/10/2024", None)]
    table = pa.Table.from_pylist([dict(zip(("Child ref", "Episode", "Referral date", "Assessment began", "Assessment ended"), row)) for row in rows])
    wanted = of_one_machine(rulebook.assess_tables({"Assessments": table}, as_at=DAY, mapping=mapping, progress=False))
    frames, links = {"Assessments": frame(spark, table)}, {"Assessments": "Child ref"}
    hold_equal(dutybound.spark.assess(rulebook, frames, as_at=DAY, mapping=mapping, links=links), wanted)
    assert any("31/09/2024" in error for error in wanted[1])


def test_importing_needs_no_spark():
    code = "import sys, dutybound.spark; assert not any(name.split('.')[0] in ('pyspark', 'pyarrow') for name in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
