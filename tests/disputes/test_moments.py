"""The last moment in time of a legal day."""

from datetime import date, time

from disputes.models import LatestBasis
from disputes.moments import latest_moment


def test_day_without_an_hour_ends_with_the_legal_day() -> None:
    at, basis = latest_moment(date(1995, 2, 4), None, "America/New_York")
    assert (at.isoformat(), basis) == ("1995-02-05T04:59:59+00:00", LatestBasis.END_OF_LEGAL_DAY)


def test_stated_hour_is_read_at_the_place() -> None:
    at, basis = latest_moment(date(1996, 6, 17), time(0, 0), "America/New_York")
    assert (at.isoformat(), basis) == ("1996-06-17T04:00:00+00:00", LatestBasis.STATED)


def test_day_of_the_autumn_change_is_an_hour_longer() -> None:
    at, _ = latest_moment(date(1995, 10, 29), None, "America/New_York")
    assert at.isoformat() == "1995-10-30T04:59:59+00:00"


def test_repeated_hour_means_its_first_pass() -> None:
    at, _ = latest_moment(date(1995, 10, 29), time(1, 30), "America/New_York")
    assert at.isoformat() == "1995-10-29T05:30:00+00:00"
