"""Working-day calendars: named, and silent about no year they do not cover."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from clocks.errors import CalendarMissing

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar: the years it covers and its closed days (with their names) besides Saturday and Sunday."""

    name: str
    years: frozenset[int]
    closed: Mapping[date, str] = field(default_factory=dict)

    def why_closed(self, day: date) -> str | None:
        """Return why `day` is no working day, or None. Raises CalendarMissing for a year not covered."""
        if day.year not in self.years:
            raise CalendarMissing(
                f"calendar {self.name}, year {day.year}",
                "no data for this year; add its closed days with their source.",
            )
        if day.weekday() >= SATURDAY:
            return "Saturday" if day.weekday() == SATURDAY else "Sunday"
        return self.closed.get(day)


@dataclass(frozen=True, slots=True)
class Calendars:
    """The calendars a run may use, by name."""

    by_name: Mapping[str, Calendar] = field(default_factory=dict)

    def named(self, name: str) -> Calendar:
        """Return the calendar. Raises CalendarMissing."""
        if name not in self.by_name:
            known = ", ".join(sorted(self.by_name)) or "none"
            raise CalendarMissing(f"calendar {name}", f"not loaded (loaded: {known}); hand it to the run.")
        return self.by_name[name]
