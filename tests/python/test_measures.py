"""Measures: hand-counted findings, properties of every row, and a recount of generated cases from their dates alone."""

from __future__ import annotations

import datetime
import itertools
import pathlib
import random
import re
import types

import pytest

import dutybound
from dutybound import measures
from dutybound.measures._suppress import suppress

ROOT = pathlib.Path(__file__).resolve().parents[2]
Day = datetime.date
COUNTS = ("in_time", "late", "overdue", "late_unless_excused", "due", "exempt", "could_not_be_judged", "data_errors", "excluded")
BOOKS = ["working-together-2023", "working-together-2018", "dfe-children-in-need-statistics"]


def finding(case="c1", rule="wt23-assess-45wd", status="met", due=None, **more):
    row = {"case_id": case, "rule": rule, "record": "episodes[0].assessments[0]", "status": status, "outcome": None}
    row.update({"trigger": None, "due": due, "done": None, "data_errors": []}, **more)
    return row


def counts(row):
    return {name: getattr(row, name) for name in COUNTS if getattr(row, name)}


def only(table):
    assert len(table) == 1, table
    return table[0]


@pytest.fixture(scope="module")
def rulebook():
    return dutybound.load(BOOKS)


# Counting by hand.

ONE_OF_EACH = [
    finding("a", status="met", due=Day(2024, 4, 1), done=Day(2024, 3, 28)),
    finding("b", status="met", due=Day(2024, 6, 30), done=Day(2024, 6, 30)),
    finding("c", status="met_late", due=Day(2024, 5, 1), done=Day(2024, 7, 2)),
    finding("d", status="overdue", due=Day(2024, 5, 2)),
    finding("e", status="due", due=Day(2024, 6, 3)),
    finding("f", status="exempt", due=Day(2024, 6, 4), done=Day(2024, 6, 20)),
    finding("g", status="indeterminate", due=Day(2024, 6, 5)),
    finding("h", status="data_error", due=Day(2024, 6, 6)),
    finding("i", status="not_in_force", due=Day(2024, 6, 7)),
    finding("j", status="not_applicable"),
]


def test_every_status_has_its_column():
    table = measures.compute(ONE_OF_EACH, "assessment")
    row = only(table)
    assert (row.period, row.period_start, row.period_end) == ("2024-04 to 2024-06", Day(2024, 4, 1), Day(2024, 6, 30))
    assert counts(row) == {**dict.fromkeys((name for name in COUNTS if name != "late_unless_excused"), 1), "in_time": 2}
    assert row.total == 9
    assert table.not_counted == {"assessment": 1}
    assert row.share_of_judged == 2 / 4
    assert row.lowest_share == 2 / 6
    assert row.highest_share == 4 / 6
    assert row.published_share is None
    assert row.on == "due" and "45 working days" in row.definition


@pytest.mark.parametrize("provisional", ["met_late", "overdue", "breached"])
def test_what_is_late_unless_excused_is_counted_apart_and_leaves_no_share(provisional):
    late = [finding(f"l{i}", status="indeterminate", provisional=provisional, due=Day(2024, 4, 1)) for i in range(3)]
    row = only(measures.compute(ONE_OF_EACH + late, "assessment"))
    assert (row.late_unless_excused, row.could_not_be_judged, row.total) == (3, 1, 12)
    assert (row.share_of_judged, row.lowest_share, row.highest_share) == (None, 2 / 9, 4 / 6)
    assert row.note == "no share: some are late unless excused"
    assert "late unless excused" in repr(measures.compute(late, "assessment"))
    row = only(measures.compute([finding("a", due=Day(2024, 4, 1)), *late], "assessment", suppress=5))
    assert (row.late_unless_excused, row.share_of_judged, row.lowest_share) == (None, None, None) and "hidden" in row.note


def test_what_is_overdue_is_in_the_share():
    rows = [finding("a", due=Day(2024, 4, 1)), finding("b", status="overdue", due=Day(2024, 4, 1))]
    assert only(measures.compute(rows, "assessment")).share_of_judged == 0.5


def test_a_period_in_which_nothing_could_be_judged_says_so():
    table = measures.compute([finding(status="indeterminate", due=Day(2024, 4, 1))], "assessment")
    row = only(table)
    assert (row.share_of_judged, row.lowest_share, row.highest_share) == (None, 0.0, 1.0)
    assert row.note == "nothing could be judged"
    assert "nothing could be judged" in repr(table) and "0.0 %  " not in repr(table)
    assert only(measures.compute([finding(status="due", due=Day(2024, 4, 1))], "assessment")).note == "nothing to judge yet"
    assert only(measures.compute([], "assessment")).note == "no finding of its rules was given"
    assert only(measures.compute([finding(status="not_applicable")], "assessment")).note == "nothing was found"
    assert only(measures.compute([finding(status="data_error")], "assessment")).note == "nothing could be judged"
    assert only(measures.compute([finding(status="overdue")], "assessment")).note == ""
    assert only(measures.compute([finding(status="breached")], "assessment")).late == 1
    assert len(measures.compute([])) == 0


def test_without_names_all_measures_that_have_findings():
    table = measures.compute(ONE_OF_EACH + [finding(rule="wt23-icpc-15wd", status="not_applicable")])
    assert [measure.name for measure in table.measures] == ["assessment", "conference"]
    assert [row.measure for row in table] == ["assessment", "conference"]


# Periods.

