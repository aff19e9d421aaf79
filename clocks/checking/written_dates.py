"""Dates as people write them, read only where they can mean one day."""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from clocks.words import MONTHS, WEEKDAYS, say_day

SHORTEST = 3
YEAR = r"(?P<year>\d{4})"
HOUR = r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
YEAR_FIRST = re.compile(rf"{YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){HOUR}")
YEAR_LAST = re.compile(rf"(?P<one>\d{{1,2}})(?P<mark>[-/.])(?P<two>\d{{1,2}})(?P=mark){YEAR}{HOUR}")
DAY_MONTH = re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s./-]+(?P<name>[^\W\d]{{3,}})[\s.,/-]+{YEAR}")
MONTH_DAY = re.compile(rf"(?P<name>[^\W\d]{{3,}})[\s.]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+{YEAR}")
WEEKDAY_BEFORE = re.compile(r"(?P<weekday>[^\W\d]{2,}?)[.,]*\s+(?P<rest>.*\d.*)")
SHORT_YEAR = re.compile(r"\d{1,2}\D+\d{1,2}\D+\d{2}|\d{1,2}\D+[^\W\d]{3,}\D+\d{2}")
WITH_ZONE = re.compile(r"\d{4}-\d{2}-\d{2}[T ][\d:.]+ ?(?:Z|[+-]\d{2}:?\d{2})")
DAY_NUMBER = re.compile(r"\d{5}(\.\d+)?")
EXAMPLE = "write it as 1994-06-30 or 30 June 1994"


class Order(StrEnum):
    """What the writer says of dates such as 03/04/2020."""

    UNSAID = ""
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def read_date(text: str, order: Order = Order.UNSAID) -> date:
    """Return the day written in `text`.

    Year first, or the month in (English) words, or numbers that can only be read
    one way; `order` decides those that could be read two ways. A weekday in front
    is held against the day. Raises ValueError with what is wrong and the fix.
    """
    text = " ".join(text.split())
    for day in _readings(text, order):
        return day
    if found := WEEKDAY_BEFORE.fullmatch(text):
        weekday = _named(found["weekday"], WEEKDAYS, shortest=2)
        if weekday is not None:
            return _on(weekday, read_date(found["rest"], order), found["weekday"])
    raise ValueError(_complaint(text))


def _readings(text: str, order: Order) -> Iterator[date]:
    if found := YEAR_FIRST.fullmatch(text):
        yield _day(text, found["year"], int(found["month"]), found["day"])
    elif found := YEAR_LAST.fullmatch(text):
        yield _numbers(text, int(found["one"]), int(found["two"]), found["year"], order)
    elif found := DAY_MONTH.fullmatch(text) or MONTH_DAY.fullmatch(text):
        month = _named(found["name"], MONTHS, shortest=SHORTEST)
        if month is not None:
            yield _day(text, found["year"], month + 1, found["day"])


def _numbers(text: str, one: int, two: int, year: str, order: Order) -> date:
    """Return the day of "one/two/year": whichever number can be no month is the day, else `order` says."""
    if one == two or (two <= 12 and (one > 12 or order is Order.DAY_FIRST)):
        return _day(text, year, two, str(one))
    if one <= 12 and (two > 12 or order is Order.MONTH_FIRST):
        return _day(text, year, one, str(two))
    if one > 12 and two > 12:
        raise ValueError(f"{text} has no month; {EXAMPLE}.")
    first, second = _day(text, year, two, str(one)), _day(text, year, one, str(two))
    raise ValueError(
        f"{text} can be {say_day(first)} or {say_day(second)}; {EXAMPLE}, or say which number is the day."
    )


def _day(text: str, year: str, month: int, day: str) -> date:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        raise ValueError(f"{text} is no day of the calendar; correct it.") from None


def _on(weekday: int, day: date, written: str) -> date:
    if day.weekday() != weekday:
        raise ValueError(
            f"{say_day(day)} is a {WEEKDAYS[day.weekday()]}, not {written}; correct one of them."
        )
    return day


def _named(word: str, names: tuple[str, ...], *, shortest: int) -> int | None:
    """Return the place of the one name that begins with `word`, as in "Sept" or "Tue"."""
    word = word.casefold().rstrip(".")
    fits = [place for place, name in enumerate(names) if name.casefold().startswith(word)]
    return fits[0] if len(fits) == 1 and len(word) >= shortest else None


def _complaint(text: str) -> str:
    if not text:
        return f"no date; {EXAMPLE}."
    if WITH_ZONE.fullmatch(text):
        return f"{text} is a moment in a zone; give the day at the legal place."
    if SHORT_YEAR.fullmatch(text):
        return f"{text} has a year of two digits; write four."
    if DAY_NUMBER.fullmatch(text):
        return f"{text} looks like a spreadsheet's day number; format the column as a date and export again."
    return f"{text} is not a date we can read; {EXAMPLE}."
