"""A plain evaluator of the statutory profile, written from docs/feel.md and docs/rule-format.md alone.

It walks expression trees (tuples) over facts (dicts), one node at a time, with Python's own dates and decimals; it shares
nothing with the engine, not even a text: the engine gets the tree printed as FEEL, this gets the tree itself.
"""

import calendar as month_lengths
import datetime
import itertools
from decimal import Decimal

DAY = datetime.timedelta(days=1)


class Unknown:
    """Not known. (None is FEEL's null: known not to be.)"""

    def __init__(self, why):
        self.why = why

    def __repr__(self):
        return f"unknown ({self.why})"


UNKNOWN = Unknown("nothing is recorded")
UNCLEAR = Unknown("what is recorded does not tell")


def unknown(value):
    return isinstance(value, Unknown)


def unknown_of(*values):
    """The unknown that comes of these: unclear if anything unclear is among them."""
    return UNCLEAR if any(v is UNCLEAR for v in values) else UNKNOWN


class WorkingDays:
    """Monday to Friday less the listed holidays, counted one day at a time."""

    def __init__(self, first, last, holidays):
        self.first, self.last, self.holidays = first, last, set(holidays)

    def knows(self, day):
        return self.first <= day <= self.last

    def works(self, day):
        return day.weekday() < 5 and day not in self.holidays

    def add(self, day, count):
        if not self.knows(day):
            return UNCLEAR
        step = DAY if count > 0 else -DAY
        left = abs(count)
        while left:
            day += step
            if not self.knows(day):
                return UNCLEAR
            left -= self.works(day)
        return day

    def between(self, start, end):
        if not (self.knows(start) and self.knows(end)):
            return UNCLEAR
        if end < start:
            return -sum(self.works(start - n * DAY) for n in range(1, (start - end).days + 1))
        return sum(self.works(start + n * DAY) for n in range(1, (end - start).days + 1))


def add_months(day, months):
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return datetime.date(year, month + 1, min(day.day, month_lengths.monthrange(year, month + 1)[1]))


def birthday(born, years):
    if (born.month, born.day) == (2, 29) and not month_lengths.isleap(born.year + years):
        return datetime.date(born.year + years, 3, 1)
    return born.replace(year=born.year + years)


def age(born, on):
    years = on.year - born.year
    return years if birthday(born, years) <= on else years - 1


def kleene_and(values):
    if any(v is False for v in values):
        return False
    if any(unknown(v) for v in values):
        return unknown_of(*values)
    return None if any(v is None for v in values) else True


def kleene_or(values):
    if any(v is True for v in values):
        return True
    if any(unknown(v) for v in values):
        return unknown_of(*values)
    return None if any(v is None for v in values) else False


def negation(value):
    return (not value) if isinstance(value, bool) else value


def lifted(function):
    """Unknown beats null beats a value."""

    def over(*values):
        if any(unknown(v) for v in values):
            return unknown_of(*values)
        if any(v is None for v in values):
            return None
        return function(*values)

    return over


COMPARISONS = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


class Record:
    """One record of the case: its entity's model, its facts, the record around it."""

    def __init__(self, entity, facts, parent):
        self.entity, self.facts, self.parent = entity, facts, parent


