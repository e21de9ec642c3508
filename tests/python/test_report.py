"""The report's numbers, its CSV file, its teams, and what it says without its script."""

from __future__ import annotations

import csv
import datetime
import html.parser
import json
import re

import pytest
from report_caseload import AS_AT, Result, finding, some

import dutybound.report
from dutybound.report._collect import Collector
from dutybound.report._headlines import headlines, share
from dutybound.report._model import weeks_from
from dutybound.report._teams import read_teams
from dutybound.report._words import count_words, day_words, percent_words, period_words

TEAMS = {"A1": "North", "A2": "North", "A3": "South"}


@pytest.fixture
def written(tmp_path):
    return dutybound.report.write(Result(some()), tmp_path / "report.html", teams=TEAMS)


def embedded(path):
    """The data that the page's script reads."""
    text = path.read_text(encoding="utf-8")
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S).group(1))


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Reader(html.parser.HTMLParser):
    """Elements that are open, headings, and text, of a page as a parser reads it."""

    def __init__(self):
        super().__init__()
        self.tags, self.headings, self.text, self.wrong = [], [], [], []

    def handle_starttag(self, tag, attributes):
        if tag in ("meta", "link", "input", "br", "wbr"):
            return
        self.tags.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        if not self.tags or self.tags.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if not self.tags or self.tags[-1] not in ("script", "style"):
            self.text.append(data)


def test_three_files_stand_beside_each_other(written, tmp_path):
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.csv", "report.html", "report.ics"]
    assert written == (tmp_path / "report.html", tmp_path / "report.csv", tmp_path / "report.ics", 2, 1, 5, 13, (), 0)


def test_csv_has_what_is_overdue_and_falls_due_most_urgent_first(written):
    rows = rows_of(written.csv)
    assert [
        (row["case_id"], row["rule"], row["status"], row["last_day"], row["days_late"], row["days_left"])
        for row in rows
    ] == [
        ("A1", "wt23-assess-45wd", "overdue", "2026-02-06", "20", ""),
        ("A4", "wt23-rcpc-first-3m", "overdue", "2026-02-20", "14", ""),
        ("A1", "wt23-icpc-15wd", "due", "2026-03-13", "", "5"),
    ]
    assert [row["team"] for row in rows] == ["North", "No team given", "North"]
    assert written.csv.read_bytes().count(b"\r\n") == 4
    assert written.csv.read_bytes().count(b"\n") == 4


def test_a_longer_horizon_takes_in_what_falls_due_later(tmp_path):
    written = dutybound.report.write(Result(some()), tmp_path / "r.html", weeks=14)
    assert written.falling_due == 2
    assert rows_of(written.csv)[-1]["last_day"] == "2026-06-01"


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_cell_is_a_formula(tmp_path, evil):
    row = finding(
        evil,
        "wt23-assess-45wd",
        "overdue",
        evil,
        record_id=evil,
        due="2026-02-06",
        days=20,
        day_unit="days",
        actor=evil,
    )
    written = dutybound.report.write(Result([row]), tmp_path / "r.html", teams={evil: "North"})
    cells = rows_of(written.csv)[0]
    assert cells["case_id"] == cells["record_id"] == cells["record"] == cells["actor"] == "'" + evil
    assert all(cell[:1] not in ("=", "+", "-", "@", "\t", "\r") for cell in cells.values())


def test_cells_with_quotes_commas_and_line_ends_survive(tmp_path):
    odd = 'a "quoted", cell\nof two lines'
    written = dutybound.report.write(
        Result([finding(odd, "wt23-assess-45wd", "overdue", due="2026-02-06", days=20)]), tmp_path / "r.html"
    )
    assert rows_of(written.csv)[0]["case_id"] == odd


