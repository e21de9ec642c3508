#!/usr/bin/env python3
"""Writes rules/<book>/boundaries.scenarios.yaml: every clock, every limit of age, and the first and last day of a childhood, on the days where counting
goes wrong.

A rule's own scenario tells which facts it needs. Its dates are moved together, so that the clock starts on a day of TRIGGERS or on the first or
last day of the edition; what is then due, and by how many days it is late, is counted here, by the plain code of tests/differential/oracle.py and by
Python's own dates and time zones, never by the engine. Usage: boundary_scenarios.py [--check] [RULES]
"""

import copy
import datetime
import math
import pathlib
import re
import sys
import zoneinfo

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "differential"))
sys.dont_write_bytecode = True
from oracle import DAY, UNKNOWN, WorkingDays, add_months, birthday  # noqa: E402

CLOCKS = ("within", "recurring", "maximum_duration", "minimum_retention", "before_target", "fixed_date")
UNITS = ("working_days", "days", "hours", "weeks", "months")
# Days on which a clock may start, by what it counts; the first is shown in all four ways.
TRIGGERS = {
    "working_days": {"a Friday": "2024-06-14", "a Saturday": "2024-06-15", "the day before Good Friday": "2024-03-28", "Christmas Eve": "2024-12-24", "the end of a month": "2025-01-31"},
    "days": {"29 February": "2024-02-29", "the end of a year": "2024-12-31", "the day before Good Friday": "2025-04-17"},
    "weeks": {"29 February": "2024-02-29", "the end of a year": "2024-12-31"},
    "months": {"the end of August": "2024-08-31", "29 February": "2024-02-29", "the end of November": "2024-11-30", "the end of January": "2025-01-31"},
    "hours": {"the Friday before the clocks go forward": "2024-03-29", "the Friday before they go back": "2024-10-25"},
    "day": {"a Friday": "2024-06-14", "29 February": "2024-02-29"},
}
# Clocks whose last day is computed by an expression: what is added to which fact.
COMPUTED = {"wt23-yearly-report-september": ("months", 6, "year_ended_on")}
# Clocks whose last day is one of the calendar, or a birthday: moving the facts together does not move it alone.
NOT_MOVED = ("wt23-implementation-window", "wt23-care-leaver-keep-in-touch-first", "wt18-arrangements-published", "wt18-arrangements-implemented")
# Limits of age: rule, birthday, fact that tells the day (nothing: as_at), what is expected on the day before and on the birthday.
AGES = (
    ("wt23-def-child", 18, None, {"status": "value", "outcome": "true"}, {"status": "value", "outcome": "false"}),
    ("fgm-mandatory-report", 18, "aware_at", {}, {"status": "not_applicable"}),
    ("cdg-scope-exclusions", 18, "confirmed_at", {"status": "value", "outcome": "true"}, {"status": "value", "outcome": "false"}),
    ("wt23-care-leaver-definition", 25, None, {"status": "value", "outcome": "true"}, {"status": "value", "outcome": "false"}),
    ("wt23-care-leaver-death", 25, "occurred_at", {}, {"status": "not_applicable"}),
    ("wt23-care-leaver-death", 18, "occurred_at", {"status": "not_applicable"}, {}),
    ("ca89-s20-16-17", 18, None, {}, {"status": "not_applicable"}),
)
# Words for whom a rule protects of which the birth date alone decides, and what makes them a child before birth: that it does, that the child is born
# by now, or nothing.
BEFORE_BIRTH = {"child": lambda born, as_at: False, "child_or_unborn_child": lambda born, as_at: True,
                "child_once_born": lambda born, as_at: born <= as_at, "parent_of_child": lambda born, as_at: born <= as_at}
LEAP_BIRTHDAY = {18: ("2006-02-28", "2008-02-29"), 25: ("1999-06-15", "2000-02-29")}
LONDON = zoneinfo.ZoneInfo("Europe/London")
DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?")
FACT = re.compile(r"\.([a-z_0-9]+)(?![a-z_0-9.\[(])")


class Texts(yaml.SafeLoader):
    """YAML 1.2 as the engine reads it, dates as texts."""


Texts.yaml_implicit_resolvers = {}
Texts.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
Texts.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^-?[0-9]+$"), list("-0123456789"))
Texts.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(?:~|null|)$"), ["~", "n", ""])


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Texts)


