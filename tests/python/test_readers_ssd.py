"""read_ssd: SQLite, and a PostgreSQL that the test starts by itself where Debian's package is installed."""

from __future__ import annotations

import contextlib
import datetime
import decimal
import os
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import pytest

import dutybound
from readers_cases import (
    ASSESSMENT,
    ASSESSMENTS,
    AS_AT,
    CONFERENCE,
    EXAMPLES,
    FIRST_REVIEW,
    FIRST_REVIEWS,
    csv_tables,
    outcomes,
)

TABLES = csv_tables(EXAMPLES / "tables" / "ssd")
CONFERENCES = [
    ("MEADOW001", "met", "2024-05-24"),
    ("MEADOW002", "met_late", "2024-06-26"),
    ("MEADOW004", "data_error", None),
    ("MEADOW005", "not_applicable", None),
    ("MEADOW005", "overdue", "2024-12-24"),  # asked for and not held: the census cannot tell
]


def fill(connection, types, placeholder="?", schema=""):
    cursor = connection.cursor()
    for name, columns in TABLES.items():
        declared = ", ".join(f"{column} {types(column)}" for column in columns)
        cursor.execute(f"create table {schema}{name} ({declared})")
        marks = ", ".join([placeholder] * len(columns))
        for row in zip(*columns.values()):
            cursor.execute(f"insert into {schema}{name} values ({marks})", row)
    connection.commit()


def with_cells(**cells):
    """The example's tables with some cells changed: `table__column=(row, value)`, or a list of these."""
    tables = {name: {column: list(values) for column, values in columns.items()} for name, columns in TABLES.items()}
    for place, changes in cells.items():
        table, column = place.split("__")
        for row, value in changes if isinstance(changes, list) else [changes]:
            tables[table][column][row] = value
    return tables


@pytest.fixture
def sqlite():
    connection = sqlite3.connect(":memory:")
    fill(connection, lambda column: "text")
    yield connection
    connection.close()


# One assessment names a referral that there is not: it stands in its case, in a referral of which nothing is known.
UNKNOWN_REFERRAL = ("MEADOW001", "indeterminate", None)


def with_unknown_referral(expected):
    return sorted([*expected, UNKNOWN_REFERRAL], key=lambda outcome: (outcome[0], outcome[1], outcome[2] or ""))


def check_children(rulebook, caseload):
    assert outcomes(rulebook, caseload, ASSESSMENT) == with_unknown_referral(ASSESSMENTS)
    assert outcomes(rulebook, caseload, CONFERENCE) == with_unknown_referral(CONFERENCES)
    assert outcomes(rulebook, caseload, FIRST_REVIEW) == with_unknown_referral(FIRST_REVIEWS)


def test_the_children_of_the_example_tables(rulebook, sqlite):
    caseload = dutybound.read_ssd(sqlite)
    check_children(rulebook, caseload)
    assert "ssd_pre_proceedings: no rows; taken as not given" in caseload.notes
    assert "ssd_early_help_episodes: not found; taken as not given" in caseload.notes


def test_a_row_whose_referral_is_missing_is_told(rulebook, sqlite):
    result = rulebook.assess_tables(dutybound.read_ssd(sqlite), as_at=AS_AT)
    orphans = [row for row in result.data_errors.to_dicts() if row["code"] == "orphan_row"]
    assert [(row["table"], row["value"]) for row in orphans] == [("ssd_cin_assessments", "MEADOW001-R0")]