class Evaluator:
    """Evaluates trees for one case as at one day. `model`: entity -> attribute -> (kind, detail)."""

    def __init__(self, model, definitions, working_days, as_at):
        self.model, self.definitions, self.working_days, self.as_at = model, definitions, working_days, as_at

    def attribute(self, record, name):
        if unknown(record) or record is None:
            return record
        if (record.entity, name) in self.definitions:
            return self.value(self.definitions[record.entity, name], {record.entity: record, **self.around(record)})
        kind, detail = self.model[record.entity][name]
        if name not in record.facts:
            return UNKNOWN
        value = record.facts[name]
        if self.impossible(kind, detail, value):
            return UNCLEAR
        if kind == "entity":
            return None if value is None else Record(detail, value, record)
        if kind == "list":
            return [(Record(detail, item, record), None) for item in value]
        if value is None:
            return None if kind == "event" else UNKNOWN
        if kind in ("event", "date"):
            value = datetime.date.fromisoformat(value)
            return None if kind == "event" and value > self.as_at else value
        return Decimal(str(value)) if kind == "number" else value

    @staticmethod
    def impossible(kind, detail, value):
        """Whether something is recorded that cannot be so. A list has to be one of records."""
        if value is None:
            return False
        if kind in ("event", "date"):
            return value == "1900-01-01"
        if kind == "enumeration":
            return value not in detail
        if kind == "list":
            return not isinstance(value, list) or not all(isinstance(item, dict) for item in value)
        wanted = {"entity": dict, "boolean": bool, "number": (int, float)}[kind]
        return not isinstance(value, wanted)

    @staticmethod
    def around(record):
        names = {}
        while record.parent is not None:
            record = record.parent
            names[record.entity] = record
        return names

    def value(self, tree, scope):
        return getattr(self, "on_" + tree[0])(scope, *tree[1:])

    def on_literal(self, scope, value):
        return value

    def on_as_at(self, scope):
        return self.as_at

    def on_name(self, scope, name):
        return scope[name]

    def on_path(self, scope, tree, name):
        value = self.value(tree, scope)
        if isinstance(value, list):
            return [(self.attribute(item, name), doubt) for item, doubt in value]
        return self.attribute(value, name)

    def on_compare(self, scope, operator, left, right):
        return lifted(COMPARISONS[operator])(self.value(left, scope), self.value(right, scope))

    def on_and(self, scope, *trees):
        return kleene_and([self.value(t, scope) for t in trees])

    def on_or(self, scope, *trees):
        return kleene_or([self.value(t, scope) for t in trees])

    def on_not(self, scope, tree):
        return negation(self.value(tree, scope))

    def on_if(self, scope, condition, yes, no):
        truth = self.value(condition, scope)
        if unknown(truth):
            a, b = self.value(yes, scope), self.value(no, scope)
            return a if not unknown(a) and type(a) is type(b) and a == b else unknown_of(truth, a, b)
        return self.value(yes if truth is True else no, scope)

    def on_between(self, scope, tree, low, high):
        value = self.value(tree, scope)
        at_least = lifted(COMPARISONS[">="])(value, self.value(low, scope))
        at_most = lifted(COMPARISONS["<="])(value, self.value(high, scope))
        return kleene_and([at_least, at_most])

    def on_one_of(self, scope, tree, literals):
        value = self.value(tree, scope)
        return value if unknown(value) or value is None else value in literals

    def on_arithmetic(self, scope, operator, left, right):
        operations = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}
        return lifted(operations[operator])(self.value(left, scope), self.value(right, scope))

    def on_happened(self, scope, tree):
        value = self.value(tree, scope)
        return value if unknown(value) else value is not None

    def on_known(self, scope, tree):
        value = self.value(tree, scope)
        return UNCLEAR if value is UNCLEAR else value is not UNKNOWN

    def on_first_recorded(self, scope, *trees):
        passed_over = False
        for value in (self.value(t, scope) for t in trees):
            if value is UNKNOWN:
                passed_over = True
            elif value is not None:
                return value
        return UNKNOWN if passed_over else None

    def quantified(self, scope, variable, listed, condition, combine, absent):
        items = self.value(listed, scope)
        if unknown(items) or items is None:
            return items
        truths = []
        for item, doubt in items:
            truth = self.value(condition, {**scope, variable: item})
            truths.append(absent([doubt, truth]) if doubt else truth)
        return combine(truths)

    def on_some(self, scope, variable, listed, condition):
        return self.quantified(scope, variable, listed, condition, kleene_or, kleene_and)

    def on_every(self, scope, variable, listed, condition):
        return self.quantified(scope, variable, listed, condition, kleene_and, kleene_or)

    def on_filter(self, scope, listed, condition):
        items = self.value(listed, scope)
        if unknown(items) or items is None:
            return items
        kept = []
        for item, doubt in items:
            truth = self.value(condition, {**scope, "item": item})
            if truth is True:
                kept.append((item, doubt))
            elif unknown(truth):
                kept.append((item, unknown_of(doubt, truth)))
        return kept

    @staticmethod
    def whatever_belongs(items, over):
        """`over` of the members, if it is the same whichever of the doubtful elements belong to the list."""
        if unknown(items) or items is None:
            return items
        answers = []
        for chosen in itertools.product(*[(True, False) if doubt else (True,) for _, doubt in items]):
            answers.append(over([value for (value, _), belongs in zip(items, chosen) if belongs]))
        same = all(type(a) is type(answers[0]) and a == answers[0] for a in answers)
        return answers[0] if same and not unknown(answers[0]) else unknown_of(*[x for item in items for x in item])

    @staticmethod
    def element(position):
        index = position - 1 if position > 0 else position
        return lambda values: values[index] if -len(values) <= index < len(values) else None

    def on_index(self, scope, listed, position):
        return self.whatever_belongs(self.value(listed, scope), self.element(position))

    def on_count(self, scope, listed):
        return self.whatever_belongs(self.value(listed, scope), lambda values: Decimal(len(values)))

    def on_extreme(self, scope, which, listed):
        def over(values):
            values = [value for value in values if value is not None]
            if any(unknown(value) for value in values):
                return UNKNOWN
            return (min if which == "min" else max)(values) if values else None

        return self.whatever_belongs(self.value(listed, scope), over)

    def on_sum(self, scope, listed):
        def over(values):
            if any(unknown(value) for value in values):
                return UNKNOWN
            return sum(values, Decimal(0)) if values else None

        return self.whatever_belongs(self.value(listed, scope), over)

    def on_age(self, scope, born, on):
        return lifted(lambda a, b: Decimal(age(a, b)))(self.value(born, scope), self.value(on, scope))

    def on_birthday(self, scope, born, years):
        return lifted(lambda day: birthday(day, years))(self.value(born, scope))

    def on_add_months(self, scope, day, months):
        return lifted(lambda d: add_months(d, months))(self.value(day, scope))

    def on_add_days(self, scope, day, days):
        return lifted(lambda d: d + days * DAY)(self.value(day, scope))

    def on_add_working_days(self, scope, day, count):
        return lifted(lambda d: self.working_days.add(d, count))(self.value(day, scope))

    def on_working_days_between(self, scope, start, end):
        def count(a, b):
            answer = self.working_days.between(a, b)
            return answer if unknown(answer) else Decimal(answer)

        return lifted(count)(self.value(start, scope), self.value(end, scope))

    def on_days_between(self, scope, start, end):
        return lifted(lambda a, b: Decimal((b - a).days))(self.value(start, scope), self.value(end, scope))