def day_of(text):
    return datetime.date.fromisoformat(text[:10])


def moved(text, by):
    return (day_of(text) + by).isoformat() + text[10:]


def leaves(value, key=None):
    """Every (container, key) that holds a date or nothing."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for name, inner in items:
        if isinstance(inner, (dict, list)):
            yield from leaves(inner, name)
        elif inner is None or (isinstance(inner, str) and DATE.fullmatch(inner)):
            yield value, name


def records(value):
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, (dict, list)):
            yield from records(inner)


class Book:
    def __init__(self, folder):
        self.folder = folder
        head = read(folder / "rulebook.yaml")
        self.id, self.in_force = head["rulebook"], head["in_force"]
        self.parameters = {p["id"]: p.get("values", []) for p in head.get("parameters", [])}
        self.rules, self.scenarios = [], []
        for path in sorted(folder.glob("*.yaml")):
            content = read(path)
            self.rules += [rule for rule in content.get("rules", []) if "id" in rule]
            if path.name.endswith(".scenarios.yaml") and path.name != "boundaries.scenarios.yaml":
                self.scenarios += content["list"]

    def period(self, rule):
        """First and last day on which the rule is in force."""
        own = rule.get("in_force", {})
        first = max(self.in_force.get("from", "0001-01-01"), own.get("from", "0001-01-01"))
        last = min(self.in_force.get("to", "9999-12-31"), own.get("to", "9999-12-31"))
        return day_of(first), day_of(last)


class Clock:
    """A rule's clock, counted independently."""

    def __init__(self, rule, parameters, calendar):
        self.kind = next(k for k in CLOCKS if k in rule)
        body = rule[self.kind]
        self.parameters, self.calendar = parameters, calendar
        self.inclusive, self.roll = body.get("counting") == "inclusive", body.get("roll")
        self.anchor = next((body[k] for k in ("after", "from", "target", "on") if k in body), None)
        self.unit = next((u for u in UNITS if u in body), "day")
        self.amount = body.get(self.unit, 0)
        self.facts = FACT.findall(self.anchor)
        if rule["id"] in COMPUTED:
            self.unit, self.amount, fact = COMPUTED[rule["id"]]
            self.facts = [fact]

    def number(self, on, policy):
        if isinstance(self.amount, int):
            return self.amount
        if self.amount in policy:
            return policy[self.amount]
        rows = [row["value"] for row in self.parameters[self.amount] if row.get("from", "") <= on.isoformat()]
        return rows[-1] if rows else None

    def due(self, trigger, policy):
        """The last day (hours: the last moment) in time; nothing where the number or the calendar does not tell."""
        on = trigger.date() if isinstance(trigger, datetime.datetime) else trigger
        number = self.number(on, policy)
        if number is None:
            return None
        sign = -1 if self.kind == "before_target" else 1
        if self.unit == "hours":
            later = trigger.replace(tzinfo=LONDON).astimezone(datetime.timezone.utc) + datetime.timedelta(hours=number)
            return later.astimezone(LONDON).replace(tzinfo=None)
        if self.unit == "working_days":
            due = self.calendar.add(on, sign * number)
        elif self.unit == "months":
            due = add_months(on, sign * number)
        else:
            due = on + sign * number * {"weeks": 7 * DAY, "days": DAY, "day": DAY}[self.unit]
        if due is UNKNOWN:
            return None
        if self.inclusive:
            due -= DAY
        if self.roll == "up_to_working_day":
            while not self.calendar.works(due + DAY):
                due += DAY
        while self.roll == "ordinary_day" and (
            due.weekday() == 6 or (due.month, due.day) in ((12, 25), (12, 26)) or due in self.calendar.holidays
        ):
            due += DAY
        return due

    def days(self, due, then):
        """How much is left, negative; how much it is late, at least by one."""
        if self.unit == "hours":  # whole ones, the one that was begun counting as late
            hours = abs(then - due).total_seconds() / 3600
            return math.ceil(hours) if then > due else -math.floor(hours)
        if self.unit != "working_days":
            return (then - due).days
        return max(self.calendar.between(due, then), 1) if then > due else -self.calendar.between(then, due)