@pytest.mark.parametrize(
    "day, month, quarter, year",
    [
        (Day(2024, 3, 31), "2024-03", "2024-01 to 2024-03", "2023-24"),
        (Day(2024, 4, 1), "2024-04", "2024-04 to 2024-06", "2024-25"),
        (Day(2024, 2, 29), "2024-02", "2024-01 to 2024-03", "2023-24"),
        (Day(2024, 12, 31), "2024-12", "2024-10 to 2024-12", "2024-25"),
        (Day(2000, 1, 1), "2000-01", "2000-01 to 2000-03", "1999-00"),
    ],
)
def test_the_day_is_in_its_period(day, month, quarter, year):
    for period, label in (("month", month), ("quarter", quarter), ("financial_year", year), ("census_year", year), ("whole", "whole")):
        row = only(measures.compute([finding(due=day)], "assessment", period=period))
        assert row.period == label
        if period != "whole":
            assert row.period_start <= day <= row.period_end
            assert row.period_start.day == 1 and (row.period_end + datetime.timedelta(days=1)).day == 1


def test_what_has_no_date_has_a_row_of_its_own_at_the_end():
    table = measures.compute([finding(status="indeterminate"), finding(due=Day(2024, 4, 1))], "assessment")
    assert [row.period for row in table] == ["2024-04 to 2024-06", None]
    assert table[1].could_not_be_judged == 1
    assert "no date" in repr(table)
    assert only(measures.compute([finding(status="indeterminate"), finding()], "assessment", period="whole")).total == 2


def test_the_date_can_be_chosen():
    rows = [
        finding("a", trigger=Day(2024, 1, 2), due=Day(2024, 4, 2), done=Day(2024, 7, 2), status="met_late"),
        finding("b", trigger=Day(2024, 1, 2), due=Day(2024, 4, 2), status="overdue"),
    ]
    months = {on: [(row.period, row.on, row.total) for row in measures.compute(rows, "assessment", period="month", on=on)] for on in ("trigger", "due", "done")}
    assert months["trigger"] == [("2024-01", "trigger", 2)]
    assert months["due"] == [("2024-04", "due", 2)]
    assert months["done"] == [("2024-04", "done", 1), ("2024-07", "done", 1)]  # what is not done goes by its last day


def test_a_period_that_is_not_over_is_marked_and_has_no_share():
    rows = [finding("a", due=Day(2024, 3, 1)), finding("b", due=Day(2024, 5, 1)), finding("c", status="overdue", due=Day(2024, 5, 2))]
    for day, complete in ((Day(2024, 6, 29), False), (Day(2024, 6, 30), True), (Day(2024, 7, 1), True)):
        first, second = measures.compute(rows, "assessment", as_at=day)
        assert first.complete is True and first.share_of_judged == 1
        assert second.complete is complete and (second.in_time, second.overdue) == (1, 1)
        assert second.share_of_judged == (0.5 if complete else None)
        assert (second.lowest_share, second.highest_share) == ((0.5, 0.5) if complete else (None, None))
        assert second.note == ("" if complete else "the period is not over")
    table = measures.compute([{**row, "as_at": Day(2024, 6, 29)} for row in rows], "assessment")
    assert [row.complete for row in table] == [True, False]
    assert "2024-04 to 2024-06 (not over)" in repr(table) and "the period is not over" in repr(table)
    # Of findings from several days the earliest decides; where no day is known neither is this; the whole has no end.
    mixed = [{**rows[1], "as_at": Day(2024, 7, 1)}, {**rows[2], "as_at": Day(2024, 5, 3)}]
    assert only(measures.compute(mixed, "assessment")).complete is False
    assert only(measures.compute(rows[1:], "assessment")).complete is None
    assert only(measures.compute(rows, "assessment", period="whole", as_at=Day(2024, 5, 3))).share_of_judged == 2 / 3
    done = [finding("a", "dfe-c2-assessment-45wd", done=Day(2024, 4, 30))]
    assert only(measures.compute(done, "dfe-c2", period="census_year", as_at=Day(2025, 3, 30))).published_share is None
    assert only(measures.compute(done, "dfe-c2", period="census_year", as_at=Day(2025, 3, 31))).published_share == 1


def test_a_list_that_is_not_recorded_counts_no_record(rulebook):
    known = {"id": "a", "episodes": [{"referral": {"received_at": "2024-01-02"}, "assessments": [{"id": "x", "extension_reason_recorded": False}]}]}
    absent = {"id": "b", "episodes": [{"referral": {"received_at": "2024-01-02"}}]}
    empty = {"id": "c", "episodes": [{"referral": {"received_at": "2024-01-02"}, "assessments": []}]}

    def rows(*cases):
        assessed = [rulebook.assess(case, as_at="2024-06-30") for case in cases]
        found = {row.period: row for row in measures.compute(assessed, "assessment")}
        from_dictionaries = [{**finding.to_dict(), "case_id": each.case_id} for each in assessed for finding in each.findings]
        again = {row.period: row for row in measures.compute(from_dictionaries, "assessment", as_at="2024-06-30")}
        assert again == found
        return found

    dated = rows(known, absent, empty)
    assert counts(dated["2024-01 to 2024-03"]) == {"could_not_be_judged": 1}
    assert (dated[None].total, dated[None].not_recorded, dated[None].note) == (0, 1, "not recorded")
    assert (dated[None].lowest_share, dated[None].highest_share) == (None, None)
    assert rows(absent, {**absent, "id": "d"})[None].not_recorded == 2
    assert [row.not_recorded for row in rows(empty).values()] == [0]
    columns = {"case_id": ["a", "b"], "rule": ["wt23-assess-45wd"] * 2, "record": ["episodes[0].assessments", "episodes[0].assessments[0]"]}
    columns.update(status=["indeterminate"] * 2, missing=["episodes[0].assessments", "episodes[0].assessments[0].completed_at"])
    row = only(measures.compute(columns, "assessment", suppress=5))
    assert (row.could_not_be_judged, row.not_recorded) == (None, None)
    assert only(measures.compute(columns, "assessment")).not_recorded == 1
    assert "lists not recorded" in repr(measures.compute(columns, "assessment"))