@pytest.mark.parametrize("emptied", ["delete from", "drop table"])
@pytest.mark.parametrize("table", ["ssd_s47_enquiry", "ssd_cin_episodes", "ssd_cp_plans", "ssd_initial_cp_conference", "ssd_cin_assessments"])
def test_a_table_that_is_empty_or_not_there_refuses_nothing(rulebook, sqlite, emptied, table):
    sqlite.execute(f"{emptied} {table}")
    caseload = dutybound.read_ssd(sqlite)
    with pytest.warns(dutybound.TableWarning) if table in ("ssd_s47_enquiry", "ssd_cin_episodes", "ssd_cp_plans") else contextlib.nullcontext():
        result = rulebook.assess_tables(caseload, as_at=AS_AT)
    assert [count["orphans"] for count in result.manifest["tables"] if count["orphans"]] == []
    if table == "ssd_cin_assessments":
        assert outcomes(rulebook, caseload, FIRST_REVIEW) == FIRST_REVIEWS
    if table == "ssd_s47_enquiry":
        assert outcomes(rulebook, caseload, FIRST_REVIEW) == with_unknown_referral(FIRST_REVIEWS)
        told = {row["record_id"]: row["status"] for row in result.to_dicts() if row["rule"] == CONFERENCE}
        assert set(told.values()) <= {"indeterminate", "data_error"} and told
        named = {row[0] for row in sqlite.execute("select icpc_s47_enquiry_id from ssd_initial_cp_conference where icpc_s47_enquiry_id <> ''")}
        assert named <= set(told)


@pytest.mark.parametrize("table", ["ssd_cp_plans", "ssd_cin_episodes"])
def test_a_table_with_headings_alone_is_judged_as_one_that_is_not_given(rulebook, table):
    """However it is given: what belongs to its records is unknown, nothing is refused, and it is told."""
    answers = []
    for tables in ({**TABLES, table: {column: [] for column in TABLES[table]}}, {name: each for name, each in TABLES.items() if name != table}):
        with pytest.warns(dutybound.TableWarning) as warned:
            result = rulebook.assess_tables(tables, as_at=AS_AT, mapping="ssd")
            answers.append([(row["case_id"], row["rule"], row["status"], row["record_id"]) for row in result.to_dicts()])
        answers[-1].append(len(result.data_errors))
        assert any("each stands in one of which nothing else is known" in str(each.message) for each in warned)
        assert any(f"`{table}`" in str(each.message) and "no rows" in str(each.message) for each in warned) == (table in tables)
        assert not result.not_read
    assert answers[0] == answers[1]


def test_rows_without_a_person_and_persons_without_an_id_are_told_first(rulebook):
    tables = with_cells()
    tables["ssd_cin_episodes"]["cine_person_id"][0] = None
    for column in tables["ssd_person"]:
        tables["ssd_person"][column].append(None)
    with pytest.warns(dutybound.DataWarning):
        lost = rulebook.assess_tables(tables, as_at=AS_AT, mapping="ssd").not_read
    persons, episodes = (len(next(iter(tables[name].values()))) for name in ("ssd_person", "ssd_cin_episodes"))
    assert f"ssd_cin_episodes: 1 of {episodes} rows belongs to no record and took no part" in lost
    assert f"ssd_person: 1 of {persons} rows has no id, so that no row of another table can belong there" in lost


def test_a_conference_that_a_plan_names_and_no_table_has_is_told(rulebook):
    tables = with_cells()
    tables["ssd_cp_plans"]["cppl_icpc_id"][0] = "lost"
    with pytest.warns(dutybound.TableWarning, match="1 row of table `ssd_cp_plans` names in `cppl_icpc_id` what is in no row of table `ssd_initial_cp_conference`"):
        rulebook.assess_tables(tables, as_at=AS_AT, mapping="ssd")


def conferences(rulebook, tables):
    """(case, enquiry's id, its number among the case's) -> status of the duty to hold the conference."""
    rows = [row for row in rulebook.assess_tables(tables, as_at=AS_AT, mapping="ssd").to_dicts() if row["rule"] == CONFERENCE]
    return {(row["case_id"], row["record_id"], row["record"] if row["record_id"] is None else None): row["status"] for row in rows}


def place_of_conference():
    """A row of a conference that was held for an enquiry, its enquiry and its person."""
    conference = TABLES["ssd_initial_cp_conference"]
    row = next(i for i, held in enumerate(conference["icpc_icpc_date"]) if held and conference["icpc_s47_enquiry_id"][i])
    return row, conference["icpc_s47_enquiry_id"][row], conference["icpc_person_id"][row]