def test_every_finding_is_in_the_page_once(written):
    data = embedded(written.html)
    undated = sum(len(data["profiles"][profile]) for profile in data["records"]["profile"])
    assert len(data["rows"]["record"]) + undated == 13
    statuses = [data["statuses"][at][0] for at in data["templates"][1]]
    counted = {}
    for template in data["rows"]["template"] + [
        t for profile in data["records"]["profile"] for t in data["profiles"][profile]
    ]:
        counted[statuses[template]] = counted.get(statuses[template], 0) + 1
    assert counted == {
        "overdue": 2,
        "due": 2,
        "met": 1,
        "met_late": 1,
        "indeterminate": 3,
        "data_error": 1,
        "not_in_force": 1,
        "exempt": 1,
        "value": 1,
    }


def test_missing_facts_are_counted_by_finding_and_by_child():
    found = Collector()
    found.add_all(some())
    assert found.missing == {
        "episodes.assessments.completed_at": [1, 1],
        "episodes.child_wishes_recorded": [2, 1],
        "episodes.child_identity_recorded": [1, 0],
    }
    assert found.missing_cases == {
        "episodes.assessments.completed_at": 1,
        "episodes.child_wishes_recorded": 1,
        "episodes.child_identity_recorded": 1,
    }


def test_a_page_can_be_read_without_its_script(written):
    reader = Reader()
    reader.feed(written.html.read_text(encoding="utf-8"))
    assert reader.wrong == [] and reader.tags == []
    text = " ".join(" ".join(reader.text).split())
    assert "As at Fri 6 Mar 2026." in text
    assert "2 duties are overdue; 1 falls due from Fri 6 Mar 2026 to Sun 12 Apr 2026." in text
    assert "25 % in time, 25 % late (1 of them not done yet), 50 % could not be judged: 2 of 4." in text
    assert "Fri 6 Feb 2026 20 working days late" in text
    assert "= 13" in text
    assert "ab" * 32 in text and "Written by dutybound " + dutybound.__version__ in text
    assert "The assessment was concluded." in text


def test_headings_go_down_one_by_one(written):
    reader = Reader()
    reader.feed(written.html.read_text(encoding="utf-8"))
    assert reader.headings[0] == 1 and reader.headings.count(1) == 1
    assert all(below - above <= 1 for above, below in zip(reader.headings, reader.headings[1:]))


def test_nothing_in_the_data_breaks_out(tmp_path):
    evil = "</script><script>alert(1)</script><!--\u2028\u2029\"'&<b>"
    row = finding(
        evil, "wt23-assess-45wd", "overdue", evil, record_id=evil, due="2026-02-06", days=20, missing=[evil], actor=evil
    )
    error = {
        "case_id": evil,
        "table": evil,
        "row": 0,
        "column": evil,
        "path": evil,
        "value": evil,
        "reason": evil,
        "code": evil,
    }
    written = dutybound.report.write(Result([row], [error]), tmp_path / "r.html", teams={evil: evil}, title=evil)
    text = written.html.read_text(encoding="utf-8")
    assert "alert(1)</script>" not in text and "<b>" not in text
    assert text.count("<script") == text.count("</script>") == 3
    reader = Reader()
    reader.feed(text)
    assert reader.wrong == [] and reader.tags == []
    data = embedded(written.html)
    assert data["cases"]["id"] == [evil] and data["teams"] == [evil] and data["errors"][0][5] == evil


def test_letters_that_are_none_are_replaced(tmp_path):
    row = finding("A\x00\x08\ud800", "wt23-assess-45wd", "overdue", due="2026-02-06", days=20)
    text = dutybound.report.write(Result([row]), tmp_path / "r.html").html.read_bytes().decode("utf-8")
    assert "\x00" not in text and "\x08" not in text


def test_the_page_forbids_itself_every_connection_and_every_other_script(written):
    text = written.html.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text).group(1)
    assert policy.startswith("default-src &#x27;none&#x27;; script-src &#x27;sha256-")
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert not re.search(r'(?:src|href)="(?!#|data:,")', text)
    style = re.search("<style>(.*?)</style>", text, re.S).group(1)
    assert "@import" not in style and "url(" not in style


