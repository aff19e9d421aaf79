"""Days and instants as outsiders write them: one spelling each, so that none can be read two ways."""

import re
from argparse import ArgumentTypeError
from datetime import date, datetime

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


def read_day(text: str) -> date | None:
    """Return the day written as 1995-02-04; None for what is no day, or written otherwise."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def read_instant(text: str) -> datetime | None:
    """Return the moment written as 1995-02-26T00:01:00-05:00 (seconds may be left out, the offset too: then naive);
    None for what is no moment, or written otherwise."""
    try:
        return datetime.fromisoformat(text) if INSTANT.fullmatch(text) else None
    except ValueError:
        return None


def day_option(text: str) -> date:
    """Return the day given to an option of a command. Raises ArgumentTypeError, which the parser tells."""
    if (day := read_day(text)) is None:
        raise ArgumentTypeError(f"“{text}” is no date; write one such as 1995-02-04")
    return day
