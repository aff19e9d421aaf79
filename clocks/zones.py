"""Names of time zones."""

from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@cache
def zone_named(name: str) -> ZoneInfo | None:
    """Return the IANA zone of a place, or UTC; None when there is none of that name.

    Abbreviations the IANA base keeps for old systems ("EST", a fixed offset) are none: they would shift a summer hour.
    """
    if "/" not in name and name != "UTC":
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
