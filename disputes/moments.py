"""From a legal day to the last moment at which an act is in time."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import clocks
from disputes.models import LatestBasis

LAST_SECOND = time(23, 59, 59)


def latest_moment(due_on: date, due_time: time | None, zone: str) -> tuple[datetime, LatestBasis]:
    """Return the last moment (UTC, whole second) in time, and why it is that moment.

    Closing hours of offices are unverified, so without a stated hour the whole
    legal day counts. An hour that a clock change repeats means its first pass.
    Raises clocks.ClockErrors for a day on which no zone can be reckoned.
    """
    if not reckonable(due_on):
        beyond = clocks.DateOutOfRange(
            f"deadline on {due_on}", "lies at an end of the calendar; check the year."
        )
        raise clocks.ClockErrors([beyond])
    if due_time is None:
        return local_instant(due_on, LAST_SECOND, zone), LatestBasis.END_OF_LEGAL_DAY
    return local_instant(due_on, due_time, zone), LatestBasis.STATED


def reckonable(day: date) -> bool:
    """Return whether `day` (or a moment in it) lies far enough from the ends of the calendar for every zone."""
    return date.min.year < day.year < date.max.year


def local_instant(on: date, at: time, zone: str) -> datetime:
    """Return the UTC instant of a wall-clock time at a place."""
    return datetime.combine(on, at, ZoneInfo(zone)).astimezone(UTC)