class Base:
    """A scenario of a rule, with the places of the day that starts the clock and of the days on which it was done."""

    def __init__(self, scenario, row, clock, done):
        self.scenario, self.row, self.clock = scenario, row, clock
        self.policy = scenario.get("policy", {})
        case = scenario["case"]
        found = list(leaves(case))
        own = next((list(leaves(r)) for r in records(case) if "record" in row and r.get("id") == row["record"]), found)
        recurs = set(done) <= set(clock.facts)
        self.trigger = None
        for fact in clock.facts:
            places = [p for p in own if p[1] == fact and p[0][fact] is not None] or [p for p in found if p[1] == fact and p[0][fact] is not None]
            if recurs:
                places = sorted(places, key=lambda p: p[0][fact])[:1]
            if len(places) == 1:
                self.trigger = places[0]
                break
        self.done = [p for p in found if p[1] in done and not self.is_trigger(p)]
        if recurs:
            self.done = self.done[-1:] if len(self.done) == 1 else []

    def is_trigger(self, place):
        return self.trigger is not None and place[0] is self.trigger[0] and place[1] == self.trigger[1]

    def moment(self, place):
        text = place[0][place[1]]
        if self.clock.unit == "hours":
            return datetime.datetime.fromisoformat(text) if "T" in text else None
        return day_of(text)

    def sound(self):
        """Whether what was found explains the scenario's own expectation."""
        if self.trigger is None or not self.done or self.moment(self.trigger) is None:
            return False
        due = self.clock.due(self.moment(self.trigger), self.policy)
        stated = self.row.get("due")
        return due is not None and (stated is None or stated == due.isoformat()[:10])

    def at(self, start, done, as_at):
        """The case with every date moved so that the clock starts on `start`, done on `done` or not by `as_at`: what is no event but
        planned (`ends_on`) lies after it then."""
        by = start - day_of(self.trigger[0][self.trigger[1]])
        old = list(leaves(self.scenario["case"]))
        case = copy.deepcopy(self.scenario["case"])
        new = list(leaves(case))
        for was, (holder, key) in zip(old, new):
            if any(was[0] is place[0] and was[1] == place[1] for place in self.done):
                timed = self.clock.unit == "hours"
                day = done or (None if key.endswith("_at") else as_at + 7 * DAY)
                holder[key] = None if day is None else day.isoformat(timespec="minutes") if timed else day.isoformat()[:10]
            elif holder[key] is not None:
                holder[key] = moved(holder[key], by)
        return case


def find_base(book, rule, clock):
    order = {"met_late": 0, "overdue": 1, "met": 2, "due": 3, "breached": 0}
    done = FACT.findall(rule["done_at"])
    bases = []
    for scenario in book.scenarios:
        rows = [row for row in scenario["expect"] if row["rule"] == rule["id"]]
        plain = not {"edition", "carry_forward", "readings", "assume"} & set(scenario) and len(rows) == 1
        if plain and rows[0].get("status") in order:
            bases.append(Base(scenario, rows[0], clock, done))
    bases = [base for base in bases if base.sound()]
    if clock.kind == "before_target":  # the target itself must not be what happens
        bases = [base for base in bases if base.trigger[1] == clock.facts[-1]] or bases
    return min(bases, key=lambda base: order[base.row["status"]], default=None)


def clock_scenarios(book, rule, calendar):
    clock = Clock(rule, book.parameters, calendar)
    if rule["id"] in NOT_MOVED:
        return
    base = find_base(book, rule, clock)
    if base is None:
        raise SystemExit(f"{rule['id']}: none of its scenarios can be moved to other days; one with trigger, last day and day done can, or list it in NOT_MOVED")
    first, last = book.period(rule)
    triggers = {name: day_of(day) for name, day in TRIGGERS[clock.unit].items()}
    if rule["id"] in COMPUTED:
        triggers = {"the end of a year": day_of("2024-03-31"), "the end of another": day_of("2025-03-31")}
    elif clock.amount in base.policy:
        triggers = dict(list(triggers.items())[:2])
    elif clock.unit != "hours":  # whose summer time of old the engine does not know
        triggers["the edition's first day"] = first
        if last.year < 9999:
            triggers["the edition's last day"] = last
    shown = 0
    for name, start in triggers.items():
        if not first <= start <= last:
            continue
        trigger = start
        if clock.unit == "hours":
            trigger = datetime.datetime.combine(start, base.moment(base.trigger).time())
        due = clock.due(trigger, base.policy)
        if due is None or (clock.roll and not calendar.knows(due)):
            continue
        step = datetime.timedelta(minutes=1) if clock.unit == "hours" else DAY
        keeps = clock.kind == "minimum_retention"
        ways = (("done on the last day", due, due), ("done the day after", due + step, due + step),
                ("not done on the last day", None, due), ("not done the day after", None, due + step))
        if keeps:
            ways = (("kept to the last day", due, due), ("given up the day before", due - step, due - step),
                    ("still kept on the last day", None, due), ("still kept the day before", None, due - step))
        if shown:
            ways = (ways[0], ways[3])
        shown += 1
        for way, done, as_at in ways:
            yield scenario_of(base, name, way, start, trigger, due, done, as_at, keeps)