def test_the_same_findings_give_the_same_bytes(tmp_path):
    first = dutybound.report.write(Result(some()), tmp_path / "a.html", teams=TEAMS)
    second = dutybound.report.write(Result(some()), tmp_path / "b.html", teams=TEAMS)
    assert [path.read_bytes() for path in first[:3]] == [path.read_bytes() for path in second[:3]]


def test_tables_that_were_read_are_counted(tmp_path):
    result = Result(some())
    result.manifest["tables"] = [
        {
            "table": "assessments<",
            "rows": 1200,
            "used": 1190,
            "orphans": 7,
            "skipped": 3,
            "unused_columns": ["team", "a&b"],
        }
    ]
    result.manifest["unread"] = 2
    text = dutybound.report.write(result, tmp_path / "r.html").html.read_text(encoding="utf-8")
    assert 'scope="row">assessments&lt;</th><td class="number">1,200</td><td class="number">1,190</td>' in text
    assert "team, a&amp;b" in text
    assert "2 cases could not be read and are not in this report" in text


def test_a_part_of_the_findings_says_so(tmp_path):
    result = Result(some())
    result.manifest["findings"] = 20
    text = dutybound.report.write(result, tmp_path / "r.html").html.read_text(encoding="utf-8")
    assert "7 findings that the engine tells of are not in this report" in text


def test_findings_that_need_action_are_explained(written):
    data = embedded(written.html)
    assert sorted(data["why"].values()) == [
        [f"{rule} in words.", f"the arithmetic of {rule}"]
        for rule in ("wt23-assess-45wd", "wt23-icpc-15wd", "wt23-rcpc-first-3m")
    ]


def test_two_results_make_one_report(tmp_path):
    from dutybound.report import write_all

    other = [finding("B1", "wt23-assess-45wd", "overdue", due="2026-02-06", days=20)]
    written = write_all([Result(some()), Result(other)], tmp_path / "r.html")
    assert (written.overdue, written.findings) == (3, 14)
    with pytest.raises(dutybound.Error, match="the case 'A1' is in input 1 and in input 2"):
        write_all([Result(some()), Result(some())], tmp_path / "r.html")
    with pytest.raises(dutybound.Error, match="the case 'A1' is in a.json and in b.json"):
        write_all([Result(some()), Result(some())], tmp_path / "r.html", names=["a.json", "b.json"])


def test_whole_number_ids_are_shown_as_given_and_explained_by_the_number(tmp_path):
    class Numbered(Result):
        def explain(self, case_id, rule, record=None):
            assert case_id == 7
            return super().explain(case_id, rule, record)

    written = dutybound.report.write(
        Numbered([finding(7, "wt23-assess-45wd", "overdue", due="2026-02-06", days=20)]),
        tmp_path / "r.html",
        teams={7: "North"},
    )
    assert (rows_of(written.csv)[0]["case_id"], rows_of(written.csv)[0]["team"]) == ("7", "North")


def test_options_that_do_not_fit_are_refused(tmp_path):
    with pytest.raises(ValueError, match="as_at"):
        dutybound.report.write(Result(some(), as_at=None), tmp_path / "r.html")
    with pytest.raises(ValueError, match="weeks"):
        dutybound.report.write(Result(some()), tmp_path / "r.html", weeks=0)
    with pytest.raises(ValueError, match="beside"):
        dutybound.report.write(Result(some()), tmp_path / "r.csv")
    with pytest.raises(ValueError, match="rulebook"):
        dutybound.report.write([], tmp_path / "r.html", as_at=AS_AT)


def test_teams_come_from_a_file_with_the_columns_of_a_return(tmp_path):
    file = tmp_path / "teams.csv"
    file.write_text('\ufeffTeam,Child Unique ID\r\n"North, East",A1\r\n,A2\r\nSouth,A3\r\n', encoding="utf-8")
    assert read_teams(file) == {"A1": "North, East", "A3": "South"}
    file.write_text("case_id,team\nA1,North\nA1,South\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 3: a child is in two teams"):
        read_teams(file)
    file.write_text("name,team\nA1,North\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no column is called case_id; there are: 'name', 'team'"):
        read_teams(file)