def due_day(clock, trigger, working_days):
    """The last day in time; the anchor's own day is day 0 (or day 1 if inclusive)."""
    unit, amount, inclusive, backwards = clock["unit"], clock["amount"], clock["inclusive"], clock["backwards"]
    sign = -1 if backwards else 1
    if unit == "working_days":
        return working_days.add(trigger, sign * (amount - 1 if inclusive else amount))
    if unit == "months":
        day = add_months(trigger, sign * amount)
    else:
        day = trigger + sign * amount * (7 if unit == "weeks" else 1) * DAY
    return day - sign * DAY if inclusive else day


def under(rule, readings):
    """The rule as it stands under a choice of readings."""
    version = {**rule, "clock": dict(rule["clock"])}
    if readings.get("which") == "other":
        version["anchor"] = rule["readings"]["which"]
        version["clock"]["inclusive"] = False
    if readings.get("first-day") == "own":
        version["clock"]["inclusive"] = True
    return version


def combinations(rule):
    """Every choice of the readings that the rule names, that of the defaults first."""
    answers = {"first-day": ["next", "own"], "which": ["this", "other"]}
    named = sorted(rule.get("readings", {}))
    return [dict(zip(named, chosen)) for chosen in itertools.product(*[answers[name] for name in named])]


def has_come(tree, model):
    """Whether the tree's day is one that has come wherever it is known: an event, as_at, or a choice between such."""
    kind, rest = tree[0], tree[1:]
    if kind == "as_at":
        return True
    if kind == "path":
        return any(attributes.get(rest[1], ("",))[0] == "event" for attributes in model.values())
    if kind in ("extreme", "first_recorded", "if"):
        return all(has_come(t, model) for t in rest[kind != "first_recorded":])
    return False


