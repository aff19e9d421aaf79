"""Counting on the fingers: an independent counter that walks the calendar day by day, and a comparison with ours.

It shares nothing with `clocks.dates`: no `timedelta`, no `calendar`, no arithmetic on months. The days are a chain,
made by adding one day at a time from Monday 1 January 1900; every count is steps along the chain.

`script/check_counting [CASES] [SEED]` compares random cases and tells seed, cases and disagreements.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from clocks import Calendar, ClockError, Rule, shipped
from clocks.dates import MonthEnd, Unit, add
from clocks.rolling import roll
from clocks.rules import CALENDAR_OF_ROLL, Roll
from tests.clocks.packs import raw_pack, read, rule

FIRST_YEAR, LAST_YEAR = 1900, 2150
SHORT_MONTHS = (4, 6, 9, 11)
REACH = {Unit.DAYS: 500, Unit.WORKING_DAYS: 80, Unit.WEEKS: 60, Unit.MONTHS: 40, Unit.YEARS: 6}
REFUSED = "refused"


class Day(NamedTuple):
    """A day of the chain; `weekday` is 0 on Mondays."""

    year: int
    month: int
    number: int
    weekday: int


class Case(NamedTuple):
    """One thing to count: `calendar` is for working days and the roll, `roll` what becomes of a closed last day."""

    day: date
    offset: int
    unit: Unit
    month_end: MonthEnd
    calendar: str | None
    roll: Roll


@cache
def chain() -> list[Day]:
    """Return every day from 1900 to 2150, each made from the one before."""
    days = [Day(FIRST_YEAR, 1, 1, 0)]
    while days[-1][:3] != (LAST_YEAR, 12, 31):
        days.append(_next(days[-1]))
    return days


@cache
def places() -> dict[tuple[int, int, int], int]:
    """Return where in the chain each day is."""
    return {day[:3]: place for place, day in enumerate(chain())}


def _next(day: Day) -> Day:
    weekday = 0 if day.weekday == 6 else day.weekday + 1
    if day.number < _length(day.year, day.month):
        return Day(day.year, day.month, day.number + 1, weekday)
    if day.month < 12:
        return Day(day.year, day.month + 1, 1, weekday)
    return Day(day.year + 1, 1, 1, weekday)


def _length(year: int, month: int) -> int:
    if month == 2:
        leaps = year % 400 == 0 or (year % 4 == 0 and year % 100 != 0)
        return 29 if leaps else 28
    return 30 if month in SHORT_MONTHS else 31


class Walker:
    """Counts with one calendar, or none."""

    def __init__(self, calendar: Calendar | None) -> None:
        self.years = set(calendar.years) if calendar else set()
        self.closed = {(d.year, d.month, d.day) for d in calendar.closed} if calendar else set()
        self.worked = {(d.year, d.month, d.day) for d in calendar.worked} if calendar else set()

    def count(self, case: Case) -> date:
        """Return the last day of the case; raises LookupError for a year the calendar does not cover."""
        start = place = places()[case.day.year, case.day.month, case.day.day]
        match case.unit:
            case Unit.DAYS:
                place = self._days(place, case.offset)
            case Unit.WEEKS:
                for _ in range(abs(case.offset)):
                    place = self._days(place, 7 if case.offset > 0 else -7)
            case Unit.WORKING_DAYS:
                place = self._working_days(place, case.offset)
            case Unit.MONTHS:
                place = self._months(place, case.offset, case.month_end)
            case Unit.YEARS:
                place = self._months(place, 12 * case.offset, case.month_end)
        if case.roll is not Roll.NONE:
            place = self._rolled(start, place, two_working_days=case.roll is Roll.EU)
        return date(*chain()[place][:3])

    def _rolled(self, start: int, end: int, *, two_working_days: bool) -> int:
        """Go on to an open day; under Regulation 1182/71 art. 3(5) also until a period of two days has two of them."""
        long = end - start >= 2
        while not self._open(end):
            end += 1
        while two_working_days and long and not self._has_two_open_days(start, end):
            end += 1
            while not self._open(end):
                end += 1
        return end

    def _has_two_open_days(self, start: int, end: int) -> bool:
        seen = 0
        for place in range(end, start, -1):
            seen += self._open(place)
            if seen == 2:
                return True
        return False

    def _days(self, place: int, offset: int) -> int:
        for _ in range(abs(offset)):
            place += 1 if offset > 0 else -1
        return place

    def _working_days(self, place: int, offset: int) -> int:
        passed = 0
        while passed < abs(offset):
            place += 1 if offset > 0 else -1
            passed += self._open(place)
        return place

    def _open(self, place: int) -> bool:
        day = chain()[place]
        if day.year not in self.years:
            raise LookupError(day.year)
        return day[:3] in self.worked or (day.weekday < 5 and day[:3] not in self.closed)

    def _months(self, place: int, offset: int, month_end: MonthEnd) -> int:
        """Walk over that many month borders, then on to the day wanted, or as near as the month allows."""
        days = chain()
        at_end = days[place].month != days[place + 1].month
        ends = month_end == "last_day" or (month_end == "sticky_eom" and at_end)
        wanted = 31 if ends else days[place].number
        step, borders = (1, offset) if offset > 0 else (-1, -offset)
        while borders:
            place += step
            borders -= days[place].month != days[place - step].month
        while days[place].number > wanted:
            place -= 1
        while days[place].number < wanted and days[place + 1].month == days[place].month:
            place += 1
        return place


@cache
def walker(name: str | None) -> Walker:
    """Return the walker for a shipped calendar."""
    return Walker(shipped().named(name) if name else None)


def by_hand(case: Case) -> date | str:
    """Return what walking gives, or "refused"."""
    try:
        return walker(case.calendar).count(case)
    except LookupError:
        return REFUSED


def by_clocks(case: Case) -> date | str:
    """Return what the clocks give, or "refused"."""
    calendar = shipped().named(case.calendar) if case.calendar else None
    try:
        day = add(case.day, case.offset, case.unit, case.month_end, calendar)
        if case.roll is Roll.NONE:
            return day
        return roll(rolling(case.roll, case.calendar), case.day, day, shipped()).due_on
    except ClockError:
        return REFUSED


@cache
def rolling(how: Roll, calendar: str | None) -> Rule:
    """Return a rule that rolls so."""
    named = calendar if how is Roll.NEXT_WORKING_DAY else None
    return read(raw_pack(rule(roll=how.value, calendar=named))).rule("A")


def cases(number: int, seed: int) -> Iterator[Case]:
    """Yield random cases; those with a calendar reach into its first and last years and the years beside them."""
    chance = random.Random(seed)
    names = sorted(shipped().by_name)
    for _ in range(number):
        unit = chance.choice(list(Unit))
        how = chance.choice(list(Roll)) if chance.random() < 0.5 else Roll.NONE
        needs = unit is Unit.WORKING_DAYS or how is not Roll.NONE
        name = CALENDAR_OF_ROLL.get(how, chance.choice(names)) if needs else None
        years = shipped().named(name).years if name else range(1910, 2140)
        day = date(chance.randint(min(years) - 1, max(years) + 1), chance.randint(1, 12), 1)
        day = day.replace(day=chance.randint(1, _length(day.year, day.month)))
        if chance.random() < 0.2:
            day = day.replace(day=_length(day.year, day.month))
        reach = chance.choice((4, REACH[unit]))
        yield Case(day, chance.randint(-reach, reach), unit, chance.choice(list(MonthEnd)), name, how)


def compare(number: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Return how many cases of each unit were compared, how many rolled or were refused, and every disagreement."""
    counts: Counter[str] = Counter()
    apart = []
    for case in cases(number, seed):
        ours, theirs = by_clocks(case), by_hand(case)
        counts[f"unit {case.unit}"] += 1
        counts[f"roll {case.roll}"] += 1
        counts["moved by its roll"] += case.roll is not Roll.NONE and theirs != by_hand(
            case._replace(roll=Roll.NONE)
        )
        counts["refused by both (year not covered)"] += ours == theirs == REFUSED
        if ours != theirs:
            apart.append(f"{case}: the clocks say {ours}, walking says {theirs}")
    return counts, apart


def main(*arguments: str) -> int:
    """Compare, tell, and return 1 when anything differs."""
    number = int(arguments[0]) if arguments else 1_000_000
    seed = int(arguments[1]) if len(arguments) > 1 else random.SystemRandom().randrange(10**9)
    tell = sys.stdout.write
    tell(f"seed {seed}, {number} cases\n")
    counts, apart = compare(number, seed)
    for name, count in sorted(counts.items()):
        tell(f"{name:36}{count:>10}\n")
    tell(f"{'disagreements':36}{len(apart):>10}\n")
    for line in apart[:20]:
        tell(f"{line}\n")
    return 1 if apart else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
