"""Counting on the calendar: the day counted from is day 0 and excluded, the last day is included."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from clocks.calendars import DAY, Calendar
from clocks.errors import DateOutOfRange

MONTHS_A_YEAR = 12


class Unit(StrEnum):
    """What is counted."""

    DAYS = "d"
    WORKING_DAYS = "bd"
    WEEKS = "w"
    MONTHS = "m"
    YEARS = "y"


class MonthEnd(StrEnum):
    """Where a month count ends: the same day number or, failing that, the last day (clamp);
    or last day to last day (sticky_eom)."""

    CLAMP = "clamp"
    STICKY_EOM = "sticky_eom"


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
    sticks = month_end is MonthEnd.STICKY_EOM and day.day == monthrange(day.year, day.month)[1]
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