@pytest.mark.parametrize("referral", [True, False], ids=["in its referral", "by its person alone"])
def test_a_conference_that_names_no_enquiry_is_not_passed_over(rulebook, referral):
    row, enquiry, person = place_of_conference()
    before = conferences(rulebook, TABLES)
    blank = {} if referral else {"ssd_initial_cp_conference__icpc_referral_id": (row, None)}
    after = conferences(rulebook, with_cells(ssd_initial_cp_conference__icpc_s47_enquiry_id=(row, None), **blank))
    assert before[person, enquiry, None] in ("met", "met_late")
    assert after[person, enquiry, None] in ("data_error", "indeterminate"), "it may be the enquiry's"
    assert len(after) == len(before) + 1, "it stands in an enquiry of which nothing is known"
    assert {key: status for key, status in after.items() if key[0] != person} == {key: status for key, status in before.items() if key[0] != person}


def test_a_transfer_in_that_names_an_enquiry_is_its_conference_too(rulebook):
    row, enquiry, person = place_of_conference()
    before = conferences(rulebook, TABLES)
    tables = with_cells(ssd_initial_cp_conference__icpc_icpc_transfer_in=(row, "Y"))
    assert conferences(rulebook, tables) == before
    transfers = [
        [row["record_id"] for row in rulebook.assess_tables(each, as_at=AS_AT, mapping="ssd").to_dicts() if row["entity"] == "transfer_in" and row["case_id"] == person]
        for each in (TABLES, tables)
    ]
    identity = TABLES["ssd_initial_cp_conference"]["icpc_icpc_id"][row]
    assert identity not in transfers[0] and identity in transfers[1]


def test_an_enquiry_id_that_cannot_be_read_leaves_other_children_alone(rulebook):
    row, enquiry, person = place_of_conference()
    before = conferences(rulebook, TABLES)
    after = conferences(rulebook, with_cells(ssd_initial_cp_conference__icpc_s47_enquiry_id=(row, "#REF!")))
    assert after[person, enquiry, None] == "data_error"
    assert {key: status for key, status in after.items() if key[0] != person} == {key: status for key, status in before.items() if key[0] != person}


@pytest.mark.parametrize("named", [None, "K9", "meadow001", "#N/A"])
def test_an_enquiry_id_that_cannot_be_read_may_be_anybodys_where_the_row_names_no_person_that_there_is(rulebook, named):
    row, enquiry, person = place_of_conference()
    tables = with_cells(
        ssd_initial_cp_conference__icpc_s47_enquiry_id=(row, "#REF!"),
        ssd_initial_cp_conference__icpc_person_id=(row, named),
        ssd_initial_cp_conference__icpc_referral_id=(row, None),
    )
    with pytest.warns(dutybound.DataWarning):
        after = conferences(rulebook, tables)
    named = {enquiry for i, enquiry in enumerate(TABLES["ssd_initial_cp_conference"]["icpc_s47_enquiry_id"]) if i != row}
    others = {enquiry: status for (_, enquiry, _), status in after.items() if enquiry and enquiry not in named}
    assert enquiry in others and set(others.values()) == {"data_error"}


@pytest.mark.parametrize("key, status", [(None, "met"), ("#REF!", "data_error")], ids=["blank", "unreadable"])
def test_a_second_conference_of_a_child_leaves_an_enquiry_with_one_alone_only_if_it_names_none(rulebook, key, status):
    row, enquiry, person = place_of_conference()
    tables = with_cells()
    for column, cells in tables["ssd_initial_cp_conference"].items():
        cells.append({"icpc_icpc_id": "C99", "icpc_s47_enquiry_id": key, "icpc_icpc_date": "2024-06-20"}.get(column, cells[row]))
    assert conferences(rulebook, tables)[person, enquiry, None] == status