def test_a_measure_whose_rulebook_is_not_loaded_says_so(rulebook):
    tables = {"episodes": {"case_id": ["a"], "id": ["e"]}}
    result = dutybound.load(["working-together-2023"]).assess_tables(tables, as_at="2024-03-31")
    with pytest.raises(dutybound.OptionError, match="dfe-c2.*dfe-c2-assessment-45wd.*rulebook dfe-children-in-need-statistics"):
        measures.compute(result, ["assessment", "dfe-c2"])
    assert "dfe-c2" not in {row.measure for row in measures.compute(result)}
    assert only(measures.compute(rulebook.assess_tables(tables, as_at="2024-03-31"), "dfe-c2")).note == "not recorded"
    row = only(measures.compute(rulebook.assess({"id": "c", "episodes": []}, as_at="2024-03-31"), "dfe-c2"))
    assert row.note == "no finding of its rules was given"


# Groups.

def test_cases_in_groups():
    rows = [finding(case, due=Day(2024, 4, 1)) for case in (1, 2, 3)]
    teams = {"id": [1, 2, 9], "team": ["South", "North", "East"]}
    for by in ({1: "South", 2: "North"}, {"1": "South", "2": "North"}, lambda case: {1: "South", 2: "North"}.get(case), (teams, "id", "team")):
        table = measures.compute(rows, "assessment", by=by)
        assert [(row.group, row.total) for row in table] == [("North", 1), ("South", 1), (None, 1)]
        assert "no group" in repr(table)


def test_tables_of_groups_that_do_not_fit():
    for table in ({"id": [1, 1], "team": ["North", "South"]}, {"id": [1, 2]}, {"team": ["North"]}):
        with pytest.raises(dutybound.TableError, match="team|id"):
            measures.compute([finding()], "assessment", by=(table, "id", "team"))
    same_twice = {"id": [1, 1], "team": ["North", "North"]}
    assert only(measures.compute([finding(1)], "assessment", by=(same_twice, "id", "team"))).group == "North"


# Published definitions.

def c2(case, status, level, **more):
    record = more.pop("record", "episodes[0].assessments[0]")
    return [
        finding(case, "dfe-c2-assessment-45wd", status, record=record, **more),
        finding(case, "dfe-c2-assessment-duration", "level" if level and level != "none" else level or "not_applicable", outcome=None if level == "none" else level, record=record),
    ]


def test_bands_and_the_published_share():
    year = {"due": Day(2024, 1, 1), "done": Day(2024, 2, 1)}
    rows = (
        c2("a", "met", "same_day", **year)
        + c2("b", "met", "41-45_days", **year)
        + c2("b", "met", "1-10_days", record="episodes[0].assessments[1]", **year)
        + c2("c", "met_late", "46-50_days", **year)
        + c2("d", "overdue", None, due=Day(2024, 3, 1))
        + c2("e", "data_error", None, data_errors=[{"path": "p", "value": "v", "reason": "r", "code": "assessment-order"}])
        + c2("f", "data_error", None, data_errors=[{"path": "p", "value": "v", "reason": "r", "code": "impossible_date"}])
        + c2("g", "not_applicable", "none")
    )
    for order in (rows, rows[::-1]):
        table = measures.compute(order, "dfe-c2", period="census_year")
        assert [row.period for row in table] == ["2023-24", None]
        assert counts(table[0]) == {"in_time": 3, "late": 1, "overdue": 1}
        assert counts(table[1]) == {"data_errors": 1, "excluded": 2}
        assert table[0].published_share == 3 / 4 and table[0].share_of_judged == 3 / 5
        bands = dict(table[0].bands)
        assert list(bands) == list(measures.describe("dfe-c2").band_names)
        assert {name: count for name, count in bands.items() if count} == {"same_day": 1, "1-10_days": 1, "41-45_days": 1, "46-50_days": 1}


def test_a_conference_before_the_referral_is_excluded_and_counted():
    rows = [
        finding("a", "dfe-c4-transfer-in-15wd", "not_applicable", trigger=Day(2024, 3, 20)),
        finding("a", "dfe-c4-transfer-in-duration", "level", outcome="before_referral"),
        finding("b", "dfe-c4-conference-15wd", "not_applicable"),
    ]
    table = measures.compute(rows, "dfe-c4", period="whole")
    assert counts(only(table)) == {"excluded": 1}
    assert table.not_counted == {"dfe-c4": 1}


def test_a_snapshot_goes_by_the_day_looked_from():
    rows = [finding("a", "dfe-d6-reviewed-within-timescales", "in_place"), finding("b", "dfe-d6-reviewed-within-timescales", "not_in_place")]
    row = only(measures.compute(rows, "dfe-d6", period="census_year", as_at="2024-03-31", on="due"))
    assert (row.period, row.on, row.published_share) == ("2023-24", "as_at", 0.5)
    assert counts(row) == {"in_time": 1, "late": 1}
    assert only(measures.compute(rows, "dfe-d6", period="census_year")).period is None


# Hiding small numbers.

def suppressed(**wanted):
    statuses = {"in_time": "met", "late": "met_late", "overdue": "overdue", "due": "due", "exempt": "exempt", "could_not_be_judged": "indeterminate"}
    rows = [finding(f"{name}{i}", status=statuses[name]) for name, count in wanted.items() for i in range(count)]
    return only(measures.compute(rows, "assessment", period="whole", suppress=5))


def test_small_counts_are_hidden_and_a_second_where_one_would_be_told():
    row = suppressed(in_time=20, late=3, overdue=9)
    assert (row.in_time, row.late, row.overdue, row.due, row.total) == (20, None, None, 0, 32)
    assert row.share_of_judged is None and row.lowest_share is None
    assert "hidden" in row.note
    row = suppressed(in_time=20, late=3, overdue=1)
    assert (row.in_time, row.late, row.overdue, row.total) == (20, None, None, 24)
    row = suppressed(in_time=20, late=1, overdue=1, due=30)  # two that make 2 would each be 1
    assert (row.in_time, row.late, row.overdue, row.due, row.total) == (None, None, None, 30, 52)
    for alone in (4, 5):
        row = suppressed(in_time=alone)
        assert (row.in_time, row.total) == (None, None)
    row = suppressed(in_time=20, late=6, due=0)
    assert (row.in_time, row.late, row.total, row.share_of_judged) == (20, 6, 26, 20 / 26)


