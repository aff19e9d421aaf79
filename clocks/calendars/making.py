"""How the tables in `data/` are made: the `holidays` library, rules of our own, and dated exceptions.

`script/calendars` writes them anew; a test compares them with what this module makes, so a new edition of the
library that sees a day otherwise shows as a difference to be decided on, never as a deadline that moved.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import holidays
from holidays.countries.china import ChinaStaticHolidays

from clocks.calendars.days import SATURDAY
from clocks.calendars.reading import COLUMNS, WORKING_DAYS, coverage, described

STATUTE = "5 U.S.C. 6103"
NOTICE = "State Council General Office notice for {}"
JUNETEENTH = "5 U.S.C. 6103(a), Pub. L. 117-17"


class Day(NamedTuple):
    """One row of a table; `what` is `closed` or `worked`."""

    on: date
    what: str
    name: str
    source: str


def us_federal(year: int) -> Iterator[Day]:
    """Yield the days on which federal offices in Washington are closed: statute, Inauguration Day, closings.

    The library counts half-day closings, on which offices are open, and closings we list with their orders.
    """
    found = holidays.country_holidays("US", years=year, categories=("government",), language="en_US")
    ordered = {row["day"]: row for row in described("us-federal")["exceptions"]}
    for on, name in found.items():
        if on.year == year and on not in ordered and "half-day" not in name:
            yield Day(on, "closed", name, _statute(name))
    if year % 4 == 1:
        taking_office = date(year, 1, 20)
        observed = taking_office + timedelta(days=taking_office.weekday() == 6)
        yield Day(observed, "closed", "Inauguration Day", f"{STATUTE}(c)")
    for on, row in ordered.items():
        if on.year == year:
            yield Day(on, "closed", row["name"], row["source"])


def _statute(name: str) -> str:
    if "(observed)" in name:
        return f"{STATUTE}(b), E.O. 11582"
    return JUNETEENTH if "Juneteenth" in name else f"{STATUTE}(a)"


def wto(year: int) -> Iterator[Day]:
    """Yield the days on which we take the WTO to be closed: Geneva's holidays and the turn of the year."""
    easter = _easter(year)
    fast = date(year, 9, 1)
    fast += timedelta(days=(6 - fast.weekday()) % 7 + 4)
    days = {
        date(year, 1, 1): "New Year's Day",
        easter - timedelta(days=2): "Good Friday",
        easter + timedelta(days=1): "Easter Monday",
        easter + timedelta(days=39): "Ascension Day",
        easter + timedelta(days=50): "Whit Monday",
        date(year, 8, 1): "Swiss National Day",
        fast: "Jeûne genevois",
        **{date(year, 12, day): "closed between Christmas and New Year" for day in range(24, 32)},
        date(year, 12, 25): "Christmas Day",
    }
    for on, name in days.items():
        yield Day(on, "closed", name, "by rule, unverified")


def eu_institutions(year: int) -> Iterator[Day]:
    """Yield the days on which we take the EU institutions to be closed; each year's list is in the OJ, C series."""
    easter = _easter(year)
    days = {
        date(year, 1, 1): "New Year's Day",
        date(year, 1, 2): "day after New Year's Day",
        easter - timedelta(days=3): "Maundy Thursday",
        easter - timedelta(days=2): "Good Friday",
        easter + timedelta(days=1): "Easter Monday",
        date(year, 5, 1): "Labour Day",
        date(year, 5, 9): "Anniversary of the Schuman Declaration",
        easter + timedelta(days=39): "Ascension Day",
        easter + timedelta(days=40): "day after Ascension Day",
        easter + timedelta(days=50): "Whit Monday",
        date(year, 7, 21): "Belgian National Day",
        date(year, 8, 15): "Assumption",
        date(year, 11, 1): "All Saints' Day",
        date(year, 11, 2): "All Souls' Day",
        **{date(year, 12, day): "closed at the end of the year" for day in range(24, 32)},
        date(year, 12, 25): "Christmas Day",
    }
    for on, name in days.items():
        yield Day(on, "closed", name, "by rule, unverified")


def china(year: int) -> Iterator[Day]:
    """Yield China's holidays with the days exchanged for them: days off taken from weekends, and those weekends worked.

    Raises ValueError for a year whose notice the library does not hold: it would answer without the exchanges.
    """
    notices = ChinaStaticHolidays.special_public_holidays
    if year not in notices:
        raise ValueError(f"china(): the holidays library holds no notice for {year}.")
    found = holidays.country_holidays("CN", years=year, language="en_US")
    for on, name in found.items():
        yield Day(on, "closed", _exchanged(name), NOTICE.format(year))
    for _, _, *worked in notices[year]:
        if len(worked) > 1:  # month, day and, where it is another, year; a day without them was simply given
            month, day, own_year = (*worked, year)[:3]
            yield Day(
                date(own_year, month, day), "worked", "worked in exchange for a day off", NOTICE.format(year)
            )


def _exchanged(name: str) -> str:
    return re.sub(r"Day off \(substituted from (\d+)/(\d+)/(\d+)\)", r"day off, exchanged for \3-\1-\2", name)


def _easter(year: int) -> date:
    """Return Easter Sunday: Geneva keeps Easter Monday."""
    found = holidays.country_holidays("CH", subdiv="GE", years=year, language="en_US")
    return next(on for on, name in found.items() if name == "Easter Monday") - timedelta(days=1)


MAKERS: dict[str, Callable[[int], Iterator[Day]]] = {
    "us-federal": us_federal,
    "wto": wto,
    "eu-institutions": eu_institutions,
    "china": china,
}


def table(name: str) -> str:
    """Return the table of one calendar as CSV, by day; closed weekends are left out, being closed anyway."""
    years = [year for span in coverage(described(name)) for year in range(span.first, span.last + 1)]
    rows: dict[date, Day] = {}
    for row in (row for year in years for row in MAKERS[name](year) if row.on.year in years):
        if (row.on.weekday() >= SATURDAY) == (row.what == "worked"):
            same = rows.get(row.on)
            rows[row.on] = _both(same, row) if same else row
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for on, row in sorted(rows.items()):
        writer.writerow((on, f"{on:%a}", row.what, row.name, row.source))
    return out.getvalue()


def _both(first: Day, second: Day) -> Day:
    return first._replace(name=f"{first.name}; {second.name}", source=f"{first.source}; {second.source}")


def main() -> None:
    """Write the tables of all calendars."""
    for name in WORKING_DAYS:
        (Path(__file__).parent / "data" / f"{name}.csv").write_text(table(name), encoding="utf-8")


if __name__ == "__main__":
    main()