def childhood_scenarios(book, rule, calendar):
    """The clock of a rule for children, started on the last and first days around a childhood."""
    before_birth = BEFORE_BIRTH.get(rule.get("protects"))
    if before_birth is None or rule["id"] in NOT_MOVED:
        return
    clock = Clock(rule, book.parameters, calendar)
    base = find_base(book, rule, clock)
    first, last = book.period(rule)
    days = [*map(day_of, TRIGGERS[clock.unit].values()), first + 40 * DAY]
    start = next(day for day in days if first <= day <= last and day.strftime("%m-%d") not in ("02-28", "02-29"))
    trigger = datetime.datetime.combine(start, base.moment(base.trigger).time()) if clock.unit == "hours" else start
    due = clock.due(trigger, base.policy)
    for words, born in (("the day before the 18th birthday", years_before(start + DAY)), ("the 18th birthday", years_before(start)),
                        ("the day of birth", start), ("the day before birth", start + DAY)):
        out = scenario_of(base, words, "not done on the last day", start, trigger, due, None, due, clock.kind == "minimum_retention")
        as_at = due.date() if clock.unit == "hours" else due
        protected = start < birthday(born, 18) and (born <= start or before_birth(born, as_at))
        told = {key: value for key, value in out["case"].get("child", {}).items() if key not in ("unborn", "expected_date_of_birth")}
        out["case"] = {**out["case"], "child": {**told, "date_of_birth": born.isoformat()}}
        if not protected:
            out["expect"] = [{**{key: out["expect"][0][key] for key in ("rule", "record", "instance") if key in out["expect"][0]}, "status": "not_applicable"}]
        yield out


def years_before(day, years=18):
    return day.replace(year=day.year - years)


def scenario_of(base, name, way, start, trigger, due, done, as_at, keeps):
    rule, clock = base.row["rule"], base.clock
    late = (done or as_at) > due
    if keeps:
        status = "met" if as_at >= due else "due" if done is None else "breached"
    else:
        status = ("met_late" if late else "met") if done else "overdue" if late else "due"
    row = {"rule": rule}
    row.update({key: base.row[key] for key in ("record", "instance") if key in base.row})
    row.update({"status": status, "trigger": trigger.isoformat()[:10], "due": due.isoformat()[:10]})
    if clock.unit == "day" or rule in COMPUTED:
        row["trigger"] = row["due"]
    if not (keeps and status == "met"):
        row["days"] = clock.days(due, done or as_at)
    words = way.replace("the day", "the minute").replace("last day", "last minute") if clock.unit == "hours" else way
    timed = clock.unit == "hours"
    out = {"name": f"{rule} from {name}: {words}", "as_at": as_at.isoformat(timespec="minutes") if timed else as_at.isoformat()[:10]}
    out.update({key: base.scenario[key] for key in ("subject", "policy") if key in base.scenario})
    case = base.at(start, done, as_at)
    if done and not timed:  # what the facts say of the time after it was done has to have happened, too
        out["as_at"] = max([out["as_at"]] + [holder[key][:10] for holder, key in leaves(case) if holder[key] and key.endswith("_at")])
    out["case"], out["expect"] = case, [row]
    return out


