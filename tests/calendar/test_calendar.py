#!/usr/bin/env python3
"""The published calendar and the command's working-day arithmetic against independent ones.

Usage: test_calendar.py CALENDAR.yaml [COMMAND]. Needs the packages `holidays` and `numpy`; COMMAND is the `dutybound` command.
"""

import datetime
import random
import re
import subprocess
import sys
import unittest

import holidays
import numpy

# Holidays by proclamation, which the package learns only in later versions: days that it may lack, and a day that it may still have.
PROCLAIMED = {
    datetime.date(2022, 6, 2),  # spring bank holiday, moved for the Platinum Jubilee
    datetime.date(2022, 6, 3),  # Platinum Jubilee
    datetime.date(2022, 9, 19),  # State Funeral of Queen Elizabeth II
    datetime.date(2023, 5, 8),  # Coronation of King Charles III
}
MOVED_AWAY = {datetime.date(2022, 5, 30)}

ROW = re.compile(r"  - \{date: (\d{4}-\d\d-\d\d), name: (.+)\}")
KNOWN = re.compile(r"known: \{from: (\d{4}-\d\d-\d\d), to: (\d{4}-\d\d-\d\d)\}")

CALENDAR = None
COMMAND = None


def read_calendar(path):
    """First and last known day, the holidays and those at weekends in the file's order, without a YAML reader."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    known = [match for match in map(KNOWN.fullmatch, lines) if match]
    rows = [match for match in map(ROW.fullmatch, lines) if match]
    assert len(known) == 1 and len(rows) == sum("date:" in line for line in lines)
    day = datetime.date.fromisoformat
    days = [day(row[1]) for row in rows]
    at_weekends = sum("date:" in line for line in lines[lines.index("weekend_holidays:") :])
    return day(known[0][1]), day(known[0][2]), days[:-at_weekends], days[-at_weekends:]


class Published(unittest.TestCase):
    def setUp(self):
        self.first, self.last, self.holidays, self.weekend_holidays = read_calendar(CALENDAR)

    def test_days_are_weekdays_in_order_and_known(self):
        self.assertEqual(self.holidays, sorted(set(self.holidays)))
        self.assertTrue(all(day.weekday() < 5 and self.first <= day <= self.last for day in self.holidays))

    def test_days_agree_with_an_independent_list(self):
        years = range(self.first.year, self.last.year + 1)
        # Old versions of the package have a class for England, new ones a subdivision.
        package = holidays.England(years=years) if hasattr(holidays, "England") else holidays.UnitedKingdom(subdiv="ENG", years=years)
        theirs = {day for day in package if day.weekday() < 5 and self.first <= day <= self.last}
        ours = set(self.holidays)
        self.assertGreater(len(theirs & ours), 130)
        self.assertLessEqual(ours - theirs, PROCLAIMED)
        self.assertLessEqual(theirs - ours, MOVED_AWAY)

    def test_boxing_day_on_a_saturday_is_a_bank_holiday_of_the_act(self):
        boxing_days = (datetime.date(year, 12, 26) for year in range(self.first.year, self.last.year + 1))
        self.assertEqual(self.weekend_holidays, [day for day in boxing_days if day.weekday() == 5])

    def test_proclaimed_days_are_listed(self):
        self.assertLessEqual(PROCLAIMED, set(self.holidays))
        self.assertFalse(MOVED_AWAY & set(self.holidays))


class Command(unittest.TestCase):
    def setUp(self):
        if COMMAND is None:
            self.skipTest("no command was given")
        self.first, self.last, self.holidays, self.weekend_holidays = read_calendar(CALENDAR)
        self.business = numpy.busdaycalendar(weekmask="1111100", holidays=self.holidays)
        self.random = random.Random(2023)

    def ask(self, *words, given=None):
        return subprocess.run([COMMAND, "calendar", *words], input=given, capture_output=True, text=True, check=False)

    def any_day(self, margin=0):
        span = (self.last - self.first).days - 2 * margin
        return self.first + datetime.timedelta(days=margin + self.random.randint(0, span))

    def batch(self, questions):
        answer = self.ask("--batch", given="\n".join(questions) + "\n")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        lines = answer.stdout.splitlines()
        self.assertEqual(len(lines), len(questions))
        return lines

    def test_adding_agrees_with_numpy(self):
        pairs = [(self.any_day(margin=200), self.random.randint(-120, 120)) for _ in range(5000)]
        answers = self.batch([f"add {day} {n}" for day, n in pairs])
        for (day, n), answer in zip(pairs, answers):
            # A count that starts at a weekend or holiday begins on the working day that is next, or was last.
            roll = "backward" if n > 0 else "forward"
            expected = day if n == 0 else numpy.busday_offset(day, n, roll=roll, busdaycal=self.business)
            self.assertEqual(answer, str(expected), f"add {day} {n}")

    def test_counting_agrees_with_numpy(self):
        pairs = [(self.any_day(), self.any_day()) for _ in range(2500)]
        pairs += [(day, day + datetime.timedelta(days=self.random.randint(-60, 60))) for day in (self.any_day(100) for _ in range(2500))]
        answers = self.batch([f"count {start} {end}" for start, end in pairs])
        one = datetime.timedelta(days=1)
        for (start, end), answer in zip(pairs, answers):
            # numpy counts the first day and not the last; forwards we count the last and not the first.
            if end >= start:
                expected = numpy.busday_count(start + one, end + one, busdaycal=self.business)
            else:
                expected = -numpy.busday_count(end, start, busdaycal=self.business)
            self.assertEqual(answer, str(expected), f"count {start} {end}")

    def test_single_answers_are_plain(self):
        self.assertEqual(self.ask("add", "2024-03-28", "15").stdout, "2024-04-22\n")
        self.assertEqual(self.ask("count", "2024-03-28", "2024-04-22").stdout, "15\n")
        self.assertEqual(self.ask("add", "2024-04-02", "-1").stdout, "2024-03-28\n")

    def test_the_list_is_the_file(self):
        listed = [line.split()[0] for line in self.ask("list").stdout.splitlines()]
        self.assertEqual(listed, [str(day) for day in self.holidays])
        year = [line.split()[0] for line in self.ask("list", "--from", "2022-01-01", "--to", "2022-12-31").stdout.splitlines()]
        self.assertEqual(year, [str(day) for day in self.holidays if day.year == 2022])

    def test_beyond_the_calendar_there_is_no_answer(self):
        for words in [("add", str(self.last), "1"), ("add", str(self.first), "-1"), ("count", "2011-12-30", "2012-01-03")]:
            answer = self.ask(*words)
            self.assertNotEqual(answer.returncode, 0, words)
            self.assertEqual(answer.stdout, "", words)


if __name__ == "__main__":
    CALENDAR = sys.argv[1]
    COMMAND = sys.argv[2] if len(sys.argv) > 2 else None
    unittest.main(argv=sys.argv[:1])
