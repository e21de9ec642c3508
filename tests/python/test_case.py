"""One case: what goes in, what comes out, and what is refused."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import decimal
import enum
import json
import pickle
import threading
from pathlib import Path

import pytest

import dutybound

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "case.json"
AS_AT = dt.date(2024, 7, 31)


@pytest.fixture()
def facts():
    return json.loads(EXAMPLE.read_text("utf-8"))


def test_a_dictionary_a_text_bytes_and_a_case_are_assessed_alike(rulebook, facts):
    text = EXAMPLE.read_text("utf-8")
    expected = rulebook.assess(facts, as_at=AS_AT)
    assert expected.case_id == "case-0417"
    assert expected.as_at == AS_AT
    assert len(expected.findings) > 20
    for other in (text, text.encode(), rulebook.case(facts)):
        assert rulebook.assess(other, as_at=AS_AT).to_dict() == expected.to_dict()


def test_to_dict_is_the_json_of_the_command(rulebook, facts, command):
    code, out, _ = command("assess", str(EXAMPLE), "--as-at", "2024-07-31", "--format", "json", "--reading", "all")
    assert code == 0
    assessment = rulebook.assess(facts, as_at=AS_AT, all_readings=True)
    printed = json.loads(out)
    assert assessment.to_dict() == printed
    assert json.loads(assessment.to_json()) == printed
    assert [finding.to_dict() for finding in assessment] == printed["findings"]


def test_explanations_and_questions_are_those_of_the_command(rulebook, facts, command):
    rule = next(f.rule for f in rulebook.assess(facts, as_at=AS_AT) if f.due)
    _, out, _ = command("explain", str(EXAMPLE), rule, "--as-at", "2024-07-31", "--format", "json")
    printed = json.loads(out)["explanations"]
    assert [e.to_dict() for e in rulebook.explain(facts, rule, as_at=AS_AT)] == printed
    assert [e.to_dict() for e in rulebook.assess(facts, as_at=AS_AT).explain(rule)] == printed
    _, out, _ = command("ask", str(EXAMPLE), "--as-at", "2024-07-31", "--format", "json")
    assert [q.to_dict() for q in rulebook.ask(facts, as_at=AS_AT)] == json.loads(out)["questions"]


def test_a_finding_has_python_values(rulebook, facts):
    findings = rulebook.assess(facts, as_at=AS_AT).findings
    finding = next(f for f in findings if f.due and f.record and f.days is not None)
    assert type(finding.due) is dt.date
    assert isinstance(finding.status, str) and isinstance(finding.missing, tuple) and isinstance(finding.readings, dict)
    with pytest.raises(AttributeError):
        finding.status = "met"
    protected = (ROOT / "examples" / "cases" / "police-protection-weekend" / "case.yaml").read_text("utf-8")
    timed = [f for f in rulebook.assess(protected, as_at="2025-07-31") if f.due_at]
    assert timed and str(timed[0].due_at.tzinfo) == "Europe/London"
    assert timed[0].due_at.replace(tzinfo=None).isoformat() == timed[0].to_dict()["due_at"]


def test_explain_takes_an_id_or_a_path(rulebook, facts):
    assessment = rulebook.assess(facts, as_at=AS_AT)
    finding = next(f for f in assessment if f.record and f.due)
    by_id = assessment.explain(finding.rule, finding.record)
    assert by_id == assessment.explain(finding.rule, finding.instance) and len(by_id) == 1
    assert finding.explain() == by_id[0]
    assert by_id[0].finding == finding
    with pytest.raises(dutybound.OptionError, match="did you mean"):
        assessment.explain(finding.rule + "x")


def test_views_by_status(rulebook, facts):
    assessment = rulebook.assess(facts, as_at=AS_AT)
    counts = assessment.manifest.by_status
    for name in ("overdue", "due", "indeterminate"):
        view = getattr(assessment, name)
        assert len(view) == counts.get(name, 0)
        assert all(f.status == name for f in view)
    assert len(assessment) == assessment.manifest.findings == sum(counts.values())


@pytest.mark.parametrize("as_at", ["2024-07-31", dt.date(2024, 7, 31)])
def test_as_at_a_day(rulebook, facts, as_at):
    assert rulebook.assess(facts, as_at=as_at).to_dict()["as_at"] == "2024-07-31"


def test_as_at_a_moment(rulebook, facts):
    def moment(value):
        return rulebook.assess(facts, as_at=value).to_dict()["as_at"]

    assert moment(dt.datetime(2024, 7, 31, 9, 30)) == "2024-07-31T09:30:00"
    assert moment(dt.datetime(2024, 7, 31, 9, 30, 5, 123456)) == "2024-07-31T09:30:05"
    assert moment(dt.datetime(2024, 7, 31, 8, 30, tzinfo=dt.timezone.utc)) == "2024-07-31T09:30:00"
    assert moment("2024-07-31T09:30") == "2024-07-31T09:30:00"
    value = rulebook.assess(facts, as_at=dt.datetime(2024, 7, 31, 9, 30)).as_at
    assert value.utcoffset() == dt.timedelta(hours=1) and value.hour == 9


@pytest.mark.parametrize("as_at", [None, "31/07/2024", "", 20240731, dt.time(9, 30), "2024-02-30", "\ud800", "2024-03-31T01:30"])
def test_as_at_nonsense(rulebook, facts, as_at):
    with pytest.raises(dutybound.OptionError, match="as_at"):
        rulebook.assess(facts, as_at=as_at)


def test_options_are_checked_with_the_nearest_name(rulebook, facts):
    edition = rulebook.editions()[0].id
    with pytest.raises(dutybound.OptionError, match="did you mean") as caught:
        rulebook.assess(facts, as_at=AS_AT, edition=edition + "x")
    assert caught.value.diagnostics[0].code == "options.unknown-edition"
    reading = rulebook.readings()[0]
    with pytest.raises(dutybound.OptionError, match="did you mean"):
        rulebook.ask(facts, as_at=AS_AT, readings={reading.id + "s": reading.default_value})
    with pytest.raises(dutybound.OptionError, match="exclude"):
        rulebook.assess(facts, as_at=AS_AT, edition=edition, carry_forward=True)
    assert isinstance(caught.value, ValueError)


class Source(enum.Enum):
    INDIVIDUAL = "1A"


@dataclasses.dataclass
class Referral:
    id: str
    received_at: object
    source: object = Source.INDIVIDUAL
    decided_at: object = dutybound.UNKNOWN


@dataclasses.dataclass
class Episode:
    id: object
    referral: Referral


def referral_path(rulebook, value, **others):
    case = {"id": "c", "episodes": [{"id": "e", "referral": {"id": "r", "received_at": value, **others}}]}
    return rulebook.case(case)


def test_dataclasses_enumerations_and_unknown(rulebook):
    record = {"id": "c", "episodes": [Episode("e", Referral("r", dt.date(2024, 4, 24)))]}
    plain = {"id": "c", "episodes": [{"id": "e", "referral": {"id": "r", "received_at": "2024-04-24", "source": "1A"}}]}
    assert rulebook.assess(record, as_at=AS_AT).to_dict() == rulebook.assess(plain, as_at=AS_AT).to_dict()
    record["episodes"][0].referral.decided_at = None
    plain["episodes"][0]["referral"]["decided_at"] = None
    assert rulebook.assess(record, as_at=AS_AT).to_dict() == rulebook.assess(plain, as_at=AS_AT).to_dict()


def test_a_missing_key_is_unknown_and_none_has_not_happened(rulebook):
    def status(**referral):
        case = {"id": "c", "episodes": [{"id": "e", "referral": {"id": "r", "received_at": "2024-04-24", **referral}}]}
        findings = rulebook.assess(case, as_at=AS_AT).findings
        return {(f.rule, f.instance): f.status for f in findings}

    unknown, not_happened = status(), status(decided_at=None)
    changed = {key for key in unknown if unknown[key] != not_happened[key]}
    assert changed and {unknown[key] for key in changed} == {"indeterminate"}
    assert "overdue" in {not_happened[key] for key in changed}
    assert status(decided_at=float("nan")) == not_happened
    assert status(decided_at=dutybound.UNKNOWN) == unknown


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2024, 4, 24),
        dt.datetime(2024, 4, 24, 9, 30),
        dt.datetime(2024, 4, 24, 9, 30, 1, 5),
        dt.datetime(2024, 4, 23, 23, 30, tzinfo=dt.timezone.utc),
        "2024-04-24",
        "2024-04-24T09:30:00Z",
    ],
)
def test_ways_to_say_a_day(rulebook, value):
    same = rulebook.assess(referral_path(rulebook, "2024-04-24"), as_at=AS_AT)
    other = rulebook.assess(referral_path(rulebook, value), as_at=AS_AT)
    assert [(f.status, f.trigger, f.due) for f in same] == [(f.status, f.trigger, f.due) for f in other]
    assert other.data_errors == ()


def test_pandas_and_numpy_days_where_they_are_installed(rulebook):
    pandas = pytest.importorskip("pandas")
    numpy = pytest.importorskip("numpy")
    same = rulebook.assess(referral_path(rulebook, "2024-04-24"), as_at=AS_AT).findings
    for value in (
        pandas.Timestamp("2024-04-24"),
        pandas.Timestamp("2024-04-24 09:00", tz="Europe/Paris"),
        numpy.datetime64("2024-04-24"),
        numpy.datetime64("2024-04-24T00:00:00", "ns"),
    ):
        case = referral_path(rulebook, value)
        assert case.data_errors == ()
        assert [f.due for f in rulebook.assess(case, as_at=pandas.Timestamp(AS_AT))] == [f.due for f in same]
    none = rulebook.assess(referral_path(rulebook, None), as_at=AS_AT).findings
    for value in (pandas.NaT, pandas.NA, numpy.datetime64("NaT"), numpy.nan, numpy.float32("nan")):
        assert rulebook.assess(referral_path(rulebook, value), as_at=AS_AT).findings == none
    series = {"id": numpy.int64(7), "episodes": numpy.array([{"id": numpy.str_("e")}], dtype=object)}
    assert rulebook.case(series).id == "7"
    assert rulebook.assess(series, as_at=numpy.datetime64("2024-07-31")).as_at == AS_AT


def test_a_day_before_clocks_changed_by_today_s_rule_keeps_its_day(rulebook):
    case = {"id": "c", "child": {"date_of_birth": dt.datetime(1970, 6, 1, 0, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))}}
    assert rulebook.case(case).data_errors == ()


def test_impossible_values_are_data_errors(rulebook):
    for value, code in [
        ("04/05/2024", "ambiguous_date"),
        ("24/04/24", "ambiguous_date"),
        ("2024-05-21T25:00", "impossible_time"),
        ("2024-02-30", "impossible_date"),
        (dt.date(1, 1, 1), "impossible_date"),
        (20240424, "wrong_type"),
        (float("inf"), "not_a_date"),
        (decimal.Decimal("Infinity"), "not_a_date"),
        (decimal.Decimal("1e999"), "not_a_date"),
        (10**400, "not_a_date"),
        (10**6000, "not_a_date"),
        (True, "wrong_type"),
        ({}, "wrong_type"),
        (["2024-04-24"], "wrong_type"),
        (dt.datetime(9999, 12, 31, 23, 59, tzinfo=dt.timezone(dt.timedelta(hours=-5))), "impossible_date"),
    ]:
        errors = referral_path(rulebook, value).data_errors
        assert [e.path for e in errors] == ["episodes[0].referral.received_at"], value
        assert errors[0].code == code, value
        assert errors[0].reason
    found = rulebook.assess(referral_path(rulebook, "04/05/2024"), as_at=AS_AT)
    assert [f for f in found if f.status == "data_error"][0].data_errors[0].value == "04/05/2024"


def test_numbers_keep_their_digits(rulebook):
    for value in (7, decimal.Decimal("7"), decimal.Decimal("1E+3"), decimal.Decimal("1E-400"), 7.5, -0.0, 2**70):
        assert rulebook.case({"id": "c", "child": {"id": value}}).data_errors == ()
    assert rulebook.case({"id": 12345678901234567890}).id == "12345678901234567890"


def test_sets_and_tuples_are_lists(rulebook):
    episodes = ({"id": "a"}, {"id": "b"})
    expected = rulebook.assess({"id": "c", "episodes": list(episodes)}, as_at=AS_AT)
    assert rulebook.assess({"id": "c", "episodes": episodes}, as_at=AS_AT).findings == expected.findings


class Strange:
    pass


def test_what_is_no_case(rulebook):
    endless = {"id": "c"}
    endless["episodes"] = [endless]
    wide = [1]
    for _ in range(60):
        wide = [wide, wide]
    deep = {}
    for _ in range(100):
        deep = {"child": deep}
    for value, message in [
        (endless, "contains itself"),
        ({"id": "c", "episodes": wide}, "more than"),
        (deep, "nested deeper"),
        ({1: "a"}, "key 1 is no text"),
        ({"id": Strange()}, "`id`: a value of type `Strange`"),
        ({"episodes": [{"id": b"e"}]}, r"`episodes\[0\]\.id`: a value of type `bytes`"),
        ({"id": "\ud800"}, "half a character"),
        ({"\udfff": 1}, "half a character"),
        ({"episodes": [dutybound.UNKNOWN]}, "UNKNOWN"),
        (Strange(), "the case: a value of type `Strange`"),
        ('{"id": "\ud800"}', "half a character"),
        ("{", "not JSON"),
        ("", "at least one case"),
        ("case.json", "read_cases"),
        (b"\xff\xfe", "the case"),
        ([{"id": "a"}, {"id": "b"}], "2 cases"),
        ('{"id": "a", "id": "b"}', "stands twice"),
        (None, "the case"),
        (7, "the case"),
        ("[]", "at least one case|no case"),
    ]:
        with pytest.raises(dutybound.CaseError, match=message):
            rulebook.assess(value, as_at=AS_AT)
    with pytest.raises(dutybound.CaseError) as caught:
        rulebook.case('{"id": }')
    assert caught.value.diagnostics[0].line == 1 and caught.value.diagnostics[0].code == "input.json-syntax"
    assert isinstance(pickle.loads(pickle.dumps(caught.value)), dutybound.CaseError)


def test_a_long_text(rulebook):
    case = rulebook.case({"id": "x" * 10_000_000})
    assert len(case.id) == 10_000_000
    with pytest.raises(dutybound.CaseError, match="bytes"):
        rulebook.case({"id": "x" * 70_000_000})


def test_values_are_frozen_equal_hashable_and_pickle(rulebook, facts):
    first, second = (rulebook.assess(facts, as_at=AS_AT) for _ in range(2))
    assert first == second and hash(first) == hash(second)
    assert first != rulebook.assess(facts, as_at="2025-01-31")
    assert len({f for f in (*first, *second)}) == len(set(first.findings))
    explanation = next(f for f in first if f.due).explain()
    rule = rulebook.rules()[0]
    values = [first, explanation, *first.findings, *first.rulebooks, first.manifest, *rulebook.ask(facts, as_at=AS_AT), rule]
    values += [*rulebook.facts()[:5], *rulebook.parameters(), *rulebook.readings(), *rulebook.editions(), *rulebook.calendar.holidays[:3]]
    for value in values:
        for again in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):
            assert again == value and hash(again) == hash(value) and again is not value
        assert repr(value).startswith(type(value).__name__ + "(")
        assert value != "something else"
        json.dumps(value.to_dict())
    with pytest.raises(dutybound.Error, match="another process"):
        pickle.loads(pickle.dumps(first)).explain(rule.id)


def test_rulebooks_and_cases_pickle(rulebook, facts, tmp_path):
    again = pickle.loads(pickle.dumps(rulebook))
    assert again.assess(facts, as_at=AS_AT) == rulebook.assess(facts, as_at=AS_AT)
    assert pickle.loads(pickle.dumps(rulebook)) is again, "loaded once in a process"
    case = pickle.loads(pickle.dumps(rulebook.case(facts)))
    assert rulebook.assess(case, as_at=AS_AT) == rulebook.assess(facts, as_at=AS_AT)
    closed = dutybound.load(closures=["2024-12-27"], policy={})
    assert pickle.loads(pickle.dumps(closed)).calendar.is_working_day("2024-12-27") is False


def test_a_case_of_another_rulebook(rulebook, facts):
    other = dutybound.load()
    assert other.assess(rulebook.case(facts), as_at=AS_AT).findings == rulebook.assess(facts, as_at=AS_AT).findings
    (read,) = rulebook.read_cases(EXAMPLE)
    assert rulebook.assess(read, as_at=AS_AT).case_id == "case-0417"
    with pytest.raises(dutybound.CaseError, match="another rulebook"):
        other.assess(read, as_at=AS_AT)
    with pytest.raises(dutybound.CaseError, match="pickled"):
        pickle.dumps(read)


def test_read_cases(rulebook, tmp_path):
    assert [case.id for case in rulebook.read_cases(EXAMPLE)] == ["case-0417"]
    assert len(list(rulebook.read_cases(ROOT / "examples" / "cases.jsonl"))) > 1
    assert [case.id for case in rulebook.read_cases('[{"id": "a"}, {"id": "b"}]')] == ["a", "b"]
    assert [case.id for case in rulebook.read_cases(b"id: a\n", "yaml")] == ["a"]
    assert list(rulebook.read_cases(ROOT / "examples" / "cin_census.xml"))
    file = tmp_path / "cases.jsonl"
    file.write_text('{"id": "a"}\n{"id": \n{"id": "c"}\n', "utf-8")
    read = []
    with pytest.raises(dutybound.CaseError, match=r"cases\.jsonl:2") as caught:
        for case in rulebook.read_cases(file):
            read.append(case.id)
    assert read == ["a", "c"] and len(caught.value.diagnostics) == 1
    with pytest.raises(dutybound.CaseError, match="No such file"):
        list(rulebook.read_cases(tmp_path / "none.json"))
    with pytest.raises(dutybound.OptionError, match="format"):
        list(rulebook.read_cases(file, "csv"))


def test_a_case_with_names_that_nobody_reads_is_told_of_wherever_it_is_read(rulebook, tmp_path):
    part = {"id": "a", "epsiodes": [], "x": 1}
    told = "the case was read in part: `epsiodes`: .*did you mean `episodes`.*; and 1 more"
    for call in (rulebook.assess, rulebook.ask):
        with pytest.warns(dutybound.DataWarning, match=told) as warned:
            call(part, as_at="2024-04-22")
        assert warned[0].filename == __file__
    with pytest.warns(dutybound.DataWarning, match=told):
        case = rulebook.case(json.dumps(part))
    assert case.unread_names.count == 2 and case.unread_names.first.path == "epsiodes"
    assert repr(case).startswith("Case(read_in_part=True, ")
    assessment = rulebook.assess(case, as_at="2024-04-22")  # told of when it was read
    assert assessment.unread_names == case.unread_names
    assert repr(assessment).startswith("Assessment(read_in_part=True, ")
    assert assessment.to_dict()["read_in_part"]["names"] == 2
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps({"id": "b"}) + "\n" + json.dumps(part) + "\n")
    with pytest.warns(dutybound.DataWarning, match=r"cases.jsonl:2 was read in part") as warned:
        assert [each.unread_names.count for each in rulebook.read_cases(file)] == [0, 2]
    assert len(warned) == 1
    assert rulebook.assess({"id": "b"}, as_at="2024-04-22").to_dict()["read_in_part"] is None


def test_loading(tmp_path):
    with pytest.raises(dutybound.RuleError) as caught:
        dutybound.load("no-such-rulebook")
    assert caught.value.diagnostics and str(caught.value.diagnostics[0]) in str(caught.value)
    with pytest.raises(dutybound.RuleError):
        dutybound.load(rules=tmp_path / "none")
    (tmp_path / "broken.yaml").write_text("rulebook: [\n", "utf-8")
    with pytest.raises(dutybound.RuleError, match="broken.yaml"):
        dutybound.load(rules=tmp_path)
    with pytest.raises(dutybound.OptionError, match="policy"):
        dutybound.load(policy={"x": "7"})
    with pytest.raises(dutybound.RuleError):
        dutybound.load(policy={"no-such-number": 7})
    protocol = dutybound.load(layers=ROOT / "examples" / "local-protocol")
    assert any(edition.extends for edition in protocol.editions())
    same = dutybound.load(rules=ROOT / "rules")
    assert {e.id for e in same.editions()} >= {e.id for e in dutybound.load().editions()}


def test_what_a_rulebook_tells(rulebook):
    rule = rulebook.rules()[0]
    assert rulebook.rule(rule.id).title and rulebook.rule("none") is None
    assert rulebook.facts()[0].entity
    parameter = next(p for p in rulebook.parameters() if p.rows and not p.policy)
    assert rulebook.parameter(parameter.id, AS_AT) == parameter.rows[-1][1]
    assert rulebook.parameter("none", AS_AT) is None
    assert repr(rulebook).startswith("Rulebook(")


def test_the_calendar(rulebook):
    calendar = rulebook.calendar
    assert calendar.add_working_days("2024-03-28", 15) == dt.date(2024, 4, 22)
    assert calendar.add_working_days(dt.date(2024, 4, 22), -15) == dt.date(2024, 3, 28)
    assert calendar.count_working_days(dt.datetime(2024, 3, 28, 23, 0), "2024-04-22") == 15
    assert [h.name for h in calendar.skipped("2024-03-28", "2024-04-22")] == ["Good Friday", "Easter Monday"]
    assert calendar.is_working_day("2024-03-29") is False and calendar.is_working_day("2024-03-28") is True
    assert calendar.is_working_day("1900-01-01") is None and calendar.add_working_days("2024-03-28", 10**9) is None
    with pytest.raises(dutybound.OptionError, match="day"):
        calendar.is_working_day("29/03/2024")


def test_threads_work_at_once(rulebook, facts):
    expected = rulebook.assess(facts, as_at=AS_AT).to_json()
    wrong = []

    def work():
        for _ in range(20):
            if rulebook.assess(facts, as_at=AS_AT).to_json() != expected:
                wrong.append(1)
            rulebook.explain(facts, rulebook.rules()[0].id, as_at=AS_AT)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_other_threads_run_while_rules_load():
    beats = []
    done = threading.Event()

    def beat():
        while not done.wait(0.001):
            beats.append(1)

    thread = threading.Thread(target=beat)
    thread.start()
    before = len(beats)
    dutybound.load()
    during = len(beats) - before
    done.set()
    thread.join()
    assert during >= 3


def test_pages_for_notebooks(rulebook, facts):
    facts["id"] = "<script>alert(1)</script>"
    assessment = rulebook.assess(facts, as_at=AS_AT)
    finding = next(f for f in assessment if f.due and f.status != "not_applicable")
    for page in (assessment._repr_html_(), finding._repr_html_(), finding.explain()._repr_html_()):
        assert "<script" not in page and "</div>" in page
    assert "&lt;script&gt;" in assessment._repr_html_()
    page = finding.explain()._repr_html_()
    assert "<svg" in page and 'role="img"' in page and "<title" in page
    assert finding.due.strftime("%a ") in page


def test_diagnostics_can_be_logged_without_what_the_document_holds():
    with pytest.raises(dutybound.CaseError) as refused:
        dutybound.load(["working-together-2023"]).case('{"S3CR3T": 1, "S3CR3T": 2}')
    assert "S3CR3T" in str(refused.value)
    logged = [each.redacted for each in refused.value.diagnostics]
    assert logged and not any("S3CR3T" in line for line in logged)
    assert all(f"[{each.code}]: " in each.redacted and "\n" not in each.redacted for each in refused.value.diagnostics)