def test_a_share_is_shown_only_if_all_that_it_is_made_of_is():
    row = suppressed(in_time=20, late=30, due=2, exempt=1)
    assert row.share_of_judged == 0.4 and row.due is None
    assert suppressed(in_time=20, late=30, could_not_be_judged=2, exempt=1).highest_share is None


def ways_to_fill(row, up_to, most):
    """Every way to fill in what is hidden that the row allows, up to a bound."""
    names = [name for name in COUNTS if getattr(row, name) is None]
    shown = sum(getattr(row, name) or 0 for name in COUNTS)
    for values in itertools.product(range(1, most + 1), repeat=len(names)):
        total = shown + sum(values)
        if total == row.total if row.total is not None else 1 <= total <= up_to:
            yield dict(zip(names, values))


def test_what_is_hidden_cannot_be_worked_out():
    for numbers in itertools.product((0, 1, 2, 5, 7), repeat=4):
        wanted = dict(zip(("in_time", "late", "overdue", "due"), numbers))
        shown, total, _ = suppress({**dict.fromkeys(COUNTS, 0), **wanted}, sum(numbers), {}, {}, 5)
        row = types.SimpleNamespace(**shown, total=total)
        assert not any(count is not None and 1 <= count <= 5 for count in [*shown.values(), total])
        ways = list(ways_to_fill(row, 5, 12))
        hidden = {name: wanted[name] for name in COUNTS if shown[name] is None}
        assert hidden in ways
        if hidden:
            assert all(len({way[name] for way in ways}) > 1 for name in hidden), (wanted, row)


def test_bands_do_not_tell_what_the_columns_hide():
    numbers = random.Random(6)
    levels = measures.describe("dfe-c2").band_names
    in_time = set(levels[:6])
    for _ in range(200):
        wanted = {level: numbers.choice([0, 0, 0, 2, 5, 7, 30]) for level in levels}
        rows = []
        for level, count in wanted.items():
            for i in range(count):
                rows += c2(f"{level}{i}", "met" if level in in_time else "met_late", level)
        row = only(measures.compute(rows, "dfe-c2", period="whole", suppress=5))
        bands = dict(row.bands)
        for side, own in (("in_time", [x for x in levels if x in in_time]), ("late", [x for x in levels if x not in in_time])):
            hidden = sum(1 for level in own if bands[level] is None)
            if getattr(row, side) is None:
                assert hidden >= 1 or not any(wanted[level] for level in own), (wanted, row)
            else:
                assert hidden != 1, (wanted, row)
            assert all(bands[level] in (None, wanted[level]) for level in own)
            assert not any(bands[level] is not None and 1 <= bands[level] <= 5 for level in own)


# What findings may come in.

def as_table_kinds():
    def frame(module):
        library = pytest.importorskip(module)
        flat = [{**row, "data_errors": "p: assessment-order" if row["status"] == "data_error" else ""} for row in ONE_OF_EACH]
        if module == "pyarrow":
            return library.Table.from_pylist(ONE_OF_EACH)
        return library.DataFrame(flat)

    def stamped(_):
        pandas = pytest.importorskip("pandas")
        table = pandas.DataFrame(ONE_OF_EACH)
        table["due"] = pandas.to_datetime(table["due"])
        return table

    columns = {name: [row[name] for row in ONE_OF_EACH] for name in ONE_OF_EACH[0]}
    text = [{**row, "due": row["due"].isoformat() if row["due"] else None} for row in ONE_OF_EACH]
    commandline = [{"case": row["case_id"], "instance": row["record"], **{k: v for k, v in row.items() if k not in ("case_id", "record")}, "record": "a1"} for row in text]
    return [
        (lambda: iter(ONE_OF_EACH)),
        (lambda: columns),
        (lambda: text),
        (lambda: commandline),
        (lambda: frame("pandas")),
        (lambda: frame("polars")),
        (lambda: frame("polars").lazy()),
        (lambda: frame("pyarrow")),
        (lambda: frame("pyarrow").to_reader()),
        (lambda: stamped("pandas")),
    ]


@pytest.mark.parametrize("kind", range(10))
def test_findings_in_any_table(kind):
    expected = measures.compute(ONE_OF_EACH, "assessment").to_dicts()
    assert measures.compute(as_table_kinds()[kind](), "assessment").to_dicts() == expected


def test_findings_as_the_command_line_writes_them():
    error = "episodes[0].assessments[0].started_at: assessment-order; episodes[0].assessments[0].completed_at: assessment-order"
    rows = []
    for case, status, level in (("a", "met", "1-10_days"), ("b", "met_late", "46-50_days"), ("c", "data_error", None)):
        same = {"case": case, "instance": "episodes[0].assessments[0]", "record": "a1", "due": "2024-01-02", "done": "2024-01-02"}
        rows.append({**same, "rule": "dfe-c2-assessment-45wd", "status": status, "outcome": "", "data_errors": error if status == "data_error" else ""})
        rows.append({**same, "rule": "dfe-c2-assessment-duration", "status": level or status, "outcome": level or ""})
    # Another record with the same id.
    rows.append({**rows[0], "instance": "episodes[1].assessments[0]"})
    rows.append({**rows[1], "instance": "episodes[1].assessments[0]", "status": "same_day", "outcome": "same_day"})
    for order in (rows, rows[::-1], rows[::2] + rows[1::2]):
        row = only(measures.compute(order, "dfe-c2", by={"a": "North", "b": "North", "c": "North"}))
        assert row.group == "North"
        assert counts(row) == {"in_time": 2, "late": 1, "excluded": 1}
        assert {name: count for name, count in row.bands if count} == {"same_day": 1, "1-10_days": 1, "46-50_days": 1}