def test_a_table_whose_name_is_misspelt_is_warned_of(rulebook, sqlite):
    sqlite.execute("alter table ssd_cp_reviews rename to ssd_cp_review")
    with pytest.warns(dutybound.TableWarning, match="ssd_cp_reviews: not found; taken as not given; did you mean `ssd_cp_review`?"):
        dutybound.read_ssd(sqlite)


def test_a_column_whose_name_is_misspelt_is_warned_of(sqlite):
    sqlite.execute("alter table ssd_initial_cp_conference rename column icpc_icpc_date to icpc_icpc_dte")
    with pytest.warns(dutybound.TableWarning, match="ssd_initial_cp_conference: no column icpc_icpc_date; what it would tell is unknown; did you mean `icpc_icpc_dte`?"):
        dutybound.read_ssd(sqlite)


def test_a_plan_whose_referral_is_nowhere_leaves_no_referral_of_the_child_outside_child_protection(rulebook):
    plans = TABLES["ssd_cp_plans"]
    person, referral = plans["cppl_person_id"][0], plans["cppl_referral_id"][0]

    def told(tables):
        rows = rulebook.assess_tables(tables, as_at=AS_AT, mapping="ssd").to_dicts()
        return {row["status"] for row in rows if row["rule"] == "wt23-in-child-protection" and row["case_id"] == person and row["record_id"] == referral}

    assert told(TABLES) == {"value"}
    assert told(with_cells(ssd_cp_plans__cppl_referral_id=(0, referral + "9"))) == {"data_error"}


def test_a_table_that_the_dataset_has_besides_is_taken_for_no_other(sqlite):
    sqlite.execute("drop table ssd_cp_reviews")
    sqlite.execute("create table ssd_cla_reviews (clar_cla_review_id text)")
    assert "ssd_cp_reviews: not found; taken as not given" in dutybound.read_ssd(sqlite).notes


def test_names_stay_in_the_database(sqlite):
    tables = dutybound.read_ssd(sqlite).tables
    assert list(tables["ssd_person"]) == ["pers_person_id", "pers_dob", "pers_expected_dob", "pers_death_date"]
    assert not any("name" in column or "job_title" in column for table in tables.values() for column in table)


def test_the_connection_is_left_as_it_was(sqlite):
    sqlite.execute("insert into ssd_person (pers_person_id) values ('UNSAVED')")
    assert "UNSAVED" in dutybound.read_ssd(sqlite).tables["ssd_person"]["pers_person_id"]
    assert sqlite.in_transaction
    sqlite.rollback()
    assert "UNSAVED" not in dutybound.read_ssd(sqlite).tables["ssd_person"]["pers_person_id"]


def test_tables_by_other_names(rulebook, sqlite):
    sqlite.execute('alter table ssd_person rename to "our ""people"""')
    sqlite.execute("alter table ssd_cin_assessments rename to assessments")
    names = {table: table for table in TABLES}
    names.update(ssd_person='our "people"', ssd_cin_assessments="assessments")
    check_children(rulebook, dutybound.read_ssd(sqlite, tables=names))


def test_only_some_tables(rulebook, sqlite):
    caseload = dutybound.read_ssd(sqlite, tables=["ssd_cin_episodes", "ssd_cin_assessments"])
    assert list(caseload.tables) == ["ssd_cin_episodes", "ssd_cin_assessments", "ssd_person"]
    assert outcomes(rulebook, caseload, ASSESSMENT) == with_unknown_referral(ASSESSMENTS)


def test_a_schema(rulebook, sqlite):
    sqlite.execute("attach ':memory:' as \"Safe Guarding\"")
    for table in TABLES:
        sqlite.execute(f'create table "Safe Guarding".{table} as select * from main.{table}')
        sqlite.execute(f"drop table main.{table}")
    sqlite.commit()
    check_children(rulebook, dutybound.read_ssd(sqlite, schema="Safe Guarding"))
    assert dutybound.read_ssd(sqlite, schema="Safe Guarding").source == "Safe Guarding"


