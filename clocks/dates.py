"""Counting: day 0 excluded, last day included (dossier 0.1); months by the same day number."""

import calendar
from datetime import date, timedelta
from enum import StrEnum


class Unit(StrEnum):
    """What a period is counted in."""

    DAYS = "d"
    WEEKS = "w"
    MONTHS = "m"
    YEARS = "y"


class MonthEnd(StrEnum):
    """What becomes of a day number the target month lacks, or of a month's last day."""

    CLAMP = "clamp"
    STICKY = "sticky_eom"


def day(on: date) -> str:
    """Return "30 March 1995"."""
    return f"{on.day} {calendar.month_name[on.month]} {on.year}"


def weekday(on: date) -> str:
    """Return "Thursday"."""
    return calendar.day_name[on.weekday()]


def add(on: date, number: int, unit: Unit, month_end: MonthEnd) -> date:
    """Return the last day of a period of `number` units counted from `on`, forwards or backwards.

    `clamp`: the same day number, or the month's last day where it lacks that
    number (Reg. 1182/71 art. 3(2)(c)); `sticky_eom`: a month's last day leads to
    a month's last day.
    """
    match unit:
        case Unit.DAYS:
            return on + timedelta(days=number)
        case Unit.WEEKS:
            return on + timedelta(weeks=number)
        case Unit.MONTHS:
            return _add_months(on, number, month_end)
        case Unit.YEARS:
            return _add_months(on, 12 * number, month_end)


def _add_months(on: date, number: int, month_end: MonthEnd) -> date:
    index = on.year * 12 + on.month - 1 + number
    year, month = index // 12, index % 12 + 1
    last = calendar.monthrange(year, month)[1]
    at_end = on.day == calendar.monthrange(on.year, on.month)[1]
    sticks = month_end is MonthEnd.STICKY and at_end
    return date(year, month, last if sticks else min(on.day, last))
