"""Days as outsiders write them: 1995-02-04 and no other way."""

from argparse import ArgumentTypeError
from datetime import UTC, date, datetime

import pytest

from clocks import day_option, read_day, read_instant

OTHERWISE = (
    "19950204", "1995-W05-6", "1995W056", "1995-2-4", "1995-02-30", "95-02-04", "1995-02-04T00:00", " 1995-02-04",
    "1995-02-04\n", "１９９５-02-04", "04/02/1995", "soon", "",
)  # fmt: skip


def test_a_day_is_read() -> None:
    assert read_day("1995-02-04") == day_option("1995-02-04") == date(1995, 2, 4)


@pytest.mark.parametrize("text", OTHERWISE)
def test_no_other_spelling_is(text: str) -> None:
    assert read_day(text) is None


def test_an_option_says_how_to_write_it() -> None:
    with pytest.raises(ArgumentTypeError, match="“19950204” is no date; write one such as 1995-02-04"):
        day_option("19950204")


def test_an_instant_is_read_with_its_offset_or_without() -> None:
    assert read_instant("1995-02-26T00:01-05:00") == datetime(1995, 2, 26, 5, 1, tzinfo=UTC)
    assert read_instant("1995-02-26T00:01:30.5") == datetime(1995, 2, 26, 0, 1, 30, 500_000)  # noqa: DTZ001


@pytest.mark.parametrize(
    "text", ["19950226T0001", "1995-02-26 00:01", "1995-02-26", "1995-02-30T00:01Z", "now"]
)
def test_no_other_spelling_of_an_instant_is(text: str) -> None:
    assert read_instant(text) is None