@pytest.mark.parametrize(
    "content, message",
    [
        ("case_id,Teams\nA1,North\n", "no column is called team; there are: 'case_id', 'Teams'; did you mean `Teams`"),
        ("case_id,team\nA1,\n", "the column 'team' has no value"),
        ("case_id,team\n,North\n", "the column 'case_id' has no value"),
        ("case_id,team\nA1,North\n,South\n", "line 3: a team without a child"),
        ("case_id,team\nA1,#N/A\n", "line 2: #N/A is an error of a spreadsheet"),
    ],
)
def test_a_file_of_teams_that_says_nothing_is_refused_with_what_is_there(tmp_path, content, message):
    file = tmp_path / "teams.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_teams(file)


def test_teams_of_other_children_alone_are_refused(tmp_path):
    with pytest.raises(ValueError, match="children has a team: ids of the teams are such as 'Z9'"):
        dutybound.report.write(Result(some()), tmp_path / "r.html", teams={"Z9": "North"})


def test_weeks_are_calendar_weeks_and_the_first_is_the_rest_of_this_one():
    weeks = weeks_from(datetime.date(2026, 3, 6), 3)
    assert [(week.first.isoformat(), week.last.isoformat()) for week in weeks] == [
        ("2026-03-06", "2026-03-08"),
        ("2026-03-09", "2026-03-15"),
        ("2026-03-16", "2026-03-22"),
    ]
    assert weeks_from(datetime.date(2026, 3, 8), 2)[0].last.isoformat() == "2026-03-08"
    assert weeks_from(datetime.date(2026, 3, 9), 1)[0].last.isoformat() == "2026-03-15"


def test_shares_never_hide_what_nobody_could_judge():
    one = share(
        "x",
        ("r",),
        {
            "r": {
                "met": 128,
                "met_late": 10,
                "overdue": 4,
                "indeterminate": 12,
                "data_error": 1,
                "not_in_force": 1,
                "due": 3,
                "exempt": 2,
                "not_applicable": 5,
            }
        },
    )
    assert (one.whole, one.undecided, one.running, one.elsewhere) == (156, 14, 3, 7)
    assert (
        one.sentence() == "82 % in time, 9 % late (4 of them not done yet), 9 % could not be judged: 14 of 156. "
        "3 more are still within time."
    )
    assert (
        share("x", ("r",), {"r": {"met": 1}}).sentence() == "100 % in time, 0 % late, of 1; every one could be judged."
    )
    assert share("x", ("r",), {"r": {"due": 1}}).sentence() == "Nothing to judge yet; 1 still within time."


def test_what_was_missed_for_good_is_in_the_share():
    one = share("x", ("r",), {"r": {"met": 2, "met_late": 1, "breached": 4, "overdue": 1, "exempt": 2}})
    assert (one.whole, one.late, one.overdue, one.elsewhere) == (8, 5, 1, 2)
    assert one.sentence() == "25 % in time, 75 % late or missed (1 of them not done yet), of 8; every one could be judged."


def test_a_plan_that_ended_a_day_after_its_first_review_was_due_is_late_in_the_page(tmp_path):
    """In fact the plan's review can be held no more; the page must not look better for it."""
    plan = {"id": "p", "conference_held_at": "2024-01-10", "started_at": "2024-01-10", "ended_at": "2024-04-11", "reviews": []}
    held = {**plan, "reviews": [{"id": "v", "held_at": "2024-04-02"}]}
    cases = [{"id": name, "episodes": [{"id": "e", "cp_plans": [each]}]} for name, each in (("a", plan), ("b", held))]
    result = dutybound.load().assess_tables(cases, as_at="2024-09-01")
    first = {row["case_id"]: row["status"] for row in result.to_dicts() if row["rule"] == "wt23-rcpc-first-3m"}
    assert first == {"a": "breached", "b": "met"}
    text = dutybound.report.write(result, tmp_path / "r.html").html.read_text(encoding="utf-8")
    said = re.search(r"<h3>Review conferences held in time.*?</h3><p>(.*?)</p>.*?aria-label=\"(.*?)\"", text, re.S)
    assert said.group(1).startswith("50 % in time, 50 % late or missed, of 2;")
    assert said.group(2).startswith("1 in time, 1 done late or missed, 0 overdue")
    rows = re.findall(r"<tr>(?:(?!</tr>).)*wt23-rcpc-first-3m(?:(?!</tr>).)*</tr>", text, re.S)
    cells = [re.sub("<.*?>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", rows[0], re.S)]
    assert cells[-9:-1] == ["2", "1", "1", "0", "0", "0", "50 %", "0"] and cells[-1] == "", cells


