"""The calendars that ship: which days are closed, on whose word, and which years are not covered."""

from datetime import date
from typing import Any

import pytest
from holidays.countries.united_states import UnitedStatesStaticHolidays

from clocks import Calendar, ClockError
from clocks.calendars import DAY, Meetings, shipped
from clocks.calendars.making import china, table
from clocks.calendars.reading import DATA, WORKING_DAYS
from clocks.dates import Unit, add
from clocks.errors import CalendarMissing
from clocks.types import Confidence

US = shipped().named("us-federal")


@pytest.mark.parametrize("name", WORKING_DAYS)
def test_tables_are_what_library_rules_and_exceptions_make(name: str) -> None:
    assert (DATA / f"{name}.csv").read_text(encoding="utf-8") == table(name), "run script/calendars"


@pytest.mark.parametrize("name", WORKING_DAYS)
def test_every_day_has_a_name_and_a_source(name: str) -> None:
    calendar = shipped().named(name)
    days = {**calendar.closed, **calendar.worked}
    assert all(words and calendar.sources[day] for day, words in days.items())


@pytest.mark.parametrize("name", WORKING_DAYS)
def test_every_covered_year_says_how_sure_it_is(name: str) -> None:
    calendar = shipped().named(name)
    assert [year for year in calendar.years if not calendar.coverage_of(year).source] == []


@pytest.mark.parametrize("name", WORKING_DAYS)
def test_every_covered_year_has_closed_days(name: str) -> None:
    calendar = shipped().named(name)
    assert {day.year for day in calendar.closed} == set(calendar.years)


@pytest.mark.parametrize("name", WORKING_DAYS)
@pytest.mark.parametrize("side", ["before", "after"])
def test_the_year_beside_the_covered_ones_is_an_error_naming_both(name: str, side: str) -> None:
    calendar = shipped().named(name)
    year = min(calendar.years) - 1 if side == "before" else max(calendar.years) + 1
    with pytest.raises(CalendarMissing, match=f"calendar {name}, year {year}: no data for this year"):
        calendar.why_closed(date(year, 6, 1))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2023, 6, 19), "Juneteenth National Independence Day"),
        (date(2021, 6, 18), "Juneteenth National Independence Day (observed)"),
        (date(2020, 6, 19), None),
        (date(2016, 5, 30), "Memorial Day"),
        (date(2003, 9, 1), "Labor Day"),
        (date(2018, 12, 5), "Day of mourning for George H. W. Bush"),
        (date(2018, 12, 24), "Christmas Eve"),
        (date(2021, 12, 31), "New Year's Day (observed)"),
        (date(2025, 1, 9), "Day of mourning for Jimmy Carter"),
        (date(2021, 1, 20), "Inauguration Day"),
        (date(2013, 1, 21), "Birthday of Martin Luther King, Jr.; Inauguration Day"),
        (date(2015, 12, 24), None),
        (date(2023, 6, 17), "Saturday"),
    ],
)
def test_us_federal_days(day: date, why: str | None) -> None:
    assert US.why_closed(day) == why


def test_every_whole_day_closing_the_library_knows_is_in_our_table_with_its_order() -> None:
    known: dict[int, Any] = UnitedStatesStaticHolidays.special_government_holidays
    closings = {
        date(year, row[0], row[1])
        for year, rows in known.items()
        for row in ([rows] if isinstance(rows[0], int) else rows)
        if isinstance(row[2], str)
    }
    assert {day for day in closings if "E.O. 1" not in US.sources.get(day, "")} == set()


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2018, 2, 24), None),
        (date(2018, 2, 25), "Sunday"),
        (date(2018, 2, 21), "day off, exchanged for 2018-02-24"),
        (date(2006, 12, 30), None),
        (date(2026, 10, 10), None),
        (date(2020, 1, 31), "Chinese New Year Extended Holiday"),
    ],
)
def test_china_works_the_weekend_days_it_exchanged(day: date, why: str | None) -> None:
    assert shipped().named("china").why_closed(day) == why


def test_working_days_count_an_exchanged_saturday() -> None:
    china_days = shipped().named("china")
    assert add(date(2018, 2, 23), 1, Unit.WORKING_DAYS, calendar=china_days) == date(2018, 2, 24)


def test_china_is_not_made_for_a_year_without_notice() -> None:
    with pytest.raises(ValueError, match="no notice for 1999"):
        list(china(1999))


@pytest.mark.parametrize(
    ("name", "closed"),
    [
        ("wto", ["2024-01-01", "2024-03-29", "2024-04-01", "2024-05-09", "2024-05-20", "2024-08-01", "2024-09-05",
                 "2024-12-24", "2024-12-25", "2024-12-26", "2024-12-27", "2024-12-30", "2024-12-31"]),
        ("eu-institutions", ["2023-01-02", "2023-04-06", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-09",
                             "2023-05-18", "2023-05-19", "2023-05-29", "2023-07-21", "2023-08-15", "2023-11-01",
                             "2023-11-02", "2023-12-25", "2023-12-26", "2023-12-27", "2023-12-28", "2023-12-29"]),
    ],
)  # fmt: skip
def test_days_by_rule(name: str, closed: list[str]) -> None:
    year = int(closed[0][:4])
    assert [str(day) for day in sorted(shipped().named(name).closed) if day.year == year] == closed


@pytest.mark.parametrize("name", ["wto", "eu-institutions"])
def test_days_by_rule_are_unverified(name: str) -> None:
    assert shipped().named(name).coverage_of(2024).confidence == Confidence.UNSURE


def test_a_year_whose_closings_are_not_known_yet_is_not_certain() -> None:
    assert (US.coverage_of(2025).confidence, US.coverage_of(2026).confidence) == ("certain", "likely")


SPAN = (date(2024, 1, 1), date(2024, 3, 31))
BODY = Meetings("body", {date(2024, 1, 26): "minutes", date(2024, 6, 3): "minutes"}, (SPAN,))


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2024, 1, 26), date(2024, 1, 26)),
        (date(2024, 1, 27), None),
        (date(2024, 5, 1), None),
        (date(2023, 12, 31), None),
    ],
)
def test_the_next_meeting_is_known_only_where_the_list_is_complete(day: date, first: date | None) -> None:
    assert BODY.first_from(day) == first


def test_dsb_meetings_are_on_working_days_and_complete_nowhere() -> None:
    dsb = shipped().meetings_of("dsb")
    assert (dsb.complete, [day for day in dsb.held if day.weekday() > 4]) == ((), [])


def test_unknown_meeting_calendar_names_those_loaded() -> None:
    with pytest.raises(ClockError, match=r"meeting calendar sdb: not loaded \(loaded: dsb\)"):
        shipped().meetings_of("sdb")


def test_a_calendar_without_years_says_so() -> None:
    with pytest.raises(CalendarMissing, match="covers no year"):
        Calendar("empty", frozenset()).why_closed(date(2024, 1, 1))


def test_the_commerce_date_rolls_over_the_weekend_and_juneteenth() -> None:
    day = date(2023, 2, 7) + 130 * DAY
    while US.why_closed(day):
        day += DAY
    assert day == date(2023, 6, 20)
