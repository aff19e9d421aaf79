"""Zone names as sources print them: an "EST" in summer is kept, warned about, and never shifts an hour."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from clocks.types import EventFact
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


def season_warning(event: EventFact) -> str:
    """Return the warning for a printed zone name of the wrong season; empty when it fits, or says nothing."""
    for label in _labels(event.printed):
        zone = _zone_of(label, event)
        if zone is None:
            continue
        there = event.moment.astimezone(zone) if event.moment else _noon(event, zone)
        if (real := there.tzname()) != label:
            return (
                f"Printed “{event.printed}”, but on {say_day(event.on)} clocks there showed {real}, not {label}; "
                "the printed words are kept and the hour is read as wall time, never shifted."
            )
    return ""


def _labels(printed: str) -> list[str]:
    long = [f"{zone[0]}{season[0]}T".upper() for zone, season in LONG.findall(printed)]
    return long + SHORT.findall(printed)


def _zone_of(label: str, event: EventFact) -> ZoneInfo | None:
    """Return the zone that uses the label: the event's own if it does, else the American one; None for others."""
    own = zone_named(event.zone) if event.zone else None
    if own and label in {datetime(event.on.year, month, 1, 12, tzinfo=own).tzname() for month in (1, 7)}:
        return own
    return zone_named(AMERICAN[label]) if label in AMERICAN else None


def _noon(event: EventFact, zone: ZoneInfo) -> datetime:
    return datetime(event.on.year, event.on.month, event.on.day, 12, tzinfo=zone)
