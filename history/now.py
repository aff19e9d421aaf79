"""The one supplier of the present moment.

Everything else takes `now` as an argument. `CLOCK_SHIFT` (seconds) lets an
evaluation instance live on another day; production refuses a shift.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings


def current() -> datetime:
    """Return the present instant in UTC, shifted by `settings.CLOCK_SHIFT` seconds."""
    return datetime.now(UTC) + timedelta(seconds=settings.CLOCK_SHIFT)