def test_an_assessment_brings_the_day_that_it_looks_from(rulebook):
    plan = {"started_at": "2023-11-15", "ended_at": None, "reviews": [{"held_at": "2024-02-15"}]}
    assessed = rulebook.assess({"id": "c", "episodes": [{"cp_plans": [plan]}]}, as_at="2024-03-31")
    for findings in (assessed, [assessed]):
        row = only(measures.compute(findings, "dfe-d6", period="census_year", by={"c": "North"}))
        assert (row.period, row.group, row.in_time) == ("2023-24", "North", 1)


def test_what_cannot_be_counted():
    for call, error, words in (
        (lambda: measures.compute([], "asessment"), dutybound.OptionError, "did you mean `assessment`"),
        (lambda: measures.describe("dfe-c9"), dutybound.OptionError, "no measure `dfe-c9`"),
        (lambda: measures.compute([], ["assessment", "assessment"]), dutybound.OptionError, "twice"),
        (lambda: measures.compute([], period="week"), dutybound.OptionError, "month, quarter"),
        (lambda: measures.compute([], on="as_at"), dutybound.OptionError, "trigger, due, done"),
        (lambda: measures.compute([], suppress=0), dutybound.OptionError, "suppress"),
        (lambda: measures.compute([finding()], by=4), dutybound.OptionError, "by"),
        (lambda: measures.compute("findings.csv"), dutybound.TableError, "not text"),
        (lambda: measures.compute([1]), dutybound.TableError, "no row"),
        (lambda: measures.compute(7), dutybound.TableError, "no rows"),
        (lambda: measures.compute([{"status": "met"}]), dutybound.TableError, "no rule"),
        (lambda: measures.compute({"rule": ["r"], "status": []}), dutybound.TableError, "differ in length"),
        (lambda: measures.compute([finding(due="soon")], "assessment"), dutybound.TableError, "no day"),
        (lambda: measures.compute([finding(status="level")], "assessment"), dutybound.OptionError, "duties and expectations"),
        (lambda: measures.Measure("x", "X", "me", ("r",), on="never"), dutybound.OptionError, "never"),
        (lambda: measures.Measure("x", "X", "me", ()), dutybound.OptionError, "no rule"),
    ):
        with pytest.raises(error, match=words):
            call()


def test_a_measure_of_ones_own():
    own = measures.Measure("police", "Told in time", "our protocol", ("local-rule",), on="trigger")
    row = only(measures.compute([finding(rule="local-rule", trigger=Day(2024, 5, 5))], [own], period="month"))
    assert (row.measure, row.period, row.in_time) == ("police", "2024-05", 1)


def test_how_a_table_looks():
    table = measures.compute(ONE_OF_EACH, ["assessment", "dfe-c2"], by={"a": "<North>"})
    text = repr(table)
    assert text.splitlines()[0].split()[:3] == ["measure", "period", "group"]
    assert "Department for Education" in text and "By the last day that is in time." in text
    assert "assessment: 1 not applicable, not counted." in text
    assert "&lt;North&gt;" in table._repr_html_() and "<North>" not in table._repr_html_()
    nearly = [finding(i, due=Day(2024, 4, 1)) for i in range(5000)] + [finding("x", status="met_late", due=Day(2024, 4, 1))]
    assert "100.0 %" not in repr(measures.compute(nearly, "assessment")) and "99.9 %" in repr(measures.compute(nearly, "assessment"))
    pandas = pytest.importorskip("pandas")
    frame = table.to_pandas()
    assert list(frame["total"]) == [row.total for row in table] and "band_same_day" in frame.columns
    assert isinstance(frame, pandas.DataFrame) and len(measures.compute([]).to_pandas()) == 0


def test_definitions_say_what_they_count():
    for name in measures.names():
        text = str(measures.describe(name))
        assert "goes by: " in text and "in_time: met" in text and "could_not_be_judged: indeterminate" in text
    assert "starts after its end" in str(measures.describe("dfe-c2"))
    assert len({measures.describe(name) for name in measures.names()}) == len(measures.names())


def test_definitions_name_rules_and_levels_that_there_are(rulebook):
    kinds = {rule.id: rule.kind for rule in rulebook.rules()}
    text = "\n".join(path.read_text() for path in (ROOT / "rules" / "dfe-children-in-need-statistics").glob("*s.yaml"))
    for name in measures.names():
        measure = measures.describe(name)
        assert all(kinds[rule] in ("duty", "expectation") for rule in measure.rules)
        for rule, bands in measure.bands.items():
            assert rule in measure.rules and kinds[bands] == "threshold"
            block = re.split(r"\n  - id: ", text.split(f"- id: {bands}\n")[1])[0]
            levels = re.findall(r"- \{level: ([a-z0-9_-]+),", block)
            assert levels and [level for level in levels if level not in measure.excluded] == list(measure.band_names)
    codes = (ROOT / "rules" / "vocabulary" / "childrens-social-care.yaml").read_text()
    known = set(re.findall(r"\{id: ([a-z0-9-]+), that:", codes))
    assert {"assessment-order", "icpc-before-section-47"} <= known


# Properties of random findings.

def random_findings(numbers, size):
    statuses = ["met", "met_late", "overdue", "due", "exempt", "indeterminate", "data_error", "not_in_force", "not_applicable"]
    days = [None] + [Day(2023, 1, 1) + datetime.timedelta(days=40 * i) for i in range(20)]
    rows = []
    for i in range(size):
        rule = numbers.choice(["wt23-assess-45wd", "wt23-icpc-15wd", "dfe-c2-assessment-45wd", "other"])
        status = numbers.choice(statuses)
        rows.append(finding(f"c{i % 50}", rule, status, numbers.choice(days), record=f"r{i}", done=numbers.choice(days)))
        if rule == "dfe-c2-assessment-45wd" and numbers.random() < 0.9:
            level = numbers.choice(["same_day", "61_or_more_days", None])
            rows.append(finding(f"c{i % 50}", "dfe-c2-assessment-duration", "level" if level else "not_applicable", record=f"r{i}", outcome=level))
    return rows


