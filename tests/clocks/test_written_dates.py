"""Dates as people write them are read where they can mean one day, and never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clocks.checking import Order, read_date
from clocks.words import say_day, say_weekday

DAY = date(1994, 6, 30)


@pytest.mark.parametrize(
    "text",
    [
        "1994-06-30", "1994/6/30", "1994.06.30", "30 June 1994", "30. June 1994", "30-Jun-1994", "30/jun/1994",
        "June 30, 1994", "JUN 30 1994", "30th June 1994", "Thursday 30 June 1994", "Thu, 30 Jun 1994",
        "Thu. June 30, 1994", " 30  June   1994 ", "30/06/1994", "06/30/1994", "30.6.1994", "6-30-1994",
        "1994-06-30 00:00:00", "1994-06-30T00:00", "30/06/1994 00:00",
    ],
)  # fmt: skip
def test_one_day_in_many_spellings(text: str) -> None:
    assert read_date(text) == DAY


def test_september_may_be_sept() -> None:
    assert read_date("3 Sept. 2020") == date(2020, 9, 3)


def test_two_readings_are_both_named_and_none_is_taken() -> None:
    with pytest.raises(ValueError, match="03/04/2020 can be 3 April 2020 or 4 March 2020"):
        read_date("03/04/2020")


@pytest.mark.parametrize("text", ["03.04.2020", "3-4-2020", "12/01/2020"])
def test_other_marks_are_no_hint(text: str) -> None:
    with pytest.raises(ValueError, match="can be"):
        read_date(text)


def test_the_same_number_twice_is_one_day() -> None:
    assert read_date("04/04/2020") == date(2020, 4, 4)


@pytest.mark.parametrize(
    ("order", "day"), [(Order.DAY_FIRST, date(2020, 4, 3)), (Order.MONTH_FIRST, date(2020, 3, 4))]
)
def test_the_writer_may_say_which_number_is_the_day(order: Order, day: date) -> None:
    assert read_date("03/04/2020", order) == day


def test_saying_so_does_not_override_what_can_only_be_one_day() -> None:
    assert read_date("30/06/1994", Order.MONTH_FIRST) == DAY


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no date; write it as"),
        ("30/06/94", "has a year of two digits; write four"),
        ("30 June 94", "has a year of two digits"),
        ("34515", "looks like a spreadsheet's day number"),
        ("1994-06-30T00:00:00Z", "is a moment in a zone; give the day at the legal place"),
        ("31/06/1994", "31/06/1994 is no day of the calendar"),
        ("30 February 2024", "is no day of the calendar"),
        ("13/14/2024", "has no month"),
        ("30 juin 1994", "is not a date we can read"),
        ("30 J 1994", "is not a date we can read"),
        ("soon", "is not a date we can read"),
        ("Friday 30 June 1994", "30 June 1994 is a Thursday, not Friday; correct one of them"),
        ("0000-01-01", "is no day of the calendar"),
        ("1994-06/30", "is not a date we can read"),
    ],
)
def test_what_is_refused_says_how_to_mend_it(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        read_date(text)


@given(st.dates(date(1000, 1, 1)))
def test_what_we_write_we_read(day: date) -> None:
    assert {read_date(text) for text in (say_day(day), say_weekday(day), day.isoformat())} == {day}


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["{0:%d/%m/%Y}", "{0:%m/%d/%Y}"]))
def test_numbers_are_read_right_or_not_at_all(day: date, form: str) -> None:
    try:
        assert read_date(form.format(day)) == day
    except ValueError:
        assert day.day <= 12


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_an_error(text: str) -> None:
    try:
        assert isinstance(read_date(text), date)
    except ValueError as error:
        assert str(error).endswith(".")
