"""How dates, hours and money read."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputes import words

MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
SANCTIONS = datetime(1995, 2, 26, 0, 1, tzinfo=ZoneInfo("America/New_York"))
DAYS = st.dates(date(1948, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_a_day_in_words_reads_back_to_the_same_day(on: date) -> None:
    number, name, year = words.day(on).split()
    assert date(int(year), MONTHS[name], int(number)) == on


@given(DAYS, st.integers(0, 800))
def test_a_span_ends_with_its_last_day_in_full(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    assert words.span(start, end).endswith(words.day(end))


@pytest.mark.parametrize(
    ("on", "precision", "end", "expected"),
    [
        (date(1995, 2, 4), "day", None, "4 February 1995"),
        (date(1994, 12, 16), "about", None, "about 16 December 1994"),
        (date(1994, 8, 1), "month", None, "August 1994"),
        (date(1994, 9, 1), "month", date(1994, 12, 1), "September 1994 – December 1994"),
        (date(1993, 1, 1), "year", None, "1993"),
        (date(1993, 1, 1), "year", date(1995, 1, 1), "1993–1995"),
        (date(1995, 1, 18), "about", date(1995, 1, 20), "about 18–20 January 1995"),
        (date(1995, 1, 28), "day", date(1995, 2, 4), "28 January – 4 February 1995"),
        (date(1994, 12, 28), "day", date(1995, 2, 4), "28 December 1994 – 4 February 1995"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(on: date, precision: str, end: date | None, expected: str) -> None:
    assert words.dated(on, precision, end) == expected


def test_a_moment_is_told_at_its_legal_place_and_then_at_the_readers() -> None:
    told = words.moment_for(SANCTIONS, "America/New_York", "Europe/Zurich")
    assert told == "26 February 1995, 00:01 in Washington (EST) — 06:01 in Zurich"


def test_the_reader_is_told_another_date_where_it_differs() -> None:
    at = datetime(2026, 5, 8, 23, 59, tzinfo=ZoneInfo("America/New_York"))
    assert words.elsewhere(at, "America/New_York", "Europe/Zurich") == "05:59 on 9 May 2026 in Zurich"


def test_a_reader_on_the_legal_clock_is_told_once() -> None:
    assert words.moment_for(SANCTIONS, "America/New_York", "America/New_York").count("00:01") == 1


def test_chinese_time_is_an_offset_because_its_letters_also_mean_chicago() -> None:
    assert words.moment(SANCTIONS, "Asia/Shanghai") == "26 February 1995, 13:01 in Beijing (UTC+8)"


def test_a_deadline_without_an_hour_gets_none() -> None:
    assert words.due(date(1995, 2, 4), None, "America/New_York") == "4 February 1995 in Washington"


def test_a_deadline_with_an_hour_says_it() -> None:
    told = words.due(date(1995, 2, 26), time(0, 1), "America/New_York")
    assert told == "26 February 1995, 00:01 in Washington (EST)"


@given(st.timedeltas(timedelta(hours=-14), timedelta(hours=14)))
def test_an_offset_names_its_side_of_utc(offset: timedelta) -> None:
    minutes = round(offset.total_seconds() / 60)
    sign = {True: "+", False: "−"}[minutes > 0] if minutes else ""
    assert words.offset_words(offset).removeprefix("UTC")[:1] == sign


def test_days_are_counted_at_the_legal_place() -> None:
    now = datetime(1995, 2, 4, 3, 0, tzinfo=UTC)
    assert words.days_until(date(1995, 2, 4), now, "America/New_York") == 1


@pytest.mark.parametrize(
    ("days", "expected"),
    [(5, "5 days left"), (1, "1 day left"), (0, "today"), (-1, "1 day ago"), (-3, "3 days ago")],
)
def test_days_left(days: int, expected: str) -> None:
    assert words.days_left(days) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(0, "overdue since today"), (1, "overdue by 1 day"), (3, "overdue by 3 days")]
)
def test_overdue(days: int, expected: str) -> None:
    assert words.overdue(days) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1080000000.00", "USD 1.08 billion"),
        ("465000000", "USD 465 million"),
        ("950000", "USD 950,000"),
        ("29505000000", "USD 29.505 billion"),
        ("1234567890", "USD 1,234,567,890"),
        ("191400000", "USD 191.4 million"),
        ("0.50", "USD 0.5"),
    ],
)
def test_money(value: str, expected: str) -> None:
    assert words.amount(Decimal(value), "USD") == expected


@given(st.decimals(min_value=0, max_value=Decimal(10) ** 17, places=2))
def test_an_amount_in_words_is_never_rounded(value: Decimal) -> None:
    number, _, scale = words.quantity(value).partition(" ")
    factor = {name: size for size, name in words.SCALES}.get(scale, Decimal(1))
    assert Decimal(number.replace(",", "")) * factor == value


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "unit", "expected"),
    [
        ("29500000000", None, "about", "", "about USD 29.5 billion"),
        ("1000000000", "2000000000", "more_than", "", "USD 1 billion to more than USD 2 billion"),
        ("1000000000", "2000000000", "about", "", "about USD 1 billion to USD 2 billion"),
        ("29", None, "exactly", "plants", "29 plants"),
        ("1", None, "exactly", "plants", "1 plant"),
        ("0", "1500000000", "exactly", "", "up to USD 1.5 billion"),
        ("24", None, "more_than", "plants", "more than 24 plants"),
        ("9", "11", "exactly", "days", "9 to 11 days"),
    ],
)
def test_a_figure_carries_its_qualifier(
    low: str, high: str | None, qualifier: str, unit: str, expected: str
) -> None:
    told = words.figure(
        Decimal(low),
        Decimal(high) if high else None,
        qualifier=qualifier,
        currency="" if unit else "USD",
        unit=unit,
    )
    assert told == expected