def test_headlines_take_rules_of_any_edition_together():
    found = headlines(
        {"wt18-assess-45wd": {"met": 1}, "wt23-assess-45wd": {"met": 2}, "wt23-icpc-15wd": {"not_applicable": 4}}
    )
    assert [(one.rules, one.in_time) for one in found] == [(("wt18-assess-45wd", "wt23-assess-45wd"), 3)]


@pytest.mark.parametrize(
    "part, whole, words",
    [
        (0, 0, "none"),
        (0, 9, "0 %"),
        (1, 1000, "under 1 %"),
        (1, 200, "1 %"),
        (999, 1000, "over 99 %"),
        (9, 9, "100 %"),
        (1, 3, "33 %"),
        (1, 8, "13 %"),
    ],
)
def test_percents(part, whole, words):
    assert percent_words(part, whole) == words


def test_words():
    assert day_words(datetime.date(2024, 4, 22)) == "Mon 22 Apr 2024"
    assert (
        period_words(0, "days"),
        period_words(1, "working_days"),
        period_words(-3, "days"),
        period_words(None, None),
    ) == ("last day today", "1 working day late", "3 days left", "")
    assert (count_words(1, "child", "children"), count_words(1200, "child", "children")) == (
        "1 child",
        "1,200 children",
    )


def test_what_is_overdue_unless_excused_is_listed_and_counted_apart(tmp_path):
    path = "episodes[0].assessments[0]"
    clock = {"trigger": "2025-12-01", "due": "2026-02-06", "missing": [path + ".extension_reason_recorded"], "day_unit": "working_days"}
    rows = [
        finding("A1", "wt23-assess-45wd", "indeterminate", path, provisional="overdue", days=20, **clock),
        finding("A2", "wt23-assess-45wd", "indeterminate", path, provisional="met_late", days=3, done="2026-02-11", **clock),
        finding("A3", "wt23-assess-45wd", "met", path, trigger="2025-12-01", due="2026-02-06", done="2026-02-02"),
    ]
    written = dutybound.report.write(Result(rows), tmp_path / "r.html")
    assert (written.overdue, written.overdue_unless_excused, written.undecided) == (0, 1, 0)
    with open(written.csv, encoding="utf-8", newline="") as file:
        [line] = list(csv.DictReader(file))
    assert (line["case_id"], line["status"], line["days_late"]) == ("A1", "overdue unless excused", "20")
    calendar = written.ics.read_text(encoding="utf-8").replace("\r\n ", "").replace("\n ", "")
    assert "SUMMARY:Overdue unless excused: " in calendar
    reader = Reader()
    reader.feed(written.html.read_text(encoding="utf-8"))
    text = " ".join(" ".join(reader.text).split())
    assert "0 duties are overdue, and 1 unless an accepted reason for the delay is recorded, which the data does not show" in text
    assert "33 % in time, 0 % late, 67 % late unless an accepted reason is recorded, of 3" in text
    counted = {}
    for template in embedded(written.html)["rows"]["template"]:
        status = embedded(written.html)["statuses"][embedded(written.html)["templates"][1][template]][0]
        counted[status] = counted.get(status, 0) + 1
    assert counted == {"overdue_unless_excused": 1, "met_late_unless_excused": 1, "met": 1}