def age_scenarios(book, entry, calendar):
    rule, years, fact, before, on = entry
    clock = next((Clock(r, book.parameters, calendar) for r in book.rules if r["id"] == rule and any(k in r for k in CLOCKS)), None)
    answers = ("true",) if "value" in (before or on).values() else ("due", "met", "overdue")
    for answer, scenario in ((a, s) for a in answers for s in book.scenarios):
        rows = [row for row in scenario["expect"] if row["rule"] == rule]
        births = [place for place in leaves(scenario["case"]) if place[1] == "date_of_birth" and place[0][place[1]]]
        days = [place for place in leaves(scenario["case"]) if place[1] == fact and place[0][place[1]]]
        if len(rows) != 1 or len(births) != 1 or (fact and len(days) != 1) or {"edition", "carry_forward", "assume"} & set(scenario):
            continue
        if answer not in (rows[0].get("outcome"), str(rows[0].get("status")).lower()):
            continue
        for born in LEAP_BIRTHDAY[years]:
            turns = birthday(day_of(born), years)
            for words, day, wanted in (("the day before the", turns - DAY, before), ("the", turns, on)):
                was = day_of(days[0][0][fact]) if fact else day_of(scenario["as_at"])
                case = copy.deepcopy(scenario["case"])
                for holder, key in leaves(case):
                    if holder[key] is not None:
                        holder[key] = born if key == "date_of_birth" else moved(holder[key], day - was)
                row = {"rule": rule}
                row.update({key: rows[0][key] for key in ("record", "instance") if key in rows[0]})
                if wanted or clock is None:
                    row.update(wanted or {key: rows[0][key] for key in ("status", "outcome") if key in rows[0]})
                else:  # it applies, so that it has a last day
                    start = next(holder[key] for name in clock.facts for holder, key in leaves(case) if key == name and holder[key])
                    row["due"] = clock.due(day_of(start), scenario.get("policy", {})).isoformat()
                out = {"name": f"{rule} on {words} {years}th birthday of a child born on {born}", "as_at": moved(scenario["as_at"], day - was)}
                out.update({key: scenario[key] for key in ("subject", "policy") if key in scenario})
                out["case"], out["expect"] = case, [row]
                yield out
        return
    raise SystemExit(f"{rule}: no scenario shows it on one side of the {years}th birthday, as AGES wants")


def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    plain = DATE.fullmatch(value) or (re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", value) and value not in ("true", "false", "null"))
    return value if plain else "'" + value.replace("'", "''") + "'"


def written(book, scenarios):
    lines = ["# Written by tools/boundary_scenarios.py from the scenarios beside it; what is expected is counted there.", f"scenarios: {book.id}", "list:"]
    for scenario in scenarios:
        lead = "  - "
        for key, value in scenario.items():
            if key == "expect":
                lines += [f"{lead}expect:"] + [f"      - {flow(row)}" for row in value]
            else:
                lines.append(f"{lead}{key}: {flow(value)}")
            lead = "    "
    return "\n".join(lines) + "\n"


def main(arguments):
    check = "--check" in arguments
    folders = [argument for argument in arguments if argument != "--check"]
    rules = pathlib.Path(folders[0]) if folders else ROOT / "rules"
    days = read(rules / "calendars" / "england-and-wales.yaml")
    calendar = WorkingDays(day_of(days["known"]["from"]), day_of(days["known"]["to"]), [day_of(h["date"]) for h in days["holidays"]])
    stale = 0
    for head in sorted(rules.glob("*/rulebook.yaml")):
        book = Book(head.parent)
        scenarios = [s for rule in book.rules if any(k in rule for k in CLOCKS) for s in clock_scenarios(book, rule, calendar)]
        scenarios += [s for rule in book.rules if any(k in rule for k in CLOCKS) for s in childhood_scenarios(book, rule, calendar)]
        ids = {rule.get("id") for rule in book.rules}
        scenarios += [s for entry in AGES if entry[0] in ids for s in age_scenarios(book, entry, calendar)]
        path = book.folder / "boundaries.scenarios.yaml"
        text = written(book, scenarios) if scenarios else None
        if (path.read_text(encoding="utf-8") if path.exists() else None) == text:
            continue
        stale += 1
        if check:
            print(f"{path} is not what the rules beside it give: run tools/boundary_scenarios.py")
        elif text:
            path.write_text(text, encoding="utf-8")
        else:
            path.unlink()
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