def judged(rule, evaluator, scope, editions):
    """(status, what it is but for an excuse, rulebook) under the version that judges. `editions`: [(rulebook, first day, last day)], the latest first."""
    trigger = evaluator.value(rule["anchor"], scope)
    for rulebook, *days in editions:
        if trigger is None and evaluator.as_at < days[0] and has_come(rule["anchor"], evaluator.model):
            continue  # no day that could start the clock lies in this edition yet
        if unknown(trigger) and len(editions) > 1 and not days[0] <= evaluator.as_at <= days[1]:
            continue
        status, provisional = duty_status(rule, evaluator, scope, days)
        if status != "not_in_force":
            return status, provisional, rulebook
    return "not_in_force", None, editions[0][0]


def duty_status(rule, evaluator, scope, in_force):
    """(status, provisional) of a duty with a day-based clock: every way the unknowns could turn out is tried; one answer for all is the answer.

    Provisional: the one lateness that is left if every unknown exemption and excuse turns out not to be there, where with them it is excused
    or that lateness, whatever else is unknown.
    """

    def of(key, absent):
        return evaluator.value(rule[key], scope) if rule.get(key) is not None else absent

    def truths(key, absent):
        value = of(key, absent)
        return [True, False] if unknown(value) else [value is True]

    trigger = of("anchor", None)
    if isinstance(trigger, datetime.date) and not in_force[0] <= trigger <= in_force[1]:
        return "not_in_force", None
    if trigger is None:
        return "not_applicable", None
    due = UNKNOWN if unknown(trigger) else due_day(rule["clock"], trigger, evaluator.working_days)
    done, ends = of("done_at", None), of("ends_at", None)
    answers, without_excuse = set(), set()
    for applies in truths("applies_when", True):
        for exempt in truths("exempt_when", False):
            for excused in truths("excused_when", False):
                for outcome in timings(due, done, ends, evaluator.as_at):
                    answer = settled(applies, exempt, excused, *outcome)
                    answers.add(answer)
                    if not exempt and not excused:
                        without_excuse.add(answer)
    if unknown(trigger) and answers != {"not_applicable"}:
        return "indeterminate", None  # the day that decides the edition is unknown too
    if len(answers) == 1:
        return answers.pop(), None
    is_late = len(without_excuse) == 1 and without_excuse <= {"met_late", "overdue"} and answers == without_excuse | {"exempt"}
    return "indeterminate", without_excuse.pop() if is_late else None


def timings(due, done, ends, as_at):
    """Every (done: in_time | late | not_done, passed, end: none | lapsed | after) that is possible."""
    if unknown(due):
        passed_choices = [True, False]
    else:
        passed_choices = [as_at > due]
    for passed in passed_choices:
        if unknown(done):
            states = ["in_time", "not_done"] + (["late"] if passed else [])
        elif done is None:
            states = ["not_done"]
        elif unknown(due):
            states = ["in_time"] + (["late"] if passed else [])
        else:
            states = ["in_time" if done <= due else "late"]
        if unknown(ends):
            end_choices = ["none", "lapsed", "after"]
        elif ends is None:
            end_choices = ["none"]
        elif unknown(due):
            end_choices = ["lapsed", "after"]
        else:
            end_choices = ["lapsed" if ends <= due else "after"]
        for state in states:
            for end in end_choices:
                yield state, passed, end


def settled(applies, exempt, excused, state, passed, end):
    if not applies:
        return "not_applicable"
    if state == "in_time":
        return "met"
    if exempt:
        return "exempt"
    if end == "lapsed":
        return "not_applicable"
    if state == "not_done" and not passed:
        return "due"
    if excused:
        return "exempt"
    if state == "late":
        return "met_late"
    return "breached" if end == "after" else "overdue"
