"""Counting on the calendar: the day counted from is day 0 and excluded, the last day is included."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from clocks.calendars import DAY, Calendar
from clocks.errors import DateOutOfRange

MONTHS_A_YEAR = 12
PERIOD = re.compile(r"(-?)([0-9]{1,9} (?:d|bd|w|m|y)(?: [0-9]{1,9} (?:d|bd|w|m|y))*)")
PART = re.compile(r"([0-9]+) (d|bd|w|m|y)")


class Unit(StrEnum):
    """What is counted."""

    DAYS = "d"
    WORKING_DAYS = "bd"
    WEEKS = "w"
    MONTHS = "m"
    YEARS = "y"


class MonthEnd(StrEnum):
    """Where a month count ends: the same day number or, failing that, the last day (clamp);
    last day to last day (sticky_eom); or always the last day of the month reached (last_day)."""

    CLAMP = "clamp"
    STICKY_EOM = "sticky_eom"
    LAST_DAY = "last_day"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time such as 30 days, nine months back, or 15 months and one week: the parts are counted in order.

    All parts have the sign of the period.
    """

    parts: tuple[tuple[int, Unit], ...]

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the period written as "30 d", "-9 m" or "15 m 1 w"; None when it is not written so."""
        if (found := PERIOD.fullmatch(text)) is None:
            return None
        sign = -1 if found[1] else 1
        return cls(tuple((sign * int(size), Unit(unit)) for size, unit in PART.findall(found[2])))

    @property
    def backward(self) -> bool:
        """Whether the period is counted back from its day 0."""
        return any(size < 0 for size, _ in self.parts)

    @property
    def empty(self) -> bool:
        """Whether the period ends on its day 0."""
        return all(size == 0 for size, _ in self.parts)

    def has(self, *units: Unit) -> bool:
        """Return whether any of the units is counted."""
        return any(unit in units for _, unit in self.parts)

    def times(self, number: int) -> Self:
        """Return the period that many times."""
        return type(self)(tuple((size * number, unit) for size, unit in self.parts))

    def halved(self) -> Self:
        """Return half the period, each part rounded up."""
        return type(self)(tuple((-(-size // 2), unit) for size, unit in self.parts))


def add_period(
    day: date, period: Period, month_end: MonthEnd = MonthEnd.CLAMP, calendar: Calendar | None = None
) -> date:
    """Return the last day of `period` counted from `day`, part by part; raises as `add`."""
    for size, unit in period.parts:
        day = add(day, size, unit, month_end, calendar)
    return day


def add(
    day: date, offset: int, unit: Unit, month_end: MonthEnd = MonthEnd.CLAMP, calendar: Calendar | None = None
) -> date:
    """Return the last day of `offset` units counted from `day` (itself excluded); negative counts go back.

    Working days need `calendar`. Raises DateOutOfRange, CalendarMissing; ValueError without a calendar.
    """
    try:
        match unit:
            case Unit.DAYS:
                return day + timedelta(days=offset)
            case Unit.WEEKS:
                return day + timedelta(weeks=offset)
            case Unit.MONTHS:
                return _add_months(day, offset, month_end)
            case Unit.YEARS:
                return _add_months(day, offset * MONTHS_A_YEAR, month_end)
            case Unit.WORKING_DAYS:
                return _add_working_days(day, offset, calendar)
    except OverflowError:
        raise DateOutOfRange(f"{offset} {unit} from {day}", "leaves the calendar; check the date.") from None


def _add_months(day: date, months: int, month_end: MonthEnd) -> date:
    years, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    if not date.min.year <= years <= date.max.year:
        raise OverflowError
    last = monthrange(years, month + 1)[1]
    sticks = month_end is MonthEnd.LAST_DAY or (
        month_end is MonthEnd.STICKY_EOM and day.day == monthrange(day.year, day.month)[1]
    )
    return date(years, month + 1, last if sticks else min(day.day, last))


def _add_working_days(day: date, offset: int, calendar: Calendar | None) -> date:
    if calendar is None:
        raise ValueError("add(): working days need a calendar.")
    step = DAY if offset > 0 else -DAY
    for _ in range(abs(offset)):
        day += step
        while calendar.why_closed(day):
            day += step
    return day