@pytest.mark.parametrize("seed", range(12))
def test_rows_add_up_and_order_does_not_matter(seed):
    numbers = random.Random(seed)
    rows = random_findings(numbers, 400)
    by = {f"c{i}": f"team {i % 3}" for i in range(40)}
    options = {"period": numbers.choice(["month", "quarter", "financial_year", "whole"]), "by": by, "on": numbers.choice([None, "due", "done", "trigger"])}
    table = measures.compute(rows, **options)
    for row in table:
        assert sum(getattr(row, name) for name in COUNTS) == row.total
        assert sum(count for _, count in row.bands) <= row.in_time + row.late
        judged = row.in_time + row.late + row.overdue
        assert row.share_of_judged == (row.in_time / judged if judged else None)
        if judged:
            assert row.lowest_share <= row.share_of_judged <= row.highest_share
    counted = {name: sum(row.total for row in table if row.measure == name) for name in table.not_counted}
    for measure in table.measures:
        found = sum(1 for row in rows if row["rule"] in measure.rules)
        assert counted[measure.name] + table.not_counted[measure.name] == found
    shuffled = rows[:]
    numbers.shuffle(shuffled)
    again = measures.compute(shuffled, **options)
    assert again.rows == table.rows and again.not_counted == table.not_counted
    hidden = measures.compute(shuffled, suppress=5, **options)
    assert hidden.rows == measures.compute(rows, suppress=5, **options).rows


# A recount from dates, with a calendar of its own.

def bank_holidays():
    text = (ROOT / "rules" / "calendars" / "england-and-wales.yaml").read_text()
    return re.findall(r"- \{date: (\d{4}-\d\d-\d\d),", text.split("weekend_holidays:")[0])


class Count:
    """Working days by numpy."""

    def __init__(self):
        self.numpy = pytest.importorskip("numpy")
        self.holidays = bank_holidays()
        assert len(self.holidays) > 130

    def between(self, start, end):
        day = datetime.timedelta(days=1)
        return int(self.numpy.busday_count(start + day, end + day, holidays=self.holidays))

    def after(self, start, days):
        step = self.numpy.busday_offset(start + datetime.timedelta(days=1), days - 1, roll="forward", holidays=self.holidays)
        return step.astype(Day)


