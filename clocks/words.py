"""Dates and counts in plain English, independent of the machine's locale."""

from datetime import date
from functools import lru_cache

from clocks.dates import Period, Unit
from clocks.types import EventFact, Precision

DAYS_KEPT = 20_000  # a proof says each of its days several times over
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
UNITS = {
    Unit.DAYS: "day",
    Unit.WORKING_DAYS: "working day",
    Unit.WEEKS: "week",
    Unit.MONTHS: "month",
    Unit.YEARS: "year",
}


@lru_cache(DAYS_KEPT)
def say_day(day: date) -> str:
    """Return "30 March 1995"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(DAYS_KEPT)
def say_weekday(day: date) -> str:
    """Return "Thursday 30 March 1995"."""
    return f"{WEEKDAYS[day.weekday()]} {say_day(day)}"


def say_when(event: EventFact) -> str:
    """Return the event's date as exactly as it is known: "on 4 February 1995", "in February 1995", "about 4 …"."""
    match event.precision:
        case Precision.MONTH:
            return f"in {MONTHS[event.on.month - 1]} {event.on.year}"
        case Precision.YEAR:
            return f"in {event.on.year}"
        case Precision.ABOUT:
            return f"about {say_day(event.on)}"
        case _:
            return f"on {say_day(event.on)}"


def clause(typed: str) -> str:
    """Return what a person typed without its full stop, for our sentence ends with one."""
    return typed.rstrip(". ")


def say_count(count: int, unit: Unit) -> str:
    """Return "nine months", "30 days", "one year"; the sign is left out."""
    size = abs(count)
    number = NUMBERS[size] if size < len(NUMBERS) else str(size)
    return f"{number} {UNITS[unit]}{'' if size == 1 else 's'}"


def say_period(period: Period) -> str:
    """Return "15 months and one week"; the sign is left out."""
    return " and ".join(say_count(size, unit) for size, unit in period.parts) or "no days"


def say_count_of_times(number: int) -> str:
    """Return "once", "three times"."""
    return "once" if number == 1 else f"{NUMBERS[number] if number < len(NUMBERS) else number} times"


def say_distance(done: date, limit: date, what: str = "the limit", same: str = "on the last day") -> str:
    """Return where `done` lies: "two days before the limit", "on the last day", "one day after the limit"."""
    days = (done - limit).days
    if days == 0:
        return same
    return f"{say_count(days, Unit.DAYS)} {'after' if days > 0 else 'before'} {what}"
