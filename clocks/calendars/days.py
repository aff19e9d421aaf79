"""Calendars as values: closed days, worked weekends and meetings, each with its source."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from clocks.errors import CalendarMissing
from clocks.types import Confidence

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Coverage:
    """The years `first` to `last` (both included) of a calendar, where their days come from, and how sure they are."""

    first: int
    last: int
    confidence: Confidence
    source: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar: the years it covers, its closed days (with their names) besides Saturday and Sunday, and the
    weekend days that are worked (with the reason). `sources` says where a day is written, `coverage` how sure a
    year is.
    """

    name: str
    years: Collection[int]
    closed: Mapping[date, str] = field(default_factory=dict)
    worked: Mapping[date, str] = field(default_factory=dict)
    sources: Mapping[date, str] = field(default_factory=dict)
    title: str = ""
    note: str = ""
    coverage: tuple[Coverage, ...] = ()

    def why_closed(self, day: date) -> str | None:
        """Return why `day` is no working day, or None. Raises CalendarMissing for a year not covered."""
        self.check_year(day.year)
        if day in self.closed:
            return self.closed[day]
        if day.weekday() < SATURDAY or day in self.worked:
            return None
        return "Saturday" if day.weekday() == SATURDAY else "Sunday"

    def check_year(self, year: int) -> None:
        """Raise CalendarMissing for a year not covered."""
        if year not in self.years:
            known = f"covers {min(self.years)} to {max(self.years)}" if self.years else "covers no year"
            raise CalendarMissing(
                f"calendar {self.name}, year {year}",
                f"no data for this year ({known}); add its closed days with their source.",
            )

    def coverage_of(self, year: int) -> Coverage:
        """Return what the days of `year` rest on. Raises CalendarMissing; KeyError when the calendar does not say."""
        self.check_year(year)
        return {y: span for span in self.coverage for y in range(span.first, span.last + 1)}[year]


@dataclass(frozen=True, slots=True)
class Meetings:
    """The meetings of a body by day, with their source, and the spans (both ends included) whose list is complete."""

    name: str
    held: Mapping[date, str] = field(default_factory=dict)
    complete: tuple[tuple[date, date], ...] = ()
    title: str = ""
    note: str = ""

    def first_from(self, day: date) -> date | None:
        """Return the first meeting on or after `day`; None unless the list is complete from `day` to that meeting."""
        for first, last in self.complete:
            if first <= day <= last:
                return min((met for met in self.held if day <= met <= last), default=None)
        return None

    def known_from(self, day: date) -> date | None:
        """Return the first known meeting on or after `day`, although there may have been one before it."""
        return min((met for met in self.held if met >= day), default=None)


@dataclass(frozen=True, slots=True)
class Calendars:
    """The calendars a run may use, by name: working days, and meetings of bodies."""

    by_name: Mapping[str, Calendar] = field(default_factory=dict)
    meetings: Mapping[str, Meetings] = field(default_factory=dict)

    def named(self, name: str) -> Calendar:
        """Return the working-day calendar. Raises CalendarMissing."""
        if name not in self.by_name:
            raise CalendarMissing(f"calendar {name}", _not_loaded(self.by_name))
        return self.by_name[name]

    def meetings_of(self, name: str) -> Meetings:
        """Return the meeting calendar. Raises CalendarMissing."""
        if name not in self.meetings:
            raise CalendarMissing(f"meeting calendar {name}", _not_loaded(self.meetings))
        return self.meetings[name]


def _not_loaded(known: Mapping[str, object]) -> str:
    return f"not loaded (loaded: {', '.join(sorted(known)) or 'none'}); hand it to the run."