def months_after(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return Day(year, month + 1, min(number, day.day))
        except ValueError:
            continue
    raise AssertionError


AS_AT = Day(2024, 3, 31)


def random_case(numbers, i):
    def past(first=Day(2022, 1, 3), last=AS_AT):
        return first + datetime.timedelta(days=numbers.randint(0, (last - first).days))

    referral = past()
    start = min(AS_AT, referral + datetime.timedelta(days=numbers.randint(0, 20)))
    assessment = {"started_at": start, "completed_at": start + datetime.timedelta(days=numbers.randint(-3, 110)), "extension_reason_recorded": False}
    if numbers.random() < 0.2:
        assessment["completed_at"] = None
    for name in ("started_at", "completed_at"):
        if numbers.random() < 0.07:
            del assessment[name]
    enquiry_start = past(referral)
    enquiry = {"started_at": enquiry_start, "outcome": numbers.choice(["icpc_required", "icpc_required", "no_further_action"])}
    enquiry["icpc"] = {"held_at": enquiry_start + datetime.timedelta(days=numbers.randint(-1, 40))}
    if enquiry["outcome"] != "icpc_required" or numbers.random() < 0.2:
        enquiry["icpc"] = None
    if numbers.random() < 0.07:
        del enquiry["started_at"]
    plan_start = past(Day(2022, 1, 3))
    reviews, held = [], plan_start
    while numbers.random() < 0.8:
        held = held + datetime.timedelta(days=numbers.choice([60, 85, 90, 92, 150, 180, 181, 185]))
        reviews.append({"held_at": held})
    plan = {"started_at": plan_start, "ended_at": None, "reviews": reviews}
    if numbers.random() < 0.2:
        plan["ended_at"] = held + datetime.timedelta(days=20)
    numbers.shuffle(reviews)
    episode = {"referral": {"received_at": referral}, "assessments": [assessment], "section_47_enquiries": [enquiry], "cp_plans": [plan]}
    episode["transfer_in"] = {"conference_held_at": referral + datetime.timedelta(days=numbers.randint(-2, 35))} if numbers.random() < 0.2 else None
    return {"id": f"case {i}", "episodes": [episode]}


def written(value):
    if isinstance(value, dict):
        return {name: written(each) for name, each in value.items()}
    if isinstance(value, list):
        return [written(each) for each in value]
    return value.isoformat() if isinstance(value, Day) else value


def timed(count, start, done, limit, published=False):
    """Column and band edge of a clock in working days; done is None where it is not done by AS_AT.

    The guidance's last day is the limit-th working day. The published tables know durations only: what took as many
    working days as that is in time, on whatever day it was done.
    """
    if done is not None and done > AS_AT:
        done = None
    due = count.after(start, limit)
    if published:
        due = count.after(start, limit + 1) - datetime.timedelta(days=1)
    if done is None:
        return ("due" if AS_AT <= due else "overdue"), due, None
    taken = count.between(start, done)
    return ("in_time" if (taken <= limit if published else done <= due) else "late"), done, taken


def band(taken, edges):
    for name, most in edges:
        if most is None or taken <= most:
            return name
    raise AssertionError


C2_BANDS = [("same_day", 0), ("1-10_days", 10), ("11-20_days", 20), ("21-30_days", 30), ("31-40_days", 40), ("41-45_days", 45), ("46-50_days", 50), ("51-60_days", 60), ("61_or_more_days", None)]
C4_BANDS = [("0-10_days", 10), ("11-15_days", 15), ("16-20_days", 20), ("21_or_more_days", None)]


def year_of(day):
    return None if day is None else f"{day.year - (day.month < 4)}-{(day.year + (day.month >= 4)) % 100:02d}"


def done_year(day):
    return year_of(day) if isinstance(day, Day) and day <= AS_AT else None


def recount(cases, count):
    """{(measure, census year, column or band): number} of every generated case."""
    answer = {}

    def tell(measure, year, column, level=None):
        for what in (column, level):
            if what is not None:
                answer[measure, year, what] = answer.get((measure, year, what), 0) + 1

    for case in cases:
        episode = case["episodes"][0]
        referral = episode["referral"]["received_at"]
        assessment = episode["assessments"][0]
        start, end = assessment.get("started_at"), assessment.get("completed_at", "?")
        if start is None and end not in (None, "?") and end < referral:
            tell("dfe-c2", None, "data_errors")
        elif start is None:
            tell("dfe-c2", done_year(end), "could_not_be_judged")
        elif end == "?":
            tell("dfe-c2", year_of(count.after(start, 46) - datetime.timedelta(days=1)), "could_not_be_judged")
        elif end is not None and end < start:
            tell("dfe-c2", None, "excluded")
        else:
            column, day, taken = timed(count, start, end, 45, published=True)
            tell("dfe-c2", year_of(day), column, None if taken is None else band(taken, C2_BANDS))
        # The guidance: from the referral, by the last day.
        if end == "?":
            tell("assessment", year_of(count.after(referral, 45)), "could_not_be_judged")
        elif end is not None and (end < referral or (start is not None and end < start)):
            tell("assessment", year_of(count.after(referral, 45)), "data_errors")
        else:
            tell("assessment", year_of(count.after(referral, 45)), timed(count, referral, end, 45)[0])

        enquiry = episode["section_47_enquiries"][0]
        start, held = enquiry.get("started_at"), (enquiry["icpc"] or {}).get("held_at")
        if enquiry["outcome"] == "icpc_required":
            if start is None:
                tell("dfe-c4", done_year(held), "could_not_be_judged")
            elif held is not None and held < start:
                tell("dfe-c4", year_of(count.after(start, 16) - datetime.timedelta(days=1)), "excluded")
            else:
                column, day, taken = timed(count, start, held, 15, published=True)
                tell("dfe-c4", year_of(day), column, None if taken is None else band(taken, C4_BANDS))
                tell("conference", year_of(count.after(start, 15)), timed(count, start, held, 15)[0])
        if episode["transfer_in"]:
            held = episode["transfer_in"]["conference_held_at"]
            if held < referral:
                tell("dfe-c4", None, "excluded")
            else:
                column, day, taken = timed(count, referral, held, 15, published=True)
                tell("dfe-c4", year_of(day), column, None if taken is None else band(taken, C4_BANDS))

        plan = episode["cp_plans"][0]
        start, end = plan["started_at"], plan["ended_at"]
        held = sorted(review["held_at"] for review in plan["reviews"] if review["held_at"] <= AS_AT)
        if (end is None or end > AS_AT) and months_after(start, 3) <= AS_AT:
            last_days = [months_after(start, 3)] + [months_after(day, 6) for day in held]
            in_time = all(done <= last for done, last in zip(held + [AS_AT], last_days))
            tell("dfe-d6", "2023-24", "in_time" if in_time else "late")
        last = months_after(start, 3)
        lapsed = end is not None and end <= min(last, AS_AT)
        if held and held[0] <= last:
            tell("first-review", year_of(last), "in_time")
        elif not lapsed:
            tell("first-review", year_of(last), "late" if held else "due" if AS_AT <= last else "overdue")
    return answer


@pytest.mark.parametrize("seed", range(4))
def test_generated_cases_counted_again_from_their_dates(rulebook, seed):
    numbers = random.Random(seed)
    cases = [random_case(numbers, i) for i in range(150)]
    expected = recount(cases, Count())
    assessed = [rulebook.assess(written(case), as_at=AS_AT) for case in cases]
    names = ["assessment", "conference", "first-review", "dfe-c2", "dfe-c4", "dfe-d6"]
    found = {}
    for row in measures.compute(assessed, names, period="census_year"):
        for what, number in list(counts(row).items()) + [(level, number) for level, number in row.bands if number]:
            found[row.measure, row.period, what] = number
    # A conference without a recorded start may still have a strategy discussion; only its date is not known.
    for table in (found, expected):
        for key in [key for key in table if key[0] == "conference" and key[2] in ("could_not_be_judged", "data_errors")]:
            del table[key]
    assert sorted(set(found.items()) ^ set(expected.items()), key=str) == []


@pytest.mark.parametrize("day_of_week", range(7))
def test_published_columns_are_the_sums_of_their_bands_whatever_the_day(rulebook, day_of_week):
    """Ends on every day around the limit, at weekends and on bank holidays too; counted by numpy."""
    count = Count()
    firsts = [Day(2022, 12, 5), Day(2023, 1, 23), Day(2023, 2, 20), Day(2023, 10, 2)]  # Mondays: Christmas, May and Easter lie ahead
    starts = [monday + datetime.timedelta(days=day_of_week + 7 * week) for monday in firsts for week in range(3)]
    c2_sides, c4_sides, cases = {"in_time": 0, "late": 0}, {"in_time": 0, "late": 0}, []
    for start in starts:
        for days, limit, sides in ((range(60, 72), 45, c2_sides), (range(17, 30), 15, c4_sides)):
            for taken in days:
                done = start + datetime.timedelta(days=taken)
                sides["in_time" if count.between(start, done) <= limit else "late"] += 1
                episode = {"referral": {"received_at": start}, "transfer_in": None, "assessments": [], "section_47_enquiries": []}
                if limit == 45:
                    episode["assessments"] = [{"started_at": start, "completed_at": done}]
                elif taken % 2:
                    episode["transfer_in"] = {"conference_held_at": done}
                else:
                    episode["section_47_enquiries"] = [{"started_at": start, "outcome": "icpc_required", "icpc": {"held_at": done}}]
                cases.append(written({"id": f"case {len(cases)}", "episodes": [episode]}))
    assessed = [rulebook.assess(case, as_at="2024-03-31") for case in cases]
    for name, in_time_bands, sides in (("dfe-c2", 6, c2_sides), ("dfe-c4", 2, c4_sides)):
        row = only(measures.compute(assessed, name, period="whole"))
        numbers = [number for _, number in row.bands]
        assert row.in_time == sides["in_time"] == sum(numbers[:in_time_bands])
        assert row.late == sides["late"] == sum(numbers[in_time_bands:])


# Published facts.

@pytest.mark.parametrize(
    "reference, assessment, conference",
    [
        ("2022-03-31", "2022-01-27", "2022-03-10"),
        ("2023-03-31", "2023-01-27", "2023-03-10"),
        ("2024-03-31", "2024-01-26", "2024-03-08"),
        ("2025-03-31", "2025-01-27", "2025-03-10"),
        ("2026-03-31", "2026-01-27", "2026-03-10"),
        ("2027-03-31", "2027-01-25", "2027-03-08"),
    ],
)
def test_the_earliest_start_that_is_not_late(rulebook, reference, assessment, conference):
    before = Count()

    def row(name, start):
        episode = {
            "referral": {"received_at": start.isoformat()},
            "assessments": [{"started_at": start.isoformat(), "completed_at": None, "extension_reason_recorded": False}],
            "section_47_enquiries": [{"started_at": start.isoformat(), "outcome": "icpc_required", "icpc": None}],
            "transfer_in": None,
        }
        assessed = rulebook.assess({"id": "c", "episodes": [episode]}, as_at=reference, carry_forward=True)
        return counts(only(measures.compute(assessed, name, period="whole")))

    def working_day_before(start):
        earlier = start - datetime.timedelta(days=1)
        while not before.numpy.is_busday(earlier, holidays=before.holidays):
            earlier -= datetime.timedelta(days=1)
        return earlier

    for names, text in ((("assessment", "dfe-c2"), assessment), (("conference", "dfe-c4"), conference)):
        start = Day.fromisoformat(text)
        for name in names:
            assert row(name, start) == {"due": 1}
            earlier = working_day_before(start)
            if name.startswith("dfe-") and not before.numpy.is_busday(Day.fromisoformat(reference), holidays=before.holidays):
                # The tables know durations, and no further working day has passed since the last one (Easter 2024).
                assert row(name, earlier) == {"due": 1}
                earlier = working_day_before(earlier)
            assert row(name, earlier) == {"overdue": 1}


# A caseload in one go.

class Result:
    """A result of assess_tables as far as measures know it."""

    as_at = AS_AT

    def __init__(self, rows, statuses=()):
        self.rows, self.asked = rows, []
        self._options = types.SimpleNamespace(statuses=statuses)
        self.rulebook = types.SimpleNamespace(rules=lambda: [types.SimpleNamespace(id=row["rule"]) for row in rows])

    def where(self, rules):
        self.asked.append(rules)
        return Result([row for row in self.rows if row["rule"] in rules])

    def batches(self):
        for start in range(0, len(self.rows), 3):
            some = self.rows[start : start + 3]
            yield types.SimpleNamespace(to_columns=lambda: {name: [row[name] for row in some] for name in some[0]})


def test_of_a_caseload_only_the_rules_that_count_are_computed():
    rows = ONE_OF_EACH + [finding(rule="other"), finding(rule="dfe-d6-reviewed-within-timescales", status="in_place")]
    result = Result(rows)
    table = measures.compute(result, period="census_year")
    assert table.rows == measures.compute(rows, period="census_year", as_at=AS_AT).rows
    assert result.asked == [["dfe-d6-reviewed-within-timescales", "wt23-assess-45wd"]]
    with pytest.raises(dutybound.OptionError, match="`conference` needs the rule `wt23-icpc-15wd`"):
        measures.compute(result, "conference")
    assert len(result.asked) == 1
    with pytest.raises(dutybound.OptionError, match="some statuses only"):
        measures.compute(Result(rows, ("overdue",)))


@pytest.mark.skipif(not hasattr(dutybound.Rulebook, "assess_tables"), reason="the package was built without tables")
def test_a_caseload_and_its_cases_one_by_one_count_the_same(rulebook):
    numbers = random.Random(9)
    cases = [written(random_case(numbers, i)) for i in range(40)]
    result = rulebook.assess_tables(cases, as_at=AS_AT)
    teams = {case["id"]: f"team {i % 3}" for i, case in enumerate(cases)}
    options = {"period": "quarter", "by": teams, "suppress": None}
    one_by_one = measures.compute([rulebook.assess(case, as_at=AS_AT) for case in cases], **options)
    assert measures.compute(result, **options).rows == one_by_one.rows
    assert len(one_by_one) > 20
    pyarrow = pytest.importorskip("pyarrow")
    assert measures.compute(pyarrow.table(result), as_at=AS_AT, **options).rows == one_by_one.rows

    class OnlyArrow:
        def __arrow_c_stream__(self, requested_schema=None):
            return result.__arrow_c_stream__()

    assert measures.compute(OnlyArrow(), as_at=AS_AT, **options).rows == one_by_one.rows
    table = pyarrow.table(one_by_one)
    assert table.column("total").to_pylist() == [row.total for row in one_by_one]
    assert table.column("period_end").to_pylist() == [row.period_end for row in one_by_one]
    with pytest.raises(dutybound.OptionError, match="some statuses only"):
        measures.compute(result.overdue)
    mixed = measures.compute(result, "assessment", by=lambda case: 1 if case < "case 2" else "x")
    assert set(pyarrow.table(mixed).column("group").to_pylist()) == {"1", "x"}
