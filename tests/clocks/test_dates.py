"""Counting days, weeks, months, years and working days."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clocks.dates import MonthEnd, Unit, add
from clocks.errors import CalendarMissing, DateOutOfRange
from tests.clocks.packs import OFFICE

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
OFFSETS = st.integers(-400, 400)


def walk(day: date, offset: int) -> date:
    """Count on the fingers: one day at a time, the day counted from excluded."""
    step = timedelta(days=1 if offset > 0 else -1)
    for _ in range(abs(offset)):
        day += step
    return day


@given(DAYS, OFFSETS)
def test_days_agree_with_counting_on_the_fingers(day: date, offset: int) -> None:
    assert add(day, offset, Unit.DAYS) == walk(day, offset)


@given(DAYS, st.integers(-60, 60))
def test_weeks_are_seven_days(day: date, offset: int) -> None:
    assert add(day, offset, Unit.WEEKS) == walk(day, 7 * offset)


@given(DAYS, OFFSETS)
def test_months_land_in_the_month_that_many_away(day: date, offset: int) -> None:
    end = add(day, offset, Unit.MONTHS)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == offset


@given(DAYS, OFFSETS)
def test_clamp_keeps_the_day_number_where_the_month_has_it(day: date, offset: int) -> None:
    end = add(day, offset, Unit.MONTHS, MonthEnd.CLAMP)
    assert end.day == min(day.day, monthrange(end.year, end.month)[1])


@given(DAYS, OFFSETS)
def test_sticky_leads_from_month_end_to_month_end_and_else_clamps(day: date, offset: int) -> None:
    end = add(day, offset, Unit.MONTHS, MonthEnd.STICKY_EOM)
    at_end = day.day == monthrange(day.year, day.month)[1]
    assert end == (
        end.replace(day=monthrange(end.year, end.month)[1]) if at_end else add(day, offset, Unit.MONTHS)
    )


@given(DAYS, st.integers(-50, 50))
def test_years_are_twelve_months(day: date, offset: int) -> None:
    assert add(day, offset, Unit.YEARS) == add(day, 12 * offset, Unit.MONTHS)


def test_leap_day_ends_on_the_twenty_eighth() -> None:
    assert add(date(2024, 2, 29), 1, Unit.YEARS) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("offset", "end"),
    [(1, date(2024, 5, 2)), (3, date(2024, 5, 6)), (-1, date(2024, 4, 29)), (-2, date(2024, 4, 26))],
)
def test_working_days_pass_over_closed_ones(offset: int, end: date) -> None:
    assert add(date(2024, 4, 30), offset, Unit.WORKING_DAYS, calendar=OFFICE) == end


def test_working_days_need_a_calendar() -> None:
    with pytest.raises(ValueError, match="need a calendar"):
        add(date(2024, 4, 30), 1, Unit.WORKING_DAYS)


def test_year_without_data_is_refused_by_calendar_and_year() -> None:
    with pytest.raises(CalendarMissing, match="calendar office, year 2025"):
        add(date(2024, 12, 31), 1, Unit.WORKING_DAYS, calendar=OFFICE)


@pytest.mark.parametrize(("unit", "offset"), [(Unit.DAYS, 1), (Unit.MONTHS, 1), (Unit.YEARS, -9999)])
def test_leaving_the_calendar_is_refused(unit: Unit, offset: int) -> None:
    with pytest.raises(DateOutOfRange, match="check the date"):
        add(date(9999, 12, 31), offset, unit)