@pytest.mark.parametrize("schema", ["main; drop table ssd_person", 'main"; drop table ssd_person --', "main\x00"])
def test_a_schema_is_only_ever_a_name(sqlite, schema):
    with pytest.raises(dutybound.Error):
        dutybound.read_ssd(sqlite, schema=schema)
    assert sqlite.execute("select count(*) from ssd_person").fetchone() == (6,)


def test_what_is_refused(sqlite):
    with pytest.raises(dutybound.OptionError, match="not str"):
        dutybound.read_ssd("Driver={SQL Server}")
    with pytest.raises(dutybound.OptionError, match="ssd_addresses"):
        dutybound.read_ssd(sqlite, tables=["ssd_addresses"])
    with pytest.raises(dutybound.OptionError, match="list of names"):
        dutybound.read_ssd(sqlite, tables="ssd_person")
    with pytest.raises(dutybound.TableError, match="ssd_early_help_episodes could not be read"):
        dutybound.read_ssd(sqlite, tables=["ssd_early_help_episodes"])
    with pytest.raises(dutybound.TableError, match="ssd_person could not be read"):
        dutybound.read_ssd(sqlite3.connect(":memory:"))
    sqlite.execute("delete from ssd_person")
    with pytest.raises(dutybound.TableError, match="ssd_person has no rows"):
        dutybound.read_ssd(sqlite)


def test_cells_of_drivers_become_columns_of_one_type():
    from dutybound.readers._columns import uniform

    moment, midnight = datetime.datetime(2024, 6, 3, 9, 30), datetime.datetime(2024, 6, 3)
    assert uniform([midnight, None, datetime.date(2024, 6, 4)]) == [
        datetime.date(2024, 6, 3),
        None,
        datetime.date(2024, 6, 4),
    ]
    assert uniform([midnight, moment]) == [midnight, moment]
    assert uniform([decimal.Decimal("12"), decimal.Decimal("13.00")]) == [12, 13]
    assert uniform([1.0, float("nan"), 2.0]) == [1, None, 2]
    assert uniform([1, 2.5]) == [1.0, 2.5]
    assert uniform(["k1", 7, datetime.date(2024, 6, 3)]) == ["k1", "7", "2024-06-03"]
    assert uniform([]) == []


def test_rows_come_in_an_order_of_their_own():
    from dutybound.readers._columns import in_order

    noon, utc = datetime.datetime(2024, 6, 3, 12), datetime.timezone.utc
    assert in_order([["b", "a", "a", None], [1, 3, 2, 4]]) == [[None, "a", "a", "b"], [4, 2, 3, 1]]
    assert in_order([[2, 10, 2], [None, True, False]]) == [[2, 2, 10], [None, False, True]]
    assert in_order([["a", "a"], [noon.replace(tzinfo=utc), noon]]) == [["a", "a"], [noon, noon.replace(tzinfo=utc)]]
    assert in_order([[], []]) == [[], []]


def test_whichever_rows_the_database_gives_first(rulebook):
    def read(turned):
        connection = sqlite3.connect(":memory:")
        fill(connection, lambda column: "text")
        more = [
            "insert into ssd_disability values ('D8', 'MEADOW003', 'NONE')",  # of one child, and they disagree
            "insert into ssd_disability values ('D9', 'MEADOW003', 'LD')",
            "insert into ssd_cp_plans (cppl_cp_plan_id, cppl_referral_id, cppl_cp_plan_start_date) "
            "values (null, 'MEADOW001-R1', '2024-06-03')",  # and two plans without an id
            "insert into ssd_cp_plans (cppl_cp_plan_id, cppl_referral_id, cppl_cp_plan_start_date) "
            "values (null, 'MEADOW001-R1', '2024-06-05')",
        ]
        for statement in reversed(more) if turned else more:
            connection.execute(statement)
        caseload = dutybound.read_ssd(connection)
        connection.close()
        return caseload

    one, other = read(False), read(True)
    assert one.tables == other.tables
    findings = [rulebook.assess_tables(caseload, as_at=AS_AT).to_dicts() for caseload in (one, other)]
    assert list(findings[0]) == list(findings[1])


