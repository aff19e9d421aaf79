"""Zone names as sources print them: an "EST" in summer is kept, warned about, and never shifts an hour."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from clocks.words import say_day
from clocks.zones import zone_named

LONG = re.compile(
    r"\b(eastern|central|mountain|pacific) (standard|daylight)(?: savings?)? time\b", re.IGNORECASE
)
SHORT = re.compile(r"\b[A-Z]{2,4}T\b")
AMERICAN = {
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "MST": "America/Denver",
    "MDT": "America/Denver",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
}


def season_warning(printed: str, on: date, zone: str | None, moment: datetime | None) -> str:
    """Return the warning for a zone name of the wrong season printed of a day; empty when it fits, or says nothing.

    `zone` is the IANA zone of the legal place and `moment` the instant, where they are known.
    """
    for label in _labels(printed):
        named = _zone_of(label, on, zone)
        if named is None:
            continue
        there = moment.astimezone(named) if moment else datetime(on.year, on.month, on.day, 12, tzinfo=named)
        if (real := there.tzname()) != label:
            return (
                f"Printed “{printed}”, but on {say_day(on)} clocks there showed {real}, not {label}; "
                "the printed words are kept and the hour is read as wall time, never shifted."
            )
    return ""


def _labels(printed: str) -> list[str]:
    long = [f"{zone[0]}{season[0]}T".upper() for zone, season in LONG.findall(printed)]
    return long + SHORT.findall(printed)


def _zone_of(label: str, on: date, zone: str | None) -> ZoneInfo | None:
    """Return the zone that uses the label: the place's own if it does, else the American one; None for others."""
    own = zone_named(zone) if zone else None
    if own and label in {datetime(on.year, month, 1, 12, tzinfo=own).tzname() for month in (1, 7)}:
        return own
    return zone_named(AMERICAN[label]) if label in AMERICAN else None
