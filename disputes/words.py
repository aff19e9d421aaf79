"""Dates, hours, days left and money in words: the one place that decides how they read.

Dates are written out ("4 February 1995"), because screen readers read digits as digits. A date without an
hour never gets one. Amounts are never rounded: "USD 1.08 billion" stands for exactly 1,080,000,000.
"""

import calendar
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

# Whose law it is, where the name of the zone is another city. For readers the city of the zone is right.
LEGAL_PLACES = {
    "America/New_York": "Washington",
    "Asia/Shanghai": "Beijing",
    "Europe/Zurich": "Geneva",
    "UTC": "UTC",
}
SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def day(on: date) -> str:
    """Return "4 February 1995"."""
    return f"{on.day} {calendar.month_name[on.month]} {on.year}"


def weekday_day(on: date) -> str:
    """Return "Saturday 4 February 1995"."""
    return f"{calendar.day_name[on.weekday()]} {day(on)}"


def month(on: date) -> str:
    """Return "February 1995"."""
    return f"{calendar.month_name[on.month]} {on.year}"


def span(start: date, end: date) -> str:
    """Return "18–28 January 1995", naming month and year only where they differ."""
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day} {calendar.month_name[start.month]} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def dated(on: date, precision: str = "day", end_on: date | None = None) -> str:
    """Return a date as exactly as it is known: "about 16 December 1994", "December 1994", "1994".

    `precision` is a value of disputes.models.Precision; with `end_on` a range is written.
    """
    if precision == "year":
        return str(on.year) if end_on is None or end_on.year == on.year else f"{on.year}–{end_on.year}"
    if precision == "month":
        return month(on) if end_on is None or month(end_on) == month(on) else f"{month(on)} – {month(end_on)}"
    words = day(on) if end_on is None else span(on, end_on)
    return f"about {words}" if precision == "about" else words


def legal_place(zone: str) -> str:
    """Return the place whose calendar counts: "Washington" for America/New_York."""
    return LEGAL_PLACES.get(zone) or city(zone)


def city(zone: str) -> str:
    """Return the city that names a zone: "Zurich" for Europe/Zurich."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def zone_mark(at: datetime, zone: str) -> str:
    """Return the zone's own letters where they are clear ("EST"), else the offset ("UTC+8")."""
    local = at.astimezone(ZoneInfo(zone))
    letters = local.tzname() or ""
    if (letters.isalpha() and zone.startswith(("America/", "Europe/"))) or letters == "UTC":
        return letters
    return offset_words(local.utcoffset() or timedelta())


def offset_words(offset: timedelta) -> str:
    """Return "UTC+8", "UTC−3:30" or "UTC"."""
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


def place_and_mark(at: datetime, zone: str) -> str:
    """Return "Washington (EST)", and plain "UTC" for UTC."""
    place, mark = legal_place(zone), zone_mark(at, zone)
    return place if place == mark else f"{place} ({mark})"


def moment(at: datetime, zone: str) -> str:
    """Return "26 February 1995, 00:01 in Washington (EST)"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{day(local.date())}, {local:%H:%M} in {place_and_mark(at, zone)}"


def here(at: datetime, reader_zone: str) -> str:
    """Return a moment on the reader's clock: "26 February 1995, 06:01 in Zurich"."""
    local = at.astimezone(ZoneInfo(reader_zone))
    return f"{day(local.date())}, {local:%H:%M} in {city(reader_zone)}"


def elsewhere(at: datetime, legal_zone: str, reader_zone: str) -> str:
    """Return the same moment on the reader's clock ("06:01 in Zurich"), or "" when it reads the same there.

    The date is named only where it differs from the legal one.
    """
    legal, local = at.astimezone(ZoneInfo(legal_zone)), at.astimezone(ZoneInfo(reader_zone))
    if legal.replace(tzinfo=None) == local.replace(tzinfo=None):
        return ""
    when = f"{local:%H:%M}" if legal.date() == local.date() else f"{local:%H:%M} on {day(local.date())}"
    return f"{when} in {city(reader_zone)}"


def moment_for(at: datetime, legal_zone: str, reader_zone: str) -> str:
    """Return the legal moment, then the reader's: "26 February 1995, 00:01 in Washington (EST) — 06:01 in Zurich"."""
    other = elsewhere(at, legal_zone, reader_zone)
    return moment(at, legal_zone) + (f" — {other}" if other else "")


def due(on: date, at_time: time | None, zone: str) -> str:
    """Return when a deadline falls, at its legal place: with an hour only where the law or the notice gives one."""
    if at_time is None:
        return f"{day(on)} in {legal_place(zone)}"
    return moment(datetime.combine(on, at_time, ZoneInfo(zone)), zone)


def days_until(on: date, now: datetime, zone: str) -> int:
    """Return the calendar days from today, at the legal place, to `on`; negative once it is past."""
    return (on - now.astimezone(ZoneInfo(zone)).date()).days


def days_left(days: int) -> str:
    """Return "5 days left", "1 day left", "today" or "3 days ago"."""
    if days == 0:
        return "today"
    count = f"{abs(days):,} day{'' if abs(days) == 1 else 's'}"
    return f"{count} left" if days > 0 else f"{count} ago"


def overdue(days: int) -> str:
    """Return "overdue by 3 days" for a duty whose day (`days` ago, at least 0) has passed."""
    return f"overdue by {days:,} day{'' if days == 1 else 's'}" if days else "overdue since today"


def quantity(value: Decimal) -> str:
    """Return "1.08 billion", "465 million" or "950,000", whichever says the value exactly and shortest."""
    for scale, name in SCALES:
        scaled = value / scale
        if abs(scaled) >= 1 and scaled == scaled.quantize(Decimal("0.001")):
            return f"{_plain(scaled)} {name}"
    return _plain(value)


def amount(value: Decimal, currency: str = "", unit: str = "") -> str:
    """Return "USD 1.08 billion" or "29 plants"."""
    if currency:
        return f"{currency} {quantity(value)}"
    return f"{quantity(value)} {one_of(unit) if value == 1 else unit}".strip()


def one_of(unit: str) -> str:
    """Return the singular of a unit: "plant" for "plants", "category" for "categories"."""
    if unit.endswith("ies"):
        return f"{unit[:-3]}y"
    return unit.removesuffix("s")


def figure(
    low: Decimal,
    high: Decimal | None = None,
    *,
    qualifier: str = "exactly",
    currency: str = "",
    unit: str = "",
) -> str:
    """Return a figure with its qualifier: "about USD 29.5 billion", "USD 1 billion to more than USD 2 billion"."""
    before = "" if qualifier == "exactly" else f"{qualifier.replace('_', ' ')} "
    if high is None or high == low:
        return before + amount(low, currency, unit)
    least, most = amount(low, currency), amount(high, currency, unit)
    if not low:
        return f"up to {before}{most}"
    return f"{least} to {before}{most}" if qualifier == "more_than" else f"{before}{least} to {most}"


def _plain(value: Decimal) -> str:
    whole, _, rest = f"{value:,f}".partition(".")
    rest = rest.rstrip("0")
    return f"{whole}.{rest}" if rest else whole
