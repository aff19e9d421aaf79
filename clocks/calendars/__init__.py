"""Working days and meetings: named calendars that answer for the years they cover, and for no other."""

from clocks.calendars.days import DAY, Calendar, Calendars, Coverage, Meetings
from clocks.calendars.reading import shipped

__all__ = ["DAY", "Calendar", "Calendars", "Coverage", "Meetings", "shipped"]