def test_sqlalchemy_engines_and_connections(rulebook, tmp_path):
    sqlalchemy = pytest.importorskip("sqlalchemy")
    with sqlite3.connect(tmp_path / "ssd.db") as connection:
        fill(connection, lambda column: "text")
    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'ssd.db'}")
    check_children(rulebook, dutybound.read_ssd(engine))
    with engine.connect() as connection:
        check_children(rulebook, dutybound.read_ssd(connection))
        assert connection.execute(sqlalchemy.text("select count(*) from ssd_person")).scalar() == 6
    engine.dispose()


def postgresql_programs():
    """The folder with initdb and pg_ctl, or None."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


@pytest.fixture(scope="module")
def postgresql():
    """A connection to a server of our own, on a socket in a temporary folder, with the example tables in it."""
    programs = postgresql_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    try:
        import psycopg as driver
    except ImportError:
        driver = pytest.importorskip("psycopg2")
    folder = tempfile.mkdtemp(prefix="dutybound-pg-")  # short: the path of a socket has a limit of about 100 characters
    data = os.path.join(folder, "data")
    as_user = []
    user = "postgres"
    if os.geteuid() == 0:  # initdb refuses root
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]

    def run(program, *arguments):
        done = subprocess.run(
            [*as_user, str(programs / program), *arguments], cwd=folder, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr

    run("initdb", "-D", data, "-U", user, "-A", "trust", "-E", "UTF8", "--no-sync")
    run(
        "pg_ctl",
        "-D",
        data,
        "-w",
        "-l",
        os.path.join(folder, "log"),
        "-o",
        f"-c listen_addresses='' -k {folder} -F",
        "start",
    )
    try:
        connection = driver.connect(f"host={folder} user={user} dbname=postgres")
        cursor = connection.cursor()
        cursor.execute("create schema ssd_development")
        # Types as the dataset's own scripts declare them.
        fill(
            connection,
            lambda column: (
                "timestamp"
                if column.endswith(("_date", "_dob", "_due"))
                else (
                    "char(1)"
                    if column.endswith(("_nfa", "_seen", "_flag", "_transfer_in", "_ola"))
                    else "varchar(1000)"
                )
            ),
            "%s",
            "ssd_development.",
        )
        yield connection
        connection.close()
    finally:
        run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def test_postgresql(rulebook, postgresql):
    caseload = dutybound.read_ssd(postgresql, schema="ssd_development")
    assert caseload.tables["ssd_cin_episodes"]["cine_referral_date"][0] == datetime.date(2024, 5, 1)
    check_children(rulebook, caseload)
    assert "ssd_early_help_episodes: not found; taken as not given" in caseload.notes


def _rows(columns):
    """A table's rows, days as text: SQLite has no type for them."""
    return list(zip(*([None if cell is None else str(cell) for cell in cells] for cells in columns.values())))


def test_postgresql_gives_what_sqlite_gives(postgresql, sqlite):
    theirs, ours = dutybound.read_ssd(postgresql, schema="ssd_development").tables, dutybound.read_ssd(sqlite).tables
    assert list(theirs) == list(ours)
    for name, columns in ours.items():
        assert list(theirs[name]) == list(columns), name
        assert _rows(theirs[name]) == _rows(columns), name


def test_postgresql_transactions_stay_usable(postgresql):
    cursor = postgresql.cursor()
    cursor.execute("create temporary table unsaved (x integer)")
    dutybound.read_ssd(postgresql, schema="ssd_development")
    cursor.execute("select count(*) from unsaved")
    assert cursor.fetchone() == (0,)
    postgresql.rollback()


def test_postgresql_says_where_the_tables_are(postgresql):
    with pytest.raises(dutybound.TableError, match="it is in ssd_development: give schema="):
        dutybound.read_ssd(postgresql)
    postgresql.rollback()
